"""What the other names of a document tell of a name: its other forms, and how it reads where it is written in full."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from pipeline.normal.choose import Context, Word, choices
from pipeline.normal.words import fold
from pipeline.places.gazetteer import find_place

SHORT = 3  # words of fewer letters are evidence of nothing


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a document tells of the forms of its names, all folded: which forms a nominative explains, which forms the
    tagger saw in the nominative, and the last words of people's full names already read."""

    forms: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    nominatives: Counter[str] = field(default_factory=Counter)
    read: Counter[str] = field(default_factory=Counter)


@lru_cache(maxsize=50_000)
def lexemes(text: str, type: str) -> tuple[str, ...]:
    """The nominatives, folded, that a word may be a form of; of those the dictionary has alone, if it has any."""
    found = [choice for choice in choices(text, type) if choice.case]
    known = [choice for choice in found if choice.known]
    return tuple(dict.fromkeys(fold(choice.text) for choice in known or found))


def gathered(names: Sequence[tuple[tuple[Word, ...], Context]]) -> Evidence:
    """The evidence of all names of a document."""
    evidence = Evidence()
    distinct: set[tuple[str, str]] = set()
    for words, context in names:
        for word in words:
            if word.agrees and len(word.text) >= SHORT:
                distinct.add((word.text, context.type))
                if word.case == 'Nom':
                    evidence.nominatives[fold(word.text)] += 1
    for text, type in distinct:
        form = fold(text)
        for nominative in lexemes(text, type):
            evidence.forms[nominative].add(form)
    return evidence


def evidence_features(
    evidence: Evidence, words: Sequence[Word], candidate: Sequence[str], type: str
) -> Iterator[tuple[str, float]]:
    """Features of a candidate in the light of the whole document, and of the gazetteer."""
    if type == 'LOC' and find_place(' '.join(candidate)):
        yield 'gazetteer', 1.0
    forms, nominatives, read = evidence.forms, evidence.nominatives, evidence.read
    size = sum([w.agrees for w in words])
    for word, nominative in zip(words, candidate, strict=True):
        if not word.agrees or len(word.text) < SHORT:
            continue
        form, key = fold(word.text), fold(nominative)
        explained = forms.get(key, ())
        others = len(explained) - (form in explained)
        if others:
            yield 'forms', math.log1p(others)
        if nominatives.get(key, 0) > (form == key and word.case == 'Nom'):
            yield 'nominative seen', 1.0
        if size == 1 and read.get(key):
            yield 'read', 1.0
