"""The dateline: where a release was sent from and on which day («ТАШКЕНТ, 23 сентября. /УзА/»)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from itertools import pairwise

from svodka.lexicons import word_list
from svodka.read.written_days import DATES, MAIL_DATE, MONTH, WORDED, YEAR, dates, day_of, find_date, month_of

HEAD = 1500
"""Characters at the beginning of a text in which a dateline or a stamp is looked for."""
LONGEST_LINE = 60
"""Characters of a line that is a date."""
HEAD_LINES = 12
"""Lines at the beginning that may be a dateline or a stamp by themselves."""
YEAR_WINDOW = 60
"""A dateline without a year is dated by the latest full date of its text, if they are so many days apart at most."""

# «ТАШКЕНТ, 23 сентября. /УзА/», «МОСКВА, 5 мар — ТАСС», «Бишкек. 12 июня 2024 г. Кабар», «АСТАНА. КАЗИНФОРМ –»,
# «МОСКВА, 9 июл ПРАЙМ.»
_PLACE = r'(?P<place>[А-ЯЁ][А-ЯЁа-яё]+(?:[ -](?:[А-ЯЁ][А-ЯЁа-яё]+|на|де|эль)){0,3})'
_DATELINE = re.compile(
    rf'[\W_]{{0,5}}(?:г\.\s*)?{_PLACE}(?:\s*[,.(–—-]\s*|(?<=[А-ЯЁ][А-ЯЁ])\s+)(?P<day>\d{{1,2}})\s+{MONTH}(?:\s+{YEAR})?'
    r'(?:\s*(?:года|г\.?))?\s*(?:[-–—,.:/(|\[)]|(?<=\s)[А-ЯЁ]{3,}\.|$)'
)
_DATELINE_AGENCY = re.compile(
    r'[\W_]{0,5}(?P<place>[А-ЯЁ]{3,}(?:[ -][А-ЯЁ]{2,}){0,2})'
    r'(?:[,.]?\s*/[^\n/]{2,30}/|[,.]\s*[А-ЯЁA-Z][А-ЯЁA-Z.\w]{1,20})\s*[-–—]'
)
_PLACE_LINE = re.compile(
    r'[А-ЯЁ][а-яё-]+(?:[ -](?:[А-ЯЁ][а-яё-]+|область|край|район|на|де)){0,3}(?:, [А-ЯЁ][а-яё]+(?:[ -][А-ЯЁа-яё]+)?)?'
)
_STAMP_AND_PLACE = re.compile(rf'{WORDED}(?:,?\s+\d\d?[:.]\d\d)?,?\s+(?P<place>[А-ЯЁ].{{2,50}})')
_PLACE_WORDS = 5
_INNER_STAMP = re.compile(rf'{WORDED}\s\d\d:\d\d\s[А-ЯЁ]')
_BESIDE = ('года', 'год', 'г', 'в', 'мск')
_NO_PLACES = word_list('no_datelines')


def dateline_place(text: str) -> str | None:
    """The place a release was sent from, as its dateline has it.

    >>> dateline_place('ТАШКЕНТ, 23 сентября. /УзА/. Открыта выставка.')
    'ТАШКЕНТ'
    """
    for line in head_lines(text):
        found = _DATELINE.match(line) or _DATELINE_AGENCY.match(line)
        if found and len(found.group('place').split()) <= _PLACE_WORDS and _is_name(found.group('place')):
            return found.group('place')
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


# «МОСКВА, 5 марта. /ТАСС/.», «МОСКВА, 9 июл ПРАЙМ.»
_AGENCY = re.compile(
    r'(?:\s?(?:года|г\.))?[\s.,–—-]{0,5}(?:/(?P<slashed>[^/\n]{2,40})/|(?P<capitals>[А-ЯЁA-Z]{3,20}(?:\.[A-Z]{2,4})?)\s?[.–—-]\s)'
)


def dateline_agency(text: str) -> str | None:
    """The agency in the dateline of a text, who published it.

    >>> dateline_agency('ТАШКЕНТ, 23 сентября. /УзА/. Открыта выставка.')
    'УзА'
    """
    for line in head_lines(text):
        found = _DATELINE.match(line)
        if found and _is_name(found.group('place')):
            agency = _AGENCY.match(line, max(found.end('month'), found.end('year')))
            return (agency['slashed'] or agency['capitals']).strip() if agency else None
    return None


def _is_place(line: str) -> bool:
    return bool(_PLACE_LINE.fullmatch(line)) and _in_gazetteer(line)


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
    """Whether words are a place, not the start of a sentence («Сегодня, 23 сентября»); in capitals alone they are."""
    return (place.isupper() and place.lower() not in _NO_PLACES) or _in_gazetteer(place)


def _in_gazetteer(place: str) -> bool:
    from svodka.find.places.gazetteer import find_place  # here, as it loads a table

    return any(find_place(part.strip()) for part in place.split(','))


def dateline_day(text: str) -> dt.date | None:
    for line in head_lines(text):
        found = _DATELINE.match(line)
        if found and _is_name(found.group('place')):
            if found.group('year'):
                return day_of(found)
            return _nearest(int(found.group('day')), month_of(found.group('month')), text)
    return None


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
    return len(words) <= _PLACE_WORDS and _in_gazetteer(' '.join(rest.split()).strip(' ,.;—–-()'))


def head_lines(text: str) -> Iterator[str]:
    """The first lines that are not blank, of what may be a very long line."""
    lines = (line.strip(' \t\r\xa0\ufeff') for line in re.split('[\n\u2028\u2029]', text[:HEAD]))
    yield from [line for line in lines if line][:HEAD_LINES]
