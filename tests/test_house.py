"""The house style where it can be counted: branches of a function, names of modules."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / 'pipeline' / 'svodka'
MOST = 20
# What several rooms have in the same shape: the stage of a finder, its word lists, what stands around a name, what
# speaks for a reading and which one it is, a parse as its rules look at it.
SHAPES = {'__init__', 'stage', 'lexicon', 'around', 'evidence', 'choose', 'view'}
# Rooms whose imports inside functions say why they are there; in cli/ all are, so that the command starts at once.
EXPLAINED = (
    *('api', 'collection', 'daily', 'export', 'find', 'language', 'read', 'repair'),
    *('report', 'resolve', 'run', 'tables', 'tag'),
)
# Libraries that are loaded where they are needed: they take long to load, come with an extra or a system, or are wanted
# for few files.
LATE = {'distributed', 'duckdb', 'fcntl', 'fsspec', 'htmldate', 'libarchive', 'lxml', 'msvcrt', 'numba', 'oxmsg',
        'pyarrow', 'pypdfium2', 'python_calamine', 'resource', 'striprtf', 'trafilatura', 'warcio',
        'xlsxwriter'}  # fmt: skip
BRANCH = (ast.If, ast.For, ast.While, ast.IfExp, ast.ExceptHandler, ast.match_case)


def branches(function: ast.FunctionDef) -> int:
    """One more than the ways to turn in a function: statements and conditional expressions, every «and» and «or», and
    the conditions of comprehensions; functions inside it count for themselves.

    >>> branches(ast.parse('def f(a, b):\\n    return 1 if a and b else [c for c in b if c]').body[0])
    4
    """
    count, left = 1, list(ast.iter_child_nodes(function))
    while left:
        node = left.pop()
        if isinstance(node, ast.FunctionDef):
            continue
        count += isinstance(node, BRANCH)
        count += len(node.values) - 1 if isinstance(node, ast.BoolOp) else 0
        count += len(node.ifs) if isinstance(node, ast.comprehension) else 0
        left += ast.iter_child_nodes(node)
    return count


def functions() -> Iterator[tuple[str, ast.FunctionDef]]:
    for path in sorted(PACKAGE.rglob('*.py')):
        for node in ast.walk(ast.parse(path.read_text(encoding='utf-8'))):
            if isinstance(node, ast.FunctionDef):
                yield f'{path.relative_to(PACKAGE)} {node.name}', node


def test_functions_are_short() -> None:
    assert {name: count for name, node in functions() if (count := branches(node)) > MOST} == {}


def test_a_name_of_a_module_stands_once() -> None:
    names = Counter(path.stem for path in PACKAGE.rglob('*.py'))
    assert {name for name, count in names.items() if count > 1} == SHAPES


def unexplained(function: ast.FunctionDef, lines: list[str]) -> ast.stmt | None:
    """The first import in a function of a module that is not among LATE, if no comment stands on its line or above."""
    imports = [node for node in ast.walk(function) if isinstance(node, ast.Import | ast.ImportFrom)]
    for node in sorted(imports, key=lambda node: node.lineno):
        name = (node.module or '') if isinstance(node, ast.ImportFrom) else node.names[0].name
        if name.split('.')[0] not in LATE:
            said = '#' in lines[node.lineno - 1] or lines[node.lineno - 2].lstrip().startswith('#')
            return None if said else node
    return None


def test_an_import_in_a_function_says_why() -> None:
    silent = []
    for room in EXPLAINED:
        for path in sorted((PACKAGE / room).rglob('*.py')):
            source = path.read_text(encoding='utf-8')
            for node in ast.walk(ast.parse(source)):
                if isinstance(node, ast.FunctionDef) and (late := unexplained(node, source.splitlines())):
                    silent.append(f'{path.relative_to(PACKAGE)}:{late.lineno}')
    assert silent == []
