"""Days in figures alone: 25.09.2025, 25/09/2025, 2025-09-25."""

from __future__ import annotations

from svodka.find.dates import read, read_years
from svodka.find.dates.calendar import valid
from svodka.find.dates.clock import time_at
from svodka.find.dates.lexicon import cues
from svodka.find.dates.match import Match, point
from svodka.find.dates.meaning import Calendar, Year
from svodka.find.dates.numbers import DAY_DIGITS, HOURS_A_DAY, YEAR_DIGITS
from svodka.find.dates.sight import Words
from svodka.find.rule import rule

FROM_OR_TO = cues('from_or_to')
NUMBERED = cues('numbered')
SIGNS = ('.', '/', '-')
BEFORE_FIGURES = frozenset('(«"„[—–-:;|')


def numbered(w: Words, i: int) -> bool:
    k = i - 1
    while k > i - 4 and w.low(k) == '.':
        k -= 1
    return w.low(k) in NUMBERED


def triple(w: Words, i: int) -> tuple[int, str, tuple[int, int, int]] | None:
    """Three numbers with one sign between them and no more figures on either side. With a year of four figures other
    signs may touch them (tables, programmes); with fewer they stand alone or in brackets."""
    sign = w.low(i + 1)
    if sign not in SIGNS or w.low(i + 3) != sign or not all(w.glued(i + k) for k in range(4)):
        return None
    numbers = tuple(w.get(i + k, 'number') for k in (0, 2, 4))
    if any(n is None for n in numbers) or numbered(w, i):
        return None
    whole = max(len(w.text(i)), len(w.text(i + 4))) == YEAR_DIGITS
    if w.glued(i - 1) and not (touches(w, i - 1) if whole else w.low(i - 1) in BEFORE_FIGURES):
        return None
    if w.glued(i + 4) and not ends(w, i + 5, sign, whole):
        return None
    return i + 5, sign, (numbers[0] or 0, numbers[1] or 0, numbers[2] or 0)


def touches(w: Words, i: int) -> bool:
    """Whether the sign at piece i may touch a date: no letter, no figure, no point."""
    return not w.low(i).isalnum() and w.low(i) not in './№$+'


def ends(w: Words, i: int, sign: str, whole: bool) -> bool:
    """Whether a date may end before piece i, which touches it."""
    number = w.get(i + 1, 'number') is not None and w.glued(i)
    if w.low(i) == '/':
        return whole and time_at(w, i + 1) is not None
    if w.low(i) in ('.', ',', sign, ':', '_'):
        return not number or (whole and w.low(i) in ',:_' and sign != ':')
    return True


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
        '1;показ;11/03/2011': '2011-03-11',
        '25.11.2025: открытие форума': '2025-11-25',
        'Итог|26.11.2025|показ': '2025-11-26',
        '2025-11-26,10:00,показ': '2025-11-26',
        'Обновлено 20.11.2025/14:00': '2025-11-20',
        'дата=07.08.2024;зал=3': '2024-08-07',
        'Запись от 5.11.24 стёрта': '2024-11-05',
        'Склад закрыт 11/25/2024': '2024-11-25',
        '•14.05.2024 показ': '2024-05-14',
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
        'Размер 10.12.15 см',
    ],
)
@point('figures')
def figures(w: Words, i: int) -> Match | None:
    found = triple(w, i)
    if not found:
        return None
    j, sign, (a, b, c) = found
    lengths = [len(w.text(i + k)) for k in (0, 2, 4)]
    if lengths[0] == YEAR_DIGITS and lengths[1] == lengths[2] == DAY_DIGITS:
        year, month, day = Year(a), b, c
    elif lengths[2] == YEAR_DIGITS and max(lengths[:2]) <= DAY_DIGITS:
        day, month, year = a, b, Year(c)
        if sign != '.' and not valid(c or 1, month, day):  # only the American reading is a date
            day, month = month, day
    elif lengths[2] == DAY_DIGITS and max(lengths[:2]) <= DAY_DIGITS and two_figures(i, sign, lengths):
        day, month, year = a, b, Year(c, short=True)
    else:
        return None
    if year.short and w.low(j) in UNITS_BEHIND:
        return None
    if not valid(2024 if year.short else year.number or 1, month, day):
        return None
    if not year.short and not read_years.FIRST_YEAR <= (year.number or 0) <= read_years.LAST_YEAR:
        return None
    return Match(i, year_word(w, j), Calendar('day', year, month, day))


def two_figures(i: int, sign: str, lengths: list[int]) -> bool:
    """Whether the year may have two figures: «25.09.25», inside a sentence «5.9.25», «25/09/25»."""
    return sign != '-' and (lengths[:2] == [2, 2] or (sign == '.' and i > 0))


def year_word(w: Words, j: int) -> int:
    """Behind «г.» or «года»."""
    if w.low(j) == 'г':
        return read.dot(w, j + 1)
    return j + (w.low(j) == 'года')


@rule(
    'figures',
    needs='roman',
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
    return Match(i, year_word(w, i + 5), Calendar('day', Year(year), month, day))


def pair(w: Words, i: int) -> tuple[int, int, int] | None:
    """«28.09», «5.11»: behind it, the day and the month of two figures."""
    if (
        w.low(i + 1) != '.'
        or not w.glued(i)
        or not w.glued(i + 1)
        or len(w.text(i)) > DAY_DIGITS
        or len(w.text(i + 2)) != DAY_DIGITS
    ):
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
        'Анкеты ждут до 5.11': '2025-11-05',
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
    if w.low(i - 1) in FROM_OR_TO and day < HOURS_A_DAY and w.low(j) in ('до', 'по', 'и'):
        return None
    if len(w.text(i)) == 1 and w.low(i - 1) not in ('до', 'от', 'на', 'к'):
        return None
    return Match(i, j, Calendar('day', None, month, day))


def time_before(w: Words, i: int) -> bool:
    """Whether «10.00» or «10:00» ends at piece i: then «до 18.12» is a time of day."""
    return w.get(i, 'number') is not None and w.low(i - 1) in '.:' and w.get(i - 2, 'number') is not None


@rule(
    'figures',
    yes={
        'Отчёт за 10.2025 сдан': '2025-10-01/2025-10-31',
        'Сводка за 03/2024 г. готова': '2024-03-01/2024-03-31',
        'Срок годности: 11.2026': '2026-11-01/2026-11-30',
        'Ведомость за 02-2023 утеряна': '2023-02-01/2023-02-28',
        'Показатели за 11/2018 и 12/2018 сверены': '2018-11-01/2018-11-30, 2018-12-01/2018-12-31',
    },
    no=['Приказ № 12/2023 отменён', 'Сумма 12.2024 млн', 'Дело 05/2021 закрыто', 'Вырос на 10.2025%'],
)
@point('figures')
def month_in_figures(w: Words, i: int) -> Match | None:
    """«10.2025», «03/2024» behind a word or a sign that a period follows."""
    month, year = w.get(i, 'number'), w.get(i + 2, 'year_like')
    if not month or not year or not written_as_month(w, i) or not valid(year, month) or numbered(w, i):
        return None
    before = w.low(i - 1)
    if not FIRST_OF_MONTHS <= year <= LAST_OF_MONTHS:
        return None
    if before not in BEFORE_A_PERIOD and not (w.dash(i - 1) and w.get(i - 2, 'year_like')):
        return None
    if before in 'и,' and w.get(i - 2, 'year_like') is None:
        return None
    if w.glued(i + 2) and w.low(i + 3) not in (',', '.', ';', ')', '»', ':') and not w.dash(i + 3):
        return None
    if w.low(i + 3) in UNITS_BEHIND or (w.low(i + 3) in './' and w.get(i + 4, 'number') is not None):
        return None
    return Match(i, year_word(w, i + 3), Calendar('month', Year(year), month))


def written_as_month(w: Words, i: int) -> bool:
    """Whether two digits, a sign and four digits stand together."""
    together = w.low(i + 1) in SIGNS and w.glued(i) and w.glued(i + 1)
    return together and (len(w.text(i)), len(w.text(i + 2))) == (2, 4)


FIRST_OF_MONTHS, LAST_OF_MONTHS = 1900, 2100  # a year of «10.2025»
BEFORE_A_PERIOD = cues('before_a_period')
