"""Days in figures alone: 25.09.2025, 25/09/2025, 2025-09-25."""

from __future__ import annotations

from pipeline.dates import read
from pipeline.dates.calendar import valid
from pipeline.dates.clock import time_at
from pipeline.dates.lexicon import cues
from pipeline.dates.meaning import Calendar, Range, Year
from pipeline.dates.rule import Match, point, rule
from pipeline.dates.words import Words

NUMBERED = cues('numbered')
SIGNS = ('.', '/', '-')


def numbered(w: Words, i: int) -> bool:
    k = i - 1
    while k > i - 4 and w.low(k) == '.':
        k -= 1
    return w.low(k) in NUMBERED


def triple(w: Words, i: int) -> tuple[int, str, tuple[int, int, int]] | None:
    """Three numbers with one sign between them and no more figures on either side."""
    sign = w.low(i + 1)
    if sign not in SIGNS or w.low(i + 3) != sign or not all(w.glued(i + k) for k in range(4)):
        return None
    numbers = tuple(w.get(i + k, 'number') for k in (0, 2, 4))
    if any(n is None for n in numbers) or (w.glued(i - 1) and w.low(i - 1) not in '(«"„[—–-:') or numbered(w, i):
        return None
    if w.glued(i + 4) and (
        w.low(i + 5) in ('/', ':', '_')
        or (w.low(i + 5) in ('.', ',', sign) and w.get(i + 6, 'number') is not None and w.glued(i + 5))
    ):
        return None
    return i + 5, sign, (numbers[0] or 0, numbers[1] or 0, numbers[2] or 0)


@rule(
    'figures',
    yes={
        'Справка выдана 25.09.2025 архивом': '2025-09-25',
        'Акт от 01.02.24 подписан': '2024-02-01',
        'Родился 12.04.61 в Туле': '1961-04-12',
        'Получено 03/07/2024 канцелярией': '2024-07-03',
        'Файл от 2025-09-25 удалён': '2025-09-25',
        'Вход 2024/02/29 разрешён': '2024-02-29',
        'Снимок 2023.11.05 удалён': '2023-11-05',
        'Запись 2025-09-25T10:30 стёрта': '2025-09-25',
        'Сдано 9.5.2023 г. в архив': '2023-05-09',
        'Протокол 14-03-2022 утверждён': '2022-03-14',
        'Выписка (05.06.2021) приложена': '2021-06-05',
    },
    no=[
        'Версия 2.10.2021 вышла',
        'Сумма 25.13.2025 не дата',
        'Справка 31.02.2025 подделана',
        'Телефон 606-19-90',
        'Адрес сервера 10.12.20.25',
        'Кадастровый номер 50:21:0010203:45',
        'По ст. 25.09 кодекса',
        'Обновление 3.11.2',
        'Дело № 12/05/2024 закрыто',
        'Код 12-34-56',
    ],
)
@point('figures')
def figures(w: Words, i: int) -> Match | None:
    found = triple(w, i)
    if not found:
        return None
    j, sign, (a, b, c) = found
    lengths = [len(w.text(i + k)) for k in (0, 2, 4)]
    if lengths[0] == 4 and lengths[1] == lengths[2] == 2:
        year, month, day = a, b, c
    elif lengths[2] == 4 and max(lengths[:2]) <= 2:
        day, month, year = a, b, c
    elif lengths == [2, 2, 2] and sign != '-':
        day, month, year = a, b, read.two_digit(c)
    else:
        return None
    if not valid(year, month, day) or not read.FIRST_YEAR <= year <= read.LAST_YEAR:
        return None
    if w.low(j) in ('г', 'года'):
        j = read.dot(w, j + 1) if w.low(j) == 'г' else j + 1
    return Match(i, j, Calendar('day', Year(year), month, day))


@rule(
    'figures',
    yes={
        'Печать ставили 25.IX.1998 в канцелярии': '1998-09-25',
        'Письмо от 3.XII.1901 г. хранится в музее': '1901-12-03',
    },
)
@point('figures')
def roman_month(w: Words, i: int) -> Match | None:
    day, month, year = w.get(i, 'number'), w.get(i + 2, 'roman'), w.get(i + 4, 'year_like')
    if not (
        day
        and month
        and year
        and w.low(i + 1) == w.low(i + 3) == '.'
        and w.glued(i + 1)
        and w.glued(i + 3)
        and valid(year, month, day)
    ):
        return None
    j = i + 5
    if w.low(j) in ('г', 'года'):
        j = read.dot(w, j + 1) if w.low(j) == 'г' else j + 1
    return Match(i, j, Calendar('day', Year(year), month, day))


def pair(w: Words, i: int) -> tuple[int, int, int] | None:
    """«28.09»: behind it, the day and the month, both of two figures."""
    if w.low(i + 1) != '.' or not w.glued(i) or not w.glued(i + 1) or len(w.text(i)) != 2 or len(w.text(i + 2)) != 2:
        return None
    day, month = w.get(i, 'number'), w.get(i + 2, 'number')
    if day is None or month is None or not valid(2024, month, day):
        return None
    if w.glued(i + 2) and (
        w.low(i + 3) in ('%', ':') or (w.low(i + 3) in '.,' and w.get(i + 4, 'number') is not None and w.glued(i + 3))
    ):
        return None
    return i + 3, day, month


BEFORE_A_DAY = cues('before_a_day')
UNITS_BEHIND = cues('units_behind')


@rule(
    'figures',
    yes={
        'Приём перенесён на 28.09, сообщил секретарь': '2025-09-28',
        'Заявки принимают до 15.11 включительно': '2025-11-15',
        'Письмо от 12.08 получено': '2025-08-12',
        '28.09 в 10:00 откроется ярмарка': '2025-09-28',
    },
    no=[
        'Рост на 10.05 процента',
        'Сбор в 18.10 у ворот',
        'Рынок упал на 02.10%',
        'По ст. 12.09 штраф',
        'Открыто с 10.00 до 18.12',
        'Поезд пришёл на 12.10 минуты раньше',
    ],
)
def day_and_month_in_figures(w: Words, i: int) -> Match | None:
    """«28.09» is a day only behind a word that wants one, and when no unit follows."""
    found = pair(w, i)
    if not found or numbered(w, i):
        return None
    if w.low(found[0]) == 'в' and time_at(w, found[0] + 1):
        return Match(i, found[0], Calendar('day', None, found[2], found[1]))
    if w.low(i - 1) not in BEFORE_A_DAY:
        return None
    j, day, month = found
    if (
        w.low(j) in UNITS_BEHIND
        or w.low(j).startswith('минут')
        or w.low(j) == 'до'
        or (w.low(i - 1) in ('до', 'по') and time_before(w, i - 2))
    ):
        return None
    if w.low(i - 1) in ('с', 'со', 'до', 'по', 'на', 'к', 'после') and day < 24 and w.low(j) in ('до', 'по', 'и'):
        return None
    return Match(i, j, Calendar('day', None, month, day))


def time_before(w: Words, i: int) -> bool:
    """Whether «10.00» or «10:00» ends at piece i: then «до 18.12» is a time of day."""
    return w.get(i, 'number') is not None and w.low(i - 1) in '.:' and w.get(i - 2, 'number') is not None


@rule(
    'figures',
    yes={
        'Выставка открыта 28.09–03.10.2025 ежедневно': '2025-09-28/2025-10-03',
        'Смена 10.10.2025-12.10.2025 отменена': '2025-10-10/2025-10-12',
        'Отчёт за 01.07.2025–30.09.2025 готов': '2025-07-01/2025-09-30',
        'Договор действует с 01.01.2024 по 31.12.2024': '2024-01-01/2024-12-31',
        'Каникулы с 28.12.2025 до 11.01.2026': '2025-12-28/2026-01-11',
        'Смена 05-12.07.2025 заполнена': '2025-07-05/2025-07-12',
        'Заезд 20.12 – 10.01.2026 распродан': '2025-12-20/2026-01-10',
        'Приём с 01.10 по 15.10.2025 открыт': '2025-10-01/2025-10-15',
    },
    no=['Счёт 25.09–26.13 не засчитан'],
)
def figures_range(w: Words, i: int) -> Match | None:
    whole = figures(w, i)
    opened = w.low(i - 1) in ('с', 'со', 'c')
    if isinstance(whole, Match):
        start, j = whole.meaning, whole.last
    elif short := pair(w, i):
        j, start = short[0], Calendar('day', None, short[2], short[1])
    elif (number := w.get(i, 'number')) and w.dash(i + 1) and w.glued(i) and 1 <= number <= 31:
        j, start = i + 1, Calendar('day', None, None, number)
    else:
        return None
    if not (w.dash(j) or (opened and w.low(j) in ('по', 'до', 'на'))):
        return None
    end = figures(w, j + 1) if w.low(j + 1) else None
    if isinstance(end, Match) and isinstance(end.meaning, Calendar) and isinstance(start, Calendar):
        if start.month is None:
            start = Calendar('day', end.meaning.year, end.meaning.month, start.number)
            if not valid(2024, start.month or 0, start.number or 0):
                return None
        return Match(i - (opened and not w.dash(j)), end.last, Range(start, end.meaning))
    last = pair(w, j + 1)
    if (
        last
        and isinstance(whole, Match) is False
        and isinstance(start, Calendar)
        and start.month
        and (opened or w.dash(j))
        and max(start.number or 0, last[1]) >= 24
    ):
        return Match(i - (opened and not w.dash(j)), last[0], Range(start, Calendar('day', None, last[2], last[1])))
    return None
