"""A batch: what is new, shards, workers, assemble.

Everything that a run leaves behind appears under its name when it is complete, so a run may die at any moment and the
next one goes on from there:

    OUT/*.parquet, *.csv, svodka.xlsx, datapackage.json     the tables
    OUT/run.json                                            what was done, with what, what it took
    OUT/.svodka/parts/FINGERPRINT/*.parquet                 what each shard of files became
    OUT/.svodka/index.parquet                               what those tell of each file
    OUT/.svodka/runs.jsonl, known.parquet, entities.parquet   the journal, see svodka.run.journal
    OUT/.svodka/reprints.parquet, names.parquet             what was found of pairs of texts, of names of organisations
    OUT/.svodka/lock, svodka-scratch-*/                     one run at a time, and where it works

Nothing else is touched: what is removed has a name that only svodka gives, and no link below OUT is followed.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing, suppress
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import Any

from svodka.collection.corrections import bare
from svodka.printable import counted
from svodka.read.folder import PassedOver
from svodka.run import fingerprint
from svodka.run.arrow import forgo_pandas
from svodka.run.compaction import carry, compact
from svodka.run.dated import with_days
from svodka.run.interface import Progress, RunError, RunOptions, Summary
from svodka.run.journal import Journal, keys_by_id
from svodka.run.lock import locked
from svodka.run.output_tables import Job, assemble
from svodka.run.own import PART_FILE, PART_FOLDER, SCRATCH, STATE, TABLE_FILES
from svodka.run.part_index import Held, Index, read_index, write_index
from svodka.run.plan import Plan, plan, shards
from svodka.run.record import left_out, make_entry, read_record
from svodka.run.refusals import refuse_foreign, refuse_what_is_in_the_way, unwritten
from svodka.run.requirements import require_libraries
from svodka.run.sources import Found, Source, find_sources, wanted, whole_locations
from svodka.run.storage import TEMPORARY, Folder, StorageError, is_remote, local_path, sweep_scratch
from svodka.run.workers import Pool, cluster, execute, processes
from svodka.tables import TableOptions
from svodka.tables.origins import Origins


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
        refuse_what_is_in_the_way(folder)
        folder.sub(STATE).make()
        with locked(folder) as check:
            refuse_foreign(folder)
            return _run(sources, folder, options, began, tell, check, pool)
    except StorageError as error:
        raise RunError(str(error)) from error
    except OSError as error:
        raise RunError(unwritten(out, error), usage=False) from error


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
    files = _files(sources, found, passed_over, out, options)
    planned = plan(files, index, options.work)
    chosen = _read(planned, index, parts, options, tell, pool)
    chosen = carry(out, index, parts, chosen, planned.kept)
    if planned.fresh:
        chosen = compact(out, index, parts, chosen, {file.key: file.size for file in found.files})
    check()
    tell(Progress('writing tables'))
    names = {key: found.name_of(key) for key in planned.kept} | {file.key: file.name for file in found.files}
    journal = Journal(out)
    before = read_record(out)
    job = Job(parts, index, chosen, names, _origins(found, out), options, planned, began)
    record = assemble(out, job, before, journal)
    check()
    write_index(out, parts, mark, index, chosen, found.held | found.labels)
    journal.close(record['inputs'], make_entry(planned, len(chosen), record['documents'], began))
    _tidy(out, mark, {held.part for held in chosen.values()})
    return _summary(out, job, before, record, passed_over, journal.news.counts())


def _files(
    sources: Sequence[str], found: Found, passed_over: Sequence[str], out: Folder, options: RunOptions
) -> list[Source]:
    """The files that count, with the days that the user gives. Raises RunError where there is none."""
    if not found.files:
        own = f' but what svodka itself has made ({", ".join(passed_over)})' if passed_over else ''
        raise RunError(f'There is no file in {", ".join(sources)}{own}: name a folder with releases.')
    files = [file for file in found.files if wanted(file.path, options.include, options.exclude)]
    if not files:
        raise RunError(f'--include and --exclude leave none of {counted(len(found.files), "file")}: change them.')
    if any(c.action == 'published' for c in options.corrections):
        known = {bare(id): key for id, key in keys_by_id(out.sub(STATE)).items()}
        files = with_days(files, options.corrections, known)
    return files


def _summary(
    out: Folder,
    job: Job,
    before: Mapping[str, Any],
    record: Mapping[str, Any],
    passed_over: tuple[str, ...],
    news: dict[str, int],
) -> Summary:
    """What there is to tell of a run; `before` and `record`: what run.json said and says."""
    planned, chosen = job.planned, job.chosen
    failed_before = {path for held in job.index.before.values() for path in held.entry.failed}
    return Summary(
        files=len(chosen),
        fresh=len(planned.fresh),
        status=record['documents'],
        rows=record['rows'],
        seconds=time.monotonic() - job.began,
        out=out.location,
        corrections=tuple(record['corrections']),
        failed=tuple((path, message) for path, message in record['failed']),
        new=planned.new,
        changed=planned.changed,
        kept=len(planned.kept),
        gone=planned.gone,
        failed_anew=len({path for held in chosen.values() for path in held.entry.failed} - failed_before),
        left_out=left_out(before, job.options.corrections),
        passed_over=passed_over,
        stale=tuple(sorted(out.stamps(TABLE_FILES.__contains__).keys() - record['outputs'].keys())),
        skipped=tuple((message, n) for message, n in record['skipped']),
        news=news,
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
        for name in folder.stamps(lambda name: PART_FILE.fullmatch(name) or TEMPORARY.fullmatch(name)):
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
        # Loaded while the workers read, for the linking.
        from svodka.language.paradigms import analyzer

        analyzer()  # by which bodies without a name of their own are known
