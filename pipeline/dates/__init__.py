"""Dates: every expression that a release puts on the calendar, as an interval.

The way of a date, and the module of each step:

    words     tokens → sentences worth a look, as pieces with what they can mean (word lists: `lexicon`)
    rules     pieces → candidates: `days`, `figures`, `months`, `years`, `ages`, `relative`, `distances`, `weekdays`,
              `holidays`, `parts`, made of the readers in `read`; a rule and its examples stand together
    find      candidates → winners: the longest, then the earliest rule
    meaning   what a winner says before it is known from when it counts
    anchor    the year that is not written: evidence of the sentence, of the text so far, of the day of publication
    resolve   meaning and context → interval
    today     «сегодня» as a day or as nowadays
    clock     the time of day beside it
"""

from __future__ import annotations

from pipeline.dates.find import Explanation, explain_dates, find_dates

__all__ = ['Explanation', 'explain_dates', 'find_dates']
