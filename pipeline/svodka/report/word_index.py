"""The index of words: where a word stands in any of its forms, and the texts for what is shown around it.

It is cut by the first two letters, so that a search reads only the pieces of the words that are looked for. A piece
holds the stems and forms that lead to lemmas (see word_forms) and for each lemma its documents and, in each, the
numbers of its words, counted each from the one before, in base 36. Texts are packed, a few in a file.
"""

from __future__ import annotations

import base64
import zlib
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from svodka.report.site import Site
from svodka.report.store import Store
from svodka.report.word_forms import LONGEST, Forms, fold, lemma_of, piece_of, words_of

TEXTS = 20  # in a file
DIGITS = '0123456789abcdefghijklmnopqrstuvwxyz'

TOKENS = """SELECT d.n, t.start, t.text, t.lemma FROM tokens t JOIN docs d USING (document_id)
WHERE d.n BETWEEN ? AND ? ORDER BY d.n, t.start"""
TEXTS_OF = """SELECT d.n, x.text FROM docs d JOIN texts x USING (document_id)
WHERE d.n BETWEEN ? AND ? ORDER BY d.n"""


@dataclass(slots=True)
class Index:
    """What a pass over the texts has found: for each lemma its places, `document,word,word…` a document; the forms of
    lemmas; the lemmas of forms; where the words of each document begin, until its quotations are placed."""

    places: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    last: dict[str, int] = field(default_factory=dict)
    seen: dict[str, dict[str, None]] = field(default_factory=lambda: defaultdict(dict))
    lemmas: dict[str, str] = field(default_factory=dict)

    def add(self, number: int, lemmas: Sequence[Sequence[str]]) -> None:
        """Add a document: the lemmas of each of its words."""
        found: dict[str, list[int]] = {}
        for place, of_word in enumerate(lemmas):
            for lemma in of_word:
                found.setdefault(lemma, []).append(place)
        for lemma, words in found.items():
            steps = [number - self.last.get(lemma, 0), *steps_of(words)]
            self.last[lemma] = number
            self.places[lemma].append(','.join(map(base36, steps)))

    def lemmas_of(self, text: str) -> str:
        """The lemmas of the words of a name, each once, for lists that are searched."""
        found: dict[str, None] = {}
        for match in words_of(text):
            word = fold(match[0])
            for part in {word: None, **dict.fromkeys(word.split('-'))}:
                found[self.lemmas.get(part) or lemma_of(part)] = found[part] = None
        return ' '.join(found)


@dataclass(frozen=True, slots=True)
class Span:
    """Words of a document, first and last."""

    first: int
    last: int


def index_texts(site: Site, store: Store) -> tuple[Index, dict[str, Span]]:
    """Go through the texts once: write them in packed files, index their words, and find which words each quotation
    holds, by its id."""
    index, spans = Index(), dict[str, Span]()
    for first, last in store.slices('docs'):
        tokens = store.by_document(TOKENS, first, last)
        quotations = store.grouped('n', QUOTATIONS_OF, first, last)
        texts = dict(store.tuples(TEXTS_OF, first, last))
        for number in sorted(texts):
            begins = _index_one(index, number, texts[number], tokens.get(number, ()))
            for row in quotations.get(number, ()):
                span = Span(bisect_left(begins, row['start']), bisect_left(begins, row['stop']) - 1)
                spans[row['quotation_id']] = span
        for at in range(first, last + 1, TEXTS):
            site.data(f'texts/{at // TEXTS}', packed([texts.get(n, '') for n in range(at, min(at + TEXTS, last + 1))]))
    return index, spans


QUOTATIONS_OF = """SELECT d.n, q.quotation_id, q.start, q.stop FROM quotations q JOIN docs d USING (document_id)
WHERE d.n BETWEEN ? AND ?"""


def _index_one(index: Index, number: int, text: str, tokens: Sequence[tuple[Any, ...]]) -> list[int]:
    """Index a text; where its words begin."""
    told = {start: (fold(word), fold(lemma)) for start, word, lemma in tokens}
    lemmas: list[tuple[str, ...]] = []
    begins: list[int] = []
    for match in words_of(text):
        form = fold(match[0])
        begins.append(match.start())
        if len(form) > LONGEST:
            lemmas.append(())
            continue
        word, lemma = told.get(match.start(), ('', ''))
        lemma = lemma if word == form else index.lemmas.get(form, form)
        index.lemmas.setdefault(form, lemma)
        index.seen[lemma][form] = None
        parts = [part for part in form.split('-') if part] if '-' in form else ()
        for part in parts:
            if part not in index.lemmas:
                index.lemmas[part] = lemma_of(part)
            index.seen[index.lemmas[part]][part] = None
        lemmas.append(tuple(dict.fromkeys((lemma, *(index.lemmas[part] for part in parts)))))
    index.add(number, lemmas)
    return begins


def write_words(site: Site, index: Index) -> None:
    """Write the index and its page."""
    forms = Forms()
    pieces: dict[str, list[list[str]]] = defaultdict(list)
    for lemma in sorted(index.seen):
        forms.add(lemma, sorted(index.seen[lemma]))
        pieces[piece_of(lemma)].append([lemma, ' '.join(index.places.get(lemma, ()))])
    names = sorted({*pieces, *forms.stems, *forms.forms})
    for name in names:
        site.data(f'words/{name}', [_pairs(forms.stems.get(name, {})), _pairs(forms.forms.get(name, {})),
                                    pieces.get(name, [])])  # fmt: skip
    site.data('words', [names, ['|'.join(ends) for ends in forms.paradigms]])
    site.page('search.html', 'search.html')


def _pairs(found: Mapping[str, Sequence[Any]]) -> list[list[Any]]:
    """A mapping for a script: pairs, for a word may be called as what every object of a script has."""
    return [[key, *value] for key, value in found.items()]


def packed(texts: Sequence[str]) -> str:
    """Texts as a browser unpacks them: NUL between, UTF-8, deflate, base64."""
    whole = '\0'.join(text.replace('\0', ' ') for text in texts).encode('utf-8', 'replace')
    return base64.b64encode(zlib.compress(whole, 9)).decode('ascii')


def steps_of(numbers: Sequence[int]) -> Iterator[int]:
    """Rising numbers, each as the distance from the one before.

    >>> list(steps_of([3, 4, 9]))
    [3, 1, 5]
    """
    before = 0
    for number in numbers:
        yield number - before
        before = number


def base36(number: int) -> str:
    """A number as JavaScript's parseInt(…, 36) reads it.

    >>> base36(35), base36(1295)
    ('z', 'zz')
    """
    if number < len(DIGITS):
        return DIGITS[number]
    return base36(number // len(DIGITS)) + DIGITS[number % len(DIGITS)]
