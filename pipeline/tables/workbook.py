"""Tables as one workbook: a sheet each, header frozen, filter on, dates as dates, nothing taken for a formula."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import xlsxwriter

from pipeline.schema import Column, columns, description

# Excel's limits: https://support.microsoft.com/office/excel-specifications-and-limits
MAX_ROWS = 1_048_576
MAX_CELL = 32_767
CUT = ' … [cut here: Excel holds no longer text; the whole one is in the other formats]'
EPOCH = dt.datetime(2000, 1, 1)  # in place of the time of writing, so that the same rows give the same bytes
ABOUT = 'svodka'


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
        'default_date_format': 'yyyy-mm-dd',
    }
    sheets: list[Sheet] = []
    with _storage_errors(), xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({'title': 'svodka', 'created': EPOCH})
        about = book.add_worksheet(ABOUT)
        bold = book.add_format({'bold': True, 'bottom': 1})

        def begin(table: str) -> Callable[[pa.RecordBatch], None]:
            sheets.append(Sheet(book.add_worksheet(table), table, bold))
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


class Sheet:
    """A sheet as it is being filled."""

    def __init__(self, sheet: Any, table: str, bold: Any) -> None:
        self.sheet, self.table, self.rows, self.left_out, self.cut = sheet, table, 0, 0, 0
        self.columns = columns(table)
        for i, column in enumerate(self.columns):
            sheet.set_column(i, i, width(column))
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, [c.name for c in self.columns], bold)

    def write(self, batch: pa.RecordBatch) -> None:
        """Add rows; those beyond Excel's limit are counted, and told on the first sheet."""
        room = max(0, MAX_ROWS - 1 - self.rows)
        self.left_out += max(0, batch.num_rows - room)
        for row in zip(*(c.to_pylist() for c in batch.slice(0, room).columns), strict=True):
            self.rows += 1
            for i, value in enumerate(row):
                if value is None:
                    continue
                if isinstance(value, str):
                    self.sheet.write_string(self.rows, i, self._fit(value))
                elif isinstance(value, dt.date):
                    self._write_date(i, value)
                else:
                    self.sheet.write_number(self.rows, i, value)

    def _write_date(self, column: int, value: dt.date) -> None:
        """Excel knows no date before 1900: those stay as text."""
        if value.year < 1900:
            self.sheet.write_string(self.rows, column, value.isoformat())
        else:
            self.sheet.write_datetime(self.rows, column, dt.datetime(value.year, value.month, value.day))

    def _fit(self, value: str) -> str:
        # Excel counts UTF-16 units.
        if len(value) * 2 <= MAX_CELL or len(value.encode('utf-16-le')) // 2 <= MAX_CELL:
            return value
        self.cut += 1
        room = MAX_CELL - len(CUT)
        return value.encode('utf-16-le')[: room * 2].decode('utf-16-le', 'ignore') + CUT

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
