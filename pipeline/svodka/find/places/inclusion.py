"""Which place holds another, as the words say: «в Кирове Калужской области», «Кембридж (штат Массачусетс)»."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from svodka.find.places.gazetteer import Candidate
from svodka.find.places.lookup import heads
from svodka.find.places.meanings import Reading
from svodka.model import Mention, Place, Tokens

HOLDERS = frozenset(('district', 'region', 'country'))
INSIDE = frozenset(('в', 'во'))
SETTLEMENTS = frozenset(('город', 'городок', 'посёлок', 'село', 'деревня', 'станица', 'хутор', 'кишлак', 'аул'))
GAP = 4  # tokens between two places that are one in the other
KILOMETRES = 111.2  # of a degree of latitude


def holders(tokens: Tokens, mentions: Sequence[Mention], readings: Sequence[Reading]) -> dict[int, Place]:
    """The first token of each mention that its words put inside a district, region or country → that place."""
    found: dict[int, Place] = {}
    places = [(m, r) for m, r in zip(mentions, readings, strict=True) if m.type == 'LOC' and r.form != 'adjective']
    for (one, reading), (other, behind) in pairwise(places):
        if one.sentence != other.sentence or other.first - one.last > GAP:
            continue
        if (place := _holder(behind)) and _lies_in(tokens, one, other, place.kind):
            found[one.first] = place
        elif (place := _holder(reading)) and place.kind != 'country' and _leads_into(tokens, one, other):
            found[other.first] = place
    return found


def _holder(reading: Reading) -> Place | None:
    """The district, region or country that a reading means and nothing else; «Пенджаб» is one of two."""
    kinds, lands = ({getattr(c.place, part) for c in reading.found} for part in ('kind', 'country'))
    return reading.found[0].place if kinds and kinds <= HOLDERS and len(lands) == 1 else None


def _lies_in(tokens: Tokens, one: Mention, other: Mention, kind: str) -> bool:
    """Whether the second place stands in the genitive right behind the first, as regions do and a country seldom, or in
    brackets."""
    between = [i for i in range(one.last, other.first) if tokens.lemma[i] not in heads()]
    if not between:
        at = one.last if one.last < other.first else other.first
        return kind != 'country' and 'Case=Gen' in tokens.feats[at]
    closing = tokens.text[other.last : other.last + 1] == [')']
    return closing and [tokens.text[i] for i in between] == ['(']


def _leads_into(tokens: Tokens, one: Mention, other: Mention) -> bool:
    """Whether one preposition stands before a region and one more leads to a place in it: «в Калужской области, в
    городе Кирове», not «переговоры с Якутией в Мирном»."""
    between = [i for i in range(one.last, other.first) if tokens.lemma[i] not in SETTLEMENTS and tokens.text[i] != ',']
    begins = one.first > 0 and tokens.text[one.first - 1].lower() in INSIDE
    return begins and len(between) == 1 and tokens.text[between[0]].lower() in INSIDE


def inside(found: Sequence[Candidate], holder: Place) -> Sequence[Candidate]:
    """The places of a country, of those the nearest to the centre of a region, or none."""
    kept = [c for c in found if c.place.country == holder.country]
    where = _where(holder)
    if holder.kind != 'region' or where is None:
        return kept
    measured = [(distance(where, at), c) for c in kept if (at := _where(c.place))]
    return [min(measured, key=lambda pair: pair[0])[1]] if measured else kept


def _where(place: Place) -> tuple[float, float] | None:
    if place.latitude is None or place.longitude is None:
        return None
    return place.latitude, place.longitude


def distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Kilometres between two points in degrees, on a plane; near enough to tell towns of one country apart.

    >>> round(distance((55.75, 37.62), (59.94, 30.31)), -2)
    600.0
    """
    wide = math.cos(math.radians((one[0] + other[0]) / 2)) * (one[1] - other[1])
    return KILOMETRES * math.hypot(one[0] - other[0], wide)
