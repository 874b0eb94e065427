"""Declension by endings, for names that no dictionary has: «Мирзиёевым» → Мирзиёев."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from svodka.lexicons import load

CASES = ('Nom', 'Gen', 'Dat', 'Acc', 'Ins', 'Loc')
HUSHES = 'жчшщц'
# The classes whose «-ей», «-ем» stand behind some letters only: «Сашей», «Франсом», «Верхней».
SOFTENED = {'a': HUSHES, 'hard': HUSHES, 'hard-inan': HUSHES, 'aya': HUSHES + 'н'}
VOWEL = re.compile('[аеёиоуыэюя]')
# No name ends so: a vowel has fled, «Коломийца» is Коломиец, «Чижонка» Чижонок, or it is a woman's patronymic.
FLED = re.compile('(?:[бвдзймпс]ц|[жчшщ]онк|[оеё]вн|[иь]чн)$')


class Ending(NamedTuple):
    """A form's ending in a class: what the nominative has in its place, its case and slot, what the stem must be."""

    nominative: str
    case: str
    slot: str
    name: str
    stem: re.Pattern[str]


@lru_cache(maxsize=1)
def endings() -> dict[str, list[Ending]]:
    """Every ending of every class."""
    table: dict[str, list[Ending]] = {}
    for name, entry in load('declensions').items():
        stem = re.compile(f'(?:{entry["stem"]})$')
        forms = [['' if e == '-' else e for e in cell.split('|')] for cell in entry['endings']]
        for case, cell in zip(CASES, forms, strict=True):
            for ending in cell:
                # Of variants of the nominative («-ые», «-ие») the letter before leaves one: see `spelled`.
                for nominative in [ending] if case == 'Nom' else forms[0]:
                    table.setdefault(ending, []).append(Ending(nominative, case, entry['slot'], name, stem))
    return table


@lru_cache(maxsize=10_000)
def declined(word: str) -> tuple[tuple[str, str, str, str], ...]:
    """What a form in lower case may be a form of: (nominative, case, slot, class).

    >>> ('токаев', 'Ins', 'm', 'ov') in declined('токаевым')
    True
    """
    found = []
    for size in range(min(3, len(word) - 2) + 1):
        stem, ending = word[: len(word) - size], word[len(word) - size :]
        if not VOWEL.search(stem):
            continue
        for entry in endings().get(ending, ()):
            if (
                entry.stem.search(stem)
                and spelled(stem, entry.nominative)
                and (not (entry.name in SOFTENED and ending in ('ей', 'ем')) or stem[-1] in SOFTENED[entry.name])
            ):
                found.append((stem + entry.nominative, entry.case, entry.slot, entry.name))
    return tuple(found)


def spelled(stem: str, ending: str) -> bool:
    """Whether Russian spells the ending after the stem so: «-ки», never «-кы»; «-ты», «-цы»; «-ец», never «-йц»."""
    if not ending:
        return not FLED.search(stem)
    if ending.startswith('ы'):
        return stem[-1] not in 'кгхжшчщ'
    if ending in ('и', 'ие'):
        return stem[-1] in 'кгхжшчщ' or (ending == 'ие' and stem[-1] == 'н')
    return True
