"""A day by its number alone: «23-го числа», «с 4 по 22 число этого месяца»."""

from __future__ import annotations

from svodka.find.dates import read
from svodka.find.dates.lexicon import cues
from svodka.find.dates.lists import members
from svodka.find.dates.match import Match
from svodka.find.dates.meaning import SHIFT, DayOfMonth, Range
from svodka.find.dates.sight import Words
from svodka.find.rule import rule

EVERY = cues('every')


@rule(
    'small',
    'ordinal',
    'cardinal',
    needs='number_word',
    yes={
        'Первый рейс отправится 23-го числа': '2025-10-23',
        'Ливень прошёл 20 числа': '2025-09-20',
        'Сбор назначен на двадцать восьмое число': '2025-09-28',
        'Смотр состоится с 11 до 15 числа': '2025-10-11/2025-10-15',
        'Стенд откроют с 4 по 22 число следующего месяца': '2025-10-04/2025-10-22',
        'Свет отключали 5 и 12 числа этого месяца': '2025-09-05, 2025-09-12',
        'Поезд вернётся к 30 числу': '2025-09-30',
    },
    no=[
        'Зарплату дают 15 числа каждого месяца',
        'Каждое 20 число тут ярмарка',
        'Сложили 4 числа',
        'Ответ: 12 число чётное',
    ],
)
def day_of_month(w: Words, i: int) -> list[Match] | None:
    found = members(w, i, read.day_number)
    if not found or not w.get(found[-1].last, 'number_word') or {w.low(i - 1), w.low(found[0].first - 1)} & EVERY:
        return None
    last = found[-1].last + 1
    if w.low(last) in EVERY or w.get(last, 'month') or (w.low(last - 1) == 'число' and not led(w, found[0].first)):
        return None
    if w.low(last - 1) == 'числа' and found[0].last == i + 1 and w.get(i, 'number') and w.get(i, 'number') < FEW:
        return None
    shift = None
    if w.get(last, 'which') in SHIFT and w.get(last + 1, 'unit') == 'month':
        shift, last = SHIFT[w.get(last, 'which')], last + 2
    ends = [m.last for m in found[:-1]] + [last]
    out = []
    for m, end in zip(found, ends, strict=True):
        one = DayOfMonth(m.number, shift)
        out.append(Match(m.first, end, Range(one, DayOfMonth(m.until, shift)) if m.until else one))
    return out


def led(w: Words, first: int) -> bool:
    """Whether a preposition stands before «12 число» or in it."""
    return w.low(first - 1) in ('на', 'по', 'до') or w.low(first) in ('с', 'со', 'c')


FEW = 5  # «4 числа» may be four numbers
