// Lists of documents, people, organisations and places: filter, order, pages of a hundred rows.
'use strict';

const PAGE = 100;
const form = document.querySelector('[data-list]');
const kind = form.dataset.list;
const table = document.getElementById('rows');
const pager = document.querySelector('.pager');

const day_ = { show: (row, i) => day(row[i]), style: 'day' };
const count_ = { show: (row, i) => (row[i] ? number(row[i]) : ''), style: 'num', falling: true };
const plain = { show: (row, i) => row[i] };
const linked = (row, text) => (row[0] ? element('a', { href: ROOT + row[0] }, text) : text);
const named = {
  style: 'main',
  show: (row, i) => [linked(row, row[i]), row[2] ? element('span', { class: 'also' }, row[2]) : ''],
};
const titled = {
  style: 'main',
  show: (row) => [linked(row, row[2] || row[3]), row[8] ? element('span', { class: 'also' }, row[8]) : ''],
};
const kinds = { show: (row, i) => LABELS[`kind_${row[i]}`] || row[i], text: (row, i) => LABELS[`kind_${row[i]}`] || row[i] };
const counted = [['document_count', 5, count_], ['mention_count', 6, count_]];
const seen = [['first', 8, day_], ['last', 9, day_]];
const COLUMNS = {
  documents: [['published', 1, day_], ['title_column', 2, titled], ['outlet', 9, plain],
    ['place', 4, plain], ['quotation_count', 6, count_], ['file', 3, { ...plain, style: 'path' }],
    ['status', 7, { show: (row, i) => LABELS[row[i]], text: (row, i) => LABELS[row[i]] }]],
  people: [['name', 1, named], ['position', 3, plain], ['organisation', 4, plain], ...counted,
    ['quotation_count', 7, count_], ...seen],
  organisations: [['called', 1, named], ['abbreviation', 3, plain], ['place', 4, plain], ...counted,
    ['quotation_count', 7, count_], ...seen],
  places: [['called', 1, named], ['kind', 3, kinds], ['country', 4, plain], ...counted, ...seen],
}[kind];

const state = { words: '', from: '', to: '', outlet: '', kind: '', about: '', status: '',
  sort: kind === 'documents' ? '-published' : '-document_count', page: 0, ...readHash() };
state.page = Number(state.page) || 0;
let rows = [];
let found = [];

/** The rows that are wanted; those of entities with the counts of the period and outlet that are chosen. */
async function chosen() {
  const narrowed = state.from || state.to || state.outlet;
  let left = rows;
  if (kind === 'documents') {
    const about = state.about ? await documentsAbout(Number(state.about)) : null;
    left = left.filter((row, n) => isChosen(row, state) && (!state.status || row[7] === state.status)
      && (!about || about.has(n)));
  } else if (narrowed) {
    const counts = await company(state);
    left = left.filter((row) => counts.get(row[10])?.[0]).map((row) => {
      const [documents_, mentions, said] = counts.get(row[10]);
      return [...row.slice(0, 5), documents_, mentions, said, ...row.slice(8)];
    });
  }
  if (state.kind) left = left.filter((row) => row[3] === state.kind);
  if (state.words.trim()) left = await holding(left, state.words.trim());
  if (state.sort) {
    const falling = state.sort.startsWith('-');
    const i = COLUMNS.find(([label]) => label === state.sort.replace('-', ''))?.[1] ?? 1;
    const compare = new Intl.Collator('ru').compare;
    const order = (a, b) => (typeof a[i] === 'number' ? a[i] - b[i] : compare(a[i], b[i]));
    left = [...left].sort((a, b) => (falling ? -order(a, b) : order(a, b)));
  }
  return left;
}

/** Rows with these words in any form: documents by their texts, too, everything else by its names. */
async function holding(left, query) {
  if (kind !== 'documents') {
    const forms = await formsIn(query);
    return left.filter((row) => holds(row[11].split(' '), forms));
  }
  const hits = (await search(query)).found;
  const whole = fold(query);
  const numbers = new Map(rows.map((row, n) => [row, n]));
  return left.filter((row) => hits.has(numbers.get(row)) || fold(`${row[2]} ${row[3]} ${row[9]}`).includes(whole));
}

let run = 0;
async function show() {
  const mine = ++run;
  const left = await chosen();
  if (mine !== run) return;
  found = left;
  const last = Math.max(0, Math.ceil(found.length / PAGE) - 1);
  state.page = Math.min(state.page, last);
  const part = found.slice(state.page * PAGE, (state.page + 1) * PAGE);
  table.tBodies[0].replaceChildren(...part.map((row) => element('tr', {}, ...COLUMNS.map(([label, i, how]) =>
    element('td', { class: how.style, 'data-label': LABELS[label] }, ...[how.show(row, i)].flat())))));
  form.querySelector('output').textContent = `${LABELS.found}: ${number(found.length)}`;
  pager.hidden = !last;
  pager.querySelector('span').textContent = `${LABELS.page} ${state.page + 1} ${LABELS.of} ${last + 1}`;
  const [back, on] = pager.querySelectorAll('button');
  [back.disabled, on.disabled] = [!state.page, state.page === last];
  for (const head of table.tHead.querySelectorAll('th')) {
    const sorted = state.sort.replace('-', '') === head.dataset.column;
    head.setAttribute('aria-sort', !sorted ? 'none' : state.sort.startsWith('-') ? 'descending' : 'ascending');
  }
  writeHash(state);
}

function head() {
  table.tHead.append(element('tr', {}, ...COLUMNS.map(([label, , how]) => {
    const button = element('button', { type: 'button' }, LABELS[label]);
    button.addEventListener('click', () => {
      const first = how.falling ? `-${label}` : label;
      const second = how.falling ? label : `-${label}`;
      state.sort = state.sort === first ? second : first;
      state.page = 0;
      show();
    });
    return element('th', { scope: 'col', class: how.style, 'data-column': label }, button);
  })));
}

/** The kinds of places, for their filter. */
function offerKinds() {
  const select = form.elements.kind;
  if (!select) return;
  const kinds_ = [...new Set(rows.map((row) => row[3]).filter(Boolean))].map((name) => [LABELS[`kind_${name}`] || name, name]);
  select.append(...kinds_.sort().map(([label, name]) => element('option', { value: name }, label)));
}

/** Says whom or what the documents are about, with a way out. */
async function sayAbout() {
  const note = document.getElementById('about');
  note.hidden = !state.about;
  if (!state.about) return;
  for (const name of ['people', 'organisations', 'places']) {
    const row = (await load(name)).find((of) => of[10] === Number(state.about));
    if (row) note.replaceChildren(`${LABELS.about}: `, element('a', { href: ROOT + row[0] }, row[1]));
  }
}

async function start() {
  await offerOutlets(form);
  head();
  form.querySelector('output').textContent = LABELS.loading;
  rows = await load(kind);
  offerKinds();
  for (const field of form.elements) if (field.name) field.value = state[field.name] ?? '';
  if (state.about) await sayAbout();
  const read = () => {
    for (const field of form.elements) if (field.name) state[field.name] = field.value;
    state.page = 0;
    show();
  };
  form.addEventListener('input', later(read));
  form.addEventListener('reset', () => setTimeout(() => { state.about = ''; sayAbout(); read(); }));
  form.addEventListener('submit', (event) => { event.preventDefault(); read(); });
  document.getElementById('csv').addEventListener('click', () => saveCsv(kind,
    [...COLUMNS.map(([label]) => LABELS[label]), 'link'],
    found.map((row) => [...COLUMNS.map(([, i, how]) => (how.text ? how.text(row, i) : row[i])), row[0]])));
  pager.addEventListener('click', ({ target }) => {
    if (!target.dataset.step) return;
    state.page += Number(target.dataset.step);
    show();
    table.scrollIntoView();
  });
  show();
}

start();
