"""Tables as Parquet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from svodka.schema import arrow_schema

# Row groups of a fixed size make the bytes independent of the batches in which the rows came.
ROW_GROUP = 200_000


@contextmanager
def open_parquet(path: Path, table: str) -> Iterator[Callable[[pa.RecordBatch], None]]:
    """A function that takes the rows of a table, batch by batch."""
    waiting: list[pa.RecordBatch] = []
    with pq.ParquetWriter(path, arrow_schema(table), compression='zstd', version='2.6') as file:

        def write(batch: pa.RecordBatch) -> None:
            waiting.append(batch)
            while sum(b.num_rows for b in waiting) >= ROW_GROUP:
                rows = pa.Table.from_batches(waiting).combine_chunks()
                file.write_table(rows.slice(0, ROW_GROUP), ROW_GROUP)
                waiting[:] = rows.slice(ROW_GROUP).to_batches()

        yield write
        file.write_table(pa.Table.from_batches(waiting, arrow_schema(table)).combine_chunks(), ROW_GROUP)
