"""numba's compiler with a place for its cache that can be written to."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any


@cache
def cache_folder() -> Path | None:
    """Where compiled code is kept, None if nowhere can be written.

    NUMBA_CACHE_DIR if it is set; the package's own `__pycache__`; the user's cache; a private folder in the temporary
    one. numba's cache is pickles, which run code when they are read: somebody else's folder is not used.
    """
    user = os.getuid() if hasattr(os, 'getuid') else os.environ.get('USERNAME')
    places = [
        Path(__file__).parent / '__pycache__',
        Path(os.environ.get('XDG_CACHE_HOME') or '~/.cache') / 'svodka',
        Path(tempfile.gettempdir()) / f'svodka-{user}',
    ]
    if os.environ.get('NUMBA_CACHE_DIR'):
        places.insert(0, Path(os.environ['NUMBA_CACHE_DIR']))
    for place in places:
        try:
            folder = place.expanduser()
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder):
                pass
            if not hasattr(os, 'getuid') or folder.stat().st_uid == os.getuid():
                return folder
        except (OSError, RuntimeError):
            continue
    return None


def compiled(signature: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """numba's `njit` for one signature, cached where that is possible."""
    import numba

    folder = cache_folder()

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        before = numba.config.CACHE_DIR  # looked at now, never later: the caller's own functions are kept elsewhere
        numba.config.CACHE_DIR = before if folder is None else str(folder)
        try:
            return numba.njit(signature, cache=folder is not None, boundscheck=False)(function)  # type: ignore[no-any-return]
        finally:
            numba.config.CACHE_DIR = before

    return decorate
