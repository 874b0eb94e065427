"""A single file that svodka has made is known wherever it lies, and what only looks like one is read."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from svodka import daily
from svodka.collection.corrections import COLUMNS
from svodka.export import export
from svodka.read import read_file
from svodka.read.settings import ReadOptions
from svodka.report import write_report

from tests.report_support import rows, write

MESSAGE = 'A file that svodka itself has made, which is no release.'


@pytest.fixture(scope='module')
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of tables, beside it a digest in each format, the pages and an export."""
    folder = tmp_path_factory.mktemp('made')
    tables = write(folder / 'tables', rows(3))
    digest = daily.make_digest(tables, daily.since(rows(3)['documents'][0]['published'], tables), None, 'ru', 10)
    for suffix in ('.md', '.html', '.xlsx'):
        daily.write(digest, folder / f'digest{suffix}')
    write_report(tables, folder / 'pages')
    export(tables, 'jsonl', folder / 'all.jsonl')
    (folder / 'corrections.csv').write_text(f'{",".join(COLUMNS)}\n', encoding='utf-8-sig')
    return folder


def statuses(path: Path, name: str, options: ReadOptions = ReadOptions()) -> set[tuple[str, str | None]]:  # noqa: B008
    return {(document.status, document.message) for document in read_file(path, name, options)}


@pytest.mark.parametrize('name', ['tables/svodka.xlsx', 'tables/documents.csv', 'tables/quotations.csv',
                                  'tables/texts.csv', 'tables/people.csv', 'corrections.csv', 'digest.md',
                                  'digest.html', 'digest.xlsx', 'pages/index.html', 'all.jsonl'])  # fmt: skip
def test_a_copy_among_releases_is_none(made: Path, tmp_path: Path, name: str) -> None:
    copy = tmp_path / f'копия{Path(name).suffix}'
    shutil.copy(made / name, copy)
    assert statuses(copy, copy.name) == {('skipped', MESSAGE)}


def test_a_workbook_that_another_program_has_saved(made: Path, tmp_path: Path) -> None:
    book = load_workbook(made / 'tables/svodka.xlsx')
    book.properties.title = None
    book.save(tmp_path / 'a.xlsx')
    assert statuses(tmp_path / 'a.xlsx', 'a.xlsx') == {('skipped', MESSAGE)}
    if not shutil.which('soffice'):
        pytest.skip('no LibreOffice')
    profile = f'-env:UserInstallation=file://{tmp_path}/profile'
    subprocess.run(['soffice', profile, '--headless', '--convert-to', 'xlsx', '--outdir', str(tmp_path),
                    str(made / 'tables/svodka.xlsx')], check=True, capture_output=True, timeout=300)  # fmt: skip
    assert statuses(tmp_path / 'svodka.xlsx', 'svodka.xlsx') == {('skipped', MESSAGE)}


def test_a_copy_inside_an_archive(made: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / 'a.zip', 'w') as packed:
        packed.write(made / 'tables/svodka.xlsx', 'svodka.xlsx')
        packed.writestr('b.txt', 'Об этом сообщил директор завода.')
    assert statuses(tmp_path / 'a.zip', 'a.zip') == {('skipped', MESSAGE), ('ok', None)}


def test_what_only_looks_like_it_is_read(tmp_path: Path) -> None:
    text = 'Директор завода сообщил, что мост откроют в мае.'
    (tmp_path / 'a.csv').write_text(f'document_id,text\n17,"{text}"\n', encoding='utf-8')
    (tmp_path / 'b.txt').write_text(f'Сводка о работе. {text}', encoding='utf-8')
    book = Workbook()
    book.active.title = 'Сводка'
    book.active.append(['дата', 'текст'])
    book.active.append(['01.05.2025', text])
    book.save(tmp_path / 'c.xlsx')
    for path in tmp_path.iterdir():
        assert statuses(path, path.name) == {('ok', None)}, path


def test_who_names_its_column_has_a_table_read(made: Path) -> None:
    options = ReadOptions(text_column='text', any_language=True)
    assert statuses(made / 'tables/texts.csv', 'texts.csv', options) == {('ok', None)}
    for name in ('digest.md', 'digest.html'):  # which have no columns
        assert statuses(made / name, name, options) == {('skipped', MESSAGE)}
