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
  show: (row, i) => [linked(row, row[i]), row[2] ? element('span', { class: 'also' }, row[2]) : ''],
};
const titled = {
  show: (row) => [linked(row, row[2] || row[3]), row[8] ? element('span', { class: 'also' }, row[8]) : ''],
};
const kinds = { show: (row, i) => LABELS[`kind_${row[i]}`] || row[i] };
const counted = [['document_count', 5, count_], ['mention_count', 6, count_]];
const seen = [['first', 8, day_], ['last', 9, day_]];
const COLUMNS = {
  documents: [['published', 1, day_], ['title_column', 2, titled], ['place', 4, plain], ['quotation_count', 6, count_],
    ['characters', 5, count_], ['file', 3, { ...plain, style: 'path' }], ['status', 7, { show: (row, i) => LABELS[row[i]] }]],
  people: [['name', 1, named], ['position', 3, plain], ['organisation', 4, plain], ...counted,
    ['quotation_count', 7, count_], ...seen],
  organisations: [['called', 1, named], ['abbreviation', 3, plain], ['place', 4, plain], ...counted,
    ['quotation_count', 7, count_], ...seen],
  places: [['called', 1, named], ['kind', 3, kinds], ['country', 4, plain], ...counted, ...seen],
}[kind];

const state = { words: '', from: '', to: '', status: '', sort: kind === 'documents' ? '-published' : '', page: 0, ...readHash() };
state.page = Number(state.page) || 0;
let rows = [];
let texts = [];

function chosen() {
  const words = fold(state.words).split(/\s+/).filter(Boolean);
  const found = rows.filter((row, i) => words.every((word) => texts[i].includes(word))
    && (kind !== 'documents' || ((!state.from || row[1] >= state.from)
      && (!state.to || (row[1] && row[1] <= state.to)) && (!state.status || row[7] === state.status))));
  if (state.sort) {
    const falling = state.sort.startsWith('-');
    const i = COLUMNS.find(([label]) => label === state.sort.replace('-', ''))?.[1] ?? 1;
    const compare = new Intl.Collator('ru').compare;
    const order = (a, b) => (typeof a[i] === 'number' ? a[i] - b[i] : compare(a[i], b[i]));
    found.sort((a, b) => (falling ? -order(a, b) : order(a, b)));
  }
  return found;
}

function show() {
  const found = chosen();
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

async function start() {
  for (const field of form.elements) if (field.name) field.value = state[field.name] ?? '';
  head();
  form.querySelector('output').textContent = LABELS.loading;
  rows = await load(kind);
  texts = rows.map((row) => fold(row.slice(1, 5).join(' ')));
  const read = () => {
    for (const field of form.elements) if (field.name) state[field.name] = field.value;
    state.page = 0;
    show();
  };
  form.addEventListener('input', later(read));
  form.addEventListener('reset', () => setTimeout(read));
  form.addEventListener('submit', (event) => { event.preventDefault(); read(); });
  pager.addEventListener('click', ({ target }) => {
    if (!target.dataset.step) return;
    state.page += Number(target.dataset.step);
    show();
    table.scrollIntoView();
  });
  show();
}

start();
