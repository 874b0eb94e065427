"""Names that say of what kind or of which level a body is, and those that every newspaper abbreviates."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from svodka.find.places.inside import LEVELS
from svodka.find.rule import rule
from svodka.language.compare import MIN_ACRONYM, core, fold
from svodka.language.morph import nominatives
from svodka.language.organisation_names import descriptors, is_national, lexicon, namesakes
from svodka.model import Mention
from svodka.resolve.keys import own_name, plain_key
from svodka.resolve.pairs import Names, same_key

STATE = frozenset(('государственный', 'государственная', 'государственное'))  # «Государственный Эрмитаж»
NATIONS = re.compile('([Оо]рганизация) Объедин[её]нных Наций(?= по )')
DESCRIBED = 2  # words of «госкорпорация Росатом»


def key_of(name: str) -> str:
    """A name's key in which «… организация Объединённых Наций» and «… организация ООН» are one."""
    return plain_key(NATIONS.sub(r'\1 ООН', name)).replace(' организация оон', ' оон')


@cache
def spelt() -> frozenset[str]:
    """The keys of bodies that every newspaper abbreviates and that no other country has: ФАО, ЮНЕСКО."""
    return frozenset(key_of(short) for short in lexicon()['abbreviations'] if not is_national(short))


@rule(
    yes={
        '[ORG ФАО] ждёт. [ORG Продовольственная и сельскохозяйственная организация ООН] решила.': (
            'ФАО = Продовольственная и сельскохозяйственная организация ООН'
        ),
        '[ORG Организация Объединённых Наций по вопросам образования, науки и культуры] ждёт. [ORG ЮНЕСКО] решила.': (
            'Организация Объединённых Наций по вопросам образования, науки и культуры = ЮНЕСКО'
        ),
    },
    no=['[ORG ФАО] ждёт. [ORG Продовольственная организация] решила.'],
)
def spelt_out(names: Names) -> Iterator[tuple[int, int]]:
    """What every newspaper abbreviates with its full name, whatever is abbreviated in that."""
    return same_key(names, lambda m: key if (key := key_of(m.name)) in spelt() else '')


def is_latin_short(word: str) -> bool:
    """Whether a word is an abbreviation in Latin letters, which nobody is honoured by: «Университет ADA»."""
    return word.isascii() and word.isupper() and word.isalpha() and len(word) > MIN_ACRONYM


def of_place(mention: Mention) -> bool:
    """Whether a name says of which place a body is, and not by a part of its word."""
    return mention.place is not None and bool(own_name(mention.name, mention.place.key))


@rule(
    yes={
        '[ORG Госкорпорация Рослес] ждёт. [ORG Рослес] решил.': 'Госкорпорация Рослес = Рослес',
        '[ORG Университет LESOP] ждёт. [ORG LESOP] решил.': 'Университет LESOP = LESOP',
        '[ORG Перуанская лесная компания LESOP] ждёт. [ORG LESOP] решил.': 'Перуанская лесная компания LESOP = LESOP',
    },
    no=['[ORG Склад Рослес] ждёт. [ORG Рослес] решил.'],
)
def described(names: Names) -> Iterator[tuple[int, int]]:
    """A name with a noun before it that says what it is the name of, without marks, with the name alone."""

    def key(mention: Mention) -> str:
        words = mention.name.split()
        known = len(words) == DESCRIBED and words[0].lower() in descriptors() | STATE and words[1][0].isupper()
        foreign = len(words) > DESCRIBED and words[-1].isascii() and words[-2].lower() in descriptors()
        known = known or (len(words) == DESCRIBED and words[0].lower() in namesakes() and is_latin_short(words[1]))
        return core(words[-1] if foreign or (known and not of_place(mention)) else mention.name)

    return same_key(names, key)


@rule(
    yes={
        '[ORG Прокуратура Омской области] ждёт. [ORG Областная прокуратура] решает.': (
            'Прокуратура Омской области = Областная прокуратура'
        )
    },
    no=[
        '[ORG Прокуратура Омской области] и [ORG Прокуратура Томской области] ждут. [ORG Областная прокуратура] решает.'
    ],
)
def of_level(names: Names) -> Iterator[tuple[int, int]]:
    """«Областная прокуратура» with the only prosecutor's office of a region that the text names."""
    of_kind: dict[tuple[str, str], set[int]] = defaultdict(set)
    for i in names.indices:
        place = names.mentions[i].place
        if place and (own := own_name(names.mentions[i].name, place.key)):
            of_kind[place.kind, own].add(i)
    for i in names.indices if of_kind else ():
        level, _, rest = fold(names.mentions[i].name).partition(' ')
        kind = next((LEVELS[n] for n in nominatives(level) if n in LEVELS), None)
        found = {names.root(j) for j in of_kind.get((kind, plain_key(rest)), ())} if kind and rest else set()
        if len(found) == 1 and names.mentions[i].place is None:
            yield i, found.pop()
