"""Rows → files: Parquet, CSV, a workbook, and the data package that describes them.

The only place that knows the output's file formats. The same rows give the same bytes: no file holds the time at which
it was written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pyarrow as pa

from pipeline.schema import TABLES
from pipeline.tables.delimited import open_csv
from pipeline.tables.package import write_package
from pipeline.tables.parquet import open_parquet
from pipeline.tables.workbook import open_workbook

Format = Literal['parquet', 'csv', 'xlsx']
Dialect = Literal['standard', 'excel', 'excel-ru']
FORMATS: Sequence[Format] = ('parquet', 'csv', 'xlsx')
DIALECTS: Sequence[Dialect] = ('standard', 'excel', 'excel-ru')
WORKBOOK = 'svodka.xlsx'


@dataclass(frozen=True, slots=True)
class TableOptions:
    """Which files are written. Tokens are left out of the workbook unless `workbook_tokens`."""

    formats: Sequence[Format] = FORMATS
    dialect: Dialect = 'standard'
    workbook_tokens: bool = False


def write_tables(
    folder: Path,
    batches: Callable[[str], Iterable[pa.RecordBatch]],
    options: TableOptions = TableOptions(),
    tables: Sequence[str] = tuple(TABLES),
) -> dict[str, int]:
    """Write all tables into a folder that exists; `batches(table)` gives a table's rows. Returns rows per table."""
    rows = dict.fromkeys(tables, 0)
    with ExitStack() as whole:
        book = whole.enter_context(open_workbook(folder / WORKBOOK)) if 'xlsx' in options.formats else None
        for table in tables:
            with ExitStack() as stack:
                writers: list[Callable[[pa.RecordBatch], None]] = []
                if 'parquet' in options.formats:
                    writers.append(stack.enter_context(open_parquet(folder / f'{table}.parquet', table)))
                if 'csv' in options.formats:
                    writers.append(stack.enter_context(open_csv(folder / f'{table}.csv', table, options.dialect)))
                if book is not None and (table != 'tokens' or options.workbook_tokens):
                    writers.append(book(table))
                for batch in batches(table):
                    rows[table] += batch.num_rows
                    for write in writers:
                        write(batch)
    write_package(folder / 'datapackage.json', options.formats, options.dialect, rows)
    return rows


def table_files(options: TableOptions, tables: Sequence[str] = tuple(TABLES)) -> Iterator[str]:
    """The names of the files that `write_tables` writes."""
    for suffix in ('parquet', 'csv'):
        if suffix in options.formats:
            yield from (f'{table}.{suffix}' for table in tables)
    if 'xlsx' in options.formats:
        yield WORKBOOK
    yield 'datapackage.json'
