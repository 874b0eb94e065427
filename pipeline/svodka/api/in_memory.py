"""Texts and files → their collection, for `extract`: read in this process, or spread over several as a run does.

Few texts are put together from where they are; files, and many texts, become parts on the disk first.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, as_completed
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from svodka.collection.common import Collection
from svodka.collection.corrections import Correction
from svodka.collection.put_together import put_together
from svodka.collection.small import SmallCollection
from svodka.engine import Engine, shared
from svodka.run.interface import Progress
from svodka.run.plan import shards
from svodka.run.shards import BATCH_DOCUMENTS, Shard, WorkOptions, documents, part_rows, write_part
from svodka.run.sources import Source
from svodka.run.storage import Folder
from svodka.run.workers import Pool, execute, processes

# Texts, and characters of them in all; the rows of a text take a hundred times its bytes while they are made.
FEW_TEXTS, FEW_LETTERS = 500, 1_000_000


@contextmanager
def collected(
    files: Sequence[Source],
    options: WorkOptions,
    workers: int | None,
    tell: Callable[[Progress], None],
    engine: Engine = shared,
    corrections: Sequence[Correction] = (),
    ranks: Mapping[str, int] | None = None,
) -> Iterator[Collection]:
    """Read and analyse files and texts and put them together; `ranks`: for each key what its rows are ordered by.

    Raises RuntimeError where processes cannot be started.
    """
    names = {file.key: file.name for file in files}
    pool = processes(workers)
    alone = pool.workers == 1 or len(files) <= 1
    tell(Progress('reading', 0, len(files)))
    if alone and not corrections and _are_few_texts(files):
        yield _in_memory(files, names, options, tell, engine, ranks)
        return
    with TemporaryDirectory(prefix='svodka-') as folder:
        made = _here(files, Path(folder), options, engine) if alone else _there(files, Path(folder), options, pool)
        parts: dict[str, Mapping[str, str]] = {}
        done = 0
        for part, keys in made:
            parts[str(part)] = {key: names[key] for key in keys}
            done += len(keys)
            tell(Progress('reading', done, len(files)))
        tell(Progress('making tables'))
        with closing(put_together(parts, Path(folder), corrections=corrections, ranks=ranks)) as collection:
            yield collection


def _are_few_texts(files: Sequence[Source]) -> bool:
    """Whether these are texts only, and so few that nothing of them need be written down."""
    few = len(files) <= FEW_TEXTS and sum(file.size for file in files) <= FEW_LETTERS
    return few and all(file.text is not None for file in files)


def _in_memory(
    files: Sequence[Source],
    names: Mapping[str, str],
    options: WorkOptions,
    tell: Callable[[Progress], None],
    engine: Engine,
    ranks: Mapping[str, int] | None,
) -> SmallCollection:
    import pyarrow as pa

    # here, as it loads pyarrow, which texts that go to other processes do without
    from svodka.run.part_schema import part_schema

    rows = []
    for batch in part_rows(documents(Shard(tuple(files), Folder(''), options)), options, engine):
        rows.append(batch)
        tell(Progress('reading', sum(b.num_rows for b in rows), len(files)))
    tell(Progress('making tables'))
    return SmallCollection([(pa.Table.from_batches(rows, part_schema()), names)], ranks)


def _here(
    files: Sequence[Source], folder: Path, options: WorkOptions, engine: Engine
) -> Iterator[tuple[Path, list[str]]]:
    """Parts of so many files as go through the stages together; one empty part of no files."""
    for first in range(0, max(1, len(files)), BATCH_DOCUMENTS):
        some = tuple(files[first : first + BATCH_DOCUMENTS])
        part = folder / f'{first}.parquet'
        write_part(part, documents(Shard(some, Folder(str(folder)), options)), options, engine)
        yield part, [file.key for file in some]


def _there(files: Sequence[Source], folder: Path, options: WorkOptions, pool: Pool) -> Iterator[tuple[Path, list[str]]]:
    with closing(pool):
        cut = shards(files, Folder(str(folder)), options, pool)
        for result in execute(cut, replace(pool, start=lambda workers: _started(pool, workers))):
            yield folder / result.part, [entry.file for entry in result.entries]


def _started(pool: Pool, workers: int) -> Executor:
    """Processes of which one has begun, for what never begins would count as a text that ended its process."""
    executor = pool.start(workers)
    try:
        next(as_completed([executor.submit(os.getpid) for _ in range(workers)])).result()
    except pool.lost as error:
        executor.shutdown()
        raise RuntimeError(
            "A process for the texts ended as it began. Put what the script does under if __name__ == '__main__':, "
            'or give workers=1.'
        ) from error
    return executor
