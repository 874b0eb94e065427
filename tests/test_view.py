"""svodka view: which rows are printed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from svodka.cli import main
from svodka.cli.rows import SHOWN, named
from svodka.printable import counted
from svodka.schema import TABLES

from tests.report_support import rows, write


@pytest.fixture(scope='module', params=['parquet', 'csv'])
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = rows(30)
    found['quotations'][3]['text'] = 'Вот [red]что[/red] \x1b[31mсказано'
    return write(tmp_path_factory.mktemp('view'), found, formats=(request.param,))


def view(folder: Path, *arguments: str) -> str:
    result = CliRunner().invoke(main, ['view', str(folder), *arguments])
    assert result.exit_code == 0, result.output
    return result.output


def test_every_table_can_be_seen(folder: Path) -> None:
    assert set(SHOWN) == set(TABLES)
    for table in TABLES:
        assert set(SHOWN[table]) <= set(named(table)[1]), table
        assert re.search(r'\d rows?\b', view(folder, table))


@pytest.mark.parametrize(
    ('arguments', 'count'),
    [
        (['quotations', '--speaker', 'каримов'], 10),
        (['quotations', '--speaker', 'Каримов', '--from', '2025-05-20'], 3),
        (['quotations', '--from', '2025-05-20', '--to', '2025-05-21'], 1),
        (['quotations', '--from', '20.05.2025', '--to', '21.05.2025'], 1),
        (['quotations', '--words', 'номер 17'], 1),
        (['mentions', '--name', 'ташкент'], 30),
        (['positions', '--document', 'Совещание 12'], 1),
        (['people', '--name', 'Белова'], 1),
        (['people', '--from', '2025-06-01'], 0),
        (['documents', '--words', 'совещание 2', '--limit', '1'], 12),
    ],
)
def test_rows_are_chosen(folder: Path, arguments: list[str], count: int) -> None:
    assert counted(count, 'row') in view(folder, *arguments)


def test_columns_limit_and_what_could_steer_a_terminal(folder: Path) -> None:
    shown = view(folder, 'quotations', '--limit', '0', '--columns', 'text,rule', '--document', 'Совещание 3')
    assert 'Вот [red]что[/red]  [31mсказано' in shown
    assert 'speaker' not in shown
    assert '50 of them shown' not in view(folder, 'quotations')
    assert '5 of them shown' in view(folder, 'quotations', '--limit', '5')


@pytest.mark.parametrize(
    ('arguments', 'message'),
    [
        (['quotations', '--columns', 'nothing'], 'no column nothing'),
        (['people', '--speaker', 'x'], 'no column for --speaker'),
        (['aliases', '--from', '2025-01-01'], 'no dates'),
        (['documents', '--from', '2025-01-02', '--to', '2025-01-01'], 'No day is from 2025-01-02 to 2025-01-01'),
        (
            ['documents', '--status', 'broken'],
            'no status broken: choose from ok, empty, failed, skipped.',
        ),
    ],
)
def test_wrong_usage_is_told(folder: Path, arguments: list[str], message: str) -> None:
    result = CliRunner().invoke(main, ['view', str(folder), *arguments])
    assert result.exit_code == 2
    assert message in result.output


def test_a_document_is_chosen_by_its_path_in_every_table(folder: Path) -> None:
    path = rows(30)['documents'][3]['path']
    for table in ('documents', 'quotations', 'mentions'):
        assert re.search(r'\b[1-9]\d* rows?\b', view(folder, table, '--document', path)), table
    assert 'document_path' not in view(folder, 'quotations', '--format', 'json')


def test_what_is_no_day_is_told_in_one_sentence(folder: Path) -> None:
    for day in ('вчера', '2025-02-30'):
        result = CliRunner().invoke(main, ['view', str(folder), 'dates', '--from', day])
        assert result.exit_code == 2
        assert f'{day} is no day: write it as 2025-09-01 or 01.09.2025.' in ' '.join(result.output.split())
