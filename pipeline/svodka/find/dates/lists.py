"""Lists: members read one after another («24–25 и 27», «I, II и IV»), and the year at the end that belongs to all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from svodka.find.dates.lexicon import cues
from svodka.find.dates.match import Match
from svodka.find.dates.meaning import Calendar, Meaning, Range, Shift, Weekday, Year
from svodka.find.dates.read import moved
from svodka.find.dates.sight import Words

MOST_MEMBERS = 12
BETWEEN = cues('between_members')
JOINING = frozenset((',', 'и', 'или'))
MOST_BETWEEN = 4  # words between two members: «, а также в»
TURN = 9  # months back in a list: «в декабре и январе 2024 года» began in 2023
SHARING = {
    'day': 'day',
    'third': 'month',
    'month': 'month',
    'months': 'month',
    'quarter': 'quarter',
    'half': 'quarter',
    'season': 'season',
}

Reader = Callable[[Words, int], 'tuple[int, int] | None']


@dataclass(frozen=True, slots=True)
class Member:
    """Pieces [first, last) with a number, or two if the member is a range («с 3 по 5», «3–5»)."""

    first: int
    last: int
    number: int
    until: int | None = None


def members(w: Words, i: int, read: Reader) -> list[Member]:
    """The numbers that stand from piece i on, joined by commas and «и»; each may be a range. In front of the first
    «с» stands before piece i."""
    out: list[Member] = []
    at, opened = i, w.low(i - 1) in ('с', 'со', 'c')
    while len(out) < MOST_MEMBERS:
        found = member(w, at, opened, read) or (member(w, at, False, read) if at == i else None)
        if not found:
            break
        out.append(found)
        if w.low(found.last) not in JOINING and not (w.low(found.last) == 'на' and opened and found.until is None):
            break
        at = found.last + 1
        opened = w.low(at) in ('с', 'со', 'c')
        at += opened
    return out


def member(w: Words, i: int, opened: bool, read: Reader) -> Member | None:
    a = read(w, i)
    if not a:
        return None
    j = a[0]
    if opened and w.low(j) == 'на' and moved(w, i):
        return Member(i, j, a[1])
    if (w.dash(j) or (opened and w.low(j) in ('по', 'до', 'на'))) and (b := read(w, j + 1)):
        return Member(i - (opened and not w.dash(j)), b[0], a[1], b[1]) if a[1] < b[1] else None
    return None if opened else Member(i, j, a[1])


def share_years(w: Words, found: list[Match]) -> list[Match]:
    """The matches of a sentence in order, those without a year with the year of the member behind them."""
    out = list(found)
    for k in range(len(out) - 2, -1, -1):
        a, b = out[k], out[k + 1]
        year = year_of(b.meaning)
        if year and joined(w, a.last, b.first) and (shared := with_year(a.meaning, b.meaning, year)):
            out[k] = a._replace(meaning=shared)
    return out


def in_the_week(found: list[Match]) -> list[Match]:
    """A bare weekday behind «на следующей неделе» of its sentence is of that week."""
    out, weeks = [], None
    for m in found:
        meaning = m.meaning
        if isinstance(meaning, Shift) and meaning.unit == 'week':
            weeks = meaning.count
        elif isinstance(meaning, Weekday) and weeks is not None and not meaning.which and meaning.weeks is None:
            m = m._replace(meaning=replace(meaning, weeks=weeks))
        out.append(m)
    return out


def joined(w: Words, a: int, b: int) -> bool:
    between = [w.low(i) for i in range(a, b)]
    together = between[:1] == ['на'] and moved(w, a)
    return 0 < len(between) <= MOST_BETWEEN and BETWEEN.issuperset(between) and (together or between[0] in JOINING)


def first_of(meaning: Meaning) -> Calendar | None:
    meaning = meaning.start if isinstance(meaning, Range) else meaning
    return meaning if isinstance(meaning, Calendar) and meaning.unit in SHARING else None


def year_of(meaning: Meaning) -> Year | None:
    """The year that a date of a list gives to those in front of it."""
    last = meaning.stop if isinstance(meaning, Range) else meaning
    if not isinstance(last, Calendar) or first_of(last) is None:
        return None
    return last.year


def with_year(a: Meaning, b: Meaning, year: Year) -> Meaning | None:
    """Meaning a with a year, if it has none and is of the same sort as b."""
    one, other = first_of(a), first_of(b)
    if one is None or other is None or SHARING[one.unit] != SHARING[other.unit] or one.which or one.weekday:
        return None
    if isinstance(a, Range):
        stop = with_year(a.stop, b, year)
        return Range(a.start, stop) if stop and one.year is None else None
    if one.year is not None:
        return None
    if year.number is not None and one.month and other.month and one.month - other.month >= TURN:
        year = replace(year, number=year.number - 1)
    return replace(one, year=year)
