"""A place to be, as the tables' builders hand it on."""

from __future__ import annotations

from dataclasses import dataclass, field

WEIGHT = 300_000  # of a place without a population, where a name is shared


@dataclass
class Row:
    """A place to be: names and adjectives as they are written; `geonames_id` where the key does not tell it."""

    key: str
    name: str
    kind: str
    country: str = ''
    latitude: str = ''
    longitude: str = ''
    weight: int = WEIGHT
    names: list[str] = field(default_factory=list)
    adjectives: list[str] = field(default_factory=list)
    geonames_id: str = ''
