// The page of quotations and the search over everything.
'use strict';

const SHOWN = 50;

/** Reads quotations part after part, passing over parts that cannot hold what is wanted; each with its hits. */
async function* quotations(wanted) {
  const index = await load('quotations');
  const documents_ = await load('documents');
  const speaker = fold(wanted.speaker || '').trim();
  const nobody = speaker && fold(LABELS.unknown).startsWith(speaker);
  const forms = speaker && !nobody ? await formsIn(speaker) : [];
  const isSpeaker = (name) => (nobody ? !name : fold(name).includes(speaker)
    || (forms.length && name && holds(wordsIn(name), forms)));
  const terms = wanted.words ? await search(wanted.words) : null;
  let parts = index.spans.map((_, i) => i);
  if (speaker) {
    const held = new Set(index.speakers.filter(([name]) => isSpeaker(name)).flatMap(([, , ...of]) => of));
    parts = parts.filter((i) => held.has(i));
  }
  parts = parts.filter((i) => (!wanted.from || index.spans[i][1] >= wanted.from)
    && (!wanted.to || index.spans[i][0] <= wanted.to));
  for (const part of parts) {
    for (const row of await load(`quotations-${part}`)) {
      const [n, start, date, kind, cue, who, page, text, first, last] = row;
      if ((wanted.kind && kind !== wanted.kind) || (speaker && !isSpeaker(who))
        || (wanted.from && date < wanted.from) || (wanted.to && (!date || date > wanted.to))
        || (wanted.outlet && documents_[n][9] !== wanted.outlet)) continue;
      const hits = terms ? within(terms, n, first, last) : [];
      const document_ = documents_[n];
      const link = `${document_[0]}#q-${start}`;
      if (hits && (!terms || terms.terms.length)) {
        yield { link, date, title: document_[2] || document_[3], kind, cue, who, page, text, first, hits };
      }
    }
    loaded.delete(`quotations-${part}`);
  }
}

function quotation({ link, date, title, kind, cue, who, page, text, first, hits }) {
  const speaker = who ? (page ? element('a', { href: ROOT + page }, who) : who) : LABELS.unknown;
  return element('li', {}, source(link, day(date), title), element('p', {},
    element('b', { class: 'speaker' }, speaker), element('span', { class: `q ${kind}` }, ...marked(text, hits, first)),
    ' ', element('span', { class: 'value' }, [LABELS[kind], cue].filter(Boolean).join(', '))));
}

function quotationsPage(form) {
  const list = document.getElementById('quotations');
  const more = document.getElementById('more');
  const csv = document.getElementById('csv');
  const output = form.querySelector('output');
  let run = 0;
  let all = [];

  async function show() {
    const mine = ++run;
    const wanted = Object.fromEntries([...form.elements].filter((f) => f.name).map((f) => [f.name, f.value.trim()]));
    writeHash(wanted);
    list.replaceChildren();
    more.hidden = true;
    output.textContent = LABELS.loading;
    const found = [];
    for await (const item of quotations(wanted)) {
      if (mine !== run) return;
      found.push(item);
      if (found.length <= SHOWN) list.append(quotation(item));
    }
    if (mine !== run) return;
    all = found;
    let shown = SHOWN;
    output.textContent = found.length ? `${LABELS.found}: ${number(found.length)}` : LABELS.nothing;
    csv.hidden = !found.length;
    more.hidden = found.length <= shown;
    more.onclick = () => {
      const made = found.slice(shown, shown + SHOWN).map(quotation);
      shown += SHOWN;
      list.append(...made);
      made[0].querySelector('a').focus({ preventScroll: true });
      more.hidden = found.length <= shown;
    };
  }

  csv.addEventListener('click', () => saveCsv('quotations',
    ['published', 'speaker', 'said', 'kind', 'cue', 'document', 'link'].map((key) => LABELS[key] ?? key),
    all.map(({ link, date, title, kind, cue, who, text }) => [date, who, text, LABELS[kind], cue, title, link])));
  offerOutlets(form).then(() => {
    const state = readHash();
    for (const field of form.elements) if (field.name && state[field.name]) field.value = state[field.name];
    form.addEventListener('input', later(show, 250));
    form.addEventListener('reset', () => setTimeout(show));
    form.addEventListener('submit', (event) => { event.preventDefault(); show(); });
    show();
  });
}

async function searchPage() {
  const query = (new URLSearchParams(location.search).get('q') || '').trim();
  const form = document.getElementById('search-filters');
  document.querySelector('.find input').value = query;
  if (!query) {
    document.getElementById('help').hidden = false;
    return;
  }
  document.title = `${query} — ${document.title}`;
  document.getElementById('query').textContent = query;
  await offerOutlets(form);
  const state = readHash();
  for (const field of form.elements) if (field.name && state[field.name]) field.value = state[field.name];
  form.hidden = false;
  const found = await search(query);
  const show = async () => {
    const wanted = Object.fromEntries([...form.elements].filter((f) => f.name).map((f) => [f.name, f.value]));
    writeHash(wanted);
    const summary = document.getElementById('summary');
    summary.textContent = LABELS.loading;
    const counts = [await searchEntities(query), await searchDocuments(found, wanted),
      await searchQuotations(query, wanted)];
    summary.textContent = counts.some(Boolean) ? '' : LABELS.nothing;
  };
  form.addEventListener('input', later(show));
  form.addEventListener('reset', () => setTimeout(show));
  form.addEventListener('submit', (event) => event.preventDefault());
  show();
}

async function searchEntities(query) {
  const forms = await formsIn(parsed(query).filter((term) => !term.not).flatMap((term) => term.words).join(' '));
  const hits = [];
  for (const kind of ['people', 'organisations', 'places']) {
    for (const row of await load(kind)) {
      if (forms.length && holds(row[11].split(' '), forms)) hits.push([kind, row]);
    }
  }
  hits.sort((a, b) => b[1][5] - a[1][5]);
  fill('found-entities', `${LABELS.people}, ${LABELS.organisations.toLowerCase()}, ${LABELS.places.toLowerCase()}`, hits.length,
    hits.slice(0, 20).map(([kind, row]) => element('li', {}, element('a', { href: ROOT + row[0] }, row[1]),
      element('span', { class: 'also' }, [LABELS[kind], kind === 'places' ? '' : row[3], `${row[5]} ${LABELS.documents_short}`]
        .filter(Boolean).join(' · ')))));
  return hits.length;
}

async function searchDocuments({ found }, wanted) {
  const documents_ = await load('documents');
  const hits = [...found].map(([n, hit]) => ({ n, row: documents_[n], ...hit })).filter(({ row }) => isChosen(row, wanted));
  const byDate = (a, b) => b.row[1].localeCompare(a.row[1]);
  const orders = { newest: byDate, oldest: (a, b) => byDate(b, a), rank: (a, b) => b.score - a.score || byDate(a, b) };
  hits.sort(orders[wanted.sort] || orders.rank);
  const made = async ({ n, row, hits: places }) => {
    const at = places.slice(0, 60).map(([a, b]) => (a === b ? a : `${a}-${b}`)).join(',');
    const item = element('li', {}, element('a', { href: `${ROOT}${row[0]}?at=${at}` }, row[2] || row[3]),
      element('span', { class: 'also' }, [day(row[1]) || LABELS.no_date, row[9], row[4],
        `${LABELS.hits}: ${number(places.length)}`].filter(Boolean).join(' · ')));
    const text = (await textOf(n)).replace(/\s+/g, ' ');
    item.append(element('p', { class: 'snippet' }, ...marked(text, places, 0, true)));
    return item;
  };
  const list = document.querySelector('#found-documents ol');
  fill('found-documents', LABELS.documents, hits.length, await Promise.all(hits.slice(0, 20).map(made)));
  let shown = 20;
  const more = document.querySelector('#found-documents .more');
  more.hidden = hits.length <= shown;
  more.onclick = async () => {
    list.append(...await Promise.all(hits.slice(shown, shown + SHOWN).map(made)));
    shown += SHOWN;
    more.hidden = hits.length <= shown;
  };
  document.getElementById('csv').onclick = () => saveCsv('search',
    [LABELS.published, LABELS.title_column, LABELS.outlet, LABELS.hits, LABELS.file, 'link'],
    hits.map(({ row, hits: places }) => [row[1], row[2], row[9], places.length, row[3], row[0]]));
  return hits.length;
}

async function searchQuotations(query, { from, to, outlet }) {
  const items = [];
  let count = 0;
  for await (const item of quotations({ words: query, from, to, outlet })) {
    count += 1;
    if (items.length < 20) items.push(item);
  }
  fill('found-quotations', LABELS.quotations, count, items.map(quotation));
  const all = document.getElementById('all-quotations');
  all.hidden = count <= items.length;
  all.href = `${ROOT}quotations.html#${new URLSearchParams({ words: query, from, to, outlet })}`;
  return count;
}

function fill(id, title, count, rows) {
  const section = document.getElementById(id);
  section.hidden = !count;
  section.querySelector('h2').replaceChildren(`${title} `, element('span', { class: 'n' }, number(count)));
  section.querySelector('ol').replaceChildren(...rows);
}

const filters = document.getElementById('quotation-filters');
if (filters) quotationsPage(filters); else searchPage();
