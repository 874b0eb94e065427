"""The documentation: the column reference is that of the row classes, and the recipes do what they say."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner
from svodka.cli import main
from svodka.tables.reference import with_reference

from tests.report_support import rows, write

ROOT = Path(__file__).parents[1]
RECIPES = [ROOT / 'notebooks' / 'recipes.md', ROOT / 'notebooks' / 'recipes.ru.md']


@pytest.mark.parametrize('name', ['README.md', 'README.ru.md'])
def test_the_column_reference_is_up_to_date(name: str) -> None:
    text = (ROOT / name).read_text(encoding='utf-8')
    assert '<!-- columns -->' in text
    assert with_reference(text, name == 'README.ru.md') == text, f'run: python -m svodka.tables.reference {name}'


@pytest.fixture
def tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / 'tables', rows(5), formats=('parquet',))
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures('tables')
@pytest.mark.parametrize('path', RECIPES, ids=lambda path: path.name)
def test_recipes_run(path: Path) -> None:
    text = path.read_text(encoding='utf-8')
    programs = re.findall(r'```python\n(.*?)```', text, re.DOTALL)
    assert len(programs) == 2
    for program in programs:
        exec(program, {})
    commands = [line.split('#')[0] for line in re.findall(r'^    (svodka .*)', text, re.MULTILINE)]
    assert len(commands) == 3
    for command in commands:
        result = CliRunner().invoke(main, shlex.split(command)[1:])
        assert result.exit_code == 0, result.output


def test_both_languages_have_the_same_recipes() -> None:
    first, second = (re.findall(r'```.*?```', path.read_text(encoding='utf-8'), re.DOTALL) for path in RECIPES)
    without_comments = [[re.sub(r'\s+#.*', '', block) for block in blocks] for blocks in (first, second)]
    assert without_comments[0] == without_comments[1]


def test_every_test_that_the_security_page_names_exists() -> None:
    lines = (ROOT / 'SECURITY.md').read_text(encoding='utf-8').splitlines()
    dangers = [line for line in lines if line.startswith('| **')]
    assert len(dangers) > 15
    for danger in dangers:
        named = danger.split(' | ')[-1]
        files = re.findall(r'([a-z_/]+\.py)', named)
        assert files, danger
        sources = ''.join((ROOT / 'tests' / file).read_text(encoding='utf-8') for file in files)
        for test in re.findall(r'\btest_\w+(?!\.py)\b', re.sub(r'[a-z_/]+\.py', '', named)):
            assert f'def {test}(' in sources, test
