"""Tables as CSV: UTF-8 with a byte order mark, so that Excel shows Cyrillic."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from svodka.schema import arrow_schema
from svodka.tables import PACKAGE, LayoutError

BYTE_ORDER_MARK = b'\xef\xbb\xbf'
# What a spreadsheet takes for a formula; a dash is the beginning of speech and stays. A text that looks like a guarded
# one is guarded, too, so that every guard can be taken off again.
FORMULA = r"^'*[=+@\t\r]"
GUARDED = r"^'+[=+@\t\r]"


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


def read_csv(path: Path, table: str) -> list[pa.RecordBatch]:
    """The rows of a table that `open_csv` wrote, in the table's schema. Raises LayoutError for columns of another
    version."""
    schema = arrow_schema(table)
    how = DIALECTS[_dialect(path)]
    types = {f.name: pa.string() if pa.types.is_floating(f.type) else f.type for f in schema}
    try:
        read = csv.read_csv(
            path,
            parse_options=csv.ParseOptions(delimiter=how.delimiter, newlines_in_values=True),
            convert_options=csv.ConvertOptions(
                column_types=types, null_values=[''], strings_can_be_null=True, quoted_strings_can_be_null=False
            ),
        )
    except pa.ArrowException as error:
        raise LayoutError(path) from error
    if read.column_names != schema.names:
        raise LayoutError(path)
    for number, field in enumerate(schema):
        if pa.types.is_floating(field.type):
            values = pc.replace_substring(read[field.name], ',', '.').cast(pa.float64())
        elif how.guarded and pa.types.is_string(field.type):
            column = read[field.name]
            values = pc.if_else(pc.match_substring_regex(column, GUARDED), pc.utf8_slice_codeunits(column, 1), column)
        else:
            continue
        read = read.set_column(number, field.name, values)
    return read.cast(schema).to_batches()  # type: ignore[no-any-return]


def _dialect(path: Path) -> str:
    """The dialect that a table was written in: as the data package beside it says; without one, as its header shows."""
    try:
        package = json.loads((path.parent / PACKAGE).read_text(encoding='utf-8'))
        if (said := package['csv_dialect']) in DIALECTS:
            return str(said)
    except (OSError, ValueError, KeyError, TypeError):
        pass
    with path.open(encoding='utf-8-sig', newline='') as file:
        return 'excel-ru' if ';' in file.readline() else 'standard'


def _written(kind: pa.DataType, how: Delimited) -> pa.DataType:
    return pa.string() if pa.types.is_floating(kind) and how.decimal != '.' else kind


def _cells(column: pa.Array, how: Delimited) -> pa.Array:
    if how.guarded and pa.types.is_string(column.type):
        guarded = pc.binary_join_element_wise("'", column, '')
        return pc.if_else(pc.match_substring_regex(column, FORMULA), guarded, column)
    if how.decimal != '.' and pa.types.is_floating(column.type):
        return pc.replace_substring(column.cast(pa.string()), '.', how.decimal)
    return column
