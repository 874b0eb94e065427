"""The points of the signs by which a speaker is chosen, from weights.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import yaml

Weights = Mapping[str, float]


@cache
def weights() -> Weights:
    """The points by «group.sign»: «context.spoke», «office.same», «least.office»."""
    record = yaml.safe_load(files(__package__).joinpath('weights.yaml').read_text(encoding='utf-8'))
    return {
        f'{group}.{sign}': float(entry['points']) for group, signs in record.items() for sign, entry in signs.items()
    }
