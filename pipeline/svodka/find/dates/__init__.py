"""Dates: every expression that a release puts on the calendar, as an interval.

The way of a date, and the module of each step:

    words     tokens → sentences worth a look, as pieces with what they can mean (word lists: `lexicon`)
    rules     pieces → candidates: `days`, `named_days`, `figures`, `figure_ranges`, `months`, `quarters`, `seasons`,
              `years`, `year_lists`, `ages`, `relative`, `distances`, `stretches`, `month_days`, `weekdays`, `holidays`,
              `parts`, made of the readers in `read` and `lists`; a rule and its examples stand together
    find      candidates → winners: the longest, then the earliest rule; `lists` shares the year of a list
    meaning   what a winner says before it is known from when it counts
    anchor    the year that is not written: evidence of the sentence, of the text so far, of the day of publication
    resolve   meaning and context → interval: periods of a year, ranges; `from_a_day` the relative ones
    today     «сегодня» as a day or as nowadays
    clock     the time of day beside it
"""

from __future__ import annotations

from svodka.find.dates.stage import Explanation, explain_dates, find_dates

__all__ = ['Explanation', 'explain_dates', 'find_dates']
