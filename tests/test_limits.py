"""Time limits of documents: what is interrupted, what ends the process, and what is left set between documents."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from svodka import limits
from svodka.limits import check, checked, hard_limits, time_limit, watched

STUCK = """
import signal, time
from svodka.limits import hard_limits, time_limit
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])  # as if it were inside a C library
with hard_limits(), time_limit(0.2):
    time.sleep(600)
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
