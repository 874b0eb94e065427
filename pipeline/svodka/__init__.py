"""svodka: Russian press releases and news turned into tables."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from svodka.api import connect, extract, open_tables
    from svodka.api.display import show
    from svodka.collection.corrections import Correction, CorrectionsError
    from svodka.engine import Engine
    from svodka.read.settings import ReadOptions
    from svodka.run.interface import Progress
    from svodka.run.shards import WorkOptions

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
    'show',
]
__version__ = '0.1.0'

# Loaded when they are asked for, so that the command starts at once.
_MODULES = {
    'connect': 'api',
    'extract': 'api',
    'open_tables': 'api',
    'show': 'api.display',
    'Correction': 'collection.corrections',
    'CorrectionsError': 'collection.corrections',
    'Engine': 'engine',
    'Progress': 'run.interface',
    'ReadOptions': 'read.settings',
    'WorkOptions': 'run.shards',
}


def __getattr__(name: str) -> Any:
    """A public name of the library."""
    if name in _MODULES:
        return getattr(import_module(f'svodka.{_MODULES[name]}'), name)
    raise AttributeError(f'module {__name__!r} has no attribute {name!r}')


def __dir__() -> list[str]:
    return sorted(__all__)
