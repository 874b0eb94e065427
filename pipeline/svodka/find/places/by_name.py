"""Whose a body is by what it is called alone: the parliament of one country, a name with a part for a land."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
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

    >>> is_parliament('жогорку кенеш', 'country:KG'), is_parliament('меджлис', 'country:AZ')
    (True, False)
    """
    return name == PARLIAMENT or place in parliaments().get(name, {})


def country_by_name(name: str) -> tuple[Candidate, ...]:
    """The country of a body whose name no other country has, or that is put together with a part for it.

    >>> [c.place.key for name in ('Комитет Жогорку Кенеша', 'УзЛесСтрой', 'Лесной банк') for c in country_by_name(name)]
    ['country:KG', 'country:UZ']
    """
    *words, last = fold(name).split()[-2:] or ('',)
    nominative = assemblies().get((*words, last), last)
    called = parliaments().get(fold(name)) or parliaments().get(' '.join((*words, nominative)), {})
    countries = list(called.values()) if nominative != RUSSIAN else []
    land = countries[0] if len(countries) == 1 else land_of(name) if name.isalpha() else None
    return candidates(land)[:1] if land else ()
