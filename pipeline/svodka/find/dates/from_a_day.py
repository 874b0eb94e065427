"""Intervals that count from a day: so many days or years away, stretches, days of the month, weekdays."""

from __future__ import annotations

import calendar
import datetime as dt

from svodka.find.dates import calendar as on
from svodka.find.dates.calendar import Interval
from svodka.find.dates.meaning import NOWHERE, SHIFT, Context, DayOfMonth, Resolved, Shift, Side, Stretch, Weekday


def resolve_shift(meaning: Shift, at: Context) -> Resolved:
    told = at.written if meaning.unit == 'year' else at.narrated
    if meaning.unit in ('month', 'quarter') and meaning.count == 0:
        told = told or at.written
    if meaning.base == 'tensed':
        base = told if at.tense == 'past' else at.published
    else:
        base = {'published': at.published, 'narrated': told, 'either': told or at.published}[meaning.base]
    if base is None:
        return NOWHERE
    try:
        return Resolved(shifted(base, meaning.unit, meaning.count), base)
    except (ValueError, OverflowError):
        return NOWHERE


def resolve_stretch(meaning: Stretch, at: Context) -> Resolved:
    day = at.published
    if day is None:
        return NOWHERE
    sign = 1 if meaning.ahead else -1
    months = {'month': 1, 'year': 12, 'decade': 120}.get(meaning.unit, 0) * meaning.count
    try:
        if months:
            year, month = divmod(12 * day.year + day.month - 1 + sign * months, 12)
            other = dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
        else:
            other = day + dt.timedelta(sign * meaning.count * (7 if meaning.unit == 'week' else 1))
    except (ValueError, OverflowError):
        return NOWHERE
    return Resolved(on.days(min(day, other), max(day, other), meaning.unit), day)


def resolve_day_of_month(meaning: DayOfMonth, at: Context, begun: dt.date | None = None) -> Resolved:
    """The nearest such day on its side of publication, or from the day on when a range has `begun`."""
    if at.published is None:
        return NOWHERE
    base = begun or at.published
    if meaning.shift is not None:
        months: tuple[int, ...] = (meaning.shift,)
        base = at.published
    else:
        months = (0, 1, 2) if begun or at.side in ('ahead', 'mostly_ahead') else (0, -1, -2)
    for count in months:
        year, month = divmod(12 * base.year + base.month - 1 + count, 12)
        if not on.valid(year, month + 1, meaning.number):
            continue
        found = dt.date(year, month + 1, meaning.number)
        if meaning.shift is not None or (found <= base if months[-1] < 0 else found >= base):
            return Resolved(on.day(found), at.published, f'published, {at.why}')
    return NOWHERE


def shifted(base: dt.date, unit: str, count: int) -> Interval:
    """The nth period from the one that holds `base`; a ValueError if it lies outside the calendar."""
    if unit == 'day':
        return on.day(base + dt.timedelta(count))
    if unit == 'week':
        return on.week(base + dt.timedelta(7 * count))
    if unit == 'weekend':
        saturday = base - dt.timedelta(base.weekday()) + dt.timedelta(5 + 7 * count)
        return on.days(saturday, saturday + dt.timedelta(1), 'weekend')
    if unit == 'month':
        year, month = divmod(12 * base.year + base.month - 1 + count, 12)
        return on.months(year, month + 1, 1, 'month')
    if unit == 'quarter':
        year, number = divmod(4 * base.year + (base.month - 1) // 3 + count, 4)
        return on.quarter(year, number + 1)
    if unit == 'half':
        year, number = divmod(2 * base.year + (base.month - 1) // 6 + count, 2)
        return on.half(year, number + 1)
    if unit == 'decade':
        return on.decade(10 * (base.year // 10 + count))
    if unit == 'century':
        return on.century((base.year - 1) // 100 + 1 + count)
    if base.year + count < 1:
        raise ValueError('before our era')
    return on.year(base.year + count)


def resolve_weekday(meaning: Weekday, at: Context) -> Resolved:
    if at.published is None:
        return NOWHERE
    try:
        return Resolved(weekday(meaning, at.published, at.side), at.published, f'published, {meaning.which or at.why}')
    except (ValueError, OverflowError):
        return NOWHERE


def weekday(meaning: Weekday, day: dt.date, side: Side | None) -> Interval:
    """«прошлый» and «следующий» count weeks, «минувший» and «ближайший» days; a bare one the side."""
    monday, number = day - dt.timedelta(day.weekday()), meaning.weekday
    length = 1 if meaning.unit == 'weekend' else 0
    if meaning.weeks is not None or meaning.which in ('last', 'next', 'this', 'before_last', 'after_next'):
        weeks = meaning.weeks if meaning.weeks is not None else SHIFT[meaning.which or 'this']
        start = monday + dt.timedelta(7 * weeks + number - 1)
    else:
        ahead = (number - day.isoweekday()) % 7
        behind = (day.isoweekday() - number) % 7
        if meaning.which == 'recent':
            back = behind or 7
            start = day - dt.timedelta(back if back > length else back + 7)
        elif meaning.which == 'coming':
            start = day + dt.timedelta(ahead or 7)
        elif side in ('ahead', 'mostly_ahead') or (side in (None, 'nearest') and ahead < behind):
            start = day + dt.timedelta(ahead)
        else:
            start = day - dt.timedelta(behind)
    return on.day(start) if not length else on.days(start, start + dt.timedelta(1), 'weekend')
