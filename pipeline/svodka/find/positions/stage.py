"""Roles and people → positions: which role is whose."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from svodka.find.positions.alone import again
from svodka.find.positions.beside import across, after, before
from svodka.find.positions.predicate import predicate
from svodka.find.positions.scene import Scene
from svodka.find.positions.shared import Share, shares
from svodka.find.positions.title import honoured, starts_sentence, title
from svodka.model import Mention, Parse, Position


def find_positions(parse: Parse, mentions: Sequence[Mention]) -> list[Position]:
    """Stated positions of people, in order of the text; a role of several people is a row for each."""
    if not any(m.type == 'PER' for m in mentions):
        return []
    scene = Scene(parse, mentions)
    every = range(len(scene.roles))
    shared = {k: found for k in every if (found := shares(scene, scene.roles[k]))}
    for k, found in shared.items():
        scene.hold(k, [share.person for share in found])
    asked = [k for k in every if scene.whole(scene.roles[k])]
    for rule, order in ((before, reversed(every)), (after, asked), (across, asked), (predicate, asked), (again, asked)):
        for k in order:
            if k not in scene.holders and (people := rule(scene, k)):
                scene.hold(k, people)
    return sorted(_rows(scene, shared), key=lambda p: (p.start, p.stop, p.person))


def _rows(scene: Scene, shared: Mapping[int, list[Share]]) -> Iterator[Position]:
    """A row for each role and holder; a role inside another of the same person («заместитель директора») is none."""
    tokens, covered, capital = scene.tokens, set[tuple[int, int]](), honoured(scene.parse, scene.roles)
    for k, people in sorted(scene.holders.items()):
        role = scene.roles[k]
        if role.strength == 'bridge':
            continue
        lower = role.lemma not in capital and starts_sentence(scene.parse, role)
        name, start, stop = title(scene.parse, role, lower), tokens.start[role.first], tokens.stop[role.last - 1]
        organisation = role.organisation if role.organisation is not None else scene.organisation.get(k)
        status = role.status or scene.status.get(k)
        for share in shared.get(k, []):
            part = title(scene.parse, role, lower, share.tokens, share.single)
            yield Position(share.person, share.organisation, part, start, stop, tokens.sentence[role.head], status)
        if k in shared:
            continue
        for person in people:
            if (role.head, person) not in covered:
                covered.update((i, person) for i in range(role.first, role.last))
                yield Position(person, organisation, name, start, stop, tokens.sentence[role.head], status)
