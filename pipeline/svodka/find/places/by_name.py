"""Whose a body is by what it is called alone: the parliament of one country, a name with a part for a land."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache

from svodka.find.places.gazetteer import Candidate, candidates
from svodka.language.compare import fold
from svodka.language.compound_names import land_of
from svodka.language.organisation_names import assemblies, lexicon

PARLIAMENT = 'парламент'
RUSSIAN = 'собрание'  # what any land may have, named by no list


@cache
def parliaments() -> Mapping[str, Mapping[str, str]]:
    """The folded names of parliaments, each with the countries whose it is: the gazetteer's key → the name."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for country, names in lexicon()['parliaments'].items():
        for name in names:
            found[fold(name)][candidates(country)[0].place.key] = country
    return found


def is_parliament(name: str, place: str | None) -> bool:
    """Whether a folded name is that of the parliament of the country of a key.

    >>> is_parliament('жогорку кенеш', 'country:KG'), is_parliament('меджлис', 'country:UZ')
    (True, False)
    """
    return name == PARLIAMENT or place in parliaments().get(name, {})


def countries_by_name(name: str) -> tuple[Candidate, ...]:
    """The countries that have a body of a name, or the one for which it has a part.

    >>> names = 'Комитет Жогорку Кенеша', 'УзЛесСтрой', 'Лесной банк', 'Меджлис'
    >>> [[c.place.country for c in countries_by_name(name)] for name in names]
    [['KG'], ['UZ'], [], ['AZ', 'IR', 'TM', 'TR']]
    """
    words, nominative = _last_words(name)
    called = parliaments().get(fold(name)) or parliaments().get(' '.join((*words, nominative)), {})
    countries = list(called.values()) if nominative != RUSSIAN else []
    land = land_of(name) if name.isalpha() and not countries else None
    return tuple(candidates(country)[0] for country in (*countries, *([land] if land else ())))


def of_text(name: str, found: Sequence[Candidate], told: Mapping[str, int]) -> Sequence[Candidate]:
    """That of the countries of a body's name which a text lets it be of, by how often it names each country: the one of
    them that it names, or the only one where it names none; a name that is put together for a country is of no other
    that the text names more."""
    words, nominative = _last_words(name)
    if not unmistakable().isdisjoint((fold(name), ' '.join((*words, nominative)))) or not told:
        return found if len(found) == 1 else ()
    named = [c for c in found if (c.place.country or '') in told]
    if name.isalpha() and land_of(name):
        named = [c for c in named if told[c.place.country or ''] == max(told.values())]
    return named if len(named) == 1 else ()


@cache
def unmistakable() -> frozenset[str]:
    """The folded names of parliaments that are one country's in every text."""
    return frozenset(map(fold, lexicon()['unmistakable']))


def _last_words(name: str) -> tuple[list[str], str]:
    """The last word but one of a folded name, if there is one, and the nominative of the last."""
    *words, last = fold(name).split()[-2:] or ('',)
    return words, assemblies().get((*words, last), last)
