"""The day of publication as a release states it; never a guess.

The order is the file's own metadata, the stamp that a page shows beside its headline or article, the file's name, the
dateline («ТАШКЕНТ, 23 сентября. /УзА/»), a stamp in the text
(«7 мая 2025 года 18:20», «Дата публикации: …»), a property of the document that its text confirms, the mail that it was
attached to, nothing.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from svodka.read.contents import Part
from svodka.read.dateline import HEAD, dateline_day, head_lines, is_stamp
from svodka.read.filename import date_in_name
from svodka.read.stamps import dates_something_else, stamp_of
from svodka.read.written_days import DATES, MAIL_DATE, dates, day_of, find_date, mail_day

TAIL = 700
"""Characters at the end of a text in which a stamp is looked for."""
HEADING, EVENT = 300, 120
"""«Дата: …» is the release's own in so many characters, unless «Место: …» comes in so many after it."""

# A time of day beside the date, not «в 18:20»: that is when something will happen.
# The white space is bounded, for three stretches of it side by side take a time that grows with its square.
_TIME = re.compile(
    r'(?:\s{0,9}(?:года|г\.))?\s{0,9}[,|—–-]?\s{0,9}(?:[01]?\d|2[0-3])[:.][0-5]\d(?![.\d]*\d)|T\d\d:\d\d'
)
_TIME_BEFORE = re.compile(r'(?<!\d)(?<![а-яё] )(?:[01]?\d|2[0-3]):[0-5]\d(?::\d\d)?\s*[,|—–-]?\s*$')
_LABEL = re.compile(
    r'(?:дата\s+(?:публикации|размещения|создания)|опубликован[оа]?|размещен[оа]?|добавлен[оа]?|(?P<bare>дата))'
    r'\s*(?:на сайте)?\s*:?\s*(?:в\s)?\s*',
    re.I,
)


class Day(NamedTuple):
    """A day of publication: `source` as in `documents.published_from`, and where it stands."""

    day: dt.date
    source: str
    where: str


def publication(part: Part, name: str) -> tuple[dt.date | None, str | None]:
    """The day a text was published and where that stands: metadata, filename, dateline or text."""
    found = next(days_of(part, name), None)
    return (found.day, found.source) if found else (None, None)


def days_of(part: Part, name: str) -> Iterator[Day]:
    """The days of publication that a text, its file and its name state, the best first."""
    if part.published:
        yield Day(part.published, 'metadata', f'stated by the file ({part.format})')
    if part.stamped:
        yield Day(part.stamped, 'text', 'stamp of the page')
    if day := date_in_name(name):
        yield Day(day, 'filename', 'name of the file')
    if day := dateline_day(part.text):
        yield Day(day, 'dateline', 'dateline')
    if day := _stamp(part.text):
        yield Day(day, 'text', 'stamp in the text')
    if part.hints:
        told = set(dates(part.text[:HEAD]))
        yield from (
            Day(hint, 'metadata', 'property of the document, which the text has, too')
            for hint in part.hints
            if hint in told
        )
    if part.sent:
        yield Day(part.sent, 'metadata', 'mail that it was attached to')


def _stamp(text: str) -> dt.date | None:
    """The day of the text's own stamp: a labelled one, one with a time of day near the beginning, a line of its own."""
    ends = text[:HEAD] + '\n' + text[max(HEAD, len(text) - TAIL) :]
    for label in _LABEL.finditer(ends):
        day = _dated_at(ends, label.end())
        if day and not (label.group('bare') and _announces(ends, label)):
            return day
    head = text[:HEAD]
    if mail := MAIL_DATE.search(head):
        return mail_day(mail.group())
    timed = []
    for m in (m for pattern in DATES for m in pattern.finditer(head)):
        if (_TIME.match(head, m.end()) or _TIME_BEFORE.search(head[max(0, m.start() - 14) : m.start()])) and (
            day := day_of(m)
        ):
            line = head[head.rfind('\n', 0, m.start()) + 1 : m.start()]
            if not dates_something_else(line):
                timed.append((m.start(), day))
    if timed:
        return min(timed)[1]
    lines = [line.strip() for line in text[max(0, len(text) - TAIL) :].splitlines() if line.strip()]
    for line in (*head_lines(text), *lines[-5:]):
        if stamp := stamp_of(line):
            return stamp.day
        if is_stamp(line):
            return find_date(line)
    return None


def _announces(text: str, label: re.Match[str]) -> bool:
    """Whether «Дата: …» is that of an event: it stands late, or a place or a time of day is named after it."""
    following = text[label.end() : label.end() + EVENT].lower()
    return label.start() > HEADING or any(word in following for word in ('место', 'время', 'адрес', 'начало'))


def _dated_at(text: str, at: int) -> dt.date | None:
    for pattern in DATES:
        if m := pattern.match(text, at):
            return day_of(m)
    return None
