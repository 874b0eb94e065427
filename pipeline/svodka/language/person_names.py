"""A person's name in its parts: first, middle, last name, gender."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from svodka.find.normal.agree import EASTERN
from svodka.find.normal.readings import given_names
from svodka.language.morph import known_readings
from svodka.lexicons import fold
from svodka.model import PersonName

PATRONYMIC = re.compile('(?:[оеёи]вич|[оеё]вна|ичн?а|ьич|мич|кич|тич|лич)$')
PATRONYMIC_WORDS = frozenset('оглы оглу угли угл ўғли кызы гызы кизи қизи'.split())
SURNAME = re.compile('(?:[оеё]ва?|[иы]на?|[сц]к(?:ий|ая|ой)|[кчщ]ук|енко|швили|дзе|я?ян|янц|[ыи]х|ого|аго|заде|уа|иа)$')
FEMALE = re.compile('(?:[оеё]ва|[иы]на|[сцш]кая|[нл]ая)$')
CONSONANT = re.compile('[бвгджзклмнпрстфхцчшщ]$')
MALE = re.compile('(?:[оеё]в|[иы]н|[сц]кий|ной|ный|лой)$')
APOSTROPHES = ('’', "'", '`')
INITIAL = re.compile('(?:[А-ЯЁA-Z]|[А-ЯЁ][жзшю])$')
Gender = Literal['male', 'female'] | None


@lru_cache(maxsize=20_000)
def person_name(words: tuple[str, ...], slot: str) -> PersonName:
    """The parts of a name in the nominative; `slot` is the grammatical gender it was read in, m or f.

    >>> person_name(('ЛАВРОВ', 'Сергей', 'Викторович'), 'm')
    PersonName(first='Сергей', middle='Викторович', last='Лавров', gender='male')
    >>> person_name(('В', '.', 'В', '.', 'Путин'), 'm')
    PersonName(first='В.', middle='В.', last='Путин', gender='male')
    """
    parts = together(words)
    parts = [titled(p, parts) for p in parts]
    first: list[str] = []
    middle: list[str] = []
    last: list[str] = []
    if len(parts) == 1:
        only = parts[0]
        (first if is_given(only) and not is_surname(only) else last).append(only)
    elif parts:  # a tagger may take mere marks for a name
        split(parts, first, middle, last)
    gender = gender_of(first, middle, last, slot)
    return PersonName(' '.join(first) or None, ' '.join(middle) or None, ' '.join(last) or None, gender)


def together(words: Sequence[str]) -> list[str]:
    """Words with the full stop of an initial put to it, without brackets and marks."""
    parts: list[str] = []
    for word in words:
        if word == '.' and parts and INITIAL.match(parts[-1].rpartition('-')[2]):
            parts[-1] += '.'
        elif parts and (
            word in APOSTROPHES or (word == '-' and parts[-1].endswith('.')) or parts[-1].endswith(('-', *APOSTROPHES))
        ):
            parts[-1] += word
        elif word[0].isalnum():
            parts.append(word)
    return parts


def titled(part: str, parts: Sequence[str]) -> str:
    """A surname in capitals as a name is written, unless the whole name is a single word in capitals (a nickname, an
    abbreviation)."""
    if len(part) > 3 and part.isupper() and len(parts) > 1:
        return '-'.join(p.capitalize() for p in part.split('-'))
    return part


def split(parts: Sequence[str], first: list[str], middle: list[str], last: list[str]) -> None:
    """Sorts the parts of a name of several words."""
    rest = list(parts)
    if fold(rest[0]) in EASTERN and len(rest[0]) < 5:
        last.append(rest[0])
        first.extend(rest[1:])
        return
    if rest[-1].lower() in PATRONYMIC_WORDS and len(rest) > 2:
        middle.extend(rest[-2:])
        rest = rest[:-2]
    initials = [p for p in rest if p.endswith('.')]
    if initials:
        first.append(initials[0])
        middle.extend(initials[1:])
        last.extend(p for p in rest if not p.endswith('.'))
        if len(initials) == 1 and len(rest) == 3 and rest[1].endswith('.') and is_given(rest[0]):  # «Джордж У. Буш»
            first[:], middle[:], last[:] = [rest[0]], [rest[1]], [rest[2]]
        return
    at = next((i for i, p in enumerate(rest) if i and is_patronymic(p) and (i < len(rest) - 1 or i == 2)), None)
    if at is None and len(rest) == 2 and is_patronymic(rest[1]) and not is_surname(rest[1]) and is_given(rest[0]):
        at = 1
    if at is not None:
        middle.append(rest[at])
        if at == len(rest) - 1 and at >= 2:  # last, first, middle
            last.extend(rest[: at - 1])
            first.append(rest[at - 1])
        else:
            first.extend(rest[:at])
            last.extend(rest[at + 1 :])
        return
    # A surname goes in front in lists only, so it must look like one: «Дан Меридор» is no Меридор by name.
    if len(rest) == 2 and is_surname(rest[0]) > is_given(rest[0]) and is_given(rest[1]) > is_surname(rest[1]):
        rest.reverse()
    if rest:
        first.append(rest[0])
        tail = rest[1:]
        if len(tail) > 1 and tail[0][0].isupper() and is_given(tail[0]):  # «Джон Фицджеральд Кеннеди»
            first.append(tail.pop(0))
        last.extend(tail)


@lru_cache(maxsize=20_000)
def is_given(word: str) -> bool:
    """Whether a word is a given name in the nominative."""
    return fold(word) in given_names() or any(
        r.kind == 'name' and r.case in ('Nom', '') for r in known_readings(word.lower())
    )


@lru_cache(maxsize=20_000)
def is_patronymic(word: str) -> bool:
    lower = word.lower()
    known = known_readings(lower)
    return any(r.kind == 'patronymic' for r in known) or bool(
        PATRONYMIC.search(lower) and not any(r.kind == 'surname' for r in known)
    )


@lru_cache(maxsize=20_000)
def is_surname(word: str) -> bool:
    lower = word.lower()
    known = {r.kind for r in known_readings(lower)}
    return 'surname' in known or ('name' not in known and bool(SURNAME.search(lower)))


def gender_of(first: Sequence[str], middle: Sequence[str], last: Sequence[str], slot: str) -> Gender:
    """The gender that the patronymic, else the given name, else the surname or the grammar of the text tell."""
    for word in middle:
        lower = word.lower()
        if lower in ('кызы', 'гызы', 'кизи', 'қизи') or re.search('(?:вна|чна)$', lower):
            return 'female'
        if lower in ('оглы', 'оглу', 'угли', 'угл', 'ўғли') or lower.endswith('ич'):
            return 'male'
    for word in first[:1]:
        told = given_names().get(fold(word))
        slots = (
            {told}
            if told
            else {r.slot for r in known_readings(word.lower()) if r.kind == 'name' and r.case in ('Nom', '')}
        )
        if slots and slots <= {'f', 'x'}:
            # A woman's surname on a consonant is not declined: «Джо Байдена» is a man.
            return 'male' if slot == 'm' and last and CONSONANT.search(last[-1]) else 'female'
        if slots == {'m'}:
            return 'male'
    for word in last[-1:]:
        if FEMALE.search(word.lower()) and slot in ('f', ''):
            return 'female'
        if MALE.search(word.lower()):
            return 'male'
    if slot and first and not first[0].endswith('.'):
        return 'male' if slot == 'm' else 'female' if slot == 'f' else None
    return None
