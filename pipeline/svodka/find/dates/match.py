"""What the rules of dates give back, and which of them read one point of the calendar.

A rule (svodka.find.rule) tells the classes of words that it starts at; its `yes` are phrases with the intervals that
they must give on the reference day (2025-09-25, a Thursday), its `no` phrases in which the whole stage must find
nothing.
"""

from __future__ import annotations

from collections.abc import Callable
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


POINTS: dict[str, list[Reading]] = {}


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
