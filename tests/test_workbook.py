"""The workbook: every cell is that of the Parquet, as openpyxl reads it and as LibreOffice saves it again."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape
from svodka.schema import TABLES
from svodka.tables import workbook
from svodka.tables.layout import read_words, sheet_columns, told_in_russian

from tests.report_support import Rows, rows, write

ODD = (
    *('<r><t>a</t></r>', '\x1b & <b>', '=1+1', '- Да', '+7 900', 'два\r\nряда', 'табуляция\tв ряду'),
    *('🙂 ё « »', '_x0041_', '007', '1e5', 'http://a.example/'),
)


def collection() -> Rows:
    found = rows(30)
    for row, odd in zip(found['quotations'], ODD, strict=False):
        row['text'] = odd
    found['documents'][0]['published'] = dt.date(1812, 8, 26)
    found['texts'][0]['text'] = 'ж' * 40_000
    found['texts'][1]['text'] = 'я' + '🙂' * 40_000
    return found


@pytest.fixture(scope='module')
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp('book'), collection(), formats=('parquet', 'xlsx'))


def cells(path: Path) -> dict[str, list[dict[str, Any]]]:
    """The rows of each sheet by the header, the sheets of one table one after the other."""
    found: dict[str, list[dict[str, Any]]] = {}
    for sheet in load_workbook(path).worksheets[2:]:
        head, *body = sheet.iter_rows(values_only=True)
        found.setdefault(sheet.title.split(' (')[0], []).extend(dict(zip(head, row, strict=True)) for row in body)
    return found


def expected(value: Any) -> Any:
    """What a value of the Parquet is in a cell."""
    if isinstance(value, dt.date):
        return value.isoformat() if value.year < 1900 else dt.datetime(value.year, value.month, value.day)
    return value or None if isinstance(value, str) else value


def same(a: Any, b: Any) -> bool:
    if isinstance(a, str) and isinstance(b, str):
        wanted = b.replace('\r\n', '\n')  # LibreOffice has one kind of line end, and leaves out some escapes
        return wanted in (a.replace('\r\n', '\n'), unescape(a).replace('\r\n', '\n'))
    if isinstance(b, bool):  # LibreOffice writes a truth as a formula
        return a in (b, f'={str(b).upper()}()')
    return bool(a == b)


def compare(folder: Path, book: Path) -> None:
    found = cells(book)
    assert set(found) == set(TABLES) - {'tokens'}
    for table, shown in found.items():
        whole = pq.read_table(folder / f'{table}.parquet').to_pylist()
        if table == 'texts':
            joined: dict[str, str] = {}
            for row in shown:
                joined[row['document_id']] = joined.get(row['document_id'], '') + row['text']
            assert [joined[row['document_id']] for row in whole] == [row['text'] for row in whole]
            continue
        assert len(shown) == len(whole), table
        for a, b in zip(shown, whole, strict=True):
            for name, value in b.items():
                assert same(a[name], expected(value)), (table, name, a[name], value)


def test_every_cell_is_that_of_the_parquet(folder: Path) -> None:
    compare(folder, folder / 'svodka.xlsx')


def test_every_cell_is_there_in_libreoffice(folder: Path, tmp_path: Path) -> None:
    office = shutil.which('soffice')
    if not office:
        pytest.skip('no LibreOffice: apt-get install libreoffice-calc')
    command = [office, f'-env:UserInstallation={(tmp_path / "profile").as_uri()}', '--headless', '--convert-to', 'xlsx',
               '--outdir', str(tmp_path / 'saved'), str(folder / 'svodka.xlsx')]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    compare(folder, tmp_path / 'saved' / 'svodka.xlsx')


def test_names_stand_beside_ids_and_lead_to_their_rows(folder: Path) -> None:
    book = load_workbook(folder / 'svodka.xlsx')
    sheet = book['positions']
    head = [cell.value for cell in sheet[1]]
    assert head[:7] == ['document_id', 'document', 'published', 'person_id', 'person', 'position', 'organisation_id']
    for row in sheet.iter_rows(min_row=2, max_row=4):
        for name in ('document', 'person', 'organisation'):
            cell = row[head.index(name)]
            target, place = cell.hyperlink.location.replace("'", '').split('!')
            assert book[target][place].value == row[head.index(f'{name}_id')].value
    speakers = [cell.value for cell in book['quotations'][1]].index('speaker')
    assert book['quotations'].cell(2, speakers + 1).hyperlink.location.startswith("'people'!A")
    first, *others = [row[0].value for row in book['svodka'].iter_rows(min_row=6)]
    assert first == 'documents'
    assert set(others) == set(TABLES) - {'tokens', 'documents'}


def test_every_column_is_told_in_russian() -> None:
    needed = {(table, name) for table in TABLES for name in sheet_columns(table)}
    assert all(told_in_russian(table, name) for table, name in needed)
    known = set(read_words('columns.yaml'))
    assert known <= {f'{table}.{name}' for table, name in needed} | {name for _, name in needed}


def test_what_does_not_fit_goes_on_or_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, 'MAX_ROWS', 11)
    monkeypatch.setattr(workbook, 'MAX_SHEETS', 2)
    monkeypatch.setattr(workbook, 'MAX_LINKS', 15)
    found = rows(30)
    found['quotations'][0]['text'] = 'ж' * 40_000
    book = load_workbook(write(tmp_path, found, formats=('xlsx',)) / 'svodka.xlsx')
    assert book['documents'].max_row == book['documents (2)'].max_row == 11
    notes = {row[0].value: row[4].value for row in book['svodka'].iter_rows(min_row=6)}
    assert notes['documents'].endswith('left out here, and in the Parquet and CSV files: 10 rows.')
    assert 'Обрезано ячеек: 1, ' in notes['quotations']
    assert 'cut here: 1 cell.' in notes['quotations']
    assert 'without a link' in notes['mentions']
    assert 'continued on 2 sheets' in notes['mentions']
    cut = book['quotations'].cell(2, sheet_columns('quotations').index('text') + 1).value
    assert cut.endswith(workbook.CUT)
    assert len(cut) == workbook.MAX_CELL
