"""What was found of pairs of texts, kept beside the tables, so that the next run compares only pairs that are new.

A verdict hangs on the two texts and on svodka's code alone, so that it makes no difference to the tables whether it was
kept. A file that cannot be read, or that other code wrote, is no file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

Pair = tuple[str, str]  # hashes of two texts, as HASH makes them in DuckDB
HASH = 'left(sha256(text), 32)'
SCHEMA = pa.schema([('one', pa.string()), ('other', pa.string()), ('same', pa.bool_())])


def hash_of_text(text: str) -> str:
    """The hash of a text by which a pair is known."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]


class Known:
    """Verdicts by pair: `before` are those of the last run, `now` those that this one has asked for."""

    def __init__(self, code: str, data: bytes | None = None) -> None:
        """`code`: a hash of svodka's code; `data`: the file as the last run left it, if it did."""
        self.code = code
        self.before: dict[Pair, bool] = {}
        self.now: dict[Pair, bool] = {}
        try:
            with pq.ParquetFile(pa.BufferReader(data or b'')) as file:
                if file.schema_arrow.metadata == {b'code': code.encode()}:
                    columns = (file.read().column(name).to_pylist() for name in SCHEMA.names)
                    self.before = {(one, other): same for one, other, same in zip(*columns, strict=True)}
        except (OSError, pa.ArrowException, KeyError):
            self.before = {}

    def verdict(self, pair: Pair) -> bool | None:
        """What is known of a pair; None for nothing."""
        found = self.before.get(pair)
        if found is not None:
            self.now[pair] = found
        return found

    def write(self, path: Path) -> None:
        """Write the verdicts of this run."""
        rows = [(one, other, self.now[one, other]) for one, other in sorted(self.now)]
        columns: Sequence[Sequence[object]] = list(zip(*rows, strict=True)) or [(), (), ()]
        arrays = [pa.array(column, kind) for column, kind in zip(columns, SCHEMA.types, strict=True)]
        schema = SCHEMA.with_metadata({'code': self.code})
        pq.write_table(pa.Table.from_arrays(arrays, schema=schema), path, compression='zstd')
