"""Days: in words and figures, lists and ranges of them, with a weekday in front."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import replace

from svodka.find.dates import read
from svodka.find.dates.calendar import valid
from svodka.find.dates.lists import members
from svodka.find.dates.match import Match, point
from svodka.find.dates.meaning import Calendar, Range, Year
from svodka.find.dates.numbers import DAY_DIGITS, PAIR, SHORT_MONTH, YEAR_DIGITS
from svodka.find.dates.read import WHOLE_MONTHS, month_at, named, possible, read_month_day
from svodka.find.dates.read_years import counted, year_behind
from svodka.find.dates.sight import Words
from svodka.find.rule import rule
from svodka.language.marks import QUOTES


@rule(
    'small',
    'ordinal',
    'cardinal',
    needs='month',
    yes={
        'Документ подписали 25 сентября 2025 года в столице': '2025-09-25',
        'Съезд открылся 3 марта 2024 г. утром': '2024-03-03',
        'Приказ вышел 7 июля 2019': '2019-07-07',
        'Приказ от 12 февр. 2021 г. отменён': '2021-02-12',
        'Ярмарка откроется двадцать восьмого сентября': '2025-09-28',
        'Ждём вас первого октября': '2025-10-01',
        '1-го мая на площади играл оркестр': '2025-05-01',
        'Посевная началась 5-го апреля 2023-го': '2023-04-05',
        'Пожар потушили 14 августа': '2025-08-14',
        '20 сентября поджидавший его гость уехал': '2025-09-20',
        'Суд вынес решение 30 ноября прошлого года': '2024-11-30',
        'Мост откроют 15 мая следующего года': '2026-05-15',
        'Распоряжение от 3 июня с. г. исполнено': '2025-06-03',
        'Указ от 20 января т. г. опубликован': '2025-01-20',
        'Приём заявок завершится 10 декабря текущего года': '2025-12-10',
        'Устав принят 16 марта 1998 года и действует поныне': '1998-03-16',
        'Женщин поздравили с 8 Марта': '2025-03-08',
        'Бои начались 22 июня 41-го': '1941-06-22',
        'Указ от «12» марта 2024 г. отменён': '2024-03-12',
        'Тридцать первого декабря музей работал до полудня': '2024-12-31',
        'Крепость пала 29 мая 1453 года': '1453-05-29',
        'К 1 октября школы покрасят': '2025-10-01',
        'Не позднее 1 июня 2026 года построят ограду': '2026-06-01',
        'Родился 9 апр. 1950 г. в селе': '1950-04-09',
        'Запись от 03 авг 96 найдена': '1996-08-03',
        'Туры назначены на 30 ноября и 14 декабря 2024 года': '2024-11-30, 2024-12-14',
        'Приём 5 октября, 9 ноября и 7 декабря 2025 года': '2025-10-05, 2025-11-09, 2025-12-07',
        'Касса закрыта 5, 7 мая и 12 июня 2026 года': '2026-05-05, 2026-05-07, 2026-06-12',
        'Забег перенесён с 5 мая на 12 июня 2026 года': '2026-05-05, 2026-06-12',
        'Собрание прошло второго июня две тысячи двадцать первого года': '2021-06-02',
    },
    no=[
        'Автобус идёт по улице 8 Марта',
        'Цех завода имени 1 Мая закрыт',
        'Площадь 9 Января перекрыта',
        'Справка 31 февраля выдана',
        'Он живёт на ул. 1 Мая',
        'Клуб «8 Марта» переехал',
        'Рассказ «9 мая» опубликован',
        'Врач Марта Соколова приняла 12 пациентов',
        'Мая Плисецкая танцевала',
        '45 мая такого не бывает',
        'Талон от 31 сентября 2024 года не принят',
        'Штамп 29 февраля 2023 года подделан',
        'Дата 32 августа невозможна',
        'Талон с датой 33 августа 2014 года поддельный',
    ],
)
@point('small', 'ordinal', 'cardinal')
def day(w: Words, i: int) -> Match | None:
    if i not in w.days:
        w.days[i] = read_day(w, i)
    found: Match | None = w.days[i]
    return found


def read_day(w: Words, i: int) -> Match | None:
    found = read_month_day(w, i)
    if not found and w.low(i - 1) in QUOTES and w.low(i + 1) in QUOTES and (quoted := month_at(w, i + 2)):
        j, year = year_behind(w, quoted[0])  # «12» марта 2024 г., as forms are filled in
        number = w.get(i, 'number')
        return (
            Match(i - 1, j, Calendar('day', year, quoted[1], number))
            if number and possible(number, quoted[1])
            else None
        )
    if not found and (behind := impossible(w, i)):
        return Match(i, behind, NO_DAY)
    if not found or named(w, i) or cut_off(w, i):
        return None
    j, number, month = found
    if w.low(i - 1) in QUOTES and w.low(j) in QUOTES:
        return None  # the club «8 Марта»
    j, year = year_behind(w, j)
    if not year and (short := short_behind(w, j)):
        j, year = j + 1, short
    if year and year.number is not None and not year.short and not valid(max(year.number, 1), month, number):
        return Match(i, j, NO_DAY)
    return Match(i, j, Calendar('day', year, month, number))


def short_behind(w: Words, j: int) -> Year | None:
    """«03 авг 96»: two bare figures behind a short month are its year."""
    month = w.low(j - 2) if w.low(j - 1) == '.' else w.low(j - 1)
    number = w.get(j, 'number')
    if (
        number is None
        or len(w.text(j)) != DAY_DIGITS
        or len(month) > SHORT_MONTH
        or month in WHOLE_MONTHS
        or counted(w, j)
    ):
        return None
    return Year(number, short=True) if w.low(j + 1) not in (':', '.') or not w.glued(j) else None


NO_DAY = Calendar('day', Year(1), 2, 30)  # covers «31 сентября 2024 года», so that no part of it is a date


def impossible(w: Words, i: int) -> int:
    """Behind a day that its month does not have, with its year, or 0."""
    number, month = w.get(i, 'number'), month_at(w, i + 1)
    if number is None or len(w.text(i)) > DAY_DIGITS or not month or w.low(i + 1)[-1] not in 'ая' or cut_off(w, i):
        return 0
    return year_behind(w, month[0])[0]


def cut_off(w: Words, i: int) -> bool:
    """Whether the number at piece i ends a decimal («98,4 Март»), a time of day («12:27, 06 декабря») or a range of
    numbers that are no years."""
    if w.get(i - 2, 'number') is None:
        return False
    if w.low(i - 1) in ',.:' and w.glued(i - 2) and w.glued(i - 1):
        return True
    return w.dash(i - 1) and not (len(w.text(i - 2)) == YEAR_DIGITS and not (w.glued(i - 2) and w.glued(i - 1)))


@rule(
    'small',
    'ordinal',
    'cardinal',
    needs='month',
    yes={
        'Семинар пройдёт 23–25 сентября 2025 года': '2025-09-23/2025-09-25',
        'Смотр шёл 7-9 июля': '2025-07-07/2025-07-09',
        'Учения прошли с 12 по 15 августа 2024 г.': '2024-08-12/2024-08-15',
        'Кассы закрыты с 1 до 5 мая 2023 года': '2023-05-01/2023-05-05',
        'В ночь с 3 на 4 сентября выпал снег': '2025-09-03/2025-09-04',
        'Гости соберутся 28 и 29 сентября': '2025-09-28/2025-09-29',
        'Матчи состоятся 5, 6 и 7 октября 2025 года': '2025-10-05/2025-10-07',
        'Дни открытых дверей — 4 и 18 октября 2025 года': '2025-10-04, 2025-10-18',
        'Торги шли 2, 9 и 16 июня': '2025-06-02, 2025-06-09, 2025-06-16',
        'Съёмки длились с 1-го по 10-е июня': '2025-06-01/2025-06-10',
        'Сбор пройдёт с третьего по пятое октября': '2025-10-03/2025-10-05',
        'Ярмарка работала 10—12 мая с. г. у рынка': '2025-05-10/2025-05-12',
        'Между 10 и 15 октября ожидают шторм': '2025-10-10/2025-10-15',
        'Игры пройдут 3–5 и 10–12 июня 2026 года': '2026-06-03/2026-06-05, 2026-06-10/2026-06-12',
        'Стенд открыт 24–25 и 27 марта 2026 года': '2026-03-24/2026-03-25, 2026-03-27',
        'Заезды с 1 по 4 и с 8 по 11 мая 2026 года': '2026-05-01/2026-05-04, 2026-05-08/2026-05-11',
        'Приём 6 и с 9 по 12 апреля 2026 года': '2026-04-06, 2026-04-09/2026-04-12',
        'Игру перенесли с 5 на 12 октября': '2025-10-05, 2025-10-12',
    },
    no=['Счёт 3–2 в пользу гостей', 'Дома 12 и 14 отключат от газа'],
)
@point('small', 'ordinal', 'cardinal')
def days(w: Words, i: int) -> Match | list[Match] | None:
    """Several days of one month, single ones and ranges; neighbouring days of a list are one range."""
    found = members(w, i, read.day_number)
    if not found or cut_off(w, i):
        return None
    month = month_at(w, found[-1].last + (w.low(found[-1].last) == 'числа'))
    numbers = [n for m in found for n in (m.number, m.until) if n]
    if len(numbers) == 1 or not month or not all(possible(n, month[1]) for n in numbers) or named(w, i):
        return None
    j, year = year_behind(w, month[0])
    one = len(found) == len(numbers)
    between = w.low(i - 1) == 'между' and len(found) == PAIR
    shifted = len(found) == PAIR and w.low(found[0].last) == 'на'
    if one and not shifted and (neighbours(numbers) or between):
        return Match(i, j, Range(day_of(numbers[0], month[1], year), day_of(numbers[-1], month[1], year)))
    return [
        Match(
            m.first,
            j if m is found[-1] else m.last,
            Range(day_of(m.number, month[1], year), day_of(m.until, month[1], year))
            if m.until
            else day_of(m.number, month[1], year),
        )
        for m in found
    ]


def day_of(number: int, month: int, year: Year | None) -> Calendar:
    return Calendar('day', year, month, number)


def neighbours(numbers: list[int]) -> bool:
    return all(b == a + 1 for a, b in itertools.pairwise(numbers))


@rule(
    'small',
    'ordinal',
    'cardinal',
    needs='month',
    yes={'Концерты пройдут 30 сентября и 1 октября 2025 года': '2025-09-30/2025-10-01'},
)
def neighbours_of_months(w: Words, i: int) -> Match | None:
    """The last day of a month and the first of the next, with one year at the end, are one range."""
    a = day(w, i)
    b = day(w, a.last + 1) if isinstance(a, Match) and w.low(a.last) == 'и' else None
    if not isinstance(a, Match) or not isinstance(b, Match):
        return None
    one, other = a.meaning, b.meaning
    if not isinstance(one, Calendar) or not isinstance(other, Calendar) or one.year or not other.year:
        return None
    if not other.year.number or not neighbouring(one, other, other.year.number):
        return None
    return Match(i, b.last, Range(replace(one, year=other.year), other))


@rule(
    'ordinal',
    'final',
    needs='month',
    yes={
        'В первый день октября объявят итоги': '2025-10-01',
        'В последний день августа 2024 года шёл дождь': '2024-08-31',
    },
    no=['В первый день учёбы', 'В последний день форума'],
)
@point('ordinal', 'final')
def day_by_place(w: Words, i: int) -> Match | None:
    """«первый день октября»."""
    last = w.get(i, 'final')
    if w.low(i + 1) not in ('день', 'дня', 'дню') or not (last or w.get(i, 'ordinal')):
        return None
    month = month_at(w, i + 2)
    if not month:
        return None
    j, year = year_behind(w, month[0])
    return Match(i, j, Calendar('day', year, month[1], LAST_DAYS[month[1]] if last else w.get(i, 'ordinal')))


LAST_DAYS = dict(enumerate((31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31), 1))


def neighbouring(a: Calendar, b: Calendar, year: int) -> bool:
    days_ = [
        dt.date(year, m.month or 1, m.number or 1) if valid(year, m.month or 1, m.number or 1) else None for m in (a, b)
    ]
    return bool(days_[0] and days_[1] and days_[1] - days_[0] == dt.timedelta(1))
