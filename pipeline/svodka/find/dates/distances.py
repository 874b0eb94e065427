"""Days, weeks, months and years by how far they lie: «три дня назад», «через неделю», «годом ранее»."""

from __future__ import annotations

from svodka.find.dates import read
from svodka.find.dates.lexicon import cues
from svodka.find.dates.match import Match
from svodka.find.dates.meaning import Base, Shift
from svodka.find.dates.sight import Words
from svodka.find.rule import rule

SOME = cues('some')
ONE_UNIT = cues('one_unit')
NOT_BEFORE = SOME - {'пару'} | {'через', 'спустя'}
HALVES = {'полгода': ('month', 6), 'полвека': ('year', 50), 'полмесяца': ('day', 15)}
PLURALS = cues('units_plural')
PLURAL_UNITS = cues('units_after_a_number')
BY = cues('units_instrumental')


def amount(w: Words, i: int) -> tuple[int, str, int] | None:
    """Behind «три дня», «год», «полгода», «полвека»: the unit and how many; «полтора года» counts in months."""
    if w.low(i) in HALVES:
        return i + 1, *HALVES[w.low(i)]
    if (halved := with_half(w, i)) is not None:
        return halved
    number = read.cardinal(w, i)
    j, count = number if number else (i, 1)
    unit = w.get(j, 'unit')
    if unit is None or w.low(j) in ('г', 'гг', 'кв', 'мес', 'вв') or (not number and w.low(j) in PLURALS) or count < 1:
        return None
    if w.get(i, 'amount'):
        return (j + 1, 'month', 18) if unit == 'year' else None
    return j + 1, unit, count


def with_half(w: Words, i: int) -> tuple[int, str, int] | None:
    """«два с половиной года» and «пол года», in months."""
    if w.low(i) == 'пол' and w.low(i + 1) == 'года':
        return i + 2, 'month', 6
    number = read.cardinal(w, i)
    if not number or w.low(number[0]) != 'с' or w.low(number[0] + 1) != 'половиной':
        return None
    unit = {'year': 12, 'decade': 120}.get(w.get(number[0] + 2, 'unit') or '')
    return (number[0] + 3, 'month', number[1] * unit + unit // 2) if unit else None


def steps(unit: str, count: int, sign: int, base: Base) -> Shift:
    """Weeks and days are counted to the day; longer units give the whole month or year."""
    if unit == 'week':
        return Shift('day', 7 * count * sign, base)
    if unit == 'decade':
        return Shift('year', 10 * count * sign, base)
    if unit == 'century':
        return Shift('year', 100 * count * sign, base)
    return Shift(unit, count * sign, base)


@rule(
    'counted',
    'cardinal',
    'unit',
    'amount',
    'approximate',
    'half_word',
    needs='ago_word',
    yes={
        'Три дня назад сошёл снег': '2025-09-22',
        '80 лет назад кончилась война': '1945-01-01/1945-12-31',
        'Год назад здесь был пустырь': '2024-01-01/2024-12-31',
        'Две недели назад началась вахта': '2025-09-11',
        'Месяц назад сменили директора': '2025-08-01/2025-08-31',
        'Полгода назад открыли кафе': '2025-03-01/2025-03-31',
        'Почти 20 лет назад вышел закон': '2005-01-01/2005-12-31',
        'Сто лет назад построили плотину': '1925-01-01/1925-12-31',
        'Неделю назад приходил мастер': '2025-09-18',
        'Двадцать пять лет назад появился фонд': '2000-01-01/2000-12-31',
        'Полвека назад возвели дом': '1975-01-01/1975-12-31',
        'Более 10 лет тому назад он ушёл': '2015-01-01/2015-12-31',
        'Два с половиной года назад запустили канатную дорогу': '2023-03-01/2023-03-31',
        'Трое суток назад отключили воду': '2025-09-22',
        'Лет пятьдесят назад тут рос лес': '1975-01-01/1975-12-31',
        'Пол года назад открыли тир': '2025-03-01/2025-03-31',
    },
    no=[
        'Несколько дней назад он вернулся',
        'Он сделал два шага назад',
        'Два часа назад отключили свет',
        'Много лет назад жил король',
        'Годы назад',
    ],
)
def ago(w: Words, i: int) -> Match | None:
    j = i
    while j < i + 4 and (w.get(j, 'approximate') or w.low(j) == 'чем'):
        j += 1
    turned = roughly(w, j)
    found = turned or amount(w, j)
    if not found or (j == i and w.get(i - 1, 'approximate')) or w.get(i - 1, 'cardinal') or w.get(i - 1, 'number'):
        return None
    last, unit, count = found
    last += w.low(last) == 'тому'
    if w.low(last) != 'назад' or not unit or (j == i and w.get(i, 'unit') and not alone(w, i) and not turned):
        return None
    return Match(i, last + 1, steps(unit, count, -1, 'published'))


@rule(
    'before_it',
    yes={
        'Суд состоялся 5 июня. За день до этого дело закрыли': '2025-06-05, 2025-06-04',
        'Мост сдали в 2015 году, а за два года до этого снесли старый': '2015-01-01/2015-12-31, 2013-01-01/2013-12-31',
    },
    no=['За день до матча он заболел', 'За час до этого позвонили'],
)
def before_this(w: Words, i: int) -> Match | None:
    """«за день до этого»."""
    found = amount(w, i + 1)
    if not found or not found[1] or w.low(found[0]) != 'до' or w.low(found[0] + 1) not in ('этого', 'того'):
        return None
    return Match(i, found[0] + 2, steps(found[1], found[2], -1, 'narrated'))


def roughly(w: Words, i: int) -> tuple[int, str, int] | None:
    """«лет пятьдесят»: the unit in front of its number."""
    number = read.cardinal(w, i + 1) if w.low(i) in PLURAL_UNITS else None
    return (number[0], w.get(i, 'unit'), number[1]) if number and number[1] > 1 else None


def alone(w: Words, i: int) -> bool:
    """Whether the unit at piece i has no word of amount before it («несколько дней назад» is no date)."""
    return w.low(i - 1) not in SOME and w.low(i) in ONE_UNIT


@rule(
    'through',
    yes={
        'Через три дня поезд прибудет': '2025-09-28',
        'Через неделю начнут топить': '2025-10-02',
        'Через два года дорога свяжет города': '2027-01-01/2027-12-31',
        'Через месяц объявят итоги': '2025-10-01/2025-10-31',
        'Через полгода завершат ремонт': '2026-03-01/2026-03-31',
        'Лет через пять построят метро': '2030-01-01/2030-12-31',
        'Съезд закрылся 5 мая. Через два дня делегаты уехали': '2025-05-05, 2025-05-07',
    },
    no=[
        'Через час начнётся матч',
        'Он прошёл через годы испытаний',
        'Через несколько лет всё изменится',
        'Лекарство дают через день',
        'Через неделю после аварии дали газ',
    ],
)
def through(w: Words, i: int) -> Match | None:
    """«через неделю»: from publication, in a told past from the day told about."""
    if turned := roughly_ahead(w, i):
        return turned
    k = i + 1
    while k < i + 4 and w.get(k, 'approximate'):
        k += 1
    found = amount(w, k)
    if (
        not found
        or not found[1]
        or w.low(found[0]) in ('после', 'с', 'от')
        or w.low(k) == 'день'
        or w.low(k) in PLURALS
    ):
        return None
    return Match(i, found[0], steps(found[1], found[2], 1, 'tensed'))


def roughly_ahead(w: Words, i: int) -> Match | None:
    """«лет через пять»."""
    unit = w.get(i - 1, 'unit') if w.low(i - 1) in PLURAL_UNITS else None
    number = read.cardinal(w, i + 1) if unit else None
    if not unit or not number or w.get(number[0], 'unit'):
        return None
    return Match(i - 1, number[0], steps(unit, number[1], 1, 'tensed'))


@rule(
    'counted',
    'cardinal',
    'unit',
    'half_word',
    needs='later_word',
    yes={
        'Завод открыли в 2010 году. Годом ранее заложили камень': '2010-01-01/2010-12-31, 2009-01-01/2009-12-31',
        'Годом ранее прибыль была выше': '2024-01-01/2024-12-31',
        'Суд прошёл 10 июня. Днём ранее дело закрыли': '2025-06-10, 2025-06-09',
        'Он уехал в 1990 году. Пять лет спустя вернулся': '1990-01-01/1990-12-31, 1995-01-01/1995-12-31',
        'Двумя годами ранее он стал чемпионом': '2023-01-01/2023-12-31',
        'Театр сгорел в 1980 году, два года спустя его отстроили': '1980-01-01/1980-12-31, 1982-01-01/1982-12-31',
    },
    no=[
        'Днём ранее шести не звоните',
        'Годами позже не считается',
        'Книга «Города и реки: тридцать лет спустя» уже в продаже',
    ],
)
def earlier_later(w: Words, i: int) -> Match | None:
    """«годом ранее», «два года спустя»: from what was told before, otherwise from publication."""
    found = amount(w, i)
    if not found or not found[1] or w.get(i - 1, 'number') or w.get(i - 1, 'cardinal') or w.low(i - 1) in NOT_BEFORE:
        return None
    j, unit, count = found
    if w.low(j) == 'спустя' and w.low(j + 1) != 'после':
        return Match(i, j + 1, steps(unit, count, 1, 'narrated'))
    by = w.low(j - 1) in BY
    if by and w.low(j) in ('ранее', 'раньше') and not (w.get(j + 1, 'number') or w.get(j + 1, 'cardinal')):
        return Match(i, j + 1, steps(unit, count, -1, 'either'))
    if by and w.low(j) in ('позже', 'позднее'):
        return Match(i, j + 1, steps(unit, count, 1, 'narrated'))
    return None
