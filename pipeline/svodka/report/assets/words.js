// Words in all their forms: queries, the index of words, texts and what is shown around a hit.
'use strict';

// As svodka/report/word_forms.py cuts words.
const WORD = /[\p{L}\p{N}][\p{L}\p{N}\u00ad\u0301]*(?:-[\p{L}\p{N}][\p{L}\p{N}\u00ad\u0301]*)*/gu;
const AROUND = 90; // characters shown on each side of a hit
const TEXTS = 20; // texts in a file
const STEM = 2;

const pieceOf = (word) => [...word].slice(0, STEM).map((letter) => letter.codePointAt(0).toString(16)).join('-');
const pieces = new Map();

/** A piece of the index: stems and forms that lead to lemmas, and the places of lemmas. */
async function piece(name) {
  if (!pieces.has(name)) {
    pieces.set(name, (async () => {
      const [names] = await load('words');
      const [stems, forms, places] = names.includes(name) ? await load(`words/${name}`) : [[], [], []];
      const mapped = (pairs) => new Map(pairs.map(([key, ...rest]) => [key, rest]));
      return { stems: mapped(stems), forms: mapped(forms), places: new Map(places) };
    })());
  }
  return pieces.get(name);
}

/** The lemmas of which a folded word is a form; where there are none, those that begin with it. */
async function lemmasOf(word) {
  const { stems, forms, places } = await piece(pieceOf(word));
  const [, paradigms] = await load('words');
  const found = new Set(forms.get(word) || []);
  for (let length = STEM; length <= word.length; length += 1) {
    for (const [own, number] of stems.get(word.slice(0, length)) || []) {
      if (paradigms[number].split('|').includes(word.slice(length))) found.add(word.slice(0, length) + own);
    }
  }
  if (places.has(word)) found.add(word);
  if (!found.size && word.length > 2) {
    for (const lemma of places.keys()) if (lemma.startsWith(word)) found.add(lemma);
  }
  return found;
}

/** Where a word stands in any form: document → numbers of its words, rising. */
async function placesOf(word) {
  const found = new Map();
  for (const lemma of await lemmasOf(word)) {
    const { places } = await piece(pieceOf(lemma));
    let document_ = 0;
    for (const entry of (places.get(lemma) || '').split(' ').filter(Boolean)) {
      const [step, ...steps] = entry.split(',').map((digits) => parseInt(digits, 36));
      document_ += step;
      let at = 0;
      const of = found.get(document_) || new Set();
      for (const n of steps) of.add(at += n);
      found.set(document_, of);
    }
  }
  return found;
}

const wordsIn = (text) => (text.match(WORD) || []).map(fold);

/** A query: words, "phrases in marks", and either with a minus before it. */
function parsed(query) {
  const terms = [];
  for (const [, minus, phrase, word] of query.matchAll(/(^-|(?<=\s)-)?(?:["«„“]([^"»“”]*)["»“”]?|([^\s"«»„“”]+))/gu)) {
    const words = wordsIn(phrase ?? word);
    if (words.length) terms.push({ words, not: Boolean(minus) });
  }
  return terms;
}

/** Where a term stands: document → [first word, last word] of each place. */
async function standing({ words }) {
  const found = await Promise.all(words.map(placesOf));
  const places = new Map();
  for (const [document_, firsts] of found[0]) {
    const held = [...firsts].filter((at) => found.every((of, i) => of.get(document_)?.has(at + i)));
    if (held.length) places.set(document_, held.sort((a, b) => a - b).map((at) => [at, at + words.length - 1]));
  }
  return places;
}

/** What a query finds: the places of each of its terms that are wanted, and the documents that none unwanted holds. */
async function search(query) {
  const terms = parsed(query);
  const wanted = await Promise.all(terms.filter((t) => !t.not).map(standing));
  const unwanted = await Promise.all(terms.filter((t) => t.not).map(standing));
  const documents_ = await load('documents');
  const all = wanted.length ? [...wanted[0].keys()] : [];
  const numbers = all.filter((n) => wanted.every((of) => of.has(n)) && !unwanted.some((of) => of.has(n)));
  const rarity = wanted.map((of) => Math.log(1 + documents_.length / (1 + of.size)));
  const found = new Map(numbers.map((n) => [n, {
    hits: wanted.flatMap((of) => of.get(n)).sort((a, b) => a[0] - b[0]),
    score: wanted.reduce((sum, of, i) => sum + Math.log(1 + of.get(n).length) * rarity[i], 0),
  }]));
  return { terms, wanted, unwanted, found };
}

/** The words of a document, first to last, that a term of a search must and must not be among. */
function within({ wanted, unwanted }, document_, first, last) {
  const inside = (of) => (of.get(document_) || []).filter(([a, b]) => a >= first && b <= last);
  return wanted.every((of) => inside(of).length) && !unwanted.some((of) => inside(of).length)
    ? wanted.flatMap(inside) : null;
}

/** The text of a document. Texts are packed, a few in a file. */
const unpacked = new Map();
async function textOf(document_) {
  const file = Math.floor(document_ / TEXTS);
  if (!unpacked.has(file)) {
    unpacked.set(file, (async () => {
      const bytes = Uint8Array.from(atob(await load(`texts/${file}`)), (c) => c.charCodeAt(0));
      const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate'));
      return (await new Response(stream).text()).split('\0');
    })());
  }
  return (await unpacked.get(file))[document_ % TEXTS];
}

/** A text with words, given by their numbers from `first` on, in <mark>; only what stands around them if `cut`. */
function marked(text, hits, first = 0, cut = false) {
  const wanted = new Set(hits.flatMap(([a, b]) => Array.from({ length: b - a + 1 }, (_, i) => a + i)));
  const spans = [];
  let number_ = first;
  for (const match of text.matchAll(WORD)) {
    if (wanted.has(number_)) spans.push([match.index, match.index + match[0].length]);
    number_ += 1;
  }
  const from = cut && spans.length ? Math.max(0, text.lastIndexOf(' ', Math.max(0, spans[0][0] - AROUND)) + 1) : 0;
  const end = cut && spans.length ? spans[0][1] + AROUND * 2 : text.length;
  const to = end < text.length && text.indexOf(' ', end) > 0 ? text.indexOf(' ', end) : text.length;
  const made = [from ? '… ' : ''];
  let at = from;
  for (const [a, b] of spans) {
    if (a < at || b > to) continue;
    made.push(text.slice(at, a), element('mark', {}, text.slice(a, b)));
    at = b;
  }
  return [...made, text.slice(at, to), to < text.length ? ' …' : ''];
}

/** Whether a name, given by the lemmas of its words, holds all words of a query; `forms` has the lemmas of each. */
const holds = (lemmas, forms) => forms.every(([word, of]) =>
  lemmas.some((lemma) => of.has(lemma) || lemma.startsWith(word)));
const formsIn = async (query) => Promise.all(wordsIn(query).map(async (word) => [word, await lemmasOf(word)]));

/** Rows as a file for a spreadsheet; what it would take for a formula gets an apostrophe. */
function saveCsv(name, heads, rows) {
  const delimiter = document.documentElement.lang === 'ru' ? ';' : ',';
  const cell = (value) => {
    const text = String(value ?? '').replace(/^'*[=+@\t\r]/, (found) => `'${found}`);
    return /["\r\n;,]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const lines = [heads, ...rows].map((row) => row.map(cell).join(delimiter));
  const link = element('a', { href: URL.createObjectURL(new Blob([`\ufeff${lines.join('\r\n')}\r\n`], { type: 'text/csv' })),
    download: `${name}.csv` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

/** Puts the names of outlets into a filter; without any the filter is hidden. */
async function offerOutlets(form) {
  const select = form.elements.outlet;
  if (!select) return;
  const names = await load('outlets');
  select.append(...names.map((name) => element('option', { value: name }, name)));
  select.closest('label').hidden = !names.length;
}

/** Whether a document, as a row of the list of documents, is of a period and an outlet. */
const isChosen = (row, { from, to, outlet }) => (!from || row[1] >= from) && (!to || (row[1] && row[1] <= to))
  && (!outlet || row[9] === outlet);

/** Who is mentioned in documents of a period and an outlet: number of an entity → documents, mentions, quotations. */
async function company(state) {
  const documents_ = await load('documents');
  const counts = new Map();
  const parts = await load('company');
  let n = 0;
  for (let part = 0; part < parts; part += 1) {
    for (const row of await load(`company-${part}`)) {
      if (documents_[n][0] && isChosen(documents_[n], state)) {
        for (let i = 0; i < row.length; i += 3) {
          const count = counts.get(row[i]) || [0, 0, 0];
          count[0] += row[i + 1] ? 1 : 0;
          count[1] += row[i + 1];
          count[2] += row[i + 2];
          counts.set(row[i], count);
        }
      }
      n += 1;
    }
  }
  return counts;
}

/** Numbers of the documents that mention an entity. */
async function documentsAbout(entity) {
  const found = new Set();
  const parts = await load('company');
  let n = 0;
  for (let part = 0; part < parts; part += 1) {
    for (const row of await load(`company-${part}`)) {
      for (let i = 0; i < row.length; i += 3) if (row[i] === entity && row[i + 1]) found.add(n);
      n += 1;
    }
  }
  return found;
}
