"""Which of the two sets of inner loops runs: numpy's for a few texts, compiled ones for many.

Loading numba takes about 0.25 s (0.9 s where Python may not keep bytecode), and numpy's loops need that much longer for
20,000 tokens. So that one text is not kept waiting, an engine begins with numpy's and changes over when it has seen
nearly as many. Both give the same numbers to the last bit (tests/test_tag.py), so that the change leaves no trace.
"""

from __future__ import annotations

import importlib
import logging
from types import ModuleType

COMPILE_AFTER = 15_000  # tokens


class Loops:
    """The loops of an engine: `now` is one of two modules that have the same functions."""

    def __init__(self, compiled: str, plain: str) -> None:
        self.compiled, self.seen = compiled, 0
        self.now = importlib.import_module(plain)

    def count(self, tokens: int) -> None:
        """Says that so many more tokens are coming."""
        before, self.seen = self.seen, self.seen + tokens
        if before <= COMPILE_AFTER < self.seen:
            self.now = self._load()

    def _load(self) -> ModuleType:
        try:
            return importlib.import_module(self.compiled)
        except ImportError as error:
            logging.getLogger(__name__).warning('numba cannot be used, tagging will be slower: %s', error)
            return self.now
