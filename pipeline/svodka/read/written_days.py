"""Days as a text or a path writes them: «7 мая 2025 года», 07.05.2025, 2025-05-07, a mail header's."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from email.utils import parsedate_to_datetime

FIRST_YEAR, LAST_YEAR = 1990, 2099

_MONTHS = {'янв': 1, 'фев': 2, 'мар': 3, 'апр': 4, 'май': 5, 'мая': 5, 'июн': 6, 'июл': 7, 'авг': 8, 'сен': 9,
           'окт': 10, 'ноя': 11, 'дек': 12}  # fmt: skip
MONTH = (
    r'(?P<month>янв(?:аря|\.)?|фев(?:раля|р?\.)?|мар(?:та|\.)?|апр(?:еля|\.)?|мая|май|июн(?:я|\.|ь)?|июл(?:я|\.|ь)?|'
    r'авг(?:уста|\.)?|сен(?:тября|т?\.)?|окт(?:ября|\.)?|ноя(?:бря|б?\.)?|дек(?:абря|\.)?)'
)
YEAR = r'(?P<year>(?:19|20)\d\d)'
WORDED = rf'(?<!\d)(?P<day>\d{{1,2}})(?:-го)?\s+{MONTH},?\s+{YEAR}(?!\d)(?:\s*(?:года|год|г\.?)(?![а-яё]))?'
_POINTED = rf'(?<![\d.])(?P<day>\d{{1,2}})[./](?P<month>\d{{1,2}})[./]{YEAR}(?![\d.]*\d)'
_ISO = rf'(?<!\d){YEAR}-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)'
DATES = tuple(re.compile(pattern, re.I) for pattern in (WORDED, _POINTED, _ISO))
MAIL_DATE = re.compile(
    r'(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d(?::\d\d)?(?: [+-]\d{4}| GMT| UTC)?'
)


def find_date(text: str) -> dt.date | None:
    """The first full date in a short text.

    >>> find_date('Опубликовано 7 мая 2025 года в 18:20')
    datetime.date(2025, 5, 7)
    """
    if mail := MAIL_DATE.search(text):
        return mail_day(mail.group())
    return next(dates(text), None)


def dates(text: str) -> Iterator[dt.date]:
    """The full dates of a text, in order."""
    found = ((m.start(), day_of(m)) for pattern in DATES for m in pattern.finditer(text))
    yield from (day for _, day in sorted((at, day) for at, day in found if day))


def day_of(m: re.Match[str]) -> dt.date | None:
    month = m.group('month')
    try:
        day = dt.date(int(m.group('year')), int(month) if month.isdigit() else month_of(month), int(m.group('day')))
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None


def month_of(word: str) -> int:
    return _MONTHS[word[:3].lower()]


def mail_day(stated: str) -> dt.date | None:
    try:
        return parsedate_to_datetime(stated).date()
    except (ValueError, TypeError, IndexError):
        return None
