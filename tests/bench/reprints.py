"""How many reprints are found, how many wrong ones, and what it takes: `python -m tests.bench.reprints [NUMBER ...]`.

Invented texts of chosen words, a third of them above the same form letter; every fifth reprints an earlier one: with
another headline, a new lead, a cut end, or all of these. Processor seconds, and the memory of the whole process.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from svodka.collection.reprints import reprints_in
from svodka.collection.shingles import sketch

WORDS, LEAD, FORM, EVERY, BATCH = 200, 25, 60, 5, 5000
KINDS = ('headline', 'lead', 'cut', 'all')


def texts(documents: int, pick: random.Random) -> Iterator[tuple[str, int | None, str]]:
    """A text, the number of the one that it reprints, and how."""
    letters = 'абвгдежзиклмнопрстуф'
    words = [''.join(pick.choices(letters, k=pick.randint(3, 10))) for _ in range(20_000)]
    form = pick.choices(words, k=FORM)
    recent: list[tuple[int, list[str]]] = []
    for number in range(documents):
        if recent and number % EVERY == 0:
            origin, body = pick.choice(recent)
            kind = pick.choice(KINDS)
            if kind in ('lead', 'all'):  # the same words in another order: told anew
                body = [*pick.sample(body[:LEAD], LEAD), *body[LEAD:]]
            if kind in ('cut', 'all'):
                body = body[: int(len(body) * pick.uniform(0.5, 0.9))]
            head = pick.choices(words, k=6) if kind in ('headline', 'all') else []
            yield ' '.join([*head, *body]), origin, kind
        else:
            body = pick.choices(words, k=WORDS)
            recent = [*recent[-500:], (number, body)]
            yield ' '.join([*body, *(form if number % 3 == 0 else [])]), None, ''


def measure(documents: int) -> str:
    """A line of the table for so many documents."""
    truth: dict[int, tuple[int, str]] = {}
    with tempfile.TemporaryDirectory(prefix='svodka-reprints-') as folder:
        path = Path(folder, 'texts.parquet')
        schema = pa.schema([('ordinal', pa.int64()), ('text', pa.string()), ('sketch', pa.binary())])
        began = time.process_time()
        with pq.ParquetWriter(path, schema) as writer:
            rows: list[tuple[int, str, bytes]] = []
            for number, (text, origin, kind) in enumerate(texts(documents, random.Random(documents))):
                if origin is not None:
                    truth[number] = origin, kind
                rows.append((number, text, sketch(text)))
                if len(rows) == BATCH or number == documents - 1:
                    writer.write_table(pa.table([list(column) for column in zip(*rows, strict=True)], schema=schema))
                    rows = []
        made = time.process_time() - began
        with duckdb.connect() as db:
            db.execute(f"SET threads = 1; SET memory_limit = '1GB'; SET temp_directory = '{folder}/spill'")
            db.execute('SET enable_progress_bar = false')
            began = time.process_time()
            found = dict(reprints_in(db, f"SELECT ordinal, sketch FROM '{path}' ORDER BY ordinal",
                                       f"SELECT ordinal, text FROM '{path}'"))  # fmt: skip
            took = time.process_time() - began
    right = {kind: [found.get(n) == origin for n, (origin, k) in truth.items() if k == kind] for kind in KINDS}
    wrong = sum(n not in truth or truth[n][0] != origin for n, origin in found.items())
    shares = ' | '.join(f'{sum(hits) / max(len(hits), 1):.3f}' for hits in right.values())
    return f'| {documents:,} | {shares} | {wrong} | {made:.0f} | {took:.1f} | {_memory()} |'


def _memory() -> int:
    """The highest memory of this process, MB."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    print(f'| documents | {" | ".join(KINDS)} | wrong | texts and sketches, s | groups, s | MB |')
    print('|--:' * 9 + '|')
    for documents in map(int, sys.argv[1:] or ['10000', '20000']):
        print(measure(documents), flush=True)


if __name__ == '__main__':
    main()
