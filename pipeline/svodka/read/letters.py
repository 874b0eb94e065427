"""How well letters fit Russian: a bigram model of its words, whatever their case, and prices for all other characters.

All readings of the same bytes are measured in one currency, nats (−log of a likelihood), so that they can be compared,
and what speaks for one of them adds up with the length of a text. Charset detectors use such models (Mozilla's and its
heirs, ICU). Case counts only where a capital follows a small letter: windows-1251 and KOI8-R swap the two.
"""

from __future__ import annotations

import json
import re
from functools import cache
from operator import add
from pathlib import Path

MODEL = Path(__file__).parent.parent / 'models' / 'letters.json'
"""The prices of a letter after another, made by `python -m tools.train.letters`."""

EDGE = ' '
"""Stands before a word's first letter and behind its last one; ASCII signs and digits are such edges."""
# What is no Russian letter is one of these kinds.
_LATIN, _ACCENTED, _CYRILLIC, _OPENING, _MARK, _SYMBOL, _FAR = 'LACOMSF'
_BEFORE_LETTERS = frozenset('«“„‘\xa0\xad')
MARKS = frozenset('»—–…№”’§°·•') | _BEFORE_LETTERS

# In nats, and round: what such characters are mistaken for costs several times as much.
_OWN = {
    _LATIN: 0.0,
    _ACCENTED: 5.0,  # Latin and accented, or Greek
    _CYRILLIC: 6.5,  # that Russian has not
    _OPENING: 4.0,
    _MARK: 4.0,
    _SYMBOL: 8.0,
    _FAR: 13.0,  # a letter of another part of the world, a control character, one that stands for a lost letter
}
MIXED = 6.0
"""Two alphabets in one word."""
ACCENTS, ACCENT_EDGE = 4.0, 2.0
"""A second such letter beside the first, such a one at the beginning or end of a word: «Müller» is a name."""
AFTER_CYRILLIC, CYRILLIC_EDGE = 3.5, 2.5
"""A Russian letter after a Cyrillic one that Russian has not, such a one at the beginning or end of a word."""
GLUED = 4.0
"""A letter right behind a mark that no word begins with."""
AGAIN = 2.0
"""The same sign again: it draws a line."""
CAPITAL_INSIDE = 6.0
"""A capital after a small letter («ВКонтакте»)."""
YO = 2.5
"""ё, where most write е."""

REMEMBERED = 0x10000
"""The kinds of characters below are remembered: 4 MB if a text has them all."""

_INSIDE = re.compile('[а-яё][А-ЯЁ]')
_REPEATED = re.compile(r'([^\w\s\x00-\x1f\x7f-\x9f\ufffd])\1+')


class _Kinds(dict[int, str]):
    """Character → the Russian letter that it is, small, or its kind; for `str.translate`."""

    def __missing__(self, code: int) -> str:
        kind = _kind(chr(code))
        if code < REMEMBERED:
            self[code] = kind
        return kind


def _kind(character: str) -> str:
    letter = character.lower()
    if 'а' <= letter <= 'я' or letter == 'ё':
        return letter
    if character.isascii():
        if character.isalpha():
            return _LATIN
        return EDGE if character.isprintable() or character.isspace() else _FAR
    if '\u0400' <= character <= '\u04ff':
        return _CYRILLIC
    if character in MARKS:
        return _OPENING if character in _BEFORE_LETTERS else _MARK
    if character.isalpha():
        return _ACCENTED if character < '\u0530' else _FAR
    return _SYMBOL if character.isprintable() and character != '\ufffd' else _FAR


_KINDS = _Kinds()


@cache
def _prices() -> dict[str, float]:
    """The price of a letter or kind behind another, by both as a string of two."""
    model = json.loads(MODEL.read_text(encoding='utf-8'))
    letters, rows = model['letters'], model['prices']
    price = {a + b: p for a, row in zip(letters, rows, strict=True) for b, p in zip(letters, row, strict=True)}
    price[EDGE + EDGE] = 0.0
    for other in letters:
        price['ё' + other], price[other + 'ё'] = price['е' + other], price[other + 'е'] + YO
    price['ёё'] = price['ее'] + YO
    russian = frozenset(letters + 'ё') - {EDGE}
    foreign = {_LATIN, _ACCENTED}
    for kind, own in _OWN.items():
        for before in (*russian, *_OWN, EDGE):
            ended = price[before + EDGE] if before in russian and kind != _CYRILLIC else 0.0
            mixed = MIXED if before in russian and kind in foreign else 0.0
            price[before + kind] = own + ended + mixed + (ACCENTS if before == kind == _ACCENTED else 0.0)
        for letter in russian:
            begun = AFTER_CYRILLIC if kind == _CYRILLIC else price[EDGE + letter]
            price[kind + letter] = begun + (MIXED if kind in foreign else GLUED if kind == _MARK else 0.0)
        price[kind + EDGE] = 0.0
    for edge in (EDGE, _OPENING, _MARK, _SYMBOL, _FAR):
        for kind, more in ((_CYRILLIC, CYRILLIC_EDGE), (_ACCENTED, ACCENT_EDGE)):
            price[edge + kind] += more
            price[kind + edge] += more
    return price


def price(text: str) -> float:
    """How unlikely a text is as a Russian one, in nats; what is ASCII and no letter is free.

    >>> price('ПРИКАЗ') == price('приказ') < 20 < price('опхйюг')
    True
    """
    kinds = text.translate(_KINDS)
    beside = CAPITAL_INSIDE * len(_INSIDE.findall(text))
    if any(kind * 2 in kinds for kind in (_SYMBOL, _MARK, _OPENING)):
        once = _REPEATED.sub(r'\1', text)
        kinds, beside = once.translate(_KINDS), beside + AGAIN * (len(text) - len(once))
    kinds = f'{EDGE}{kinds}{EDGE}'
    return sum(map(_prices().__getitem__, map(add, kinds, kinds[1:])), beside)
