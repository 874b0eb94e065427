"""The word lists in pipeline/svodka/lexicons, read from YAML."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

LEXICONS = Path(__file__).parent


@cache
def load(name: str) -> Any:
    """A lexicon as its file has it, read once a process; nobody may change it."""
    return yaml.load((LEXICONS / f'{name}.yaml').read_text(encoding='utf-8'), yaml.CSafeLoader)


@cache
def word_list(name: str) -> frozenset[str]:
    """The words of one concept of word_lists.yaml."""
    return frozenset(load('word_lists')[name]['words'])


def fold(word: str) -> str:
    """A word as the lexicons write it: lower case, е for ё.

    >>> fold('Учёт')
    'учет'
    """
    return word.lower().replace('ё', 'е')
