"""A library that is missing or broken stops the run and is named; a file's own fault is a row."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner
from svodka import extract
from svodka.cli import main
from svodka.read import formats, guard, read_file
from svodka.run import requirements
from svodka.run.requirements import LIBRARIES, LibraryError, require_libraries

from tests.releases import write_releases
from tests.test_read import TEXT, docx

ROOT = Path(__file__).parents[1]
BUILT_IN = {'numba': 'without it the loops of numpy run'}


def test_each_dependency_is_looked_for() -> None:
    project = tomllib.loads((ROOT / 'pyproject.toml').read_text(encoding='utf-8'))['project']
    declared = {re.split(r'[\[<>=~! ;]', d)[0] for d in project['dependencies']}
    assert {package.split('=')[0] for package in LIBRARIES.values()} == declared - set(BUILT_IN)
    require_libraries()


def test_every_library_loads_in_a_fresh_python() -> None:
    assert requirements._fault() == ''


@pytest.fixture
def without_trafilatura(monkeypatch: pytest.MonkeyPatch) -> str:
    requirements.require_libraries.cache_clear()
    monkeypatch.setattr(requirements, 'LIBRARIES', {'trafilatura_of_nowhere': 'trafilatura'})
    return 'The library trafilatura is missing: run pip install trafilatura.'


def test_a_missing_library_stops_a_run_before_it_begins(tmp_path: Path, without_trafilatura: str) -> None:
    source = write_releases(tmp_path / 'in', 1)
    ran = CliRunner().invoke(main, ['extract', str(source), '--out', str(tmp_path / 'out')])
    assert (ran.exit_code, ran.output) == (2, f'svodka: {without_trafilatura}\n')
    assert not (tmp_path / 'out').exists()


def test_a_missing_library_stops_the_function(without_trafilatura: str) -> None:
    with pytest.raises(LibraryError, match=re.escape(without_trafilatura)):
        extract('Об этом сообщил директор завода Пётр Лунин.')


def broken(folder: Path, name: str) -> dict[str, str]:
    """An environment in which a library fails to load."""
    (folder / name).mkdir(parents=True)
    (folder / name / '__init__.py').write_text('raise ImportError("its file\\nis damaged")\n')
    return os.environ | {'PYTHONPATH': os.pathsep.join([str(folder), str(ROOT / 'pipeline')])}


def svodka(environment: dict[str, str], *args: str) -> subprocess.CompletedProcess[str]:
    code = 'from svodka.cli import main; main(prog_name="svodka")'
    return subprocess.run([sys.executable, '-P', '-c', code, *args], env=environment, capture_output=True, text=True)


# A reader's library is loaded in the helper, the tokeniser's in the worker, the database's in the run itself.
@pytest.mark.parametrize('name', ['lxml', 'razdel', 'duckdb'])
def test_a_broken_library_stops_a_run_wherever_it_is_loaded(tmp_path: Path, name: str) -> None:
    source = write_releases(tmp_path / 'in', 2)
    (source / 'a.docx').write_bytes(docx([TEXT]))
    # With corrections few documents, too, go into the database.
    (tmp_path / 'corrections.csv').write_text(f'action,entity_id,name,value,document\ndrop,e{"0" * 16},,,\n')
    call = ['extract', str(source), '--out', str(tmp_path / 'out'), '--format', 'csv', '--workers', '1',
            '--corrections', str(tmp_path / 'corrections.csv')]  # fmt: skip
    ran = svodka(broken(tmp_path / 'libraries', name), *call)
    message = f'The library {name} is broken (its file is damaged): run pip install --force-reinstall {name}.'
    assert (ran.returncode, ran.stderr) == (2, f'svodka: {message}\n')
    assert not (tmp_path / 'out/documents.csv').exists()
    mended = svodka(os.environ | {'PYTHONPATH': str(ROOT / 'pipeline')}, *call)
    assert (mended.returncode, mended.stdout[:18]) == (0, '3 documents (3 ok)')


@pytest.mark.parametrize('command', ['report', 'duplicates'])
def test_a_broken_library_is_told_by_the_command_that_needs_it(tmp_path: Path, command: str) -> None:
    name = {'report': 'jinja2', 'duplicates': 'rapidfuzz'}[command]
    ran = svodka(broken(tmp_path / 'libraries', name), command, str(tmp_path), '--out', str(tmp_path / 'out'))
    assert ran.returncode == 2
    assert ran.stderr.startswith(f'svodka: The library {name} is broken (its file is damaged)')


def test_an_import_that_fails_for_one_file_is_its_own_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise ImportError('cannot allocate memory')

    monkeypatch.setattr(formats, 'decode', fails)
    (tmp_path / 'a.txt').write_text(TEXT, encoding='utf-8')
    [document] = read_file(tmp_path / 'a.txt', 'a.txt')
    assert (document.status, document.message) == ('failed', 'The file cannot be read (cannot allocate memory).')


def test_a_helper_that_is_taken_over_cannot_stop_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / 'a.html').write_text(f'<html><p>{TEXT}', encoding='utf-8')
    answer = f'{{"{guard.NO_IMPORT}": "No module named lxml"}}\n'
    with monkeypatch.context() as changed:
        guard.stop()
        changed.setattr(guard, 'PROGRAM', f'import sys; sys.stdin.readline(); sys.stdout.write({answer!r})')
        [document] = read_file(tmp_path / 'a.html', 'a.html')
    assert (document.status, document.message) == ('failed', 'The file cannot be read (No module named lxml).')
    [document] = read_file(tmp_path / 'a.html', 'a.html')
    assert document.status == 'ok'


def test_an_import_that_no_library_explains_is_told_too(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def fails(*_: object) -> None:
        raise ImportError('cannot import name x')

    monkeypatch.setattr('svodka.explain.show', fails)
    ran = CliRunner().invoke(main, ['explain', 'Текст.'])
    assert ran.exit_code == 2
    assert ran.output.startswith('svodka: svodka cannot be loaded (cannot import name x): install it again')
