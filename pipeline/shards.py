"""A shard: some files, read and analysed in one worker, and left behind as one part.

Runs in a worker process or on another machine, so it takes and gives back plain data; it changes nothing of the process
that it runs in. A document's rows depend on the document alone, never on the shard it came in.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.engine import Engine, shared
from pipeline.ids import digest
from pipeline.limits import pause, time_limit, watched
from pipeline.model import Analysis, Document, Parse, Tokens
from pipeline.read import ReadOptions, document_id, read_file, unread
from pipeline.storage import Folder, Origin, Source, is_remote
from pipeline.tag import Tagger

if TYPE_CHECKING:
    import pyarrow as pa

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
        return f'{digest(*(x for f in self.files for x in (f.name, f.stamp)))}.parquet'


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a shard: the name of its part, and the names of the files in it."""

    part: str
    files: tuple[str, ...]


def work(shard: Shard) -> Result:
    """Read and analyse the files of a shard and write its part. Raises OSError when the part cannot be written."""
    with shard.folder.written(shard.part) as path:
        write_part(path, _documents(shard), shard.options)
    return Result(shard.part, tuple(f.name for f in shard.files))


def write_part(
    path: Path, documents: Iterable[tuple[Origin, Document]], options: WorkOptions, engine: Engine = shared
) -> None:
    """Analyse documents, each given with its file, and write their part."""
    import pyarrow.parquet as pq

    from pipeline.parts import part_schema

    with pq.ParquetWriter(path, part_schema(), compression='zstd') as writer:
        for batch in _batches(documents):
            for rows in _analysed(batch, options, engine):
                writer.write_batch(rows)


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


def _documents(shard: Shard) -> Iterator[tuple[Origin, Document]]:
    """The documents of the shard's files, each with its file; a file that gives none is one that says why."""
    for file in shard.files:
        origin = Origin(file.name, file.stamp)
        if shard.given_up:
            yield replace(origin, passing=True), unread(file.name, shard.given_up)
        elif file.refused:
            yield origin, unread(file.name, file.refused, 'skipped')
        else:
            if is_remote(file.location):
                pause()  # what another machine takes is no fault of the document before
            with file.opened() as path:
                yield from read_documents(path, origin, shard.options.read)


def read_documents(path: Path, origin: Origin, options: ReadOptions) -> Iterator[tuple[Origin, Document]]:
    """The documents of one file; what goes wrong is a document, too."""
    sha256 = hash_of(path, options.max_bytes)
    origin = replace(origin, sha256=sha256 or '', passing=sha256 is None)
    seen: Counter[str] = Counter()
    passing = True
    try:
        for document in _limited(read_file(path, origin.name, options), options.max_seconds):
            yield origin, _told_apart(document, seen)
        if not seen:
            yield origin, unread(origin.name, 'The file holds no text.', 'empty')
        return
    except TimeoutError:
        message = f'Reading took more than {options.max_seconds:g} seconds: set --max-seconds higher to wait longer.'
    except MemoryError:
        message = 'Reading took more memory than there is.'
    except Exception as error:  # a reader's bug must not cost the run
        message, passing = f'The file could not be read ({type(error).__name__}: {error}).', False
    rest = unread(f'{origin.name}#rest' if seen else origin.name, message)
    yield replace(origin, passing=passing), _told_apart(rest, seen)


def _told_apart(document: Document, seen: Counter[str]) -> Document:
    """The document under a path of its own: a mail may have two attachments, an archive two members of one name."""
    path = document.path
    while path in seen:
        seen[document.path] += 1
        path = f'{document.path} ({seen[document.path]})'
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
    limit = options.read.max_seconds
    try:
        with time_limit(limit):
            return _rows([(origin, document)], options, engine)
    except TimeoutError:
        message, passing = f'Analysis took more than {limit:g} seconds: set --max-seconds higher to wait longer.', True
    except MemoryError:
        message, passing = 'Analysis took more memory than there is.', True
    except Exception as error:
        message, passing = f'Analysis failed ({type(error).__name__}: {error}); please report this text.', False
    failed = replace(document, status='failed', message=message)
    return _rows([(replace(origin, passing=origin.passing or passing), failed)], options, engine)


def _rows(batch: Batch, options: WorkOptions, engine: Engine) -> pa.RecordBatch:
    """A batch through all stages, as rows of a part; what could not be read stays without."""
    from pipeline.analyse import analyse
    from pipeline.parts import part

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
