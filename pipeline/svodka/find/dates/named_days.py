"""Days that are named twice: by a weekday and a date, by their distance and a date."""

from __future__ import annotations

from dataclasses import replace

from svodka.find.dates.days import day
from svodka.find.dates.figure_ranges import end_of_figures
from svodka.find.dates.match import Match, point
from svodka.find.dates.meaning import Calendar
from svodka.find.dates.sight import Words
from svodka.find.rule import rule


def in_figures(w: Words, i: int) -> Match | None:
    """«18.07.2014», «8.05» beside a weekday."""
    return end_of_figures(w, i) if w.get(i, 'number') else None


@rule(
    'weekday',
    yes={
        'В четверг, 25 сентября, открылся форум': '2025-09-25',
        'В пятницу 12 сентября 2025 года шёл дождь': '2025-09-12',
        'Понедельник, 29 сентября: приём граждан': '2025-09-29',
        'Во вторник — 16 сентября — прошли торги': '2025-09-16',
        'В субботу (27 сентября) пройдёт субботник': '2025-09-27',
        'В среду, 14 февраля, коллегия утвердила план': '2024-02-14',
        'Пятница, 26.09.25: спектакль': '2025-09-26',
        'Четверг, 9.10': '2025-10-09',
    },
)
@point('weekday')
def weekday_day(w: Words, i: int) -> Match | None:
    number = w.get(i, 'weekday')
    j = i + 1
    bracket = w.low(j) == '('
    if w.low(j) in (',', '(') or w.dash(j):
        j += 1
    found = day(w, j) or in_figures(w, j)
    if not isinstance(found, Match) or not isinstance(found.meaning, Calendar) or found.first != j:
        return None
    j = found.last
    if bracket:
        if w.low(j) != ')':
            return None
        j += 1
    return Match(i, j, replace(found.meaning, weekday=number))


@rule(
    'small',
    'ordinal',
    'cardinal',
    needs='weekday',
    yes={
        'Полёт состоялся 24 июля, в четверг, на рассвете': '2025-07-24',
        'Сбор 27 сентября (суббота) у школы': '2025-09-27',
        'Слушания 29 сентября, понедельник': '2025-09-29',
        'Слушания 10.10, пятница, зал три': '2025-10-10',
    },
)
def day_weekday(w: Words, i: int) -> Match | None:
    """A day and then its weekday."""
    found = day(w, i) or in_figures(w, i)
    if not isinstance(found, Match) or not isinstance(found.meaning, Calendar) or w.low(found.last) not in (',', '('):
        return None
    bracket = w.low(found.last) == '('
    j = found.last + 1
    j += w.low(j) in ('в', 'во')
    weekday = w.get(j, 'weekday')
    if not weekday or (bracket and w.low(j + 1) != ')'):
        return None
    return Match(i, j + 1 + bracket, replace(found.meaning, weekday=weekday))


@rule(
    'which',
    'eve',
    'adverb',
    yes={
        'В минувшую субботу, 20 сентября, прошёл забег': '2025-09-20',
        'Вчера, 24 сентября 2025 года, подписали меморандум': '2025-09-24',
        'Завтра, 26 сентября, ожидается гроза': '2025-09-26',
        'Сегодня, 25 сентября, открылась выставка': '2025-09-25',
        'Накануне, 24 сентября, он вылетел в Баку': '2025-09-24',
        'На следующий день, 3 мая 2024 года, он уехал': '2024-05-03',
    },
)
def said_twice(w: Words, i: int) -> Match | None:
    """A day that is named twice, by its distance and by its date: the date tells."""
    j = i + 1
    if w.get(i, 'which') and w.get(j, 'weekday'):
        found = weekday_day(w, j)
        return Match(i, found.last, found.meaning) if isinstance(found, Match) else None
    if w.get(i, 'which') and w.low(j) not in ('день', 'дня'):
        return None
    j += bool(w.get(i, 'which'))
    j += w.low(j) == ',' or w.low(j) == '('
    found = day(w, j)
    return Match(i, found.last, found.meaning) if isinstance(found, Match) else None
