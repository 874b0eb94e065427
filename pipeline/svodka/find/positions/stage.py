"""Roles and people → positions: which role is whose, and which rule says so."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from svodka.find.positions.alone import of_the_leading, said_before
from svodka.find.positions.before import before_chain, before_mark, before_name, before_several, past_name
from svodka.find.positions.behind import behind_chain, behind_name, next_line
from svodka.find.positions.scene import Holder, Scene, scene_of
from svodka.find.positions.shared import distributed, interleaved
from svodka.find.positions.title import honoured, starts_sentence, title
from svodka.find.positions.verbs import appointed, conjunct, copula, copula_alone, in_quality_of, known_as, post
from svodka.find.rule import Rule, in_order
from svodka.model import Mention, Parse, Position

Decision = Callable[[Scene, int], list[Holder]]


class Pass(NamedTuple):
    """Rules that are tried together over the roles without a holder; of those for a role the first that gives one
    decides. `backwards` from the last role to the first; `bare` also for a role that tells nothing alone («член»)."""

    rules: tuple[Rule[Decision], ...]
    backwards: bool = False
    bare: bool = False


# A pass goes before those below it: what stands beside a name before what a verb or the text tells of it.
PASSES = (
    Pass(in_order(interleaved, distributed), bare=True),
    Pass(in_order(before_several, before_name, past_name, before_mark, before_chain), backwards=True, bare=True),
    Pass(in_order(behind_name, behind_chain)),
    Pass(in_order(next_line)),
    Pass(in_order(copula, copula_alone, conjunct, in_quality_of, post, known_as, appointed)),
    Pass(in_order(said_before, of_the_leading)),
)


class Tied(NamedTuple):
    """A rule that ties the role at index `role` to people, and the name of the rule that had done so before, if any."""

    role: int
    rule: str
    holders: list[Holder]
    lost_to: str | None = None


def find_positions(parse: Parse, mentions: Sequence[Mention]) -> list[Position]:
    """Stated positions of people, in order of the text; a role of several people is a row for each."""
    if not any(m.type == 'PER' for m in mentions):
        return []
    scene = scene_of(parse, mentions)
    rules = {tied.role: tied.rule for tied in tie(scene)}
    return sorted(_rows(scene, rules), key=lambda p: (p.start, p.stop, p.person))


def tie(scene: Scene) -> Iterator[Tied]:
    """What the rules decide, noted in the scene as they go."""
    for one in PASSES:
        for k in reversed(range(len(scene.roles))) if one.backwards else range(len(scene.roles)):
            if k in scene.holders or not (one.bare or scene.whole(scene.roles[k])):
                continue
            for rule in one.rules:
                if holders := rule.apply(scene, k):
                    scene.hold(k, holders)
                    yield Tied(k, rule.name, holders)
                    break


def _rows(scene: Scene, rules: dict[int, str]) -> Iterator[Position]:
    """A row for each role and holder; a role inside another of the same person («заместитель директора») is none."""
    parse, tokens = scene.parse, scene.parse.tokens
    covered, capital = set[tuple[int, int]](), honoured(parse, scene.roles)
    for k, holders in sorted(scene.holders.items()):
        role = scene.roles[k]
        if role.strength == 'bridge':
            continue
        lower = role.lemma not in capital and starts_sentence(parse, role)
        start, stop = tokens.start[role.first], tokens.stop[role.last - 1]
        for holder in holders:
            if not holder.tokens:
                if (role.head, holder.person) in covered:
                    continue
                covered.update((i, holder.person) for i in range(role.first, role.last))
            organisation = role.organisation if role.organisation is not None else holder.organisation
            yield Position(
                holder.person,
                holder.organisation if holder.tokens else organisation,
                title(parse, role, lower, holder.tokens, holder.single),
                start,
                stop,
                tokens.sentence[role.head],
                role.status or holder.status,
                rules[k],
            )
