"""The word lists of dates, and what each form of theirs can mean."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from svodka.lexicons import load

ENDINGS = tuple(
    'ый ий ой ого его ому ему ым им ом ем ая яя ую юю ей ое ее ые ие ых их ыми ими'.split()
)  # of adjectives
SOFT = ('ий', 'ьего', 'ьему', 'ьим', 'ьем', 'ья', 'ью', 'ьей', 'ье', 'ьи', 'ьих', 'ьими')  # третий, третьего
LOOKALIKES = str.maketrans('ХІМС', 'XIMC')  # «ХХ век» is often typed in Cyrillic
ROMAN = re.compile(r'(?=[XVI])(X{0,2})(IX|IV|V?I{0,3})\Z')


@cache
def cues(name: str) -> frozenset[str]:
    """A closed list of words around dates."""
    return frozenset(load('date_cues')[name])


@cache
def stems(name: str) -> tuple[str, ...]:
    """The same where the list has beginnings of words, as `str.startswith` takes them."""
    return tuple(sorted(cues(name)))


@cache
def lexicon() -> dict[str, dict[str, Any]]:
    """Every form of the word lists → its classes, each with its value: {'мая': {'month': 5}, …}."""
    out: dict[str, dict[str, Any]] = {}

    def put(kind: str, value: Any, forms: Iterable[str]) -> None:
        for form in forms:
            out.setdefault(form, {})[kind] = value

    lists = load('dates')
    for kind, key in (
        ('month', 'months'),
        ('weekday', 'weekdays'),
        ('season', 'seasons'),
        ('unit', 'units'),
        ('part', 'parts'),
        ('cardinal', 'cardinals'),
    ):
        for value, forms in lists[key].items():
            put(kind, value, forms)
    for stem, number in lists['ordinals'].items():
        put('ordinal', number, [stem + e for e in (SOFT if stem == 'трет' else ENDINGS)])
        if number % 10 == 0:
            put('decade_word', number, [stem + e for e in ('ые', 'ых', 'ым', 'ыми')])
    for stem, value in lists['days_own'].items():
        put('days_own', value, [stem + e for e in ENDINGS])
    put('final', True, [lists['final'] + e for e in ENDINGS])
    for value, stems in lists['which'].items():
        put('which', value, [stem + e for stem in stems for e in ENDINGS])
    put('which', 'this', lists['this_forms'])
    put('which', 'same', lists['same_forms'])
    for kind in (
        'weekend',
        'approximate',
        'eve',
        'other',
        'through',
        'before_it',
        'half_word',
        'number_word',
        'ago_word',
        'later_word',
    ):
        put(kind, True, lists[kind])
    for kind, key in (('adverb', 'adverbs'), ('amount', 'amounts')):
        for form, value in lists[key].items():
            put(kind, value, [form])
    return out


@cache
def holiday_stems() -> tuple[frozenset[str], tuple[str, ...]]:
    """First words of the holidays' names: whole ones, and beginnings."""
    first = {form.split()[0] for entry in load('holidays') for form in entry['forms']} - {'д*'}
    return frozenset(f for f in first if not f.endswith('*')), tuple(f[:-1] for f in first if f.endswith('*'))


def roman(text: str) -> int | None:
    """The number of a Roman numeral up to XXIX, written in capitals."""
    found = ROMAN.match(text.translate(LOOKALIKES))
    if not found:
        return None
    units = ('', 'I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX').index(found[2])
    return 10 * len(found[1]) + units
