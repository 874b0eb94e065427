"""The command: help, exit codes, messages."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.cli import main
from tests.releases import write_releases

COMMANDS = sorted(main.commands)


def svodka(*args: str) -> subprocess.CompletedProcess[str]:
    code = 'from pipeline.cli import main; main(prog_name="svodka")'
    return subprocess.run([sys.executable, '-c', code, *args], capture_output=True, text=True)


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
    code = f'import sys, pipeline.cli; print(sorted({heavy} & set(sys.modules)))'
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
    again = time.monotonic()
    assert svodka('extract', str(source), '--out', str(tmp_path / 'out')).returncode == 0
    assert time.monotonic() - again < 30
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
