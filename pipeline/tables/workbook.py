"""Tables as one workbook: a sheet each, header frozen, filter on, dates as dates, nothing taken for a formula."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import xlsxwriter
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from pipeline.schema import Column, columns, description

# Excel's limits: https://support.microsoft.com/office/excel-specifications-and-limits
MAX_ROWS = 1_048_576
MAX_CELL = 32_767
CUT = ' … [cut here: Excel holds no longer text; the whole one is in the other formats]'
EPOCH = dt.datetime(2000, 1, 1)  # in place of the time of writing, so that the same rows give the same bytes
ABOUT = 'svodka'
DAY_ZERO = dt.date(1899, 12, 30)
FIRST_DATE = dt.date(1900, 3, 1)  # Excel has no dates before 1900, and takes 1900 for a leap year
ESCAPES = {'&': '&amp;', '<': '&lt;', '>': '&gt;'}
# What stands for itself nowhere in a cell's XML; «_x000D_» as a text, too, for Excel reads it as a character.
SPECIAL = re.compile('[&<>\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)')


@contextmanager
def open_workbook(path: Path) -> Iterator[Callable[[str], Callable[[pa.RecordBatch], None]]]:
    """A function that begins a table's sheet and returns the function that takes its rows, batch by batch.

    Raises OSError when there is no room.
    """
    options = {
        'constant_memory': True,
        'tmpdir': str(path.parent),
        'strings_to_formulas': False,
        'strings_to_urls': False,
        'strings_to_numbers': False,
    }
    sheets: list[Sheet] = []
    with _storage_errors(), xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({'title': 'svodka', 'created': EPOCH})
        about = book.add_worksheet(ABOUT)
        bold = book.add_format({'bold': True, 'bottom': 1})
        date = book.add_format({'num_format': 'yyyy-mm-dd'})

        def begin(table: str) -> Callable[[pa.RecordBatch], None]:
            sheets.append(Sheet(book.add_worksheet(table, worksheet_class=Rows), table, bold, date))
            return sheets[-1].write

        yield begin
        _write_about(about, sheets, bold)
        for sheet in sheets:
            sheet.finish()


@contextmanager
def _storage_errors() -> Iterator[None]:
    """A file that cannot be written is an OSError here as everywhere."""
    try:
        yield
    except xlsxwriter.exceptions.XlsxFileError as error:
        raise OSError(str(error)) from error


class Rows(Worksheet):  # type: ignore[misc]
    """A sheet whose rows are written as XML, a batch at a time.

    xlsxwriter's own way, cell by cell, takes six times as long, and takes a text that looks like its markup for markup.
    """

    def add_header(self, names: list[str], style: Any) -> None:
        """The first row."""
        self.write_row(0, 0, names, style)
        self._write_single_row(1)

    def add_rows(self, first: int, batch: pa.RecordBatch, date_style: Any) -> None:
        """Write rows; `first` is the number, from 0, of the first of them."""
        style = date_style._get_xf_index()
        columns = [cells(xl_col_to_name(i), first + 1, c, style) for i, c in enumerate(batch.columns)]
        for number, row in enumerate(zip(*columns, strict=True), first + 1):
            self.fh.write(f'<row r="{number}">{"".join(row)}</row>')
        self.dim_rowmax = first + batch.num_rows - 1


def cells(letter: str, first: int, column: pa.Array, date_style: int) -> list[str]:
    """The cells of a column as XML; `first` is the number, from 1, of the first row."""
    rows = enumerate(column.to_pylist(), first)
    if pa.types.is_string(column.type):
        return ['' if v is None else string_cell(f'{letter}{r}', v) for r, v in rows]
    if pa.types.is_date(column.type):
        return ['' if v is None else date_cell(f'{letter}{r}', v, date_style) for r, v in rows]
    return ['' if v is None else f'<c r="{letter}{r}"><v>{v!r}</v></c>' for r, v in rows]


def string_cell(place: str, text: str) -> str:
    """A text in the cell itself: what XML cannot hold is written as Excel does, _x001B_."""
    if SPECIAL.search(text):
        text = SPECIAL.sub(lambda m: ESCAPES.get(m[0]) or f'_x{ord(m[0]):04X}_', text)
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def date_cell(place: str, value: dt.date, style: int) -> str:
    """A date as Excel counts days; those before Excel's calendar stay as text."""
    if value < FIRST_DATE:
        return string_cell(place, value.isoformat())
    return f'<c r="{place}" s="{style}"><v>{(value - DAY_ZERO).days}</v></c>'


class Sheet:
    """A sheet as it is being filled."""

    def __init__(self, sheet: Rows, table: str, bold: Any, date: Any) -> None:
        self.sheet, self.table, self.date, self.rows, self.left_out, self.cut = sheet, table, date, 0, 0, 0
        self.columns = columns(table)
        for i, column in enumerate(self.columns):
            sheet.set_column(i, i, width(column))
        sheet.freeze_panes(1, 0)
        sheet.add_header([c.name for c in self.columns], bold)

    def write(self, batch: pa.RecordBatch) -> None:
        """Add rows; those beyond Excel's limit are counted, and told on the first sheet."""
        fitting = batch.slice(0, max(0, MAX_ROWS - 1 - self.rows))
        self.left_out += batch.num_rows - fitting.num_rows
        if fitting.num_rows:
            self.sheet.add_rows(self.rows + 1, self._fit(fitting), self.date)
            self.rows += fitting.num_rows

    def _fit(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """The same rows with texts that a cell can hold."""
        for i, column in enumerate(batch.columns):
            # Excel counts UTF-16 units, of which there are no more than bytes of UTF-8.
            if pa.types.is_string(column.type) and (pc.max(pc.binary_length(column)).as_py() or 0) > MAX_CELL:
                texts = [v if v is None else self._cut(v) for v in column.to_pylist()]
                batch = batch.set_column(i, batch.schema.field(i), pa.array(texts, pa.string()))
        return batch

    def _cut(self, value: str) -> str:
        units = value.encode('utf-16-le')
        if len(units) // 2 <= MAX_CELL:
            return value
        self.cut += 1
        return units[: (MAX_CELL - len(CUT)) * 2].decode('utf-16-le', 'ignore') + CUT

    def finish(self) -> None:
        self.sheet.autofilter(0, 0, self.rows, len(self.columns) - 1)


def width(column: Column) -> int:
    """The width of a column, in characters, by what it holds."""
    if column.name in ('text', 'message', 'title', 'name', 'position', 'path'):
        return 50
    if column.type is dt.date:
        return 12
    return 20 if column.type is str else 10


def _write_about(about: Any, sheets: list[Sheet], bold: Any) -> None:
    about.set_column(0, 0, 16)
    about.set_column(1, 1, 12)
    about.set_column(2, 3, 80)
    about.write_row(0, 0, ['sheet', 'rows', 'a row is', 'left out'], bold)
    about.freeze_panes(1, 0)
    for i, sheet in enumerate(sheets, 1):
        about.write_url(i, 0, f"internal:'{sheet.table}'!A1", string=sheet.table)
        about.write_number(i, 1, sheet.rows)
        about.write_string(i, 2, description(sheet.table))
        notes = []
        if sheet.left_out:
            notes.append(f'{sheet.left_out} rows do not fit into a sheet; they are in the Parquet and CSV files.')
        if sheet.cut:
            notes.append(f'{sheet.cut} texts are longer than an Excel cell and are cut here.')
        about.write_string(i, 3, ' '.join(notes))
