"""Places: the gazetteer, and which of its places the mentions of a document mean."""

from pipeline.places.gazetteer import find_place
from pipeline.places.resolve import resolve_places

__all__ = ['find_place', 'resolve_places']
