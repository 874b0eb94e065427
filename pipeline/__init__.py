"""svodka: Russian press releases and news turned into tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.engine import Engine
    from pipeline.library import connect, extract, open_tables

__all__ = ['Engine', '__version__', 'connect', 'extract', 'open_tables']
__version__ = '0.1.0'


def __getattr__(name: str) -> Any:
    """The library's functions, loaded when they are asked for, so that the command starts at once."""
    if name == 'Engine':
        from pipeline.engine import Engine

        return Engine
    if name in ('connect', 'extract', 'open_tables'):
        from pipeline import library

        return getattr(library, name)
    raise AttributeError(f'module {__name__!r} has no attribute {name!r}')
