"""A table's rows to all formats at once, batch by batch."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path

import pyarrow as pa

from svodka.schema import TABLES
from svodka.tables import PACKAGE, WORKBOOK, TableOptions
from svodka.tables.delimited import open_csv
from svodka.tables.links import read_links
from svodka.tables.origins import Origins
from svodka.tables.package import write_package
from svodka.tables.parquet import open_parquet


def write_tables(
    folder: Path,
    batches: Callable[[str], Iterable[pa.RecordBatch]],
    options: TableOptions = TableOptions(),  # noqa: B008
    tables: Sequence[str] = tuple(TABLES),
    origins: Origins | None = None,
) -> dict[str, int]:
    """Write all tables into a folder that exists; `batches(table)` gives a table's rows, `origins` tells the workbook
    where the documents' files are. Returns rows per table."""
    rows = dict.fromkeys(tables, 0)
    with ExitStack() as whole:
        book = None
        if 'xlsx' in options.formats:
            from svodka.tables.workbook import open_workbook  # takes 0.2 s

            shown = tuple(table for table in tables if table != 'tokens' or options.workbook_tokens)
            book = whole.enter_context(
                open_workbook(folder / WORKBOOK, shown, read_links(batches), options.language, origins)
            )
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
    write_package(folder / PACKAGE, options.formats, options.dialect, rows)
    return rows
