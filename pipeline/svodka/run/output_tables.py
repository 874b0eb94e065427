"""Parts → the tables in the output folder, each put in its place when all are complete."""

from __future__ import annotations

import filecmp
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from svodka.run import fingerprint
from svodka.run.ids import digest
from svodka.run.interface import RunOptions
from svodka.run.journal import Journal
from svodka.run.own import RECORD, SCRATCH, STATE
from svodka.run.part_index import Held, Index, by_part
from svodka.run.plan import Plan
from svodka.run.record import is_whole, lost_anew, make_record, outputs_of, write_record
from svodka.run.shards import content_of
from svodka.run.storage import Folder, StorageError, scratch
from svodka.run.workers import patient_collector, processes
from svodka.tables import WORKBOOK, table_files
from svodka.tables.origins import Origins

ASSEMBLY_MEMORY = '1GB'
REPRINTS, NAMES = 'reprints.parquet', 'names.parquet'
FAILURES = 5  # that are told by name; all are in the table documents


@dataclass(frozen=True, slots=True)
class Job:
    """What the tables of a run are made of. `parts`: the folder of the parts of its `index`; `chosen`: the part of each
    file; `names`: what the tables call each file, its key unless said; `origins`: where the files are. `planned` and
    `began` are what run.json tells of the run."""

    parts: Folder
    index: Index
    chosen: Mapping[str, Held]
    names: Mapping[str, str]
    origins: Origins
    options: RunOptions
    planned: Plan
    began: float

    def files(self) -> dict[str, dict[str, str]]:
        """The files of each part that count, and what the tables call them."""
        return {part: {key: self.names.get(key, key) for key in keys} for part, keys in by_part(self.chosen).items()}

    def inputs(self) -> str:
        """A hash of all that the tables depend on."""
        held = sorted((self.index.content[h.part], key, self.names.get(key, key)) for key, h in self.chosen.items())
        return digest(fingerprint.code(afterwards=True), self.options.tables, self.options.corrections, held)


@dataclass(frozen=True, slots=True)
class Made:
    """What there is to tell of tables that were made: `found` in run.json, the rest in the journal."""

    found: dict[str, Any]
    documents: list[tuple[str, str, str, str, str]]
    entities: list[str]


def assemble(out: Folder, job: Job, before: dict[str, Any], journal: Journal) -> dict[str, Any]:
    """Make the tables, unless they are there already; what run.json says then. `before`: what it said."""
    inputs, written, stamps = job.inputs(), outputs_of(before), out.stamps()
    as_they_are = is_whole(before) and before['inputs'] == inputs and journal.covers(inputs)
    if as_they_are and written and written.items() <= stamps.items():
        return before | {'edited': '', 'lost_anew': []}
    # Loaded here, for it takes longer than a run in which nothing is new.
    from svodka.collection.put_together import storage_errors

    names = list(table_files(job.options.tables))
    with scratch(out.sub(STATE), SCRATCH) as folder, storage_errors(), _damage_told(job), patient_collector():
        made = _make(out, job, folder)
        for name in written.keys() - set(names):
            if stamps.get(name) == written[name]:  # else somebody has changed it since
                out.remove(name)
        # Without run.json the tables count as unfinished, so a run that dies from here on is made good by the next.
        out.remove(RECORD)
        edited = ''
        for name in names:
            if not _is_same(out, name, folder / 'tables' / name):
                if name == WORKBOOK and stamps.get(name) and stamps[name] != written.get(name, stamps[name]):
                    edited = _set_aside(out, name)
                out.take(name, folder / 'tables' / name)
    options, about = job.options, {'inputs': inputs, 'outputs': out.stamps(set(names).__contains__)}
    found = made.found | about | {'sources': dict(job.origins.sources)}
    record = make_record(options.work, options.tables, job.planned, len(job.chosen), job.began, job.index.memory, found)
    write_record(out, record)
    journal.take(made.documents, made.entities)
    return record | {'edited': edited, 'lost_anew': lost_anew(record, before)}


def _make(out: Folder, job: Job, folder: Path) -> Made:
    """Make the tables in the folder `tables` inside this one."""
    import pyarrow as pa

    # Loaded here for the same reason.
    from svodka.collection.names_known import Names
    from svodka.collection.put_together import put_together
    from svodka.collection.reprints_known import Known
    from svodka.tables.write import write_tables

    options = job.options
    (folder / 'tables').mkdir()
    local = {str(job.parts.fetch(part, folder / 'parts')): keys for part, keys in job.files().items()}
    threads = processes(options.workers).workers
    code, state = fingerprint.code(afterwards=True), out.sub(STATE)
    known = Known(code, state.read(REPRINTS))
    libraries = sorted(fingerprint.readers().items()), sys.version_info[:2]
    with (
        closing(Names(digest(code, libraries), state.read(NAMES))) as names,
        closing(put_together(local, folder, threads, ASSEMBLY_MEMORY, options.corrections, known=known)) as collection,
    ):
        status, failures = collection.status(), collection.failures(FAILURES)
        skipped = collection.skipped(FAILURES)
        rows = write_tables(folder / 'tables', collection.batches, options.tables, origins=job.origins)
        documents, entities = collection.documents(), collection.entity_ids()
        if names.changed:
            # The next run can do without: no room for them, or half a character in one, is no reason to end this one.
            with suppress(OSError, pa.ArrowException, UnicodeEncodeError), state.written(NAMES) as path:
                names.write(path)
    if known.now and known.now != known.before:
        with state.written(REPRINTS) as path:
            known.write(path)
    found = {
        'documents': status,
        'failed': failures,
        'skipped': skipped,
        'rows': rows,
        'corrections': [effect.record() for effect in collection.effects],
        'corrected_by': sorted({c.said for c in options.corrections}),
    }
    return Made(found, documents, entities)


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
def _damage_told(job: Job) -> Iterator[None]:
    """Parts that can no longer be read are removed, so that the next run makes them anew. Raises StorageError."""
    try:
        yield
    except Exception as error:  # of DuckDB or of Arrow, whatever they call it
        with tempfile.TemporaryDirectory(prefix='svodka-') as folder:
            content = {part: content_of(job.parts.fetch(part, Path(folder))) for part in job.files()}
        bad = [part for part, now in content.items() if now != job.index.content[part]]
        if not bad:
            raise
        for part in bad:
            job.parts.remove(part)
        raise StorageError(f'{len(bad)} parts of an earlier run were damaged on the disk and have been removed: run '
                           'the command again to make them anew.') from error  # fmt: skip
