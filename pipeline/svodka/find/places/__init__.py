"""Places: the gazetteer, and which of its places the mentions of a document mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from svodka.find.places.choose import resolve_places
from svodka.find.places.compounds import with_halves
from svodka.find.places.gazetteer import find_place
from svodka.model import Mention, Parse

__all__ = ['find_place', 'find_places', 'resolve_places']


def find_places(parse: Parse, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions with the places that they mean, and without those that would mean one and mean none."""
    return with_halves(without_placeless(parse, resolve_places(parse, mentions)))


def without_placeless(parse: Parse, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions without adjectives in lower case, or put together of two, of which no place is known
    («пассажирский», «Камбар-Атинская»)."""
    pos = parse.tokens.pos
    kept = [
        i
        for i, m in enumerate(mentions)
        if not (m.type == 'LOC' and m.place is None and m.last == m.first + 1 and pos[m.first] == 'ADJ'
                and (m.text.islower() or '-' in m.text))
    ]  # fmt: skip
    if len(kept) == len(mentions):
        return list(mentions)
    number = {old: new for new, old in enumerate(kept)}
    own = [mentions[i] for i in kept]
    return [m if m.same_as is None else replace(m, same_as=number.get(m.same_as)) for m in own]
