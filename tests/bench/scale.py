"""How a run grows: documents made of the sample releases' paragraphs, 1,000 to 100,000 of them.

Each document is a headline and some paragraphs (six unless said) drawn from different releases, so that the words
repeat as they do in a folder of one source and no two documents are equal. Says documents and tokens a second, the
memory of a worker and of the assembly at its highest, the sizes, and what a second run over the same folder takes.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PARAGRAPHS = 6
FOLDER_FILES = 1000  # files in one folder


def paragraphs(texts: list[str]) -> list[str]:
    """The paragraphs of some texts."""
    return [p.strip() for text in texts for p in text.replace('\r', '').split('\n\n') if len(p.split()) > 3]


def write_documents(folder: Path, count: int, pool: list[str], each: int = PARAGRAPHS) -> None:
    """Writes so many documents of so many paragraphs `each`, the same at every call."""
    chance = random.Random(count)
    for i in range(count):
        chosen = [f'Сообщение № {i}', *chance.sample(pool, each)]
        path = folder / f'{i // FOLDER_FILES:03}' / f'2025-{i % 12 + 1:02}-{i % 28 + 1:02}_{i:06}.txt'
        path.parent.mkdir(exist_ok=True)
        path.write_text('\n\n'.join(chosen), encoding='utf-8')


def extract(source: Path, out: Path, workers: int) -> float:
    """Seconds of a run."""
    began = time.monotonic()
    svodka = Path(sys.executable).with_name('svodka')
    command = [svodka, 'extract', source, '--out', out, '--workers', str(workers), '--format', 'parquet']
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.monotonic() - began


def size(folder: Path) -> int:
    """Bytes of the files in a folder."""
    return sum(p.stat().st_size for p in folder.rglob('*') if p.is_file())


def scale(count: int, texts: list[str], workers: int, each: int = PARAGRAPHS) -> str:
    """One row of the table."""
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder, 'in'), Path(folder, 'out')
        source.mkdir()
        write_documents(source, count, paragraphs(texts), each)
        first = extract(source, out, workers)
        record = json.loads((out / 'run.json').read_text(encoding='utf-8'))
        again = extract(source, out, workers)
        tables = sum(p.stat().st_size for p in out.glob('*.parquet'))
        tokens, memory = record['rows']['tokens'], record['memory']
        cells = [
            f'{count:,}',
            f'{size(source) / 1e6:.0f}',
            str(workers),
            f'{first:.0f}',
            f'{count / first:.0f}',
            f'{tokens / first:,.0f}',
            f'{memory["worker"] / 1e6:.0f}',
            f'{memory["assembly"] / 1e6:.0f}',
            f'{tables / 1e6:.0f}',
            f'{again:.1f}',
        ]
    return f'| {" | ".join(cells)} |'


HEADER = (
    '| documents | texts, MB | workers | s | documents/s | tokens/s | a worker, MB | assembly, MB | tables, MB | '
    'second run, s |\n|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|'
)


def default_workers() -> int:
    """The cores of this machine."""
    return os.cpu_count() or 1
