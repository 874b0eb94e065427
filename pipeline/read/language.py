"""The language of a text, as far as it matters here: is it Russian, and if not, which?"""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from pipeline.lexicon import load

_WORD = re.compile(r"[^\W\d_]+(?:['’ʻ‘][^\W\d_]+)?")

SAMPLE = 6_000
"""Characters that are looked at."""
CYRILLIC_SHARE = 0.25
"""A release in two languages is Russian if so much of its letters is Cyrillic: names and sites are often Latin."""
FOREIGN_LETTERS = 0.012
"""So many of the Cyrillic letters are ones that Russian lacks; a foreign name or two in Russian are far below."""
FEW_WORDS = 12
"""A text of fewer Cyrillic words is Russian unless it has more small words of another language than of Russian."""
MUCH_RUSSIAN = 3
"""A text with so many times the small words of Russian quotes the other language, at length perhaps."""
HARD_SIGNS, BULGARIAN_WORDS = 0.008, 2
"""Bulgarian has no letters of its own, but this share of hard signs, no ы or э, and its small words."""


def language(text: str) -> str | None:
    """ISO 639-1 code of a text's language; None for one without words or in a language not known here.

    >>> language('Министр встретился с послом.'), language('Міністр зустрівся з послом, що прибув до країни.')
    ('ru', 'uk')
    """
    words = [word.lower() for word in _WORD.findall(text[:SAMPLE])]
    if not words:
        return None
    cyrillic = [word for word in words if 'Ѐ' <= word[0] <= 'ӿ']
    if sum(map(len, cyrillic)) < CYRILLIC_SHARE * sum(map(len, words)):
        return _latin(Counter(words))
    letters = ''.join(cyrillic)
    counts = Counter(cyrillic)
    own = sum(counts[word] for word in load('languages')['russian'])
    foreign = len(_FOREIGN.findall(letters))
    few = len(cyrillic) < FEW_WORDS
    if foreign < FOREIGN_LETTERS * len(letters):
        bulgarian = sum(counts[word] for word in next(e for e in _cyrillic() if e['code'] == 'bg')['words'])
        hard = letters.count('ъ') > HARD_SIGNS * len(letters) and 'ы' not in letters and 'э' not in letters
        return 'bg' if hard and not few and bulgarian >= BULGARIAN_WORDS else 'ru'

    def fits(entry: Any) -> float:
        known = sum(map(letters.count, entry['letters']))
        unexplained = foreign - known
        return known - 3 * unexplained + 2 * sum(counts[word] for word in entry['words'])

    best = max(_cyrillic(), key=fits)
    theirs = sum(counts[word] for word in best['words'])
    return 'ru' if own > (theirs if few else MUCH_RUSSIAN * theirs) else str(best['code'])


_FOREIGN = re.compile('[ѐђ-ӿ]')  # Cyrillic and not Russian, in lower case


def _cyrillic() -> list[Any]:
    return list(load('languages')['cyrillic'])


def _latin(counts: Counter[str]) -> str | None:
    best = max(load('languages')['latin'], key=lambda entry: sum(counts[word] for word in entry['words']))
    return str(best['code']) if sum(counts[word] for word in best['words']) >= max(1, counts.total() // 50) else None
