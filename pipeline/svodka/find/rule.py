"""What a rule is: a named function of a finder that stands together with its examples.

    @rule(yes={'Пётр Ильин заявил, что [мост открыт].': 'Ильин'}, no=['Напомним, что мост открыт.'])
    def that_clause(view, here, at): ...

    RULES = in_order(that_clause, how_frame)

The decorator changes nothing about the function. Which rules there are, and which goes before which, one list of each
finder tells; the rows carry the name of the rule that made them, and one test of each finder runs all the examples
through its whole stage.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

Function = TypeVar('Function', bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Rule(Generic[Function]):
    """`yes` are texts with what the rule must find in them, as its finder's tests write it, `no` texts in which it must
    not, with what is found there instead, '' for nothing. A finder that looks only where it may pay tries the rule at
    words of the classes `starts`, in sentences that hold a word of the class `needs`."""

    name: str
    apply: Function
    yes: Mapping[str, str]
    no: Mapping[str, str]
    starts: tuple[str, ...] = ()
    needs: str | None = None


_rules: dict[Callable[..., Any], Rule[Any]] = {}


def rule(
    *starts: str, yes: Mapping[str, str], no: Iterable[str] | Mapping[str, str] = (), needs: str | None = None
) -> Callable[[Function], Function]:
    """Make a function a rule under its own name."""

    def add(function: Function) -> Function:
        instead = no if isinstance(no, Mapping) else dict.fromkeys(no, '')
        _rules[function] = Rule(function.__name__, function, yes, instead, starts, needs)
        return function

    return add


def in_order(*functions: Function) -> tuple[Rule[Function], ...]:
    """The rules that these functions are, in this order, which is that of precedence.

    Raises KeyError for a function that is no rule, ValueError if two rules have one name.
    """
    rules = tuple(_rules[function] for function in functions)
    if len({rule.name for rule in rules}) < len(rules):
        raise ValueError(f'Two rules have one name: rename one of {", ".join(rule.name for rule in rules)}.')
    return rules


def rule_of(function: Callable[..., Any]) -> Rule[Any] | None:
    """The rule that a function is, None for one that is none."""
    return _rules.get(function)


def rules_in(package: str) -> set[str]:
    """The names of all rules of a package, for the test that none is left out of its order."""
    return {rule.name for function, rule in _rules.items() if function.__module__.startswith(f'{package}.')}
