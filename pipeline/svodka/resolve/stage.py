"""Mentions → entities of a document, and why each mention is of its entity."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from svodka.language.compare import Groups
from svodka.model import Entity, Mention, Parse, PersonName, Position
from svodka.resolve.canonical import make_entity
from svodka.resolve.organisations import ORGANISATIONS
from svodka.resolve.pairs import ALL, PLACES, Joined, Names, bracketed_originals
from svodka.resolve.people import parts_of
from svodka.resolve.whom import PEOPLE, WHOM, cluster_people

RULES = (*PEOPLE, *WHOM, *ORGANISATIONS, *PLACES, *ALL)


def resolve_mentions(
    parse: Parse, mentions: Sequence[Mention], positions: Sequence[Position] = ()
) -> tuple[list[Entity], list[int]]:
    """The entities of a document in the order of their first mention, and for each mention the index of its entity."""
    clusters, parts, _ = put_together(parse, mentions)
    entity_of = [0] * len(mentions)
    for number, members in enumerate(clusters):
        for i in members:
            entity_of[i] = number
    return [make_entity(mentions, members, parts) for members in clusters], entity_of


def explain_entities(parse: Parse, mentions: Sequence[Mention]) -> list[Joined]:
    """Why each mention is of one entity with another, in order of the text; the first of an entity is not there."""
    return sorted(put_together(parse, mentions)[2])


def put_together(
    parse: Parse, mentions: Sequence[Mention]
) -> tuple[list[list[int]], dict[int, PersonName], list[Joined]]:
    """The mentions of each entity, the parts of people's names, and what the rules have joined."""
    originals = bracketed_originals(parse, mentions)
    by_type: dict[str, list[int]] = defaultdict(list)
    for i, mention in enumerate(mentions):
        if i not in originals:
            by_type[mention.type].append(i)
    parts = parts_of(mentions, by_type['PER'])
    people = cluster_people(parse, mentions, parts)
    bodies = Names(parse, mentions, by_type['ORG'])
    bodies.put_together(ORGANISATIONS)
    places = Names(parse, mentions, by_type['LOC'])
    places.put_together(PLACES)
    groups = Groups(len(mentions))
    for members in (*(c.members for c in people.clusters), *bodies.clusters(), *places.clusters()):
        for i in members[1:]:
            groups.join(members[0], i)
    every = Names(parse, mentions, range(len(mentions)), groups)
    every.put_together(ALL)
    joined = [*people.joined, *bodies.joined, *places.joined, *every.joined]
    return sorted(every.clusters()), parts, joined
