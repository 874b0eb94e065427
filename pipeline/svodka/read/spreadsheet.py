"""Workbooks (.xlsx, .xls, .ods) → a document a row, by calamine where it is installed."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from svodka.read.archive import MAX_RATIO
from svodka.read.contents import Part, ReadError
from svodka.read.csvrows import Cells
from svodka.read.settings import ReadOptions
from svodka.read.table import rows_of
from svodka.run.conditions import library, limit


def read_workbook(data: bytes, options: ReadOptions) -> Iterator[Part]:
    """The rows of the sheets that hold texts, in their order. Raises ReadError where none does."""
    try:
        from python_calamine import CalamineWorkbook
    except ImportError:
        message = 'An Excel file: install svodka[formats] to have it read, or save it as .csv.'
        raise ReadError(message, 'skipped', library('python_calamine')) from None
    _refuse_bomb(data, options.max_bytes)
    any_sheet, refused = False, ReadError('An Excel file without a table of texts.', 'skipped')
    with _damage_told():
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for number, name in enumerate(book.sheet_names):
            rows = (Cells([_cell(value) for value in row]) for row in book.get_sheet_by_index(number).iter_rows())
            try:
                for part in rows_of(filter(lambda row: any(row.cells), rows), 'xlsx', options):
                    if part.status != 'empty':
                        any_sheet = True
                        yield replace(part, name=f'#{name}{part.name}')
            except ReadError as error:
                refused = error
    if not any_sheet:
        raise refused


@contextmanager
def _damage_told() -> Iterator[None]:
    """What calamine cannot read is a ReadError, also where its Rust code panics, which Python has as no Exception."""
    from python_calamine import CalamineError

    try:
        yield
    except CalamineError as error:
        if 'assword' in str(error):
            raise ReadError('A locked Excel file.', 'skipped') from None
        raise ReadError(f'A damaged Excel file: {" ".join(str(error).split()).rstrip(".")}.') from None
    except BaseException as error:
        if type(error).__name__ != 'PanicException':
            raise
        raise ReadError('A damaged Excel file.') from None


def _refuse_bomb(data: bytes, max_bytes: int) -> None:
    if not data.startswith(b'PK'):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(member.file_size for member in archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise ReadError(f'A damaged Excel file: {error}.') from None
    if size > max_bytes or size > MAX_RATIO * max(len(data), 1000):
        message = 'The Excel file unpacks to more than allowed (--max-bytes).'
        raise ReadError(message, condition=limit('max_bytes', max_bytes))


def _cell(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.isoformat() if isinstance(value, dt.date | dt.datetime | dt.time) else str(value)
