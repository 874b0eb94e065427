"""Days of the week and weekends."""

from __future__ import annotations

from svodka.find.dates.lexicon import cues, stems
from svodka.find.dates.match import Match, point
from svodka.find.dates.meaning import Calendar, Range, Shift, Weekday
from svodka.find.dates.read import month_at, moved
from svodka.find.dates.read_years import year_behind
from svodka.find.dates.sight import Words
from svodka.find.rule import rule
from svodka.lexicons import load

FULL_WEEKS = 4  # of any month
PARTS_OF_A_DAY = cues('parts_of_a_day')
NO_WEEKEND = cues('no_weekend')
PREPOSITIONS = cues('before_a_weekday')
WEEKDAY_FORMS = {
    'в': ('понедельник', 'вторник', 'среду', 'четверг', 'пятницу', 'субботу', 'воскресенье', 'воскресение')
}
SURROUNDINGS = cues('surroundings')
WEEKS = {
    'этой': 0,
    'прошлой': -1,
    'следующей': 1,
    'минувшей': -1,
    'прошедшей': -1,
    'будущей': 1,
    'текущей': 0,
    'нынешней': 0,
    'позапрошлой': -2,
}


def after_time(w: Words, i: int) -> bool:
    """«вечером пятницы», «на 17:00 понедельника»."""
    if w.low(i - 1) in PARTS_OF_A_DAY:
        return True
    return w.get(i - 1, 'number') is not None and w.low(i - 2) in (':', '.') and w.get(i - 3, 'number') is not None


def weeks_behind(w: Words, i: int) -> tuple[int, int] | None:
    """Behind «на прошлой неделе», «следующей недели»."""
    j = i + (w.low(i) == 'на')
    return (j + 2, WEEKS[w.low(j)]) if w.low(j) in WEEKS and w.low(j + 1) in ('неделе', 'недели') else None


def is_environment(w: Words, i: int) -> bool:
    """«среду» as environment: with an adjective of its own or a genitive behind."""
    if w.low(i) not in SURROUNDINGS:
        return False
    if w.low(i + 1) in load('dates')['environment_of']:
        return True
    if w.low(i) == 'среду':
        return w.low(i - 1) not in ('в', 'на', 'во', 'и', ',', 'или') and not w.get(i - 1, 'which')
    if w.low(i) == 'среды':
        return w.low(i - 1) not in ('до', 'с', 'со', 'после')
    return w.low(i) != 'среде' or w.low(i - 1) != 'к'


TERMS = stems('terms')
TERM_REACH = 7  # words in front of «— пятница»


def of_a_term(w: Words, i: int, k: int) -> bool:
    """Whether «— пятница» names the day of a term: «крайний срок — пятница»."""
    near = range(max(0, i - TERM_REACH), i - 1)
    said = any(w.low(n).startswith(TERMS) for n in near)
    return said and (w.low(k + 1) in (',', '.', ';', '') or w.low(k + 1) in ('утром', 'вечером'))


@rule(
    'weekday',
    'which',
    yes={
        'В среду делегация прибыла': '2025-09-24',
        'В понедельник, вторник и среду шли слушания': '2025-09-22, 2025-09-23, 2025-09-24',
        'Вечером понедельника собрался штаб': '2025-09-22',
        'На 17:00 вторника зафиксировано два случая': '2025-09-23',
        'В субботу ожидается гроза': '2025-09-27',
        'В минувшую субботу прошёл забег': '2025-09-20',
        'В эту пятницу закончится приём': '2025-09-26',
        'В ближайшее воскресенье будет ярмарка': '2025-09-28',
        'В следующую среду он выступит': '2025-10-01',
        'В прошлую пятницу сдали дом': '2025-09-19',
        'В минувший понедельник прошли слушания': '2025-09-22',
        'Во вторник на прошлой неделе был пожар': '2025-09-16',
        'В пятницу на следующей неделе приедет хор': '2025-10-03',
        'До понедельника движение закроют': '2025-09-29',
        'В четверг суд вынес решение': '2025-09-25',
        'В понедельник утром завыли сирены': '2025-09-22',
        'В ночь на пятницу выпал снег': '2025-09-19',
        'Заседание перенесли на вторник': '2025-09-30',
        'Матч перенесён с субботы на воскресенье': '2025-09-27, 2025-09-28',
        'К среде дороги расчистят': '2025-10-01',
        'Крайний срок — пятница': '2025-09-26',
        'Дата собрания — следующая среда, решили жильцы': '2025-10-01',
        'В Понедельник открылась ярмарка': '2025-09-22',
        'На прошлой неделе комитет собрался в пятницу': '2025-09-15/2025-09-21, 2025-09-19',
    },
    no=[
        'Охрана окружающей среды важна',
        'В городскую среду вложили средства',
        'Понедельник — день тяжёлый',
        'В среду обитания волков не входят',
        'Кинотеатр «Пятница» закрыт',
        'Приём ведут по вторникам',
        'Магазин «В субботу»',
        'Её любимый день — пятница',
    ],
)
@point('weekday', 'which')
def weekday(w: Words, i: int) -> Match | None:
    which = w.get(i, 'which')
    k = i + 1 if which else i
    if which and w.low(k) == 'же':
        k += 1
    number = w.get(k, 'weekday')
    if number and w.dash(i - 1) and of_a_term(w, i, k):
        return Match(i, k + 1, Weekday(number, which))
    if not number or is_environment(w, k) or is_called(w, i, k) or (not which and not introduced(w, i, k)):
        return None
    if which in (None, 'last', 'next', 'recent', 'this') and (weeks := weeks_behind(w, k + 1)):
        return Match(i, weeks[0], Weekday(number, weeks=weeks[1]))
    return None if which == 'same' else Match(i, k + 1, Weekday(number, which))


def is_called(w: Words, i: int, k: int) -> bool:
    """Whether something is called by a weekday (piece k, its phrase from piece i): «клуб «Пятница»», «по пятницам»."""
    if w.low(i - 1) in ('«', 'по') or (w.low(i - 2) == '«' and w.low(k + 1) == '»'):
        return True
    return w.titled(k) and k > 0 and not w.text(k).isupper() and w.low(i - 1) not in ('в', 'во')


def introduced(w: Words, i: int, k: int) -> bool:
    """Whether a weekday without «прошлый», «этот» has a preposition or a time that makes it one day."""
    before = w.low(i - 1)
    if before not in PREPOSITIONS and not after_time(w, i):
        return False
    if before in ('и', 'или', ',') and not w.get(i - 2, 'weekday'):
        return False
    return before not in ('в', 'во') or w.low(k) in WEEKDAY_FORMS['в']


@rule(
    'which',
    yes={
        'На следующей неделе в среду откроют тир': '2025-10-01',
        'На прошлой неделе, в пятницу, сгорел сарай': '2025-09-19',
    },
)
def weekday_of_a_week(w: Words, i: int) -> Match | None:
    """«следующей неделе в среду»."""
    weeks = weeks_behind(w, i)
    j = weeks[0] if weeks else 0
    j += w.low(j) == ','
    number = w.get(j + 1, 'weekday')
    if not weeks or w.low(j) not in ('в', 'во') or not number:
        return None
    return Match(i, j + 2, Weekday(number, weeks=weeks[1]))


@rule(
    'weekday',
    yes={
        'Перемирие объявляют с воскресенья на понедельник': '2025-09-28/2025-09-29',
        'В ночь с пятницы на субботу горел склад': '2025-09-19/2025-09-20',
        'С понедельника по среду шёл дождь': '2025-09-22/2025-09-24',
    },
    no=['Касса работает с понедельника по пятницу', 'Приём с понедельника по четверг'],
)
def weekdays(w: Words, i: int) -> Match | None:
    a, b = w.get(i, 'weekday'), w.get(i + 2, 'weekday')
    sign = w.low(i + 1)
    opened = w.low(i - 1) in ('с', 'со')
    if not a or not b or not (opened and sign in ('по', 'на', 'до')) or (sign == 'на' and moved(w, i)):
        return None
    return Match(i - opened, i + 3, Range(Weekday(a), Weekday(b)), tensed=sign == 'по')


@rule(
    'ordinal',
    'final',
    yes={
        'В последнее воскресенье июля отметили День флота': '2025-07-27',
        'В первую субботу октября пройдёт забег': '2025-10-04',
        'Во вторую среду мая 2024 года собрался совет': '2024-05-08',
    },
    no=['В первую субботу после отпуска он спал'],
)
@point('ordinal', 'final')
def weekday_of_month(w: Words, i: int) -> Match | None:
    """«первая суббота октября», «последнее воскресенье июля»."""
    number, weekday_ = (-1 if w.get(i, 'final') else w.get(i, 'ordinal')), w.get(i + 1, 'weekday')
    found = month_at(w, i + 2) if weekday_ else None
    if not found or not number or number > FULL_WEEKS:
        return None
    j, year = year_behind(w, found[0])
    return Match(i, j, Calendar('day', year, found[1], number, nth_weekday=weekday_))


@rule(
    'weekend',
    'which',
    yes={
        'В минувшие выходные музей был полон': '2025-09-20/2025-09-21',
        'В ближайшие выходные похолодает': '2025-09-27/2025-09-28',
        'На этих выходных пройдёт ярмарка': '2025-09-27/2025-09-28',
        'На прошлых выходных выпал снег': '2025-09-20/2025-09-21',
        'На следующих выходных откроют парк': '2025-10-04/2025-10-05',
        'В выходные ожидаются дожди': '2025-09-27/2025-09-28',
    },
    no=['Выходные данные книги', 'Отменили выходные и отпуска', 'Выходные дни оплатят вдвойне'],
)
@point('weekend', 'which')
def weekend(w: Words, i: int) -> Match | None:
    which = w.get(i, 'which')
    k = i + 1 if which else i
    if not w.get(k, 'weekend') or w.low(k + 1) in NO_WEEKEND or (not which and w.low(i - 1) not in ('в', 'на')):
        return None
    last = k + 1 + (w.low(k + 1) in ('дни', 'днях'))
    if not which and last > k + 1:
        return None
    if which == 'last':
        return Match(i, last, Shift('weekend', -1))
    return Match(i, last, Weekday(6, which, unit='weekend'))
