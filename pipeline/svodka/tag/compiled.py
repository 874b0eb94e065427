"""numba's compiler with a place for its cache that can be written to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from svodka.cache import cache_folder


def compiled(signature: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """numba's `njit` for one signature, cached where that is possible."""
    import numba

    folder = cache_folder()

    def made(function: Callable[..., Any], cached: bool) -> Callable[..., Any]:
        return numba.njit(signature, cache=cached, boundscheck=False)(function)  # type: ignore[no-any-return]

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        before = numba.config.CACHE_DIR  # looked at now, never later: the caller's own functions are kept elsewhere
        numba.config.CACHE_DIR = before if folder is None else str(folder)
        try:
            return made(function, folder is not None)
        except TimeoutError:
            raise
        except Exception:
            # A full disk or a killed process may have left a torn cache, of which numba says all kinds of things; what
            # has nothing to do with the cache fails again.
            return made(function, False)
        finally:
            numba.config.CACHE_DIR = before

    return decorate
