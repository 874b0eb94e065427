"""The words of the report, in Russian or English."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from svodka.lexicons import words_in
from svodka.schema import Language


@cache
def labels(language: Language) -> Mapping[str, str]:
    """Key → words.

    >>> labels('ru')['people']
    'Люди'
    """
    return words_in(Path(__file__).with_name('labels.yaml'), language)
