"""Positions: who holds which office where."""

from svodka.find.positions.stage import find_positions

__all__ = ['find_positions']
