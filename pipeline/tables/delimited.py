"""Tables as CSV: UTF-8 with a byte order mark, so that Excel shows Cyrillic."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from pipeline.schema import arrow_schema

BYTE_ORDER_MARK = b'\xef\xbb\xbf'
# What a spreadsheet takes for a formula; a dash is the beginning of speech and stays.
FORMULA = r'^[=+@\t\r]'


@dataclass(frozen=True, slots=True)
class Delimited:
    """How a dialect writes: `guarded` puts an apostrophe before what would be a formula."""

    delimiter: str
    decimal: str
    guarded: bool


DIALECTS = {
    'standard': Delimited(',', '.', False),
    'excel': Delimited(',', '.', True),
    'excel-ru': Delimited(';', ',', True),
}


@contextmanager
def open_csv(path: Path, table: str, dialect: str = 'standard') -> Iterator[Callable[[pa.RecordBatch], None]]:
    """A function that takes the rows of a table, batch by batch."""
    how = DIALECTS[dialect]
    schema = pa.schema([pa.field(f.name, _written(f.type, how)) for f in arrow_schema(table)])
    options = csv.WriteOptions(delimiter=how.delimiter, quoting_style='needed')
    with path.open('wb') as file:
        file.write(BYTE_ORDER_MARK)
        with csv.CSVWriter(file, schema, write_options=options) as writer:

            def write(batch: pa.RecordBatch) -> None:
                writer.write_batch(pa.record_batch([_cells(c, how) for c in batch.columns], schema=schema))

            yield write


def _written(kind: pa.DataType, how: Delimited) -> pa.DataType:
    return pa.string() if pa.types.is_floating(kind) and how.decimal != '.' else kind


def _cells(column: pa.Array, how: Delimited) -> pa.Array:
    if how.guarded and pa.types.is_string(column.type):
        guarded = pc.binary_join_element_wise("'", column, '')
        return pc.if_else(pc.match_substring_regex(column, FORMULA), guarded, column)
    if how.decimal != '.' and pa.types.is_floating(column.type):
        return pc.replace_substring(column.cast(pa.string()), '.', how.decimal)
    return column
