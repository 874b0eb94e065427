"""The words of the report, in Russian or English."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from types import MappingProxyType

from svodka.lexicons import read_yaml
from svodka.schema import Language


@cache
def labels(language: Language) -> MappingProxyType[str, str]:
    """Key → words.

    >>> labels('ru')['people']
    'Люди'
    """
    read = read_yaml(Path(__file__).with_name('labels.yaml'))
    return MappingProxyType({str(key): words[language] for key, words in read.items()})
