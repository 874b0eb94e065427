"""pyarrow without what it loads unasked."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType


class _Missing(MetaPathFinder):
    """A place to look for modules in which pandas is missing."""

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        if name == 'pandas':
            raise ModuleNotFoundError(name)
        return None


def forgo_pandas() -> None:
    """Load pyarrow, and spare this process pandas: 0.3 s, as long as one short text takes.

    pyarrow loads pandas with the first array that it makes, to see whether it was given one of pandas'. It tries once;
    what asks it for pandas afterwards (`to_pandas`) still gets it.
    """
    import pyarrow as pa

    if 'pandas' in sys.modules:
        return
    finder = _Missing()
    sys.meta_path.insert(0, finder)
    try:
        pa.array([0])
    finally:
        sys.meta_path.remove(finder)
