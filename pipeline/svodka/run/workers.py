"""Shards → results, on the processes of this machine or on a cluster, with what died tried again alone.

Both are executors of concurrent.futures, so there is one loop for both. What a worker needs is loaded by the functions
that run in it: this module loads in no time, so that a command can have its first worker begin before all else.
"""

from __future__ import annotations

import atexit
import gc
import logging
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.context import SpawnContext, SpawnProcess
from typing import TYPE_CHECKING

from svodka.run.arrow import forgo_pandas

if TYPE_CHECKING:
    from svodka.run.shards import Result, Shard

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
# Objects after which the garbage collector looks for cycles: more than a batch makes, so that it finds them at its end.
GARBAGE = 500_000, 10, 100
SECONDS_BETWEEN_LOOKS = 1.0
SECONDS_TO_CONNECT = 20
DIED = 'The process that read it died twice: give it more memory, or more time with --max-seconds.'


def work_in_process(shard: Shard) -> Result:
    """Work on a shard in a process of svodka's own."""
    # The stages are loaded by who works, not by the command.
    from svodka.limits import hard_limits
    from svodka.run.shards import work

    settle()
    forgo_pandas()
    with hard_limits():
        return work(shard)


def work_on_cluster(shard: Shard) -> Result:
    """Work on a shard in a worker of a cluster, which goes on to other things, one shard at a time."""
    # As in work_in_process.
    from svodka.limits import hard_limits
    from svodka.run.shards import work

    with hard_limits():
        return work(shard)


@dataclass(frozen=True, slots=True)
class Pool:
    """Where shards are worked on: `start(workers)` makes an executor, `lost` is what it raises for a dead worker, and
    `work` is what a worker does. `hurried`: that its workers end need not be waited for."""

    workers: int
    start: Callable[[int], Executor]
    lost: tuple[type[BaseException], ...] = (BrokenExecutor,)
    close: Callable[[], None] = lambda: None
    work: Callable[[Shard], Result] = work_in_process
    hurried: bool = False


def processes(workers: int | None) -> Pool:
    """Processes of this machine, one a core unless said."""
    return Pool(workers or cores(), _start_processes, hurried=True)


def processes_ahead(workers: int | None) -> Pool:
    """The same, of which the first begins now: it loads what it needs while the caller looks for work."""
    count = workers or cores()
    executor = _start_processes(count)
    begun = executor.submit(os.getpid)
    waiting = [executor]

    def start(workers: int) -> Executor:
        if not waiting:
            return _start_processes(workers)
        if workers == 1:  # as long as the first is not ready, a second begins with what there is to do
            wait([begun])
        return waiting.pop()

    def close() -> None:
        while waiting:
            waiting.pop().shutdown(wait=False)

    return Pool(count, start, close=close, hurried=True)


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, 'sched_getaffinity') else os.cpu_count() or 1


def _start_processes(workers: int) -> Executor:
    with _environment():  # for the process that looks after the workers' semaphores
        return ProcessPoolExecutor(workers, _Context(), _begin_worker, (os.getpid(),))


class _Process(SpawnProcess):
    """A process that starts with ENVIRONMENT, and that no SIGINT stops before it can end without a word."""

    def start(self) -> None:
        with _environment(), _interrupts_held():
            super().start()


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """SIGINT waits, in this thread and in a process that is started in the block, until either lets it come."""
    if not hasattr(signal, 'pthread_sigmask'):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Context(SpawnContext):
    """Where the executor takes its processes from."""

    Process = _Process


_environment_lock = threading.Lock()


@contextmanager
def _environment() -> Iterator[None]:
    """ENVIRONMENT for what is started in the block: a notebook that runs svodka goes on to other things."""
    with _environment_lock:
        before = {name: os.environ.get(name) for name in ENVIRONMENT}
        os.environ.update(ENVIRONMENT)
        try:
            yield
        finally:
            for name, value in before.items():
                if value is None:
                    os.environ.pop(name, None)
                else:
                    os.environ[name] = value


def _begin_worker(parent: int) -> None:
    """Bound this worker's memory, end it with the run that started it, for it would wait for ever, and load what every
    text needs."""
    atexit.register(os._exit, 0)  # the last of all: to take down what was loaded would take 0.1 s
    signal.signal(signal.SIGINT, lambda *_: os._exit(1))
    if hasattr(signal, 'pthread_sigmask'):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    with suppress(ImportError, ValueError, OSError):  # where there is no such limit, or a lower one
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(SECONDS_BETWEEN_LOOKS)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
    _load()


def _load() -> None:
    """Load the stages and the models; what cannot be loaded is told by the first text that needs it."""
    forgo_pandas()
    with suppress(Exception):
        # Loaded in the worker, before its first shard comes.
        from svodka.analyse import parse_documents
        from svodka.engine import shared
        from svodka.language.paradigms import analyzer
        from svodka.run import parts, shards  # noqa: F401

        with shared.models() as models:
            _ = models.names
        parse_documents([])
        analyzer()


_settled = 0


def settle() -> None:
    """Spare the garbage collector what a worker keeps for good: models, lexicons, caches.

    Left alone it takes 6 % of the time, for caches that grow make it look through everything again and again.
    """
    global _settled
    gc.set_threshold(*GARBAGE)
    _settled += 1
    if _settled & (_settled - 1):  # at the 1st, 2nd, 4th, 8th … call: a cache soon has what it will keep
        return
    gc.freeze()  # without looking for cycles before: 100 documents leave none
    atexit.unregister(gc.unfreeze)  # extension modules count what is left at the end
    atexit.register(gc.unfreeze)


@contextmanager
def patient_collector() -> Iterator[None]:
    """Let the garbage collector look for cycles less often in the block, which makes many objects and keeps them: it
    would take a third of the time."""
    before = gc.get_threshold()
    gc.set_threshold(*GARBAGE)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def cluster(address: str) -> Pool:
    """The workers of a Dask scheduler. Raises StorageError when it cannot be reached.

    A worker with several threads counts once: Python lets one of them run at a time, and a process has one alarm.
    """
    # Who has no cluster needs neither.
    from svodka.run.storage import StorageError

    try:
        from distributed import Client, KilledWorker
    except ImportError as error:
        raise StorageError('A cluster needs Dask: run pip install "svodka[cluster]".') from error
    try:
        client = Client(address, timeout=SECONDS_TO_CONNECT)
    except OSError as error:
        raise StorageError(f'There is no Dask scheduler at {address}: start one with "dask scheduler".') from error
    threads = client.nthreads().values()
    if not threads:
        raise StorageError(f'The scheduler at {address} has no workers: start some with "dask worker {address}".')
    if sum(threads) > len(threads):
        logging.getLogger(__name__).warning(
            'The %d workers of the cluster have %d threads, of which svodka uses one each: start more workers with '
            '"dask worker %s --nworkers auto --nthreads 1".',
            len(threads),
            sum(threads),
            address,
        )
    lost = (BrokenExecutor, KilledWorker)
    return Pool(len(threads), lambda _: client.get_executor(pure=False, retries=0), lost, client.close, work_on_cluster)


def execute(shards: Sequence[Shard], pool: Pool) -> Iterator[Result]:
    """Results of shards as they come. When a worker dies, the shards that it may have had are tried again alone."""
    waiting = deque(shards)
    lost: list[Shard] = []
    running: dict[Future[Result], Shard] = {}
    workers = min(pool.workers, len(shards))
    executor = pool.start(workers) if shards else None
    try:
        while executor is not None and (waiting or running or lost):
            while waiting and len(running) <= workers and not lost:
                try:
                    running[executor.submit(pool.work, waiting[0])] = waiting[0]
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
            _shut_down(executor, running, bool(running) or not pool.hurried)  # else they end while tables are made


def _shut_down(executor: Executor, running: Iterable[Future[Result]], wait: bool) -> None:
    """End an executor and leave undone what it has not begun."""
    if isinstance(executor, ProcessPoolExecutor):  # whose thread fails at a dead worker's future that others cancelled
        executor.shutdown(wait, cancel_futures=True)
        return
    for future in running:
        future.cancel()
    executor.shutdown(wait)


def _alone(shard: Shard, pool: Pool) -> Iterator[Result]:
    """A shard on a worker of its own; when that dies, too, its halves, down to the file that kills it."""
    # The stages are loaded by who works, not by the command.
    from svodka.run.shards import Shard, work

    executor = pool.start(1)
    try:
        yield executor.submit(pool.work, shard).result()
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
