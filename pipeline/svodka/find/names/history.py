"""How a name came to be what it is: the rules that touched it in their order, and the names that a rule gave up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from svodka.find.definitions import with_definitions
from svodka.find.names.spans import find_spans, steps
from svodka.model import Mention, Parse, Span

NO_PLACE = 'no_place'  # adjectives of which no place is known, see svodka.find.places


class History(NamedTuple):
    """The rules that touched a span, of which the last decided, or the one that gave it up."""

    span: Span
    rules: tuple[str, ...]
    lost_to: str | None = None


def explain_mentions(parse: Parse, mentions: Sequence[Mention]) -> list[History]:
    """The history of each mention, in order, and behind them those of the names that were given up."""
    defined = with_definitions(parse, find_spans(parse))
    named = [Span(m.first, m.last, m.type) for m in mentions]
    found, lost = histories([*steps(parse), ('definition', list(defined.spans)), (NO_PLACE, named)])
    own = [
        History(span, (*(r for r in rules if r not in (NO_PLACE, m.rule)), m.rule))
        for m, (span, rules, _) in zip(mentions, found, strict=True)
    ]
    return own + lost


def histories(rounds: Iterable[tuple[str, Sequence[Span]]]) -> tuple[list[History], list[History]]:
    """The history of each span of the last of several rounds of rules, and of those that a round left nothing of."""
    before: list[Span] = []
    touched: dict[int, tuple[str, ...]] = {}  # by token
    lost: list[History] = []
    for rule, spans in rounds:
        kept, told = frozenset(before), dict[int, tuple[str, ...]]()
        for span in spans:
            rules = dict.fromkeys(r for i in range(span.first, span.last) for r in touched.get(i, ()))
            if span not in kept:
                rules = {r: None for r in rules if r != rule} | {rule: None}
            told |= dict.fromkeys(range(span.first, span.last), tuple(rules))
        lost += [History(s, touched[s.first], rule) for s in before if told.keys().isdisjoint(range(s.first, s.last))]
        before, touched = list(spans), told
    return [History(span, touched[span.first]) for span in before], lost
