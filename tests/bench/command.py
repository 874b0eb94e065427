"""The whole command, measured from outside: `svodka extract` over a folder, started as a user starts it."""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench.scale import paragraphs, write_documents

ROOT = Path(__file__).parents[2]
ONE_THREAD = dict.fromkeys(('OMP_NUM_THREADS', 'OPENBLAS_NUM_THREADS', 'MKL_NUM_THREADS', 'NUMBA_NUM_THREADS'), '1')
SVODKA = [sys.executable, '-m', 'svodka']
PARQUET, ALL = ('parquet',), ('parquet', 'csv', 'xlsx')
STARTS = 3  # of which the median counts

LIBRARY = """
import sys, time
from svodka import extract
text = open(sys.argv[1], encoding='utf-8').read()
extract(text), extract(text)
began = time.process_time()
extract(text)
print(time.process_time() - began)
"""


@dataclass(frozen=True, slots=True)
class Took:
    """What a command took: processor seconds of all its processes, and seconds by the clock."""

    processor: float
    clock: float


@dataclass(frozen=True, slots=True)
class Extracted:
    """What a run took and made; `worker` and `assembly` are bytes at their highest."""

    took: Took
    tokens: int
    worker: int
    assembly: int
    tables: int


def environment() -> dict[str, str]:
    """The environment of what is measured: this svodka, one thread, modules compiled once as after an installation."""
    own = {name: value for name, value in os.environ.items() if name != 'PYTHONDONTWRITEBYTECODE'}
    return {**own, **ONE_THREAD, 'PYTHONPATH': str(ROOT / 'pipeline')}


def timed(command: Sequence[str | Path]) -> Took:
    """Run a command."""
    before, began = os.times(), time.monotonic()
    subprocess.run(command, env=environment(), check=True, capture_output=True)
    after, ended = os.times(), time.monotonic()
    processor = after.children_user + after.children_system - before.children_user - before.children_system
    return Took(processor, ended - began)


def extract(source: Path, out: Path, workers: int = 1, formats: Sequence[str] = PARQUET) -> Extracted:
    """One `svodka extract`."""
    took = timed([*SVODKA, 'extract', source, '--out', out, '--workers', str(workers), '--format', *formats])
    record = json.loads((out / 'run.json').read_text(encoding='utf-8'))
    memory = record['memory']
    size = sum(path.stat().st_size for path in out.iterdir() if path.is_file())
    return Extracted(took, record['rows']['tokens'], memory.get('worker', 0), memory.get('assembly', 0), size)


@contextmanager
def folders() -> Iterator[tuple[Path, Path]]:
    """An empty folder for sources, and one that is not there yet for tables."""
    with tempfile.TemporaryDirectory(prefix='svodka-bench-') as folder:
        source = Path(folder) / 'in'
        source.mkdir()
        yield source, Path(folder) / 'out'


def news(texts: Sequence[str], workers: int, repeats: int) -> dict[str, Extracted]:
    """Runs over texts as files: one worker with Parquet alone and with everything, and several with Parquet."""
    ways: dict[str, tuple[int, Sequence[str]]] = {'parquet': (1, PARQUET), 'everything': (1, ALL)}
    if workers > 1:
        ways[f'{workers} workers'] = workers, PARQUET
    found: dict[str, list[Extracted]] = {way: [] for way in ways}
    with folders() as (source, out):
        for i, text in enumerate(texts):
            (source / f'{i:04}.txt').write_text(text, encoding='utf-8')
        for _ in range(repeats):
            for way, (count, formats) in ways.items():
                found[way].append(extract(source, out, count, formats))
                shutil.rmtree(out)
    return {way: _median(runs) for way, runs in found.items()}


def _median(runs: Sequence[Extracted]) -> Extracted:
    """The run in the middle by processor time."""
    return sorted(runs, key=lambda run: run.took.processor)[len(runs) // 2]


def samples(count: int, texts: list[str], workers: int, again: bool = True) -> dict[str, Extracted]:
    """A folder of so many documents of the texts' paragraphs: with everything, then Parquet alone, then (`again`) with
    nothing new and with one new file."""
    with folders() as (source, out):
        write_documents(source, count, paragraphs(texts))
        found = {'everything': extract(source, out, workers, ALL)}
        shutil.rmtree(out)
        found['parquet'] = extract(source, out, workers)
        if again:
            found['again'] = extract(source, out, workers)
            (source / 'new.txt').write_text(texts[0], encoding='utf-8')
            found['one new'] = extract(source, out, workers)
    return found


def starts(text: str) -> dict[str, Took]:
    """What starting costs: help, import, one release with Parquet and with everything, and a text in a notebook."""

    def release(formats: Sequence[str]) -> Callable[[], Took]:
        def run() -> Took:
            with folders() as (source, out):
                (source / 'a.txt').write_text(text, encoding='utf-8')
                return extract(source, out, 1, formats).took

        return run

    def third_text() -> Took:
        with folders() as (source, _):
            path = source / 'a.txt'
            path.write_text(text, encoding='utf-8')
            call = [sys.executable, '-c', LIBRARY, str(path)]
            seconds = float(subprocess.run(call, env=environment(), check=True, capture_output=True).stdout)
        return Took(seconds, seconds)

    ways: dict[str, Callable[[], Took]] = {
        '`svodka --help`': lambda: timed([*SVODKA, '--help']),
        '`import svodka`': lambda: timed([sys.executable, '-c', 'import svodka']),
        'one short release, Parquet': release(PARQUET),
        'one short release, all formats': release(ALL),
        '`extract(text)` when one was read before': third_text,
    }
    for run in ways.values():  # what is made once on a machine is not measured
        run()
    found: dict[str, list[Took]] = {way: [] for way in ways}
    for _ in range(STARTS):
        for way, run in ways.items():
            found[way].append(run())
    return {
        way: Took(*(statistics.median(getattr(t, part) for t in took) for part in ('processor', 'clock')))
        for way, took in found.items()
    }
