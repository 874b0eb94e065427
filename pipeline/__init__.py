"""svodka: Russian press releases and news turned into tables."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.corrections import Correction, CorrectionsError
    from pipeline.engine import Engine
    from pipeline.library import connect, extract, open_tables
    from pipeline.read.options import ReadOptions
    from pipeline.run import Progress
    from pipeline.shards import WorkOptions

__all__ = [
    'Correction',
    'CorrectionsError',
    'Engine',
    'Progress',
    'ReadOptions',
    'WorkOptions',
    '__version__',
    'connect',
    'extract',
    'open_tables',
]
__version__ = '0.1.0'

# Loaded when they are asked for, so that the command starts at once.
_MODULES = {
    'connect': 'library',
    'extract': 'library',
    'open_tables': 'library',
    'Correction': 'corrections',
    'CorrectionsError': 'corrections',
    'Engine': 'engine',
    'Progress': 'run',
    'ReadOptions': 'read.options',
    'WorkOptions': 'shards',
}


def __getattr__(name: str) -> Any:
    """A public name of the library."""
    if name in _MODULES:
        return getattr(import_module(f'pipeline.{_MODULES[name]}'), name)
    raise AttributeError(f'module {__name__!r} has no attribute {name!r}')


def __dir__() -> list[str]:
    return sorted(__all__)
