"""Quarters, half-years, декады, and the first months of a year."""

from __future__ import annotations

from svodka.find.dates import read, read_years
from svodka.find.dates.lexicon import cues
from svodka.find.dates.lists import members
from svodka.find.dates.match import Match, point
from svodka.find.dates.meaning import Calendar, Range
from svodka.find.dates.numbers import MONTHS, PAIR
from svodka.find.dates.read import month_at
from svodka.find.dates.read_years import year_behind
from svodka.find.dates.sight import Words
from svodka.find.rule import rule

PLACES = cues('quarters_of_towns')


@rule(
    'ranked',
    'ordinal',
    'roman',
    'final',
    needs='unit',
    yes={
        'В III квартале 2025 года ждут роста': '2025-07-01/2025-09-30',
        'В первом квартале 2024 года открыли школу': '2024-01-01/2024-03-31',
        'Итоги 4 квартала 2023 г. подведены': '2023-10-01/2023-12-31',
        'Во 2-м квартале цены росли': '2025-04-01/2025-06-30',
        'За I полугодие 2025 г. отчитались все': '2025-01-01/2025-06-30',
        'Во втором полугодии сдадут две школы': '2025-07-01/2025-12-31',
        'В первом полугодии прошлого года прибыль упала': '2024-01-01/2024-06-30',
        'По итогам первого полугодия прибыль упала': '2025-01-01/2025-06-30',
        'В IV кв. 2022 г. спрос упал': '2022-10-01/2022-12-31',
        'В третьем квартале этого года запустят цех': '2025-07-01/2025-09-30',
        'В четвёртом квартале введут пошлину': '2025-10-01/2025-12-31',
        'В I–III кварталах 2024 года добыча росла': '2024-01-01/2024-09-30',
        'Во II и III кварталах шли дожди': '2025-04-01/2025-09-30',
        'В первом и третьем кварталах 2023 года': '2023-01-01/2023-03-31, 2023-07-01/2023-09-30',
        'Во 2–3 кварталах 2024 года ввели шесть школ': '2024-04-01/2024-09-30',
        'В I, II и IV кварталах 2024 года рос экспорт': (
            '2024-01-01/2024-03-31, 2024-04-01/2024-06-30, 2024-10-01/2024-12-31'
        ),
        'В последнем квартале 2024 года спрос упал': '2024-10-01/2024-12-31',
        'Последний квартал обещает быть трудным': '2025-10-01/2025-12-31',
    },
    no=['Участок 2 кв. м', 'Дом в третьем квартале от площади', 'Квартал 12 Московского района'],
)
@point('ranked', 'ordinal', 'roman', 'final')
def part_of_year(w: Words, i: int) -> Match | list[Match] | None:
    """A quarter or a half-year; several of them, single ones and ranges; neighbours of two are one range."""
    if w.get(i, 'final'):
        return last_part(w, i)
    found = members(w, i, number_of_part)
    if not found:
        return None
    j = found[-1].last
    unit = w.get(j, 'unit')
    numbers = [n for m in found for n in (m.number, m.until) if n]
    if unit not in LAST or max(numbers) > LAST[unit] or numbers != sorted(set(numbers)):
        return None
    abbreviated = w.low(j) == 'кв'
    j = read.dot(w, j + 1) if abbreviated else j + 1
    last, year = year_behind(w, j)
    if not year and (abbreviated or w.low(j) in PLACES):
        return None
    if numbers == [numbers[0], numbers[0] + 1] and len(found) == PAIR:
        return Match(i, last, Range(Calendar(unit, year, number=numbers[0]), Calendar(unit, year, number=numbers[1])))
    ends = [m.last for m in found[:-1]] + [last]
    out = []
    for m, end in zip(found, ends, strict=True):
        one = Calendar(unit, year, number=m.number)
        out.append(Match(m.first, end, Range(one, Calendar(unit, year, number=m.until)) if m.until else one))
    return out[0] if len(out) == 1 else out


LAST = {'quarter': 4, 'half': 2}


def number_of_part(w: Words, i: int) -> tuple[int, int] | None:
    found = read.ordinal(w, i) or ((i + 1, w.get(i, 'number')) if w.get(i, 'small') else None)
    return found if found and 1 <= found[1] <= LAST['quarter'] else None


def last_part(w: Words, i: int) -> Match | None:
    """«последний квартал года»; «за последний квартал» is three months up to now."""
    unit = w.get(i + 1, 'unit')
    if unit not in LAST or w.low(i - 1) == 'за' or w.low(i + 1)[-1] in 'хв':
        return None
    last, year = year_behind(w, i + 2)
    if not year and w.low(i + 2) in PLACES:
        return None
    return Match(i, last, Calendar(unit, year, number=LAST[unit]))


@rule(
    'ordinal',
    'ranked',
    'final',
    needs='month',
    yes={
        'В третьей декаде мая подморозило': '2025-05-21/2025-05-31',
        'В первой декаде октября 2025 года стартует чемпионат': '2025-10-01/2025-10-10',
        'Во 2-й декаде июня прошлого года начался сев': '2024-06-11/2024-06-20',
        'В последней декаде февраля таяло': '2025-02-21/2025-02-28',
    },
    no=['Прошла декада искусства', 'Третья декада мастерства'],
)
@point('ordinal', 'ranked')
def third(w: Words, i: int) -> Match | None:
    number = (i + 1, 3) if w.get(i, 'final') else read.ordinal(w, i)
    if not number or number[1] not in (1, 2, 3) or w.get(number[0], 'unit') != 'third':
        return None
    found = month_at(w, number[0] + 1)
    if not found:
        return None
    j, year = year_behind(w, found[0])
    return Match(i, j, Calendar('third', year, found[1], number[1]))


@rule(
    'cardinal',
    'counted',
    'ordinal',
    'which',
    needs='unit',
    yes={
        'По итогам первых двух месяцев этого года рост заметен': '2025-01-01/2025-02-28',
        'За девять месяцев 2024 года добыли больше': '2024-01-01/2024-09-30',
        'За 6 месяцев текущего года сдано жильё': '2025-01-01/2025-06-30',
        'За первые три месяца 2023 года родилось сто детей': '2023-01-01/2023-03-31',
        'За 10 мес. 2024 г. перевезли больше': '2024-01-01/2024-10-31',
        'За 2022, 2023 и 9 месяцев 2024 года построено пять школ': (
            '2022-01-01/2022-12-31, 2023-01-01/2023-12-31, 2024-01-01/2024-09-30'
        ),
    },
    no=['За 6 месяцев он выучил язык', 'Через шесть месяцев после аварии'],
)
@point('cardinal', 'counted', 'ordinal')
def first_months(w: Words, i: int) -> Match | None:
    """«девять месяцев 2024 года» are the first nine."""
    k = i
    if w.get(i, 'ordinal') == 1 and w.low(i)[-1] in 'ехы':
        k = i + 1
    number = read.cardinal(w, k)
    if (
        not number
        or not 1 <= number[1] <= MONTHS
        or w.get(number[0], 'unit') != 'month'
        or w.get(i - 1, 'number')
        or w.low(i - 1) in ('через', 'спустя')
    ):
        return None
    found = read_years.year(w, read.dot(w, number[0] + 1) if w.low(number[0]) == 'мес' else number[0] + 1)
    return Match(i, found[0], Calendar('months', found[1], 1, number[1])) if found else None
