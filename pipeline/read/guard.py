"""Risky formats are read in a process of their own, which may run out of time or memory, or die, without harm.

Each process that reads keeps one such helper. A request is a line of JSON on its standard input, the answers are lines
of JSON on its standard output: a document each, and null at the end or what could not be imported. A helper that a file
has taken over can answer with nothing but text. The operating system enforces the limits: an alarm clock that no
library can hold up, and a bound on memory.
"""

from __future__ import annotations

import atexit
import datetime as dt
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from pipeline.model import Document
from pipeline.read.options import ReadOptions

MEMORY = 600_000_000
"""Bytes of address space of a helper; over the 126 files of the evaluation it takes 110 million."""

NO_IMPORT = 'cannot import'
"""In place of a document: what could not be imported."""

PROGRAM = 'from pipeline.read.guard import serve; serve()'

_helper: subprocess.Popen[bytes] | None = None
_helper_owner = 0
_lock = threading.Lock()


class HelperDied(Exception):
    """The helper ended before its last answer; `timed_out` tells whether its time was up."""

    def __init__(self, timed_out: bool) -> None:
        super().__init__('time was up' if timed_out else 'the helper died')
        self.timed_out = timed_out


def read_guarded(path: Path, name: str, options: ReadOptions) -> Iterator[Document]:
    """The documents of a file, read by the helper. Raises HelperDied, or ImportError when the helper says so."""
    with _lock:
        helper = _running()
        assert helper.stdin is not None
        assert helper.stdout is not None
        finished = False
        try:
            _send(helper.stdin, [os.fsdecode(path), name, asdict(options)])
            while (answer := _receive(helper.stdout)) is not None:
                yield _document(answer)
            finished = True
        except (EOFError, BrokenPipeError, ConnectionError, TypeError, ValueError):  # the last two: no document
            raise HelperDied(_ended(helper) == -signal.SIGALRM) from None
        finally:
            if not finished:
                stop()


def stop() -> None:
    """End the helper, if there is one."""
    global _helper
    if _helper and _helper_owner == os.getpid():  # a forked child must leave its parent's alone
        _helper.kill()
        _ended(_helper)
    _helper = None


atexit.register(stop)


def _running() -> subprocess.Popen[bytes]:
    global _helper
    if _helper is None or _helper.poll() is not None or _helper_owner != os.getpid():
        _start()
    assert _helper
    return _helper


def _start() -> None:
    global _helper, _helper_owner
    _helper = subprocess.Popen(
        [sys.executable, '-P', '-c', PROGRAM],  # -P: no modules from the working folder, which may be strangers'
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=fresh_environment(),
    )
    _helper_owner = os.getpid()


def fresh_environment() -> dict[str, str]:
    """The environment in which another Python finds the same modules as this one."""
    path = os.pathsep.join(p for p in sys.path if p)
    return os.environ | {'PYTHONPATH': path, 'OMP_NUM_THREADS': '1', 'PYTHONUTF8': '1'}


def _ended(helper: subprocess.Popen[bytes]) -> int:
    for pipe in (helper.stdin, helper.stdout):
        try:
            if pipe:
                pipe.close()
        except OSError:
            continue
    return helper.wait()


def serve() -> None:
    """The helper's loop, until its input ends."""
    from pipeline.read import read_here

    requests, answers = os.fdopen(os.dup(0), 'rb'), os.fdopen(os.dup(1), 'wb')
    os.dup2(os.open(os.devnull, os.O_RDWR), 0)
    os.dup2(2, 1)  # what a library prints must not reach the answers
    _limit_memory()
    while request := _next(requests):
        path, name, options = request
        _alarm(options.max_seconds)
        end: dict[str, str] | None = None
        try:
            for document in read_here(Path(path), name, options):
                _send(answers, asdict(document))
                _alarm(options.max_seconds)
        except ImportError as error:
            end = {NO_IMPORT: str(error)}
        _alarm(0)
        _send(answers, end)


def _next(requests: IO[bytes]) -> tuple[str, str, ReadOptions] | None:
    try:
        path, name, options = _receive(requests)
    except EOFError:
        return None
    return path, name, ReadOptions(**options)


def _send(pipe: IO[bytes], value: object) -> None:
    """A value as a line; a date as its ISO form, half of a surrogate pair as it is."""
    line = json.dumps(value, ensure_ascii=False, default=str)
    pipe.write(line.encode('utf-8', 'surrogatepass') + b'\n')
    pipe.flush()


def _receive(pipe: IO[bytes]) -> Any:
    """The value of the next line. Raises EOFError if there is no whole one, ValueError if it is no JSON."""
    line = pipe.readline(MEMORY)
    if not line.endswith(b'\n'):
        raise EOFError
    return json.loads(line.decode('utf-8', 'surrogatepass'))


def _document(answer: Any) -> Document:
    """The document of an answer. Raises ValueError or TypeError for what is none, ImportError for one that failed."""
    if not isinstance(answer, dict) or not all(isinstance(v, str | None) for v in answer.values()):
        raise ValueError
    if NO_IMPORT in answer:
        raise ImportError(answer[NO_IMPORT])
    published = answer.pop('published', None)
    return Document(**answer, published=published and dt.date.fromisoformat(published))


def _alarm(seconds: float) -> None:
    """Have the system end this process after so many seconds; 0 takes that back. Windows has no such clock."""
    if hasattr(signal, 'setitimer'):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _limit_memory() -> None:
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ImportError, ValueError, OSError):
        return
