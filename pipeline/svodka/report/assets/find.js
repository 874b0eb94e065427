// The page of quotations and the search over everything.
'use strict';

const SHOWN = 50;

/** Reads quotations part after part, passing over parts that cannot hold what is wanted. */
async function* quotations(wanted) {
  const index = await load('quotations');
  const speaker = fold(wanted.speaker || '');
  const words = fold(wanted.words || '').split(/\s+/).filter(Boolean);
  let parts = index.spans.map((_, i) => i);
  if (speaker) {
    const holds = new Set(index.speakers.filter(([name]) => fold(name).includes(speaker)).flatMap(([, , ...of]) => of));
    parts = parts.filter((i) => holds.has(i));
  }
  parts = parts.filter((i) => (!wanted.from || index.spans[i][1] >= wanted.from)
    && (!wanted.to || index.spans[i][0] <= wanted.to));
  for (const part of parts) {
    for (const row of await load(`quotations-${part}`)) {
      const [, date, , kind, , who, , text] = row;
      if ((!wanted.kind || kind === wanted.kind) && (!speaker || fold(who).includes(speaker))
        && (!wanted.from || date >= wanted.from) && (!wanted.to || (date && date <= wanted.to))
        && (!words.length || words.every((word) => fold(text).includes(word)))) yield row;
    }
    loaded.delete(`quotations-${part}`);
  }
}

function quotation([link, date, title, kind, cue, who, page, text], words) {
  const speaker = who ? (page ? element('a', { href: ROOT + page }, who) : who) : LABELS.unknown;
  return element('li', {}, source(link, day(date), title), element('p', {},
    element('b', { class: 'speaker' }, speaker), element('span', { class: `q ${kind}` }, ...highlighted(text, words)),
    ' ', element('span', { class: 'value' }, [LABELS[kind], cue].filter(Boolean).join(', '))));
}

function quotationsPage(form) {
  const list = document.getElementById('quotations');
  const more = document.getElementById('more');
  const output = form.querySelector('output');
  let run = 0;

  async function show() {
    const mine = ++run;
    const wanted = Object.fromEntries([...form.elements].filter((f) => f.name).map((f) => [f.name, f.value.trim()]));
    writeHash(wanted);
    const words = fold(wanted.words).split(/\s+/).filter(Boolean);
    list.replaceChildren();
    more.hidden = true;
    output.textContent = LABELS.loading;
    let found = 0;
    const kept = [];
    for await (const row of quotations(wanted)) {
      if (mine !== run) return;
      found += 1;
      if (found <= SHOWN) list.append(quotation(row, words)); else kept.push(row);
    }
    if (mine !== run) return;
    output.textContent = found ? `${LABELS.found}: ${number(found)}` : LABELS.nothing;
    more.hidden = !kept.length;
    more.onclick = () => {
      const made = kept.splice(0, SHOWN).map((row) => quotation(row, words));
      list.append(...made);
      made[0].querySelector('a').focus({ preventScroll: true });
      more.hidden = !kept.length;
    };
  }

  const state = readHash();
  for (const field of form.elements) if (field.name && state[field.name]) field.value = state[field.name];
  form.addEventListener('input', later(show, 250));
  form.addEventListener('reset', () => setTimeout(show));
  form.addEventListener('submit', (event) => { event.preventDefault(); show(); });
  show();
}

/** Numbers of the documents that hold a word in any of its forms, and the forms. */
async function documentsWith(word) {
  const name = [...word].slice(0, 2).map((letter) => letter.codePointAt(0).toString(16)).join('-');
  const pieces = await load('words');
  const numbers = new Set();
  const forms = new Set();
  for (const piece of pieces.filter((p) => (word.length > 1 ? p === name : p.split('-')[0] === name))) {
    const entries = Object.entries(await load(`words/${piece}`));
    const exact = entries.find(([form, [of]]) => form === word || of === word);
    const lemma = exact?.[1][0];
    for (const [form, [of, ...steps]] of entries) {
      if (!(exact ? form === word || of === lemma : form.startsWith(word))) continue;
      forms.add(form);
      let at = 0;
      for (const step of steps) numbers.add(at += step);
    }
  }
  return { numbers, forms };
}

async function searchPage() {
  const query = (new URLSearchParams(location.search).get('q') || '').trim();
  document.querySelector('.find input').value = query;
  const summary = document.getElementById('summary');
  if (!query) return;
  document.title = `${query} — ${document.title}`;
  summary.textContent = LABELS.loading;
  const words = fold(query).match(/[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu) || [];
  const counts = [await searchEntities(words), await searchDocuments(words), await searchQuotations(words, query)];
  summary.textContent = counts.some(Boolean) ? '' : LABELS.nothing;
}

async function searchEntities(words) {
  const hits = [];
  for (const kind of ['people', 'organisations', 'places']) {
    for (const row of await load(kind)) {
      const text = fold(`${row[1]} ${row[2]} ${row[3]}`);
      const starts = (word) => text.startsWith(word) || new RegExp(`[^\\p{L}\\p{N}]${word}`, 'u').test(text);
      if (words.length && words.every(starts)) hits.push([kind, row]);
    }
  }
  hits.sort((a, b) => b[1][5] - a[1][5]);
  fill('found-entities', `${LABELS.people}, ${LABELS.organisations.toLowerCase()}, ${LABELS.places.toLowerCase()}`, hits.length,
    hits.slice(0, 20).map(([kind, row]) => element('li', {}, element('a', { href: ROOT + row[0] }, row[1]),
      element('span', { class: 'also' }, [LABELS[kind], kind === 'places' ? '' : row[3], `${row[5]} ${LABELS.documents_short}`]
        .filter(Boolean).join(' · ')))));
  return hits.length;
}

async function searchDocuments(words) {
  if (!words.length) return 0;
  const found = await Promise.all(words.map(documentsWith));
  const forms = [...new Set(found.flatMap((f) => [...f.forms]))].slice(0, 50);
  const documents = await load('documents');
  const numbers = [...found[0].numbers].filter((n) => found.every((f) => f.numbers.has(n)));
  const hits = numbers.map((n) => documents[n]).sort((a, b) => b[1].localeCompare(a[1]));
  const made = (row) => element('li', {}, element('a', { href: `${ROOT}${row[0]}?find=${encodeURIComponent(forms.join(','))}` },
    row[2] || row[3]), element('span', { class: 'also' }, [day(row[1]) || LABELS.no_date, row[4], row[3]].filter(Boolean).join(' · ')));
  fill('found-documents', LABELS.documents, hits.length, hits.splice(0, SHOWN).map(made));
  const more = document.querySelector('#found-documents .more');
  more.hidden = !hits.length;
  more.onclick = () => {
    document.querySelector('#found-documents ol').append(...hits.splice(0, SHOWN).map(made));
    more.hidden = !hits.length;
  };
  return numbers.length;
}

async function searchQuotations(words, query) {
  const rows = [];
  let count = 0;
  for await (const row of quotations({ words: words.join(' ') })) {
    count += 1;
    if (rows.length < 20) rows.push(row);
  }
  fill('found-quotations', LABELS.quotations, count, rows.map((row) => quotation(row, words)));
  if (count > rows.length) {
    document.getElementById('found-quotations').append(
      element('a', { href: `${ROOT}quotations.html#words=${encodeURIComponent(query)}` }, LABELS.all));
  }
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
