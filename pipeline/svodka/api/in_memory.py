"""Texts and files → parts, for `extract`: in this process, or spread over several as a run does."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, as_completed
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from svodka.engine import Engine, shared
from svodka.run.batch import Progress
from svodka.run.plan import shards
from svodka.run.shards import BATCH_DOCUMENTS, Shard, WorkOptions, documents, write_part
from svodka.run.sources import Source
from svodka.run.storage import Folder
from svodka.run.workers import Pool, execute, processes


def make_parts(
    files: Sequence[Source],
    folder: Path,
    options: WorkOptions,
    workers: int | None,
    tell: Callable[[Progress], None],
    engine: Engine = shared,
) -> dict[str, Mapping[str, str]]:
    """Read and analyse files and texts; for each part that is written to `folder` the keys and names of its files.

    Raises RuntimeError where processes cannot be started.
    """
    tell(Progress('reading', 0, len(files)))
    parts: dict[str, Mapping[str, str]] = {}
    pool = processes(workers)
    alone = pool.workers == 1 or len(files) < 2
    made = _here(files, folder, options, engine) if alone else _there(files, folder, options, pool)
    names = {file.key: file.name for file in files}
    done = 0
    for part, keys in made:
        parts[str(part)] = {key: names[key] for key in keys}
        done += len(keys)
        tell(Progress('reading', done, len(files)))
    return parts


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
