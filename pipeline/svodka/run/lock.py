"""One run at a time for an output folder.

A local folder has a file that the operating system locks, and unlocks however the process ends. An object store has
notes instead, each made by an atomic «create if it is not there»:

    .svodka/lock                    the first note: who holds it, a token, and the time at which that was last renewed
    .svodka/lock.after.TOKEN        made by a run that found the note with this token expired

A run that has not renewed its note for LOCK_SECONDS is taken for dead, and the one run that can make the note after it
follows. The run that holds the last note of the chain is the owner.
"""

from __future__ import annotations

import json
import os
import secrets
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from svodka.run.own import STATE
from svodka.run.storage import Folder, StorageError

LOCK_SECONDS = 600.0
RENEWALS = 10  # in LOCK_SECONDS
MAX_CHAIN = 100  # runs that died one after the other; more than that is no chain of ours

FIRST = 'lock'


@contextmanager
def locked(out: Folder) -> Iterator[Callable[[], None]]:
    """Keep a second run out of a folder whose `.svodka` is there. Raises StorageError if there is one.

    Gives a function that raises StorageError when another run has taken the lock over in the meantime.
    """
    if out.here is None:
        with _noted(out) as check:
            yield check
        return
    with (out.here / STATE / FIRST).open('a') as file:
        if not _lock(file.fileno()):
            raise StorageError(_busy(out))
        yield lambda: None


def _busy(out: Folder) -> str:
    return f'Another run is writing to {out.location}: wait for its end, or choose another folder with --out.'


@contextmanager
def _noted(out: Folder) -> Iterator[Callable[[], None]]:
    state = out.sub(STATE)
    token = secrets.token_hex(8)
    name = _acquire(out, state, token)
    over, lost = threading.Event(), threading.Event()

    def renew() -> None:
        while not over.wait(LOCK_SECONDS / RENEWALS):
            # A store that cannot be reached for a moment is tried again; the tables fail with it if it stays away.
            with suppress(OSError):
                if state.read(_after(token)) is not None:
                    lost.set()
                    return
                state.replace(name, _note(token))

    def check() -> None:
        if lost.is_set():
            raise StorageError(f'Another run has taken {out.location} over, as this one did not answer for '
                               f'{LOCK_SECONDS / 60:.0f} minutes: run the command again.')  # fmt: skip

    thread = threading.Thread(target=renew, daemon=True)
    thread.start()
    try:
        yield check
    finally:
        over.set()
        thread.join()
        if not lost.is_set():
            _release(state)


def _acquire(out: Folder, state: Folder, token: str) -> str:
    """The name of the note that this run has made at the end of the chain. Raises StorageError."""
    name, seen = FIRST, list[str]()
    for _ in range(MAX_CHAIN):
        try:
            state.create(name, _note(token))
        except FileExistsError:
            note = _read(state, name)
            if note is None:  # released this moment, or no note of ours
                name, seen = FIRST, []
                continue
            if time.time() - note['time'] < LOCK_SECONDS:
                died = f'It is {note["owner"]}; if that died, wait {LOCK_SECONDS / 60:.0f} minutes.'
                raise StorageError(f'{_busy(out)} {died}') from None
            seen.append(note['token'])
            name = _after(note['token'])
            continue
        # The chain that was followed may have been released meanwhile, and a new one begun.
        first = _read(state, FIRST)
        if not seen or (first and first['token'] == seen[0]):
            return name
        state.remove(name)
        name, seen = FIRST, []
    raise StorageError(f'{state.location}/{FIRST} cannot be had: remove it if no other run is going on.')


def _release(state: Folder) -> None:
    """Remove the chain of notes from its beginning, so that nobody follows a part of it."""
    name = FIRST
    for _ in range(MAX_CHAIN):
        note = _read(state, name)
        state.remove(name)
        if note is None:
            return
        name = _after(note['token'])


def _after(token: str) -> str:
    return f'{FIRST}.after.{token}'


def _note(token: str) -> bytes:
    owner = f'process {os.getpid()} on {socket.gethostname()}'
    return json.dumps({'owner': owner, 'token': token, 'time': time.time()}).encode()


def _read(state: Folder, name: str) -> dict[str, Any] | None:
    """A note; None if there is none. One that cannot be understood has expired."""
    data = state.read(name)
    if data is None:
        return None
    try:
        note = json.loads(data)
        return {'owner': str(note['owner']), 'token': _plain(note.get('token', '')), 'time': float(note['time'])}
    except (ValueError, TypeError, KeyError, AttributeError):
        return {'owner': 'unknown', 'token': 'unknown', 'time': 0.0}


def _plain(token: object) -> str:
    return token if isinstance(token, str) and token.isalnum() else 'unknown'


def _lock(file: int) -> bool:
    """Lock an open file without waiting; the lock goes with the process, however it ends."""
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt

        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        except OSError:
            return False
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
