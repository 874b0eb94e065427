"""Months, and ranges of them."""

from __future__ import annotations

from dataclasses import replace

from svodka.find.dates.days import NO_DAY, cut_off
from svodka.find.dates.lexicon import cues, stems
from svodka.find.dates.match import Match, point
from svodka.find.dates.meaning import SHIFT, Calendar, Range, Year
from svodka.find.dates.numbers import CENTURY, DAYS, SHORT_MONTH
from svodka.find.dates.read import WHOLE_MONTHS, month_at, named
from svodka.find.dates.read_years import year_behind
from svodka.find.dates.sight import Words
from svodka.find.rule import rule

PREPOSITIONS = cues('before_a_month')
NOMINATIVE = cues('months_nominative')


FEW_DAYS = cues('few_days')
SUMMING_UP = stems('summing_up')


def which_before(w: Words, i: int) -> str | None:
    which = w.get(i - 1, 'which')
    return which if which in SHIFT else None


def begins_a_row(w: Words, i: int, last: int) -> bool:
    """Whether months [i, last) in the nominative head a row of figures that stands in a line with other rows."""
    cell = w.low(i) in NOMINATIVE and w.titled(i) and w.get(last, 'number') is not None
    return cell and w.get(i - 1, 'number') is not None and cut_off(w, i - 1)


def listed(w: Words, i: int) -> bool:
    """Whether the month at piece i goes on a list of months: «в мае, июне»."""
    return w.low(i - 1) == ',' and w.get(i - 2, 'month') is not None


@rule(
    'month',
    yes={
        'В мае 2024 года создан совет': '2024-05-01/2024-05-31',
        'Срок сдвинули с мая 2024 года на март 2025 года': '2024-05-01/2024-05-31, 2025-03-01/2025-03-31',
        'Сентябрь 2025: номер вышел': '2025-09-01/2025-09-30',
        'Завод пущен в окт. 2023 г. после ремонта': '2023-10-01/2023-10-31',
        'В июне 1941-го началась война': '1941-06-01/1941-06-30',
        'В августе цех закрылся': '2025-08-01/2025-08-31',
        'В ноябре откроется каток': '2025-11-01/2025-11-30',
        'Ещё в ноябре стороны подписали протокол': '2024-11-01/2024-11-30',
        'С января текущего года тарифы другие': '2025-01-01/2025-01-31',
        'В марте этого года прошли выборы': '2025-03-01/2025-03-31',
        'В декабре прошлого года выпал снег': '2024-12-01/2024-12-31',
        'До апреля следующего года работы завершат': '2026-04-01/2026-04-30',
        'Июнь 2023 года был сухим': '2023-06-01/2023-06-30',
        'Июль выдался дождливым': '2025-07-01/2025-07-31',
        'В феврале 2024 г. морозило': '2024-02-01/2024-02-29',
        'В прошлом октябре здесь был пожар': '2024-10-01/2024-10-31',
        'В мае того же года он уехал': '',
        'К декабрю дорогу достроят': '2025-12-01/2025-12-31',
        'В июле (2022 года) шли дожди': '2022-07-01/2022-07-31',
        'Сбыт: 98,4 101,2 Март 94,1 97,5 Апрель 90,6': '2025-03-01/2025-03-31, 2025-04-01/2025-04-30',
        'Итоги мая подвели в банке': '2025-05-01/2025-05-31',
        'Сводку дадут в октябре, ноябре и январе': (
            '2025-10-01/2025-10-31, 2025-11-01/2025-11-30, 2026-01-01/2026-01-31'
        ),
    },
    no=[
        'Марта подписала приказ',
        'Она любит Августа',
        'Группа «Июнь» дала концерт',
        'Фильм «Март» снят',
        'Писателя Августа Стриндберга читают',
        'Мая и Марта пришли вместе',
    ],
)
@point('month')
def month(w: Words, i: int) -> Match | None:
    found = month_at(w, i)
    if not found or named(w, i):
        return None
    j, number = found
    if beyond_any_month(w, i):
        return Match(i - 1, year_behind(w, j)[0], NO_DAY)
    last, year = year_in_brackets(w, j) if w.low(j) == '(' else year_behind(w, j)
    if year:
        return Match(i, last, Calendar('month', year, number))
    if begins_a_row(w, i, j):
        return Match(i, j, Calendar('month', None, number))
    if j > i + 1 or (w.titled(i) and i > 0 and not w.text(i).isupper()) or is_abbreviated(w, i):
        return None
    if which := which_before(w, i):
        return Match(i - 1, i + 1, Calendar('month', None, number, which=which))  # type: ignore[arg-type]
    return Match(i, i + 1, Calendar('month', None, number)) if stands_for_itself(w, i) else None


def year_in_brackets(w: Words, j: int) -> tuple[int, Year | None]:
    """The year behind a month in brackets of its own: «в мае (2024 года)»."""
    last, year = year_behind(w, j + 1)
    return (last + 1, year) if year and w.low(last) == ')' else (j, None)


def is_abbreviated(w: Words, i: int) -> bool:
    return len(w.low(i)) <= SHORT_MONTH and w.low(i) not in WHOLE_MONTHS


def stands_for_itself(w: Words, i: int) -> bool:
    """Whether a month without a year is one: behind a preposition or a part of it, in a list, or the subject."""
    before = w.low(i - 1)
    if before in PREPOSITIONS or before in FEW_DAYS or w.get(i - 1, 'part') or w.dash(i - 1) or listed(w, i):
        return True
    if before.startswith(SUMMING_UP) and w.low(i)[-1] in 'ая':
        return True
    alone = i == 0 or w.part_of_speech(i - 1) in ('ADJ', 'DET')
    return alone and w.low(i) in NOMINATIVE and not w.titled(i + 1) and w.low(i + 1) != '»'


def beyond_any_month(w: Words, i: int) -> bool:
    """«32 августа 2014 года» is no date, and August neither."""
    number = w.get(i - 1, 'number')
    return number is not None and DAYS < number < CENTURY and w.low(i)[-1] in 'ая' and not cut_off(w, i - 1)


@rule(
    'month',
    yes={
        'В январе–августе 2025 года вырос экспорт': '2025-01-01/2025-08-31',
        'Посевная шла с марта по май 2024 года': '2024-03-01/2024-05-31',
        'Сезон длился с октября 2023 года по апрель 2024 года': '2023-10-01/2024-04-30',
        'В сентябре – октябре пройдут проверки': '2025-09-01/2025-10-31',
        'Кампания шла с ноября по январь 2024 г.': '2023-11-01/2024-01-31',
        'С июня до августа 2023 года жители ждали дождя': '2023-06-01/2023-08-31',
        'В июле и августе 2022 года цены упали': '2022-07-01/2022-08-31',
        'За январь—март т. г. собрано больше налогов': '2025-01-01/2025-03-31',
        'В апреле-мае прошлого года ремонтировали мост': '2024-04-01/2024-05-31',
        'С декабря 2022 по март 2023 он служил': '2022-12-01/2023-03-31',
        'В марте и июле 2021 года шли дожди': '2021-03-01/2021-03-31, 2021-07-01/2021-07-31',
        'С мая по июль работал лагерь': '2025-05-01/2025-07-31',
        'Январь-июнь 2025 года принёс прибыль': '2025-01-01/2025-06-30',
        'Сбыт: 98,4 101,2 Январь-июнь 94,1': '2025-01-01/2025-06-30',
        'Между мартом 2015 и июнем 2018 года он жил в Риге': '2015-03-01/2018-06-30',
        'В ноябре прошлого – январе этого года цены росли': '2024-11-01/2025-01-31',
        'В мае, июне и сентябре 2023 года шли грозы': (
            '2023-05-01/2023-05-31, 2023-06-01/2023-06-30, 2023-09-01/2023-09-30'
        ),
    },
)
@point('month')
def months(w: Words, i: int) -> Match | list[Match] | None:
    """Two months that share a year; neighbouring months joined by «и» are one range."""
    a = month_at(w, i)
    if not a or named(w, i):
        return None
    j, year = year_behind(w, a[0])
    if not year and w.get(j, 'which') in SHIFT and w.dash(j + 1):  # «в ноябре прошлого – январе этого года»
        j, year = j + 1, Year(shift=SHIFT[w.get(j, 'which')])
    sign = w.low(j)
    opened = w.low(i - 1) in ('с', 'со', 'c') and sign in ('по', 'до')
    if not (w.dash(j) or sign in ('и', 'или') or opened):
        return None
    b = month_at(w, j + 1)
    if not b or w.get(j + 1, 'number'):
        return None
    last, year_b = year_behind(w, b[0])
    if not year_b and not two_without_year(w, i, w.dash(j) and begins_a_row(w, i, b[0])):
        return None
    first, second = Calendar('month', year, a[1]), Calendar('month', year_b, b[1])
    if sign in ('и', 'или') and w.low(i - 1) != 'между' and (b[1] != a[1] + 1 or year):
        first = first if year else replace(first, year=year_b)
        return [Match(i, j, first), Match(j + 1, last, second)]
    return Match(i - opened, last, Range(first, second))


def two_without_year(w: Words, i: int, row: bool) -> bool:
    """Whether two months that no year follows are months: in a row of a table, behind a preposition, in a list."""
    if is_abbreviated(w, i):
        return False
    return row or w.low(i - 1) in PREPOSITIONS or bool(w.get(i - 1, 'part')) or listed(w, i)
