"""What each run found new, changed and gone, beside the tables and never in them:

    OUT/.svodka/runs.jsonl        one line a run, appended: when, and what it found
    OUT/.svodka/known.parquet     the documents of the tables, each with the run that brought it and that changed it
    OUT/.svodka/entities.parquet  the entities of the tables, each with the run that brought it, see svodka.run.debuts

The documents are written before the line, so a run that dies between the two has no line, and the next run takes its
number and tells its news: none is lost and none told twice. A line that was cut off is passed over. The journal holds
counts and some paths of each run, and its oldest lines go when it grows too long.
"""

from __future__ import annotations

import datetime as dt
import json
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from svodka.run import debuts
from svodka.run.arrow import forgo_pandas
from svodka.run.own import STATE
from svodka.run.storage import Folder

JOURNAL, KNOWN = 'runs.jsonl', 'known.parquet'
MOST_BYTES = 2_000_000  # of the journal; beyond them only the latest half stays
MOST_PATHS = 100  # of each kind that a line names

Line = dict[str, Any]


class Document(NamedTuple):
    """A document of the tables: its key (see `Source.key`), what tells whether it changed, what the tables call it."""

    key: str
    document_id: str
    path: str
    sha256: str
    state: str


class Known(NamedTuple):
    """A document with the numbers of the runs that brought it and that changed it last; 0 for none."""

    document: Document
    new: int
    changed: int = 0


@dataclass(slots=True)
class News:
    """What came with a run. `gone` are paths; `moved` counts documents that have another path and the same text."""

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    moved: int = 0

    def counts(self) -> dict[str, int]:
        return {'new': len(self.new), 'changed': len(self.changed), 'gone': len(self.gone), 'moved': self.moved}


def compare(
    before: Mapping[str, Known], documents: Iterable[Document], number: int
) -> tuple[dict[str, Known], list[Known], int]:
    """The documents of now by key, those that are gone, and how many only moved; `number` is that of the run."""
    now = {document.key: document for document in documents}
    gone = [known for key, known in before.items() if key not in now]
    by_text: dict[str, list[Known]] = defaultdict(list)
    for known in gone:
        if not known.document.state.endswith(':'):  # what could not be read has no text to be known by
            by_text[known.document.state].append(known)
    moved: set[str] = set()
    found: dict[str, Known] = {}
    for key, document in now.items():
        last = before.get(key)
        if last is None and by_text.get(document.state):
            last = by_text[document.state].pop(0)
            moved.add(last.document.key)
        if last is None:
            found[key] = Known(document, number)
        else:
            found[key] = last._replace(
                document=document, changed=number if _differs(last.document, document) else last.changed
            )
    return found, [known for known in gone if known.document.key not in moved], len(moved)


def _differs(before: Document, now: Document) -> bool:
    """Whether a document has another text, or another fate, and not only because svodka reads it otherwise."""
    fate, other = before.state.partition(':')[0], now.state.partition(':')[0]
    return before.state != now.state and (before.sha256 != now.sha256 or fate != other)


class Journal:
    """The journal of a folder of tables while a run goes on."""

    def __init__(self, out: Folder) -> None:
        self.state = out.sub(STATE)
        self.last: Line = next(_lines(self.state.read(JOURNAL) or b''), {})
        self.number = int(self.last.get('run', 0)) + 1
        self.news = News()

    def covers(self, inputs: str) -> bool:
        """Whether the last line tells of the tables that are made of these inputs."""
        return self.last.get('inputs') == inputs

    def take(self, documents: Iterable[tuple[str, str, str, str, str]], entities: Iterable[str] = ()) -> None:
        """Compare the documents and entities of new tables with those of the last, and write them."""
        stored, gone_before = _read_known(self.state)
        debuts.note(self.state, entities, self.number, first=not stored)
        found, gone, moved = compare(stored, map(Document._make, documents), self.number)
        paths = [*gone_before.get(self.number, []), *(known.document.path for known in gone)]
        self.news = News(
            new=[known.document.path for known in found.values() if known.new == self.number],
            changed=[k.document.path for k in found.values() if k.changed == self.number != k.new],
            gone=paths,
            moved=moved,
        )
        _write_known(self.state, found, {self.number: paths[:MOST_PATHS]})

    def close(self, inputs: str, about: Mapping[str, Any]) -> None:
        """Append the line of this run."""
        paths = {
            kind: paths[:MOST_PATHS]
            for kind, paths in (('new', self.news.new), ('changed', self.news.changed), ('gone', self.news.gone))
            if paths
        }
        now = dt.datetime.now(dt.UTC).isoformat(timespec='seconds')
        line = {'run': self.number, 'time': now, **about, 'documents': self.news.counts(), **paths, 'inputs': inputs}
        _append(self.state, json.dumps(line, ensure_ascii=False).encode('utf-8', 'replace') + b'\n')


def _lines(data: bytes) -> Iterator[Line]:
    """The lines of a journal, the latest first; what is none is passed over."""
    for text in reversed(data.splitlines()):
        try:
            line = json.loads(text)
        except (ValueError, RecursionError):
            continue
        number, time = (line.get('run'), line.get('time')) if isinstance(line, dict) else (None, None)
        if isinstance(number, int) and isinstance(time, str) and 0 < number < 2**31:
            yield line


def _append(state: Folder, line: bytes) -> None:
    """Put a line at the end; the older half goes when there are too many."""
    data = state.read(JOURNAL) or b''
    if len(data) + len(line) > MOST_BYTES:
        kept = data[-MOST_BYTES // 2 :].partition(b'\n')[2]
        with state.written(JOURNAL) as path:
            path.write_bytes(kept + line)
        return
    whole = b'' if not data or data.endswith(b'\n') else b'\n'  # the last run died while it wrote
    if state.here is None:
        state.replace(JOURNAL, data + whole + line)
        return
    handle = os.open(state.here / JOURNAL, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o666)
    try:
        os.write(handle, whole + line)
        os.fsync(handle)
    finally:
        os.close(handle)


# ------------------------------------------------------------------------------------------- the documents known


def _read_known(state: Folder) -> tuple[dict[str, Known], dict[int, list[str]]]:
    """The documents of the last tables by key, and paths of those gone by the run; empty if there are none to read."""
    data = state.read(KNOWN)
    if not data:
        return {}, {}
    import pyarrow as pa
    import pyarrow.parquet as pq

    forgo_pandas()
    try:
        with pq.ParquetFile(pa.BufferReader(data)) as file:
            rows = file.read()
        gone = json.loads(rows.schema.metadata[b'svodka'])['gone']
        columns = [rows.column(name).to_pylist() for name in (*Document._fields, 'new', 'changed')]
        found = (Known(Document(*row[:5]), row[5], row[6]) for row in zip(*columns, strict=True))
        return {known.document.key: known for known in found}, {int(number): paths for number, paths in gone.items()}
    except (OSError, pa.ArrowException, ValueError, KeyError, TypeError, AttributeError):
        return {}, {}


def _write_known(state: Folder, found: Mapping[str, Known], gone: Mapping[int, list[str]]) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    known = list(found.values())
    schema = pa.schema(
        [*((name, pa.string()) for name in Document._fields), ('new', pa.int32()), ('changed', pa.int32())],
        metadata={'svodka': json.dumps({'gone': gone})},
    )
    arrays = [pa.array([k.document[i] for k in known], pa.string()) for i in range(len(Document._fields))]
    arrays += [pa.array([k.new for k in known], pa.int32()), pa.array([k.changed for k in known], pa.int32())]
    with state.written(KNOWN) as path:
        pq.write_table(pa.Table.from_arrays(arrays, schema=schema), path, compression='zstd')


def keys_by_id(state: Folder) -> dict[str, str]:
    """The keys of the documents of the last tables by id."""
    return {known.document.document_id: key for key, known in _read_known(state)[0].items()}


# --------------------------------------------------------------------------------------------------- for a reader


@dataclass(frozen=True, slots=True)
class Run:
    """A run as the journal tells of it: its number, when it ended, the ids of the documents that it brought and that it
    changed, paths of documents that went with it, `gone` in all; `news_before`: of a run that found nothing, the number
    of the last one before that did, 0 for none; `entities`: the ids of those that came with it."""

    number: int
    time: dt.datetime
    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    gone_paths: tuple[str, ...] = ()
    gone: int = 0
    news_before: int = 0
    entities: tuple[str, ...] = ()


def find_run(tables: Folder, number: int | None = None) -> Run | None:
    """The run of this number, or the last one, over the tables of a folder; None if no journal tells of it."""
    state = tables.sub(STATE)
    runs = [run for line in _lines(state.read(JOURNAL) or b'') if (run := _run(line))]
    found = next((run for run in runs if number in (None, run.number)), None)
    if found is None:
        return None
    known = _read_known(state)[0].values()
    new = tuple(k.document.document_id for k in known if k.new == found.number)
    changed = tuple(k.document.document_id for k in known if k.changed == found.number != k.new)
    before = 0
    if not (new or changed or found.gone):
        told = {n for k in known for n in (k.new, k.changed)} | {run.number for run in runs if run.gone}
        before = max((n for n in told if n < found.number), default=0)
    entities = debuts.come_with(state, found.number) if changed else ()  # which only they need
    return replace(found, new=new, changed=changed, news_before=before, entities=entities)


def first_seen(tables: Folder) -> dict[str, dt.datetime]:
    """When each document of a folder of tables was read for the first time, by its id, as far as the journal tells."""
    state = tables.sub(STATE)
    times = {run.number: run.time for line in _lines(state.read(JOURNAL) or b'') if (run := _run(line))}
    known = _read_known(state)[0].values()
    return {k.document.document_id: times[k.new] for k in known if k.new in times}


def _run(line: Line) -> Run | None:
    """What a line says of its run beside the documents."""
    try:
        time = dt.datetime.fromisoformat(line['time'])
    except ValueError:
        return None
    paths, counts = line.get('gone'), line.get('documents')
    gone = counts.get('gone') if isinstance(counts, dict) else 0
    return Run(
        line['run'],
        time,
        gone_paths=tuple(map(str, paths)) if isinstance(paths, list) else (),
        gone=gone if isinstance(gone, int) else 0,
    )
