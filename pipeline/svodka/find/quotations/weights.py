"""The points of the signs by which a speaker is chosen, from weights.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from svodka.lexicons import read_yaml

Weights = Mapping[str, float]


@cache
def weights() -> Weights:
    """The points by «group.sign»: «context.spoke», «office.same», «least.office»."""
    record = read_yaml(Path(__file__).with_name('weights.yaml'))
    return {
        f'{group}.{sign}': float(entry['points']) for group, signs in record.items() for sign, entry in signs.items()
    }
