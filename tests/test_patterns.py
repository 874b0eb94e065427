"""Every regular expression of the package takes linear time: each is run on hostile strings of two lengths.

Backtracking without end shows as a search that takes more than a moment for a few thousand characters. The strings are
repeats of what a pattern's own letters and the texts are made of, with an end that makes a match fail.
"""

# ruff: noqa: E501 (a case stands on one line)

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest
import svodka

from tests.clock import ATTEMPTS, processor_seconds

UNITS = (
    *('а', 'А', 'a', '1', ' ', '\n', '-', '.', ',', '«', '»', '"', '(', '<', '&', '/', '\\', ':', '\t', '_', '@', '='),
    *('а ', 'А.', 'А. ', '1 ', '1.', '- ', '-\n', ' \n', 'а-', '«а', '<a ', '<a>', '&#1', '1-', 'аA', 'а\xad', '. ', ', '),
    *('Аа ', 'Аа-', 'Аа.', 'А.А.', '12.', '1:', 'а: ', 'мая ', '1 мая ', '2025 ', 'г. ', 'а,а', ' - ', '\\u1', '{\\', '; '),
    *('\u0301', 'а\u0301', '\u200b', '\r\n', '\x0c', '🙂', '\0'),
)  # fmt: skip
SIZES = (1000, 4000)  # characters
SECONDS = 0.1  # what is quicker is not looked at again; a linear search takes a millisecond
SLACK = 9.0  # times the time of the shorter; quadratic is 16, linear 4
# What looks for a pattern anywhere; the others only try it where they stand.
ANYWHERE = r'\b{}\.(?:search|finditer|findall|sub|subn|split)\('


def modules() -> Iterator[ModuleType]:
    """The package's modules but those of training, which need what users have not."""
    for found in pkgutil.walk_packages(svodka.__path__, 'svodka.'):
        if not found.name.startswith('tools.train') and not found.name.endswith('__main__'):
            yield importlib.import_module(found.name)


def patterns() -> dict[str, re.Pattern[str]]:
    """The compiled expressions in modules, and in their containers, by place; each once."""
    found: dict[re.Pattern[str], str] = {}

    def look(value: object, name: str, depth: int = 0) -> None:
        if isinstance(value, re.Pattern):
            if isinstance(value.pattern, str):
                found.setdefault(value, name)
        elif depth < 3 and isinstance(value, tuple | list | set | frozenset):
            for inner in value:
                look(inner, name, depth + 1)
        elif depth < 3 and isinstance(value, dict):
            for inner in value.values():
                look(inner, name, depth + 1)

    for module in modules():
        for name, value in vars(module).items():
            look(value, f'{module.__name__}.{name}')
    # Those that functions compile when they run are found where Python keeps them.
    return {f'{name} {pattern.pattern[:40]!r}': pattern for pattern, name in found.items()}


PATTERNS = patterns()
SOURCES = {p: p.read_text(encoding='utf-8') for p in Path(svodka.__path__[0]).rglob('*.py')}


@cache
def looked_for_anywhere(name: str) -> bool:
    """Whether the module that has the pattern, or one that imports it, looks for it anywhere in a text."""
    module, _, short = name.split()[0].rpartition('.')
    own = Path(str(importlib.import_module(module).__file__))
    imported = re.compile(rf'^from {re.escape(module)} import .*\b{short}\b', re.MULTILINE)
    use = re.compile(ANYWHERE.format(short))
    return any(use.search(source) for path, source in SOURCES.items() if path == own or imported.search(source))


def seconds(name: str, text: str, times: int = 1) -> float:
    """What the pattern takes as it is used: through the whole text or at its start."""
    pattern, anywhere = PATTERNS[name], looked_for_anywhere(name)

    def used() -> None:
        if anywhere:
            for _ in pattern.finditer(text):
                pass
        pattern.match(text)

    return min(processor_seconds(used) for _ in range(times))


def test_there_are_patterns() -> None:
    assert len(PATTERNS) > 50


@pytest.mark.parametrize('name', PATTERNS)
def test_a_pattern_takes_linear_time(name: str) -> None:
    for unit in UNITS:
        longer = seconds(name, unit * (SIZES[1] // len(unit)) + '\0!')
        if longer > SECONDS:
            longer = seconds(name, unit * (SIZES[1] // len(unit)) + '\0!', ATTEMPTS)  # once may be a busy machine's
            shorter = seconds(name, unit * (SIZES[0] // len(unit)) + '\0!', ATTEMPTS)
            assert longer < SLACK * shorter, f'{longer:.2f} s for {unit!r}'
