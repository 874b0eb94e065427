"""What a date says before it is known from when it counts, and how that becomes an interval."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal, NamedTuple

from svodka.find.dates.calendar import Interval

Tense = Literal['past', 'present', 'future', 'imperative', 'infinitive']
# Of publication: behind it or ahead of it for sure, or unless the other is near; `this_year` whatever the side.
Side = Literal['behind', 'mostly_behind', 'nearest', 'mostly_ahead', 'ahead', 'this_year']
Which = Literal['this', 'last', 'next', 'recent', 'coming', 'before_last', 'after_next', 'same']
Base = Literal['published', 'narrated', 'either', 'tensed']

SHIFT = {'this': 0, 'last': -1, 'recent': -1, 'before_last': -2, 'next': 1, 'coming': 1, 'after_next': 2}


@dataclass(frozen=True, slots=True)
class Year:
    """A year by number (0 is 1 BC), or by its distance from the year of publication, or «того же года». A `short` one
    is written with two figures: it is of the century that puts it nearest to publication."""

    number: int | None = None
    shift: int | None = None
    same: bool = False
    short: bool = False


@dataclass(frozen=True, slots=True)
class Calendar:
    """A named period of a year: a day, a month, quarter `number`, a season, a part of one (`piece` of `pieces`)."""

    unit: str
    year: Year | None = None
    month: int | None = None
    number: int | None = None
    season: str | None = None
    weekday: int | None = None
    easter: int | None = None
    feast: str | None = None  # of the table of feasts that move with the moon
    nth_weekday: int | None = None  # the `number`th of the month, -1 the last
    which: Which | None = None
    piece: int = 0
    pieces: int = 1


@dataclass(frozen=True, slots=True)
class Shift:
    """The nth period before or after a day: yesterday, last week, two years ago."""

    unit: str
    count: int
    base: Base = 'published'


@dataclass(frozen=True, slots=True)
class Stretch:
    """So many days, weeks, months or years that end on the day of publication, or begin on it."""

    unit: str
    count: int
    ahead: bool = False


@dataclass(frozen=True, slots=True)
class DayOfMonth:
    """«23-го числа»: a day of the month of publication, of the one `shift` months from it, or of the nearest."""

    number: int
    shift: int | None = None
    unit: str = 'day'


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week (1 is Monday), or the weekend (6); `weeks` from the week of publication, if said."""

    weekday: int
    which: Which | None = None
    weeks: int | None = None
    unit: str = 'day'


@dataclass(frozen=True, slots=True)
class Fixed:
    """An interval that needs nothing from outside: a decade, a century, a range of years."""

    interval: Interval


@dataclass(frozen=True, slots=True)
class Range:
    """From the first day of `start` to the last of `stop`."""

    start: Meaning
    stop: Meaning


Meaning = Calendar | Shift | Stretch | DayOfMonth | Weekday | Fixed | Range


class Context(NamedTuple):
    """From where a date counts: the day of publication, the last year written before it, the day told about; the side
    of publication on which it lies, the tense of its verb, the years that it may take with the evidence for each, and
    the evidence for the side."""

    published: dt.date | None = None
    written: dt.date | None = None
    narrated: dt.date | None = None
    side: Side | None = None
    tense: Tense | None = None
    offers: tuple[tuple[str, dt.date], ...] = ()
    why: str = ''
    to_come: dt.date | None = None


class Resolved(NamedTuple):
    """The interval, the date it counts from if its own words do not say it all, and the evidence for its year."""

    interval: Interval | None
    anchor: dt.date | None = None
    why: str = ''


NOWHERE = Resolved(None)


def has_year(meaning: Meaning) -> bool:
    if isinstance(meaning, Range):
        return has_year(meaning.start) or has_year(meaning.stop)
    return isinstance(meaning, Calendar) and meaning.year is not None and not meaning.year.same


def needs_anchor(meaning: Meaning) -> bool:
    """Whether the words alone do not say when."""
    match meaning:
        case Fixed():
            return False
        case Calendar():
            return meaning.year is None or meaning.year.number is None
        case Range():
            return needs_anchor(meaning.stop) and needs_anchor(meaning.start)
    return True


def needs_side(meaning: Meaning) -> bool:
    """Whether it matters on which side of publication the date lies."""
    match meaning:
        case Calendar():
            return meaning.year is None or meaning.season == 'winter'
        case Weekday() | DayOfMonth():
            return True
        case Shift():
            return meaning.base == 'tensed'
        case Range():
            return needs_side(meaning.start) or needs_side(meaning.stop)
    return False


def unit_of(meaning: Meaning) -> str:
    match meaning:
        case Range():
            return unit_of(meaning.stop)
        case Fixed():
            return meaning.interval.unit
        case Calendar() if meaning.unit == 'months':
            return 'month'
        case Calendar() | Shift() | Stretch() | DayOfMonth() | Weekday():
            return meaning.unit
