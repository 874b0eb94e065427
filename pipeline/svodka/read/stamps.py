"""Stamps: lines that say when a text was published and nothing else («среда, 5 марта 2025», «№ 12 от 05.03.2025»).

A stamp is a full date beside words that may stand in one: a time of day, a weekday, a label, the kind of the text, who
published it. One word that belongs to an event, a deadline or a later change, and it is none.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from typing import NamedTuple

from svodka.lexicons import load
from svodka.read.filename import AHEAD
from svodka.read.written_days import DATES, MONTH, YEAR, day_of

SHORTEST, LONGEST = 8, 90  # characters of a stamp
MOST_WORDS = 6  # beside the date, of a text's publisher or kind
# Forms that are dates in a stamp and might be something else in a sentence.
_ALONE = (
    re.compile(rf'[«“„"](?P<day>\d{{1,2}})[»”“"]\s+{MONTH}\s+{YEAR}(?:\s*(?:года|г\.?))?', re.IGNORECASE),
    re.compile(rf'(?<!\d)(?P<day>0?[1-9]|[12]\d|3[01])-(?P<month>0[1-9]|1[0-2])-{YEAR}(?!\d)'),
    re.compile(rf'(?<!\d){YEAR}[./](?P<month>0[1-9]|1[0-2])[./](?P<day>0[1-9]|[12]\d|3[01])(?!\d)'),
)
_SHORT = re.compile(r'(?<![\d.])(\d{1,2}[./]\d{1,2}[./])(\d\d)(?![\d.]*\d)')  # 05.03.25, which is of this century
_TIME = re.compile(r'(?<!\d)(?:[01]?\d|2[0-3])[:.][0-5]\d(?::[0-5]\d)?(?!\d)')
_PARTS = re.compile(
    r'(?:(?<!\s)\s*)?[|•·]\s*|'
    r'(?<!\s)\s+(?=(?:Обновл|Измен|Отредактир|Опублик|Размещ|Создан|Добавл)[а-яё]{1,9}[:\s]|Дата\s(?!публ))'
)
_ACCOUNT = re.compile(r'\b(?:автор|добавил|разместил|опубликовал)а?:?\s[\w.-]{1,40}\s(?=от\s)', re.I)
_NUMBER = re.compile(r'№\s*[\w/-]+|\d+')


class Stamp(NamedTuple):
    """The day of a stamp, and whether a label calls it that of publication."""

    day: dt.date
    labelled: bool


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(str(load('page_lines')[name]).split())


def stamp_of(line: str) -> Stamp | None:
    """The stamp that a line is, if it is one and its date is the only one in it."""
    line = _ACCOUNT.sub('', _SHORT.sub(r'\g<1>20\2', ' '.join(line.split())))
    if not SHORTEST <= len(line) <= LONGEST:
        return None
    found = [m for pattern in (*DATES, *_ALONE) for m in pattern.finditer(line)]
    days = {day for m in found if (day := day_of(m))}
    if len(days) != 1:
        return None
    rest = line
    for m in sorted(found, key=lambda m: -m.start()):
        rest = rest[: m.start()] + ' ' + rest[m.end() :]
    words = re.findall(r'[^\W\d_]+(?:-[^\W\d_]+)*', _NUMBER.sub(' ', _TIME.sub(' ', rest)))
    low = [word.lower() for word in words]
    if any(word in _words('not-published') for word in low):
        return None
    labelled = any(word in _words('published') for word in low)
    furniture = _words('beside-a-date') | _words('published')
    own = [word for word in words if word.lower() not in furniture]
    # What is left may name who or where: capitals, a few words that begin with one.
    if len(own) > MOST_WORDS or (own and not (own[0][0].isupper() or labelled)):
        return None
    if rest.rstrip().endswith(('!', '?')) or (own and not labelled and not _names(own)):
        return None
    day = days.pop()
    return Stamp(day, labelled) if day <= dt.date.today() + AHEAD else None


def stamp_in(line: str) -> Stamp | None:
    """The stamp that a line is, or that one of its parts is and no other («Просмотров: 4 | Дата: 05.03.2025 | …»)."""
    if (whole := stamp_of(line)) or not 0 < len(parts := _PARTS.split(line)) - 1 <= MOST_WORDS:
        return whole
    found = {stamp for part in parts if (stamp := stamp_of(part))}
    return found.pop() if len(found) == 1 else None


def dates_something_else(words: str) -> bool:
    """Whether words before a date make it that of a deadline, an event, a later change: «Приём заявок до …»."""
    return any(word in _words('not-published') for word in re.findall(r'[^\W\d_]+', words.lower()))


def _names(words: list[str]) -> bool:
    """Whether words name a publisher or place: all with capitals, or one that a press service's name begins with."""
    return all(w[0].isupper() for w in words) or words[0].lower() in _words('publishers')
