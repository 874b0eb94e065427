"""Days, weeks and months that are pointed at: «вчера», «на прошлой неделе», «в тот же день»."""

from __future__ import annotations

from svodka.find.dates.lexicon import cues
from svodka.find.dates.match import Match, point
from svodka.find.dates.meaning import SHIFT, Shift
from svodka.find.dates.sight import Words
from svodka.find.rule import rule

BEGINNING = cues('with_a_beginning')
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
        '«Сегодня мы сдали новый цех», — сказал мэр': '2025-09-25',
        '«Сегодня мы открываем школу», — сказал мэр': '2025-09-25',
        'Позапозавчера порт закрыли': '2025-09-22',
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
        '«Сегодня мы возим уголь и лес», — сказал он',
        'Газета «Сегодня» закрылась',
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
    if which == 'same' and w.get(j, 'unit') in ('month', 'quarter', 'week') and w.low(j) in SINGULAR:
        return Match(i, j + 1, Shift(w.get(j, 'unit'), 0, 'narrated'))
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


@rule(
    'unit',
    needs='part',
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
    if w.get(i - 1, 'part') not in ('begin', 'middle', 'end') or w.low(i) not in BEGINNING:
        return None
    if w.part_of_speech(i + 1) in ('NOUN', 'PROPN', 'ADJ') and w.has(i + 1, 'Case=Gen'):
        return None
    return Match(i - 1, i + 1, Shift(w.get(i, 'unit'), 0))
