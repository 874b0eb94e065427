"""Documents over time, as bars."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from svodka.report.site import Site

# The longest spans that are shown by day and by month; what is longer is shown by year.
MOST_DAYS = 62
MOST_MONTHS = 72


# A few documents far from the others must not press all bars together: this share of them at each end may lie outside.
FAR = 0.04


def timeline(days: Iterable[dt.date | None], site: Site) -> Mapping[str, Any]:
    """The number of dates in each day, month or year: bars (place, label, first day, last day, number), and what lies
    outside of the period that holds nearly all, where that one can be shown by month."""
    dated = Counter(day for day in days if day is not None)
    if not dated:
        return {'bars': [], 'unit': '', 'most': 0, 'outside': []}
    first, last = _main_period(dated)
    months = _months(first, last)
    if (last - first).days < MOST_DAYS:
        unit, starts = 'by_day', [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]
    elif months <= MOST_MONTHS:
        at = first.year * 12 + first.month - 1
        unit, starts = 'by_month', [dt.date(m // 12, m % 12 + 1, 1) for m in range(at, at + months)]
    else:
        unit, starts = 'by_year', [dt.date(year, 1, 1) for year in range(first.year, last.year + 1)]
    counts = Counter[dt.date]()
    for day, number in dated.items():
        if first <= day <= last:
            counts[_start(day, unit)] += number
    bars = []
    for i, (start, after) in enumerate(zip(starts, [*starts[1:], None], strict=True)):
        end = after - dt.timedelta(days=1) if after else last
        bars.append({'at': i, 'label': _label(start, unit, site), 'from': start, 'to': max(start, end),
                     'n': counts[start]})  # fmt: skip
    before = {day: n for day, n in dated.items() if day < first}
    later = {day: n for day, n in dated.items() if day > last}
    outside = [{'first': found is before, 'day': edge, 'from': min(found), 'to': max(found), 'n': sum(found.values())}
               for found, edge in ((before, first), (later, last)) if found]  # fmt: skip
    return {'bars': bars, 'unit': unit, 'most': max(counts.values()), 'outside': outside}


def _main_period(dated: Mapping[dt.date, int]) -> tuple[dt.date, dt.date]:
    """All days; or, where those are too many for months, the days of nearly all documents, if these are fewer."""
    days = sorted(dated)
    if _months(days[0], days[-1]) <= MOST_MONTHS:
        return days[0], days[-1]
    allowed = FAR * sum(dated.values())
    first, last = _inner(days, dated, allowed), _inner(days[::-1], dated, allowed)
    return (first, last) if _months(first, last) <= MOST_MONTHS else (days[0], days[-1])


def _inner(days: list[dt.date], dated: Mapping[dt.date, int], allowed: float) -> dt.date:
    """The first day before which no more documents lie than allowed."""
    passed = 0
    for day in days:
        passed += dated[day]
        if passed > allowed:
            return day
    return days[-1]


def _months(first: dt.date, last: dt.date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month + 1


def _start(day: dt.date, unit: str) -> dt.date:
    return {'by_day': day, 'by_month': day.replace(day=1), 'by_year': day.replace(month=1, day=1)}[unit]


def _label(day: dt.date, unit: str, site: Site) -> str:
    if unit == 'by_year':
        return f'{day.year:04}'
    if unit == 'by_month':
        return f'{day.month:02}.{day.year:04}' if site.language == 'ru' else f'{day.year:04}-{day.month:02}'
    return site.day(day)
