"""A shard: some files, read and analysed in one worker, and left behind as one part.

Runs in a worker process or on another machine, so it takes and gives back plain data; it changes nothing of the process
that it runs in. A document's rows depend on the document alone, never on the shard it came in.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from svodka.collection.corrections import NONE
from svodka.engine import Engine, shared
from svodka.limits import pause, time_limit, watched
from svodka.model import Analysis, Document, Parse, Status, Tokens
from svodka.read import ReadOptions, document_id, read_file, unread
from svodka.run.conditions import AGAIN, dated, joined
from svodka.run.ids import digest
from svodka.run.requirements import blame_library
from svodka.run.sources import Origin, Source, SourceError, key_of
from svodka.run.storage import Folder, is_remote
from svodka.tag import Tagger

if TYPE_CHECKING:
    import pyarrow as pa
    from svodka.run.parts import Entry

Batch = list[tuple[Origin, Document]]

LONE_SURROGATE = re.compile('[\ud800-\udfff]')
# Documents go through the stages together, at most so many characters or documents at once: enough to keep the matrix
# products busy, and few enough to keep memory flat.
BATCH_CHARACTERS = 200_000
BATCH_DOCUMENTS = 64


@dataclass(frozen=True, slots=True)
class WorkOptions:
    """What changes the rows of a document."""

    read: ReadOptions = field(default_factory=ReadOptions)
    tagger: Tagger = 'svodka'


@dataclass(frozen=True, slots=True)
class Shard:
    """Files and the folder for the part that they become; `given_up` says why they are not to be tried again."""

    files: tuple[Source, ...]
    folder: Folder
    options: WorkOptions
    given_up: str | None = None

    @property
    def part(self) -> str:
        """The name of the part: a hash of the files as they are."""
        told = (x for f in self.files for x in (f.key, f.stamp, *(str(day) for day in f.days)))
        return f'{digest(*told)}.parquet'


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a shard: the name of its part, a hash of it, what it tells of each file, and the worker's memory."""

    part: str
    content: str
    entries: tuple[Entry, ...]
    memory: int = 0


def work(shard: Shard) -> Result:
    """Read and analyse the files of a shard and write its part. Raises OSError when the part cannot be written, and
    LibraryError."""
    with shard.folder.written(shard.part) as path:
        found = write_part(path, documents(shard), shard.options)
        content = content_of(path)
    return Result(shard.part, content, tuple(found), peak_memory())


def peak_memory() -> int:
    """The bytes of this process at their highest; 0 where the system does not tell."""
    try:
        import resource
    except ImportError:
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == 'darwin' else 1024)


def content_of(path: Path) -> str:
    """A hash of the bytes of a file, 32 hexadecimal digits; a part made again from the same files has the same."""
    with path.open('rb') as file:
        return hashlib.file_digest(file, 'sha256').hexdigest()[:32]


def write_part(
    path: Path, given: Iterable[tuple[Origin, Document]], options: WorkOptions, engine: Engine = shared
) -> list[Entry]:
    """Analyse documents, each given with its file, and write their part; returns what it tells of the files."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    # A run that finds nothing new does without.
    from svodka.run.part_schema import part_schema
    from svodka.run.parts import ENTRY_COLUMNS, entries

    told = []
    with pq.ParquetWriter(path, part_schema(), compression='zstd') as writer:
        for rows in part_rows(given, options, engine):
            writer.write_batch(rows)
            told.append(rows.select([c.partition('.')[0] for c in ENTRY_COLUMNS]))
    return entries(pa.Table.from_batches(told)) if told else []


def part_rows(
    given: Iterable[tuple[Origin, Document]], options: WorkOptions, engine: Engine = shared
) -> Iterator[pa.RecordBatch]:
    """Documents, each given with its file, as rows of a part, in order."""
    for batch in _batches(given):
        yield from _analysed(batch, options, engine)


def _batches(documents: Iterable[tuple[Origin, Document]]) -> Iterator[Batch]:
    """Documents in the same order, bounded in number and size."""
    left = iter(documents)
    while batch := _batch(left):
        yield batch


def _batch(documents: Iterator[tuple[Origin, Document]]) -> Batch:
    """The next documents, until they are many or long."""
    batch: Batch = []
    size = 0
    with watched():
        for origin, document in documents:
            batch.append((origin, writable(document)))
            size += len(document.text)
            if size > BATCH_CHARACTERS or len(batch) == BATCH_DOCUMENTS:
                break
    return batch


def documents(shard: Shard) -> Iterator[tuple[Origin, Document]]:
    """The documents of the shard's files, each with its file; a file that gives none is one that says why."""
    for file in shard.files:
        alone = replace(shard, files=(file,))
        yield from _with_days(_documents(alone), file) if file.days else _documents(alone)


def _with_days(found: Iterable[tuple[Origin, Document]], file: Source) -> Iterator[tuple[Origin, Document]]:
    """The documents of a file with the days of publication that the user gives them."""
    days = dict(file.days)
    for origin, document in found:
        origin = replace(origin, condition=joined((origin.condition, dated(file.days))))
        if day := days.get(document.path):
            published = None if day == NONE else dt.date.fromisoformat(day)
            document = replace(document, published=published, published_from='correction' if published else None)
        yield origin, document


def _documents(shard: Shard) -> Iterator[tuple[Origin, Document]]:
    for file in shard.files:
        origin = Origin(file.path, file.label, file.stamp)
        if shard.given_up:
            yield refused(origin, shard.given_up, AGAIN)
            continue
        if file.text is not None:
            yield origin, file.text
            continue
        if file.refused:
            yield refused(origin, file.refused, status=file.status)
            continue
        if is_remote(file.location):
            pause()  # what another machine takes is no fault of the document before
        try:
            with file.opened() as path:
                yield from read_documents(path, origin, shard.options.read)
        except SourceError as error:
            yield refused(origin, str(error), AGAIN)


def refused(origin: Origin, message: str, condition: str = '', status: Status = 'failed') -> tuple[Origin, Document]:
    """A file that is not read, as a document that says why."""
    return replace(origin, condition=condition), unread(origin.key, message, status)


def read_documents(path: Path, origin: Origin, options: ReadOptions) -> Iterator[tuple[Origin, Document]]:
    """The documents of one file; what goes wrong is a document, too. Raises LibraryError."""
    sha256 = hash_of(path, options.max_bytes)
    origin = replace(origin, sha256=sha256 or '', condition=AGAIN if sha256 is None else '')
    seen: Counter[str] = Counter()
    condition = AGAIN
    try:
        for document in _limited(read_file(path, origin.path, options), options.max_seconds):
            its_own = joined((origin.condition, document.condition))
            yield replace(origin, condition=its_own), _told_apart(document, origin, seen)
        if not seen:
            yield origin, _told_apart(unread(origin.path, 'The file holds no text.', 'empty'), origin, seen)
        return
    except TimeoutError:
        message = f'Reading took more than {options.max_seconds:g} seconds: set --max-seconds higher to wait longer.'
    except MemoryError:
        message = 'Reading took more memory than there is.'
    except Exception as error:  # a reader's bug must not cost the run
        blame_library(error)
        message, condition = f'The file could not be read ({type(error).__name__}: {error}).', ''
    rest = unread(f'{origin.path}#rest' if seen else origin.path, message)
    yield replace(origin, condition=condition), _told_apart(rest, origin, seen)


def _told_apart(document: Document, origin: Origin, seen: Counter[str]) -> Document:
    """The document under a path of its own, behind its source's label: a mail may have two attachments, an archive two
    members of one name."""
    path = whole = key_of(origin.label, document.path)
    while path in seen:
        seen[whole] += 1
        path = f'{whole} ({seen[whole]})'
    seen[path] += 1
    return document if path == document.path else replace(document, path=path, document_id=document_id(path))


def _limited(documents: Iterator[Document], seconds: float) -> Iterator[Document]:
    while True:
        with time_limit(seconds):
            document = next(documents, None)
        if document is None:
            return
        yield document


def writable(document: Document) -> Document:
    """The document with U+FFFD for lone halves of surrogate pairs, which no file can hold; offsets stay."""
    if not LONE_SURROGATE.search(document.text) and not LONE_SURROGATE.search(f'{document.title}{document.message}'):
        return document
    text, title, message = (
        value and LONE_SURROGATE.sub('\ufffd', value) for value in (document.text, document.title, document.message)
    )
    return replace(document, text=text or '', title=title, message=message)


def _analysed(batch: Batch, options: WorkOptions, engine: Engine) -> Iterator[pa.RecordBatch]:
    """The rows of a batch; when it fails, of each document alone, so that one cannot take the others with it."""
    try:
        with time_limit(options.read.max_seconds):
            together = _rows(batch, options, engine)
    except Exception:
        for origin, document in batch:
            yield _alone(origin, document, options, engine)
    else:
        yield together


def _alone(origin: Origin, document: Document, options: WorkOptions, engine: Engine) -> pa.RecordBatch:
    """The rows of one document; of a failed one if need be."""
    limit, hangs_on = options.read.max_seconds, AGAIN
    try:
        with time_limit(limit):
            return _rows([(origin, document)], options, engine)
    except TimeoutError:
        message = f'Analysis took more than {limit:g} seconds: set --max-seconds higher to wait longer.'
    except MemoryError:
        message = 'Analysis took more memory than there is.'
    except Exception as error:
        blame_library(error)
        message, hangs_on = f'Analysis failed ({type(error).__name__}: {error}); please report this text.', ''
    failed = replace(document, status='failed', message=message)
    return _rows([(replace(origin, condition=joined((origin.condition, hangs_on))), failed)], options, engine)


def _rows(batch: Batch, options: WorkOptions, engine: Engine) -> pa.RecordBatch:
    """A batch through all stages, as rows of a part; what could not be read stays without."""
    # The stages, and what is made of them, are loaded by who works.
    from svodka.analyse import analyse
    from svodka.run.parts import part

    readable = [document for _, document in batch if document.status == 'ok']
    found = iter(analyse(readable, options.tagger, engine) if readable else ())
    analyses = [next(found) if document.status == 'ok' else unanalysed(document) for _, document in batch]
    return part([origin for origin, _ in batch], analyses)


def unanalysed(document: Document) -> Analysis:
    """A document without rows: it could not be read, or is not to be."""
    return Analysis(Parse(document, (), Tokens([], [], [], [])))


def hash_of(path: Path, max_bytes: int) -> str | None:
    """SHA-256 of a file; empty if it is larger than what will be read, None if it cannot be opened."""
    try:
        if path.stat().st_size > max_bytes:
            return ''
        with path.open('rb') as file:
            return hashlib.file_digest(file, 'sha256').hexdigest()
    except OSError:
        return None
