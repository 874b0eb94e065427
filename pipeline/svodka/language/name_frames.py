"""The cases and genders that the words of a person's name may stand in together."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from svodka.language.morph import known_readings, readings
from svodka.language.name_words import given_slots

NAMES = ('name', 'surname', 'patronymic')
FIXED = re.compile('(?:енко|швили|дзе|[ыи]х|аго|ово)$')  # endings of surnames that do not decline
Frame = tuple[str, str]  # case; m or f


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

    >>> is_oblique_given('Чингиза'), is_oblique_given('Валерия'), is_oblique_given('Эмомали')
    (True, False, False)
    """
    known = [r for r in known_readings(word.lower()) if r.kind == 'name' and r.slot != 'p']
    return bool(known) and not given_slots(word) and all(r.case not in ('', 'Nom') for r in known)
