"""A batch: what is new, shards, workers, retry, assemble.

Everything that a run leaves behind appears under its name when it is complete, so a run may die at any moment and the
next one goes on from there:

    OUT/*.parquet, *.csv, svodka.xlsx, datapackage.json     the tables
    OUT/run.json                                            what was done, with what, how long it took
    OUT/.svodka/parts/FINGERPRINT/*.parquet                 what each shard of files became
    OUT/.svodka/lock, scratch/                              one run at a time, and where it works
"""

from __future__ import annotations

import json
import multiprocessing
import os
import shutil
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from pipeline import fingerprint
from pipeline.parts import digest
from pipeline.read import SourceFile, find_files
from pipeline.shards import Result, Shard, WorkOptions, hash_of, stamp_of, work
from pipeline.tables import TableOptions, table_files, write_tables

LAYOUT = 1  # of the output folder; one with a higher number was written by a newer svodka
SHARD_FILES = 100
SHARD_BYTES = 2_000_000
SHARDS_A_WORKER = 4  # so that the cores end at about the same time
ASSEMBLY_MEMORY = '1GB'
ONE_THREAD = ('OPENBLAS_NUM_THREADS', 'OMP_NUM_THREADS', 'MKL_NUM_THREADS', 'NUMBA_NUM_THREADS')

Pool = Callable[[int], Executor]


class RunError(Exception):
    """A run that cannot go on, with one sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class RunOptions:
    """How a run goes. `workers`: processes, None for one a core."""

    work: WorkOptions = field(default_factory=WorkOptions)
    tables: TableOptions = field(default_factory=TableOptions)
    workers: int | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did: files in all and those that were new or changed, documents by status, rows by table."""

    files: int
    fresh: int
    status: dict[str, int]
    rows: dict[str, int]
    seconds: float
    out: Path


@dataclass(frozen=True, slots=True)
class Progress:
    """What a run tells while it goes on: files done of all that are to be done."""

    done: int
    total: int


def run(
    sources: Sequence[Path], out: Path, options: RunOptions, tell: Callable[[Progress], None] = lambda _: None
) -> Summary:
    """Extract tables from sources into a folder. Raises RunError."""
    began = time.monotonic()
    state = _prepare(out)
    with _locked(state):
        _refuse_foreign(out)
        shutil.rmtree(state / 'scratch', ignore_errors=True)
        mark = fingerprint.fingerprint(options.work)
        folder = state / 'parts' / mark
        folder.mkdir(parents=True, exist_ok=True)
        for left in folder.glob('*.tmp'):
            left.unlink()
        files = _find(sources, out)
        chosen, fresh = _plan(files, folder, options.work)
        try:
            done = 0
            for result in _execute(_shards(fresh, folder, options), _workers(options, len(fresh)), _processes):
                for name in result.files:
                    chosen[name] = result.part
                done += len(result.files)
                tell(Progress(done, len(fresh)))
            status, rows = _assemble(out, state, chosen, options, began, len(fresh))
        except OSError as error:
            message = f'{out} could not be written ({error.strerror or error}): make room and run the command again.'
            raise RunError(f'{message} What is done is kept.') from error
        _clean(state, folder, set(chosen.values()))
    return Summary(len(files), len(fresh), status, rows, time.monotonic() - began, out)


# ------------------------------------------------------------------------------------------------ the output folder


def _prepare(out: Path) -> Path:
    try:
        state = out / '.svodka'
        state.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RunError(f'{out} cannot be made ({error.strerror}): choose another folder with --out.') from error
    return state


@contextmanager
def _locked(state: Path) -> Iterator[None]:
    """Keeps a second run out of the folder; the lock goes with the process, however it ends."""
    import fcntl

    with (state / 'lock').open('a') as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            message = f'Another run is writing to {state.parent}: wait for its end or choose another --out.'
            raise RunError(message) from error
        yield


def _refuse_foreign(out: Path) -> None:
    """Refuse a folder whose tables this version must not touch."""
    record = read_record(out)
    layout = record.get('layout', 0)
    if layout > LAYOUT:
        raise RunError(f'{out} was written by svodka {record.get("version")}, which is newer than this one: upgrade, '
                       'or choose another folder with --out.')  # fmt: skip
    if not record and not (out / '.svodka' / 'parts').exists():
        strangers = [name for name in table_files(TableOptions()) if (out / name).exists()]
        if strangers:
            raise RunError(f'{out} holds {strangers[0]}, which this version did not write: choose another folder with '
                           '--out, or remove the old tables.')  # fmt: skip


def read_record(out: Path) -> dict[str, Any]:
    """What run.json says; empty if there is none that can be read."""
    try:
        record = json.loads((out / 'run.json').read_text(encoding='utf-8'))
    except (OSError, ValueError):
        return {}
    return record if isinstance(record, dict) else {}


def _clean(state: Path, folder: Path, used: set[Path]) -> None:
    """Remove parts that no file needs any more, and those of other versions and options."""
    for part in folder.glob('*.parquet'):
        if part not in used:
            part.unlink()
    for other in (state / 'parts').iterdir():
        if other != folder:
            shutil.rmtree(other, ignore_errors=True)


# ---------------------------------------------------------------------------------------------------- what is to do


def _find(sources: Sequence[Path], out: Path) -> list[SourceFile]:
    try:
        files = find_files(sources, out)
    except FileNotFoundError as error:
        raise RunError(f'There is no file or folder {error.args[0]}: check the name.') from error
    if not files:
        raise RunError(f'There is no file in {", ".join(map(str, sources))}: name a folder with releases.')
    return files


def _plan(files: Sequence[SourceFile], folder: Path, options: WorkOptions) -> tuple[dict[str, Path], list[SourceFile]]:
    """For each file that is the same as before the part that holds it; and the files that are new or changed."""
    known: dict[str, list[tuple[str, str, Path]]] = {}
    for part in sorted(folder.glob('*.parquet')):
        for name, stamp, sha256 in _origins(part):
            known.setdefault(name, []).append((stamp, sha256, part))
    chosen: dict[str, Path] = {}
    fresh: list[SourceFile] = []
    for file in files:
        before = known.get(file.name, ())
        stamp = stamp_of(file) if before else ''
        same = [part for s, _, part in before if s == stamp]
        if not same and before and not file.refused:
            now = hash_of(file.path, options.read.max_bytes)
            same = [part for _, sha256, part in before if now and sha256 == now]
        if same:
            chosen[file.name] = same[0]
        else:
            fresh.append(file)
    return chosen, fresh


def _origins(part: Path) -> list[tuple[str, str, str]]:
    """Name, stamp and hash of the files in a part that need no second try; a part that is damaged has none."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        rows = pq.read_table(part, columns=['file', 'stamp', 'file_sha256', 'passing']).to_pydict()
    except (OSError, pa.ArrowException):
        part.unlink(missing_ok=True)
        return []
    found = list(zip(*rows.values(), strict=True))
    again = {name for name, _, _, passing in found if passing}
    return list(dict.fromkeys((name, stamp, sha256) for name, stamp, sha256, _ in found if name not in again))


def _shards(files: Sequence[SourceFile], folder: Path, options: RunOptions) -> list[Shard]:
    """Cut files, in order, into shards of bounded number and size."""
    most = max(1, min(SHARD_FILES, len(files) // (_workers(options, len(files)) * SHARDS_A_WORKER)))
    groups: list[list[SourceFile]] = []
    size = 0
    for file in files:
        try:
            bytes_ = 0 if file.refused else file.path.stat().st_size
        except OSError:
            bytes_ = 0
        if not groups or len(groups[-1]) >= most or size + bytes_ > SHARD_BYTES:
            groups.append([])
            size = 0
        groups[-1].append(file)
        size += bytes_
    return [_shard(group, folder, options.work) for group in groups]


def _shard(files: Sequence[SourceFile], folder: Path, options: WorkOptions, given_up: str | None = None) -> Shard:
    name = digest(*(f'{f.name}\0{stamp_of(f)}' for f in files))
    return Shard(tuple(files), folder / f'{name}.parquet', options, given_up)


# --------------------------------------------------------------------------------------------------------- workers


def _workers(options: RunOptions, files: int) -> int:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, 'sched_getaffinity') else os.cpu_count() or 1
    return max(1, min(options.workers or cores, files))


def _processes(workers: int) -> Executor:
    """A pool of processes, each with one thread for linear algebra."""
    for name in ONE_THREAD:
        os.environ[name] = '1'
    return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context('spawn'))


def _execute(shards: Sequence[Shard], workers: int, pool: Pool) -> Iterator[Result]:
    """Results of shards as they come. When a worker dies, the shards it may have had are tried again, each alone."""
    if not shards:
        return
    waiting = deque(shards)
    running: dict[Future[Result], Shard] = {}
    executor = pool(workers)
    try:
        while waiting or running:
            lost: list[Shard] = []
            while waiting and len(running) <= workers and not lost:
                try:
                    running[executor.submit(work, waiting[0])] = waiting[0]
                    waiting.popleft()
                except BrokenExecutor:
                    lost.append(waiting.popleft())
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                shard = running.pop(future)
                try:
                    yield future.result()
                except BrokenExecutor:
                    lost.append(shard)
            if lost:
                lost += running.values()
                running.clear()
                executor.shutdown(wait=False, cancel_futures=True)
                for shard in lost:
                    yield from _alone(shard, pool)
                executor = pool(workers)
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


def _alone(shard: Shard, pool: Pool) -> Iterator[Result]:
    """A shard in a worker of its own; when that dies, too, its halves, down to the file that kills it."""
    with pool(1) as executor:
        try:
            yield executor.submit(work, shard).result()
            return
        except BrokenExecutor:
            pass
    if len(shard.files) > 1:
        middle = len(shard.files) // 2
        for files in (shard.files[:middle], shard.files[middle:]):
            yield from _alone(_shard(files, shard.part.parent, shard.options), pool)
        return
    reason = 'The process that read it died twice; it may need more memory or time (--max-seconds) than there is.'
    yield work(_shard(shard.files, shard.part.parent, shard.options, reason))


# -------------------------------------------------------------------------------------------------------- assembly


def _assemble(
    out: Path, state: Path, chosen: dict[str, Path], options: RunOptions, began: float, fresh: int
) -> tuple[dict[str, int], dict[str, int]]:
    """Make the tables from the parts, unless they are there already. Returns documents by status and rows by table."""
    parts: dict[str, list[str]] = {}
    for name, part in sorted(chosen.items()):
        parts.setdefault(str(part), []).append(name)
    named = sorted((Path(part).name, names) for part, names in parts.items())
    inputs = digest(fingerprint.code(afterwards=True), options.tables, named)
    record = read_record(out)
    if record.get('inputs') == inputs and record.get('outputs') == _stamps(out, record.get('outputs', {})):
        return record['documents'], record['rows']
    from pipeline.assemble import Assembly

    scratch = state / 'scratch'
    fresh_tables = scratch / 'tables'
    fresh_tables.mkdir(parents=True)
    assembly = Assembly(parts, scratch, _workers(options, len(chosen)), ASSEMBLY_MEMORY)
    try:
        status = assembly.status()
        rows = write_tables(fresh_tables, assembly.batches, options.tables)
    finally:
        assembly.close()
    (out / 'run.json').unlink(missing_ok=True)
    written = list(table_files(options.tables))
    for name in set(record.get('outputs', {})) - set(written):
        (out / name).unlink(missing_ok=True)
    for name in written:
        (fresh_tables / name).replace(out / name)
    shutil.rmtree(scratch, ignore_errors=True)
    record = {
        'layout': LAYOUT,
        'version': fingerprint.versions()['svodka'],
        'options': {'read': asdict(options.work.read), 'tagger': options.work.tagger, 'tables': asdict(options.tables)},
        'models': fingerprint.models(),
        'libraries': fingerprint.versions(),
        'code': fingerprint.code(afterwards=True),
        'documents': status,
        'rows': rows,
        'files': {'all': len(chosen), 'new or changed': fresh},
        'seconds': round(time.monotonic() - began, 3),
        'inputs': inputs,
        'outputs': _stamps(out, written),
    }
    beside = out / '.svodka' / 'run.json'
    beside.write_text(json.dumps(record, ensure_ascii=False, indent=1) + '\n', encoding='utf-8')
    beside.replace(out / 'run.json')
    return status, rows


def _stamps(out: Path, names: Sequence[str] | dict[str, str]) -> dict[str, str]:
    """Size and time of modification of the files that are there."""
    found = {}
    for name in names:
        with suppress(OSError):
            stat = (out / name).stat()
            found[name] = f'{stat.st_size}-{stat.st_mtime_ns}'
    return found
