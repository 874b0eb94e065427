"""Roles and people → positions: which role is whose, and which rule says so."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from svodka.find.positions.alone import of_the_leading
from svodka.find.positions.before import before_chain, before_mark, before_name, before_several, past_name
from svodka.find.positions.behind import behind_chain, behind_name, behind_several, next_line
from svodka.find.positions.reference import said_before
from svodka.find.positions.roles import Role
from svodka.find.positions.scene import Holder, Scene, scene_of
from svodka.find.positions.shared import distributed, interleaved
from svodka.find.positions.title import title
from svodka.find.positions.verbs import appointed, conjunct, copula, copula_alone, in_quality_of, known_as, post
from svodka.find.rule import Rule, in_order
from svodka.model import Mention, Parse, Position

Decision = Callable[[Scene, int], list[Holder]]


class Pass(NamedTuple):
    """Rules that are tried together over the roles without a holder; of those for a role the first that gives one
    decides. `backwards` from the last role to the first; `bare` also for a role that tells nothing alone («член»);
    `refers` if they tell whom a role means by what those before it have found."""

    rules: tuple[Rule[Decision], ...]
    backwards: bool = False
    bare: bool = False
    refers: bool = False


# A pass goes before those below it: what stands beside a name before what a verb or the text tells of it.
PASSES = (
    Pass(in_order(interleaved, distributed), bare=True),
    Pass(in_order(before_several, before_name, past_name, before_mark, before_chain), backwards=True, bare=True),
    Pass(in_order(behind_name, behind_several, behind_chain)),
    Pass(in_order(next_line)),
    Pass(in_order(copula, copula_alone, conjunct, in_quality_of, post, known_as, appointed)),
    Pass(in_order(said_before, of_the_leading), bare=True, refers=True),
)

# Rules that tell what somebody is called who was named before: another word for an office that is stated elsewhere.
REFERRING = frozenset(rule.name for one in PASSES if one.refers for rule in one.rules)


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a rule makes of a phrase that names a position: characters [start, stop) of the text and the people whom it
    ties to them (indices of mentions), none if no rule does; `beaten_by` is the rule that decided otherwise."""

    start: int
    stop: int
    people: tuple[int, ...]
    rule: str = ''
    beaten_by: str | None = None


def find_positions(parse: Parse, mentions: Sequence[Mention]) -> list[Position]:
    """Stated positions of people, in order of the text; a role of several people is a row for each."""
    if not any(m.type == 'PER' for m in mentions):
        return []
    scene = scene_of(parse, mentions)
    return sorted(_rows(scene, tie(scene)), key=lambda p: (p.start, p.stop, p.person))


def tie(scene: Scene, lost: list[tuple[int, str, list[Holder]]] | None = None) -> dict[int, str]:
    """The rule that decides for each role, with its holders noted in the scene.

    What a rule further down makes of a role that is decided goes to `lost` if it means somebody else: the role, the
    rule, the holders.
    """
    rules: dict[int, str] = {}
    for one in PASSES:
        if one.refers:
            scene.note_statements()
        for k in reversed(range(len(scene.roles))) if one.backwards else range(len(scene.roles)):
            if (k in scene.holders and lost is None) or not (one.bare or scene.whole(scene.roles[k])):
                continue
            for rule in one.rules:
                holders = rule.apply(scene, k)
                if holders and k not in scene.holders:
                    scene.holders[k] = holders
                    rules[k] = rule.name
                    if one.refers:
                        scene.note_statement(k)
                    if lost is None:
                        break
                elif lost is not None and holders and {h.person for h in holders} != set(scene.holding(k)):
                    lost.append((k, rule.name, holders))
    return rules


def explain_positions(parse: Parse, mentions: Sequence[Mention]) -> list[Explanation]:
    """What each rule makes of each phrase that names a position, the decision first; one that is nobody's is there too,
    without a rule."""
    scene, t = scene_of(parse, mentions), parse.tokens
    lost: list[tuple[int, str, list[Holder]]] = []
    rules = tie(scene, lost)
    found = []
    for k, role in enumerate(scene.roles):
        span = t.start[role.first], t.stop[role.last - 1]
        found.append(Explanation(*span, tuple(scene.holding(k)), rules.get(k, '')))
        found += [
            Explanation(*span, tuple(h.person for h in holders), rule, rules[k]) for j, rule, holders in lost if j == k
        ]
    return found


def _rows(scene: Scene, rules: dict[int, str]) -> Iterator[Position]:
    """A row for each role and holder; a role inside another of the same person («заместитель директора») is none."""
    parse, tokens = scene.parse, scene.parse.tokens
    covered = set[tuple[int, int]]()
    named = {i for m in scene.mentions for i in range(m.first, m.last)}
    for k, holders in sorted(scene.holders.items()):
        role = scene.roles[k]
        if role.strength == 'bridge':
            continue
        start, stop = tokens.start[role.first], tokens.stop[role.last - 1]
        for holder in holders:
            if not holder.tokens:
                if (role.head, holder.person) in covered:
                    continue
                covered.update((i, holder.person) for i in range(role.first, role.last))
            of = role if holder.of is None else scene.roles[holder.of]
            bodies = (role.organisation, holder.organisation, of.organisation)
            organisation = next((n for n in bodies if n is not None), None)
            yield Position(
                holder.person,
                holder.organisation if holder.tokens else organisation,
                title(parse, role, named, holder.tokens, holder.single),
                start,
                stop,
                tokens.sentence[role.head],
                role.status or holder.status,
                rules[k],
                _place_of(scene, of, holder),
            )


def _place_of(scene: Scene, role: Role, holder: Holder) -> int | None:
    """The mention of the place that an office is of: the first behind its noun, else an adjective before it («президент
    Республики Узбекистан», «узбекский министр»); of a trade an adjective tells where the person is from."""
    own = holder.tokens or range(role.first, role.reach)
    if (found := next((scene.place_at[i] for i in own if i > role.head and i in scene.place_at), None)) is not None:
        return found
    i = role.head - 1
    while role.strength != 'occupation' and scene.word(i, role) and scene.pos[i] == 'ADJ':
        if i in scene.place_at:
            return scene.place_at[i]
        i -= 1
    return None
