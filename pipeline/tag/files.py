"""Where the model files lie; apart, so that asking costs nothing."""

from __future__ import annotations

import importlib.util
from pathlib import Path


def model_folder() -> Path:
    """The folder of natasha's model files; FileNotFoundError if natasha is not installed."""
    spec = importlib.util.find_spec('natasha')
    if spec is None or spec.origin is None:
        raise FileNotFoundError('natasha is not installed and its model files are needed: pip install natasha==1.6.0')
    return Path(spec.origin).parent / 'data'
