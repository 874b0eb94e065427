"""Days, weeks, months and years by their distance from the day of the text, or from the day it tells about."""

from __future__ import annotations

from pipeline.dates import read
from pipeline.dates.meaning import SHIFT, Base, Shift, Stretch
from pipeline.dates.rule import Match, point, rule
from pipeline.dates.words import Words, cues

PERIODS = ('week', 'month', 'quarter', 'half', 'decade', 'century')
SINGULAR = cues('periods_singular')


@rule(
    'adverb',
    yes={
        'Вчера стороны обменялись нотами': '2025-09-24',
        'Послезавтра огласят итоги': '2025-09-27',
        'Пожар случился позавчера': '2025-09-23',
        'Сегодня министр встретился с послом': '2025-09-25',
        'Завтра откроется выставка': '2025-09-26',
        'Сегодня утром прошёл дождь': '2025-09-25',
        'Мы рассмотрим сегодня два вопроса': '2025-09-25',
        'Комиссия сегодня утвердила смету': '2025-09-25',
        'Завтра в 10:00 начнётся забег': '2025-09-26',
    },
    no=[
        'Сегодня отрасль развивается быстро',
        'На сегодня это главный рынок',
        'И сегодня, и в будущем это важно',
        'Сегодня в стране действуют сто школ',
        'Сегодня, когда мир меняется, это важно',
        'Думать о завтрашнем дне',
        'Наше «завтра» зависит от детей',
        'Завод сегодня выпускает тракторы',
    ],
)
@point('adverb')
def adverb(w: Words, i: int) -> Match | None:
    if w.low(i - 1) in ('«', '„') and w.low(i + 1) in ('»', '“'):
        return None
    return Match(i, i + 1, Shift('day', w.get(i, 'adverb')))


@rule(
    'days_own',
    yes={
        'С сегодняшнего дня отменены маски': '2025-09-25',
        'До завтрашнего дня дорога закрыта': '2025-09-26',
        'Со вчерашнего дня идёт снег': '2025-09-24',
    },
    no=['На сегодняшний день построено сто школ', 'Реалии сегодняшнего дня суровы', 'Мысли о завтрашнем дне'],
)
def todays_day(w: Words, i: int) -> Match | None:
    """«с сегодняшнего дня»; elsewhere «сегодняшний день» is nowadays."""
    if w.low(i - 1) not in ('с', 'со', 'до') or w.low(i + 1) != 'дня':
        return None
    return Match(i, i + 2, Shift('day', w.get(i, 'days_own')))


@rule(
    'eve',
    yes={
        'Накануне министр посетил завод': '2025-09-24',
        'Об этом стало известно накануне': '2025-09-24',
        '12 мая прошла встреча. Накануне стороны согласовали текст': '2025-05-12, 2025-05-11',
    },
    no=['Накануне выборов город украсили', 'Накануне визита прошли учения', 'Они встретились накануне старта'],
)
def eve(w: Words, i: int) -> Match | None:
    """«накануне» is the day before, unless it governs an event («накануне выборов»)."""
    k = i + 1
    if w.part_of_speech(k) in ('ADJ', 'NOUN', 'DET', 'PROPN', 'NUM') and w.has(k, 'Case=Gen'):
        return None
    return Match(i, k, Shift('day', -1, 'either'))


@rule(
    'which',
    'other',
    yes={
        'Матч сыграли 8 августа. На следующий день команда улетела': '2025-08-08, 2025-08-09',
        'Суд прошёл 4 июля. В тот же день его отпустили': '2025-07-04, 2025-07-04',
        'Он приехал 1 мая, а на другой день заболел': '2025-05-01, 2025-05-02',
    },
    no=['В этот день мы вспоминаем героев', 'В наши дни это редкость', 'На днях откроют кафе', 'Изо дня в день'],
)
def narrated_day(w: Words, i: int) -> Match | None:
    """«в тот же день», «на следующий день» count from the day told about before."""
    which, j = w.get(i, 'which'), i + 1
    count = 1 if which == 'next' or w.get(i, 'other') else 0
    if which in ('same', 'this'):
        j += w.low(j) == 'же'
        if w.low(j - 1) != 'же':
            return None
    elif not count:
        return None
    if w.low(j) not in ('день', 'дня', 'дню'):
        return None
    if w.low(j + 1) == 'после':
        return None
    return Match(i, j + 1, Shift('day', count, 'narrated'))


@rule(
    'which',
    yes={
        'На прошлой неделе внесли проект': '2025-09-15/2025-09-21',
        'На этой неделе ждут снега': '2025-09-22/2025-09-28',
        'На следующей неделе начнут ремонт': '2025-09-29/2025-10-05',
        'В этом месяце сдадут цех': '2025-09-01/2025-09-30',
        'В прошлом месяце цены упали': '2025-08-01/2025-08-31',
        'В следующем месяце откроют мост': '2025-10-01/2025-10-31',
        'В прошлом квартале прибыль выросла': '2025-04-01/2025-06-30',
        'За минувшую неделю выпало много дождей': '2025-09-15/2025-09-21',
        'В текущем полугодии сдадут школу': '2025-07-01/2025-12-31',
        'В текущем десятилетии закончат': '2020-01-01/2029-12-31',
        'На позапрошлой неделе шли учения': '2025-09-08/2025-09-14',
        'На будущей неделе приедет посол': '2025-09-29/2025-10-05',
    },
    no=[
        'В этом квартале города тихо',
        'За последние недели он устал',
        'В ближайшие месяцы ясности не будет',
        'Эти недели были трудны',
    ],
)
@point('which')
def pointed_period(w: Words, i: int) -> Match | None:
    which, unit = w.get(i, 'which'), w.get(i + 1, 'unit')
    if (
        which not in SHIFT
        or unit not in PERIODS
        or w.low(i + 1) not in SINGULAR
        or (w.low(i)[-1] in 'ихы' and w.low(i)[-2:] not in ('ий', 'ый'))
    ):
        return None
    if which == 'coming' and (unit != 'week' or not w.low(i).startswith(('предстоящ', 'наступающ'))):
        return None
    if unit == 'quarter' and w.part_of_speech(i + 2) in ('NOUN', 'PROPN') and w.has(i + 2, 'Case=Gen'):
        return None
    return Match(i, i + 2, Shift(unit, SHIFT[which]))


def amount(w: Words, i: int) -> tuple[int, str, int] | None:
    """Behind «три дня», «год», «полгода», «полвека»: the unit and how many; «полтора года» counts in months."""
    if w.low(i) in HALVES:
        return i + 1, *HALVES[w.low(i)]
    number = read.cardinal(w, i)
    j, count = number if number else (i, 1)
    unit = w.get(j, 'unit')
    if unit is None or w.low(j) in ('г', 'гг', 'кв', 'мес', 'вв') or (not number and w.low(j) in PLURALS) or count < 1:
        return None
    if w.get(i, 'amount'):
        return (j + 1, 'month', 18) if unit == 'year' else None
    return j + 1, unit, count


HALVES = {'полгода': ('month', 6), 'полвека': ('year', 50), 'полмесяца': ('day', 15), 'четверть': ('', 0)}
PLURALS = cues('units_plural')


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
    found = amount(w, j)
    if not found or (j == i and w.get(i - 1, 'approximate')) or w.get(i - 1, 'cardinal') or w.get(i - 1, 'number'):
        return None
    last, unit, count = found
    last += w.low(last) == 'тому'
    if w.low(last) != 'назад' or not unit or (j == i and w.get(i, 'unit') and not alone(w, i)):
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


@rule(
    'final',
    yes={
        'За последние пять лет построено 40 школ': '2020-09-25/2025-09-25',
        'За последний год цены выросли': '2024-09-25/2025-09-25',
        'В последние 10 дней шли дожди': '2025-09-15/2025-09-25',
        'За последнее десятилетие город изменился': '2015-09-25/2025-09-25',
        'За последние полгода уволились трое': '2025-03-25/2025-09-25',
        'За последние три месяца собрано много зерна': '2025-06-25/2025-09-25',
    },
    no=[
        'В последние годы он болел',
        'В последние дни похолодало',
        'В последний день чемпионата',
        'Последние две недели лета',
        'Последний год обучения',
    ],
)
def last_amount(w: Words, i: int) -> Match | None:
    """«последние пять лет»: a stretch that ends on the day of publication."""
    found = amount(w, i + 1)
    if not found or found[1] not in ('day', 'week', 'month', 'year', 'decade') or w.low(i - 1) not in ('за', 'в'):
        return None
    last, unit, count = found
    number = w.get(i + 1, 'unit') is None
    if (not number and (unit == 'day' or w.low(i).endswith('ие'))) or w.has(last, 'Case=Gen'):
        return None
    return Match(i, last, Stretch(unit, count))


def alone(w: Words, i: int) -> bool:
    """Whether the unit at piece i has no word of amount before it («несколько дней назад» is no date)."""
    return w.low(i - 1) not in ('несколько', 'много', 'пару', 'нескольких') and w.low(i) in (
        'год',
        'неделю',
        'месяц',
        'день',
        'сутки',
        'век',
        'столетие',
        'десятилетие',
        'квартал',
    )


@rule(
    'through',
    yes={
        'Через три дня поезд прибудет': '2025-09-28',
        'Через неделю начнут топить': '2025-10-02',
        'Через два года дорога свяжет города': '2027-01-01/2027-12-31',
        'Через месяц объявят итоги': '2025-10-01/2025-10-31',
        'Через полгода завершат ремонт': '2026-03-01/2026-03-31',
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


@rule(
    'counted',
    'cardinal',
    'unit',
    'half_word',
    yes={
        'Завод открыли в 2010 году. Годом ранее заложили камень': '2010-01-01/2010-12-31, 2009-01-01/2009-12-31',
        'Годом ранее прибыль была выше': '2024-01-01/2024-12-31',
        'Суд прошёл 10 июня. Днём ранее дело закрыли': '2025-06-10, 2025-06-09',
        'Он уехал в 1990 году. Пять лет спустя вернулся': '1990-01-01/1990-12-31, 1995-01-01/1995-12-31',
        'Двумя годами ранее он стал чемпионом': '2023-01-01/2023-12-31',
        'Театр сгорел в 1980 году, два года спустя его отстроили': '1980-01-01/1980-12-31, 1982-01-01/1982-12-31',
    },
    no=['Днём ранее шести не звоните', 'Годами позже не считается'],
)
def earlier_later(w: Words, i: int) -> Match | None:
    """«годом ранее», «два года спустя»: from what was told before, otherwise from publication."""
    found = amount(w, i)
    if (
        not found
        or not found[1]
        or w.get(i - 1, 'number')
        or w.get(i - 1, 'cardinal')
        or w.low(i - 1) in ('несколько', 'через', 'спустя', 'много', 'нескольких')
    ):
        return None
    j, unit, count = found
    by = w.low(j - 1) in ('годом', 'днем', 'месяцем', 'неделей', 'годами', 'днями', 'месяцами', 'неделями', 'веком')
    if (
        w.low(j) == 'спустя' and w.low(j + 1) not in ('после',) and w.low(j - 1) not in PLURALS | {'год'} - {'год'}
    ) or (w.low(j) == 'спустя' and w.low(j - 1) in ('лет', 'дней', 'недель', 'месяцев', 'год')):
        return Match(i, j + 1, steps(unit, count, 1, 'narrated'))
    if by and w.low(j) in ('ранее', 'раньше') and not (w.get(j + 1, 'number') or w.get(j + 1, 'cardinal')):
        return Match(i, j + 1, steps(unit, count, -1, 'either'))
    if by and w.low(j) in ('позже', 'позднее'):
        return Match(i, j + 1, steps(unit, count, 1, 'narrated'))
    return None


@rule(
    'unit',
    yes={
        'В начале года цены подскочили': '2025-01-01/2025-12-31',
        'К концу месяца подведут итоги': '2025-09-01/2025-09-30',
        'С начала года сдано жильё': '2025-01-01/2025-12-31',
        'В середине недели похолодает': '2025-09-22/2025-09-28',
        'До конца недели движение перекроют': '2025-09-22/2025-09-28',
        'В конце квартала платят налог': '2025-07-01/2025-09-30',
    },
    no=['В конце дня он устал', 'В начале века жили иначе', 'Время года', 'Итоги года', 'Конец месяца удобрений'],
)
@point('unit')
def bare_period(w: Words, i: int) -> Match | None:
    """«начало года», «конец месяца»: the one that holds the day of publication."""
    if w.get(i - 1, 'part') not in ('begin', 'middle', 'end') or w.low(i) not in (
        'года',
        'месяца',
        'недели',
        'квартала',
        'полугодия',
        'десятилетия',
    ):
        return None
    if w.part_of_speech(i + 1) in ('NOUN', 'PROPN', 'ADJ') and w.has(i + 1, 'Case=Gen'):
        return None
    return Match(i - 1, i + 1, Shift(w.get(i, 'unit'), 0))
