"""What was measured as docs/benchmarks.md, between its two marks."""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import numpy as np

from tests.bench.command import Extracted, Took

FIRST, LAST = '<!-- speed -->', '<!-- /speed -->'


def write(page: Path, text: str) -> None:
    """Put text between the marks of a page. Raises ValueError if it has none."""
    before, first, rest = page.read_text(encoding='utf-8').partition(FIRST)
    _, last, after = rest.partition(LAST)
    if not first or not last:
        raise ValueError(f'{page} has no {FIRST} and {LAST}: add them where the measurements are to stand.')
    page.write_text(f'{before}{FIRST}\n{text.strip()}\n{LAST}{after}', encoding='utf-8')


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table whose first column is words and whose others are numbers."""
    marks = f'|---|{"--:|" * (len(head) - 1)}'
    first, *others = (f'| {" | ".join(line)} |' for line in (head, *rows))
    return '\n'.join([first, marks, *others])


def conditions() -> str:
    """When and beside what it was measured."""
    cores = os.cpu_count() or 1
    load = os.getloadavg()[2] if hasattr(os, 'getloadavg') else 0.0
    beside = f' beside other work (load {load:.0f}), which makes all times longer,' * (load > cores)
    versions = f'Python {platform.python_version()}, numpy {np.__version__}'
    return f'Measured on {date.today():%d %B %Y}{beside} on {cores} cores of {_processor()}, {versions}.'


def _processor() -> str:
    """What the system calls the processor, with the widest instructions for products of matrices."""
    about = Path('/proc/cpuinfo')
    lines = about.read_text(encoding='utf-8').splitlines() if about.exists() else []
    told = dict(map(str.strip, line.split(':', 1)) for line in lines if ':' in line)
    flags = told.get('flags', '').split()
    widest = next((name for name, flag in (('AVX-512', 'avx512f'), ('AVX2', 'avx2')) if flag in flags), '')
    return ' with '.join(filter(None, (told.get('model name') or platform.machine(), widest)))


def whole_command(found: Mapping[str, Extracted], documents: int, natasha: float) -> str:
    """Runs over news beside natasha's five steps, whose loading and steps take `natasha` seconds for the same texts."""
    tokens = next(iter(found.values())).tokens
    rows = [["natasha's five steps, loading included", f'{natasha:.1f}', f'{1e6 * natasha / tokens:.0f}', '', '', '']]
    names = {'parquet': '`svodka extract`, Parquet', 'everything': 'the same with CSV and workbook'}
    rows += [
        [names.get(way, f'Parquet, {way}'), f'{run.took.processor:.1f}', f'{1e6 * run.took.processor / tokens:.0f}',
         f'{natasha / run.took.processor:.1f} ×', f'{run.took.clock:.1f}', f'{run.worker / 1e6:.0f}']
        for way, run in found.items()
    ]  # fmt: skip
    head = [
        f'{documents:,} documents of news, {tokens:,} tokens',
        's of processor',
        'µs a token',
        'natasha',
        's by the clock',
        'worker, MB',
    ]
    return table(head, rows)


def grown(found: Mapping[int, Mapping[str, Extracted]], workers: int) -> str:
    """Runs over folders of samples, by the number of their documents."""
    rows = []
    for count, runs in found.items():
        plain, everything = runs['parquet'], runs['everything']
        again = [f'{runs[way].took.processor:.1f}' if way in runs else '' for way in ('again', 'one new')]
        seconds = [f'{run.took.processor:.0f} ({run.took.clock:.0f})' for run in (plain, everything)]
        sizes = [f'{size / 1e6:.0f}' for size in (plain.worker, plain.assembly, plain.tables)]
        rows.append([f'{count:,}', f'{plain.tokens / 1e6:.1f}', *seconds, *again, *sizes])
    way = f'Parquet, {workers} workers, s (clock)'
    head = [
        'documents of samples',
        'millions of tokens',
        way,
        'with CSV and workbook',
        'nothing new, s',
        'one new file, s',
    ]
    head += ['worker, MB', 'assembly, MB', 'tables, MB']
    return table(head, rows)


def begun(found: Mapping[str, Took]) -> str:
    """What starting costs."""
    rows = [[way, f'{took.processor:.2f}', f'{took.clock:.2f}'] for way, took in found.items()]
    return table(['start', 's of processor', 's by the clock'], rows)
