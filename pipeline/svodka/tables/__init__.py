"""Rows → files: Parquet, CSV, a workbook, and the data package that describes them.

The only place that knows the output's file formats. The same rows give the same bytes: no file holds the time at which
it was written.

    write      a table's rows to all formats at once
    parquet, delimited, workbook     one format each
    links, layout, summary   what the workbook needs: names of ids, columns and widths, its first sheet
    origins, reasons         where files are, and why one was not read, in Russian
    package    the description for programs
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from svodka.schema import TABLES, Language

Format = Literal['parquet', 'csv', 'xlsx']
Dialect = Literal['standard', 'excel', 'excel-ru']
FORMATS: Sequence[Format] = ('parquet', 'csv', 'xlsx')
DIALECTS: Sequence[Dialect] = ('standard', 'excel', 'excel-ru')
WORKBOOK = 'svodka.xlsx'
PACKAGE = 'datapackage.json'


class LayoutError(ValueError):
    """Tables that this version cannot read, with one sentence that says what to do."""

    def __init__(self, path: object) -> None:
        super().__init__(f'{path} was written by another version of svodka, or is damaged: run svodka extract again.')


@dataclass(frozen=True, slots=True)
class TableOptions:
    """Which files are written. Tokens are left out of the workbook unless `workbook_tokens`; `language` is that of its
    sheets, heads and values."""

    formats: Sequence[Format] = FORMATS
    dialect: Dialect = 'standard'
    workbook_tokens: bool = False
    language: Language = 'ru'


def table_files(options: TableOptions, tables: Sequence[str] = tuple(TABLES)) -> Iterator[str]:
    """The names of the files that `write_tables` writes."""
    for suffix in ('parquet', 'csv'):
        if suffix in options.formats:
            yield from (f'{table}.{suffix}' for table in tables)
    if 'xlsx' in options.formats:
        yield WORKBOOK
    yield PACKAGE
