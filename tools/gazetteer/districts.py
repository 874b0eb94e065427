"""Districts and towns of Central Asia with their Russian names, from GeoNames, SOATO and lexicons/districts.yaml."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from svodka.find.places.gazetteer import fold
from svodka.lexicons import load

from tools.gazetteer.row import Row
from tools.gazetteer.sources import soato, subdivisions

COUNTRIES = ('KG', 'KZ', 'TJ', 'TM', 'UZ')
WEIGHT, TOWN = 50_000, 5_000  # of a district, and of a town whose people nobody counts here
RUSSIAN = re.compile(r"[А-ЯЁ][А-Яа-яЁё’' .-]*")
DISTRICT = re.compile(r'(?:[\w-]+(?:ский|цкий)(?: [Рр]айон)?|[Рр]айон .+)\Z')
# What Latin letters in SOATO's Cyrillic names stand for.
LETTERS = str.maketrans('pcaeoxyCAEOPKMTHBX', 'рсаеохуСАЕОРКМТНВХ')
SORT = re.compile(' (?:tuman|shah)')  # what stands behind an Uzbek name: tumani, shahri
TOWNS = 'Города'


def districts() -> Iterator[Row]:
    """The districts of five countries, each once."""
    own = load('districts')
    found: dict[str, Row] = {}
    of_uzbekistan = dict(uzbek_districts())
    for part in subdivisions():
        if part.country not in COUNTRIES or part.level != 2:
            continue
        entry = own.get(part.country, {}).get(part.geonames_id)
        if entry:
            names = [entry['name'], *entry.get('names', ())]
        else:
            names = of_uzbekistan.pop(latin(part.names[0]), []) if part.country == 'UZ' else russian(part.names)
        if names:
            number = part.geonames_id
            found[f'{part.country} {number}'] = row(f'geonames:{number}', part.country, names)
    for country in COUNTRIES:
        for names in own.get(country, {}).get('others', ()):
            found[f'{country} {names[0]}'] = row(f'district:{country}:{fold(names[0])}', country, names)
    for key, names in of_uzbekistan.items():
        found[key] = row(f'district:UZ:{fold(names[0])}', 'UZ', names)
    return iter(merged(found.values()))


def row(key: str, country: str, names: Sequence[str]) -> Row:
    others = [*names, *(n.replace(' этрап', ' район') for n in names), *(other_order(n) for n in names)]
    return Row(key, names[0], 'district', country, weight=WEIGHT, names=list(dict.fromkeys(filter(None, others))))


def other_order(name: str) -> str:
    """«Байтерек район» for «район Байтерек», as people write it in either order; else nothing."""
    words = name.split()
    return f'{words[1]} район' if len(words) == 2 and words[0] == 'район' else ''


def merged(rows: Iterable[Row]) -> list[Row]:
    """The rows, those of one country and name made one: GeoNames has some districts twice."""
    kept: dict[tuple[str, str], Row] = {}
    for found in rows:
        first = kept.setdefault((found.country, fold(found.name)), found)
        if first is not found:
            first.names += [n for n in found.names if n not in first.names]
    return list(kept.values())


def russian(names: Sequence[str]) -> list[str]:
    """The Russian names of a district among all of its names, as «… район»; names of a town's administration and of a
    village's are none."""
    found = []
    for name in names:
        plain = unicodedata.normalize('NFC', name).strip()
        if RUSSIAN.fullmatch(plain) and DISTRICT.match(plain):
            words = plain.split()
            lower = [w.lower() if w.lower() == 'район' else w for w in words]
            found.append(' '.join(lower) if 'район' in lower else f'{plain} район')
    return list(dict.fromkeys(sorted(found, key=lambda n: n.startswith('район'))))


def uzbek_districts() -> Iterator[tuple[str, list[str]]]:
    """The districts of Uzbekistan in SOATO: the Uzbek name in bare Latin letters, and the Russian names."""
    for model, fields in soato():
        name = str(fields.get('name_rus', '')).translate(LETTERS).strip()
        if model == 'soato.district' and name.endswith(' район'):
            yield latin(str(fields['name'])), [name]


def latin(name: str) -> str:
    """An Uzbek name in bare letters: «Qo‘ng‘irot Tumani» → qongirot."""
    plain = SORT.split(unicodedata.normalize('NFD', name.lower()))[0]
    return re.sub('[^a-z]', '', plain)


def soato_towns() -> Iterator[tuple[str, str]]:
    """The Uzbek name in bare Latin letters and the Russian name of each town in SOATO, which has neither people nor
    coordinates; towns stand behind a heading."""
    heading = ''
    for model, fields in soato():
        if model not in ('soato.district', 'soato.city'):
            continue
        name = str(fields.get('name_rus', '')).translate(LETTERS).strip()
        if len(name.split()) > 2:
            heading = name
        elif heading.startswith(TOWNS) and RUSSIAN.fullmatch(name) and not name.endswith(' район'):
            yield latin(str(fields['name'])), name


def own_towns() -> Iterator[tuple[str, int, dict[str, Any]]]:
    """The towns of towns.yaml that GeoNames has: the country, GeoNames' id, the entry."""
    for country, entries in load('towns').items():
        yield from ((country, number, entry) for number, entry in entries.items() if number != 'others')


def other_towns() -> Iterator[Row]:
    """The towns of towns.yaml that GeoNames has not."""
    for country, entries in load('towns').items():
        for name, *others in entries['others']:
            yield Row(f'city:{country}:{fold(name)}', name, 'city', country, weight=TOWN, names=[name, *others])


def towns() -> Iterator[Row]:
    """The towns of Uzbekistan in SOATO."""
    for _, name in soato_towns():
        yield Row(f'city:UZ:{fold(name)}', name, 'city', 'UZ', weight=TOWN, names=[name])
