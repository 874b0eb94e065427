"""Rows of parts in memory, in the order of the tables: only the columns that are asked for, some documents at a time.

A row of a part holds all tables of a document, and most of its bytes are its tokens; so what is held at once is a
column of some documents, whatever the size of the collection.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeAlias

import pyarrow as pa
import pyarrow.parquet as pq

Source: TypeAlias = pa.Table | str  # rows that are in memory, or the path of a part


class Part:
    """Rows of a part. A file stays open until it is closed: to open it again for each table takes as long as to read
    one."""

    def __init__(self, source: Source) -> None:
        self.held = pq.ParquetFile(source) if isinstance(source, str) else source

    def read(self, names: Sequence[str]) -> pa.Table:
        """These columns; of rows in memory the whole of a column into which a name leads."""
        if isinstance(self.held, pq.ParquetFile):
            return self.held.read(list(names))
        return self.held.select(list(dict.fromkeys(name.partition('.')[0] for name in names)))

    def close(self) -> None:
        """Close the file."""
        if isinstance(self.held, pq.ParquetFile):
            self.held.close()


@dataclass(frozen=True, slots=True)
class PartRows:
    """Rows of parts in an order of their own; `at`: of each the number of its part, and its number there."""

    parts: Sequence[Part]
    at: Sequence[tuple[int, int]]

    def take(self, rows: Iterable[int]) -> PartRows:
        """Some of the rows, in this order."""
        return PartRows(self.parts, [self.at[row] for row in rows])

    def read(self, names: Sequence[str]) -> pa.Table:
        """These columns of all rows, each in one piece; a name may lead into a column, as `mentions.list.element.name`.

        Each part is read once, in whatever order its rows are.
        """
        held = {part: self.parts[part].read(names) for part in sorted({part for part, _ in self.at})}
        pieces = [held[part].slice(first, count) for part, first, count in self._runs()]
        return pa.concat_tables(pieces or [self.parts[0].read(names).slice(0, 0)]).combine_chunks()

    def _runs(self) -> Iterator[tuple[int, int, int]]:
        """Rows that follow each other here and in their part: its number, that of the first, and how many they are."""
        for (part, _), some in groupby(enumerate(self.at), lambda pair: (pair[1][0], pair[1][1] - pair[0])):
            first, *others = (row for _, (_, row) in some)
            yield part, first, 1 + len(others)
