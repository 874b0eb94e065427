"""Tables as one workbook, as an analyst would have made it.

A first sheet that tells what was read and who is in it, a sheet a table: what is read first in front, names linked to
the rows that they name, ids and offsets folded behind, dates as dates, filters, wrapped texts, a column to write
corrections into. A last sheet tells what the columns hold. Nothing is taken for a formula.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from zipfile import ZipFile

import pyarrow as pa
import xlsxwriter

from svodka.schema import Language
from svodka.tables.layout import make_formats, sheets_in_order
from svodka.tables.links import Links
from svodka.tables.origins import Origins
from svodka.tables.summary import write_columns, write_summary
from svodka.tables.worksheet import Sheet, sheet_of

PACKING = 1  # level of deflate
EPOCH = dt.datetime(2000, 1, 1)  # in place of the time of writing, so that the same rows give the same bytes
ABOUT = {'ru': 'Сводка', 'en': 'summary'}
COLUMNS = {'ru': 'Столбцы', 'en': 'columns'}


@contextmanager
def open_workbook(
    path: Path, tables: tuple[str, ...], links: Links, language: Language = 'ru', origins: Origins | None = None
) -> Iterator[Callable[[str], Callable[[pa.RecordBatch], None]]]:
    """A function that gives for a table the function that takes its rows, batch by batch.

    `origins` tells where the files are to which the paths of documents lead. Raises OSError when there is no room.
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
        about = book.add_worksheet(ABOUT[language])
        chosen = [table for table in sheets_in_order() if table in tables]
        sheets = {table: Sheet(book, table, links, formats, language, origins or Origins()) for table in chosen}
        yield lambda table: sheets[table].write
        counts = {table: (sheet.rows, sheet.notes()) for table, sheet in sheets.items()}
        write_summary(about, links.told, counts, sheet_of(links, language), formats, language)
        write_columns(book.add_worksheet(COLUMNS[language]), chosen, formats, language)
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
