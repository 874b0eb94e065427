"""The documentation: its references are those of the code, and its programs and commands do what they say."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from svodka.cli import main

from tools.reference import PAGES, with_reference

ROOT = Path(__file__).parents[1]
DOCS = ROOT / 'docs'
HOW_TO = [DOCS / 'how-to.md', DOCS / 'how-to.ru.md']
LONGEST_README = 120  # lines


@pytest.mark.parametrize('name', PAGES)
def test_the_reference_is_up_to_date(name: str) -> None:
    text = (DOCS / name).read_text(encoding='utf-8')
    assert with_reference(name, text) == text, 'run: python -m tools.reference'


def run(command: str) -> None:
    """A command of the documentation, which has to succeed."""
    result = CliRunner().invoke(main, shlex.split(command.split(' #')[0])[1:])
    assert result.exit_code == 0, f'{command}\n{result.output}'


def commands(text: str) -> list[str]:
    return re.findall(r'^    (svodka .*)', text, re.MULTILINE)


def programs(text: str) -> list[str]:
    return re.findall(r'```python\n(.*?)```', text, re.DOTALL)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with releases, their tables, a table that somebody corrected, and corrections."""
    (tmp_path / 'releases').mkdir()
    for path in sorted((ROOT / 'data' / 'releases').glob('*.txt'))[:3]:
        shutil.copy(path, tmp_path / 'releases')
    monkeypatch.chdir(tmp_path)
    run('svodka extract releases --out tables')
    shutil.copy('tables/quotations.csv', 'quotations.csv')
    Path('corrections.csv').write_text('action,entity_id,name,value,document\n', encoding='utf-8')
    return tmp_path


@pytest.mark.usefixtures('folder')
@pytest.mark.parametrize('path', HOW_TO, ids=lambda path: path.name)
def test_each_recipe_works(path: Path) -> None:
    text = path.read_text(encoding='utf-8')
    assert len(programs(text)) >= 2
    assert len(commands(text)) >= 6
    for command in commands(text):
        run(command)
    for program in programs(text):
        exec(program, {})


@pytest.mark.usefixtures('folder')
def test_the_library_page_works() -> None:
    for program in programs((DOCS / 'library.md').read_text(encoding='utf-8')):
        exec(program, {})


@pytest.mark.usefixtures('folder')
def test_the_gallery_answers_ten_questions_in_three_lines_each() -> None:
    first, *answers = programs((DOCS / 'gallery.md').read_text(encoding='utf-8'))
    assert len(answers) == 10
    names: dict[str, object] = {}
    exec(first, names)
    for answer in answers:
        lines = answer.strip().splitlines()
        assert len(lines) == 3, answer
        exec('\n'.join(lines[:2]), names)
        assert eval(lines[2], names) is not None, answer


def test_the_tutorial_works_from_its_first_line_to_its_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / 'data', tmp_path / 'data')
    monkeypatch.chdir(tmp_path)
    text = (DOCS / 'tutorial.md').read_text(encoding='utf-8')
    steps = re.findall(r'^    (svodka [^\n]*)|^```python\n(.*?)```', text, re.MULTILINE | re.DOTALL)
    assert len(steps) >= 8
    for command, program in steps:
        if command:
            run(command)
        else:
            exec(program, {})


def test_both_languages_have_the_same_recipes() -> None:
    first, second = (re.findall(r'```.*?```', path.read_text(encoding='utf-8'), re.DOTALL) for path in HOW_TO)
    without_comments = [[re.sub(r'\s+#.*', '', block) for block in blocks] for blocks in (first, second)]
    assert without_comments[0] == without_comments[1]


def test_the_readme_is_short_and_leads_to_every_page() -> None:
    text = (ROOT / 'README.md').read_text(encoding='utf-8')
    assert len(text.splitlines()) <= LONGEST_README
    assert len((ROOT / 'README.ru.md').read_text(encoding='utf-8').splitlines()) <= LONGEST_README
    pages = {path.name for path in DOCS.glob('*.md') if not path.name.endswith('.ru.md')} - {'index.md'}
    assert pages == set(re.findall(r'\(docs/([a-z-]+\.md)\)', text))


def test_every_link_between_the_files_leads_somewhere() -> None:
    for path in (*ROOT.glob('*.md'), *DOCS.glob('*.md')):
        for target in re.findall(r'\]\((?!https?:)([^)#]+)', path.read_text(encoding='utf-8')):
            assert (path.parent / target).exists(), f'{path.name} → {target}'


def test_every_test_that_the_security_page_names_exists() -> None:
    lines = (DOCS / 'security.md').read_text(encoding='utf-8').splitlines()
    dangers = [line for line in lines if line.startswith('| **')]
    assert len(dangers) > 15
    for danger in dangers:
        named = danger.split(' | ')[-1]
        files = re.findall(r'([a-z_/]+\.py)', named)
        assert files, danger
        sources = ''.join((ROOT / 'tests' / file).read_text(encoding='utf-8') for file in files)
        for test in re.findall(r'\btest_\w+(?!\.py)\b', re.sub(r'[a-z_/]+\.py', '', named)):
            assert f'def {test}(' in sources, test
