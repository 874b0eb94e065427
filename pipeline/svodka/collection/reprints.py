"""Which documents reprint another one: with another headline, a changed lead, a cut end, a word here and there.

Candidates are found by MinHash sketches cut into bands (locality-sensitive hashing: Indyk and Motwani 1998; Leskovec,
Rajaraman and Ullman, Mining of Massive Datasets, chapter 3); of a bucket each document meets a few others only, so that
the work grows with the number of documents, however many share a form letter. A candidate counts if the texts
themselves say so: most of the shorter one's runs of words stand in the other, those of its first half, too, or the
words of its own beginning do, which is told anew; and nearly all of its figures and names. The first tells a reprint
from another story above the same background («Напомним, …», «О компании»), the second from another filling of the same
form (the weather of two days, two condolences).

A group is a star: each of its documents was compared with the oldest one, so no chain leads from one story to another.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
from svodka.collection.reprints_known import HASH, Known
from svodka.collection.shingles import RUN, VALUES, shingles_of, words_of
from svodka.lexicons import fold

Sketches = np.ndarray[Any, np.dtype[np.uint32]]
Pairs = np.ndarray[Any, np.dtype[np.int64]]
# Of pairs of rows, n × 2, those whose texts say that one reprints the other.
Reprinted = Callable[[Pairs], set[tuple[int, int]]]

ROWS = 2
"""Values of a band: two texts of which a third is common share one of 64 bands nearly always."""
FIRST, BEFORE = 3, 3
"""A document meets so many of the oldest ones in a bucket, and so many right before it."""
MOST = 4
"""With so many of them, the likest, its text is compared, the oldest of equals."""
AT_ONCE = 2_000_000
"""Pairs that are weighed at a time, in 50 MB; a pair that several bands show is then weighed once."""
ESTIMATE = 0.2
"""Share of equal values from which two texts are compared; of a third in common sketches show less once in 1,000."""
SHARED, IN_ALL = 0.6, 0.25
"""Runs of words of the shorter text that stand in the longer one, and those in common among all of both."""
EARLY, EARLY_RETOLD = 0.75, 0.45
"""Words of the shorter text's first half that stand in such runs; fewer are enough where the rest is retold."""
RETOLD, LONG_WORD, WORD_START = 1.28, 5, 5
"""That share and the share of a text's own long words that begin like words of the other come to so much, where it
tells the same in other words."""
FACTS = 0.8
"""Figures, and names, of the shorter text that stand in the longer one."""
SPARE = 1
"""So many of either may be its own however few there are: a dateline, a photographer."""
PROSE = 60
"""Facts are taken from lines of so many characters: shorter ones are stamps, bylines and addresses of who prints."""
STEM = 4
"""Letters of a name that are compared, as its case may be another."""
_FIGURE = re.compile(r'\d+')
_NAME = re.compile(r'(?<=[а-яёa-z,»] )[«"]?[А-ЯЁA-Z][\w-]+')


def find_reprints(sketches: Sketches, reprinted: Reprinted) -> list[tuple[int, int]]:
    """Pairs of rows, a reprint and the oldest document of its group; `sketches`: a row a document, the oldest first."""
    if len(sketches) <= 1:
        return []
    same = reprinted(candidates(sketches))
    # One that is likest to younger reprints has not met the oldest of them all yet.
    same |= reprinted(np.array(sorted(_with_oldest(same) - same), np.int64).reshape(-1, 2))
    return sorted(_stars(same))


def reprints_in(db: Any, sketches: str, texts: str, known: Known | None = None) -> list[tuple[int, int]]:
    """Pairs of ordinals, a reprint and the oldest document of its group.

    `db` is a DuckDB connection; `sketches` a query for ordinal and sketch, the oldest document first; `texts` one for
    ordinal and text; `known`: verdicts of an earlier run.
    """
    ordinals, values = _read(db, sketches)

    def reprinted(rows: Pairs) -> set[tuple[int, int]]:
        pairs = ordinals[rows]
        hashes = dict[int, str]()
        if known is not None:
            hashes |= _of_pairs(db, pairs, f'SELECT ordinal, {HASH} FROM ({texts}) WHERE ordinal IN (FROM named)')
        query = f"""WITH t AS MATERIALIZED (SELECT ordinal, text FROM ({texts}) WHERE ordinal IN (FROM named))
                    SELECT a, b, l.text, e.text FROM pairs JOIN t l ON l.ordinal = a JOIN t e ON e.ordinal = b"""
        same = judge(pairs, hashes, known, lambda asked: _of_pairs(db, asked, query))
        of_ordinals = zip(rows.tolist(), pairs.tolist(), strict=True)
        return {(later, earlier) for (later, earlier), (a, b) in of_ordinals if (a, b) in same}

    found = find_reprints(values, reprinted)
    return sorted((int(ordinals[later]), int(ordinals[oldest])) for later, oldest in found)


def judge(
    pairs: Pairs,
    hashes: Mapping[int, str],
    known: Known | None,
    texts: Callable[[Pairs], Iterable[tuple[int, int, str, str]]],
) -> set[tuple[int, int]]:
    """Of pairs of numbers, n × 2, those whose texts say that one reprints the other. Only of pairs that nothing is
    `known` of, by the `hashes` of their texts, `texts(pairs)` is asked: the numbers and the texts of each."""
    same: set[tuple[int, int]] = set()
    asked = pairs
    if known is not None:
        told = {(a, b): known.verdict((hashes[a], hashes[b])) for a, b in pairs.tolist()}
        same |= {pair for pair, verdict in told.items() if verdict}
        asked = np.array([pair for pair, verdict in told.items() if verdict is None], np.int64).reshape(-1, 2)
    for a, b, one, other in texts(asked):
        verdict = is_reprint(one, other)
        if verdict:
            same.add((a, b))
        if known is not None:
            known.now[hashes[a], hashes[b]] = verdict
    return same


def _of_pairs(db: Any, pairs: Pairs, query: str) -> Iterator[tuple[Any, ...]]:
    """The rows of a query about `pairs` of ordinals, a and b; `named` has those of either."""
    if not len(pairs):
        return
    db.register('pairs', pa.table({'a': pairs[:, 0], 'b': pairs[:, 1]}))
    db.register('named', pa.table({'ordinal': np.unique(pairs)}))
    try:
        yield from _rows(db, query)
    finally:
        db.unregister('pairs')
        db.unregister('named')


def _rows(db: Any, query: str) -> Iterator[tuple[Any, ...]]:
    found = db.execute(query)
    while rows := found.fetchmany(1000):
        yield from rows


def _read(db: Any, query: str) -> tuple[Pairs, Sketches]:
    """The ordinals of the documents that have a sketch, and the sketches, a row each."""
    ordinals, values = [], []
    for batch in db.sql(query).to_arrow_reader(10_000):
        ordinals.append(np.asarray(batch.column(0), np.int64))
        values.append(as_rows(batch.column(1).to_pylist()))
    if not ordinals:
        return np.empty(0, np.int64), np.empty((0, VALUES), np.uint32)
    return np.concatenate(ordinals), np.concatenate(values)


def as_rows(sketches: Iterable[bytes]) -> Sketches:
    """Sketches as parts hold them, a row each."""
    return np.frombuffer(b''.join(sketches), '<u4').reshape(-1, VALUES).astype(np.uint32)


def candidates(sketches: Sketches) -> Pairs:
    """Pairs of rows (later, earlier) whose sketches are alike, each once, in order."""
    many = len(sketches)
    codes = np.empty(0, np.int64)  # of pairs: the later document's row times `many`, and the earlier one's
    met = [codes]
    for first in range(0, VALUES, ROWS):
        band = sketches[:, first : first + ROWS].astype(np.uint64)
        key = (band[:, 0] << np.uint64(32)) | band[:, 1]
        order = np.argsort(key, kind='stable')  # in a bucket the oldest first
        new = np.flatnonzero(np.diff(key[order], prepend=key[order][:1] + np.uint64(1)))
        start = np.repeat(new, np.diff(np.append(new, many)))  # of each one's bucket
        here = np.arange(many)
        for other in (*(start + i for i in range(FIRST)), *(here - i for i in range(1, BEFORE + 1))):
            pairs = (other < here) & (other >= start)
            met.append(order[here[pairs]].astype(np.int64) * many + order[other[pairs]])
        if sum(map(len, met)) > AT_ONCE or first + ROWS >= VALUES:
            codes = _likest(_distinct(np.concatenate(met)), sketches)
            met = [codes]
    return np.stack(np.divmod(codes, max(many, 1)), axis=1)


def _distinct(codes: Pairs) -> Pairs:
    """The numbers of a column, each once, in order: by sorting, for np.unique takes fifteen times as long."""
    ordered = np.sort(codes)
    return ordered[np.flatnonzero(np.diff(ordered, prepend=-1))]


def _likest(codes: Pairs, sketches: Sketches) -> Pairs:
    """Of pairs, in order, for each later document the MOST with the likest sketches."""
    later, earlier = np.divmod(codes, max(len(sketches), 1))
    alike = np.empty(len(codes), np.float64)
    for at in range(0, len(codes), 10_000):
        some = slice(at, at + 10_000)
        alike[some] = (sketches[later[some]] == sketches[earlier[some]]).mean(axis=1)
    kept = alike >= ESTIMATE
    later, alike, codes = later[kept], alike[kept], codes[kept]
    order = np.lexsort((codes, -alike, later))
    first = np.flatnonzero(np.diff(later[order], prepend=-1))
    rank = np.arange(len(order)) - np.repeat(first, np.diff(np.append(first, len(order))))
    return np.sort(codes[order[rank < MOST]])


class _Words(NamedTuple):
    words: list[str]
    shingles: set[str]


@lru_cache(maxsize=400)  # texts that are compared come one after the other
def _words(text: str) -> _Words:
    words = words_of(text)
    return _Words(words, shingles_of(words))


def is_reprint(one: str, other: str) -> bool:
    """Whether one of two texts is the other with little changed.

    >>> news = 'Мэр Тотьмы Олег Рудин открыл 5 мая новый мост через реку Сухону, его строили 3 года. ' * 2
    >>> is_reprint(news, f'Мост открыт\\n{news}'), is_reprint(news, news.replace('5', '6').replace('3', '4'))
    (True, False)
    """
    short_text, long_text = sorted((one, other), key=lambda text: (len(_words(text).words), text))
    (short, a), (long, b) = _words(short_text), _words(long_text)
    common = len(a & b)
    if common < SHARED * min(len(a), len(b)) or common < IN_ALL * (len(a) + len(b) - common):
        return False
    covered = _covered(short, b)
    half = len(short) // 2
    early = sum(covered[:half]) / half
    if early >= EARLY:
        return _has_the_facts(short_text, long, long_text, 1 - FACTS)
    retold = early >= EARLY_RETOLD and early + _retold(short, long, covered) >= RETOLD
    return retold and _has_the_facts(short_text, long, long_text, 0.0)


def _covered(words: list[str], theirs: set[str]) -> list[bool]:
    """Of each word, whether it stands in a run that the other text has, too."""
    covered = [False] * len(words)
    for i in range(len(words) - RUN + 1):
        if ' '.join(words[i : i + RUN]) in theirs:
            covered[i : i + RUN] = [True] * RUN
    return covered


def _retold(short: list[str], long: list[str], covered: list[bool]) -> float:
    """The share of a text's own long words whose beginnings the other text has, too."""
    own = [word for word, is_covered in zip(short, covered, strict=True) if not is_covered and len(word) >= LONG_WORD]
    starts = {word[:WORD_START] for word in long}
    return sum(word[:WORD_START] in starts for word in own) / max(len(own), 1)


def _has_the_facts(short_text: str, long: list[str], long_text: str, share: float) -> bool:
    """Whether all figures and names of a text stand in the other but for SPARE of either, or this share."""
    prose = ' '.join(line for line in re.split(r'[\r\n\f]+', short_text) if len(line) >= PROSE)
    figures, names = set(_FIGURE.findall(prose)), {_stem(name) for name in _NAME.findall(prose)}
    pairs = (figures, set(_FIGURE.findall(long_text))), (names, {word[:STEM] for word in long})
    return all(len(own - theirs) <= max(SPARE, share * len(own)) for own, theirs in pairs)


def _stem(name: str) -> str:
    return fold(name.strip('«"')).partition('-')[0][:STEM]


def _with_oldest(same: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """Of pairs of rows, the oldest first, each later one with the oldest to which a chain of pairs leads."""
    towards: dict[int, int] = {}

    def root(row: int) -> int:
        while (above := towards.get(row, row)) != row:
            towards[row] = row = towards.get(above, above)
        return row

    for later, earlier in sorted(same):
        older, younger = sorted((root(later), root(earlier)))
        towards[younger] = older
    return {(later, root(later)) for later, _ in same if root(later) != later}


def _stars(same: set[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Of pairs of rows, each later one with the oldest that is itself no reprint."""
    reprints: set[int] = set()
    for later, earlier in sorted(same):
        if later not in reprints and earlier not in reprints:
            reprints.add(later)
            yield later, earlier
