"""The lexicon of organisations' names: what every newspaper abbreviates, and names made comparable by it."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from svodka.language.compare import core, fold, quoted_core
from svodka.language.morph import nominatives
from svodka.language.name_words import CONSONANT
from svodka.lexicons import head_nouns, load

# What stands in place of the nominative's ending, of a name that ends in a consonant and in -й.
HARD, SOFT = ('', 'а', 'у', 'ом', 'ем', 'е'), ('й', 'я', 'ю', 'ем', 'е')


def lexicon() -> dict[str, Any]:
    found: dict[str, Any] = load('organisation_names')
    return found


@cache
def replacements() -> tuple[dict[str, str], dict[str, str]]:
    """Folded: what a whole first word stands for, and what a country at the end stands for."""
    words = {fold(k): fold(v) for part in ('abbreviations', 'synonyms') for k, v in lexicon()[part].items()}
    countries = {fold(form): name for name, forms in lexicon()['countries'].items() for form in forms}
    return words, countries


@lru_cache(maxsize=20_000)
def organisation_key(name: str) -> str:
    """An organisation's name for comparison: without legal form and descriptor, abbreviations and countries one way.

    >>> organisation_key('МИД РФ') == organisation_key('Министерство иностранных дел Российской Федерации')
    True
    >>> organisation_key('компания «Степной путь»') == organisation_key('Степной путь')
    True
    """
    inner = quoted_core(name)
    if inner:
        outside = core(name).replace(inner, '').split()
        if all(word in lexicon()['descriptors'] for word in outside):
            return inner
    words, countries = replacements()
    key = core(name).replace('-', ' ')
    for size in (2, 1):
        head = ' '.join(key.split()[:size])
        if head in words and len(key.split()) >= size:
            key = f'{words[head].replace("-", " ")} {" ".join(key.split()[size:])}'.strip()
            break
    parts = key.split()
    for size in (4, 3, 2, 1):
        tail = ' '.join(parts[-size:])
        if len(parts) > size and tail in countries:
            return ' '.join([*parts[:-size], countries[tail]])
    return key


@cache
def descriptors() -> frozenset[str]:
    """Nouns before a name in quotation marks that say what it is and do not change who it is."""
    return frozenset(lexicon()['descriptors'])


@cache
def full_names() -> dict[str, list[list[str]]]:
    """Folded names of several words that every newspaper knows, in words, by their last word, the longest first."""
    found: dict[str, list[list[str]]] = {}
    names = list(lexicon()['abbreviations'].values())
    names += [name.replace('Объединённых Наций', 'ООН') for name in names if name.endswith(' Объединённых Наций')]
    for name in names:
        words = fold(name).split()
        if len(words) > 1:
            found.setdefault(words[-1], []).append(words)
    return {last: sorted(full, key=len, reverse=True) for last, full in found.items()}


@cache
def national() -> frozenset[str]:
    """Keys of bodies that every country has: «МИД» alone is not the ministry of the one country that a text names."""
    return frozenset(organisation_key(name) for name in lexicon()['national'])


@cache
def ministries() -> re.Pattern[str]:
    """Names of one word of ministries: «минлеса», «минцифры»."""
    parts = '|'.join(sorted(load('compounds')['parts'].split(), key=len, reverse=True))
    return re.compile(f'мин(?:{parts})[а-я]*')


def is_national(name: str) -> bool:
    """Whether a name is that of a body every country has, without the country: «МИД», «Министерство культуры»."""
    key = organisation_key(name)
    if key in national() or ministries().fullmatch(key):
        return True
    return key.startswith('министерство ') and key.split()[-1] not in replacements()[1].values()


@cache
def bodies() -> frozenset[str]:
    """Folded names that mean an organisation wherever they stand: ЕС, Евросоюз, Содружество Независимых Государств."""
    words, _ = replacements()
    return frozenset(name for pair in words.items() for name in pair)


@cache
def organs() -> frozenset[str]:
    """Nouns of what is a part of the organisation named after it: «совет директоров «Зари»» is not «Заря»."""
    return frozenset(lexicon()['organs'])


@cache
def assemblies() -> dict[tuple[str, ...], str]:
    """The forms of the names of parliaments that are called by a word of another language, in words in lower case, to
    the nominative of the last word."""
    forms: dict[tuple[str, ...], str] = {}
    for name in lexicon()['assemblies']:
        *fixed, last = name.lower().split()
        stem, endings = (last[:-1], SOFT) if last.endswith('й') else (last, HARD if CONSONANT.search(last) else ('',))
        forms |= {(*fixed, stem + ending): last for ending in endings}
    return forms


@cache
def institutions() -> frozenset[str]:
    """Nouns of other languages for institutions, which Russian dictionaries lack."""
    return frozenset(lexicon()['institutions'])


@cache
def namesakes() -> frozenset[str]:
    """Lemmas of institutions that are named after people."""
    return head_nouns('namesakes')


def is_double_house(word: str) -> bool:
    """Whether a word is a double noun for an institution: «Дома-музея», «Музей-квартира»."""
    halves = word.lower().split('-')
    return len(halves) > 1 and any(not namesakes().isdisjoint((half, *nominatives(half))) for half in halves)


def is_institution(word: str) -> bool:
    """Whether a word is a noun of another language for an institution, in any case of the singular: «Мажилиса»."""
    form = word.lower()
    return any(form.removesuffix(ending) in institutions() for ending in ('', 'а', 'у', 'ом', 'е'))
