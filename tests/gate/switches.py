"""What of svodka can be switched off for a while, one thing at a time: passes over names, rules, points.

    with SWITCHES[0].off():
        ...

A rule that is off is taken out of every ordered list that holds it; one that is called by its name finds nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial, wraps
from typing import Any

from svodka.find.dates import stage
from svodka.find.dates.anchor import SIDES, YEARS
from svodka.find.names.passes import PASSES
from svodka.find.places.evidence import weights as place_signs
from svodka.find.positions.reference import weights as office_signs
from svodka.find.positions.stage import PASSES as POSITION_PASSES
from svodka.find.positions.stage import Pass
from svodka.find.quotations import RULES as QUOTATION_RULES
from svodka.find.quotations.weights import weights as speaker_points
from svodka.find.rule import Rule, rule_of
from svodka.resolve import RULES as RESOLUTION_RULES

PACKAGES = ('svodka.find.', 'svodka.resolve.')
# What a rule that is called by its name answers when it finds nothing, where that is not None.
NOTHING: dict[str, Callable[..., Any]] = {
    'attribution_inside': lambda view, first, last, cues: ([(first, last)], None),
    **{name: lambda *_, **__: [] for name in ('turns', 'documents', 'replies', 'dash', 'paragraph')},
}


@dataclass(frozen=True)
class Switch:
    """Something that can be off: `room` tells which rows it may change, `kind` is pass, rule or point; `rule` has the
    examples of a pass or rule."""

    room: str
    kind: str
    name: str
    off: Callable[[], Any]
    rule: Rule[Any] | None = None


def _leaves(value: object, function: Callable[..., Any]) -> bool:
    return value is function or getattr(value, 'apply', getattr(value, 'rewrite', None)) is function


def _without(value: object, function: Callable[..., Any]) -> object:
    """An ordered list, or lists by class, without a function; the same object where it is not in there."""
    if isinstance(value, tuple) and value and all(isinstance(one, Pass) for one in value):
        return tuple(one._replace(rules=_without(one.rules, function)) for one in value)
    if isinstance(value, dict) and any(isinstance(inner, list) for inner in value.values()):
        inner = {key: _without(one, function) for key, one in value.items()}
        return inner if any(inner[key] is not value[key] for key in value) else value
    if isinstance(value, tuple | list) and any(_leaves(one, function) for one in value):
        return type(value)(one for one in value if not _leaves(one, function))
    return value


@contextmanager
def without(function: Callable[..., Any]) -> Iterator[None]:
    """svodka without a rule while the block runs, in this thread's process as a whole."""
    nothing = wraps(function)(NOTHING.get(function.__name__, lambda *_, **__: None))
    before: list[tuple[Any, str, object]] = []
    for name, module in list(sys.modules.items()):
        for key, value in list(vars(module).items()) if name.startswith(PACKAGES) else ():
            changed = nothing if value is function else _without(value, function)
            if changed is not value:
                before.append((module, key, value))
                setattr(module, key, changed)
    stage.rules_for.cache_clear()
    try:
        yield
    finally:
        for module, key, value in before:
            setattr(module, key, value)
        stage.rules_for.cache_clear()


@contextmanager
def no_points(weights: Callable[[], Mapping[str, float]], sign: str) -> Iterator[None]:
    """svodka with no points for one of the signs that a function `weights` gives, while the block runs."""
    given = {**weights(), sign: 0.0}
    modules = [module for name, module in list(sys.modules.items()) if name.startswith(PACKAGES)]
    holders: list[Any] = [module for module in modules if vars(module).get('weights') is weights]
    for holder in holders:
        holder.weights = lambda: given
    try:
        yield
    finally:
        for holder in holders:
            holder.weights = weights


def switches() -> list[Switch]:
    """Everything that can be off, in the order of the stages."""
    found = [
        Switch('names', 'pass', step.name, partial(without, step.rewrite), rule_of(step.rewrite)) for step in PASSES
    ]
    found += [Switch('places', 'point', sign, partial(no_points, place_signs, sign)) for sign in place_signs()]
    for room, rules in (
        ('positions', [rule for one in POSITION_PASSES for rule in one.rules]),
        ('resolution', RESOLUTION_RULES),
        ('dates', (*stage.RULES, *SIDES, *YEARS)),
        ('quotations', QUOTATION_RULES),
    ):
        found += [Switch(room, 'rule', rule.name, partial(without, rule.apply), rule) for rule in rules]
    found += [Switch('positions', 'point', sign, partial(no_points, office_signs, sign)) for sign in office_signs()]
    return found + [
        Switch('quotations', 'point', sign, partial(no_points, speaker_points, sign)) for sign in speaker_points()
    ]


SWITCHES = tuple(switches())
