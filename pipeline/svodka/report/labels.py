"""The words of the report, in Russian or English."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal

import yaml

Language = Literal['ru', 'en']


@cache
def labels(language: Language) -> MappingProxyType[str, str]:
    """Key → words.

    >>> labels('ru')['people']
    'Люди'
    """
    read = yaml.load(files(__package__).joinpath('labels.yaml').read_text(encoding='utf-8'), yaml.CSafeLoader)
    return MappingProxyType({str(key): words[language] for key, words in read.items()})
