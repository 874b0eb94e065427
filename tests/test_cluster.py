"""A cluster and an object store, both real servers on this machine, give the tables of a local run."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from svodka.limits import hard_limits, time_limit
from svodka.run.batch import run
from svodka.run.interface import RunError, RunOptions
from svodka.run.lock import locked
from svodka.run.storage import Folder, StorageError
from svodka.tables import TableOptions

from tests.releases import bytes_of, write_releases

pytest.importorskip('distributed')
pytest.importorskip('s3fs')
moto = pytest.importorskip('moto.server')

PARQUET = TableOptions(('parquet',))


@pytest.fixture(scope='module')
def store() -> Iterator[str]:
    """The address of an empty bucket of an S3 server."""
    import s3fs

    server = moto.ThreadedMotoServer(port=0)
    server.start()
    _, port = server.get_host_and_port()
    keys = {
        'AWS_ENDPOINT_URL': f'http://127.0.0.1:{port}',
        'AWS_ACCESS_KEY_ID': 'test',
        'AWS_SECRET_ACCESS_KEY': 'test',
        'AWS_DEFAULT_REGION': 'us-east-1',
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, value in keys.items():
            patch.setenv(name, value)
        s3fs.S3FileSystem().mkdir('releases')
        yield 's3://releases'
    server.stop()


@contextmanager
def cluster(folder: Path, workers: int, threads: int) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The address of a Dask scheduler, and its workers, of so many threads each."""
    note = folder / 'scheduler.json'
    dask = [sys.executable, '-m', 'dask']
    quiet = {'stdout': subprocess.DEVNULL, 'stderr': subprocess.DEVNULL}
    head = [*dask, 'scheduler', '--host', '127.0.0.1', '--port', '0', '--no-dashboard', '--scheduler-file', str(note)]
    started = [subprocess.Popen(head, **quiet)]  # type: ignore[call-overload]
    try:
        while not note.exists() or not note.read_text().endswith('}'):
            time.sleep(0.05)
        address = json.loads(note.read_text())['address']
        one = [*dask, 'worker', address, '--nthreads', str(threads), '--no-nanny', '--no-dashboard']
        for name in 'abcd'[:workers]:
            started.append(subprocess.Popen([*one, '--local-directory', str(folder / name)], **quiet))  # type: ignore[call-overload]
        from distributed import Client

        with Client(address) as client:
            client.wait_for_workers(workers, timeout=60)
        yield address, started[1:]
    finally:
        for process in started:
            process.kill()
            process.wait()


@pytest.fixture
def scheduler(store: str, tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """Two workers that know the store."""
    with cluster(tmp_path, 2, 1) as started:
        yield started


def test_cluster_with_a_worker_killed_and_an_object_store_as_a_local_run(
    store: str, scheduler: tuple[str, list[subprocess.Popen[bytes]]], tmp_path: Path
) -> None:
    import s3fs

    source = write_releases(tmp_path / 'in', 24)
    address, workers = scheduler
    s3fs.S3FileSystem().put(str(source), f'{store}/in', recursive=True)
    seen = []

    def kill_one(progress: object) -> None:
        seen.append(progress)
        if len(seen) == 4:
            os.kill(workers[0].pid, signal.SIGKILL)

    options = RunOptions(tables=PARQUET, cluster=address)
    summary = run([f'{store}/in'], f'{store}/out', options, kill_one)
    assert (summary.files, summary.status) == (24, {'ok': 24})
    run([str(source)], str(tmp_path / 'local'), RunOptions(tables=PARQUET, workers=1))
    far = Folder(f'{store}/out')
    for name, data in bytes_of(tmp_path / 'local').items():
        if name.endswith('.parquet'):
            assert far.read(name) == data, name
    assert run([f'{store}/in'], f'{store}/out', options).fresh == 0
    with locked(far), pytest.raises(RunError, match='Another run'):
        run([f'{store}/in'], f'{store}/out', options)


def test_workers_with_several_threads_as_a_local_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr('svodka.run.plan.SHARD_FILES', 4)
    source = write_releases(tmp_path / 'in', 32)
    with cluster(tmp_path, 1, 4) as (address, _):
        run([str(source)], str(tmp_path / 'far'), RunOptions(tables=PARQUET, cluster=address))
    assert '--nthreads 1' in caplog.text
    run([str(source)], str(tmp_path / 'local'), RunOptions(tables=PARQUET, workers=1))
    assert bytes_of(tmp_path / 'far') == bytes_of(tmp_path / 'local')


def test_threads_of_one_worker_take_turns() -> None:
    """What a Dask worker does with several shards at once; and it is left as it was."""
    before, inside, most = signal.getsignal(signal.SIGALRM), [0], [0]

    def shard() -> None:
        with hard_limits():
            inside[0] += 1
            most[0] = max(most[0], inside[0])
            with time_limit(100):
                time.sleep(0.01)
            inside[0] -= 1

    threads = [threading.Thread(target=shard) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1]
    assert signal.getsignal(signal.SIGALRM) is before


def test_one_of_several_gets_the_lock_of_an_object_store(store: str) -> None:
    far = Folder(f'{store}/locked')
    gate, got = threading.Barrier(6), list[bool]()

    def try_it() -> None:
        gate.wait()
        try:
            with locked(far):
                got.append(True)
                gate.wait()
        except StorageError:
            got.append(False)
            gate.wait()

    threads = [threading.Thread(target=try_it) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(got) == [False] * 5 + [True]
    assert far.sub('.svodka').read('lock') is None, 'it is given back'
    far.sub('.svodka').create('lock', b'{"owner": "a dead run", "time": 0}')
    with locked(far):
        pass


def test_no_scheduler_is_said(tmp_path: Path) -> None:
    source = write_releases(tmp_path / 'in', 1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr('svodka.run.workers.SECONDS_TO_CONNECT', 1)
        with pytest.raises(RunError, match='There is no Dask scheduler'):
            run([str(source)], str(tmp_path / 'out'), RunOptions(cluster='tcp://127.0.0.1:1'))
