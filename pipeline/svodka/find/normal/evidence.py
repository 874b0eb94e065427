"""What the other names of a document tell of a name: its other forms, and how it reads where it is written in full."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from svodka.find.normal.choose import Context, Word, choices
from svodka.find.places.gazetteer import find_place
from svodka.lexicons import fold

SHORT = 3  # words of fewer letters are evidence of nothing


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a document tells of the forms of its names, all folded: a form that a nominative explains, and further ones,
    which few have; which forms the tagger saw in the nominative, and the last words of people's full names already
    read."""

    forms: dict[str, str] = field(default_factory=dict)
    further: dict[str, set[str]] = field(default_factory=dict)
    nominatives: Counter[str] = field(default_factory=Counter)
    read: Counter[str] = field(default_factory=Counter)


@lru_cache(maxsize=10_000)
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
            if evidence.forms.setdefault(nominative, form) != form:
                evidence.further.setdefault(nominative, set()).add(form)
    return evidence


def telling(words: Sequence[Word]) -> list[tuple[int, str, bool]]:
    """The words of a name that a document's evidence counts for: number, folded form, whether the tagger saw it in the
    nominative."""
    return [
        (i, fold(word.text), word.case == 'Nom')
        for i, word in enumerate(words)
        if word.agrees and len(word.text) >= SHORT
    ]


def evidence_features(
    evidence: Evidence, told: Sequence[tuple[int, str, bool]], alone: bool, keys: Sequence[str]
) -> list[tuple[str, float]]:
    """Features of a candidate, given by its folded words, in the light of the whole document; of the name it is given
    what is `told` (see `telling`) and whether a single word of it agrees."""
    found = []
    for i, form, nominative in told:
        key = keys[i]
        further = evidence.further.get(key, ())
        others = (evidence.forms.get(key, form) != form) + len(further) - (form in further)
        if others:
            found.append(('forms', math.log1p(others)))
        if evidence.nominatives.get(key, 0) > (nominative and form == key):
            found.append(('nominative seen', 1.0))
        if alone and evidence.read.get(key):
            found.append(('read', 1.0))
    return found


def gazetteer_features(type: str, candidate: Sequence[str]) -> list[tuple[str, float]]:
    """Features of a candidate that the gazetteer tells."""
    return [('gazetteer', 1.0)] if type == 'LOC' and find_place(' '.join(candidate)) else []
