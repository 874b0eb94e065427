"""Shards → results, on the processes of this machine or on a cluster, with what died tried again alone.

Both are executors of concurrent.futures, so there is one loop for both.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass

from pipeline.shards import Result, Shard, work
from pipeline.storage import StorageError

# A worker's memory in bytes, untouched reserves included; a document that needs more fails. It commonly has 2 GB.
MEMORY = 6_000_000_000
ENVIRONMENT = {
    # One thread for linear algebra: the other cores are taken by the other workers.
    **dict.fromkeys(('OPENBLAS_NUM_THREADS', 'OMP_NUM_THREADS', 'MKL_NUM_THREADS', 'NUMBA_NUM_THREADS'), '1'),
    # Python's own modules are not looked for in the working folder first, which may be one of strangers' files.
    'PYTHONSAFEPATH': '1',
    # Arrow's own pool keeps 25 MB more than the system's, and a worker asks for 5 MB at a time.
    'ARROW_DEFAULT_MEMORY_POOL': 'system',
}
SECONDS_BETWEEN_LOOKS = 1.0
SECONDS_TO_CONNECT = 20
DIED = 'The process that read it died twice: give it more memory, or more time with --max-seconds.'


@dataclass(frozen=True, slots=True)
class Pool:
    """Where shards are worked on: `start(workers)` makes an executor, `lost` is what it raises for a dead worker."""

    workers: int
    start: Callable[[int], Executor]
    lost: tuple[type[BaseException], ...] = (BrokenExecutor,)
    close: Callable[[], None] = lambda: None


def processes(workers: int | None) -> Pool:
    """Processes of this machine, one a core unless said."""
    before = {name: os.environ.get(name) for name in ENVIRONMENT}
    return Pool(workers or cores(), _start_processes, close=lambda: _restore(before))


def _restore(environment: Mapping[str, str | None]) -> None:
    """Set these variables as they were: a notebook that ran svodka goes on to other things."""
    for name, value in environment.items():
        os.environ.pop(name, None)
        if value is not None:
            os.environ[name] = value


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, 'sched_getaffinity') else os.cpu_count() or 1


def _start_processes(workers: int) -> Executor:
    os.environ.update(ENVIRONMENT)
    context = multiprocessing.get_context('spawn')
    return ProcessPoolExecutor(workers, context, _begin_worker, (os.getpid(),))


def _begin_worker(parent: int) -> None:
    """Bound this worker's memory, and end it with the run that started it, for it would wait for ever."""
    signal.signal(signal.SIGINT, lambda *_: os._exit(1))
    with suppress(ImportError, ValueError, OSError):  # where there is no such limit, or a lower one
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(SECONDS_BETWEEN_LOOKS)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def cluster(address: str) -> Pool:
    """The workers of a Dask scheduler. Raises StorageError when it cannot be reached."""
    try:
        from distributed import Client, KilledWorker
    except ImportError as error:
        raise StorageError('A cluster needs Dask: run pip install "svodka[cluster]".') from error
    try:
        client = Client(address, timeout=SECONDS_TO_CONNECT)
    except OSError as error:
        raise StorageError(f'There is no Dask scheduler at {address}: start one with "dask scheduler".') from error
    threads = sum(client.nthreads().values())
    if not threads:
        raise StorageError(f'The scheduler at {address} has no workers: start some with "dask worker {address}".')
    lost = (BrokenExecutor, KilledWorker)
    return Pool(threads, lambda _: client.get_executor(pure=False, retries=0), lost, client.close)


def execute(shards: Sequence[Shard], pool: Pool) -> Iterator[Result]:
    """Results of shards as they come. When a worker dies, the shards that it may have had are tried again alone."""
    waiting, lost = deque(shards), list[Shard]()
    running: dict[Future[Result], Shard] = {}
    workers = min(pool.workers, len(shards))
    executor = pool.start(workers) if shards else None
    try:
        while executor is not None and (waiting or running or lost):
            while waiting and len(running) <= workers and not lost:
                try:
                    running[executor.submit(work, waiting[0])] = waiting[0]
                except pool.lost:
                    lost.append(waiting[0])
                waiting.popleft()
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                shard = running.pop(future)
                try:
                    yield future.result()
                except pool.lost:
                    lost.append(shard)
            if lost and not running:
                executor.shutdown()
                for shard in lost:
                    yield from _alone(shard, pool)
                lost.clear()
                executor = pool.start(workers) if waiting else None
    finally:
        if executor is not None:
            for future in running:
                future.cancel()
            executor.shutdown()


def _alone(shard: Shard, pool: Pool) -> Iterator[Result]:
    """A shard on a worker of its own; when that dies, too, its halves, down to the file that kills it."""
    executor = pool.start(1)
    try:
        yield executor.submit(work, shard).result()
        return
    except pool.lost:
        pass
    finally:
        executor.shutdown()
    if len(shard.files) == 1:
        yield work(Shard(shard.files, shard.folder, shard.options, given_up=DIED))
        return
    middle = len(shard.files) // 2
    for files in (shard.files[:middle], shard.files[middle:]):
        yield from _alone(Shard(files, shard.folder, shard.options), pool)
