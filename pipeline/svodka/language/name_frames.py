"""The cases and genders that the words of a person's name may stand in together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from svodka.language.morph import known_readings, readings
from svodka.language.name_words import given_names, given_slots
from svodka.lexicons import fold

NAMES = ('name', 'surname', 'patronymic')
FIXED = re.compile('(?:енко|швили|дзе|[ыи]х|аго|ово)$')  # endings of surnames that do not decline
Frame = tuple[str, str]  # case; m or f
# The ending of a given name's form → what the nominative has in its place, and the case.
FORMS: Mapping[str, tuple[tuple[str, str], ...]] = {
    'а': (('', 'Gen'), ('', 'Acc')),
    'я': (('й', 'Gen'), ('й', 'Acc'), ('ь', 'Gen'), ('ь', 'Acc')),
    'у': (('', 'Dat'), ('а', 'Acc')),
    'ю': (('й', 'Dat'), ('ь', 'Dat'), ('я', 'Acc')),
    'ом': (('', 'Ins'),),
    'ем': (('', 'Ins'), ('й', 'Ins'), ('ь', 'Ins')),
    'е': (('', 'Loc'), ('й', 'Loc'), ('ь', 'Loc'), ('а', 'Dat'), ('а', 'Loc'), ('я', 'Dat'), ('я', 'Loc')),
    'ы': (('а', 'Gen'),),
    'и': (('а', 'Gen'), ('я', 'Gen')),
    'ии': (('ия', 'Dat'), ('ия', 'Loc')),
    'ой': (('а', 'Ins'),),
    'ей': (('а', 'Ins'), ('я', 'Ins')),
}


def listed(word: str) -> Iterator[tuple[str, str, str]]:
    """The given names of the lexicon that a word is a form of, folded, each with the case and the slots of the name.

    >>> list(listed('Хвичу')), list(listed('Дато'))
    ([('хвича', 'Acc', 'm')], [])
    """
    low, names = fold(word), given_names()
    for ending, made in (('', (('', 'Nom'),)), *FORMS.items()):
        stem = low.removesuffix(ending)
        for own, case in made if low.endswith(ending) else ():
            if slots := names.get(stem + own):
                yield stem + own, case, slots


@lru_cache(maxsize=20_000)
def listed_frames(word: str) -> frozenset[Frame]:
    """The cases of a word as a form of a given name of the lexicon that declines, each with its gender.

    >>> sorted(listed_frames('Хвичу')), sorted(listed_frames('Айгуль'))
    ([('Acc', 'm')], [])
    """
    own = given_names().get(fold(word), '')
    if 'x' in own or (own and word[-1] in 'еиоуыэю'):  # the name itself, which does not decline
        return frozenset()
    return frozenset((case, slot) for _, case, slots in listed(word) for slot in slots if slot in 'mf')


@lru_cache(maxsize=20_000)
def name_frames(word: str) -> frozenset[Frame]:
    """The cases of a word as a part of a name, each with its gender, m or f; none for one that does not decline and
    where nothing is known.

    >>> sorted(name_frames('Олегу')), sorted(name_frames('Эмомали'))
    ([('Dat', 'm')], [])
    """
    low = word.lower()
    if FIXED.search(low):
        return frozenset()
    if listed := listed_frames(word):
        known = {(r.case, slot) for r in known_readings(low) if r.kind in NAMES for slot in r.slot if slot in 'mf'}
        return listed | {frame for frame in known if frame[0]}
    found = [r for r in known_readings(low) if r.kind in NAMES] or [r for r in readings(low) if not r.known]
    if any(not r.case for r in found):
        return frozenset()
    return frozenset((r.case, slot) for r in found for slot in r.slot if slot in 'mf')


def shared_frames(words: Iterable[str]) -> frozenset[Frame]:
    """The cases with their genders that all words of a name may stand in; none where no word tells or they differ.

    >>> sorted(shared_frames(('Эмомали', 'Олегу'))), sorted(shared_frames(('Олега', 'Ольге')))
    ([('Dat', 'm')], [])
    """
    told = [frames for word in words if (frames := name_frames(word))]
    return frozenset.intersection(*told) if told else frozenset()


@lru_cache(maxsize=20_000)
def is_oblique_given(word: str) -> bool:
    """Whether a word is a given name in a case and no nominative.

    >>> is_oblique_given('Чингиза'), is_oblique_given('Хвичу'), is_oblique_given('Валерия'), is_oblique_given('Эмомали')
    (True, True, False, False)
    """
    if given_slots(word):
        return False
    known = [r for r in known_readings(word.lower()) if r.kind == 'name' and r.slot != 'p']
    return bool(known or listed_frames(word)) and all(r.case not in ('', 'Nom') for r in known)
