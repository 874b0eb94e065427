"""The lock of an object store: kept as long as a run lasts, and taken over from a dead run by one run only."""

from __future__ import annotations

import itertools
import json
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack

import fsspec
import pytest
from svodka.run import lock, storage
from svodka.run.lock import locked
from svodka.run.storage import Folder, StorageError


@pytest.fixture
def far() -> Iterator[Folder]:
    """An output folder in a store in memory, whose «create» is atomic as S3's is."""
    store = type(fsspec.filesystem('memory'))
    pipe_file, one_at_a_time = store.pipe_file, threading.Lock()

    def atomic(self: object, path: str, value: bytes, mode: str = 'overwrite') -> None:
        with one_at_a_time:
            pipe_file(self, path, value, mode=mode)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store, 'pipe_file', atomic)
        folder = Folder('memory://lock/out')
        yield folder
        for name in notes(folder):
            folder.sub('.svodka').remove(name)


def notes(far: Folder) -> list[str]:
    return sorted(far.sub('.svodka').stamps())


def expire(far: Folder, name: str = 'lock', token: str = 'dead') -> None:
    note = {'owner': 'a dead run', 'token': token, 'time': time.time() - 2 * lock.LOCK_SECONDS}
    far.sub('.svodka').replace(name, json.dumps(note).encode())


def test_a_second_run_is_kept_out_and_the_lock_given_back(far: Folder) -> None:
    with locked(far):
        with pytest.raises(StorageError, match='Another run is writing'), locked(far):
            pass
        assert notes(far) == ['lock']
    assert notes(far) == []
    with locked(far):
        pass


@pytest.mark.parametrize('chain', [['dead'], ['dead', 'dead2'], ['dead', 'dead2', 'dead3']])
def test_dead_runs_are_followed_and_their_notes_removed(far: Folder, chain: list[str]) -> None:
    expire(far, 'lock', chain[0])
    for before, token in itertools.pairwise(chain):
        expire(far, f'lock.after.{before}', token)
    with locked(far):
        assert len(notes(far)) == len(chain) + 1
        with pytest.raises(StorageError, match='Another run is writing'), locked(far):
            pass
    assert notes(far) == []


@pytest.mark.parametrize('note', [b'', b'[]', b'{"time": 0}', b'{"owner": "a", "time": 0, "token": "../x"}', b'\xff'])
def test_a_note_that_cannot_be_understood_has_expired(far: Folder, note: bytes) -> None:
    far.sub('.svodka').replace('lock', note)
    with locked(far):
        pass
    assert notes(far) == []


@pytest.mark.parametrize('runs', [2, 6])
def test_of_runs_that_find_a_dead_lock_at_once_one_goes_on(
    far: Folder, runs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each has read the expired note before any of them does something about it."""
    expire(far)
    gate, read = threading.Barrier(runs), lock._read
    seen = threading.local()

    def read_together(state: Folder, name: str) -> object:
        note = read(state, name)
        if name == 'lock' and not getattr(seen, 'once', False):
            seen.once = True
            gate.wait(10)
        return note

    monkeypatch.setattr(lock, '_read', read_together)
    inside, most, got = [0], [0], list[bool]()
    all_tried = threading.Barrier(runs)

    def try_it() -> None:
        with ExitStack() as stack:
            try:
                stack.enter_context(locked(far))
            except StorageError:
                got.append(False)
            else:
                got.append(True)
                inside[0] += 1
                most[0] = max(most[0], inside[0])
            all_tried.wait(10)

    threads = [threading.Thread(target=try_it) for _ in range(runs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(got) == [False] * (runs - 1) + [True]
    assert most == [1]


def test_one_that_looks_while_the_lock_is_given_back_does_not_follow_a_dead_note(
    far: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It has read the first note as expired; before it goes on, the run behind it ends and another one begins."""
    expire(far)
    read, others = lock._read, ExitStack()
    calls = [0]

    def read_slowly(state: Folder, name: str) -> object:
        note = read(state, name)
        calls[0] += 1
        if calls[0] == 1:
            monkeypatch.setattr(lock, '_read', read)
            state.remove('lock')
            others.enter_context(locked(far))
        return note

    monkeypatch.setattr(lock, '_read', read_slowly)
    with others, pytest.raises(StorageError, match='Another run is writing'), locked(far):
        pass
    assert notes(far) == []


def test_the_lock_is_renewed_for_as_long_as_the_run_lasts(far: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, 'LOCK_SECONDS', 1.5)
    with locked(far) as check:
        for _ in range(4):
            time.sleep(0.6)
            check()
            with pytest.raises(StorageError, match='Another run is writing'), locked(far):
                pass
    assert notes(far) == []


def test_a_run_whose_lock_was_taken_over_stops(far: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, 'LOCK_SECONDS', 0.5)
    with locked(far) as check:
        token = json.loads(far.sub('.svodka').read('lock') or b'')['token']
        far.sub('.svodka').create(f'lock.after.{token}', lock._note('another'))
        told = ''
        for _ in range(200):
            time.sleep(0.05)
            try:
                check()
            except StorageError as error:
                told = str(error)
                break
        assert 'Another run has taken' in told
    assert f'lock.after.{token}' in notes(far), 'the other run has it still'


def test_a_local_lock_goes_with_its_block(tmp_path_factory: pytest.TempPathFactory) -> None:
    out = storage.Folder(str(tmp_path_factory.mktemp('out')))
    out.sub('.svodka').make()
    with locked(out), pytest.raises(StorageError, match='Another run is writing'), locked(out):
        pass
    with locked(out):
        pass
