"""What is remembered of pure functions is bounded and can be emptied."""

from __future__ import annotations

import ast
from pathlib import Path

from svodka import memo

ROOT = Path(__file__).parents[1]


def test_every_cache_can_be_emptied() -> None:
    """`forget` looks at what modules hold: a cache of a method or of a function inside another would escape it."""
    for path in (ROOT / 'pipeline').rglob('*.py'):
        tree = ast.parse(path.read_text(encoding='utf-8'))
        inside = [n for outer in tree.body for n in ast.walk(outer) if n is not outer]
        for node in inside:
            for decorator in getattr(node, 'decorator_list', ()):
                assert not ast.unparse(decorator).startswith(('cache(', 'lru_cache(', 'functools.')), path
                assert ast.unparse(decorator) != 'cache', path


def test_a_memo_is_bounded() -> None:
    asked: list[str] = []
    found = memo.Memo(lambda key: asked.append(key) or key.upper(), most=2, longest=3)
    assert [found[key] for key in ('a', 'a', 'b', 'long', 'long', 'c')] == ['A', 'A', 'B', 'LONG', 'LONG', 'C']
    assert asked == ['a', 'b', 'long', 'long', 'c']
    assert dict(found) == {'c': 'C'}
