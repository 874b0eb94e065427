"""What a rule is: a named function that reads a date from a place in a sentence, with its own examples."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from svodka.find.dates.meaning import Meaning
from svodka.find.dates.sight import Words


class Match(NamedTuple):
    """Pieces [first, last) of a sentence and what they mean. A `tensed` one is a date only beside a verb of the past or
    the future that tells what happened then: «работает с понедельника по пятницу» is every week."""

    first: int
    last: int
    meaning: Meaning
    tensed: bool = False


Reading = Callable[[Words, int], 'Match | list[Match] | None']


@dataclass(frozen=True, slots=True)
class Rule:
    """`starts` are the classes of words at which it is tried, `yes` phrases with the intervals they must give on the
    reference day (2025-09-25, a Thursday), `no` phrases in which the whole stage must find no date. It is tried only in
    sentences that hold a word of the class `needs`."""

    name: str
    read: Reading
    starts: tuple[str, ...]
    yes: Mapping[str, str] = field(default_factory=dict)
    no: tuple[str, ...] = ()
    needs: str | None = None


REGISTERED: list[Rule] = []
POINTS: dict[str, list[Reading]] = {}


def rule(
    *starts: str, yes: Mapping[str, str], no: Iterable[str] = (), needs: str | None = None
) -> Callable[[Reading], Reading]:
    """Register a rule under its function's name, in the order of writing."""

    def add(read: Reading) -> Reading:
        REGISTERED.append(Rule(read.__name__, read, starts, yes, tuple(no), needs))
        return read

    return add


def point(*starts: str) -> Callable[[Reading], Reading]:
    """Say that a rule reads one point of the calendar, so that it may be an end of a range."""

    def add(read: Reading) -> Reading:
        for kind in starts:
            POINTS.setdefault(kind, []).append(read)
        return read

    return add


def read_point(w: Words, i: int) -> Match | None:
    """The longest single date that starts at piece i."""
    best: Match | None = None
    if i >= 0:
        for kind in w.kinds(i):
            for read in POINTS.get(kind, ()):
                found = read(w, i)
                if isinstance(found, Match) and found.first == i and (best is None or found.last > best.last):
                    best = found
    return best
