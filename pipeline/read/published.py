"""The day of publication and the place of the dateline, as a release states them; never a guess.

The order is the file's own metadata, its name, the dateline («ТАШКЕНТ, 23 сентября. /УзА/»), a stamp in the text
(«7 мая 2025 года 18:20», «Дата публикации: …»), nothing.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from itertools import pairwise

from pipeline.read.part import Part

FIRST_YEAR, LAST_YEAR = 1990, 2099
HEAD, TAIL = 1500, 700
"""Characters at the beginning and the end of a text in which a stamp is looked for."""
HEAD_LINES = 12
"""Lines at the beginning that may be a stamp by themselves."""
HEADING, EVENT = 300, 120
"""«Дата: …» is the release's own in so many characters, unless «Место: …» comes in so many after it."""
YEAR_WINDOW = 60
"""A dateline without a year is dated by the latest full date of its text, if they are so many days apart at most."""

_MONTHS = {
    'янв': 1,
    'фев': 2,
    'мар': 3,
    'апр': 4,
    'май': 5,
    'мая': 5,
    'июн': 6,
    'июл': 7,
    'авг': 8,
    'сен': 9,
    'окт': 10,
    'ноя': 11,
    'дек': 12,
}
_MONTH = (
    r'(?P<month>янв(?:аря|\.)?|фев(?:раля|р?\.)?|мар(?:та|\.)?|апр(?:еля|\.)?|мая|май|июн(?:я|\.|ь)?|июл(?:я|\.|ь)?|'
    r'авг(?:уста|\.)?|сен(?:тября|т?\.)?|окт(?:ября|\.)?|ноя(?:бря|б?\.)?|дек(?:абря|\.)?)'
)
_YEAR = r'(?P<year>(?:19|20)\d\d)'
_WORDED = rf'(?<!\d)(?P<day>\d{{1,2}})(?:-го)?\s+{_MONTH},?\s+{_YEAR}(?!\d)(?:\s*(?:года|год|г\.?)(?![а-яё]))?'
_POINTED = rf'(?<![\d.])(?P<day>\d{{1,2}})[./](?P<month>\d{{1,2}})[./]{_YEAR}(?![\d.]*\d)'
_ISO = rf'(?<!\d){_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)'
_DATES = tuple(re.compile(pattern, re.I) for pattern in (_WORDED, _POINTED, _ISO))
# A time of day beside the date, not «в 18:20»: that is when something will happen.
_TIME = re.compile(r'(?:\s*(?:года|г\.))?\s*[,|—–-]?\s*(?:[01]?\d|2[0-3])[:.][0-5]\d(?![.\d]*\d)|T\d\d:\d\d')
_TIME_BEFORE = re.compile(r'(?<!\d)(?<![а-яё] )(?:[01]?\d|2[0-3]):[0-5]\d(?::\d\d)?\s*[,|—–-]?\s*$')
_LABEL = re.compile(
    r'(?:дата\s+(?:публикации|размещения|создания)|опубликован[оа]?|размещен[оа]?|добавлен[оа]?|(?P<bare>дата))'
    r'\s*(?:на сайте)?\s*:?\s*(?:в\s)?\s*',
    re.I,
)
_MAIL_DATE = re.compile(
    r'(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d(?::\d\d)?(?: [+-]\d{4}| GMT| UTC)?'
)

_IN_NAME = (
    re.compile(
        r'(?<!\d)(?P<year>(?:19|20)\d\d)[-_./](?P<month>0?[1-9]|1[0-2])[-_./](?P<day>0?[1-9]|[12]\d|3[01])(?!\d)'
    ),
    re.compile(r'(?<!\d)(?P<day>0?[1-9]|[12]\d|3[01])[-_.](?P<month>0?[1-9]|1[0-2])[-_.](?P<year>(?:19|20)\d\d)(?!\d)'),
    re.compile(
        r'(?<!\d)(?P<year>(?:19|20)\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?:T?\d{4}|T?\d{6})?(?!\d)'
    ),
)
# «ТАШКЕНТ, 23 сентября. /УзА/», «МОСКВА, 5 мар — ТАСС», «Бишкек. 12 июня 2024 г. Кабар», «АСТАНА. КАЗИНФОРМ –»
_PLACE = r'(?P<place>[А-ЯЁ][А-ЯЁа-яё]+(?:[ -](?:[А-ЯЁ][А-ЯЁа-яё]+|на|де|эль)){0,3})'
_DATELINE = re.compile(
    rf'[\W_]{{0,5}}(?:г\.\s*)?{_PLACE}\s*[,.]?\s*[(–—-]?\s*(?P<day>\d{{1,2}})\s+{_MONTH}(?:\s+{_YEAR})?'
    r'(?:\s*(?:года|г\.?))?\s*(?:[-–—,.:/(|\[)]|$)'
)
_DATELINE_AGENCY = re.compile(
    r'[\W_]{0,5}(?P<place>[А-ЯЁ]{3,}(?:[ -][А-ЯЁ]{2,}){0,2})\s*[,.]?\s*'
    r'(?:[/(][^\n/)]{2,30}[/)]|[А-ЯЁA-Z.\w]{2,20})\s*[-–—]'
)
_PLACE_LINE = re.compile(
    r'[А-ЯЁ][а-яё-]+(?:[ -](?:[А-ЯЁ][а-яё-]+|область|край|район|на|де)){0,3}(?:, [А-ЯЁ][а-яё]+(?:[ -][А-ЯЁа-яё]+)?)?'
)
_STAMP_AND_PLACE = re.compile(rf'{_WORDED}(?:,?\s+\d\d?[:.]\d\d)?,?\s+(?P<place>[А-ЯЁ].{{2,50}})')
_PLACE_WORDS = 5
_INNER_STAMP = re.compile(rf'{_WORDED}\s\d\d:\d\d\s[А-ЯЁ]')


def publication(part: Part, name: str) -> tuple[dt.date | None, str | None]:
    """The day a text was published and where that stands: metadata, filename, dateline or text."""
    if part.published:
        return part.published, 'metadata'
    if day := date_in_name(name):
        return day, 'filename'
    if day := _dateline_day(part.text):
        return day, 'dateline'
    if day := _stamp(part.text):
        return day, 'text'
    confirmed = next((hint for hint in part.hints if hint in set(_dates(part.text[:HEAD]))), None)
    return (confirmed, 'metadata') if confirmed else (None, None)


def find_date(text: str) -> dt.date | None:
    """The first full date in a short text.

    >>> find_date('Опубликовано 7 мая 2025 года в 18:20')
    datetime.date(2025, 5, 7)
    """
    if mail := _MAIL_DATE.search(text):
        return _mail_day(mail.group())
    return next(_dates(text), None)


def date_in_name(name: str) -> dt.date | None:
    """The date in a path, the last one if there are several.

    >>> date_in_name('news/20250923_uza.html')
    datetime.date(2025, 9, 23)
    """
    found = ((m.start(), _day(m)) for pattern in _IN_NAME for m in pattern.finditer(name[-400:]))
    return max(((at, day) for at, day in found if day), default=(0, None))[1]


def dateline_place(text: str) -> str | None:
    """The place a release was sent from, as its dateline has it.

    >>> dateline_place('ТАШКЕНТ, 23 сентября. /УзА/. Открыта выставка.')
    'ТАШКЕНТ'
    """
    for line in _head_lines(text):
        found = _DATELINE.match(line) or _DATELINE_AGENCY.match(line)
        if found and len(found.group('place').split()) <= _PLACE_WORDS and _is_name(found.group('place')):
            return found.group('place')
    lines = list(_head_lines(text))
    for line in lines:
        if (found := _STAMP_AND_PLACE.fullmatch(line)) and _PLACE_LINE.fullmatch(found.group('place')):
            return found.group('place')
    for line, following in pairwise(lines):
        if _is_stamp(line) and _PLACE_LINE.fullmatch(following):
            return following
    if has_inner_stamp(text):
        from pipeline.repair.remnants import stamp_place  # here, as it loads a dictionary

        return stamp_place(text)
    return None


def without_dateline(line: str) -> str:
    """A line without the dateline it begins with.

    >>> without_dateline('ОШ, 4 марта. Открыта школа')
    'Открыта школа'
    """
    found = _DATELINE.match(line)
    return line[found.end() :].strip() if found and _is_name(found.group('place')) else line


def has_inner_stamp(text: str) -> bool:
    """Whether a stamp with a time of day stands inside the text near its beginning."""
    return bool(_INNER_STAMP.search(text[:HEAD]))


def _is_name(place: str) -> bool:
    """Whether words are a place rather than the start of a sentence («Сегодня 23 сентября …»)."""
    return place.split()[0].lower() not in _NO_PLACES


_NO_PLACES = frozenset(
    (
        'сегодня',
        'вчера',
        'завтра',
        'с',
        'до',
        'от',
        'на',
        'по',
        'в',
        'во',
        'и',
        'понедельник',
        'вторник',
        'среда',
        'четверг',
        'пятница',
        'суббота',
        'воскресенье',
        'утром',
        'вечером',
        'днём',
        'днем',
        'около',
        'после',
        'накануне',
        'дата',
        'опубликовано',
        'новости',
        'пресс',
        'фото',
    )
)


def _dateline_day(text: str) -> dt.date | None:
    for line in _head_lines(text):
        found = _DATELINE.match(line)
        if found and _is_name(found.group('place')):
            if found.group('year'):
                return _day(found)
            return _nearest(int(found.group('day')), _month(found.group('month')), text)
    return None


def _nearest(day: int, month: int, text: str) -> dt.date | None:
    """A day without a year, in the year of the latest full date of the text if that is near."""
    latest = max(_dates(text[:20_000]), default=None)
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


def _stamp(text: str) -> dt.date | None:
    """The day of the text's own stamp: a labelled one, one with a time of day near the beginning, a line of its own."""
    ends = text[:HEAD] + '\n' + text[max(HEAD, len(text) - TAIL) :]
    for label in _LABEL.finditer(ends):
        day = _dated_at(ends, label.end())
        if day and not (label.group('bare') and _announces(ends, label)):
            return day
    head = text[:HEAD]
    if mail := _MAIL_DATE.search(head):
        return _mail_day(mail.group())
    timed = []
    for m in (m for pattern in _DATES for m in pattern.finditer(head)):
        if (_TIME.match(head, m.end()) or _TIME_BEFORE.search(head[max(0, m.start() - 14) : m.start()])) and (
            day := _day(m)
        ):
            timed.append((m.start(), day))
    if timed:
        return min(timed)[1]
    lines = [line.strip() for line in text[max(0, len(text) - TAIL) :].splitlines() if line.strip()]
    for line in (*_head_lines(text), *lines[-5:]):
        if _is_stamp(line):
            return find_date(line)
    return None


def _announces(text: str, label: re.Match[str]) -> bool:
    """Whether «Дата: …» is that of an event: it stands late, or a place or a time of day is named after it."""
    following = text[label.end() : label.end() + EVENT].lower()
    return label.start() > HEADING or any(word in following for word in ('место', 'время', 'адрес', 'начало'))


def _is_stamp(line: str) -> bool:
    """Whether a line is a date with hardly anything else: a time of day, a place, an agency."""
    if len(line) > 60 or line[:4].lower() == 'дата' or not find_date(line):
        return False
    rest = line
    for pattern in _DATES:
        rest = pattern.sub(' ', rest, count=1)
    rest = _MAIL_DATE.sub(' ', rest)
    words = re.findall(r'[^\W\d_]{2,}', rest)
    return (
        len(words) <= 3
        and all(w[0].isupper() or w.lower() in ('года', 'год', 'область') for w in words)
        and not line.rstrip().endswith('.')
    ) or not words


def _head_lines(text: str) -> Iterator[str]:
    """The first lines that are not blank, of what may be a very long line."""
    lines = (line.strip(' \t\r\xa0\ufeff') for line in re.split('[\n\u2028\u2029]', text[:HEAD]))
    yield from [line for line in lines if line][:HEAD_LINES]


def _dated_at(text: str, at: int) -> dt.date | None:
    for pattern in _DATES:
        if m := pattern.match(text, at):
            return _day(m)
    return None


def _dates(text: str) -> Iterator[dt.date]:
    """The full dates of a text, in order."""
    found = ((m.start(), _day(m)) for pattern in _DATES for m in pattern.finditer(text))
    yield from (day for _, day in sorted((at, day) for at, day in found if day))


def _day(m: re.Match[str]) -> dt.date | None:
    month = m.group('month')
    try:
        day = dt.date(int(m.group('year')), int(month) if month.isdigit() else _month(month), int(m.group('day')))
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None


def _month(word: str) -> int:
    return _MONTHS[word[:3].lower()]


def _mail_day(stated: str) -> dt.date | None:
    try:
        return parsedate_to_datetime(stated).date()
    except (ValueError, TypeError, IndexError):
        return None
