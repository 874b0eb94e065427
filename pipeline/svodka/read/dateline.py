"""The dateline: where a release was sent from and on which day («ТАШКЕНТ, 23 сентября. /УзА/»)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from svodka.read.dateline_grammar import Dateline, in_gazetteer, parse_dateline
from svodka.read.filename import AHEAD
from svodka.read.written_days import DATES, MAIL_DATE, WORDED, dates, find_date

HEAD = 1500
"""Characters at the beginning of a text in which a dateline or a stamp is looked for."""
LONGEST_LINE = 60
"""Characters of a line that is a date."""
HEAD_LINES = 12
"""Lines at the beginning that may be a dateline or a stamp by themselves."""
BELOW_TITLE = 1
"""Lines that may stand above a dateline that names no place."""
YEAR_WINDOW = 60
"""A dateline without a year is dated by the latest full date of its text, if they are so many days apart at most."""

_PLACE_LINE = re.compile(
    r'[А-ЯЁ][а-яё-]+(?:[ -](?:[А-ЯЁ][а-яё-]+|область|край|район|на|де)){0,3}(?:, [А-ЯЁ][а-яё]+(?:[ -][А-ЯЁа-яё]+)?)?'
)
_STAMP_AND_PLACE = re.compile(rf'{WORDED}(?:,?\s+\d\d?[:.]\d\d)?,?\s+(?P<place>[А-ЯЁ].{{2,50}})')
_PLACE_WORDS = 5
_INNER_STAMP = re.compile(rf'{WORDED}\s\d\d:\d\d\s[А-ЯЁ]')
_BESIDE = ('года', 'год', 'г', 'в', 'мск')


def dateline_place(text: str) -> str | None:
    """The place a release was sent from, as its dateline has it.

    >>> dateline_place('ТАШКЕНТ, 23 сентября. /УзА/. Открыта выставка.')
    'ТАШКЕНТ'
    """
    dateline = find_dateline(text)
    if dateline and dateline.place:
        return dateline.place
    lines = list(head_lines(text))
    for line in lines:
        if (found := _STAMP_AND_PLACE.fullmatch(line)) and _is_place(found.group('place')):
            return found.group('place')
    for line, following in pairwise(lines):
        if is_stamp(line) and _is_place(following):
            return following
    if has_inner_stamp(text):
        from svodka.repair.remnants import stamp_place  # here, as it loads a dictionary

        return stamp_place(text)
    return None


def dateline_agency(text: str) -> str | None:
    """The agency in the dateline of a text, who published it.

    >>> dateline_agency('ТАШКЕНТ, 23 сентября. /УзА/. Открыта выставка.')
    'УзА'
    """
    found = find_dateline(text)
    return found.agency if found else None


def find_dateline(text: str) -> Dateline | None:
    """The first dateline of a text: one with a place in any of the first lines, another in the first or below the
    title, unless the lines are a chronicle and each has its own day."""
    return _in_head(text[:HEAD])


@lru_cache(maxsize=8)
def _in_head(head: str) -> Dateline | None:
    told = [parse_dateline(line) for line in head_lines(head)]
    dated = {found.date for found in told if found and found.date and not found.place}
    for number, found in enumerate(told):
        if found and (found.place or (number <= BELOW_TITLE and len(dated) <= 1 and not _is_ahead(found.date))):
            return found
    return None


def _is_ahead(day: dt.date | None) -> bool:
    return day is not None and day > dt.date.today() + AHEAD


def _is_place(line: str) -> bool:
    return bool(_PLACE_LINE.fullmatch(line)) and in_gazetteer(line)


def without_dateline(line: str) -> str:
    """A line without the dateline it begins with.

    >>> without_dateline('ОШ, 4 марта. Открыта школа')
    'Открыта школа'
    """
    found = parse_dateline(line)
    return line[found.end :].strip() if found else line


def has_inner_stamp(text: str) -> bool:
    """Whether a stamp with a time of day stands inside the text near its beginning."""
    return bool(_INNER_STAMP.search(text[:HEAD]))


def dateline_day(text: str) -> dt.date | None:
    """The day in the dateline of a text; without a year in that of the text's latest full date, if that is near."""
    found = find_dateline(text)
    if found and found.month and not found.date:
        return _nearest(found.day, found.month, text)
    return found.date if found else None


def _nearest(day: int, month: int, text: str) -> dt.date | None:
    """A day without a year, in the year of the latest full date of the text if that is near."""
    latest = max(dates(text[:20_000]), default=None)
    if not latest:
        return None
    candidates = []
    for year in (latest.year - 1, latest.year, latest.year + 1):
        try:
            candidates.append(dt.date(year, month, day))
        except ValueError:
            continue
    near = min(candidates, key=lambda c: abs(c - latest), default=None)
    return near if near and abs(near - latest).days <= YEAR_WINDOW else None


def is_stamp(line: str) -> bool:
    """Whether a line is a date with nothing else than a time of day, a place, an agency in capitals."""
    if len(line) > LONGEST_LINE or line[:4].lower() == 'дата' or not find_date(line):
        return False
    rest = line
    for pattern in DATES:
        rest = pattern.sub(' ', rest, count=1)
    rest = MAIL_DATE.sub(' ', rest)
    words = re.findall(r'[^\W\d_]+', rest)
    if all(word.isupper() or word in _BESIDE for word in words):
        return True
    return len(words) <= _PLACE_WORDS and in_gazetteer(' '.join(rest.split()).strip(' ,.;—–-()'))


def head_lines(text: str) -> Iterator[str]:
    """The first lines that are not blank, of what may be a very long line."""
    lines = (line.strip(' \t\r\xa0\ufeff') for line in re.split('[\n\u2028\u2029]', text[:HEAD]))
    yield from [line for line in lines if line][:HEAD_LINES]
