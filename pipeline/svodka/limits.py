"""How long a document may take, and what becomes of one that takes longer: TimeoutError.

In a caller's process a limit is a deadline that the stages look at between documents, windows of tokens and each other
(`check`). It changes nothing of the process and works in every thread. It counts the processor time of the thread, so
that what other threads do costs no document.

In a process of svodka's own (`hard_limits`) an alarm interrupts Python wherever it is, too, and when even that does not
help, the process is ended.
"""

from __future__ import annotations

import faulthandler
import os
import signal
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from types import FrameType
from typing import TextIO, TypeVar

Item = TypeVar('Item')

# A document that Python cannot interrupt (it is inside a C library) takes its worker down after this many times its
# limit; it is then tried once more alone.
PATIENCE = 2.0
# Setting that watch starts a thread, which is much beside a short text: it may be so many seconds late, and between two
# limits it stays set if it has so many to go.
LEEWAY, FAR = 1.0, 30.0


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raises TimeoutError when the block takes longer: at the next `check`, or anywhere under `hard_limits`."""
    watch = _watch.get()
    token = _deadline.set(time.thread_time() + seconds)
    try:
        with watch.limit(seconds) if watch else nullcontext():
            yield
    finally:
        _deadline.reset(token)


@contextmanager
def uninterrupted() -> Iterator[None]:
    """A block that no limit cuts short, and whose time is no document's: for what a process does once, as loading.

    Libraries that call Python back from C lose what an alarm raises there, and are left half done.
    """
    watch = _watch.get()
    end, began = _deadline.get(), time.thread_time()
    with watch.spared() if watch else nullcontext():
        try:
            yield
        finally:  # not added to what it is by now: a block inside this one may have moved it
            _deadline.set(end + time.thread_time() - began)


def check() -> None:
    """Raises TimeoutError if the time of the document is up; costs half a microsecond."""
    if time.thread_time() > _deadline.get():
        raise TimeoutError


def checked(items: Iterable[Item]) -> Iterator[Item]:
    """The same items; raises TimeoutError before one if the time of the document is up."""
    for item in items:
        check()
        yield item


@contextmanager
def hard_limits() -> Iterator[None]:
    """In this block limits are enforced at any price, that of the process included: only for one of svodka's own.

    A process has one alarm and one watch, so that of several threads one is let in at a time. The alarm rings in the
    main thread of a POSIX system only.
    """
    with _turn, open(os.devnull, 'w') as nowhere:
        watch = _Watch(nowhere)
        token = _watch.set(watch)
        try:
            yield
        finally:
            watch.stop()
            _watch.reset(token)


@contextmanager
def watched() -> Iterator[None]:
    """A stretch of work in which limited blocks follow each other with next to nothing between them."""
    watch = _watch.get()
    with watch.stretch() if watch else nullcontext():
        yield


def pause() -> None:
    """Takes back the watch between two limited blocks: what comes is no fault of the document before."""
    if watch := _watch.get():
        watch.stop()


class _Watch:
    """The alarm and the watch of a process, for one thread; `nowhere` takes what nobody reads."""

    def __init__(self, nowhere: TextIO) -> None:
        self.nowhere, self.depth, self.end = nowhere, 0, 0.0

    @contextmanager
    def limit(self, seconds: float) -> Iterator[None]:
        with self.stretch():
            self.until(time.monotonic() + seconds * PATIENCE)
            interruptible = _is_interruptible()
            if interruptible:
                before = signal.signal(signal.SIGALRM, _raise_timeout)
                signal.setitimer(signal.ITIMER_REAL, seconds)
            try:
                yield
            finally:
                if interruptible:
                    signal.setitimer(signal.ITIMER_REAL, 0)
                    signal.signal(signal.SIGALRM, before)
                if self.end < time.monotonic() + FAR:
                    self.stop()

    @contextmanager
    def spared(self) -> Iterator[None]:
        """Neither alarm nor watch in this block; afterwards both have as long to go as before."""
        end, began = self.end, time.monotonic()
        left = signal.setitimer(signal.ITIMER_REAL, 0)[0] if _is_interruptible() else 0.0
        self.stop()
        try:
            yield
        finally:
            if end:
                self.until(end - LEEWAY + time.monotonic() - began)
            if left:  # last, for the alarm may ring at once
                signal.setitimer(signal.ITIMER_REAL, left)

    @contextmanager
    def stretch(self) -> Iterator[None]:
        self.depth += 1
        try:
            yield
        finally:
            self.depth -= 1
            if not self.depth:
                self.stop()

    def until(self, end: float) -> None:
        """Ends the process at this time or up to LEEWAY seconds later."""
        if not end <= self.end <= end + LEEWAY:
            self.end = end + LEEWAY
            faulthandler.dump_traceback_later(self.end - time.monotonic(), exit=True, file=self.nowhere)

    def stop(self) -> None:
        self.end = 0.0
        faulthandler.cancel_dump_traceback_later()


def _is_interruptible() -> bool:
    """Whether an alarm can be set and rings in this thread."""
    return hasattr(signal, 'setitimer') and threading.current_thread() is threading.main_thread()


def _raise_timeout(signum: int, frame: FrameType | None) -> None:
    raise TimeoutError


_deadline: ContextVar[float] = ContextVar('deadline', default=float('inf'))  # in the thread's processor time
_watch: ContextVar[_Watch | None] = ContextVar('watch', default=None)
_turn = threading.Lock()
