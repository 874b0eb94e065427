"""Time limits of documents: what is interrupted, what ends the process, and what is left set between documents."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

from pipeline import shards
from pipeline.shards import time_limit, watched

STUCK = """
import signal, time
from pipeline.shards import time_limit
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])  # as if it were inside a C library
with time_limit(0.2):
    time.sleep(30)
"""


def test_a_block_that_takes_longer_is_interrupted() -> None:
    with pytest.raises(TimeoutError), time_limit(0.05):
        time.sleep(5)
    with time_limit(5):
        pass
    assert shards._watch.end == 0


@pytest.mark.skipif(sys.platform == 'win32', reason='no signals to block')
def test_a_block_that_cannot_be_interrupted_ends_its_process() -> None:
    began = time.monotonic()
    assert subprocess.run([sys.executable, '-c', STUCK], capture_output=True, check=False).returncode == 1
    assert time.monotonic() - began < 20


def test_between_documents_only_a_distant_limit_stays_set() -> None:
    with watched():
        with time_limit(100):
            pass
        first = shards._watch.end
        assert first > time.monotonic() + shards.FAR
        with time_limit(100):
            pass
        assert shards._watch.end == first, 'setting it anew would start a thread'
        with time_limit(1):
            pass
        assert shards._watch.end == 0
    assert shards._watch.end == 0
