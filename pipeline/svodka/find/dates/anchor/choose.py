"""The year that is not written, once the evidence is in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import NamedTuple

from svodka.find.dates.calendar import Interval
from svodka.find.dates.meaning import NOWHERE, Context, Resolved, Side

Make = Callable[[int], Interval | None]

# A day so soon after publication is of this year even beside a verb of the past: «приняли приглашение на 9 мая».
SOON = 31
# A day just gone by is meant, whatever its verb: nobody gives a day in eleven months without its year.
JUST_GONE = 31
ENDED = 7  # and a month or a quarter that ended this week
# Without a verb of the future a period that has just ended is more likely meant than the next.
LATELY = 100
LAST_DAYS = 10  # of a season, for which nobody plans without «этой»
BACK = 270  # days: a story steps back less far than that, otherwise it has gone on into the next year
FAR = 366


def choose(make: Make, at: Context, weekday: int | None = None) -> Resolved:
    """The period of the first year offered that agrees with the side, otherwise of the year beside publication; a
    weekday that is written decides between the years."""
    chosen = offered(make, at)
    if chosen is None and at.published:
        chosen = Resolved(beside(make, at.published, at.side), at.published, f'published, {at.why}')
    if chosen is None:
        return NOWHERE
    near = at.published or chosen.anchor
    if weekday and near and not falls(chosen.interval, weekday):
        for y in (near.year, near.year - 1, near.year + 1):
            if falls(make(y), weekday):
                return Resolved(make(y), near, 'weekday')
    return chosen


def offered(make: Make, at: Context) -> Resolved | None:
    for name, origin in at.offers:
        found = make(origin.year)
        later = make(origin.year + 1)
        if (
            found
            and later
            and found.start
            and later.start
            and (origin - found.start).days > BACK
            and agrees(later, at)
            and (at.published is None or later.start <= at.published)
        ):
            found = later  # from December to January
        if found and found.start and at.to_come and at.tense == 'past' and found.start > at.to_come:
            found = make(origin.year - 1)  # «арестован до 18 января 2027 года … отстранён 20 ноября»
        same = name == 'named_before' and at.side != 'ahead'
        if found and (same or agrees(found, at)):
            return Resolved(found, origin, f'{name}, {at.why}')
    return None


def falls(interval: Interval | None, weekday: int) -> bool:
    return bool(interval and interval.start and interval.start.isoweekday() == weekday)


def agrees(found: Interval, at: Context) -> bool:
    """Whether an interval lies on the side of publication that the sentence says."""
    if at.published is None or found.start is None or found.stop is None:
        return True
    if at.side in ('behind', 'mostly_behind'):
        return found.start <= at.published
    if at.side == 'ahead':
        return found.stop >= at.published
    return found.start <= days_later(at.published, FAR)


def days_later(day: dt.date, days: int) -> dt.date:
    return dt.date.fromordinal(min(day.toordinal() + days, dt.date.max.toordinal()))


def days_between(found: Interval, day: dt.date) -> int:
    """Days from a day to the nearest end of an interval; 0 if it lies within."""
    if found.start is None or found.stop is None:
        return FAR
    return max(0, (found.start - day).days, (day - found.stop).days)


def beside(make: Make, published: dt.date, side: Side | None) -> Interval | None:
    """The period on that side of publication."""
    if side is None or side == 'this_year':
        return make(published.year)
    found = (make(y) for y in (published.year - 1, published.year, published.year + 1))
    near = [Bounded(x, x.start, x.stop) for x in found if x and x.start and x.stop]
    if side == 'nearest':
        return min((x.whole for x in near), key=lambda x: days_between(x, published), default=None)
    behind = next((x for x in reversed(near) if x.start <= published), None)
    ahead = next((x for x in near if x.stop >= published), None)
    taken = ahead
    if side == 'ahead' and ahead:
        taken = unless_nearly_over(ahead, near, published)
    if side in ('behind', 'mostly_behind'):
        soon = ahead and ahead.whole.unit == 'day' and ahead.start <= days_later(published, SOON)
        taken = ahead if soon and side == 'mostly_behind' else behind
    elif behind and behind.stop < published and is_just_over(behind, published, side):
        taken = behind
    return taken.whole if taken else None


def unless_nearly_over(period: Bounded, near: Sequence[Bounded], published: dt.date) -> Bounded:
    """A period; of a season of which little is left the next, as what is planned for it is planned for that: «поедут
    осенью» at the end of November."""
    left = (period.stop - published).days
    if period.whole.unit != 'season' or period.start >= published or left > LAST_DAYS:
        return period
    return next((x for x in near if x.start > published), period)


def is_just_over(period: Bounded, published: dt.date, side: Side) -> bool:
    """Whether a period ended so shortly before publication that a date ahead rather means it."""
    gone, day = (published - period.stop).days, period.whole.unit == 'day'
    return gone <= (JUST_GONE if day else ENDED) or (side == 'mostly_ahead' and not day and gone <= LATELY)


class Bounded(NamedTuple):
    """A period and its days, where they are known."""

    whole: Interval
    start: dt.date
    stop: dt.date
