"""The dictionary of Russian forms and inflection: the only module that touches pymorphy3."""

from __future__ import annotations

from functools import lru_cache
from typing import Any


@lru_cache(maxsize=1)
def analyzer() -> Any:
    import pymorphy3

    return pymorphy3.MorphAnalyzer(lang='ru')


@lru_cache(maxsize=100_000)
def nominatives(word: str) -> tuple[str, ...]:
    """Every nominative in lower case that a noun or adjective may be a form of, the likeliest first.

    >>> nominatives('Московской'), nominatives('Арабских')
    (('московская', 'московский'), ('арабские', 'арабский'))
    """
    found: dict[str, None] = {}
    for parse in analyzer().parse(word.lower()):
        if parse.tag.POS in ('NOUN', 'ADJF', 'PRTF'):
            nominative = parse.inflect({'nomn'})
            if nominative is not None:
                found[nominative.word] = None
            found[parse.normal_form] = None
    return tuple(found)
