"""Places: the gazetteer, and which of its places the mentions of a document mean."""

from svodka.find.places.choose import resolve_places
from svodka.find.places.compounds import with_halves
from svodka.find.places.gazetteer import find_place

__all__ = ['find_place', 'resolve_places', 'with_halves']
