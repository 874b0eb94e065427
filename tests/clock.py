"""Tests that an input cannot take for ever: the processor time of the thread that runs, the best of some times.

The machine of a test may be busy with others, so neither the wall's time nor the whole process's says how much work
there was, and one slow time says nothing: what is quadratic is too slow each time.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar('T')
ATTEMPTS = 3


def processor_seconds(run: Callable[[], object]) -> float:
    """What the calling thread spends on it."""
    began = time.thread_time()
    run()
    return time.thread_time() - began


def within(seconds: float, run: Callable[[], T]) -> T:
    """What it returns, where one of some times takes no more processor seconds than these; else the test fails."""
    spent = []
    for _ in range(ATTEMPTS):
        began = time.thread_time()
        result = run()
        spent.append(time.thread_time() - began)
        if spent[-1] < seconds:
            return result
    raise AssertionError(f'{min(spent):.1f} processor seconds at best, {seconds} allowed')
