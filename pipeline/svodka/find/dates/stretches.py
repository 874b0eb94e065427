"""Stretches that end or begin on the day of publication: «за последние пять лет», «в ближайшие три месяца»."""

from __future__ import annotations

from svodka.find.dates.distances import amount
from svodka.find.dates.lexicon import stems
from svodka.find.dates.match import Match
from svodka.find.dates.meaning import Stretch
from svodka.find.dates.sight import Words
from svodka.find.rule import rule

UNITS = ('day', 'week', 'month', 'year', 'decade')
COMING = stems('coming')
PASSED = stems('passed')
PREPOSITIONS = ('в', 'на', 'за')


@rule(
    'final',
    yes={
        'За последние пять лет построено 40 школ': '2020-09-25/2025-09-25',
        'За последний год цены выросли': '2024-09-25/2025-09-25',
        'В последние 10 дней шли дожди': '2025-09-15/2025-09-25',
        'За последнее десятилетие город изменился': '2015-09-25/2025-09-25',
        'За последние полгода уволились трое': '2025-03-25/2025-09-25',
        'За последние три месяца собрано много зерна': '2025-06-25/2025-09-25',
        'Последние два года цех стоит': '2023-09-25/2025-09-25',
        'В течение последних 30 лет он пел в хоре': '1995-09-25/2025-09-25',
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
    if not found or found[1] not in UNITS:
        return None
    last, unit, count = found
    number = w.get(i + 1, 'unit') is None
    if not number and w.low(i - 1) not in ('за', 'в'):
        return None
    if (not number and (unit == 'day' or w.low(i).endswith('ие'))) or w.has(last, 'Case=Gen'):
        return None
    return Match(i, last, Stretch(unit, count))


@rule(
    'which',
    yes={
        'В ближайшие три месяца отремонтируют мост': '2025-09-25/2025-12-25',
        'План на следующие четыре года принят': '2025-09-25/2029-09-25',
        'В течение ближайших 10 дней выпадет снег': '2025-09-25/2025-10-05',
        'В предстоящие две недели похолодает': '2025-09-25/2025-10-09',
        'За минувшие пять лет построили порт': '2020-09-25/2025-09-25',
    },
    no=[
        'В ближайшие месяцы ясности не будет',
        'В следующие выходы он играл лучше',
        'Первый и следующие три года обучения',
        'Ближайшие два часа дорога закрыта',
    ],
)
def next_amount(w: Words, i: int) -> Match | None:
    """«в ближайшие три месяца»: a stretch that begins on the day of publication; «за минувшие пять лет» ends on it."""
    passed = w.low(i).startswith(PASSED) and w.low(i - 1) == 'за'
    found = amount(w, i + 1) if (passed or w.low(i).startswith(COMING)) and w.low(i)[-1] in 'ех' else None
    if not found or found[1] not in UNITS or w.get(i + 1, 'unit') or w.low(i - 1) not in (*PREPOSITIONS, 'течение'):
        return None
    last, unit, count = found
    return None if w.has(last, 'Case=Gen') else Match(i, last, Stretch(unit, count, ahead=not passed))
