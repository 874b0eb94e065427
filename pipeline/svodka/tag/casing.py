"""Sentences in capitals (headlines, mostly) as they would stand in a text: the models were trained on ordinary writing.

Only what the models are shown changes, never a token's text. How a word is usually written is taken from the rest of
the document, else from the dictionary's flags in the names model, else guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from svodka.model import Sentence

LONG = 5  # letters; shorter words in capitals may be abbreviations
LEAST_LONG = 2  # long words that a sentence in capitals has
LEAST_SHARE = 0.8  # of its words that are in capitals

# Flags of a word in the names model, see tools.train.dictionary.
NAME, ABBREVIATION, IN_DICTIONARY, COMMON = 0b11111, 1 << 5, 1 << 6, 1 << 7
OPENING = frozenset('«"„“(')
WORD = re.compile(r'[^\W\d_]')


def ordinary(words: Sequence[str], sentences: Sequence[Sentence], flags: Callable[[str], int | None]) -> Sequence[str]:
    """The words with those of sentences in capitals written otherwise; `flags` tells a word's, None if it is unknown.

    >>> words = 'МИРЗИЁЕВ ПРИБЫЛ В « ВОЛНУ » . Мирзиёев рад .'.split()
    >>> flags = {'прибыл': 192, 'в': 192, 'волну': 192}.get
    >>> ' '.join(ordinary(words, [Sentence(0, 0, 0, 7, 0), Sentence(0, 0, 7, 10, 0)], flags))
    'Мирзиёев прибыл в « Волну » . Мирзиёев рад .'
    """
    if sum(len(w) >= LONG and w.isupper() for w in words) < LEAST_LONG:
        return words
    loud = [s for s in sentences if in_capitals(words[s.first : s.last])]
    if not loud:
        return words
    out = list(words)
    for s in loud:
        out[s.first : s.last] = [''] * (s.last - s.first)
    usual = set(out)
    for s in loud:
        for i in range(s.first, s.last):
            word = words[i]
            begins = i == s.first or words[i - 1] in OPENING
            if word.isupper() and (len(word) > 1 or not begins):
                word = _usual(word, begins, usual, flags)
            out[i] = word
    return out


def in_capitals(words: Sequence[str]) -> bool:
    """Whether a sentence is in capitals, by more than its abbreviations."""
    if sum(len(w) >= LONG and w.isupper() for w in words) < LEAST_LONG:
        return False
    real = [w for w in words if WORD.match(w)]
    return sum(w.isupper() for w in real) >= LEAST_SHARE * len(real)


def _usual(word: str, begins: bool, usual: set[str], flags: Callable[[str], int | None]) -> str:
    low = word.lower()
    title = '-'.join(part.capitalize() for part in word.split('-'))
    if title in usual and low not in usual:
        return title
    if low in usual:
        return title if begins else low
    if word in usual:
        return word
    known = flags(low)
    if known is None:
        return title if len(word) >= LONG else word
    if known & ABBREVIATION or (len(word) < LONG and not known & IN_DICTIONARY):
        return word
    name = known & NAME and not (known & COMMON and known & IN_DICTIONARY)
    return title if name or begins else low
