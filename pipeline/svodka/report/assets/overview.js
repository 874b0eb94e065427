// The overview of a period and an outlet: counts, lists, the chart and the map are made again of what was read in it.
'use strict';

const MOST_DAYS = 62;
const MOST_MONTHS = 72;
const TOP = 15;
const WIDTH = 720;
const HEIGHT = 120;
const SVG = 'http://www.w3.org/2000/svg';
const narrow = document.getElementById('overview-filters');
const whole = new Map();

/** Keeps a part of the page as it was made, to be put back when nothing is chosen. */
function kept(selector) {
  for (const part of document.querySelectorAll(selector)) whole.set(part, [...part.childNodes]);
}

function drawn(name, attributes, ...children) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** Where the bars begin: each day, month or year from the first to the last. */
function starts(first, last) {
  const days = (Date.parse(last) - Date.parse(first)) / 864e5;
  const [y1, m1] = first.split('-').map(Number);
  const [y2, m2] = last.split('-').map(Number);
  const months = (y2 - y1) * 12 + m2 - m1 + 1;
  if (days < MOST_DAYS) {
    return [10, Array.from({ length: days + 1 }, (_, i) => new Date(Date.parse(first) + i * 864e5).toISOString().slice(0, 10))];
  }
  if (months <= MOST_MONTHS) {
    return [7, Array.from({ length: months }, (_, i) => `${String(y1 + Math.floor((m1 - 1 + i) / 12)).padStart(4, '0')}-${
      String(((m1 - 1 + i) % 12) + 1).padStart(2, '0')}`)];
  }
  return [4, Array.from({ length: y2 - y1 + 1 }, (_, i) => String(y1 + i).padStart(4, '0'))];
}

const lastOf = (start) => (start.length === 10 ? start : start.length === 7
  ? new Date(Date.UTC(Number(start.slice(0, 4)), Number(start.slice(5)), 0)).toISOString().slice(0, 10) : `${start}-12-31`);
const labelOf = (start) => (document.documentElement.lang === 'ru' ? start.split('-').reverse().join('.') : start);

function chart(dates, state) {
  if (!dates.length) return element('p', { class: 'none' }, LABELS.no_date);
  const sorted = [...dates].sort();
  const [length, bars] = starts(sorted[0], sorted.at(-1));
  const counts = new Map();
  for (const date of dates) counts.set(date.slice(0, length), (counts.get(date.slice(0, length)) || 0) + 1);
  const most = Math.max(...counts.values());
  const step = WIDTH / bars.length;
  const svg = drawn('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT + 22}`, 'aria-hidden': 'true' },
    drawn('line', { class: 'axis', x1: 0, x2: WIDTH, y1: HEIGHT, y2: HEIGHT }));
  bars.forEach((start, i) => {
    const n = counts.get(start) || 0;
    if (!n) return;
    const tall = (HEIGHT - 14) * n / most;
    const wide = Math.min(step * 0.8, 40);
    const title = drawn('title', {}, `${labelOf(start)}: ${n}`);
    const from = start.length === 10 ? start : start.length === 7 ? `${start}-01` : `${start}-01-01`;
    const href = `documents.html#${new URLSearchParams({ from, to: lastOf(start), outlet: state.outlet })}`;
    svg.append(drawn('a', { href, tabindex: -1 }, title,
      drawn('rect', { class: 'hit', x: i * step, y: 0, width: step, height: HEIGHT }),
      drawn('rect', { class: 'column', x: i * step + step * 0.1, y: HEIGHT - tall, width: wide, height: tall })));
    if (n === most) {
      svg.append(drawn('text', { class: 'number', x: i * step + step * 0.1 + wide / 2, y: HEIGHT - tall - 3 }, String(n)));
    }
  });
  svg.append(drawn('text', { class: 'tick', x: 0, y: HEIGHT + 16 }, labelOf(bars[0])));
  if (bars.length > 1) svg.append(drawn('text', { class: 'tick end', x: WIDTH, y: HEIGHT + 16 }, labelOf(bars.at(-1))));
  return element('figure', { class: 'columns' }, svg);
}

function list(rows, value, unit) {
  if (!rows.length) return element('p', { class: 'none' }, LABELS.no_rows);
  const most = Math.max(...rows.map((row) => row[value]));
  return element('ol', { class: 'bars' }, ...rows.map((row) => {
    const bar = element('span', { class: 'bar' });
    bar.style.setProperty('--share', `${100 * row[value] / most}%`);
    return element('li', {}, element('a', { href: row.page }, row.name), bar,
      element('span', { class: 'n' }, number(row[value]), element('span', { class: 'unit' }, ` ${unit}`)));
  }));
}

async function narrowed(state) {
  const documents_ = (await load('documents')).filter((row) => row[0] && isChosen(row, state));
  const counts = await company(state);
  const entities = new Map();
  const kinds = {};
  for (const kind of ['people', 'organisations', 'places']) {
    kinds[kind] = (await load(kind)).filter((row) => counts.has(row[10])).map((row) => {
      const [of, mentions, said] = counts.get(row[10]);
      return { n: row[10], page: row[0], name: row[1], documents: of, mentions, quotations: said };
    });
    for (const row of kinds[kind]) entities.set(row.n, row);
    kinds[kind] = kinds[kind].filter((row) => row.documents);
  }
  const top = (rows, value) => rows.filter((row) => row[value]).sort((a, b) => b[value] - a[value] || a.n - b.n).slice(0, TOP);
  return { documents: documents_, entities, kinds, top };
}

function totals(found) {
  const said = [...found.entities.values()].reduce((sum, row) => sum + row.quotations, 0);
  const counts = { documents: found.documents.length, people: found.kinds.people.length,
    organisations: found.kinds.organisations.length, places: found.kinds.places.length, quotations: said };
  for (const box of document.querySelectorAll('[data-total]')) {
    const key = box.dataset.total;
    box.closest('div').hidden = !(key in counts);
    if (key in counts) box.querySelector('a').textContent = number(counts[key]);
  }
}

function circles(found, active) {
  const map = document.querySelector('.map svg');
  if (!map) return;
  for (const link of map.querySelectorAll('[data-entity]')) {
    const row = active ? found.entities.get(Number(link.dataset.entity)) : null;
    link.classList.toggle('out', active && !row?.documents);
    const circle = link.querySelector('circle');
    if (!circle) continue;
    circle.dataset.r ??= circle.getAttribute('r');
    const share = active && row ? Math.sqrt(row.mentions / Number(link.dataset.mentions)) : 1;
    circle.setAttribute('r', Math.max(Number(circle.dataset.r) * share, Number(map.dataset.least)));
  }
}

async function show() {
  const state = Object.fromEntries([...narrow.elements].filter((f) => f.name).map((f) => [f.name, f.value]));
  writeHash(state);
  const active = Boolean(state.from || state.to || state.outlet);
  for (const part of document.querySelectorAll('[data-whole]')) part.hidden = active;
  for (const [part, nodes] of whole) part.replaceChildren(...nodes.map((node) => node.cloneNode(true)));
  const output = narrow.querySelector('output');
  output.textContent = '';
  for (const box of document.querySelectorAll('[data-total]')) box.closest('div').hidden = false;
  const found = active ? await narrowed(state) : null;
  circles(found, active);
  if (!active) return;
  output.textContent = `${LABELS.found}: ${number(found.documents.length)}`;
  totals(found);
  const dates = found.documents.map((row) => row[1]).filter(Boolean);
  document.getElementById('over-time').replaceChildren(chart(dates, state));
  const said = [...found.kinds.people, ...found.kinds.organisations];
  const parts = { people: [found.kinds.people, 'documents'], organisations: [found.kinds.organisations, 'documents'],
    places: [found.kinds.places, 'documents'], speakers: [said, 'quotations'] };
  for (const [key, [rows, value]] of Object.entries(parts)) {
    const box = document.querySelector(`[data-top=${key}]`);
    box.replaceChildren(list(found.top(rows, value), value, LABELS[`${value}_short`]));
  }
}

async function begin() {
  await offerOutlets(narrow);
  narrow.hidden = false;
  kept('[data-top], #over-time, [data-total]');
  for (const [part, nodes] of whole) whole.set(part, nodes.map((node) => node.cloneNode(true)));
  const state = readHash();
  for (const field of narrow.elements) if (field.name) field.value = state[field.name] ?? '';
  narrow.addEventListener('input', later(show));
  narrow.addEventListener('reset', () => setTimeout(show));
  narrow.addEventListener('submit', (event) => { event.preventDefault(); show(); });
  if (state.from || state.to || state.outlet) show();
}

begin();
