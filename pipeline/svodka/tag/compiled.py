"""numba's compiler with a place for its cache that can be written to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from svodka.cache import cache_folder


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
