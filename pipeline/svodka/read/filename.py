"""The day that a path names: 2025-03-04_2010.txt, 2025/03/04/news.html, izvestia 04.03.2025.docx."""

from __future__ import annotations

import datetime as dt
import re

from svodka.read.written_days import MONTH, day_of

LONGEST = 400
"""Characters at the end of a path that are looked at."""
AHEAD = dt.timedelta(days=31)
"""A release may lie there so long before its day, or on a machine whose clock is wrong; what is later is a number."""

_YEAR, _MONTH, _DAY = r'(?P<year>(?:19|20)\d\d)', r'(?P<month>0?[1-9]|1[0-2])', r'(?P<day>0?[1-9]|[12]\d|3[01])'
_IN_A_NAME = (
    re.compile(rf'(?<!\d){_YEAR}(?P<mark>[-_.]){_MONTH}(?P=mark){_DAY}(?!\d)'),
    re.compile(rf'(?<!\d){_DAY}(?P<mark>[-_.]){_MONTH}(?P=mark){_YEAR}(?!\d)'),
    re.compile(rf'(?<!\d)(?P<day>\d{{1,2}})[\s_]+{MONTH}[\s_,]+(?P<year>(?:19|20)\d\d)(?!\d)', re.IGNORECASE),
    re.compile(rf'(?<!\d){_DAY}(?P<mark>\s){_MONTH}\s{_YEAR}(?!\d)'),
    re.compile(rf'(?<!\d){_YEAR}(?P<mark>\s)(?P<month>0[1-9]|1[0-2])\s(?P<day>0[1-9]|[12]\d|3[01])(?!\d)'),
    re.compile(  # with a time of day
        r'(?<!\d)(?P<year>(?:19|20)\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])'
        r'(?:T?(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?)?(?!\d)'
    ),
)
# 05.03.25, which is of this century
_SHORT = re.compile(r'(?<![\d.])((?:0[1-9]|[12]\d|3[01])\.(?:0[1-9]|1[0-2])\.)(\d\d)(?![\d.]*\d)')
_OVER_FOLDERS = re.compile(rf'(?<!\d)(?<!\d[-_.]){_YEAR}(?P<mark>[-_./]){_MONTH}(?P<other>[-_./]){_DAY}(?!\d)')


def date_in_name(name: str, today: dt.date | None = None) -> dt.date | None:
    """The date in a path, the last one if there are several; one that is yet to come is none.

    Digits are part of one date only: of one inside a file's or folder's name, else of the one that begins first.

    >>> date_in_name('news/2025-03-04_2010.html')
    datetime.date(2025, 3, 4)
    """
    latest = (today or dt.date.today()) + AHEAD
    read = {m.start(): _day(m) for m in _matches(_SHORT.sub(r'\g<1>20\2', name[-LONGEST:]))}
    return next((day for _, day in sorted(read.items(), reverse=True) if day and day <= latest), None)


def _matches(name: str) -> list[re.Match[str]]:
    """What looks like a date, no two of the same digits."""
    inside = sorted((m for pattern in _IN_A_NAME for m in pattern.finditer(name)), key=lambda m: (m.start(), -m.end()))
    over = (m for m in _OVER_FOLDERS.finditer(name) if '/' in (m['mark'], m['other']))
    chosen: list[re.Match[str]] = []
    for match in (*inside, *over):
        if not any(match.start() < other.end() and other.start() < match.end() for other in chosen):
            chosen.append(match)
    return chosen


def _day(match: re.Match[str]) -> dt.date | None:
    """The day of what looks like a date; None if it is the end of a longer number: a telephone's, 8-903-10-12-2010.

    25-03-04-2010 is none, either: it may be that year's month and day and a time.
    """
    mark = match.groupdict().get('mark')
    before = match.string[: match.start()]
    numbers = []
    while mark and (number := re.search(rf'(\d+){re.escape(mark)}$', before)):
        numbers.append(number[1])
        before = before[: number.start()]
    if len(numbers) > 1 or (numbers and len(numbers[0]) == len('05') and match.start('day') < match.start('year')):
        return None
    return day_of(match)
