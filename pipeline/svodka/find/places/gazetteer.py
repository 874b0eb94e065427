"""The gazetteer: names and adjectives → places, from two tables that `tools.gazetteer.build` makes."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from svodka.model import Place

FOLDER = Path(__file__).parents[2] / 'lexicons'
PLACES, NAMES = FOLDER / 'gazetteer_places.tsv', FOLDER / 'gazetteer_names.tsv'
# The mark before an adjective in the table of names, so that «грозный» is not the city.
ADJECTIVE = '~'
# The table of names refers to places by their keys, so that one place more is a few lines more and no table anew; of
# most keys, which are ids of GeoNames, it has the number alone.
GEONAMES, BETWEEN = 'geonames:', ';'
REGION_BY_ADJECTIVE = 20
# The Arabic article takes a form for each sun letter, and newspapers do not agree: Шарм-эш-Шейх, Шарм-эль-Шейх.
ARTICLE = re.compile(r'(?<![а-я])[аэ][лштсднрз]ь? (?=[а-я])')
HYPHEN = re.compile('[-‐‑–—]+')
PLAIN = re.compile(r'[а-я]+\Z')  # a word that has nothing else to fold
BEGINNING = re.compile('^([^\t ]*) ', re.MULTILINE)  # of a line
LATIN, ACCENT = re.compile('[a-z]'), re.compile('([a-z])[\u0300-\u036f]+')


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may mean, and its weight: its population, or what it is worth beside one."""

    place: Place
    weight: int


def fold(name: str) -> str:
    """A name as the table has it: lower case, е for ё, no hyphens and accents, one apostrophe and Arabic article.

    >>> fold('Шарм-эш-Шейх'), fold('Северный Рейн – Вестфалия')
    ('шарм аль шейх', 'северный рейн вестфалия')
    """
    name = name.lower().replace('ё', 'е').replace('’', "'")
    if PLAIN.match(name):
        return name
    if not name.isascii() and LATIN.search(name):
        name = ACCENT.sub(r'\1', unicodedata.normalize('NFD', name))
    return ARTICLE.sub('аль ', ' '.join(HYPHEN.sub(' ', name).split()))


@cache
def _places() -> list[str]:
    """The places, in order of key, with which each line begins."""
    return PLACES.read_text(encoding='utf-8').split('\n')


def _table_of_names() -> str:
    return NAMES.read_text(encoding='utf-8')


@cache
def _names() -> dict[str, str]:
    cells = _table_of_names().replace('\n', '\t').split('\t')
    return dict(zip(cells[::2], cells[1::2], strict=True))


@cache
def _beginnings() -> frozenset[str]:
    """The first words of the names of several words."""
    return frozenset(BEGINNING.findall(_table_of_names()))


@lru_cache(maxsize=20_000)
def may_begin(word: str) -> bool:
    """Whether a name of several words may begin with a word."""
    return fold(f'{word} я').partition(' ')[0] in _beginnings()  # with a word behind it an article is folded


def short_key(key: str) -> str:
    """A place's key as the table of names has it."""
    return key.removeprefix(GEONAMES)


def whole_key(short: str) -> str:
    """The key that the table of names has in short.

    >>> whole_key('524901'), whole_key('region:RU-OMS')
    ('geonames:524901', 'region:RU-OMS')
    """
    return GEONAMES + short if short.isdigit() else short


def weight(people: int, kind: str, adjective: bool) -> int:
    """What a place weighs under a name or under an adjective: «томский» is rather Tomsk than its oblast."""
    return people // REGION_BY_ADJECTIVE if adjective and kind == 'region' else people


@lru_cache(maxsize=20_000)
def _candidate(key: str, adjective: bool) -> Candidate:
    line = _places()[bisect_left(_places(), f'{key}\t')]
    _, name, kind, country, latitude, longitude, people, geonames = line.split('\t')
    number = int(key.removeprefix(GEONAMES)) if key.startswith(GEONAMES) else int(geonames) if geonames else None
    where = (float(latitude), float(longitude)) if latitude else (None, None)
    return Candidate(Place(key, name, kind, country or None, number, *where), weight(int(people), kind, adjective))


@lru_cache(maxsize=20_000)
def candidates(name: str, adjective: bool = False) -> tuple[Candidate, ...]:
    """Every place of a name in the nominative, or of an adjective's lemma, the weightiest first."""
    keys = _names().get(ADJECTIVE + fold(name) if adjective else fold(name))
    return tuple(_candidate(whole_key(key), adjective) for key in keys.split(BETWEEN)) if keys else ()


def find_place(name: str, *, adjective: bool = False, country: str | None = None) -> Place | None:
    """The place of a name in the nominative (or of an adjective), in a country if one of that name lies there.

    >>> find_place('РУз').name, find_place('киргизский', adjective=True).country, find_place('Нур-Султан').name
    ('Узбекистан', 'KG', 'Астана')
    """
    found = candidates(name, adjective)
    return next((c.place for c in found if country and c.place.country == country), found[0].place if found else None)


def place_by_geonames(number: int) -> Place | None:
    """The place of a GeoNames id, if the gazetteer has it."""
    key, last = f'{GEONAMES}{number}\t', f'\t{number}'
    found = (line.partition('\t')[0] for line in _places() if line.startswith(key) or line.endswith(last))
    return next((_candidate(key, False).place for key in found), None)
