"""From what a date says to its interval: the year that is not written, the day from which a relative one counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from svodka.find.dates import calendar as on
from svodka.find.dates.anchor.choose import choose
from svodka.find.dates.calendar import Interval
from svodka.find.dates.from_a_day import resolve_day_of_month, resolve_shift, resolve_stretch, resolve_weekday
from svodka.find.dates.meaning import (
    NOWHERE,
    SHIFT,
    Calendar,
    Context,
    DayOfMonth,
    Fixed,
    Meaning,
    Range,
    Resolved,
    Shift,
    Stretch,
    Tense,
    Weekday,
    Which,
)
from svodka.find.dates.numbers import HALVES
from svodka.lexicons import load


def resolve(meaning: Meaning, at: Context) -> Resolved:
    """The interval a meaning stands for in a context; None where its anchor is unknown or the day does not exist."""
    match meaning:
        case Fixed():
            return Resolved(meaning.interval)
        case Calendar():
            return resolve_calendar(meaning, at)
        case Shift():
            return resolve_shift(meaning, at)
        case Stretch():
            return resolve_stretch(meaning, at)
        case DayOfMonth():
            return resolve_day_of_month(meaning, at)
        case Weekday():
            return resolve_weekday(meaning, at)
        case Range():
            return resolve_range(meaning, at)


# ------------------------------------------------------------------------------------------------ periods of a year


def period(meaning: Calendar, year: int) -> Interval | None:
    """A period in a year; None for a day that the year does not have."""
    m = meaning
    if year > dt.MAXYEAR:
        return None
    if m.unit == 'year':
        return part_of_year(m, year)
    if not dt.MINYEAR < year < dt.MAXYEAR:  # a winter begins in the year before
        return None
    if m.easter is not None:
        return on.day(on.easter(year) + dt.timedelta(m.easter))
    if m.feast:
        return next((on.day(day) for day in load('feasts')[m.feast] if day.year == year), None)
    if m.season:
        return on.season(year, m.season)
    number, month = m.number or 1, m.month or 1
    if m.nth_weekday is not None:
        return on.nth_weekday(year, month, m.nth_weekday, number)
    if m.unit == 'day':
        return on.day(dt.date(year, month, number)) if on.valid(year, month, number) else None
    if m.unit in NUMBERED:
        return NUMBERED[m.unit](year, month, number)
    return half_of_month(m, year, month) if m.pieces == HALVES else on.months(year, month, 1, 'month')


NUMBERED: Mapping[str, Callable[[int, int, int], Interval]] = {
    'quarter': lambda year, _, number: on.quarter(year, number),
    'half': lambda year, _, number: on.half(year, number),
    'third': on.third,
    'months': lambda year, month, number: on.months(year, month, number, 'month'),
}


def part_of_year(m: Calendar, year: int) -> Interval | None:
    """A year, or the piece of it that is meant."""
    if m.pieces <= 1 or year < dt.MINYEAR:
        return on.year(year)
    size = 12 // m.pieces
    return on.half(year, m.piece + 1) if m.pieces == HALVES else on.months(year, m.piece * size + 1, size, 'half')


def half_of_month(m: Calendar, year: int, month: int) -> Interval:
    """The days of a month up to its middle, or behind it."""
    whole, middle = on.months(year, month, 1, 'month'), dt.date(year, month, 15)
    if not whole.start or not whole.stop:
        return whole
    if m.piece == 0:
        return on.days(whole.start, middle, 'month')
    return on.days(middle + dt.timedelta(1), whole.stop, 'month')


def resolve_calendar(meaning: Calendar, at: Context) -> Resolved:
    year = meaning.year
    if year and year.number is not None:
        number = of_century(year.number, at.published) if year.short else year.number
        found = period(meaning, number)
        if meaning.season == 'winter' and at.side == 'ahead' and over(found, at):
            found = period(meaning, number + 1)  # «зимой 2025 года» of a plan begins in its December
        return Resolved(found)
    if year and year.same:
        origin = at.narrated or at.written
        return Resolved(period(meaning, origin.year), origin) if origin else NOWHERE
    if year and year.shift is not None:
        return Resolved(period(meaning, at.published.year + year.shift), at.published) if at.published else NOWHERE
    if meaning.which and at.published is None:
        return NOWHERE
    if meaning.which and at.published:
        found = pointed(meaning, meaning.which, at.published, at.tense)
        return Resolved(found, at.published, f'published, {meaning.which}')
    return choose(lambda y: period(meaning, y), at, meaning.weekday)


PIVOT = 40  # without a day of publication two figures below it are of this century
FAR_AHEAD = 10  # years from publication, beyond which nobody writes two figures


def of_century(number: int, published: dt.date | None) -> int:
    """The year that two figures stand for: nearest to publication and at most ten years ahead of it."""
    if published is None:
        return number + (2000 if number < PIVOT else 1900)
    century = published.year // 100 * 100
    near = (century - 100 + number, century + number, century + 100 + number)
    return min((y for y in near if y <= published.year + FAR_AHEAD), key=lambda y: abs(y - published.year))


def pointed(meaning: Calendar, which: Which, day: dt.date, tense: Tense | None) -> Interval | None:
    """«прошлой осенью» is the last year's, «прошлой зимой» the last that has ended, «минувшим летом» the nearest."""
    winter = meaning.season == 'winter'
    found = (period(meaning, year) for year in range(day.year - 2, day.year + 3))
    near = [(x, x.start, x.stop) for x in found if x and x.start and x.stop]
    ahead = next((x for x, start, _ in near if start > day), None)
    if which == 'recent' or (which == 'last' and winter):
        return next((x for x, _, stop in reversed(near) if stop < day), None)
    if which == 'coming' or (which == 'next' and winter):
        return ahead
    if which == 'this':
        now = next((x for x, start, stop in near if start <= day <= stop), None)
        return now or (ahead if tense == 'future' else period(meaning, day.year))
    return period(meaning, day.year + SHIFT[which]) if which in SHIFT else None


def over(found: Interval | None, at: Context) -> bool:
    return bool(found and found.stop and at.published and found.stop < at.published)


# --------------------------------------------------------------------------------------------------------- ranges


def resolve_range(meaning: Range, at: Context) -> Resolved:
    """An end without a year takes it from the other; the start lies before the end."""
    a, b = meaning.start, meaning.stop
    if isinstance(a, Calendar) and isinstance(b, Calendar) and a.year is None and b.year is not None:
        stop = resolve(b, at)
        if stop.interval is None or stop.interval.start is None:
            return NOWHERE
        year = stop.interval.start.year
        return Resolved(fitting(a, stop.interval, (year, year - 1)), stop.anchor, stop.why)
    if isinstance(a, DayOfMonth) and isinstance(b, DayOfMonth):
        a = replace(a, shift=b.shift)
    if isinstance(a, Calendar) and isinstance(b, Calendar) and yearless(a) and yearless(b):
        return choose(lambda y: whole_range(a, b, y), at)
    start = resolve(a, at)
    if start.interval is None:
        return NOWHERE
    if (ends := ends_behind(a, b, start.interval, at)) is not None:
        joined = (on.join(start.interval, end) for end in ends if end)
        return Resolved(next((whole for whole in joined if whole), None), start.anchor, start.why)
    stop = resolve(b, at)
    joined_both = on.join(start.interval, stop.interval) if stop.interval else None
    return Resolved(joined_both, start.anchor or stop.anchor, start.why or stop.why)


def ends_behind(a: Meaning, b: Meaning, start: Interval, at: Context) -> Sequence[Interval | None] | None:
    """What the end of a range may be that counts from its start, the likelier first; None for one that stands by
    itself."""
    if isinstance(b, DayOfMonth):
        return (resolve_day_of_month(b, at, start.start).interval,)
    if start.start is None:
        return None
    if isinstance(b, Calendar) and b.year is None:
        return period(b, start.start.year), period(b, start.start.year + 1)
    if isinstance(b, Weekday) and isinstance(a, Weekday):
        ahead = (b.weekday - a.weekday) % 7
        return (on.day(start.start + dt.timedelta(ahead)),)
    return None


def yearless(m: Calendar) -> bool:
    return m.year is None and m.which is None and m.weekday is None


def whole_range(a: Calendar, b: Calendar, year: int) -> Interval | None:
    """The range that begins in a year; «с 28 декабря по 3 января» ends in the next."""
    start, ends = period(a, year), (period(b, y) for y in (year, year + 1))
    return next((x for end in ends if start and end and (x := on.join(start, end))), None)


def fitting(a: Calendar, stop: Interval, years: tuple[int, ...]) -> Interval | None:
    return next((x for y in years if (start := period(a, y)) and (x := on.join(start, stop))), None)
