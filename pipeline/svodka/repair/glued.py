"""Sentences set together without a space: «…мост закрыт.Ранее его чинили» gets the space that a tagger needs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from svodka.lexicons import word_list
from svodka.repair.align import Edit

_STOP = re.compile(r'(?<=[а-яё»"”)])[.!?…]+(?=[А-ЯЁ][а-яё ])')
_WORD = re.compile(r'[А-ЯЁ]?[а-яё]+\Z')
LONGEST, SHORTEST = 30, 3
"""Letters of a word before a stop that are looked at, and that it must have: «г.Москва», «В.Путин» stay together."""
_SHORT = word_list('shortened')


def glued_edits(text: str) -> Iterator[Edit]:
    """A stop and the space that is missing behind it.

    >>> list(glued_edits('Мост закрыт.Ранее его чинили в г.Орске.'))
    [(11, 12, '. ')]
    """
    for match in _STOP.finditer(text):
        start, stop = match.span()
        if text[start - 1].isalpha():
            word = _WORD.search(text, max(0, start - LONGEST), start)
            if word is None or len(word[0]) < SHORTEST or word[0].lower() in _SHORT:
                continue
        yield start, stop, f'{match[0]} '
