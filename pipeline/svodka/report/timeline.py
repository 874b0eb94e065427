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


def timeline(days: Iterable[dt.date | None], site: Site) -> Mapping[str, Any]:
    """The number of dates in each day, month or year: bars (label, first day, last day, number)."""
    dated = Counter(day for day in days if day is not None)
    if not dated:
        return {'bars': [], 'unit': '', 'most': 0}
    first, last = min(dated), max(dated)
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if (last - first).days < MOST_DAYS:
        unit, starts = 'by_day', [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]
    elif months <= MOST_MONTHS:
        at = first.year * 12 + first.month - 1
        unit, starts = 'by_month', [dt.date(m // 12, m % 12 + 1, 1) for m in range(at, at + months)]
    else:
        unit, starts = 'by_year', [dt.date(year, 1, 1) for year in range(first.year, last.year + 1)]
    counts = Counter[dt.date]()
    for day, number in dated.items():
        counts[_start(day, unit)] += number
    bars = []
    for start, after in zip(starts, [*starts[1:], None], strict=True):
        end = after - dt.timedelta(days=1) if after else last
        bars.append({'label': _label(start, unit, site), 'from': start, 'to': max(start, end), 'n': counts[start]})
    return {'bars': bars, 'unit': unit, 'most': max(counts.values())}


def _start(day: dt.date, unit: str) -> dt.date:
    return {'by_day': day, 'by_month': day.replace(day=1), 'by_year': day.replace(month=1, day=1)}[unit]


def _label(day: dt.date, unit: str, site: Site) -> str:
    if unit == 'by_year':
        return f'{day.year:04}'
    if unit == 'by_month':
        return f'{day.month:02}.{day.year:04}' if site.language == 'ru' else f'{day.year:04}-{day.month:02}'
    return site.day(day)
