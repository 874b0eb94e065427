"""What the columns of a table of texts are called: by its author's wish, by the usual names, in Russian and English."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

from svodka.lexicons import load
from svodka.read.garbled import restore
from svodka.read.settings import ReadOptions
from svodka.read.written_days import find_date

ROLES = ('text', 'date', 'title', 'outlet', 'url', 'author')
TOLD = ('text', 'title', 'date', 'url')
"""A line of a table that names two of these is its head."""
# A number that is a moment: seconds and milliseconds since 1970, days as a workbook counts them, from 1990 on.
SECONDS, MILLISECONDS, DAYS = (6e8, 1e10), (6e11, 1e13), (32_874, 73_050)
FIRST_DAY = dt.date(1899, 12, 30)
_SHORT = re.compile(r'(?<!\d)(\d\d?)\.(\d\d?)\.(\d\d)(?!\d)')
_SLASHED = re.compile(r'(?<!\d)((?:19|20)\d\d)[/.](\d\d?)[/.](\d\d?)(?!\d)')
_ENGLISH = re.compile(r'(?i)(?:(\d{1,2})\s+)?\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+'
                      r'(?:(\d{1,2}),?\s+)?((?:19|20)\d\d)\b')  # fmt: skip
_ENGLISH_MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split()


@dataclass(frozen=True, slots=True)
class Columns:
    """The name of the column of each role, None where there is none."""

    text: str | None = None
    date: str | None = None
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    author: str | None = None


def columns_of(names: Iterable[object], options: ReadOptions) -> Columns:
    """The columns of a table with these names; what `options` name is taken, or nothing is.

    >>> columns_of(['Дата выхода', 'Текст публикации', 'СМИ'], ReadOptions())
    Columns(text='Текст публикации', date='Дата выхода', title=None, outlet='СМИ', url=None, author=None)
    """
    by_low = {_folded(name): str(name) for name in names if name is not None}
    asked = {'text': options.text_column, 'date': options.date_column, 'outlet': options.outlet_column,
             'url': options.url_column}  # fmt: skip
    found: dict[str, str] = {}
    for role in ROLES:
        wish = asked.get(role)
        for name in (_folded(wish),) if wish else _usual(role):
            if name in by_low and (wish or by_low[name] not in found.values()):
                found[role] = by_low[name]
                break
    return Columns(**found)


def is_head(cells: Iterable[object]) -> bool:
    """Whether a line of a table names its columns.

    >>> is_head(['№', 'Заголовок', 'Ссылка']), is_head(['Мониторинг прессы за март'])
    (True, False)
    """
    names = {_folded(cell) for cell in cells if cell is not None}
    return sum(not names.isdisjoint(_usual(role)) for role in TOLD) > 1


def _usual(role: str) -> list[str]:
    names: list[str] = load('columns')[role]
    return names


def _folded(name: object) -> str:
    """A name without letter case, marks and spaces at its ends; «publishedAt» as «published at»."""
    words = re.sub(r'(?<=[a-z])(?=[A-Z])', ' ', restore(str(name).lstrip('\ufeff'))[0])
    return ' '.join(re.sub(r'[\s_:*.-]+', ' ', words).lower().replace('ё', 'е').split())


def day_in(value: object) -> dt.date | None:
    """The day in a cell: a date in words or figures, seconds or milliseconds since 1970, a workbook's number.

    >>> [str(day_in(value)) for value in ('5.03.25', '2025/03/05', 'Mar 5, 2025', 1741158300000, '45721', '12')]
    ['2025-03-05', '2025-03-05', '2025-03-05', '2025-03-05', '2025-03-05', 'None']
    """
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    stated = str(value if value is not None else '').strip()[:60]
    with suppress(ValueError):  # 20250305, 2025-W10-3, 2025-03-05T14:05
        if re.match(r'(?:19|20)\d\d', stated):
            return dt.date.fromisoformat(re.split('[T ]', stated)[0])
    if re.fullmatch(r'\d{5,13}(?:\.\d{1,9})?', stated):
        return _counted(float(stated))
    if day := find_date(stated):
        return day
    parts: tuple[int, int, int] | None = None
    if m := _SHORT.search(stated):
        parts = 2000 + int(m[3]), int(m[2]), int(m[1])
    elif m := _SLASHED.search(stated):
        parts = int(m[1]), int(m[2]), int(m[3])
    elif (m := _ENGLISH.search(stated)) and (m[1] or m[3]):
        parts = int(m[4]), _ENGLISH_MONTHS.index(m[2].lower()) + 1, int(m[1] or m[3])
    try:
        return dt.date(*parts) if parts else parsedate_to_datetime(stated).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _counted(number: float) -> dt.date | None:
    if DAYS[0] <= number < DAYS[1]:
        return FIRST_DAY + dt.timedelta(days=int(number))
    for (first, last), unit in ((SECONDS, 1), (MILLISECONDS, 1000)):
        if first <= number < last:
            return dt.datetime.fromtimestamp(number / unit, tz=dt.UTC).date()
    return None
