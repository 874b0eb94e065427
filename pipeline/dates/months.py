"""Months, quarters, half-years, seasons and декады, and ranges of them."""

from __future__ import annotations

from dataclasses import replace

from pipeline.dates import read
from pipeline.dates.lexicon import cues
from pipeline.dates.meaning import SHIFT, Calendar, Range, Year
from pipeline.dates.read import WHOLE_MONTHS, month_at, named, year_behind
from pipeline.dates.rule import Match, point, rule
from pipeline.dates.words import Words

PREPOSITIONS = cues('before_a_month')
NOMINATIVE = cues('months_nominative')


FEW_DAYS = cues('few_days')


def which_before(w: Words, i: int) -> str | None:
    which = w.get(i - 1, 'which')
    return which if which in SHIFT else None


@rule(
    'month',
    yes={
        'В мае 2024 года создан совет': '2024-05-01/2024-05-31',
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
    k = j + (w.low(j) == '(')
    j2, year = year_behind(w, k)
    if year and k > j:
        j2, year = (j2 + 1, year) if w.low(j2) == ')' else (j, None)
    if year:
        return Match(i, j2, Calendar('month', year, number))
    which = which_before(w, i)
    if (
        (w.titled(i) and i > 0 and not w.text(i).isupper())
        or j > i + 1
        or (len(w.low(i)) <= 4 and w.low(i) not in WHOLE_MONTHS)
    ):
        return None
    if which:
        return Match(i - 1, i + 1, Calendar('month', None, number, which=which))  # type: ignore[arg-type]
    if w.low(i - 1) in PREPOSITIONS or w.get(i - 1, 'part') or w.dash(i - 1) or w.low(i - 1) in FEW_DAYS:
        return Match(i, i + 1, Calendar('month', None, number))
    if (
        w.low(i) in NOMINATIVE
        and not w.titled(i + 1)
        and (i == 0 or w.part_of_speech(i - 1) in ('ADJ', 'DET'))
        and w.low(i + 1) != '»'
    ):
        return Match(i, i + 1, Calendar('month', None, number))
    return None


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
    },
)
@point('month')
def months(w: Words, i: int) -> Match | list[Match] | None:
    """Two months that share a year; neighbouring months joined by «и» are one range."""
    a = month_at(w, i)
    if not a or named(w, i):
        return None
    j, year = year_behind(w, a[0])
    opened = w.low(i - 1) in ('с', 'со', 'c')
    sign = w.low(j)
    if not (w.dash(j) or sign in ('и', 'или') or (opened and sign in ('по', 'до'))):
        return None
    b = month_at(w, j + 1)
    if not b or w.get(j + 1, 'number'):
        return None
    last, year_b = year_behind(w, b[0])
    if not (year_b or w.low(i - 1) in PREPOSITIONS or w.get(i - 1, 'part')) or (
        len(w.low(i)) <= 4 and w.low(i) not in WHOLE_MONTHS and not year_b
    ):
        return None
    first, second = Calendar('month', year, a[1]), Calendar('month', year_b, b[1])
    if sign in ('и', 'или') and (b[1] != a[1] + 1 or year):
        if year is None:
            first = replace(first, year=year_b)
        return [Match(i, j, first), Match(j + 1, last, second)]
    return Match(i - (opened and sign in ('по', 'до')), last, Range(first, second))


QUARTERS = {1: 4, 2: 2}


@rule(
    'ranked',
    'ordinal',
    'roman',
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
    },
    no=['Участок 2 кв. м', 'Дом в третьем квартале от площади', 'Квартал 12 Московского района'],
)
@point('ranked', 'ordinal', 'roman')
def part_of_year(w: Words, i: int) -> Match | None:
    """A quarter or a half-year."""
    number = read.ordinal(w, i) or ((i + 1, w.get(i, 'number')) if w.get(i, 'number') else None)
    if not number or not number[1] or number[1] > 4:
        return None
    j, a = number
    b = None
    if (w.dash(j) or w.low(j) == 'и') and (following := read.ordinal(w, j + 1)):
        j, b = following
    unit = w.get(j, 'unit')
    if unit not in ('quarter', 'half') or (unit == 'half' and max(a, b or 0) > 2) or (b is not None and not a < b <= 4):
        return None
    abbreviated = w.low(j) == 'кв'
    j = read.dot(w, j + 1) if abbreviated else j + 1
    last, year = year_behind(w, j)
    if not year and (abbreviated or w.low(j) in PLACES):
        return None
    if b is not None and w.low(number[0]) == 'и' and b != a + 1:
        return None
    first = Calendar(unit, year, number=a)
    return Match(i, last, Range(first, Calendar(unit, year, number=b)) if b else first)


@rule(
    'ordinal',
    'ranked',
    'final',
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


PREPARATION = ('готов', 'подготов')  # «подготовка к зиме» is no date
PLACES = cues('quarters_of_towns')
ADVERBIAL = cues('seasons_adverbial')


@rule(
    'season',
    'which',
    yes={
        'Осенью 2025 года пройдёт перепись': '2025-09-01/2025-11-30',
        'Этим летом побит рекорд': '2025-06-01/2025-08-31',
        'Прошлой осенью собрали урожай': '2024-09-01/2024-11-30',
        'Прошлой зимой лёд был тонким': '2024-12-01/2025-02-28',
        'Зимой 2023–2024 годов снега было мало': '2023-12-01/2024-02-29',
        'Весной мост отремонтировали': '2025-03-01/2025-05-31',
        'Следующим летом построят пляж': '2026-06-01/2026-08-31',
        'К весне 2026 года дорогу сдадут': '2026-03-01/2026-05-31',
        'Летом прошлого года было жарко': '2024-06-01/2024-08-31',
        'Минувшей весной посадили сад': '2025-03-01/2025-05-31',
        'Лето 2022 года запомнилось засухой': '2022-06-01/2022-08-31',
        'Летом мы планируем открыть лагерь': '2026-06-01/2026-08-31',
    },
    no=['Идёт подготовка к зиме', 'Команда Зимы победила', 'Ему сто лет', 'Запах осени'],
)
@point('season', 'which')
def season(w: Words, i: int) -> Match | None:
    which = w.get(i, 'which')
    k = i + 1 if which in SHIFT else i
    name = w.get(k, 'season')
    if not name:
        return None
    if which:
        return Match(i, k + 1, Calendar('season', season=name, which=which))
    j, year = year_behind(w, k + 1)
    if (
        (first := w.get(k + 1, 'year_like'))
        and (w.dash(k + 2) or w.low(k + 2) == '/')
        and (second := w.get(k + 3, 'number')) is not None
    ):
        end = second if second > 999 else first - first % 100 + second
        if end == first + 1:
            j = k + 4
            if w.low(j) in read.YEAR_WORDS | read.YEARS_WORDS:
                j = read.dot(w, j + 1) if w.low(j) in ('г', 'гг') else j + 1
            return Match(i, j, Calendar('season', Year(end if name == 'winter' else first), season=name))
    if year:
        return Match(i, j, Calendar('season', year, season=name))
    if w.low(k - 2).startswith(PREPARATION):
        return None
    if (w.low(k) in ADVERBIAL and not (w.titled(k) and k > 0)) or (
        w.low(k - 1) in ('к', 'до', 'с') and w.part_of_speech(k) == 'NOUN' and not w.titled(k)
    ):
        return Match(k, k + 1, Calendar('season', season=name))
    return None


@rule(
    'cardinal',
    'counted',
    'ordinal',
    'which',
    yes={
        'По итогам первых двух месяцев этого года рост заметен': '2025-01-01/2025-02-28',
        'За девять месяцев 2024 года добыли больше': '2024-01-01/2024-09-30',
        'За 6 месяцев текущего года сдано жильё': '2025-01-01/2025-06-30',
        'За первые три месяца 2023 года родилось сто детей': '2023-01-01/2023-03-31',
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
        or not 1 <= number[1] <= 12
        or w.get(number[0], 'unit') != 'month'
        or w.get(i - 1, 'number')
        or w.low(i - 1) in ('через', 'спустя')
    ):
        return None
    found = read.year(w, number[0] + 1)
    return Match(i, found[0], Calendar('months', found[1], 1, number[1])) if found else None
