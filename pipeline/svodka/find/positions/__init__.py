"""Positions: who holds which office where."""

from svodka.find.positions.stage import REFERRING, explain_positions, find_positions

__all__ = ['REFERRING', 'explain_positions', 'find_positions']
