"""A batch: what is new, shards, workers, assemble.

Everything that a run leaves behind appears under its name when it is complete, so a run may die at any moment and the
next one goes on from there:

    OUT/*.parquet, *.csv, svodka.xlsx, datapackage.json     the tables
    OUT/run.json                                            what was done, with what, what it took
    OUT/.svodka/parts/FINGERPRINT/*.parquet                 what each shard of files became
    OUT/.svodka/lock, scratch/                              one run at a time, and where it works
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict, dataclass, field
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import Any

from pipeline import fingerprint
from pipeline.arrow import forgo_pandas
from pipeline.corrections import Correction
from pipeline.ids import digest
from pipeline.requirements import require_libraries
from pipeline.shards import Shard, WorkOptions, hash_of
from pipeline.storage import Folder, Source, StorageError, find_sources
from pipeline.tables import TableOptions, table_files
from pipeline.workers import Pool, cluster, execute, processes

LAYOUT = 1  # of the output folder; one with a higher number was written by a newer svodka
# Shards are small enough that little is lost with one, and large enough that a part is worth its file.
SHARD_FILES = 100
SHARD_BYTES = 2_000_000
SHARDS_A_WORKER = 4  # at least, so that the cores end at about the same time
ASSEMBLY_MEMORY = '1GB'
FAILURES = 5  # that are told by name; all are in the table documents


class RunError(Exception):
    """A run that cannot go on, with one sentence that says what to do; `usage`: it was not asked for rightly."""

    def __init__(self, message: str, usage: bool = True) -> None:
        super().__init__(message)
        self.usage = usage


@dataclass(frozen=True, slots=True)
class RunOptions:
    """How a run goes. `workers`: processes, None for one a core; `cluster`: a Dask scheduler's address instead;
    `corrections`: the user's, see pipeline.corrections."""

    work: WorkOptions = field(default_factory=WorkOptions)
    tables: TableOptions = field(default_factory=TableOptions)
    workers: int | None = None
    cluster: str | None = None
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did: files in all and those that were new or changed, documents by status, rows by table, and what
    each correction did; path and message of some documents that failed."""

    files: int
    fresh: int
    status: dict[str, int]
    rows: dict[str, int]
    seconds: float
    out: str
    corrections: tuple[str, ...] = ()
    failed: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """What a run tells while it goes on: files done of those that are to be done, None while it does something else."""

    step: str
    done: int | None = None
    total: int | None = None


def run(
    sources: Sequence[str], out: str, options: RunOptions, tell: Callable[[Progress], None] = lambda _: None
) -> Summary:
    """Extract tables from files, folders or addresses into a folder or address. Raises RunError and LibraryError."""
    began = time.monotonic()
    require_libraries()
    folder = Folder(out)
    try:
        _refuse_links(folder)
        folder.sub('.svodka').make()
        with folder.locked() as renew:
            _refuse_foreign(folder)
            return _run(sources, folder, options, began, tell, renew)
    except StorageError as error:
        raise RunError(str(error)) from error
    except OSError as error:
        message = f'{out} cannot be written ({error.strerror or error}): make room or choose another folder with --out.'
        message += ' What is done is kept: the same command goes on from here.'
        raise RunError(message, usage=False) from error


def _run(
    sources: Sequence[str],
    out: Folder,
    options: RunOptions,
    began: float,
    tell: Callable[[Progress], None],
    renew: Callable[[], None],
) -> Summary:
    tell(Progress('looking for files'))
    files = find_sources(sources, out.location)
    if not files:
        raise RunError(f'There is no file in {", ".join(sources)}: name a folder with releases.')
    mark = fingerprint.fingerprint(options.work)
    parts = out.sub(f'.svodka/parts/{mark}')
    parts.make()
    for folder in (out, parts):
        for left in folder.names('.tmp'):
            folder.remove(left)
    chosen, fresh = plan(files, parts, options.work)
    tell(Progress('reading', 0, len(fresh)))
    if fresh:
        pool = cluster(options.cluster) if options.cluster else processes(options.workers)
        # What follows takes half a second to load, which a short run need not wait for.
        Thread(target=_load_ahead, daemon=True).start()
        with closing(pool):
            for result in execute(shards(fresh, parts, options.work, pool), pool):
                chosen |= dict.fromkeys(result.files, result.part)
                tell(Progress('reading', len(chosen) - len(files) + len(fresh), len(fresh)))
                renew()
    tell(Progress('writing tables'))
    record = assemble(out, parts, chosen, options, began, len(fresh))
    for part in set(parts.names('.parquet')) - set(chosen.values()):
        parts.remove(part)
    for other in set(out.sub('.svodka/parts').names()) - {mark}:
        out.sub('.svodka/parts').remove(other)
    seconds = time.monotonic() - began
    return Summary(
        files=len(files),
        fresh=len(fresh),
        status=record['documents'],
        rows=record['rows'],
        seconds=seconds,
        out=out.location,
        corrections=tuple(record['corrections']),
        failed=tuple((path, message) for path, message in record['failed']),
    )


def _load_ahead() -> None:
    forgo_pandas()
    with suppress(ImportError):  # the run will meet it again, where it can be told
        import_module('pipeline.assemble')


def _refuse_links(out: Folder) -> None:
    """Refuse a folder whose insides lead elsewhere: what is no longer needed there is removed. Tables that are links
    are replaced, not followed."""
    for name in ('.svodka', '.svodka/parts', '.svodka/scratch', '.svodka/lock'):
        if out.here is not None and (out.here / name).is_symlink():
            raise RunError(f'{out.location}/{name} is a link to somewhere else: remove it.')


def _refuse_foreign(out: Folder) -> None:
    """Refuse a folder whose tables this version must not touch."""
    record = read_record(out)
    if record.get('layout', LAYOUT) > LAYOUT:
        raise RunError(f'{out.location} was written by svodka {record.get("version")}, which is newer than this one: '
                       'upgrade, or choose another folder with --out.')  # fmt: skip
    if not record and not out.sub('.svodka').names('parts'):
        strangers = set(out.names()) & set(table_files(TableOptions()))
        if strangers:
            raise RunError(f'{out.location} holds {min(strangers)}, which this version did not write: choose another '
                           'folder with --out, or remove the old tables.')  # fmt: skip


def read_record(out: Folder) -> dict[str, Any]:
    """What run.json says; empty if there is none that can be read."""
    try:
        record = json.loads(out.read('run.json') or b'{}')
    except ValueError:
        return {}
    return record if isinstance(record, dict) else {}


# ---------------------------------------------------------------------------------------------------- what is to do


def plan(files: Sequence[Source], parts: Folder, options: WorkOptions) -> tuple[dict[str, str], list[Source]]:
    """For each file that is as it was the part that holds it; and the files that are new or changed."""
    known: dict[str, list[tuple[str, str, str]]] = {}
    for part in parts.names('.parquet'):
        for name, stamp, sha256 in _origins(parts, part):
            known.setdefault(name, []).append((stamp, sha256, part))
    chosen: dict[str, str] = {}
    fresh: list[Source] = []
    for file in files:
        before = known.get(file.name, ())
        same = [part for stamp, _, part in before if stamp == file.stamp]
        if not same and before and not file.refused:
            with file.opened() as path:
                now = hash_of(path, options.read.max_bytes)
            same = [part for _, sha256, part in before if now and sha256 == now]
        if same:
            chosen[file.name] = same[0]
        else:
            fresh.append(file)
    return chosen, fresh


def _origins(parts: Folder, part: str) -> list[tuple[str, str, str]]:
    """Name, stamp and hash of the files in a part that need no second try; a part that is damaged has none."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    forgo_pandas()
    try:
        source = parts.here / part if parts.here else pa.BufferReader(parts.read(part) or b'')
        # Not read_table, which loads pandas with pyarrow.dataset.
        with pq.ParquetFile(source) as part_file:
            rows = part_file.read(['file', 'stamp', 'file_sha256', 'passing']).to_pydict()
    except (OSError, pa.ArrowException):
        parts.remove(part)
        return []
    found = list(zip(*rows.values(), strict=True))
    again = {name for name, _, _, passing in found if passing}
    return list(dict.fromkeys((name, stamp, sha256) for name, stamp, sha256, _ in found if name not in again))


def shards(files: Sequence[Source], parts: Folder, options: WorkOptions, pool: Pool) -> list[Shard]:
    """Cut files, in order, into shards of bounded number and size."""
    most = max(1, min(SHARD_FILES, len(files) // (pool.workers * SHARDS_A_WORKER)))
    groups: list[list[Source]] = []
    size = 0
    for file in files:
        if not groups or len(groups[-1]) >= most or size + file.size > SHARD_BYTES:
            groups.append([])
            size = 0
        groups[-1].append(file)
        size += file.size
    return [Shard(tuple(group), parts, options) for group in groups]


# -------------------------------------------------------------------------------------------------------- assembly


def assemble(
    out: Folder, parts: Folder, chosen: dict[str, str], options: RunOptions, began: float, fresh: int
) -> dict[str, Any]:
    """Make the tables from the parts, unless they are there already; returns what run.json says."""
    files: dict[str, list[str]] = {}
    for name, part in sorted(chosen.items()):
        files.setdefault(part, []).append(name)
    stamps = parts.stamps('.parquet')
    named = [(part, stamps[part], names) for part, names in sorted(files.items())]
    inputs = digest(fingerprint.code(afterwards=True), options.tables, options.corrections, named)
    before = read_record(out)
    outputs: dict[str, str] = before.get('outputs', {})
    if before.get('inputs') == inputs and outputs.items() <= out.stamps().items():
        return before
    # Loaded here, for it takes longer than a run in which nothing is new.
    from pipeline.assemble import Assembly, storage_errors
    from pipeline.tables.write import write_tables

    with _scratch(out) as scratch, storage_errors():
        (scratch / 'tables').mkdir()
        local = {str(parts.fetch(part, scratch / 'parts')): names for part, names in files.items()}
        threads = processes(options.workers).workers
        assembly = Assembly(local, scratch, threads, ASSEMBLY_MEMORY, options.corrections)
        with closing(assembly):
            status, failures = assembly.status(), assembly.failures(FAILURES)
            rows = write_tables(scratch / 'tables', assembly.batches, options.tables)
        written = list(table_files(options.tables))
        for name in set(outputs) - set(written):
            out.remove(name)
        # Without run.json the tables count as unfinished, so a run that dies from here on is made good by the next.
        out.remove('run.json')
        for name in written:
            out.take(name, scratch / 'tables' / name)
    record = {
        'layout': LAYOUT,
        'version': fingerprint.versions()['svodka'],
        'options': {'read': asdict(options.work.read), 'tagger': options.work.tagger, 'tables': asdict(options.tables)},
        'models': fingerprint.models(),
        'libraries': fingerprint.versions(),
        'code': fingerprint.code(afterwards=True),
        'documents': status,
        'failed': failures,
        'rows': rows,
        'corrections': [str(effect) for effect in assembly.effects],
        'files': {'all': len(chosen), 'new or changed': fresh},
        'seconds': round(time.monotonic() - began, 3),
        'memory': memory(),
        'inputs': inputs,
        'outputs': {name: stamp for name, stamp in out.stamps().items() if name in written},
    }
    with out.written('run.json') as path:
        path.write_text(json.dumps(record, ensure_ascii=False, indent=1) + '\n', encoding='utf-8')
    return record


def memory() -> dict[str, int]:
    """Bytes at their highest of this process, which makes the tables, and of the largest that it started; empty where
    the system does not tell."""
    try:
        import resource
    except ImportError:
        return {}
    unit = 1 if sys.platform == 'darwin' else 1024
    asked = {'assembly': resource.RUSAGE_SELF, 'worker': resource.RUSAGE_CHILDREN}
    return {name: resource.getrusage(who).ru_maxrss * unit for name, who in asked.items()}


@contextmanager
def _scratch(out: Folder) -> Iterator[Path]:
    """An empty folder to work in, on the output's own disk where that is here, so that a rename is enough."""
    if out.here is None:
        with tempfile.TemporaryDirectory(prefix='svodka-') as folder:
            yield Path(folder)
        return
    scratch = out.here / '.svodka' / 'scratch'
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir()
    try:
        yield scratch
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
