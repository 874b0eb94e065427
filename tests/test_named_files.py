"""What documentation, comments, docstrings and lexicons name by its path or its module is there."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = [ROOT / 'pipeline' / 'svodka', ROOT / 'tools', ROOT / 'tests']
# These name files by what stands before them in a table, so that a name alone must be one of some file.
BY_NAME = [ROOT / 'docs' / 'architecture.md', ROOT / 'docs' / 'adding-rules.md']
PATH = re.compile(r'(?<![\w./])(?:[\w-]+/)+[\w-]+\.(?:py|yaml|npz|tsv)\b')
NAME = re.compile(r'`([\w-]+\.(?:py|yaml))`')
LIST = re.compile(r'`([A-Z_]+)`(?: (?:and|or) `([A-Z_]+)`)? of `([\w/-]+\.py)`')
FENCED = re.compile(r'^```(?:python|yaml)\n(.*?)^```$', re.MULTILINE | re.DOTALL)
FOLDER = re.compile(r'`((?:[\w-]+/)+)`')
MODULE = re.compile(r'\b(?:svodka|tools|tests)(?:\.[a-z_]+)+(?:\.[A-Za-z_]+)?\b(?!\.)')
FILES = ('toml', 'xlsx', 'service', 'timer', 'config', 'db')  # svodka.toml is a file


def comments(path: Path) -> str:
    """The comments and docstrings of a module."""
    source = path.read_text(encoding='utf-8')
    found = [t.string for t in tokenize.generate_tokens(io.StringIO(source).readline) if t.type == tokenize.COMMENT]
    kinds = (ast.Module, ast.FunctionDef, ast.ClassDef)
    found += [ast.get_docstring(node) or '' for node in ast.walk(ast.parse(source)) if isinstance(node, kinds)]
    return '\n'.join(found)


def texts() -> Iterator[tuple[Path, str]]:
    """Everything in which an engineer reads where something is."""
    for path in (*ROOT.glob('*.md'), *(ROOT / 'docs').glob('*.md')):
        if path.name != 'CHANGELOG.md':  # which tells of what was
            yield path, path.read_text(encoding='utf-8')
    for room in ROOMS:
        for path in sorted(room.rglob('*.py')):
            yield path, comments(path)
        for path in sorted([*room.rglob('*.yaml'), *room.rglob('*.md')]):
            if 'gold' not in path.parts:
                yield path, path.read_text(encoding='utf-8')


HERE = {path.relative_to(ROOT).as_posix() for room in (*ROOMS, ROOT / 'docs') for path in room.rglob('*.*')}
HERE |= {path.name for path in ROOT.glob('*.*')}


def is_there(name: str) -> bool:
    """Whether a file or folder is called so, the rooms above it left out or not."""
    return any(path == name or path.endswith(f'/{name}') or f'/{name}/' in f'/{path}' for path in HERE)


def is_module(name: str) -> bool:
    """Whether a dotted name is that of a package, a module, or something in one.

    >>> is_module('svodka.run.batch.run')
    True
    """
    parts = name.split('.')
    top = ROOT / 'pipeline' if parts[0] == 'svodka' else ROOT
    for n in range(len(parts), 0, -1):
        place = top.joinpath(*parts[:n])
        module = next((p for p in (place.with_suffix('.py'), place / '__init__.py') if p.is_file()), None)
        if module or place.is_dir():
            rest = parts[n:]
            source = module.read_text(encoding='utf-8') if module else ''
            return not rest or re.search(rf'\b{rest[0]}\b', source) is not None
    return False


def test_a_name_of_nothing_is_told() -> None:
    assert is_there('find/dates/stage.py')
    assert is_there('find/dates')
    assert not is_there('find/dates.py')
    assert not is_module('.'.join(('svodka', 'find', 'rules')))


def test_what_is_named_by_its_path_is_there() -> None:
    assert [(path.name, name) for path, text in texts() for name in PATH.findall(text) if not is_there(name)] == []


def test_what_is_named_as_a_module_is_there() -> None:
    named = ((path.name, name) for path, text in texts() for name in MODULE.findall(text))
    assert [(path, name) for path, name in named if name.split('.')[1] not in FILES and not is_module(name)] == []


@pytest.mark.parametrize('path', BY_NAME, ids=lambda path: path.name)
def test_what_is_named_alone_is_there(path: Path) -> None:
    text = path.read_text(encoding='utf-8')
    names = NAME.findall(text) + [folder.rstrip('/') for folder in FOLDER.findall(text)]
    assert [name for name in names if not is_there(name)] == []


def test_the_lists_that_the_docs_name_are_where_they_say() -> None:
    package, named = ROOMS[0], LIST.findall((ROOT / 'docs' / 'adding-rules.md').read_text(encoding='utf-8'))
    assert len(named) > 5
    for *lists, path in named:
        source = (package / path).read_text(encoding='utf-8')
        assert all(re.search(rf'^{name}\b.* =', source, re.MULTILINE) for name in filter(None, lists)), path


def test_what_the_docs_show_of_the_code_stands_in_it() -> None:
    shown = FENCED.findall((ROOT / 'docs' / 'adding-rules.md').read_text(encoding='utf-8'))
    assert len(shown) > 3
    sources = [path.read_text(encoding='utf-8') for kind in ('py', 'yaml') for path in ROOMS[0].rglob(f'*.{kind}')]
    for block in shown:
        assert any(block in source for source in sources), block
