"""Risky formats are read in a process of their own, which may run out of time or memory, or die, without harm.

A helper serves one file at a time and waits a minute for the next; it ends then, when `stop` is called, and with the
process that started it. Files that are read at once have a helper each. A request is a line of JSON on its standard
input, the answers are lines of JSON on its standard output: a document each, and at the end null or what could not be
imported. A helper that a file has taken over can answer with nothing but text. The operating system enforces the
limits: an alarm clock that no library can hold up, and a bound on memory.
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
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from svodka.model import Document
from svodka.read.settings import ReadOptions

MEMORY = 600_000_000
"""Bytes of address space of a helper; over the 126 files of the evaluation it takes 110 million."""

NO_IMPORT = 'cannot import'
"""In place of a document: what could not be imported."""

IDLE = 60.0
"""Seconds that a helper waits for the next file before it ends; it is asked only in the first half of them."""

RANG = -signal.SIGALRM if hasattr(signal, 'SIGALRM') else None
"""The exit code of a helper that its alarm has ended."""

# A helper whose alarm does not ring is killed after so many times its limit and so many seconds to start and to end.
PATIENCE, LEEWAY = 2.0, 5.0

PROGRAM = 'from svodka.read.guard import serve; serve()'


class HelperDiedError(Exception):
    """The helper ended before its last answer; `timed_out` tells whether its time was up."""

    def __init__(self, timed_out: bool) -> None:
        super().__init__('time was up' if timed_out else 'the helper died')
        self.timed_out = timed_out


def read_guarded(path: Path, name: str, options: ReadOptions) -> Iterator[Document]:
    """The documents of a file, read by a helper. Raises HelperDiedError, or ImportError when the helper says so."""
    helper = _idle_helper() or _Helper()
    finished = False
    try:
        _send(helper.requests, [os.fsdecode(path), name, asdict(options)])
        while (answer := helper.answer(options.max_seconds)) is not None:
            yield _document(answer)
        finished = True
    except (EOFError, BrokenPipeError, ConnectionError, TypeError, ValueError):  # the last two: no document
        raise HelperDiedError(helper.timed_out()) from None
    finally:
        if finished:
            helper.since = time.monotonic()
            _idle.append(helper)
        else:
            helper.end()


def stop() -> None:
    """End the helpers that are idle."""
    while helper := _idle_helper():
        helper.end()


class _Helper:
    """A process that reads, for one caller at a time; `since` is when it was last asked."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, '-P', '-c', PROGRAM],  # -P: no modules from the working folder, which may be strangers'
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=fresh_environment(),
        )
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.requests, self.answers = self.process.stdin, self.process.stdout
        self.owner, self.since, self.late = os.getpid(), time.monotonic(), False

    def answer(self, seconds: float) -> Any:
        """The next answer. Raises EOFError if there is none, ValueError if it is no JSON."""
        late = threading.Timer(seconds * PATIENCE + LEEWAY, self._give_up)
        late.daemon = True
        late.start()
        try:
            return _receive(self.answers)
        finally:
            late.cancel()

    def _give_up(self) -> None:
        self.late = True
        self.process.kill()

    def timed_out(self) -> bool:
        """Whether a helper that will answer no more has run out of time."""
        self._close()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(LEEWAY)
        return self.late or self.process.returncode == RANG

    def end(self) -> None:
        self.process.kill()
        self._close()
        self.process.wait()

    def _close(self) -> None:
        for pipe in (self.requests, self.answers):
            with suppress(OSError):
                pipe.close()


def fresh_environment() -> dict[str, str]:
    """The environment in which another Python finds the same modules as this one."""
    path = os.pathsep.join(p for p in sys.path if p)
    return os.environ | {'PYTHONPATH': path, 'OMP_NUM_THREADS': '1', 'PYTHONUTF8': '1'}


_idle: list[_Helper] = []  # its methods are steps that no thread comes between


def _idle_helper() -> _Helper | None:
    """A helper that waits, taken out of those that do."""
    for helper in _idle.copy():
        helper.process.poll()  # or one that has ended would stay in the system's list of processes
    while True:
        try:
            helper = _idle.pop()
        except IndexError:
            return None
        if helper.owner != os.getpid():  # a forked child must leave its parent's alone
            continue
        if helper.process.poll() is None and time.monotonic() < helper.since + IDLE / 2:
            return helper
        helper.end()


atexit.register(stop)


def serve() -> None:
    """The helper's loop, until its input ends."""
    from svodka.read import read_here  # here, as it loads this module

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
                _alarm(0)  # it may be long before the answer is taken
                _send(answers, asdict(document))
                _alarm(options.max_seconds)
        except ImportError as error:
            end = {NO_IMPORT: str(error)}
        _alarm(0)
        _send(answers, end)


def _next(requests: IO[bytes]) -> tuple[str, str, ReadOptions] | None:
    _alarm(IDLE)
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
