"""Tables as one workbook, as an analyst would have made it.

A first sheet that tells what the others hold, a sheet that tells what the columns hold, then a sheet a table: names
beside ids, linked to the rows that they name, dates as dates, filters, wrapped texts. Nothing is taken for a formula.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pyarrow as pa
import pyarrow.compute as pc
import xlsxwriter

from svodka.printable import counted
from svodka.schema import columns, description
from svodka.tables.cells import Rows
from svodka.tables.layout import (
    PART,
    lines_of,
    make_formats,
    print_well,
    sheet_columns,
    sheets_in_order,
    style,
    told_in_russian,
    width,
)
from svodka.tables.links import Links

# Excel's limits: https://support.microsoft.com/office/excel-specifications-and-limits
MAX_ROWS = 1_048_576
MAX_CELL = 32_767
MAX_LINKS = 65_530
PACKING = 1  # level of deflate
MAX_SHEETS = 8  # of one table; Excel's own limit is memory
CUT = ' … [cut here: Excel holds no longer text; the whole one is in the other formats]'
EPOCH = dt.datetime(2000, 1, 1)  # in place of the time of writing, so that the same rows give the same bytes
ABOUT, COLUMNS = 'svodka', 'columns'
LINE, MOST_LINES = 15, 8  # points; a whole text would fill the screen
SHADES = {'documents': '#5b636d', 'people': '#0b5cad', 'organisations': '#0f6e56', 'places': '#a04a00',
          'quotations': '#c99700', 'positions': '#5b636d', 'dates': '#7a3aa5'}  # fmt: skip


@contextmanager
def open_workbook(
    path: Path, tables: tuple[str, ...], links: Links
) -> Iterator[Callable[[str], Callable[[pa.RecordBatch], None]]]:
    """A function that gives for a table the function that takes its rows, batch by batch.

    Raises OSError when there is no room.
    """
    options = {
        'constant_memory': True,
        'tmpdir': str(path.parent),
        'strings_to_formulas': False,
        'strings_to_urls': False,
        'strings_to_numbers': False,
    }
    with _storage_errors(), Book(str(path), options) as book:
        book.set_properties({'title': 'svodka', 'created': EPOCH})
        formats = make_formats(book)
        about, described = book.add_worksheet(ABOUT), book.add_worksheet(COLUMNS)
        sheets = {table: Sheet(book, table, links, formats) for table in sheets_in_order() if table in tables}
        yield lambda table: sheets[table].write
        _write_about(about, sheets, formats)
        _write_columns(described, tuple(sheets), formats)
        for sheet in sheets.values():
            sheet.finish()


class Book(xlsxwriter.Workbook):  # type: ignore[misc]
    """A workbook that is packed fast: a third of its cost was the packing, for files that are a fifth smaller."""

    def _store_workbook(self) -> None:
        # xlsxwriter has no option for it. Another thread's workbook would be packed the same way meanwhile, no more.
        usual = xlsxwriter.workbook.ZipFile
        xlsxwriter.workbook.ZipFile = partial(ZipFile, compresslevel=PACKING)
        try:
            super()._store_workbook()
        finally:
            xlsxwriter.workbook.ZipFile = usual


@contextmanager
def _storage_errors() -> Iterator[None]:
    """A file that cannot be written is an OSError here as everywhere."""
    try:
        yield
    except xlsxwriter.exceptions.XlsxFileError as error:
        raise OSError(str(error)) from error


class Sheet:
    """A table's sheet as it is being filled, and those on which it goes on."""

    def __init__(self, book: Any, table: str, links: Links, formats: dict[str, Any]) -> None:
        self.book, self.table, self.links, self.formats = book, table, links, formats
        self.rows = self.left_out = self.cut = self.split = self.unlinked = 0
        self.names = sheet_columns(table)
        own = {c.name: c for c in columns(table)}
        self.widths = [width(name, table) for name in self.names]
        self.styles = [formats[style(name, own.get(name))] for name in self.names]
        self.sheets: list[Rows] = []
        self.last = self.link_count = 0
        self._begin()

    def _begin(self) -> None:
        """Begin a sheet: the first, or the next one of a table that Excel cannot hold on one."""
        sheet = self.book.add_worksheet(sheet_name(self.table, len(self.sheets) + 1), worksheet_class=Rows)
        print_well(sheet)
        sheet.freeze_panes(1, 0)
        if self.table in SHADES:
            sheet.set_tab_color(SHADES[self.table])
        for i, cell_style in enumerate(self.styles):
            sheet.set_column(i, i, self.widths[i], cell_style)
        sheet.add_header(self.names, self.formats['head'])
        self.sheets.append(sheet)
        self.last = self.link_count = 0

    def write(self, batch: pa.RecordBatch) -> None:
        """Add rows; those beyond all limits are counted, and told on the first sheet."""
        self.rows += batch.num_rows
        if self.table == 'texts':
            batch = self._in_pieces(batch)
        while batch.num_rows:
            room = MAX_ROWS - 1 - self.last
            if not room and len(self.sheets) == MAX_SHEETS:
                self.left_out += batch.num_rows
                return
            if not room:
                self.finish()
                self._begin()
                continue
            self._add(batch.slice(0, room))
            batch = batch.slice(room)

    def _in_pieces(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """The rows of texts, those too long for a cell in several rows."""
        pieces = [pieces_of(text) for text in batch['text'].to_pylist()]
        self.split += sum(len(p) > 1 for p in pieces)
        parts = pa.array([number for p in pieces for number in range(1, len(p) + 1)], pa.int64())
        taken = batch.take(pa.array([i for i, p in enumerate(pieces) for _ in p], pa.int64()))
        texts = pa.array([piece for p in pieces for piece in p], pa.string())
        at = taken.schema.get_field_index('text')
        return taken.set_column(at, 'text', texts).append_column(PART, parts)

    def _add(self, batch: pa.RecordBatch) -> None:
        """Write rows for which there is room."""
        first = self.last + 1
        found = {name: self._fit(batch[name]) for name in batch.schema.names}
        shown, targets = [], []
        for name in self.names:
            values, keys = self._named(found, name)
            shown.append(values)
            targets.append(keys)
        lines = [1] * batch.num_rows
        for values, wide, cell_style in zip(shown, self.widths, self.styles, strict=True):
            if cell_style is self.formats['text']:
                lines = [max(n, lines_of(wide, v)) for n, v in zip(lines, values, strict=True)]
        heights = [LINE * min(n, MOST_LINES) if n > 1 else 0 for n in lines]
        link = self.formats['link']
        styles = [
            [link if key else own for key in keys] if keys else [own] * batch.num_rows
            for own, keys in zip(self.styles, targets, strict=True)
        ]
        self.sheets[-1].add_rows(first, shown, styles, heights)
        for i, keys in enumerate(targets):
            for row, key in enumerate(keys, first):
                if key:
                    self._link(row, i, key)
        self.last += batch.num_rows

    def _named(self, found: dict[str, list[Any]], name: str) -> tuple[list[Any], list[str | None]]:
        """What stands in a column, and the ids of the rows to which its cells lead, if they lead anywhere."""
        if name in found:
            return found[name], found['speaker_id'] if name == 'speaker' else []
        if name == 'published':
            return [self.links.published.get(key) for key in found['document_id']], []
        keys = found[f'{name}_id']
        return [pieces_of(self.links.names.get(key, ''))[0] or None for key in keys], keys

    def _link(self, row: int, column: int, key: str) -> None:
        """Link a cell with the row of a document or an entity."""
        table, number = self.links.rows.get(key, ('', 0))
        sheet, place = divmod(number, MAX_ROWS - 1)
        if not table or sheet >= MAX_SHEETS or self.link_count >= MAX_LINKS:
            self.unlinked += 1
            return
        self.link_count += 1
        self.sheets[-1].add_link(row, column, sheet_name(table, sheet + 1), place + 2)

    def _fit(self, column: pa.Array) -> list[Any]:
        """The values of a column, texts cut to what a cell can hold."""
        values: list[Any] = column.to_pylist()
        # Excel counts UTF-16 units, of which there are no more than bytes of UTF-8.
        if not pa.types.is_string(column.type) or (pc.max(pc.binary_length(column)).as_py() or 0) <= MAX_CELL:
            return values
        return [v if v is None else self._cut(v) for v in values]

    def _cut(self, value: str) -> str:
        if len(pieces_of(value)) == 1:
            return value
        self.cut += 1
        return pieces_of(value, MAX_CELL - len(CUT))[0] + CUT

    def finish(self) -> None:
        self.sheets[-1].autofilter(0, 0, self.last, len(self.names) - 1)

    def notes(self) -> str:
        """What is not as in the other formats, for the first sheet."""
        notes = []
        if len(self.sheets) > 1:
            notes.append(f'Продолжается на {len(self.sheets)} листах / continued on {len(self.sheets)} sheets.')
        if self.left_out:
            notes.append(f'Строк не поместилось: {self.left_out}, они есть в Parquet и CSV / '
                         f'left out here, and in the Parquet and CSV files: {counted(self.left_out, "row")}.'
                         )  # fmt: skip
        if self.split:
            notes.append(f'Текстов длиннее ячейки Excel: {self.split}, они продолжаются в следующих строках (столбец '
                         f'part) / continued in the next rows (column part): {counted(self.split, "text")}.'
                         )  # fmt: skip
        if self.cut:
            notes.append(f'Обрезано ячеек: {self.cut}, текст длиннее ячейки Excel / '
                         f'cut here: {counted(self.cut, "cell")}.')  # fmt: skip
        if self.unlinked:
            notes.append(f'Имён без ссылки: {self.unlinked}, Excel допускает {MAX_LINKS} ссылок на лист / '
                         f'{counted(self.unlinked, "name")} without a link.')  # fmt: skip
        return ' '.join(notes)


def pieces_of(text: str, most: int | None = None) -> list[str]:
    """A text in pieces that fit into cells, which Excel counts in UTF-16 units.

    >>> pieces_of('abc🙂', most=4)
    ['abc', '🙂']
    """
    most = most or MAX_CELL
    if len(text) * 2 <= most:
        return [text]
    pieces = []
    while text:
        piece = text[:most].encode('utf-16-le', 'surrogatepass')[: most * 2].decode('utf-16-le', 'ignore')
        piece = piece or text[0]
        pieces.append(piece)
        text = text[len(piece) :]
    return pieces


def sheet_name(table: str, number: int) -> str:
    return table if number == 1 else f'{table} ({number})'


INTRODUCTION = (
    'Таблицы коллекции пресс-релизов и новостей. Название листа ведёт к нему, синие имена — к строке, которую '
    'называют; что в столбцах, сказано на листе columns.',
    'Tables of a collection of releases. Each sheet is described below, each column on the sheet columns; blue names '
    'lead to the row that they name.',
)


def _write_about(about: Any, sheets: dict[str, Sheet], formats: dict[str, Any]) -> None:
    print_well(about)
    about.hide_gridlines()
    about.set_column(0, 0, 18)
    about.set_column(1, 1, 11)
    about.set_column(2, 4, 55)
    about.write_string(0, 0, 'Сводка', formats['title'])
    for row, line in enumerate(INTRODUCTION, 1):
        about.write_string(row, 0, line)
    about.write_row(4, 0, ['sheet', 'rows', 'строка — это', 'a row is', 'note'], formats['head'])
    about.freeze_panes(5, 0)
    for i, (table, sheet) in enumerate(sheets.items(), 5):
        about.set_row(i, 2 * LINE)
        about.write_url(i, 0, f"internal:'{table}'!A1", formats['link'], table)
        about.write_number(i, 1, sheet.rows, formats['number'])
        about.write_string(i, 2, sheets_in_order()[table], formats['text'])
        about.write_string(i, 3, description(table), formats['text'])
        about.write_string(i, 4, sheet.notes(), formats['note'])


def _write_columns(sheet: Any, tables: tuple[str, ...], formats: dict[str, Any]) -> None:
    print_well(sheet)
    sheet.set_column(0, 1, 18)
    sheet.set_column(2, 3, 80)
    sheet.write_row(0, 0, ['sheet', 'column', 'что в столбце', 'what it holds'], formats['head'])
    sheet.freeze_panes(1, 0)
    row = 0
    for table in tables:
        told = {c.name: c.description + (f' ({", ".join(c.values)})' if c.values else '') for c in columns(table)}
        for name in sheet_columns(table):
            row += 1
            sheet.write_url(row, 0, f"internal:'{table}'!A1", formats['link'], table)
            sheet.write_string(row, 1, name, formats['plain'])
            sheet.write_string(row, 2, told_in_russian(table, name), formats['text'])
            sheet.write_string(row, 3, told.get(name) or ADDED.get(name, f'Name of {name}_id.'), formats['text'])
    sheet.autofilter(0, 0, row, 3)


ADDED = {
    'document': 'Headline of the document, or its path.',
    'published': 'Date of publication of the document.',
    PART: 'Number of the piece of a text that is too long for one cell.',
}
