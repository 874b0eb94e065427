"""The passes that make a document's names whole: an ordered, named list.

Each takes the spans of the one before it, in order and without overlap, and gives spans of the same kind back. The
order is part of the rules: a tail is put to a body only after the body itself has been found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from svodka.find.names.among_people import with_people_listed
from svodka.find.names.assemblies import with_assemblies
from svodka.find.names.concerns import with_concerns
from svodka.find.names.divisions import (
    with_area,
    with_division,
    with_seat,
    without_company,
    without_terms,
    without_verb,
)
from svodka.find.names.explained import with_explained, with_lettered
from svodka.find.names.honoured import with_honoured
from svodka.find.names.joins import (
    with_bodies,
    with_both,
    with_descriptor,
    with_tail,
    without_events,
)
from svodka.find.names.known import with_known
from svodka.find.names.nicknames import with_initials, with_nicknames
from svodka.find.names.no_people import without_nobodies
from svodka.find.names.office_places import with_office_places, with_offices
from svodka.find.names.official import with_cause, with_land, with_second_name
from svodka.find.names.place_adjectives import with_place_adjectives, without_things
from svodka.find.names.sense import sensible
from svodka.find.names.sites import with_sites
from svodka.find.names.surnames import with_surname
from svodka.find.names.votes import voted
from svodka.find.names.well_known import with_well_known
from svodka.find.names.whole_people import with_whole_people
from svodka.find.names.wholes import (
    alike,
    with_bracketed,
    with_continuation,
    with_forms,
    with_marked,
    with_ordinals,
    without_foreign_tail,
)
from svodka.model import Span, Tokens


@dataclass(frozen=True, slots=True)
class Pass:
    """A rule that rewrites the spans of a document."""

    name: str
    rewrite: Callable[[Tokens, Sequence[Span]], list[Span]]


PASSES = (
    Pass('initials', with_initials),
    Pass('surname', with_surname),
    Pass('office', with_offices),
    Pass('office_place', with_office_places),
    Pass('body_of_place', with_bodies),
    Pass('assembly', with_assemblies),
    Pass('well_known', with_well_known),
    Pass('known', with_known),
    Pass('nickname', with_nicknames),
    Pass('legal_form', with_forms),
    Pass('tail', with_tail),
    Pass('marked', with_marked),
    Pass('land', with_land),
    Pass('second_name', with_second_name),
    Pass('cause', with_cause),
    Pass('continuation', with_continuation),
    Pass('no_verb', without_verb),
    Pass('no_company', without_company),
    Pass('no_term', without_terms),
    Pass('division', with_division),
    Pass('area', with_area),
    Pass('concerns', with_concerns),
    Pass('seat', with_seat),
    Pass('no_foreign_tail', without_foreign_tail),
    Pass('descriptor', with_descriptor),
    Pass('both_halves', with_both),
    Pass('no_event', without_events),
    Pass('site', with_sites),
    Pass('no_thing', without_things),
    Pass('whole_person', with_whole_people),
    Pass('no_person', without_nobodies),
    Pass('adjective', with_place_adjectives),
    Pass('sense', sensible),
    Pass('honoured', with_honoured),
    Pass('bracketed', with_bracketed),
    Pass('ordinal', with_ordinals),
    Pass('alike', alike),
    Pass('lettered', with_lettered),
    Pass('explained', with_explained),
    Pass('vote', voted),
    Pass('people_listed', with_people_listed),
)


def rewritten(tokens: Tokens, spans: Sequence[Span]) -> list[Span]:
    """The spans after all passes."""
    *_, (_, found) = stages(tokens, spans)
    return found


def stages(tokens: Tokens, spans: Sequence[Span]) -> Iterator[tuple[str, list[Span]]]:
    """The name of each pass and the spans as it leaves them, to see which one changed a span."""
    found = list(spans)
    for step in PASSES:
        found = step.rewrite(tokens, found)
        yield step.name, found
