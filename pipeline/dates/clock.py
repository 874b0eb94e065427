"""The time of day that is said beside a date, with its zone."""

from __future__ import annotations

from functools import cache

from pipeline.dates import read
from pipeline.dates.lexicon import cues
from pipeline.dates.words import Words
from pipeline.lexicon import load

HOURS = cues('hours')
MINUTES = cues('minutes')
PARTS = {'утра': 0, 'дня': 12, 'вечера': 12, 'ночи': 0}
BEFORE = cues('before_a_time')


@cache
def zones() -> dict[tuple[str, ...], str]:
    """Phrase of a zone → its distance from UTC."""
    return {tuple(phrase.split()): offset for offset, phrases in load('zones').items() for phrase in phrases}


def time_at(w: Words, i: int) -> tuple[int, str] | None:
    """Behind «15:30», «в 18.00», «10 часов 30 минут», «7 часов вечера», and the time in ISO 8601."""
    hour = w.get(i, 'number')
    if hour is None or not 0 <= hour <= 24 or len(w.text(i)) > 2:
        return None
    minute, j = 0, i + 1
    if (
        w.low(j) in (':', '.')
        and w.glued(i)
        and w.glued(j)
        and len(w.text(j + 1)) == 2
        and (minutes := w.get(j + 1, 'number')) is not None
        and minutes < 60
    ):
        if w.low(j + 2) in '.:' and w.glued(j + 1) and w.get(j + 3, 'number') is not None:
            if w.low(j) == '.' or len(w.text(j + 3)) > 2:
                return None
            return zone(w, j + 4, f'{hour:02d}:{minutes:02d}:{w.get(j + 3, "number"):02d}')
        minute, j = minutes, j + 2
    elif w.low(j) in HOURS:
        j = read.dot(w, j + 1) if w.low(j) == 'ч' else j + 1
        if (minutes := w.get(j, 'number')) is not None and w.low(j + 1) in MINUTES and minutes < 60:
            minute, j = minutes, j + 2
            j = read.dot(w, j) if w.low(j - 1) == 'мин' else j
    elif w.low(j) not in PARTS:
        return None
    if w.low(j) in PARTS:
        hour += PARTS[w.low(j)] if hour < 12 else 0
        j += 1
    return zone(w, j, f'{hour % 24:02d}:{minute:02d}')


def zone(w: Words, j: int, time: str) -> tuple[int, str]:
    bracket = w.low(j) == '('
    k = j + bracket
    for words, offset in zones().items():
        if all(w.low(k + n) == word for n, word in enumerate(words)):
            last = k + len(words)
            return last + (bracket and w.low(last) == ')'), time + offset
    return j, time


def time_beside(w: Words, first: int, last: int) -> str | None:
    """The time just behind a date («25 сентября, в 15:30»), or just before it («в 15:30 25 сентября»)."""
    j = last
    j += w.low(j) in (',', 'г')
    j += w.low(j) in ('утром', 'днем', 'вечером', 'ночью', 'ровно')
    opened = w.low(j)
    j += w.low(j) in BEFORE
    if found := time_at(w, j):
        k, start = found
        if (w.dash(k) or (opened in ('с', 'со') and w.low(k) in ('до', 'по'))) and (end := time_at(w, k + 1)):
            return f'{start}/{end[1]}'
        return start
    for back in range(2, 8):  # the longest time is «в 10 часов 30 минут мск»
        if first - back < 0:
            break
        found = time_at(w, first - back)
        if (
            found
            and (found[0] == first or (found[0] == first - 1 and w.low(found[0]) == ','))
            and not (w.glued(first - back - 1) and w.low(first - back - 1) in '.:')
        ):
            return found[1]
    return None
