"""Dates: every expression that a release puts on the calendar, as an interval.

The way of a date: `words` finds the sentences worth a look and their pieces; the rules of `days`, `figures`, `months`,
`years`, `relative`, `weekdays`, `holidays` and `parts` read candidates; of those that overlap `find` keeps the
longest; `meaning` makes an interval of what it says and of its context.
"""

from __future__ import annotations

from pipeline.dates.find import Explanation, explain_dates, find_dates

__all__ = ['Explanation', 'explain_dates', 'find_dates']
