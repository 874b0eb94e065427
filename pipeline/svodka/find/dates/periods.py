"""Parts of a period («начало мая», «вторая половина XIX века») and ranges between any two dates."""

from __future__ import annotations

from dataclasses import replace

from svodka.find.dates import calendar as on
from svodka.find.dates import read
from svodka.find.dates.match import Match, point, read_point
from svodka.find.dates.meaning import Calendar, Fixed, Range, Shift, Year
from svodka.find.dates.months import FEW_DAYS
from svodka.find.dates.numbers import HALVES
from svodka.find.dates.read import moved
from svodka.find.dates.read_years import counts
from svodka.find.dates.sight import Words
from svodka.find.dates.years import FIRST_BARE, LAST_BARE
from svodka.find.rule import rule


@rule(
    'part',
    'ordinal',
    'final',
    yes={
        'В начале мая 2024 года цвели сады': '2024-05-01/2024-05-31',
        'В конце лета шли дожди': '2025-06-01/2025-08-31',
        'К концу зимы дамбу укрепят': '2025-12-01/2026-02-28',
        'В начале мая и конце июня 2023 года шёл град': '2023-05-01/2023-05-31, 2023-06-01/2023-06-30',
        'В конце августа стояла жара': '2025-08-01/2025-08-31',
        'К середине октября закончат': '2025-10-01/2025-10-31',
        'В конце 1990-х годов город рос': '1990-01-01/1999-12-31',
        'В начале 2019 он уволился': '2019-01-01/2019-12-31',
        'В начале XX века пустили трамвай': '1901-01-01/2000-12-31',
        'В середине 2023 года сменили главу': '2023-01-01/2023-12-31',
        'С начала этого года продано много': '2025-01-01/2025-12-31',
        'В конце прошлой недели прошёл ливень': '2025-09-15/2025-09-21',
        'К концу лета 2022 года достроили': '2022-06-01/2022-08-31',
        'В первых числах ноября пойдёт снег': '2025-11-01/2025-11-30',
        'В последних числах января было морозно': '2025-01-01/2025-01-31',
        'В самом начале июня он уехал': '2025-06-01/2025-06-30',
        'В конце прошлого года сдали мост': '2024-01-01/2024-12-31',
    },
    no=[
        'В начале встречи он молчал',
        'В конце концов он согласился',
        'Начало положено',
        'В первых числах натурального ряда',
    ],
)
@point('part')
def part(w: Words, i: int) -> Match | None:
    """«начало», «середина», «конец» of a period are all of it."""
    if w.get(i, 'part') in ('begin', 'middle', 'end'):
        j = i + 1
    elif (
        (w.get(i, 'ordinal') == 1 or w.get(i, 'final'))
        and w.low(i + 1) in FEW_DAYS
        and (w.get(i + 2, 'month') or w.get(i + 2, 'which'))
    ):
        j = i + 2
    else:
        return None
    found = whole(w, j) or bare(w, j)
    return Match(i, found.last, found.meaning) if found else None


def bare(w: Words, j: int) -> Match | None:
    """The year of «в конце 2024», the century of «в конце XVIII — начале XIX века»."""
    if (number := w.get(j, 'roman')) and w.dash(j + 1) and w.get(j + 2, 'part'):  # «конце XVIII — начале XIX века»
        return Match(j, j + 1, Fixed(on.century(number)))
    number = w.get(j, 'year_like')
    if (
        not number
        or not FIRST_BARE <= number <= LAST_BARE
        or (w.glued(j) and w.low(j + 1) not in ('.', ',', ';', ')', '»'))
        or counts(w, j + 1)
    ):
        return None
    return Match(j, j + 1, Calendar('year', Year(number)))


def whole(w: Words, j: int) -> Match | None:
    """A period longer than a day that starts at piece j, and is itself no part of one: parts do not nest."""
    if w.get(j, 'part') or w.get(j + 1, 'part'):
        return None
    found = read_point(w, j)
    if not isinstance(found, Match):
        return None
    unit = (
        found.meaning.unit
        if isinstance(found.meaning, Calendar | Shift)
        else ''
        if isinstance(found.meaning, Fixed)
        else 'day'
    )
    return None if unit == 'day' else found


@rule(
    'ordinal',
    'ranked',
    'roman',
    'final',
    needs='part',
    yes={
        'В первой половине мая 2025 года было тепло': '2025-05-01/2025-05-15',
        'Во второй половине XIX века построили дорогу': '1851-01-01/1900-12-31',
        'Во второй половине июня шли дожди': '2025-06-16/2025-06-30',
        'В первой половине 2024 года рос спрос': '2024-01-01/2024-06-30',
        'Во второй половине года подорожает': '2025-07-01/2025-12-31',
        'Во второй половине этого года сдадут дом': '2025-07-01/2025-12-31',
        'В первой половине 1990-х годов было трудно': '1990-01-01/1994-12-31',
        'В первой трети XX века': '1901-01-01/1933-12-31',
        'В последней четверти XIX века': '1876-01-01/1900-12-31',
    },
    no=['Во второй половине дня прошёл дождь', 'В первой половине матча забили гол', 'Первая половина зала'],
)
@point('ordinal', 'ranked')
def half(w: Words, i: int) -> Match | None:
    number = (i + 1, 0) if w.get(i, 'final') else read.ordinal(w, i)
    kind = w.get(number[0], 'part') if number else None
    pieces = SHARES.get(kind or '', 0)
    if not number or not pieces:
        return None
    j, ordinal = number[0] + 1, number[1] or pieces
    if not 1 <= ordinal <= pieces:
        return None
    if w.low(j) == 'года' and pieces == HALVES:
        return Match(i, j + 1, Calendar('year', Year(shift=0), piece=ordinal - 1, pieces=2))
    found = whole(w, j)
    if not found:
        return None
    if isinstance(found.meaning, Fixed):
        cut = share(found.meaning.interval, ordinal - 1, pieces)
        return Match(i, found.last, Fixed(cut)) if cut else None
    if isinstance(found.meaning, Calendar) and found.meaning.unit in ('year', 'month') and pieces == HALVES:
        return Match(i, found.last, replace(found.meaning, piece=ordinal - 1, pieces=2))
    return None


SHARES = {'half': 2, 'third': 3, 'fourth': 4}


def share(interval: on.Interval, piece: int, pieces: int) -> on.Interval | None:
    """A half or a third of a century or a decade, in whole years."""
    if interval.start is None or interval.stop is None:
        return None
    first, count = interval.start.year, interval.stop.year - interval.start.year + 1
    a, b = first + piece * count // pieces, first + (piece + 1) * count // pieces - 1
    return on.years(a, b, interval.unit)


@rule(
    'any',
    yes={
        'Форум пройдёт с 28 сентября по 3 октября 2025 г. в столице': '2025-09-28/2025-10-03',
        'Сессия продлится 28 сентября – 3 октября 2025 года': '2025-09-28/2025-10-03',
        'С 30 июня по 2 июля 2023 г. шла экспедиция': '2023-06-30/2023-07-02',
        'Дорогу строили с 5 октября 2024 года по апрель 2025 года': '2024-10-05/2025-04-30',
        'Приём идёт с 15 сентября 2025 года до 15 января 2026 года': '2025-09-15/2026-01-15',
        'В период с 1 июля по 31 августа здесь работал лагерь': '2025-07-01/2025-08-31',
        'С 20 декабря по 10 января 2024 года школы отдыхали': '2023-12-20/2024-01-10',
        'С 1 мая 2023 года по 15 июня шёл ремонт': '2023-05-01/2023-06-15',
        'Рост длился с конца 1990-х до середины 2000-х годов': '1990-01-01/2009-12-31',
        'В конце октября – начале ноября выпадет снег': '2025-10-01/2025-11-30',
        'С четверга, 11 сентября, по воскресенье, 14 сентября, шёл фестиваль': '2025-09-11/2025-09-14',
        'Выставка работала с 5 апреля по 12 мая': '2025-04-05/2025-05-12',
        '1 июня — 31 августа 2024 года бассейн закрыт': '2024-06-01/2024-08-31',
        'В конце 2024 — начале 2025 года цены росли': '2024-01-01/2025-12-31',
        'В конце XVIII — начале XIX века жил зодчий': '1701-01-01/1900-12-31',
        'С 2019 года по июнь 2021 года он служил': '2019-01-01/2021-06-30',
        'План на 01.2026–03.2026 утверждён': '2026-01-01/2026-03-31',
        'Он служил с 2015 по 5 мая 2017 года': '2015-01-01/2017-05-05',
        'Скульптор (5 мая 1932 — 12 июня 2001) жил в Бресте': '1932-05-05/2001-06-12',
        'Учёный (1932 — 12 июня 2001) жил в Туле': '1932-01-01/2001-06-12',
        'Гастроли: 28 октября 2025 – 3 ноября 2025': '2025-10-28/2025-11-03',
    },
    no=['С утра до вечера шёл снег', 'От забора до обеда', 'С 10:00 до 18:00 открыто'],
)
def between(w: Words, i: int) -> Match | None:
    """«с A по B», «A – B» of any two dates."""
    a = read_point(w, i)
    if not a:
        return None
    opened = w.low(i - 1) in ('с', 'со', 'c')
    j = a.last
    j += opened and w.low(j) == ','
    among = w.low(i - 1) == 'между' and w.low(j) == 'и'
    if not (w.dash(j) or among or (opened and w.low(j) in ('по', 'до', 'на'))) or (w.low(j) == 'на' and moved(w, i)):
        return None
    b = read_point(w, j + 1)
    if not b or isinstance(a.meaning, Range) or isinstance(b.meaning, Range):
        return None
    return Match(i - (opened and not w.dash(j)), b.last, Range(a.meaning, b.meaning))
