"""The grammar of a dateline: places, a day, an agency, in any order, parted by what may part them.

    dateline = element (separators element)* end
    element  = place | day | agency

What the elements must be together, so that no first sentence is taken for one («Казань. 8 октября здесь прошёл …»), is
told by `_is_whole`; the longest beginning of a line that is whole is its dateline.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from functools import cache

from svodka.lexicons import load, word_list
from svodka.read.written_days import MONTH, YEAR, day_of, month_of

MOST_ELEMENTS = 6
LONGEST_AGENCY = 40
LAST_DAY = 31
DASHES = tuple('–—-')
# A line's marks before its dateline, what parts its elements, and what may stand behind its last one.
_LEAD, _BETWEEN = re.compile(r'[\W_]{0,5}'), re.compile(r'[\s,.;:|)\]/–—-]{0,8}')
_END = re.compile(r'\s{0,3}(?:[–—-]{1,2}|[.:]\s?[–—-]{0,2}|[|/)(\[,]|$)|(?<=\sг\.)\s')
# Behind which a sentence begins: «. На заводе», « – Мост открыт», «: «Мы готовы»».
_MARK = r'(?:(?<=\sг\.)\s|[./):|\]]{1,3}|\s?[–—-]{1,2})'
_SENTENCE = re.compile(_MARK + r'[\s.–—-]{0,4}(?:[«„“"(]{0,2}[А-ЯЁA-Z\d]|$)|\s{0,3}$')
_WORD = '[А-ЯЁ][А-ЯЁа-яё]+'
_PLACE = re.compile(
    rf'(?:(?:г|гор|пос|с)\.\s{{0,2}})?(?P<place>{_WORD}(?:[ -](?:{_WORD}|на|де|эль|область|край)){{0,3}})(?![А-ЯЁа-яё])'
)
_NO_RANGE = r'(?!\s?[–—-]\s?\d)'
_TIME = r'(?:,?\s{1,2}(?:в\s)?(?:[01]?\d|2[0-3]):[0-5]\d(?!\d))?'
_DAYS = tuple(
    re.compile(pattern + _NO_RANGE + _TIME, re.IGNORECASE)
    for pattern in (
        rf'(?P<day>\d{{1,2}})\s+{MONTH}(?![а-яё])(?:,?\s+{YEAR}(?!\d))?(?:\s*(?:года|г\.|г)(?![а-яё]))?',
        rf'(?P<day>\d{{1,2}})[./](?P<month>\d{{1,2}})[./]{YEAR}(?![\d.]*\d)(?:\s*г\.)?',
        r'(?P<day>\d\d)[./](?P<month>\d\d)[./](?P<short>\d\d)(?![\d.]*\d)',
        rf'{YEAR}-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)',
    )
)
_INSIDE = f'{{2,{LONGEST_AGENCY}}}'
_ENCLOSED = re.compile(rf'/(?P<slashed>[^/\n]{_INSIDE})/|[(\[](?P<bracketed>[^()\[\]\n]{_INSIDE})[)\]]')
_CORRESPONDENT = re.compile(r'(?:соб\.\s?)?корр(?:\.|еспондент)\s+', re.IGNORECASE)
_SITE = re.compile(
    r'(?:www\.)?[a-z][\w-]{1,30}\.(?:ru|uz|kz|kg|tj|tm|by|az|am|ge|ua|md|com|org|net|info|media|news)(?![\w-]|\.\w)',
    re.IGNORECASE,
)
_CAPITALS = re.compile(r'[А-ЯЁA-Z]{3,20}(?:[ -][А-ЯЁA-Z]{3,20})?(?![\w-])')
_MIXED = re.compile(
    r'(?:(?:[А-ЯЁA-Z][а-яёa-z]{1,12}){1,2}[А-ЯЁA-Z]{1,6}|[А-ЯЁA-Z]{2,6}[а-яёa-z]{2,12})(?![\w-])'  # «УзА», «АКИpress»
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """What a dateline tells: places as written, «Ташкент, Узбекистан»; the day, of which the year may be missing; the
    agency; where the line's own words begin behind it."""

    place: str | None = None
    month: int = 0
    day: int = 0
    date: dt.date | None = None
    agency: str | None = None
    end: int = 0


@dataclass(frozen=True, slots=True)
class _State:
    """A dateline as far as it is read: the kinds of its elements in order (p, d, a), whether the places are known or in
    capitals, whether the agency is one beyond doubt."""

    found: Dateline = Dateline()
    kinds: str = ''
    capitals: bool = False
    sure: bool = False


def parse_dateline(line: str) -> Dateline | None:
    """The dateline that a line begins with.

    >>> parse_dateline('МИНСК, 5 января 2023 г. /БЕЛТА/. Мост открыт.').agency
    'БЕЛТА'
    >>> parse_dateline('Казань. 8 октября здесь открыт мост.') is None
    True
    """
    state, best = _State(), None
    at = _LEAD.match(line).end()  # type: ignore[union-attr]
    at -= line[max(at - 1, 0) : at] in ('/', '(', '[')
    while len(state.kinds) < MOST_ELEMENTS:
        following = _behind_element(line, at, state)
        if following is None:
            break
        state = following
        end = state.found.end
        if (closed := _END.match(line, end)) and _is_whole(line, state):
            best = replace(state.found, end=closed.end())
        at = _BETWEEN.match(line, end).end()  # type: ignore[union-attr]
        at -= at > end and line[at - 1] == '/'
        if at == end and line[at : at + 1] not in ('(', '['):
            break
    return best


def _behind_element(line: str, at: int, state: _State) -> _State | None:
    """The state behind the element at a place of the line, of the kinds that it may still have, if one is there."""
    found = state.found
    if 'd' not in state.kinds:
        for pattern in _DAYS:
            if (m := pattern.match(line, at)) and (told := _told(m)):
                month, day, date = told
                return replace(
                    state, kinds=state.kinds + 'd', found=replace(found, month=month, day=day, date=date, end=m.end())
                )
    if 'a' not in state.kinds and (agency := _agency(line, at, state.kinds)):
        name, end, sure = agency
        return replace(state, kinds=state.kinds + 'a', sure=sure, found=replace(found, agency=name, end=end))
    second = 'p' in state.kinds
    beside = state.kinds[-1:] == 'p' and ',' in line[found.end : at] and ',' not in str(found.place)
    if (beside or not second) and (place := _place(line, at, second)):
        name, end = place
        whole = f'{found.place}, {name}' if found.place else name
        capitals = name.isupper() if not found.place else state.capitals
        return replace(state, kinds=state.kinds + 'p', capitals=capitals, found=replace(found, place=whole, end=end))
    return None


def _is_whole(line: str, state: _State) -> bool:
    """Whether the elements are enough for a dateline, and what follows begins a sentence where they are few or weak."""
    kinds, end, found = state.kinds, state.found.end, state.found
    begins = bool(_SENTENCE.match(line, end))
    parted = set(kinds) >= {'p', 'd'} and kinds[0] == 'p'
    if 'a' in kinds and not state.sure:  # a word in capitals is an agency between a day or place and a sentence
        apart = begins and any(map(str.islower, line[end:]))
        return apart and (parted or (state.capitals and line[end:].lstrip()[:1] in DASHES))
    if parted or (state.sure and len(kinds) > 1 and begins):
        return True
    if set(kinds) >= {'p', 'd'}:  # «5 января 2023 года, Минск.»
        return begins and found.date is not None
    if kinds == 'd':
        return found.date is not None and '.' in line[end - 1 : end + 1] and begins
    return begins and kinds == 'a' and line[end - 1] in '/)]'


def _told(m: re.Match[str]) -> tuple[int, int, dt.date | None] | None:
    """The month and day of a match, and the date if it has a year; None of what is in no calendar."""
    parts = m.groupdict()
    month, day = parts['month'], int(parts['day'])
    number = int(month) if month.isdigit() else month_of(month)
    if short := parts.get('short'):
        try:
            return number, day, dt.date(2000 + int(short), number, day)
        except ValueError:
            return None
    if not parts['year']:
        return (number, day, None) if 1 <= day <= LAST_DAY else None
    date = day_of(m)
    return (number, day, date) if date else None


def _place(line: str, at: int, second: bool) -> tuple[str, int] | None:
    """The longest place at a position of the line and where it ends; a second one, «Ташкент, Узбекистан», has to be
    known."""
    m = _PLACE.match(line, at)
    if not m:
        return None
    words, start = m['place'], m.start('place')
    while words:
        if in_gazetteer(words) or (not second and is_name(words)):
            return words, start + len(words)
        cut = max(words.rfind(' '), 0)
        words = words[:cut]
    return None


@cache
def _no_places() -> frozenset[str]:
    return frozenset(word_list('no_datelines'))


def is_name(place: str) -> bool:
    """Whether words are a place, not the start of a sentence («Сегодня, 23 сентября»); in capitals alone they are."""
    return (place.isupper() and len(place) > 1 and place.lower() not in _no_places()) or in_gazetteer(place)


def in_gazetteer(place: str) -> bool:
    from svodka.find.places.gazetteer import find_place  # here, as it loads a table

    return any(find_place(part.strip()) for part in place.split(','))


@cache
def _newswires() -> re.Pattern[str]:
    """The names of news agencies, the longer first."""
    names = sorted(map(str, load('credits')['newswires']), key=len, reverse=True)
    return re.compile(f'(?:{"|".join(map(re.escape, names))})(?![\\w-])', re.IGNORECASE)


@cache
def _called_agencies() -> re.Pattern[str]:
    """«ИА «Унжа»», «агентство Север»."""
    nouns = '|'.join(load('credits')['agencies'])
    return re.compile(rf'(?i:{nouns})\s(?:«[^»\n]{{2,30}}»|[А-ЯЁA-Z][\w-]{{1,20}})')


def _agency(line: str, at: int, kinds: str) -> tuple[str, int, bool] | None:
    """The agency at a position of the line, where it ends, and whether it is one beyond doubt: a known one, a site, or
    what stands between strokes; `kinds` are the elements before it."""
    if m := _ENCLOSED.match(line, at):
        name = _CORRESPONDENT.sub('', (m['slashed'] or m['bracketed']).strip(), count=1).strip(' .,')
        fits = any(map(str.isupper, name)) if m['slashed'] else _is_called(name)
        return (name, m.end(), True) if fits else None
    for pattern in (*((_SITE,) if kinds else ()), _called_agencies(), _newswires()):
        if m := pattern.match(line, at):
            return m.group(), m.end(), True
    if kinds.endswith('d') or (kinds and line[at - 2 : at].strip()):  # not «НА КАМЕ ОТКРЫТ МОСТ»
        for pattern in (_CAPITALS, _MIXED):
            if m := pattern.match(line, at):
                return (m.group(), m.end(), False) if _may_sign(m.group()) else None
    return None


def _is_called(name: str) -> bool:
    """Whether words in brackets are an agency's name: known, a site, or with capitals inside («УзА»)."""
    patterns = (_newswires(), _SITE, _called_agencies(), _CAPITALS, _MIXED)
    return _may_sign(name) and any(pattern.fullmatch(name) for pattern in patterns)


def _may_sign(name: str) -> bool:
    """Whether a word in capitals may be who sends a text: no place («США»), no word of a page («СРОЧНО», «ВИДЕО»)."""
    return name.lower() not in load('credits')['no_newswires'] and not in_gazetteer(name)
