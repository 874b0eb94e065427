"""The word lists in pipeline/svodka/lexicons, read from YAML.

YAML takes 0.06 s to read, as long as many a text: what a file says is kept in the cache as JSON, under the hash of the
file, which takes 3 ms.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from svodka.cache import keep
from svodka.schema import Language

LEXICONS = Path(__file__).parent
# How JSON holds what it has no notation for: an object with this one key.
PAIRS, DAY = '\0pairs', '\0day'


@cache
def load(name: str) -> Any:
    """A lexicon as its file has it, read once a process; nobody may change it."""
    return read_yaml(LEXICONS / f'{name}.yaml')


@cache
def head_nouns(kind: str) -> frozenset[str]:
    """The words of one list of heads.yaml, nouns nearly all."""
    return frozenset(load('heads')[kind].split())


def read_yaml(path: Path) -> Any:
    """What a YAML file of the package says."""
    text = path.read_bytes()
    kept = keep(f'{path.stem}-{hashlib.sha256(text).hexdigest()[:16]}.json', lambda: _packed(_parsed(text)))
    if kept is not None:
        try:
            return json.loads(kept.read_bytes(), object_hook=_unpacked)
        except (OSError, ValueError):  # damaged
            kept.unlink(missing_ok=True)
    return _parsed(text)


def words_in(path: Path, language: Language) -> Mapping[str, str]:
    """Key → words, of a YAML file of the package that has the words of each key in every language."""
    return MappingProxyType({str(key): words[language] for key, words in read_yaml(path).items()})


def _parsed(text: bytes) -> Any:
    import yaml  # takes 10 ms

    return yaml.load(text, yaml.CSafeLoader)


def _packed(value: Any) -> bytes:
    """JSON of what YAML gives: days and mappings by number, too."""

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            if all(isinstance(key, str) for key in value):
                return {key: plain(inner) for key, inner in value.items()}
            return {PAIRS: [[plain(key), plain(inner)] for key, inner in value.items()]}
        if isinstance(value, list):
            return [plain(inner) for inner in value]
        return {DAY: value.isoformat()} if isinstance(value, dt.date) else value

    return json.dumps(plain(value), ensure_ascii=False, separators=(',', ':')).encode()


def _unpacked(found: dict[str, Any]) -> Any:
    if len(found) == 1:
        if PAIRS in found:
            return dict(found[PAIRS])
        if DAY in found:
            return dt.date.fromisoformat(found[DAY])
    return found


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


def folded(expression: str) -> str:
    """SQL that folds the text of an expression as `fold` does, for queries of the tables.

    >>> folded('name')
    "replace(lower(name), 'ё', 'е')"
    """
    return f"replace(lower({expression}), 'ё', 'е')"
