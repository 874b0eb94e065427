"""Ranges of days in figures: «28.09–03.10.2025», «с 15.11 по 20.12»."""

from __future__ import annotations

from dataclasses import replace

from svodka.find.dates.calendar import valid
from svodka.find.dates.figures import UNITS_BEHIND, figures, numbered, pair
from svodka.find.dates.match import Match
from svodka.find.dates.meaning import Calendar, Range
from svodka.find.dates.numbers import DAYS
from svodka.find.dates.sight import Words
from svodka.find.rule import rule

OPENING = ('с', 'со', 'c')
HOURS_OF_A_DAY = 24
ROUND_MINUTES = (5, 10)
TURN_OF_YEAR = 10  # from October on a range may end in the next year


@rule(
    'figures',
    'listed',
    yes={
        'Выставка открыта 28.09–03.10.2025 ежедневно': '2025-09-28/2025-10-03',
        'Смена 10.10.2025-12.10.2025 отменена': '2025-10-10/2025-10-12',
        'Отчёт за 01.07.2025–30.09.2025 готов': '2025-07-01/2025-09-30',
        'Договор действует с 01.01.2024 по 31.12.2024': '2024-01-01/2024-12-31',
        'Каникулы с 28.12.2025 до 11.01.2026': '2025-12-28/2026-01-11',
        'Смена 05-12.07.2025 заполнена': '2025-07-05/2025-07-12',
        'Заезд 20.12 – 10.01.2026 распродан': '2025-12-20/2026-01-10',
        'Приём с 01.10 по 15.10.2025 открыт': '2025-10-01/2025-10-15',
        'Работы выставлены с 15.11 по 20.12': '2025-11-15/2025-12-20',
        'Запись идёт 01.11–15.11': '2025-11-01/2025-11-15',
        'Смены: 14 - 15.10.26, мест нет': '2026-10-14/2026-10-15',
        'Учёба продлится с 1 по 15.11': '2025-11-01/2025-11-15',
        'Касса закрыта 6 - 12.10': '2025-10-06/2025-10-12',
    },
    no=['Счёт 25.09–26.13 не засчитан', 'Открыто с 10.00 до 18.00', 'Обед с 12.05 до 13.10', 'Рост 2–3.05 процента'],
)
def figures_range(w: Words, i: int) -> Match | None:
    """Two days in figures; the first may lack its year or its month."""
    start = end_of_figures(w, i) or lone_day(w, i)
    if not start:
        return None
    opened = w.low(i - 1) in OPENING
    dash = w.dash(start.last)
    if not (dash or (opened and w.low(start.last) in ('по', 'до', 'на'))):
        return None
    stop = end_of_figures(w, start.last + 1)
    if not stop or not isinstance(start.meaning, Calendar) or not isinstance(stop.meaning, Calendar):
        return None
    one, other = start.meaning, stop.meaning
    if other.year is None and (one.year or not are_days(w, i, start, stop)):
        return None
    if one.month is None:
        one = replace(one, year=other.year, month=other.month)
        if not valid(2024, one.month or 0, one.number or 0) or (one.number or 0) >= (other.number or 0):
            return None
    return Match(i - (opened and not dash), stop.last, Range(one, other))


def end_of_figures(w: Words, i: int) -> Match | None:
    """«28.09.2025», «28.09»."""
    if isinstance(whole := figures(w, i), Match):
        return whole
    short = pair(w, i) if w.get(i, 'number') and not numbered(w, i) else None
    return Match(i, short[0], Calendar('day', None, short[2], short[1])) if short else None


def lone_day(w: Words, i: int) -> Match | None:
    number = w.get(i, 'small')
    if not number or number > DAYS or (w.get(i - 2, 'number') is not None and w.low(i - 1) in '.,:-–—'):
        return None
    return Match(i, i + 1, Calendar('day', None, None, number))


def are_days(w: Words, i: int, start: Match, stop: Match) -> bool:
    """Whether two pairs of figures without a year are days, and no times of day, scores or amounts."""
    j = stop.last
    if w.low(j) in UNITS_BEHIND or w.low(j).startswith(('минут', 'час', 'процент')):
        return False
    a, b = start.meaning, stop.meaning
    if not isinstance(a, Calendar) or not isinstance(b, Calendar):
        return False
    if a.month is None:
        return not w.dash(start.last) or not w.glued(start.last - 1)
    if w.low(start.last) == 'по':
        return True
    if w.low(start.last) == 'до' and max(a.number or 0, b.number or 0) < HOURS_OF_A_DAY:
        return w.text(i).startswith('0') and (b.month or 0) not in ROUND_MINUTES
    return (a.month, a.number or 0) < (b.month or 0, b.number or 0) or (a.month or 0) >= TURN_OF_YEAR
