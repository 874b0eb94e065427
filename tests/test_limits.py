"""Time limits of documents: what is interrupted, what ends the process, and what is left set between documents."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from svodka import limits
from svodka.limits import check, checked, hard_limits, time_limit, uninterrupted, watched

STUCK = """
import signal, time
from svodka.limits import hard_limits, time_limit
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])  # as if it were inside a C library
with hard_limits(), time_limit(0.2):
    time.sleep(600)
"""

COMPILE = """
import numpy as np
from svodka.limits import hard_limits, time_limit
from svodka.tag.loops import COMPILE_AFTER, Loops
loops = Loops('svodka.tag.names_kernels', 'svodka.tag.names_plain')
with hard_limits():
    try:
        with time_limit(0.2):
            loops.count(COMPILE_AFTER + 1)
    except TimeoutError:
        pass
    with time_limit(60):
        loops.count(1)
        x, row = np.zeros((1, 2), np.float32), np.zeros(1, np.int32)
        loops.now.add_words(x + 1, x, row, row - 1, x + 2, row, x)
        print(loops.now.__name__, x.tolist())
"""


def work_for(seconds: float) -> None:
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        pass


@pytest.mark.parametrize('start', [lambda call: call(), lambda call: ThreadPoolExecutor(1).submit(call).result()])
def test_a_deadline_counts_what_its_thread_works(start: Callable[[Callable[[], None]], None]) -> None:
    def late() -> None:
        with time_limit(0.05):
            time.sleep(0.1)
            check()
            assert list(checked('ab')) == ['a', 'b']
            work_for(0.06)
            with pytest.raises(TimeoutError):
                check()
            with pytest.raises(TimeoutError):
                list(checked('ab'))
        check()

    start(late)


def test_a_block_that_takes_longer_is_interrupted() -> None:
    with hard_limits():
        with pytest.raises(TimeoutError), time_limit(0.05):
            time.sleep(5)
        with time_limit(5):
            pass
        assert end_of_watch() == 0


def end_of_watch() -> float:
    watch = limits._watch.get()
    assert watch is not None
    return watch.end


@pytest.mark.skipif(sys.platform == 'win32', reason='no signals to block')
def test_a_block_that_cannot_be_interrupted_ends_its_process() -> None:
    ended = subprocess.run([sys.executable, '-c', STUCK], capture_output=True, check=False, timeout=60)
    assert ended.returncode == 1


def test_no_limit_interrupts_the_compiler(tmp_path: Path) -> None:
    """LLVM would lose the exception, and numba would be broken for all documents that come."""
    ended = subprocess.run([sys.executable, '-c', COMPILE], capture_output=True, check=False, timeout=300,
                           env=os.environ | {'NUMBA_CACHE_DIR': str(tmp_path)}, text=True)  # fmt: skip
    assert (ended.stdout.strip(), ended.stderr) == ('svodka.tag.names_kernels [[3.0, 3.0]]', '')


@pytest.mark.parametrize('start', [lambda call: call(), lambda call: ThreadPoolExecutor(1).submit(call).result()])
def test_what_is_not_interrupted_takes_none_of_the_time(start: Callable[[Callable[[], None]], None]) -> None:
    def spared() -> None:
        with time_limit(0.1):
            with uninterrupted():
                work_for(0.06)
                with uninterrupted():
                    work_for(0.06)
            check()
            work_for(0.12)
            with pytest.raises(TimeoutError):
                check()

    start(spared)


@pytest.mark.skipif(sys.platform == 'win32', reason='no alarm')
def test_an_alarm_rings_after_what_is_not_interrupted() -> None:
    with hard_limits(), time_limit(0.5):
        with uninterrupted():
            time.sleep(0.6)
        with pytest.raises(TimeoutError):
            time.sleep(5)


def test_after_what_is_not_interrupted_the_watch_has_as_long_to_go() -> None:
    with hard_limits(), time_limit(50):
        before = end_of_watch()
        with uninterrupted():
            assert end_of_watch() == 0
            with uninterrupted():
                time.sleep(0.01)
            assert end_of_watch() == 0
        assert before < end_of_watch() < before + 50


def test_between_documents_only_a_distant_limit_stays_set() -> None:
    with hard_limits():
        with watched():
            with time_limit(100):
                pass
            first = end_of_watch()
            assert first > time.monotonic() + limits.FAR
            with time_limit(100):
                pass
            assert end_of_watch() == first, 'setting it anew would start a thread'
            with time_limit(1):
                pass
            assert end_of_watch() == 0
        assert end_of_watch() == 0
