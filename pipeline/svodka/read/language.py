"""The language of a text, as far as it matters here: is it Russian, and if not, which?"""

from __future__ import annotations

import re
from collections import Counter
from itertools import groupby
from typing import Any

from svodka.lexicons import load

_WORD = re.compile(r"[^\W\d_]+(?:['’ʻ‘][^\W\d_]+)?")
# Letters of an address are no words: «https://…», «a@b.ru», «www.b.ru/новости», «b.ru».
_ADDRESS = re.compile(
    r'(?:https?://|www\.)\S*|(?<![\w.+-])(?:[\w.+-]{1,64}@[\w.-]{1,255}|(?:[a-z0-9-]{1,63}\.){1,6}[a-z]{2,10}\b(?:/\S*)?)',
    re.I | re.A,
)

PIECE, PIECES = 500, 60
"""A text is judged by so many pieces of so many characters, evenly from its beginning to its end."""
RUSSIAN_SHARE, RUSSIAN_RUN = 0.25, 3
"""A text in another language is Russian, too, if so much of its pieces is, or so many one after the other."""
SMALL_WORDS = 0.05
"""So many of the words of a Russian piece are the small ones of Russian, at least."""
CYRILLIC_SHARE = 0.25
"""A release in two languages is Russian if so much of its letters is Cyrillic: names and sites are often Latin."""
FOREIGN_LETTERS = 0.012
"""So many of the Cyrillic letters are ones that Russian lacks; a foreign name or two in Russian are far below."""
FEW_WORDS = 12
"""A text of fewer Cyrillic words is Russian unless it has more small words of another language than of Russian."""
MUCH_RUSSIAN = 3
"""A text with so many times the small words of Russian quotes the other language, at length perhaps."""
HARD_SIGNS, BULGARIAN_WORDS, RUSSIAN_LETTERS = 0.008, 2, 0.004
"""Bulgarian has no letters of its own, but this share of hard signs, less of ы and э than a Russian quotation brings,
and its small words."""


def language(text: str) -> str | None:
    """ISO 639-1 code of a text's language; None for one without words or in a language not known here. A text in
    several languages is Russian if a body of it is.

    >>> language('Министр встретился с послом.'), language('Міністр зустрівся з послом, що прибув до країни.')
    ('ru', 'uk')
    """
    pieces = _pieces(text)
    code = _language(''.join(pieces))
    return 'ru' if code not in ('ru', None) and _has_russian_body(pieces) else code


def _pieces(text: str) -> list[str]:
    """A text without addresses by pieces; of a long one a sample."""
    step = max(PIECE, len(text) // PIECES)
    if step > PIECE:
        text = '\n'.join(text[at : at + PIECE] for at in range(0, len(text), step))
    text = _ADDRESS.sub(' ', text)
    return [text[at : at + PIECE] for at in range(0, len(text), PIECE)]


def _has_russian_body(pieces: list[str]) -> bool:
    russian = [_is_russian(piece) for piece in pieces]
    runs = (sum(1 for _ in run) for is_russian, run in groupby(russian) if is_russian)
    return sum(russian) >= RUSSIAN_SHARE * len(pieces) or max(runs, default=0) >= RUSSIAN_RUN


def _is_russian(piece: str) -> bool:
    """Whether a piece is Russian beyond doubt: not for want of letters and words of a neighbour."""
    words = _WORD.findall(piece.lower())
    small = sum(map(frozenset(load('languages')['russian']).__contains__, words))
    own_letters = 'ы' in piece or 'э' in piece
    return len(words) >= FEW_WORDS and small >= SMALL_WORDS * len(words) and own_letters and _language(piece) == 'ru'


def _language(text: str) -> str | None:
    words = [word.lower() for word in _WORD.findall(text)]
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
        russian = sum(map(letters.count, 'ыэ'))
        hard = letters.count('ъ') > HARD_SIGNS * len(letters) and russian < RUSSIAN_LETTERS * len(letters)
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
