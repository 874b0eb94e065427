"""Dates: every expression that a release puts on the calendar, as an interval.

The way of a date, and the module of each step:

    words     tokens → sentences worth a look, as pieces with what they can mean (word lists: `lexicon`)
    rules     pieces → candidates: `days`, `figures`, `months`, `years`, `ages`, `relative`, `distances`, `weekdays`,
              `holidays`, `parts`, made of the readers in `read`; a rule and its examples stand together
    find      candidates → winners: the longest, then the earliest rule
    meaning   what a winner says before it is known from when it counts
    resolve   meaning and context → interval, by the tense (`context`) and what the text has told (`memory`)
    clock     the time of day beside it
"""

from __future__ import annotations

from pipeline.dates.find import Explanation, explain_dates, find_dates

__all__ = ['Explanation', 'explain_dates', 'find_dates']
