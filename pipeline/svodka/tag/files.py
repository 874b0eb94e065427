"""Where the model files lie; apart, so that asking costs nothing."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from svodka.run.requirements import LibraryError


def model_folder() -> Path:
    """The folder of natasha's model files. Raises LibraryError if natasha is not installed."""
    spec = importlib.util.find_spec('natasha')
    if spec is None or spec.origin is None:
        raise LibraryError('The library natasha (its model files) is missing: run pip install natasha==1.6.0.')
    return Path(spec.origin).parent / 'data'
