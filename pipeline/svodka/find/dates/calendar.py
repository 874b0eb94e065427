"""Intervals on the calendar, and their EDTF strings (ISO 8601-2): pure arithmetic, no text."""

from __future__ import annotations

import calendar as cal
import datetime as dt
from dataclasses import dataclass
from typing import Literal

from svodka.find.dates.numbers import MONTHS

Unit = Literal['day', 'week', 'weekend', 'third', 'month', 'quarter', 'season', 'half', 'year', 'decade', 'century']

THIRDS = 3  # of a month
# Where several units meet in a range, the finest names it.
FINENESS = ('day', 'weekend', 'week', 'third', 'month', 'quarter', 'season', 'half', 'year', 'decade', 'century')
SEASONS = {'spring': (3, 21), 'summer': (6, 22), 'autumn': (9, 23), 'winter': (12, 24)}  # first month, EDTF's number
QUARTER_ONE, HALF_ONE = 33, 40  # EDTF's numbers of the first quarter and the first half (of two) of a year


@dataclass(frozen=True, slots=True)
class Interval:
    """First and last day, inclusive. Years BC lie outside Python's calendar: they have only the string."""

    start: dt.date | None
    stop: dt.date | None
    unit: str
    edtf: str


def iso(year: int) -> str:
    return f'{year:04d}' if year >= 0 else f'-{-year:04d}'


def valid(year: int, month: int = 1, day: int = 1) -> bool:
    return dt.MINYEAR <= year <= dt.MAXYEAR and 1 <= month <= MONTHS and 1 <= day <= cal.monthrange(year, month)[1]


def day(date: dt.date) -> Interval:
    return Interval(date, date, 'day', date.isoformat())


def months(year: int, first: int, count: int, unit: str, edtf: str | None = None) -> Interval:
    """`count` months from the month `first`, which may run into the next year."""
    last_year, last = year + (first + count - 2) // 12, (first + count - 2) % 12 + 1
    start, stop = dt.date(year, first, 1), dt.date(last_year, last, cal.monthrange(last_year, last)[1])
    return Interval(
        start,
        stop,
        unit,
        edtf or (f'{year:04d}-{first:02d}' if count == 1 else f'{year:04d}-{first:02d}/{last_year:04d}-{last:02d}'),
    )


def quarter(year: int, number: int) -> Interval:
    return months(year, 3 * number - 2, 3, 'quarter', f'{year:04d}-{QUARTER_ONE + number - 1}')


def half(year: int, number: int) -> Interval:
    return months(year, 6 * number - 5, 6, 'half', f'{year:04d}-{HALF_ONE + number - 1}')


def season(year: int, name: str) -> Interval:
    """A season; the winter of a year begins in the December before it, and EDTF has no winter across two years."""
    first, number = SEASONS[name]
    if name == 'winter':
        return months(year - 1, first, 3, 'season')
    return months(year, first, 3, 'season', f'{year:04d}-{number}')


def third(year: int, month: int, number: int) -> Interval:
    """A декада: ten days of a month, the last one to its end."""
    stop = 10 * number if number < THIRDS else cal.monthrange(year, month)[1]
    return days(dt.date(year, month, 10 * number - 9), dt.date(year, month, stop), 'third')


def week(date: dt.date) -> Interval:
    monday = date - dt.timedelta(date.weekday())
    return days(monday, monday + dt.timedelta(6), 'week')


def days(start: dt.date, stop: dt.date, unit: str) -> Interval:
    return Interval(start, stop, unit, f'{start}/{stop}')


def year(number: int) -> Interval:
    """A year; the year before 1 is 0, as ISO counts (1 BC)."""
    if number < 1:
        return Interval(None, None, 'year', iso(number))
    return Interval(dt.date(number, 1, 1), dt.date(number, 12, 31), 'year', iso(number))


def years(first: int, last: int, unit: str = 'year') -> Interval:
    if first < 1:
        stop = None if last < 1 else dt.date(last, 12, 31)
        return Interval(None, stop, unit, f'{iso(first)}/{iso(last)}')
    return Interval(dt.date(first, 1, 1), dt.date(last, 12, 31), unit, f'{iso(first)}/{iso(last)}')


def decade(first: int) -> Interval:
    return Interval(dt.date(first, 1, 1), dt.date(first + 9, 12, 31), 'decade', f'{first // 10:03d}X')


def century(number: int, bc: bool = False) -> Interval:
    """The nth century runs from its year 01 to 00: the XX from 1901 to 2000."""
    first = 100 * number - 99
    return years(1 - 100 * number, 1 - first, 'century') if bc else years(first, 100 * number, 'century')


def nth_weekday(year: int, month: int, weekday: int, number: int) -> Interval:
    """The nth weekday (1 is Monday) of a month, -1 is the last."""
    start, stop = months(year, month, 1, 'month').start, months(year, month, 1, 'month').stop
    assert start
    assert stop
    if number < 0:
        return day(stop - dt.timedelta((stop.isoweekday() - weekday) % 7))
    return day(start + dt.timedelta((weekday - start.isoweekday()) % 7 + 7 * (number - 1)))


def easter(year: int) -> dt.date:
    """Orthodox Easter by Meeus' Julian algorithm (Astronomical Algorithms, 1991), a Gregorian date for 1900–2099."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day_ = divmod(d + e + 114, 31)
    return dt.date(year, month, day_ + 1) + dt.timedelta(13)


def join(a: Interval, b: Interval) -> Interval | None:
    """From the first day of a to the last of b; None if b lies before a."""
    if a.start is None or b.stop is None:
        return (
            Interval(
                None, None, min(a.unit, b.unit, key=FINENESS.index), f'{a.edtf.split("/")[0]}/{b.edtf.split("/")[-1]}'
            )
            if a.start is None
            else None
        )
    if b.stop < a.start:
        return None
    unit = min(a.unit, b.unit, key=FINENESS.index)
    return Interval(a.start, b.stop, unit, f'{edge(a, first=True)}/{edge(b, first=False)}')


def edge(interval: Interval, first: bool) -> str:
    """What stands at an end of an EDTF interval: the unit itself for days, months and years, otherwise its end day."""
    text = interval.edtf
    if '/' in text:
        return text.split('/')[0 if first else 1]
    if interval.unit in ('quarter', 'half', 'season', 'decade'):
        return str(interval.start if first else interval.stop)
    return text
