"""Which of the two sets of inner loops runs: numpy's for a few texts, compiled ones for many.

Loading numba takes about 0.25 s (0.9 s where Python may not keep bytecode), and numpy's loops need that much longer for
20,000 tokens. So that one text is not kept waiting, an engine begins with numpy's and changes over when it has seen
nearly as many. Both give the same numbers to the last bit (tests/test_tag.py), so that the change leaves no trace.
"""

from __future__ import annotations

import importlib
import logging
from types import ModuleType

from svodka.limits import uninterrupted

COMPILE_AFTER = 15_000  # tokens


class Loops:
    """The loops of an engine: `now` is one of two modules that have the same functions."""

    def __init__(self, compiled: str, plain: str) -> None:
        self.compiled, self.seen = compiled, 0
        self.now = importlib.import_module(plain)

    def count(self, tokens: int) -> None:
        """Says that so many more tokens are coming."""
        if self.seen <= COMPILE_AFTER < self.seen + tokens:
            with uninterrupted():  # what interrupts LLVM is lost, and numba stays broken
                self.now = self._load()
        self.seen += tokens  # last: if the time was up before it began, the next document changes over

    def _load(self) -> ModuleType:
        try:
            return importlib.import_module(self.compiled)
        except (ImportError, RuntimeError, OSError) as error:  # not there; cannot compile; no room to
            logging.getLogger(__name__).warning('numba cannot be used, tagging will be slower: %s', error)
            return self.now
