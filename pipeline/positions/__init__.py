"""Positions: who holds which office where."""

from pipeline.positions.find import find_positions

__all__ = ['find_positions']
