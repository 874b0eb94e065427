"""Holidays with a place on the calendar, where they say when something happens."""

from __future__ import annotations

from functools import cache
from typing import Any

from svodka.find.dates.lexicon import cues
from svodka.find.dates.match import Match
from svodka.find.dates.meaning import Calendar, Year
from svodka.find.dates.read_years import year_behind
from svodka.find.dates.sight import Words
from svodka.find.rule import rule
from svodka.lexicons import load

WHEN = cues('when')
DAYS = cues('days')
YEAR_FORMS = cues('year_forms')


@cache
def names() -> dict[str, list[tuple[tuple[str, ...], dict[str, Any]]]]:
    """First two letters of a name's first word → its patterns, longest first, and the holiday."""
    out: dict[str, list[tuple[tuple[str, ...], dict[str, Any]]]] = {}
    for entry in load('holidays'):
        for form in entry['forms']:
            out.setdefault(form[:2].rstrip('*'), []).append((tuple(form.split()), entry))
    for patterns in out.values():
        patterns.sort(key=lambda p: -len(p[0]))
    return out


def fits(pattern: str, word: str) -> bool:
    if pattern == 'д*':
        return word in DAYS
    if pattern == 'год*':
        return word in YEAR_FORMS
    return word.startswith(pattern[:-1]) if pattern.endswith('*') else word == pattern


def meant(entry: dict[str, Any], year: Year | None) -> Calendar:
    if 'movable' in entry:
        return Calendar('day', year, easter=entry['movable'])
    if 'moon' in entry:
        return Calendar('day', year, feast=entry['moon'])
    if 'weekday' in entry:
        return Calendar('day', year, entry['month'], entry['number'], nth_weekday=entry['weekday'])
    return Calendar('day', year, entry['month'], entry['day'])


@rule(
    'holiday',
    'unit',
    yes={
        'В День Победы у мемориала зажгли свечи': '2025-05-09',
        'На Новый год обещают оттепель': '2026-01-01',
        'В День защитника Отечества возложили венок': '2025-02-23',
        'В День России вручили премии': '2025-06-12',
        'В Рождество храмы были полны': '2025-01-07',
        'К Навруз готовились неделю': '2025-03-21',
        'До Нового года построят каток': '2026-01-01',
        'До Нового года осталось три месяца': '2026-01-01',
        'После Пасхи потеплело': '2025-04-20',
        'На Пасху прихожане пришли затемно': '2025-04-20',
        'В День народного единства музеи откроют бесплатно': '2025-11-04',
        'После Нового года тарифы выросли': '2025-01-01',
        'Ко Дню знаний школы отремонтировали': '2025-09-01',
        'В Международный женский день дарили тюльпаны': '2025-03-08',
        'В День Победы 2024 года шёл снег': '2024-05-09',
        'На Курбан-байрам раздали угощение': '2025-06-06',
        'В Ураза-байрам 2024 года мечети были полны': '2024-04-10',
        'К Рамазан хайит украсят площадь': '2026-03-20',
        'В День отца пройдёт забег': '2025-10-19',
        'В День шахтёра 2024 года дали салют': '2024-08-25',
        'На Хеллоуин парк закроют': '2025-10-31',
        'На Рождество 52-го года храм закрыли': '1952-01-07',
    },
    no=[
        'Поздравляю с Днём Победы',
        'Герои Дня защитника Отечества',
        'Праздник Навруз любят все',
        'Лучший день рождения',
        'Это было в новом году школы',
        'День открытых дверей прошёл',
        'Рождественская ёлка',
        'Станция «Площадь Дня Победы»',
        'С Новым годом!',
    ],
)
def holiday(w: Words, i: int) -> Match | None:
    if w.low(i - 1) not in WHEN:
        return None
    for pattern, entry in names().get(w.low(i)[:2], []) + names().get(w.low(i)[:1], []):
        if all(fits(p, w.low(i + k)) for k, p in enumerate(pattern)):
            j = i + len(pattern)
            if w.low(i) == 'новом':
                return None
            j, year = year_behind(w, j)
            return Match(i, j, meant(entry, year))
    return None
