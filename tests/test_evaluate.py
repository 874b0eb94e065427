"""svodka evaluate: a table against one corrected in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from svodka.cli import main
from svodka.tables.evaluate import evaluate
from svodka.tables.gold import EvaluationError

from tests.report_support import rows, write

Table = list[dict[str, str]]


@pytest.fixture(scope='module')
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp('evaluate'), rows(8), formats=('parquet', 'csv'))


def corrected(folder: Path, out: Path, table: str, change: Callable[[Table], Table], **how: str) -> Path:
    """The table as a user saves it after a change."""
    found = list(csv.DictReader(io.StringIO((folder / f'{table}.csv').read_text('utf-8-sig'), newline='')))
    changed = change(found)
    path = out / f'{how.get("name", table)}.csv'
    with path.open('w', encoding=how.get('encoding', 'utf-8-sig'), newline='') as file:
        writer = csv.DictWriter(file, list(changed[0]), delimiter=how.get('delimiter', ','))
        writer.writeheader()
        writer.writerows(changed)
    return path


@pytest.mark.parametrize('table', ['mentions', 'quotations', 'dates', 'positions', 'people', 'documents', 'aliases'])
def test_an_unchanged_table_is_all_right(folder: Path, tmp_path: Path, table: str) -> None:
    found = evaluate(folder, corrected(folder, tmp_path, table, lambda found: found))
    assert (found.precision, found.recall, found.differences, found.warnings) == (1, 1, [], [])


def test_what_a_user_changes_is_found(folder: Path, tmp_path: Path) -> None:
    def change(found: Table) -> Table:
        first, second, _, *rest = [r for r in found if r['type'] == 'PER']
        others = [r for r in found if r['type'] != 'PER']
        first['name'] = 'Азиз Каримович'
        second['start'] = str(int(second['start']) + 5)  # only the surname
        new = dict.fromkeys(found[0], '') | {'document_id': rest[0]['document_id'], 'type': 'PER', 'text': 'гость',
                                             'name': 'гость'}  # fmt: skip
        return [first, second, *rest, *others, new]  # one is taken out

    result = evaluate(folder, corrected(folder, tmp_path, 'mentions', change))
    assert (result.ours, result.gold, result.right, result.overlapping) == (24, 24, 22, 1)
    assert result.precision == result.recall == pytest.approx(22 / 24)
    assert result.values['name'] == (21, 22)
    assert sorted(d.what for d in result.differences) == ['changed', 'extra', 'missing', 'moved']
    missing = next(d for d in result.differences if d.what == 'missing')
    assert missing.text == 'гость'
    assert int(missing.start) > 0, 'the words were found in the text'


def test_what_spreadsheets_do_does_no_harm(folder: Path, tmp_path: Path) -> None:
    def change(found: Table) -> Table:
        for row in found:
            year, month, day = row['start_date'].split('-')
            row['start_date'], row['end_date'] = f'{day}.{month}.{year}', f'{int(day)}.{int(month)}.{year} 0:00'
            row['start'] += ',0'
        return [{k: v for k, v in row.items() if k != 'anchor'} for row in found]

    gold = corrected(folder, tmp_path, 'dates', change, delimiter=';', encoding='cp1251', name='мои даты')
    result = evaluate(folder, gold)
    assert (result.table, result.f1, result.differences) == ('dates', 1, [])


def test_only_documents_of_the_gold_count_unless_all_do(folder: Path, tmp_path: Path) -> None:
    gold = corrected(folder, tmp_path, 'quotations', lambda found: found[:3])
    assert evaluate(folder, gold).precision == 1
    assert evaluate(folder, gold, whole=True).precision == 3 / 8


def test_changed_rows_without_a_place(folder: Path, tmp_path: Path) -> None:
    def change(found: Table) -> Table:
        found[0]['position'] = 'министр'
        found[1]['entity_id'] = 'new'
        return found

    result = evaluate(folder, corrected(folder, tmp_path, 'people', change))
    assert sorted(d.what for d in result.differences) == ['changed', 'extra', 'missing']
    assert (result.right, result.values['position']) == (2, (1, 2))


def test_ids_taken_for_numbers_are_told(folder: Path, tmp_path: Path) -> None:
    gold = corrected(folder, tmp_path, 'dates', lambda found: [row | {'document_id': '1.2E+16'} for row in found[:1]])
    assert 'take ids for numbers' in evaluate(folder, gold).warnings[0]


@pytest.mark.parametrize(
    ('text', 'message'),
    [('PK\x03\x04', 'a workbook'), ('a,b\n1,2', 'no table'), ('x', 'no header'), ('document_id,text\n', '')],
)
def test_what_is_no_gold_is_refused(folder: Path, tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / ('texts.csv' if not message else 'gold.csv')
    path.write_text(text)
    if message:
        with pytest.raises(EvaluationError, match=message):
            evaluate(folder, path)
    else:
        assert evaluate(folder, path).recall == 1


def test_command_prints_and_writes(folder: Path, tmp_path: Path) -> None:
    gold = corrected(folder, tmp_path, 'quotations', lambda found: [*found[1:3], found[3] | {'speaker': 'Никто'}])
    out = tmp_path / 'differences.csv'
    result = CliRunner().invoke(main, ['evaluate', str(folder), str(gold), '--all-documents', '--out', str(out)])
    assert result.exit_code == 0, result.output
    assert 'precision 0.375  recall 1.000' in result.output
    assert 'speaker: 2 of 3 right' in result.output
    assert len(out.read_text('utf-8-sig').splitlines()) == 7
    (tmp_path / 'bad.csv').write_text('a,b\n1,2')
    assert CliRunner().invoke(main, ['evaluate', str(folder), str(tmp_path / 'bad.csv')]).exit_code == 2
