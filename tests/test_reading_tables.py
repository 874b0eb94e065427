"""A folder of tables is read back as it was written, whatever it is called and for whichever program it was written."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner
from svodka import connect, extract, open_tables
from svodka.cli import main
from svodka.cli.rows import Choice, select
from svodka.collection.duplicates import find_duplicates
from svodka.report import write_report
from svodka.schema import TABLES, columns
from svodka.tables import DIALECTS
from svodka.tables.evaluate import evaluate

from tests.report_support import rows, write
from tests.test_corrections import RELEASES
from tests.test_corrections import tables as assembled
from tests.test_tables import holds

# Texts that begin as formulas do, and some that begin with apostrophes of their own.
TEXTS = (
    '+7 (843) 200-10-20 — телефон приёмной, сообщил директор Института развития Азиз Каримов.',
    '@muzey: «Мы открыты», — сказала Ольга Белова в Казани 5 мая 2025 года.',
    "'=' — таким знаком, заявил Марат Сеитов, музей отвечает на вопросы.",
    "''+5' градусов ждут в Бишкеке, заявила Нина Орлова.",
    "'Заря' и «Восход» сыграли вничью, заявил Азиз Каримов.",
)
TITLES = ('=СУММА', "'@музей", "'+1'", "''слово''", '\tтаб')
HIVE = ('year=2025', 'file=1', 'path=1', 'document_id=7', 'part=x/entity_id=a', 'name=0.5')


@pytest.fixture(scope='module')
def found() -> dict[str, pd.DataFrame]:
    tables = extract(TEXTS, '2025-05-31', titles=TITLES)
    holds(tables)
    assert tables['sentences']['text'].str.match("'*[=+@]").sum() >= 4
    return tables


@pytest.fixture(scope='module', params=DIALECTS)
def folder(
    request: pytest.FixtureRequest, found: dict[str, pd.DataFrame], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The tables as CSV in a dialect."""
    given = {
        table: [{k: None if pd.isna(v) else v for k, v in row.items()} for row in frame.to_dict('records')]
        for table, frame in found.items()
    }
    return write(tmp_path_factory.mktemp('written'), given, formats=('csv',), dialect=request.param)


def test_tables_come_back_from_every_dialect(folder: Path, found: dict[str, pd.DataFrame]) -> None:
    opened = open_tables(folder, names=False)
    for table in TABLES:
        pd.testing.assert_frame_equal(opened[table], found[table])
    holds(opened)


def test_offsets_hold_in_what_is_shown(folder: Path) -> None:
    db = connect(folder)
    for table in ('sentences', 'mentions', 'quotations', 'dates', 'positions'):
        off = db.sql(f"""SELECT count(*) FROM {table} r JOIN texts t USING (document_id)
                         WHERE substr(t.text, r.start + 1, r.stop - r.start) <> r.text""").fetchall()
        assert off == [(0,)], table
    db.close()
    _, shown, _ = select(folder, 'documents', Choice(), ['title'])
    assert [title for (title,) in shown] == list(TITLES)


def test_a_table_is_right_against_itself(folder: Path, tmp_path: Path) -> None:
    for table in ('documents', 'sentences', 'mentions', 'quotations'):
        result = evaluate(folder, folder / f'{table}.csv')
        assert (result.differences, result.warnings) == ([], []), table
    with (folder / 'sentences.csv').open(encoding='utf-8-sig', newline='') as file:
        first = next(csv.DictReader(file, delimiter=';' if folder_is_russian(folder) else ','))
    with (tmp_path / 'sentences.csv').open('w', encoding='utf-8', newline='') as file:
        writer = csv.DictWriter(file, list(first))
        writer.writeheader()
        writer.writerow(first | {'start': '', 'stop': ''})  # looked up in the text
    result = evaluate(folder, tmp_path / 'sentences.csv')
    assert (result.right, result.gold, result.warnings) == (1, 1, [])


def folder_is_russian(folder: Path) -> bool:
    return ';' in (folder / 'sentences.csv').read_text('utf-8-sig').partition('\n')[0]


def test_pages_show_texts_without_guards(folder: Path, tmp_path: Path) -> None:
    write_report(folder, tmp_path / 'pages')
    shown = ''.join(page.read_text(encoding='utf-8') for page in sorted((tmp_path / 'pages').rglob('*.html')))
    assert '<h1>=СУММА</h1>' in shown
    assert "'=СУММА" not in shown
    assert '&#39;=СУММА' not in shown


@pytest.mark.parametrize('dialect', ['excel', 'excel-ru'])
def test_tables_without_their_package_are_read_by_their_header(dialect: str, tmp_path: Path) -> None:
    folder = write(tmp_path, rows(2), formats=('csv',), dialect=dialect)
    before = open_tables(folder)
    for broken in (None, '', '[]', json.dumps({'csv_dialect': 'lotus'})):
        (folder / 'datapackage.json').unlink(missing_ok=True)
        if broken is not None:
            (folder / 'datapackage.json').write_text(broken, encoding='utf-8')
        after = open_tables(folder)
        assert all(after[table].equals(before[table]) for table in TABLES)


# ----------------------------------------------------------------------------------------- folders called key=value


@pytest.mark.parametrize('name', HIVE)
def test_a_folder_s_name_is_no_column(name: str, tmp_path: Path) -> None:
    plain = write(tmp_path / 'plain', rows(4), formats=('parquet',))
    named = write(tmp_path / name, rows(4), formats=('parquet',))
    before, after = open_tables(plain), open_tables(named)
    db = connect(named)
    for table in TABLES:
        pd.testing.assert_frame_equal(after[table], before[table])
        assert db.table(table).columns == [column.name for column in columns(table)]
    assert db.sql('SELECT DISTINCT path FROM documents ORDER BY 1').fetchall()[0] == ('00000.txt',)
    db.close()
    viewed = [CliRunner().invoke(main, ['view', str(f), 'quotations', '--limit', '0']).output for f in (plain, named)]
    assert viewed[0] == viewed[1]
    assert find_duplicates(named) == find_duplicates(plain)
    pages = [write_report(f, tmp_path / 'pages' / str(i)) for i, f in enumerate((plain, named))]
    assert pages[0] == pages[1]


@pytest.mark.parametrize('name', [*HIVE, 'filename=0', 'published=2020-01-01'])
def test_parts_in_a_folder_of_any_name(name: str, tmp_path: Path) -> None:
    plain, named = assembled(tmp_path / 'plain', RELEASES), assembled(tmp_path / name, RELEASES)
    before, after = open_tables(plain), open_tables(named)
    for table in TABLES:
        pd.testing.assert_frame_equal(after[table], before[table])
