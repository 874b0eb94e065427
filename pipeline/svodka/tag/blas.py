"""One thread for products of matrices while the tagger works: cut up among threads they may be rounded otherwise."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import numpy as np  # noqa: F401 (its BLAS is the one that is meant)

DUPLICATES = 'KMP_DUPLICATE_LIB_OK'  # what threadpoolctl sets as it is loaded


@contextmanager
def one_thread() -> Iterator[None]:
    """A block in which BLAS has one thread, as many as before afterwards.

    The number is the process's, and only who set it can set it back: threads are let in one at a time.
    """
    with _turn, _libraries().limit(limits=1):
        yield


@cache
def _libraries() -> Any:
    """The process's BLAS; looking for it takes 2 ms."""
    said = os.environ.get(DUPLICATES)
    from threadpoolctl import ThreadpoolController  # here, as it sets a variable of the environment for good

    if said is None:
        os.environ.pop(DUPLICATES, None)
    return ThreadpoolController().select(user_api='blas')


_turn = threading.Lock()
