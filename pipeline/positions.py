"""Positions: who holds which office where."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import Mention, Parse, Position


def find_positions(parse: Parse, mentions: Sequence[Mention]) -> list[Position]:
    """Stated positions of people, in order."""
    return []
