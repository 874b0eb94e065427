"""The command: help, exit codes, messages."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from svodka.cli import main

from tests.releases import write_releases
from tests.report_support import rows, write

COMMANDS = sorted(main.commands)


# A system whose encoding is not UTF-8, which Python otherwise makes up for.
ASCII = {'LC_ALL': 'C', 'PYTHONCOERCECLOCALE': '0', 'PYTHONUTF8': '0'}


def svodka(*args: str, **environment: str) -> subprocess.CompletedProcess[str]:
    code = 'from svodka.cli import main; main(prog_name="svodka")'
    return subprocess.run([sys.executable, '-c', code, *args], capture_output=True, encoding='utf-8', errors='replace',
                          env=os.environ | environment)  # fmt: skip


@pytest.mark.parametrize('args', [(), *((c,) for c in COMMANDS)])
def test_help(args: tuple[str, ...]) -> None:
    shown = CliRunner().invoke(main, [*args, '--help'])
    assert shown.exit_code == 0
    first = shown.output.split('\n\n')[1].strip()
    assert len(first) > 20, 'the first lines say what it is for'


def test_every_option_has_help() -> None:
    for name, command in main.commands.items():
        for parameter in command.params:
            if parameter.param_type_name == 'option':
                assert parameter.help, f'{name} {parameter.opts[0]}'


def test_help_comes_without_the_heavy_libraries() -> None:
    heavy = {'numpy', 'pandas', 'pyarrow', 'duckdb', 'rich'}
    code = f'import sys, svodka.cli; print(sorted({heavy} & set(sys.modules)))'
    assert subprocess.run([sys.executable, '-c', code], capture_output=True, text=True).stdout.strip() == '[]'


def test_extract_end_to_end(tmp_path: Path) -> None:
    source = write_releases(tmp_path / 'in', 3)
    (source / 'broken.docx').write_bytes(b'PK\x03\x04 this is no archive')
    ran = svodka('extract', str(source), '--out', str(tmp_path / 'out'), '--format', 'parquet', 'csv', '--workers', '1')
    assert ran.returncode == 1, ran.stderr
    assert 'broken.docx' in ran.stdout
    assert '4 documents' in ran.stdout
    assert (tmp_path / 'out/people.parquet').exists()
    assert (tmp_path / 'out/people.csv').exists()
    assert not (tmp_path / 'out/svodka.xlsx').exists()
    (source / 'broken.docx').unlink()
    again = svodka('extract', str(source), '--out', str(tmp_path / 'out'))
    assert again.returncode == 0
    assert '3 unchanged' in again.stdout
    assert (tmp_path / 'out/svodka.xlsx').exists()


def test_wrong_usage_is_exit_code_2(tmp_path: Path) -> None:
    missing = svodka('extract', str(tmp_path / 'no'), '--out', str(tmp_path / 'out'))
    assert missing.returncode == 2
    assert missing.stderr.count('\n') == 1, 'one sentence'
    assert svodka('extract', str(tmp_path)).returncode == 2


def test_explain_shows_what_was_found_and_steers_no_terminal() -> None:
    text = '«Мы всё \x1b[31mсделаем», — заявил директор завода Азиз Каримов 7 мая 2025 года.'
    shown = CliRunner().invoke(main, ['explain', '--published', '2025-05-08', text])
    assert shown.exit_code == 0, shown.output
    assert 'Азиз Каримов' in shown.output
    assert '2025-05-07' in shown.output
    assert 'заявил' in shown.output
    assert '\x1b[31m' not in shown.output


def test_explain_tells_which_rule_made_two_mentions_one_and_which_lost() -> None:
    text = 'Анна Гринько и Олег Гринько рады. Гринько согласна на всё.'
    shown = CliRunner().invoke(main, ['explain', text])
    assert 'surname → gender_of_verb' in shown.output
    assert 'Олег Гринько (gender_of_verb)' in shown.output


def told(path: Path) -> list[tuple[str, str, str]]:
    """Column, verdict and value of each row that `explain FILE` shows."""
    from svodka.read import ReadOptions, read_file

    (document,) = read_file(path, path.name, ReadOptions(explain=True))
    rows = [tuple(row) for row in json.loads(document.evidence)]
    taken = {column: value for column, verdict, value, _ in rows if verdict == 'taken'}
    stated = {'published': str(document.published), 'title': document.title, 'outlet': document.outlet}
    assert taken == {column: value for column, value in stated.items() if value not in (None, 'None')}
    return [row[:3] for row in rows]


LEAD = 'Паром через Сухону пустили в пятницу, на берег пришли жители трёх деревень, а гармонисты играли до вечера.'


def test_explain_a_page_tells_the_order_of_evidence(tmp_path: Path) -> None:
    page = tmp_path / '2025-03-04 паром.html'
    page.write_text(
        '<html><head><title>Паром снова пустили — Вести Тотьмы</title>'
        '<meta property="article:published_time" content="2025-03-06"></head><body>'
        '<aside class="sidebar"><p>01.03.2025</p></aside><h1>Паром снова пустили</h1>'
        f'<div>5 марта 2025, 14:05</div><p>{LEAD}</p><p>{LEAD}</p><p>Источник: «Сухона»</p></body></html>',
        encoding='utf-8',
    )
    rows = told(page)
    later = 'comes later in the order'
    assert [row for row in rows if row[0] == 'published'] == [
        ('published', 'taken', '2025-03-06'), ('published', later, '2025-03-05'),
        ('published', "in a menu, a side column or the site's head or foot", '2025-03-01'),
        ('published', later, '2025-03-04'), ('published', later, '2025-03-05')]  # fmt: skip
    assert [row for row in rows if row[0] == 'outlet'] == [
        ('outlet', 'taken', 'Вести Тотьмы'), ('outlet', later, '«Сухона»')]  # fmt: skip
    shown = CliRunner().invoke(main, ['explain', str(page)])
    assert shown.exit_code == 0, shown.output
    for words in ('meta article:published_time', 'stamp «5 марта 2025, 14:05»', 'name of the file', '<h1>'):
        assert words in shown.output


def test_explain_a_text_and_a_file_without_one(tmp_path: Path) -> None:
    text = tmp_path / 'a.txt'
    text.write_text(f'ПРЕСС-РЕЛИЗ\n\nПаром пустили\n\nТОТЬМА, 5 марта 2025 года. /ТАСС/. {LEAD}', encoding='utf-8')
    assert told(text) == [
        ('published', 'taken', '2025-03-05'), ('title', 'taken', 'Паром пустили'),
        ('outlet', 'taken', 'ТАСС')]  # fmt: skip
    hostile = tmp_path / 'b.png'
    hostile.write_bytes(b'\x89PNG\x1b[31m')
    shown = CliRunner().invoke(main, ['explain', str(hostile)])
    assert (shown.exit_code, 'PNG picture' in shown.output, '\x1b' in shown.output) == (0, True, False)


@pytest.mark.parametrize('formats', [
    ['--format', 'csv', 'parquet'], ['--format=csv', 'parquet'], ['--format=csv', '--format', 'parquet'],
    ['--format', 'csv', '--format=parquet'], ['--format=csv', '--format=parquet'],
])  # fmt: skip
def test_formats_follow_their_option(formats: list[str]) -> None:
    for args in (['in', '--out', 'o', *formats], [*formats, '--out', 'o', 'in']):
        found = main.commands['extract'].make_context('extract', args).params
        assert (found['sources'], found['formats']) == (('in',), ('csv', 'parquet')), args
    named = main.commands['extract'].make_context('extract', ['csv', 'parquet', '--out', 'o', '--format=csv']).params
    assert named['sources'] == ('csv', 'parquet'), 'folders may have such names'


@pytest.mark.parametrize('encoding', ['ascii', 'cp1252', 'cp866'])
def test_what_a_terminal_cannot_show_is_replaced(encoding: str, tmp_path: Path) -> None:
    tables = write(tmp_path, rows(1), formats=('parquet',))
    commands = [('view', str(tables), 'quotations'), ('--help',)]
    if encoding == 'cp1252':
        commands += [('explain', 'Директор завода Азиз Каримов прибыл.'), ('evaluate', str(tables), str(tables))]
    for command in commands:
        ran = svodka(*command, PYTHONIOENCODING=encoding)
        assert 'Traceback' not in ran.stderr, command
        assert ran.returncode in (0, 2), command
        assert ran.stdout or ran.returncode, command


def test_a_name_that_the_system_cannot_read_is_refused_in_one_sentence(tmp_path: Path) -> None:
    source = write_releases(tmp_path / 'релизы', 1)
    out = str(tmp_path / 'out')
    ran = svodka('extract', str(source), '--out', out, '--workers', '1', '--format', 'parquet', **ASCII)
    assert ran.returncode == 0, 'files to read may have any name'
    for command in (['extract', str(source), '--out', str(tmp_path / 'таблицы')], ['view', str(source), 'people'],
                    ['view', out, 'people', '--name', 'Каримов'], ['explain', 'Каримов прибыл.'],
                    ['report', out, '--out', str(tmp_path / 'страницы')]):  # fmt: skip
        ran = svodka(*command, **ASCII)
        assert ran.returncode == 2, command
        assert ran.stderr.count('\n') == 1, ran.stderr
        assert 'encoding of this system, ascii: set PYTHONUTF8=1' in ran.stderr
    assert svodka('view', out, 'people', '--name', 'Каримов', **(ASCII | {'PYTHONUTF8': '1'})).returncode == 0


def test_one_is_not_several(tmp_path: Path) -> None:
    source = write_releases(tmp_path / 'in', 1)
    ran = svodka('extract', str(source), '--out', str(tmp_path / 'out'), '--format', 'csv', '--workers', '1')
    assert ran.stdout.startswith('1 document (1 ok) from 1 file (1 new)'), ran.stdout
    assert svodka('view', str(tmp_path / 'out'), 'texts').stdout.endswith('1 row.\n')
    ran = svodka('evaluate', str(tmp_path / 'out'), str(tmp_path / 'out' / 'documents.csv'))
    assert ran.stdout.startswith('documents: 1 row in the gold, 1 in the table, 1 the same, ')
