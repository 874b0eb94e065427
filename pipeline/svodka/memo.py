"""What is remembered of pure functions, and how it is forgotten.

Most functions keep what they found in `functools.lru_cache`, the busiest in a Memo. Threads may share both: the value
of a key is always the same, so that it makes no difference who worked it out, nor that it is worked out anew.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cache
from typing import TypeVar

Key = TypeVar('Key')
Value = TypeVar('Value')


class Memo(dict[Key, Value]):
    """Key → what a pure function makes of it: a dict that fills itself, for what is asked of every token.

    When it has `most` keys, all are forgotten. A look-up costs half of what it costs in lru_cache, and `map` can do it.
    Texts of more than `longest` characters are worked out anew each time, so that strangers' words cannot fill memory.
    """

    def __init__(self, of: Callable[[Key], Value], most: int, longest: int | None = None) -> None:
        super().__init__()
        self.of, self.most, self.longest = of, most, longest

    def __missing__(self, key: Key) -> Value:
        found = self.of(key)
        if self.longest is None or len(key) <= self.longest:  # type: ignore[arg-type]
            if len(self) >= self.most:
                self.clear()
            self[key] = found
        return found


_CACHED = type(cache(len))


def forget() -> None:
    """Empties every cache and Memo of svodka's modules; what is needed again is worked out or read again."""
    for name, module in list(sys.modules.items()):
        if name.partition('.')[0] == __package__:
            for value in list(vars(module).values()):
                if isinstance(value, Memo):
                    value.clear()
                elif isinstance(value, _CACHED):
                    value.cache_clear()
