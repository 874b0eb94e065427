"""Positions: who holds which office where."""

from svodka.find.positions.stage import explain_positions, find_positions

__all__ = ['explain_positions', 'find_positions']
