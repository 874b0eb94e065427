"""What a word in the nominative may be in a person's name: given name, patronymic, surname, each with how surely.

The dictionary and lexicons/given_names.yaml say it, else the word's ending.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from svodka.language.morph import known_readings
from svodka.lexicons import fold, load, word_list

# Behind the father's name: «Ариф оглы», «Вагиф-кызы»; grown on to it: «Серикулы», «Асанкызы».
SON = 'оглы оглу углы углу угли угл ўғли уулу улу улы ұлы тегин'.split()
DAUGHTER = 'кызы гызы кизи қизи қызы'.split()
PATRONYMIC_WORDS = frozenset((*SON, *DAUGHTER))
GROWN_SON = re.compile('.{3,}(?:[оу]глы|оглу|уулу|[уұ]лы)$')
GROWN_DAUGHTER = re.compile('.{3,}(?:[кгқ]ызы)$')
PATRONYMIC = re.compile('(?:[оеёи]вич|[оеё]вна|ичн?а|ьич|мич|кич|тич|лич)$')
SURNAME = re.compile(
    '(?:[оеё]ва?|[оеё]вич|[иы]на?|[сц]к(?:ий|ая|ой)|[кчщ]ук|енко|швили|дзе|я?ян|янц|[ыи]х|ого|аго|зад[еа]|зода|[оу]глу|'
    'уа|иа)$'
)
FEMALE = re.compile('(?:[оеё]ва|[иы]на|[бвгдзклмнпрстхчшщ]ая)$')
CONSONANT = re.compile('[бвгджзклмнпрстфхцчшщ]$')
MALE = re.compile('(?:[оеё]в|[иы]н|[сц]кий|[вкнлст][оы]й)$')
INITIAL = re.compile('(?:[А-ЯЁA-Z]|[А-ЯЁ][жзшю])$')
PARTICLES = word_list('surname_particles')
# Forms of address that stand inside names of Central Asia and are no parts of them: «Ибрагим ака Юлдашев».
ADDRESS = frozenset('ака ага агай апа апай аке байке домла домулла ханум эже опа хазрат муаллим'.split())
# The endings of patronymics, and what a name has in place of each: Роман-, Серге-й, Игор-ь, Кузьм-а.
FROM_NAMES: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(('ович', 'овна'), ('', 'о')),
    **dict.fromkeys(('евич', 'евна'), ('й', 'ь', 'и')),
    **dict.fromkeys(('инична', 'ична', 'ич'), ('а', 'я')),
}
SOFT = tuple('аеиоуыэюяжшчщц')  # letters after which a patronymic is in -евич
UNLIKELY = 0.35  # a word that ends as patronymics do, of no known name: «Юркевич» is rather a surname


@lru_cache(maxsize=20_000)
def patronymic_sureness(text: str) -> float:
    """1 for what is a patronymic and nothing else, less for what may be a surname, 0 for no patronymic."""
    low = text.lower()
    if low.rpartition(' ')[2] in PATRONYMIC_WORDS or low.rpartition('-')[2] in PATRONYMIC_WORDS:
        return 1.0
    known = {r.kind for r in known_readings(low)}
    if 'patronymic' in known:
        return 0.6 if 'surname' in known else 1.0
    if 'surname' in known:
        return 0.0
    if is_grown(low):  # a Turkish surname, too: «Имамоглу»
        return 0.4 if low.endswith('глу') else 0.7
    if not PATRONYMIC.search(low):
        return 0.0
    return 1.0 if any(map(is_given, fathers(low))) else UNLIKELY


def is_grown(low: str) -> bool:
    """Whether a word in lower case ends as a patronymic with its particle grown on: «Серикулы»."""
    return bool(GROWN_SON.search(low) or GROWN_DAUGHTER.search(low))


def fathers(patronymic: str) -> Iterator[str]:
    """The names from which a patronymic may be made: «романович» → «роман», «романий», …"""
    suffix = next((s for s in FROM_NAMES if patronymic.endswith(s)), '')
    stem, endings = patronymic.removesuffix(suffix), FROM_NAMES.get(suffix, ())
    yield from (stem + ending for ending in endings)
    if stem.endswith(SOFT) and suffix.startswith('е'):  # «Алиевич», not «Маркевич»
        yield stem
    if stem.endswith('ь'):
        yield from (stem[:-1] + ending for ending in ('ий', 'ья', 'ей'))


@lru_cache(maxsize=20_000)
def surname_sureness(text: str) -> float:
    """1 for a surname of the dictionary, less for one by its ending, 0 else."""
    low = text.lower()
    known = {r.kind for r in known_readings(low)}
    if 'surname' in known:
        return 0.8 if 'name' in known else 1.0
    if ' ' in low and low.split()[0] in PARTICLES:
        return 1.5
    return 0.8 if 'name' not in known and SURNAME.search(low) else 0.0


@lru_cache(maxsize=1)
def given_names() -> Mapping[str, str]:
    """Given names beyond the dictionary, folded, to their slots: m, f, x (female, indeclinable), «mx» for a name of men
    and of women."""
    lists, found = load('given_names'), dict[str, str]()
    for key, slot in (('male', 'm'), ('female', 'f'), ('female-fixed', 'x')):
        for name in map(fold, lists[key].split()):
            found[name] = slot if slot == 'm' else found.get(name, '').replace('f', '') + slot
    return found


@lru_cache(maxsize=1)
def eastern() -> frozenset[str]:
    """Family names of one syllable that stand first and do not decline: of a Chinese, Korean or Vietnamese name only
    the last word does («Ким Чен Ына»)."""
    return frozenset(load('given_names')['eastern'].split())


@lru_cache(maxsize=1)
def kartvelian() -> frozenset[str]:
    """Given names of Georgia and Abkhazia, folded, beside which a surname in -ия, -ава, -уа, -ба often stands in the
    nominative whatever the case."""
    return frozenset(map(fold, load('given_names')['kartvelian'].split()))


@lru_cache(maxsize=20_000)
def is_given(word: str) -> bool:
    """Whether a word is a given name in the nominative."""
    return bool(given_slots(word))


@lru_cache(maxsize=20_000)
def given_slots(word: str) -> frozenset[str]:
    """The slots of a given name in the nominative (m, f, x for a woman's that does not decline), none if it is none."""
    told = given_names().get(fold(word))
    if told:
        return frozenset(told)
    names = [r for r in known_readings(word.lower()) if r.kind == 'name' and r.slot != 'p']
    return frozenset(r.slot for r in names if r.case in ('Nom', ''))


@lru_cache(maxsize=20_000)
def is_patronymic(word: str) -> bool:
    """Whether a word in the nominative may be a patronymic."""
    return patronymic_sureness(word) > 0


@lru_cache(maxsize=20_000)
def is_surname(word: str) -> bool:
    """Whether a word in the nominative may be a surname."""
    return surname_sureness(word) > 0
