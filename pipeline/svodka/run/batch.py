"""A batch: what is new, shards, workers, assemble.

Everything that a run leaves behind appears under its name when it is complete, so a run may die at any moment and the
next one goes on from there:

    OUT/*.parquet, *.csv, svodka.xlsx, datapackage.json     the tables
    OUT/run.json                                            what was done, with what, what it took
    OUT/.svodka/parts/FINGERPRINT/*.parquet                 what each shard of files became
    OUT/.svodka/index.parquet                               what those tell of each file
    OUT/.svodka/runs.jsonl, known.parquet, entities.parquet   the journal, see svodka.run.journal
    OUT/.svodka/reprints.parquet                            what was found of pairs of texts
    OUT/.svodka/lock, svodka-scratch-*/                     one run at a time, and where it works

Nothing else is touched: what is removed has a name that only svodka gives, and no link below OUT is followed.
"""

from __future__ import annotations

import errno
import filecmp
import os
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from importlib import import_module
from itertools import count
from pathlib import Path
from threading import Thread
from typing import Any

from svodka.collection.corrections import Correction, bare
from svodka.printable import counted
from svodka.read.folder import PassedOver
from svodka.run import fingerprint
from svodka.run.arrow import forgo_pandas
from svodka.run.dated import with_days
from svodka.run.ids import digest
from svodka.run.journal import JOURNAL, KNOWN, Journal, keys_by_id
from svodka.run.lock import locked
from svodka.run.own import PART_FOLDER, RECORD, STATE, TABLE_FILES
from svodka.run.plan import (
    INDEX,
    PART,
    SCRATCH,
    Held,
    Index,
    Plan,
    by_part,
    carry,
    compact,
    plan,
    read_index,
    shards,
    write_index,
)
from svodka.run.record import (
    LAYOUT,
    is_whole,
    left_out,
    lost_anew,
    make_entry,
    make_record,
    outputs_of,
    read_record,
    write_record,
)
from svodka.run.requirements import require_libraries
from svodka.run.shards import WorkOptions, content_of
from svodka.run.sources import Found, find_sources, wanted, whole_locations
from svodka.run.storage import TEMPORARY, Folder, StorageError, is_remote, local_path, scratch, sweep_scratch
from svodka.run.workers import Pool, cluster, execute, processes
from svodka.tables import WORKBOOK, TableOptions, table_files
from svodka.tables.origins import Origins

ASSEMBLY_MEMORY = '1GB'
REPRINTS = 'reprints.parquet'
FAILURES = 5  # that are told by name; all are in the table documents


class RunError(Exception):
    """A run that cannot go on, with one sentence that says what to do; `usage`: it was not asked for rightly."""

    def __init__(self, message: str, usage: bool = True) -> None:
        super().__init__(message)
        self.usage = usage


@dataclass(frozen=True, slots=True)
class RunOptions:
    """How a run goes. `workers`: processes, None for one a core; `cluster`: a Dask scheduler's address instead;
    `corrections`: the user's, see svodka.collection.corrections; `include`, `exclude`: patterns of the files that are
    read, see svodka.run.sources.wanted."""

    work: WorkOptions = field(default_factory=WorkOptions)
    tables: TableOptions = field(default_factory=TableOptions)
    workers: int | None = None
    cluster: str | None = None
    corrections: tuple[Correction, ...] = ()
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did.

    `files` in all, and of them `fresh` (read in this run): the `new` ones, the `changed` ones, and those that were done
    again; `kept` could not be looked at and stay as they were; `gone` are no more. `status`: documents by status;
    `failed`: path and message of some that failed; `failed_anew`: how many did not fail in the last run. `rows` by
    table; `corrections`: what each did (`Effect.record`); `lost_anew`: what is told of those that change nothing, but
    for what was told so after the last run; `left_out`: how many the last run had that this one was not given.
    `passed_over`: folders that svodka itself made, in words. `stale`: tables in the output that neither this run wrote
    nor, as far as run.json tells, the last one, so that they stay. `skipped`: the most frequent reasons, each with the
    number of documents. `news`: how many documents are new, changed, gone and moved since the last run. `edited`: the
    name under which a workbook is kept that the reader had written into.
    """

    files: int
    fresh: int
    status: dict[str, int]
    rows: dict[str, int]
    seconds: float
    out: str
    corrections: tuple[dict[str, Any], ...] = ()
    failed: tuple[tuple[str, str], ...] = ()
    new: int = 0
    changed: int = 0
    kept: int = 0
    gone: int = 0
    failed_anew: int = 0
    left_out: int = 0
    passed_over: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()
    skipped: tuple[tuple[str, int], ...] = ()
    news: dict[str, int] = field(default_factory=dict)
    edited: str = ''
    lost_anew: tuple[str, ...] = ()

    @property
    def again(self) -> int:
        """Files that were done again though they are as they were: svodka changed, or a failure may have passed."""
        return self.fresh - self.new - self.changed


@dataclass(frozen=True, slots=True)
class Progress:
    """What a run tells while it goes on: files done of those that are to be done, None while it does something else."""

    step: str
    done: int | None = None
    total: int | None = None


def run(
    sources: Sequence[str],
    out: str,
    options: RunOptions,
    tell: Callable[[Progress], None] = lambda _: None,
    pool: Pool | None = None,
) -> Summary:
    """Extract tables from files, folders or addresses into a folder or address. Raises RunError and LibraryError.

    `pool`: processes that were begun ahead, in place of `options.workers` new ones.
    """
    began = time.monotonic()
    require_libraries()
    folder = Folder(out)
    try:
        whole_locations(sources, out)
        _refuse_what_is_in_the_way(folder)
        folder.sub(STATE).make()
        with locked(folder) as check:
            _refuse_foreign(folder)
            return _run(sources, folder, options, began, tell, check, pool)
    except StorageError as error:
        raise RunError(str(error)) from error
    except OSError as error:
        raise RunError(_unwritten(out, error), usage=False) from error


def _run(
    sources: Sequence[str],
    out: Folder,
    options: RunOptions,
    began: float,
    tell: Callable[[Progress], None],
    check: Callable[[], None],
    pool: Pool | None,
) -> Summary:
    tell(Progress('looking for files'))
    mark = fingerprint.fingerprint(options.work)
    parts = out.sub(f'{STATE}/parts/{mark}')
    parts.make()
    for folder in (out, out.sub(STATE), parts):
        folder.sweep()
    sweep_scratch(out.sub(STATE), SCRATCH)
    index = read_index(out, parts, mark)
    found = find_sources(sources, out.location, index.labels)
    passed_over = _passed_over(found.passed_over, out)
    if not found.files:
        own = f' but what svodka itself has made ({", ".join(passed_over)})' if passed_over else ''
        raise RunError(f'There is no file in {", ".join(sources)}{own}: name a folder with releases.')
    files = [file for file in found.files if wanted(file.path, options.include, options.exclude)]
    if not files:
        raise RunError(f'--include and --exclude leave none of {counted(len(found.files), "file")}: change them.')
    if any(c.action == 'published' for c in options.corrections):
        known = {bare(id): key for id, key in keys_by_id(out.sub(STATE)).items()}
        files = with_days(files, options.corrections, known)
    planned = plan(files, index, options.work)
    chosen = _read(planned, index, parts, options, tell, pool)
    chosen = carry(out, index, parts, chosen, planned.kept)
    if planned.fresh:
        chosen = compact(out, index, parts, chosen, {file.key: file.size for file in found.files})
    check()
    tell(Progress('writing tables'))
    names = {key: found.name_of(key) for key in planned.kept} | {file.key: file.name for file in found.files}
    journal, origins = Journal(out), _origins(found, out)
    record, lost = assemble(out, parts, index, chosen, names, options, began, planned, journal, origins)
    check()
    write_index(out, parts, mark, index, chosen, found.held | found.labels)
    journal.close(record['inputs'], make_entry(planned, len(chosen), record['documents'], began))
    _tidy(out, mark, {held.part for held in chosen.values()})
    failed_before = {path for held in index.before.values() for path in held.entry.failed}
    return Summary(
        files=len(chosen),
        fresh=len(planned.fresh),
        status=record['documents'],
        rows=record['rows'],
        seconds=time.monotonic() - began,
        out=out.location,
        corrections=tuple(record['corrections']),
        failed=tuple((path, message) for path, message in record['failed']),
        new=planned.new,
        changed=planned.changed,
        kept=len(planned.kept),
        gone=planned.gone,
        failed_anew=len({path for held in chosen.values() for path in held.entry.failed} - failed_before),
        left_out=lost,
        passed_over=passed_over,
        stale=tuple(sorted(out.stamps(TABLE_FILES.__contains__).keys() - record['outputs'].keys())),
        skipped=tuple((message, n) for message, n in record['skipped']),
        news=journal.news.counts(),
        edited=record.get('edited', ''),
        lost_anew=tuple(record.get('lost_anew', ())),
    )


def _origins(found: Found, out: Folder) -> Origins:
    """Where the files are that lie on this machine."""
    files = {file.name: file.location for file in found.files if file.text is None and not is_remote(file.location)}
    sources = {label if i else '': location for i, (location, label) in enumerate(found.labels.items())}
    # As text, whatever the encoding of this system made of the bytes of a name.
    here = {label: os.fsencode(location).decode('utf-8', 'backslashreplace')
            for label, location in sources.items() if not is_remote(location)}  # fmt: skip
    return Origins(files if out.here else {}, out.here.resolve() if out.here else Path(), here)


def _read(
    planned: Plan,
    index: Index,
    parts: Folder,
    options: RunOptions,
    tell: Callable[[Progress], None],
    pool: Pool | None,
) -> dict[str, Held]:
    """Read and analyse what is to be read; where all files are then."""
    chosen, fresh = dict(planned.chosen), planned.fresh
    tell(Progress('reading', 0, len(fresh)))
    if not fresh:
        return chosen
    pool = pool or (cluster(options.cluster) if options.cluster else processes(options.workers))
    # What follows takes half a second to load, which a short run need not wait for.
    Thread(target=_load_ahead, args=(options.tables,), daemon=True).start()
    done = 0
    with closing(pool):
        for result in execute(shards(fresh, parts, options.work, pool), pool):
            index.add(result.part, result.content, result.entries)
            index.memory = max(index.memory, result.memory)
            chosen |= {entry.file: Held(entry, result.part) for entry in result.entries}
            done += len(result.entries)
            tell(Progress('reading', done, len(fresh)))
    return chosen


def _tidy(out: Folder, mark: str, used: set[str]) -> None:
    """Remove parts that no table is made of any more."""
    parts = out.sub(f'{STATE}/parts')
    for other in filter(PART_FOLDER.fullmatch, parts.folders()):
        folder = parts.sub(other)
        for name in folder.stamps(lambda name: PART.fullmatch(name) or TEMPORARY.fullmatch(name)):
            if other != mark or name not in used:
                folder.remove(name)
        if other != mark:
            folder.remove_if_empty()


def _passed_over(found: Sequence[PassedOver], out: Folder) -> tuple[str, ...]:
    """Folders of svodka's own in the sources, in words; that for the tables only if it holds something else."""
    here = str(local_path(out.location).resolve()) if out.here else out.location.rstrip('/')
    words = []
    for folder in found:
        if folder.path != here or folder.others:
            others = f', with {counted(folder.others, "file")} of others in it' if folder.others else ''
            words.append(f'{folder.what.name} in {folder.path}{others}')
    return tuple(words)


def _load_ahead(tables: TableOptions) -> None:
    forgo_pandas()
    with suppress(ImportError):  # the run will meet it again, where it can be told
        for module in ('svodka.collection.put_together', 'svodka.collection.small', 'svodka.tables.write'):
            import_module(module)
        if 'xlsx' in tables.formats:
            import_module('svodka.tables.workbook')
        from svodka.language.paradigms import analyzer

        analyzer()  # by which bodies without a name of their own are known


def _unwritten(out: str, error: OSError) -> str:
    """Why the tables could not be written, and what to do."""
    where = f' at {error.filename}' if error.filename and str(error.filename) != out else ''
    if error.errno in (errno.ENOTDIR, errno.EISDIR, errno.EEXIST, errno.ENOTEMPTY):
        advice = 'move away what is in the way'
    elif error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        advice = 'allow writing there'
    elif error.errno == errno.ENOENT:
        advice = 'put back what was removed while svodka ran'
    else:
        advice = 'make room'
    why = f'{error.strerror or error}{where}'
    message = f'{out} cannot be written ({why}): {advice} or choose another folder with --out.'
    return f'{message} What is done is kept: the same command goes on from here.'


def _refuse_what_is_in_the_way(out: Folder) -> None:
    """Refuse a folder whose insides lead elsewhere or are not svodka's. Tables that are links are replaced, not
    followed. Raises RunError."""
    if out.here is None:
        return
    if out.here.is_symlink() and not out.here.exists():
        raise RunError(f'{out.location} is a link that leads nowhere: remove it, or choose another folder with --out.')
    state = out.here / STATE
    files = [state / name for name in ('lock', INDEX, JOURNAL, KNOWN, REPRINTS)]
    inside = [state, state / 'parts', *files]
    if not state.is_symlink():
        inside += [path for path in _children(state) if path.name.startswith(SCRATCH)]
        if not (state / 'parts').is_symlink():
            inside += _children(state / 'parts')
    for path in inside:
        if path.is_symlink():
            raise RunError(f'{path} is a link to somewhere else: remove it.')
    for path in (state, state / 'parts'):
        if path.exists() and not path.is_dir():
            raise RunError(f'{path} is in the way: move it, or choose another folder with --out.')
    for path in files:
        if path.exists() and not path.is_file():
            raise RunError(f'{path} is in the way: move it, or choose another folder with --out.')


def _children(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def _refuse_foreign(out: Folder) -> None:
    """Refuse a folder whose tables this version must not touch."""
    record = read_record(out)
    if record.get('layout', LAYOUT) > LAYOUT:
        raise RunError(f'{out.location} was written by svodka {record.get("version")}, which is newer than this one: '
                       'upgrade, or choose another folder with --out.')  # fmt: skip
    if not record and 'parts' not in out.sub(STATE).folders():
        strangers = out.stamps(TABLE_FILES.__contains__)
        if strangers:
            raise RunError(f'{out.location} holds {min(strangers)}, which this version did not write: choose another '
                           'folder with --out, or remove the old tables.')  # fmt: skip


# -------------------------------------------------------------------------------------------------------- assembly


def assemble(
    out: Folder,
    parts: Folder,
    index: Index,
    chosen: Mapping[str, Held],
    names: Mapping[str, str],
    options: RunOptions,
    began: float,
    planned: Plan,
    journal: Journal,
    origins: Origins,
) -> tuple[dict[str, Any], int]:
    """Make the tables from the parts, unless they are there already; returns what run.json says, and how many
    corrections of the last run are left out. `names`: what the tables call each file, its key unless said; `origins`:
    where the files are."""
    shown = {key: names.get(key, key) for key in chosen}
    held = sorted((index.content[h.part], key, shown[key]) for key, h in chosen.items())
    inputs = digest(fingerprint.code(afterwards=True), options.tables, options.corrections, held)
    before = read_record(out)
    written = outputs_of(before)
    lost = left_out(before, options.corrections)
    stamps = out.stamps()
    as_they_are = is_whole(before) and before['inputs'] == inputs and journal.covers(inputs)
    if as_they_are and written and written.items() <= stamps.items():
        return before | {'edited': '', 'lost_anew': []}, lost
    # Loaded here, for it takes longer than a run in which nothing is new.
    from svodka.collection.put_together import put_together, storage_errors
    from svodka.collection.reprints_known import Known
    from svodka.tables.write import write_tables

    files = {part: {key: shown[key] for key in keys} for part, keys in by_part(chosen).items()}
    with scratch(out.sub(STATE), SCRATCH) as folder, storage_errors(), _damage_told(parts, index, files):
        (folder / 'tables').mkdir()
        local = {str(parts.fetch(part, folder / 'parts')): keys for part, keys in files.items()}
        threads = processes(options.workers).workers
        known = Known(fingerprint.code(afterwards=True), out.sub(STATE).read(REPRINTS))
        assembly = put_together(local, folder, threads, ASSEMBLY_MEMORY, options.corrections, known=known)
        with closing(assembly):
            status, failures, skipped = assembly.status(), assembly.failures(FAILURES), assembly.skipped(FAILURES)
            rows = write_tables(folder / 'tables', assembly.batches, options.tables, origins=origins)
            documents, entities = assembly.documents(), assembly.entity_ids()
        if known.now and known.now != known.before:
            with out.sub(STATE).written(REPRINTS) as path:
                known.write(path)
        made = list(table_files(options.tables))
        for name in written.keys() - set(made):
            if stamps.get(name) == written[name]:  # else somebody has changed it since
                out.remove(name)
        # Without run.json the tables count as unfinished, so a run that dies from here on is made good by the next.
        out.remove(RECORD)
        edited = ''
        for name in made:
            if not _is_same(out, name, folder / 'tables' / name):
                if name == WORKBOOK and stamps.get(name) and stamps[name] != written.get(name, stamps[name]):
                    edited = _set_aside(out, name)
                out.take(name, folder / 'tables' / name)
    found = {
        'documents': status,
        'failed': failures,
        'skipped': skipped,
        'rows': rows,
        'corrections': [effect.record() for effect in assembly.effects],
        'corrected_by': sorted({c.said for c in options.corrections}),
        'inputs': inputs,
        'outputs': out.stamps(set(made).__contains__),
        'sources': dict(origins.sources),
    }
    record = make_record(options.work, options.tables, planned, len(chosen), began, index.memory, found)
    write_record(out, record)
    journal.take(documents, entities)
    return record | {'edited': edited, 'lost_anew': lost_anew(record, before)}, lost


def _set_aside(out: Folder, name: str) -> str:
    """Rename a workbook in which the reader has written since it was made, so that nothing of it is lost; its new name,
    '' on an object store, whose workbooks nobody edits in place."""
    if out.here is None:
        return ''
    stem, suffix = os.path.splitext(name)
    names = (f'{stem}-edited-{n}{suffix}' for n in count(1))
    free = next(each for each in names if not (out.here / each).exists())
    (out.here / name).rename(out.here / free)
    return free


def _is_same(out: Folder, name: str, made: Path) -> bool:
    """Whether a local file is there already, byte for byte, so that nobody who watches for changes sees one."""
    if out.here is None:
        return False
    there = out.here / name
    return there.is_file() and not there.is_symlink() and filecmp.cmp(there, made, shallow=False)


@contextmanager
def _damage_told(parts: Folder, index: Index, files: Iterable[str]) -> Iterator[None]:
    """Parts that can no longer be read are removed, so that the next run makes them anew. Raises StorageError."""
    try:
        yield
    except Exception as error:  # of DuckDB or of Arrow, whatever they call it
        with tempfile.TemporaryDirectory(prefix='svodka-') as folder:
            bad = [part for part in files if content_of(parts.fetch(part, Path(folder))) != index.content[part]]
        if not bad:
            raise
        for part in bad:
            parts.remove(part)
        raise StorageError(f'{len(bad)} parts of an earlier run were damaged on the disk and have been removed: run '
                           'the command again to make them anew.') from error  # fmt: skip
