"""A word cut at a line end: does its hyphen belong to the word?"""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

from svodka.language.paradigms import analyzer

SHORTEST_HALF = 3  # letters of half of a compound adjective, more than


def is_hyphenation(left: str, right: str, words: Collection[str]) -> bool:
    """Whether «left-⏎right» is one word cut in two, and not a compound that the line end happened to meet.

    `words` are those of the text: it may have the word a second time, whole.

    >>> is_hyphenation('сотрудни', 'чества', ()), is_hyphenation('боевикам', 'террористам', ())
    (True, False)
    """
    if not right[0].islower():
        return False
    if f'{left}-{right}' in words:
        return False
    return left + right in words or _is_hyphenation(left.lower(), right.lower())


@lru_cache(maxsize=10_000)
def _is_hyphenation(left: str, right: str) -> bool:
    known = analyzer().word_is_known
    if known(left + right):
        return True
    if known(f'{left}-{right}'):
        return False
    if (
        left.endswith('о') and len(left) > SHORTEST_HALF and len(right) > SHORTEST_HALF and known(right)
    ):  # «российско-\\nкатарского»
        return False
    return not (known(left) and known(right) and len(right) > 1)
