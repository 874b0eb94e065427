"""The workbook: every cell is that of the Parquet, as openpyxl reads it and as LibreOffice saves it again."""

from __future__ import annotations

import ast
import csv
import datetime as dt
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape
from svodka.cli import main
from svodka.collection.corrections_file import read_corrections
from svodka.read.sniff import _OTHERS, _OTHERS_AT, _PACKED_OTHERS
from svodka.schema import TABLES, arrow_schema, columns
from svodka.tables import TableOptions, worksheet
from svodka.tables.corrected import COLUMNS, CorrectedError, write_corrections
from svodka.tables.evaluate import evaluate
from svodka.tables.layout import head, layout, read_words, sheet_columns, told_in_russian, values_in
from svodka.tables.links import TYPES
from svodka.tables.origins import Origins, address
from svodka.tables.reasons import reason
from svodka.tables.write import write_tables

from tests.report_support import PEOPLE, Rows, rows, write

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
    return write(tmp_path_factory.mktemp('book'), collection(), formats=('parquet', 'xlsx'), language='en')


@pytest.fixture(scope='module')
def russian(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp('russian'), collection(), formats=('parquet', 'xlsx'))


def cells(path: Path) -> dict[str, list[dict[str, Any]]]:
    """The rows of each sheet by the header, the sheets of one table one after the other."""
    found: dict[str, list[dict[str, Any]]] = {}
    for sheet in load_workbook(path).worksheets[1:]:
        if sheet.title != 'columns':
            heads, *body = sheet.iter_rows(values_only=True)
            found.setdefault(sheet.title.split(' (')[0], []).extend(dict(zip(heads, row, strict=True)) for row in body)
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


def heads_of(sheet: Any) -> list[str]:
    return [cell.value for cell in sheet[1]]


def test_what_is_read_stands_in_front_and_ids_are_folded(russian: Path) -> None:
    book = load_workbook(russian / 'svodka.xlsx')
    assert book.sheetnames[:3] == ['Сводка', 'Документы', 'Люди']
    sheet = book['Цитаты']
    assert heads_of(sheet)[:3] == ['Дата', 'Кто говорит', 'Что сказано']
    assert sheet.freeze_panes == 'C2'
    for table in TABLES:
        if table == 'tokens':
            continue
        sheet, told = book[layout(table, 'ru').name], layout(table)
        for name, cell in zip(told.columns, sheet[1], strict=True):
            column = sheet.column_dimensions[cell.column_letter]
            folded = name in told.folded
            assert (column.outlineLevel, column.hidden) == (int(folded), folded) or folded, (table, name)
            assert not (name.endswith('_id') and not folded), (table, name)
        first = next(c for c in sheet[1] if c.column == len(told.read) + 1)
        assert sheet.column_dimensions[first.column_letter].hidden
    assert {cell.value for cell in book['Цитаты']['C'][1:]} >= {'=1+1'}
    kind = heads_of(book['Цитаты']).index('Вид')
    assert book['Цитаты'].cell(2, kind + 1).value == 'прямая'


def test_names_lead_to_their_rows_if_they_fit_on_a_line(folder: Path) -> None:
    book = load_workbook(folder / 'svodka.xlsx')
    sheet = book['positions']
    heads = heads_of(sheet)
    for row in sheet.iter_rows(min_row=2, max_row=4):
        for name, key in (('document', 'document_id'), ('person', 'person_id'), ('organisation', 'organisation_id'),
                          ('published', 'document_id')):  # fmt: skip
            cell = row[heads.index(name)]
            target, place = cell.hyperlink.location.replace("'", '').split('!')
            where = heads_of(book[target]).index('document_id' if name in ('document', 'published') else 'entity_id')
            assert book[target][int(place[1:])][where].value == row[heads.index(key)].value
    speakers = heads_of(book['quotations']).index('speaker')
    assert book['quotations'].cell(2, speakers + 1).hyperlink.location.startswith("'people'!A")


def test_a_long_name_is_no_link_and_its_row_is_as_high_as_it_is(tmp_path: Path) -> None:
    found = rows(2)
    found['documents'][0]['title'] = 'О совещании по вопросам развития ' * 4
    sheet = load_workbook(write(tmp_path, found, formats=('xlsx',), language='en') / 'svodka.xlsx')['positions']
    column = heads_of(sheet).index('document') + 1
    assert (sheet.cell(2, column).hyperlink, sheet.row_dimensions[2].height) == (None, 60)
    assert sheet.cell(3, column).hyperlink
    assert sheet.row_dimensions[3].height is None


def test_the_first_sheet_tells_what_was_read_and_who_is_in_it(russian: Path, folder: Path) -> None:
    sheet = load_workbook(russian / 'svodka.xlsx')['Сводка']
    told = {row[0].value: row[1].value for row in sheet.iter_rows() if row[0].value}
    assert told['Период'] == '26.08.1812 – 29.05.2025'
    assert told['Прочитано документов'] == 30
    assert told['Документов без даты'] == 3
    assert '2025-05' in told
    assert sheet['A10'].hyperlink is None
    linked = [cell for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert {'Азиз Каримов', 'Институт развития', 'Ташкент', 'Цитаты'} <= {cell.value for cell in linked}
    english = load_workbook(folder / 'svodka.xlsx')['summary']
    assert {'Period', 'Documents read', 'Quoted most'} <= {row[0].value for row in english.iter_rows()}


def test_an_entity_has_its_other_names_and_a_pair_its_names_and_types(russian: Path) -> None:
    book = load_workbook(russian / 'svodka.xlsx')
    people = book['Люди']
    assert people.cell(2, heads_of(people).index('Другие имена') + 1).value == 'Каримов'
    pairs = [cell.value for cell in book['Кто с кем'][2]][:5]
    assert set(pairs[:2]) == {'Азиз Каримов', 'Институт развития'}
    assert (pairs[2], set(pairs[3:])) == (2, {'человек', 'организация'})


def test_a_path_and_an_address_of_the_web_are_links_and_nothing_else(tmp_path: Path) -> None:
    found = rows(3)
    given = ('https://пресса.example/а?б=1&в="2"', 'javascript:alert(1)', 'file:///etc/passwd')
    for row, url in zip(found['documents'], given, strict=True):
        row['url'] = url
    found['documents'][1]['path'] = 'папка #1/лист.xml#2'
    files = {'00000.txt': str(tmp_path / 'in' / '00000.txt'), 'папка #1/лист.xml': str(tmp_path / 'in' / 'л #1.xml')}

    def batches(table: str) -> Any:
        yield pa.RecordBatch.from_pylist(found.get(table, []), arrow_schema(table))

    write_tables(tmp_path, batches, TableOptions(('xlsx',)), origins=Origins(files, tmp_path))
    sheet = load_workbook(tmp_path / 'svodka.xlsx')['Документы']
    url, path = (heads_of(sheet).index(name) + 1 for name in ('Адрес', 'Файл'))
    assert sheet.cell(2, url).hyperlink.target == 'https://xn--80aj3aega.example/%D0%B0?%D0%B1=1&%D0%B2=%222%22'
    assert sheet.cell(2, url).value == given[0]
    assert [sheet.cell(n, url).hyperlink for n in (3, 4)] == [None, None]
    assert sheet.cell(2, path).hyperlink.target == 'in/00000.txt'
    assert sheet.cell(3, path).hyperlink.target == 'in/%D0%BB%20%231.xml'
    assert sheet.cell(4, path).hyperlink is None
    assert address('http://[::1]/') is None


def test_no_id_is_a_number(folder: Path) -> None:
    for table in ('documents', 'people', 'mentions', 'quotations'):
        for row in pq.read_table(folder / f'{table}.parquet').to_pylist():
            for name, value in row.items():
                assert not name.endswith('_id') or not value or not isinstance(value, str) or value[0].isalpha()


def test_a_russian_sheet_comes_back_through_a_spreadsheet(russian: Path, tmp_path: Path) -> None:
    sheet = load_workbook(russian / 'svodka.xlsx')['Цитаты']
    with (tmp_path / 'gold.csv').open('w', encoding='utf-8-sig', newline='') as file:
        writer = csv.writer(file, delimiter=';')
        for row in sheet.iter_rows(values_only=True):
            writer.writerow([f'{v:%d.%m.%Y}' if isinstance(v, dt.datetime) else v for v in row])
    found = evaluate(russian, tmp_path / 'gold.csv')
    assert (found.table, found.precision, found.recall) == ('quotations', 1, 1)
    assert all(right == total for right, total in found.values.values())


def correct(book: Path, out: Path, *written: tuple[str, int, Any]) -> list[dict[str, str]]:
    """What becomes of a workbook into whose sheets and rows this is written."""
    opened = load_workbook(book)
    for name, row, value in written:
        sheet = opened[name]
        at = next(i for i, text in enumerate(heads_of(sheet), 1) if text in ('Исправление', 'correction'))
        sheet.cell(row, at).value = value
    opened.save(out / 'written.xlsx')
    write_corrections(out / 'written.xlsx', out / 'corrections.csv')
    with (out / 'corrections.csv').open(encoding='utf-8-sig', newline='') as file:
        return list(csv.DictReader(file))


def test_what_is_written_into_the_workbook_becomes_corrections(russian: Path, tmp_path: Path) -> None:
    pytest.importorskip('python_calamine')
    found = correct(
        russian / 'svodka.xlsx', tmp_path,
        ('Цитаты', 2, 'Ольга Белова'), ('Цитаты', 3, 'Удалить'), ('Цитаты', 4, 'неизвестно'),
        ('Упоминания', 2, 'drop'), ('Даты', 4, '02.05.2025 – 05.05.2025'),
        ('Должности', 2, 'замдиректора'), ('Даты', 2, '02.05.2025'), ('Даты', 3, dt.datetime(2025, 5, 3)),
        ('Люди', 2, 'то же, что: Ольга Белова; Викиданные: Q17'), ('Люди', 4, 'Марат Саитов'),
        ('Документы', 2, 'дата: 04.05.2025; источник: =Вестник\nзаголовок: О мосте: начало'),
    )  # fmt: skip
    assert tuple(found[0]) == COLUMNS
    short = [(row['action'], row['entity_id'][0], row['value']) for row in found]
    white = next(
        r['entity_id'] for r in pq.read_table(russian / 'people.parquet').to_pylist() if r['name'] == PEOPLE[1]
    )
    assert short == [
        ('published', 'd', '2025-05-04'), ('outlet', 'd', '=Вестник'), ('title', 'd', 'О мосте: начало'),
        ('merge', 'e', white), ('wikidata', 'e', 'Q17'), ('rename', 'e', 'Марат Саитов'),
        ('speaker', 'q', 'Ольга Белова'), ('drop', 'q', ''), ('speaker', 'q', '-'),
        ('position', 'd', 'замдиректора'), ('date', 'd', '2025-05-02'), ('date', 'd', '2025-05-03'),
        ('date', 'd', '2025-05-02/2025-05-05'), ('drop', 'm', ''),
    ]  # fmt: skip
    place = next(row for row in found if row['action'] == 'position')['entity_id']
    first = pq.read_table(russian / 'positions.parquet').to_pylist()[0]
    assert place == f'{first["document_id"]}:{first["start"]}:{first["stop"]}'
    said = next(row for row in found if row['action'] == 'speaker')
    assert said['document'].endswith('.txt')
    assert (said['text'], said['times']) == (pq.read_table(russian / 'quotations.parquet')['text'][0].as_py(), '1')


@pytest.mark.parametrize(
    ('sheet', 'value', 'message'),
    [
        ('Документы', 'неверно', 'Документы, row 2: «неверно» is not understood; write «дата: …», «заголовок: …»'),
        ('Документы', 'дата: вчера', '«вчера» is no day'),
        ('Даты', 'весной', '«весной» is no day'),
        ('Документы', 'дата: 2025-01-01/2025-01-02', 'is no day'),
        ('Люди', 'то же, что: Никто', 'no other row here has the name «Никто»'),
        ('Упоминания', 'Иван', 'is not understood; write «удалить»'),
        ('Люди', 'я' * 2001, 'more than 2000 characters are no correction'),
        ('Люди', 'Анна\u202eБелова', 'has characters that cannot be shown; take them out'),
    ],
)
def test_what_is_not_understood_is_told(russian: Path, tmp_path: Path, sheet: str, value: str, message: str) -> None:
    pytest.importorskip('python_calamine')
    with pytest.raises(CorrectedError) as told:
        correct(russian / 'svodka.xlsx', tmp_path, (sheet, 2, value))
    assert message in str(told.value)
    assert not (tmp_path / 'corrections.csv').exists()


def test_a_number_in_a_cell_is_as_it_stands_there(russian: Path, tmp_path: Path) -> None:
    pytest.importorskip('python_calamine')
    (line,) = correct(russian / 'svodka.xlsx', tmp_path, ('Организации', 2, 1917))
    assert (line['action'], line['value']) == ('rename', '1917')


def test_every_cell_that_is_not_understood_is_told(russian: Path, tmp_path: Path) -> None:
    pytest.importorskip('python_calamine')
    written = (
        ('Документы', 2, 'неверно'),
        ('Даты', 3, 'весной'),
        ('Даты', 2, '02.05.2025'),
        ('Люди', 2, 'то же, что: Н'),
    )
    with pytest.raises(CorrectedError):
        correct(russian / 'svodka.xlsx', tmp_path, *written)
    told = CliRunner().invoke(main, ['corrections', str(tmp_path / 'written.xlsx'), '--out', str(tmp_path / 'c.csv')])
    lines = told.stderr.splitlines()
    assert [line.partition(':')[2].partition(':')[0].strip() for line in lines[:3]] == [
        'Документы, row 2', 'Люди, row 2', 'Даты, row 3']  # fmt: skip
    assert lines[3] == 'svodka: 3 cells not understood, and nothing written: mend them, and run the command again.'
    assert (told.exit_code, told.stdout, (tmp_path / 'c.csv').exists()) == (2, '', False)


def test_a_workbook_without_corrections_says_where_they_go(russian: Path, tmp_path: Path) -> None:
    pytest.importorskip('python_calamine')
    command = ['corrections', str(russian / 'svodka.xlsx'), '--out', str(tmp_path / 'c.csv')]
    told = CliRunner().invoke(main, command)
    assert told.stdout.endswith(': 0 corrections. Nothing stands in the columns «Исправление» (correction) of the '
                                'workbook.\n')  # fmt: skip
    assert read_corrections(tmp_path / 'c.csv') == (), 'a file that a run takes'


def test_only_a_workbook_of_svodka_is_read_and_nothing_is_overwritten(russian: Path, tmp_path: Path) -> None:
    pytest.importorskip('python_calamine')
    (tmp_path / 'a.xlsx').write_bytes(b'PK no workbook')
    with pytest.raises(CorrectedError, match='cannot be read'):
        write_corrections(tmp_path / 'a.xlsx', tmp_path / 'b.csv')
    (tmp_path / 'b.csv').touch()
    with pytest.raises(CorrectedError, match='is there already'):
        write_corrections(russian / 'svodka.xlsx', tmp_path / 'b.csv')


def test_reasons_are_told_in_russian() -> None:
    assert reason('The text is the same as that of x.xml#1 (duplicate). There are no words in it.') == (
        'Тот же текст, что в x.xml#1 (повтор). В нём нет слов.')  # fmt: skip
    assert reason('Something else.') == 'Something else.'
    for english, russian in read_words('reasons.yaml').items():
        assert reason(english) == russian
        assert set(re.findall(r'{\d}', english)) == set(re.findall(r'{\d}', russian)), english


def messages(package: Path) -> Iterator[str]:
    """What readers say of a document, with 7 for each value in it."""

    def told(node: ast.AST) -> str:
        if isinstance(node, ast.JoinedStr):
            return ''.join(str(part.value) if isinstance(part, ast.Constant) else '7' for part in node.values)
        return str(node.value) if isinstance(node, ast.Constant) else ''

    for path in (*package.glob('read/*.py'), *package.glob('run/*.py')):
        for node in ast.walk(ast.parse(path.read_text(encoding='utf-8'))):
            given: list[ast.AST] = []
            if isinstance(node, ast.Call):
                own = getattr(node.func, 'id', '') in ('ReadError', 'unread')
                given = [
                    *(node.args if own else ()),
                    *(k.value for k in node.keywords if k.arg in ('message', 'refused')),
                ]
            elif isinstance(node, ast.Assign) and getattr(node.targets[0], 'id', '') == 'message':
                given = [node.value]
            yield from (text for text in map(told, given) if text.endswith('.') and text[:1].isupper())


def test_every_reason_is_known_in_russian() -> None:
    package = Path(worksheet.__file__).parents[1]
    # What a file is instead of a text: «not a text but a film» becomes the sentence.
    kinds = {f'Not a text but {other[-1]}.' for other in (*_OTHERS, *_OTHERS_AT, *_PACKED_OTHERS)}
    for name in ('read/sniff.py', 'read/legacy_kinds.py'):
        for node in ast.walk(ast.parse((package / name).read_text(encoding='utf-8'))):
            if isinstance(node, ast.Constant) and re.match('not a .* but .+[^ ]$', str(node.value)):
                kinds.add(f'N{node.value[1:]}.')
    assert len(kinds) > 30
    unknown = {message for message in (*messages(package), *kinds) if reason(message) == message}
    assert not unknown, 'tell them in tables/reasons.yaml'


def test_every_sheet_and_value_is_called_something_in_russian() -> None:
    for table in TABLES:
        told = layout(table, 'ru')
        own = [c.name for c in columns(table)]
        assert sorted(n for n in told.columns if n in own) == sorted(own), table
        heads = [head(table, name, 'ru') for name in told.columns]
        for column in columns(table):
            assert set(column.values) <= set(values_in(table, column.name, 'ru')), column.name
            named = values_in(table, column.name, 'ru')
            assert len(set(named.values())) == len(named), (table, column.name)
        keyed = [h for h, name in zip(heads, told.columns, strict=True) if name in own]
        assert len(set(keyed)) == len(keyed), table
    assert set(TYPES.values()) == set(values_in('mentions', 'type', 'ru'))


def test_every_column_is_told_in_russian() -> None:
    needed = {(table, name) for table in TABLES for name in sheet_columns(table)}
    assert all(told_in_russian(table, name) for table, name in needed)
    known = set(read_words('columns.yaml')) | set(read_words('heads.yaml'))
    assert all(head(table, name, 'ru') for table, name in needed)
    assert known <= {f'{table}.{name}' for table, name in needed} | {name for _, name in needed}


def test_what_does_not_fit_goes_on_or_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worksheet, 'MAX_ROWS', 11)
    monkeypatch.setattr(worksheet, 'MAX_SHEETS', 2)
    monkeypatch.setattr(worksheet, 'MAX_LINKS', 15)
    found = rows(30)
    found['quotations'][0]['text'] = 'ж' * 40_000
    book = load_workbook(write(tmp_path, found, formats=('xlsx',), language='en') / 'svodka.xlsx')
    assert book['documents'].max_row == book['documents (2)'].max_row == 11
    notes = {row[4].value: row[6].value for row in book['summary'].iter_rows() if row[4].value}
    assert 'Left out here, and in the Parquet and CSV files: 10 rows.' in notes['documents']
    assert 'Cut here: 1 cell.' in notes['quotations']
    assert 'without a link' in notes['mentions']
    assert 'Continued on 2 sheets.' in notes['mentions']
    cut = book['quotations'].cell(2, sheet_columns('quotations').index('text') + 1).value
    assert cut.endswith(worksheet.CUT)
    assert len(cut) == worksheet.MAX_CELL
