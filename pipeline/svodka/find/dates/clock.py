"""The time of day that is said beside a date, with its zone."""

from __future__ import annotations

from functools import cache

from svodka.find.dates import read
from svodka.find.dates.lexicon import cues
from svodka.find.dates.numbers import DAY_DIGITS, HOURS_A_DAY, MINUTES_AN_HOUR, NOON
from svodka.find.dates.sight import Words
from svodka.lexicons import load

HOURS = cues('hours')
MINUTES = cues('minutes')
PARTS = {'утра': 0, 'дня': 12, 'вечера': 12, 'ночи': 0}
NAMED = {'полдень': '12:00', 'полночь': '00:00'}
BEFORE = cues('before_a_time')
LEADING = frozenset((',', 'г', '(', '/', ';', '|'))  # between a date and its time
PART_OF_DAY = cues('part_of_day')
UTC = frozenset(('utc', 'gmt'))
MOSCOW, MOSCOW_OFFSET = 'мск', 3
FARTHEST = 14  # hours from UTC
OPENING = LEADING | PART_OF_DAY | BEFORE | {'t', 'начало'}
LONGEST = 8  # pieces of «в 10 часов 30 минут мск»


@cache
def zones() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """First word of a zone's phrase → the phrases with their distance from UTC, longest first."""
    out: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for offset, phrases in load('zones').items():
        for phrase in phrases:
            out.setdefault(phrase.split()[0], []).append((tuple(phrase.split()), offset))
    return {word: sorted(found, key=lambda p: -len(p[0])) for word, found in out.items()}


def time_at(w: Words, i: int, bare: bool = False) -> tuple[int, str] | None:
    """Behind «15:30», «в 18.00», «10 часов 30 минут», «семь вечера», «полдень», and the time in ISO 8601; with `bare`
    an hour alone counts, as in «с 10 до 18 часов»."""
    if w.low(i) in NAMED:
        return zone(w, i + 1, NAMED[w.low(i)])
    if w.low(i) == 'час' and w.low(i + 1) in PARTS:  # «в час дня»
        return zone(w, i + 2, f'{1 + PARTS[w.low(i + 1)]:02d}:00')
    hour = w.get(i, 'number')
    j = i + 1
    if hour is None:
        found = read.cardinal(w, i) if w.get(i, 'cardinal') else None
        if not found or not (w.low(found[0]) in HOURS or w.low(found[0]) in PARTS):
            return None
        j, hour = found
    elif len(w.text(i)) > DAY_DIGITS:
        return None
    if not 0 <= hour <= HOURS_A_DAY:
        return None
    if w.low(j) in (':', '.') and w.glued(i) and w.glued(j) and len(w.text(j + 1)) == DAY_DIGITS:
        return in_figures(w, i, hour)
    return in_words(w, j, hour) or ((j, f'{hour % 24:02d}:00') if bare else None)


def in_figures(w: Words, i: int, hour: int) -> tuple[int, str] | None:
    """«15:30», «15.30», «15:30:05»."""
    sign, minutes = w.low(i + 1), w.get(i + 2, 'number')
    if minutes is None or minutes >= MINUTES_AN_HOUR:
        return None
    j, time = i + 3, f'{hour % 24:02d}:{minutes:02d}'
    if w.low(j) in '.:' and w.low(j) and w.glued(j - 1) and w.get(j + 1, 'number') is not None and w.glued(j):
        seconds = w.get(j + 1, 'number')
        if sign == '.' or len(w.text(j + 1)) > DAY_DIGITS:
            return None
        return zone(w, j + 2, f'{time}:{seconds:02d}')
    if w.low(j) in PARTS:
        hour += PARTS[w.low(j)] if hour < NOON else 0
        return zone(w, j + 1, f'{hour % 24:02d}:{minutes:02d}')
    return zone(w, j + (w.low(j) in HOURS), time)


def in_words(w: Words, j: int, hour: int) -> tuple[int, str] | None:
    """Behind «часов 30 минут», «часов утра», «вечера» at piece j."""
    minute = 0
    if w.low(j) in HOURS:
        j = read.dot(w, j + 1) if w.low(j) == 'ч' else j + 1
        minutes = read.cardinal(w, j)
        if minutes and w.low(minutes[0]) in MINUTES and minutes[1] < MINUTES_AN_HOUR:
            minute, j = minutes[1], minutes[0] + 1
            j = read.dot(w, j) if w.low(j - 1) == 'мин' else j
    elif w.low(j) not in PARTS:
        return None
    if w.low(j) in PARTS:
        hour += PARTS[w.low(j)] if hour < NOON else 0
        j += 1
    return zone(w, j, f'{hour % 24:02d}:{minute:02d}')


def zone(w: Words, j: int, time: str) -> tuple[int, str]:
    """Behind a zone, if one follows, and the time with it."""
    bracket = w.low(j) == '('
    k = j + bracket
    found = offset(w, k) or named_zone(w, k)
    if not found:
        return j, time
    last, distance = found
    return last + (bracket and w.low(last) == ')'), time + distance


def named_zone(w: Words, k: int) -> tuple[int, str] | None:
    for phrase, distance in zones().get(w.low(k), ()):
        if all(w.low(k + n) == word for n, word in enumerate(phrase)):
            return k + len(phrase), distance
    if w.text(k) == 'Z' and w.glued(k - 1):
        return k + 1, 'Z'
    return None


def offset(w: Words, k: int) -> tuple[int, str] | None:
    """«UTC+5», «GMT-03:00», «МСК+2», and the «+03:00» of ISO 8601."""
    base = 0
    j = k
    if w.low(k) in UTC or w.low(k) == MOSCOW:
        base = MOSCOW_OFFSET if w.low(k) == MOSCOW else 0
        j = k + 1
    elif not (w.low(k) == '+' and w.glued(k - 1) and w.low(k + 2) == ':'):
        return None
    sign = 1 if w.low(j) == '+' else -1 if w.dash(j) and w.glued(j) else 0
    hours = w.get(j + 1, 'number')
    if not sign or hours is None or hours > FARTHEST or len(w.text(j + 1)) > DAY_DIGITS:
        return None
    minutes, last = 0, j + 2
    if w.low(last) == ':' and w.glued(last) and w.get(last + 1, 'number') is not None:
        minutes, last = w.get(last + 1, 'number'), last + 2
    total = 60 * base + sign * (60 * hours + minutes)
    return last, f'{"+" if total >= 0 else "-"}{abs(total) // 60:02d}:{abs(total) % 60:02d}'


def time_beside(w: Words, first: int, last: int) -> str | None:
    """The time just behind a date («25 сентября, в 15:30»), or just before it («в 15:30 25 сентября»)."""
    return time_behind(w, last) or time_before(w, first)


def time_behind(w: Words, j: int) -> str | None:
    if w.low(j) not in OPENING and w.get(j, 'number') is None and not w.dash(j):
        return None
    if w.low(j) == 't' and w.glued(j - 1):  # ISO 8601
        found = time_at(w, j + 1)
        return found[1] if found else None
    for _ in range(3):
        j += w.low(j) in LEADING
        j += w.low(j) in PART_OF_DAY or (
            w.low(j) == 'начало' and (w.low(j + 1) == 'в' or w.get(j + 1, 'number') is not None)
        )
    j += w.dash(j) and w.low(j + 1) in BEFORE
    opened = w.low(j)
    j += opened in BEFORE
    ranged = opened in ('с', 'со', 'c')
    start = time_at(w, j) or (time_at(w, j, bare=True) if ranged and w.low(j + 1) == 'до' else None)
    if not start:
        return None
    k, begun = start
    if not (w.dash(k) or (ranged and w.low(k) in ('до', 'по'))):
        return begun
    end = time_at(w, k + 1)
    return f'{begun}/{end[1]}' if end else begun


def time_before(w: Words, first: int) -> str | None:
    for back in range(2, LONGEST):
        at = first - back
        if at < 0:
            break
        piece = w.pieces[at]
        if not piece.is_ and piece.low not in NAMED:
            continue
        found = time_at(w, at)
        if (
            found
            and (found[0] == first or (found[0] == first - 1 and w.low(found[0]) == ','))
            and not (w.glued(at - 1) and w.low(at - 1) in '.:')
        ):
            return found[1]
    return None
