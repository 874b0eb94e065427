// What every page does: data loaded by script tags, notes on what is marked, layers, light and dark, more rows.
'use strict';

const ROOT = document.documentElement.dataset.root;
const waiting = new Map();

/** Called by every data file. */
function svodka(key, value) {
  waiting.get(key)?.(value);
  waiting.delete(key);
}

const loaded = new Map();

/** The value of a data file; a page from disk cannot fetch, so a script tag brings it. */
function load(key) {
  if (!loaded.has(key)) {
    loaded.set(key, new Promise((resolve, reject) => {
      waiting.set(key, resolve);
      const script = element('script');
      script.src = `${ROOT}data/${key}.js`;
      script.onload = () => script.remove();
      script.onerror = () => { script.remove(); reject(new Error(key)); };
      document.head.append(script);
    }));
  }
  return loaded.get(key);
}

/** Text as it is compared: lower case, ё as е, without soft hyphens and stress marks. */
const fold = (text) => text.toLowerCase().replaceAll('ё', 'е').replace(/[\u00ad\u0301]/g, '');

/** A date as people write it in the language of the page. */
function day(iso) {
  return iso && document.documentElement.lang === 'ru' ? iso.split('-').reverse().join('.') : iso;
}

const number = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, '\u202f');

/** Link to a place in a text, with date and headline. */
function source(link, date, title) {
  return element('a', { class: 'source', href: ROOT + link }, date || LABELS.no_date, element('span', { class: 'doc' }, title));
}

/** Characters of a text, counted as Python counts them. */
const cut = (text, from, to) => (/[\ud800-\udfff]/.test(text) ? [...text].slice(from, to).join('') : text.slice(from, to));
const spaced = (text) => text.replace(/\s+/g, ' ');

// Rows of an entity's page that are made of places in the texts.
const ROWS = {
  mentions: (row, text, [, from, to, first = Math.max(0, from - 140), last = to + 140, cut_ = 3]) => element('li', {},
    source(`${row[0]}#m-${from}`, day(row[1]), row[2] || row[3]),
    element('p', {}, cut_ & 1 ? '…' : '', spaced(cut(text, first, from)), element('b', {}, spaced(cut(text, from, to))),
      spaced(cut(text, to, last)), cut_ & 2 ? '…' : '')),
  said: (row, text, [, from, to, kind, cue]) => element('li', {}, source(`${row[0]}#q-${from}`, day(row[1]), row[2] || row[3]),
    element('p', {}, element('span', { class: `q ${kind}` }, spaced(cut(text, from, to))), ' ',
      element('span', { class: 'value' }, [LABELS[kind], cue].filter(Boolean).join(', ')))),
};

/** The rows of a list that the page names and does not hold: `document,from,to,…|…`, the document where it changes. */
async function nearRows(list, kind, places) {
  const more = list.nextElementSibling;
  if (more) more.disabled = true; // until these are there, so that the order holds
  const documents_ = await load('documents');
  const numbers = new Map(documents_.map((row, n) => [row[0].slice(row[0].lastIndexOf('/') + 1, -'.html'.length), n]));
  let number_ = -1;
  const rows = places.split('|').map((row) => {
    const [id, ...rest] = row.split(',');
    if (id) number_ = numbers.get(id);
    return [number_, ...rest.map((field) => (/^\d+$/.test(field) ? Number(field) : field))];
  });
  list.append(...await Promise.all(rows.map(async (row) => ROWS[kind](documents_[row[0]], await textOf(row[0]), row))));
  if (more) more.disabled = false;
}

function moreRows(button) {
  const [name, count] = button.dataset.more.split(' ');
  let next = 0;
  let rows = [];
  button.addEventListener('click', async () => {
    if (!rows.length && next < Number(count)) rows = [...await load(`${name}-${next++}`)];
    const documents_ = await load('documents');
    const made = await Promise.all(rows.splice(0, 50).map(async (row) =>
      ROWS[button.dataset.rows](documents_[row[0]], await textOf(row[0]), row)));
    button.previousElementSibling.append(...made);
    made[0]?.querySelector('a')?.focus({ preventScroll: true });
    button.hidden = !rows.length && next >= Number(count);
  });
}

/** Notes of marks: shown for the pointer and for the keyboard, those of what lies around, too. */
function notes() {
  const text = document.querySelector('.text');
  if (!text) return;
  const note = element('div', { id: 'note', role: 'tooltip', hidden: true });
  document.body.append(note);
  for (const mark of text.querySelectorAll('[title], a.m')) {
    mark.dataset.note = mark.title || mark.textContent;
    mark.removeAttribute('title');
    if (mark.localName === 'span' && mark.id) mark.tabIndex = 0;
  }
  let described = null;
  const hide = () => {
    note.hidden = true;
    described?.removeAttribute('aria-describedby');
  };
  const show = (mark) => {
    hide();
    const lines = [];
    for (let at = mark; at && at !== text; at = at.parentElement) {
      if (at.dataset.note && !lines.includes(at.dataset.note)) lines.push(at.dataset.note);
    }
    if (!lines.length) return;
    note.replaceChildren(...lines.map((line) => element('div', {}, line)));
    note.hidden = false;
    described = mark;
    mark.setAttribute('aria-describedby', 'note');
    const box = mark.getClientRects()[0];
    const room = note.getBoundingClientRect();
    const left = Math.max(8, Math.min(box.left, document.documentElement.clientWidth - room.width - 8));
    const above = box.top - room.height - 8;
    note.style.left = `${left + scrollX}px`;
    note.style.top = `${(above > 0 ? above : box.bottom + 8) + scrollY}px`;
  };
  for (const event of ['pointerover', 'focusin']) {
    text.addEventListener(event, ({ target }) => {
      const mark = target.closest('[data-note]');
      if (mark) show(mark); else hide();
    });
  }
  text.addEventListener('pointerleave', hide);
  text.addEventListener('focusout', hide);
  document.addEventListener('keydown', ({ key }) => { if (key === 'Escape') hide(); });
}

/** Checkboxes that hide what is marked; kept for the next page. */
function layers() {
  const kept = JSON.parse(recall('svodka-layers') || '{}');
  for (const box of document.querySelectorAll('[data-layer]')) {
    if (box.dataset.layer in kept) box.checked = kept[box.dataset.layer];
    const apply = () => document.body.classList.toggle(`no-${box.dataset.layer}`, !box.checked);
    box.addEventListener('change', () => {
      apply();
      kept[box.dataset.layer] = box.checked;
      remember('svodka-layers', JSON.stringify(kept));
    });
    apply();
  }
}

/** Words that a search found, given by their numbers, shown in the text without touching it. */
function showFound() {
  const given = new URLSearchParams(location.search).get('at') || '';
  const text = document.querySelector('.text');
  if (!text || !/^[\d,-]{1,2000}$/.test(given) || !CSS.highlights || typeof WORD === 'undefined') return;
  const nodes = [];
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  let length = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    nodes.push([length, node]);
    length += node.data.length;
  }
  const words = [...text.textContent.matchAll(WORD)].map((m) => [m.index, m.index + m[0].length]);
  const place = (offset, end) => {
    const [start, node] = nodes.findLast(([at]) => (end ? at < offset : at <= offset));
    return [node, offset - start];
  };
  const ranges = [];
  for (const hit of given.split(',')) {
    const [first, last = first] = hit.split('-').map(Number);
    if (!words[first] || !words[last]) continue;
    const range = new Range();
    range.setStart(...place(words[first][0], false));
    range.setEnd(...place(words[last][1], true));
    ranges.push(range);
  }
  CSS.highlights.set('found', new Highlight(...ranges));
  if (!location.hash) ranges[0]?.startContainer.parentElement.scrollIntoView({ block: 'center' });
}

// Pages from disk may be denied storage; then nothing is remembered.
function recall(key) {
  try { return localStorage.getItem(key); } catch { return null; }
}
function remember(key, value) {
  try { localStorage.setItem(key, value); } catch { /* nothing is remembered */ }
}

function theme() {
  const button = document.getElementById('theme');
  button.hidden = false;
  const kept = recall('svodka-theme');
  if (kept) document.documentElement.dataset.theme = kept;
  button.addEventListener('click', () => {
    const dark = document.documentElement.dataset.theme
      ? document.documentElement.dataset.theme === 'dark'
      : matchMedia('(prefers-color-scheme: dark)').matches;
    document.documentElement.dataset.theme = dark ? 'light' : 'dark';
    remember('svodka-theme', document.documentElement.dataset.theme);
  });
}

function zoom() {
  const button = document.getElementById('zoom');
  if (!button) return;
  const map = document.querySelector('.map svg');
  button.hidden = false;
  button.addEventListener('click', () => {
    const world = map.classList.toggle('world');
    map.setAttribute('viewBox', world ? map.dataset.world : map.dataset.view);
    button.textContent = world ? button.dataset.in : button.dataset.out;
  });
}

/** State of a page's filters, kept in the address so that a view can be sent and gone back to. */
function readHash() {
  return Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
}
addEventListener('hashchange', () => { if (document.body.classList.contains('list')) location.reload(); });
function writeHash(state) {
  const kept = Object.entries(state).filter(([, value]) => value !== '' && value !== 0);
  history.replaceState(null, '', `#${new URLSearchParams(kept)}`);
}
function later(action, milliseconds = 200) {
  let timer = 0;
  return () => { clearTimeout(timer); timer = setTimeout(action, milliseconds); };
}

/** The legend above a text and the lists beside it, of what is marked in it: a page need not hold them twice. */
function beside() {
  const text = document.querySelector('.text');
  if (!text) return;
  const kinds = [['per', 'people'], ['org', 'organisations'], ['loc', 'places'], ['pos', 'positions'], ['date', 'dates']];
  const box = (style, ...label) => element('label', {},
    element('input', { type: 'checkbox', checked: style !== 'letters', 'data-layer': style }), ' ', ...label);
  const letters = { per: 'person', org: 'organisation', loc: 'place', pos: 'position', date: 'date' };
  text.before(element('fieldset', { class: 'legend' }, element('legend', {}, LABELS.legend),
    ...kinds.map(([style, key]) => box(style, element('span', { class: `m ${style}` }, LABELS[key]), ' ',
      element('sup', {}, LABELS[`letter_${letters[style]}`]))),
    box('q', ...['direct', 'mixed', 'indirect'].flatMap((kind) => [element('span', { class: `q ${kind}` }, LABELS[kind]), ' '])),
    box('letters', LABELS.letters)));
  const arrow = (mark, told, n = 1) => element('a', { class: 'to', href: `#${mark.id}`,
    'aria-label': `${LABELS.in_text}: ${told.slice(0, 80)}` }, n > 1 ? `${n}× ↓` : '↓');
  const lists = kinds.map(([style, key]) => {
    const marks = [...text.querySelectorAll(`.m.${style}[id]`)];
    if (!['per', 'org', 'loc'].includes(style)) {
      return [key, marks.map((mark) => element('li', {}, ...(style === 'date' ? [`${mark.textContent} `] : []),
        element('span', { class: style === 'date' ? 'value' : null }, mark.title), ' ', arrow(mark, mark.textContent)))];
    }
    const found = new Map();
    for (const mark of marks) {
      const entity = found.get(mark.getAttribute('href') || mark.title) || { mark, n: 0 };
      entity.n += 1;
      found.set(mark.getAttribute('href') || mark.title, entity);
    }
    return [key, [...found.values()].sort((a, b) => b.n - a.n).map(({ mark, n }) => {
      const name = mark.title || mark.textContent;
      return element('li', {}, mark.href ? element('a', { href: mark.href }, name) : name, ' ', arrow(mark, name, n));
    })];
  });
  const said = [...text.querySelectorAll('.q[id]')].map((mark) => element('li', {}, element('b', {}, mark.title),
    element('span', { class: 'words' }, mark.textContent.length > 120 ? `${mark.textContent.slice(0, 119)}…` : mark.textContent, ' ',
      arrow(mark, mark.textContent))));
  document.querySelector('aside').prepend(...[...lists, ['quotations', said]].filter(([, rows]) => rows.length)
    .map(([key, rows]) => element('details', { open: true, class: 'found' },
      element('summary', {}, `${LABELS[key]} `, element('span', { class: 'n' }, String(rows.length))), element('ul', {}, ...rows))));
}

/** What a table shows as cards on a phone: each cell says of what it is. */
function cards() {
  for (const table of document.querySelectorAll('table.cards')) {
    const heads = [...table.querySelectorAll('th')].map((head) => head.textContent);
    for (const row of table.tBodies[0].rows) [...row.cells].forEach((cell, i) => { cell.dataset.label = heads[i] ?? ''; });
  }
}

function footer() {
  document.body.append(element('footer', {}, `${LABELS.made_by} `, element('span', { class: 'version' }, `svodka ${VERSION}`)));
}

footer();
cards();
beside();
notes();
layers();
theme();
zoom();
addEventListener('DOMContentLoaded', showFound); // when all scripts are there
document.querySelectorAll('[data-more]').forEach(moreRows);
addEventListener('DOMContentLoaded', () => { // when texts can be unpacked
  for (const kind of Object.keys(ROWS)) {
    for (const list of document.querySelectorAll(`[data-near-${kind}]`)) nearRows(list, kind, list.getAttribute(`data-near-${kind}`));
  }
});
document.addEventListener('keydown', (event) => {
  if (event.key === '/' && !/INPUT|SELECT|TEXTAREA/.test(document.activeElement.tagName)) {
    event.preventDefault();
    document.querySelector('.find input').focus();
  }
});
