"""A rule and its examples stand together: one test runs the examples of all rules through the whole pipeline."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

Finder = TypeVar('Finder', bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Rule:
    """`yes` are texts in which the rule finds just what stands in [brackets], with the speakers, joined by «; »; `no`
    are texts in which it finds nothing."""

    name: str
    yes: Mapping[str, str]
    no: tuple[str, ...]


RULES: dict[str, Rule] = {}


def rule(yes: Mapping[str, str], no: Iterable[str] = ()) -> Callable[[Finder], Finder]:
    """Register a function as the rule of its name, which the rows that it finds carry."""

    def register(finder: Finder) -> Finder:
        RULES[finder.__name__] = Rule(finder.__name__, yes, tuple(no))
        return finder

    return register
