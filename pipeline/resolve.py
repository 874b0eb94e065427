"""Mentions → one entity each, within one document."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import Entity, Mention, Parse, Position


def resolve_mentions(parse: Parse, mentions: Sequence[Mention], positions: Sequence[Position]) -> tuple[list[Entity], list[int]]:
    """The entities of a document, and for each mention the index of its entity."""
    index: dict[tuple[str, str], int] = {}
    members: list[list[int]] = []
    entity_of = []
    for i, mention in enumerate(mentions):
        key = (mention.type, mention.name.lower())
        if key not in index:
            index[key] = len(members)
            members.append([])
        members[index[key]].append(i)
        entity_of.append(index[key])
    entities = [Entity(mentions[m[0]].type, mentions[m[0]].name, tuple(m)) for m in members]
    return entities, entity_of
