"""Several years: lists and ranges of them."""

from __future__ import annotations

import itertools

from svodka.find.dates import calendar as on
from svodka.find.dates import read, read_years
from svodka.find.dates.figures import numbered
from svodka.find.dates.lists import JOINING, MOST_MEMBERS, Member
from svodka.find.dates.match import Match, point
from svodka.find.dates.meaning import Calendar, Fixed, Year
from svodka.find.dates.numbers import CENTURY, DAY_DIGITS, PAIR, YEAR_DIGITS
from svodka.find.dates.read import named, plural
from svodka.find.dates.read_years import end_of_years
from svodka.find.dates.sight import Words
from svodka.find.dates.years import FIRST_BARE, LAST_BARE
from svodka.find.rule import rule

OPENING = ('с', 'со', 'c')


@rule(
    'year_like',
    yes={
        'В 2023–2025 гг. построены школы': '2023-01-01/2025-12-31',
        'Архив за 1941–1945 годы открыт': '1941-01-01/1945-12-31',
        'Он правил с 1998 до 2004 года': '1998-01-01/2004-12-31',
        'С 2018 по 2020 год шла стройка': '2018-01-01/2020-12-31',
        'В период с 2010 года по 2015 год город рос': '2010-01-01/2015-12-31',
        'Художник (1860–1900) умер рано': '1860-01-01/1900-12-31',
        'В сезоне 2014/15 клуб победил': '2014-01-01/2015-12-31',
        'Он правил в 1985–1990 и 2006–2011 годах': '1985-01-01/1990-12-31, 2006-01-01/2011-12-31',
        'Клуб взял Кубок лиги 2017/18 без поражений': '2017-01-01/2018-12-31',
        'В 2023 и 2024 годах посадили лес': '2023-01-01/2024-12-31',
        'Переписи 1989 и 2002 годов сравнили': '1989-01-01/1989-12-31, 2002-01-01/2002-12-31',
        'Между 2010 и 2014 годами жил в Риге': '2010-01-01/2014-12-31',
        'План на 2026–2030 годы принят': '2026-01-01/2030-12-31',
        'В 2019, 2020 и 2021 годах сеяли лён': '2019-01-01/2021-12-31',
        'В 2024/2025 учебном году классов больше': '2024-01-01/2025-12-31',
        'Бюджет на 2025-27 годы принят': '2025-01-01/2027-12-31',
        'Учебный год 2024–2025 завершён': '2024-01-01/2025-12-31',
        'Дамбы строили в 2018–2020 и 2023 годах': '2018-01-01/2020-12-31, 2023-01-01/2023-12-31',
        'Жил тут в 1985–1990, 1995–1999 и 2005 годах': (
            '1985-01-01/1990-12-31, 1995-01-01/1999-12-31, 2005-01-01/2005-12-31'
        ),
        '1990–1995 — мастер цеха': '1990-01-01/1995-12-31',
        'Годы жизни: 1901–1985': '1901-01-01/1985-12-31',
        'В 2024/25 маркетинговом году вывезли больше': '2024-01-01/2025-12-31',
    },
    no=['Телефон 2023–2025', 'Изделие 1998-2004-М'],
)
@point('year_like')
def years(w: Words, i: int) -> Match | list[Match] | None:
    """Several years, single ones and ranges; neighbouring years of a list are one range."""
    if w.get(i, 'number') is None or named(w, i) or (w.glued(i - 1) and w.low(i - 1) not in '(«'):
        return None
    found = year_members(w, i)
    if not found or (len(found) == 1 and found[0].until is None):
        return None
    last, marked = end_of_years(w, found[-1].last)
    if plural(w, found[-1].last - 1):
        return None
    before_era = last
    last, _ = read_years.era(w, last, 1)
    if not marked and not unmarked(w, found, last):
        return None
    if last > before_era and w.low(before_era) == 'до':
        return before_our_era(found, last)
    if any(m.until is not None and m.until <= m.number for m in found) or found[-1].number > LATEST:
        return None
    if all(m.until is None for m in found) and is_one_range(w, i, [m.number for m in found]):
        return Match(i, last, Fixed(on.years(found[0].number, found[-1].number)))
    ends = [m.last for m in found[:-1]] + [last]
    return [
        Match(m.first, end, Fixed(on.years(m.number, m.until)) if m.until else Calendar('year', Year(m.number)))
        for m, end in zip(found, ends, strict=True)
    ]


def is_one_range(w: Words, i: int, numbers: list[int]) -> bool:
    """Whether single years are one stretch: «2023, 2024 и 2025», «между 2020 и 2024»."""
    return neighbours(numbers) or (len(numbers) == PAIR and w.low(i - 1) == 'между' and numbers[0] < numbers[1])


LATEST = 9999


def neighbours(numbers: list[int]) -> bool:
    return len(numbers) > 1 and all(b == a + 1 for a, b in itertools.pairwise(numbers))


def before_our_era(found: list[Member], last: int) -> Match | None:
    """«500–400 гг. до н. э.»."""
    first, until = found[0].number, found[0].until
    if len(found) > 1 or until is None or first <= until:
        return None
    return Match(found[0].first, last, Fixed(on.years(1 - first, 1 - until)))


def year_members(w: Words, i: int) -> list[Member]:
    """Years joined by commas and «и», each of them perhaps a range; a word «год» ends the list."""
    out: list[Member] = []
    at, opened = i, w.low(i - 1) in OPENING
    while len(out) < MOST_MEMBERS and (found := year_member(w, at, opened)):
        out.append(found)
        if w.low(found.last) not in JOINING:
            break
        at = found.last + 1
        opened = w.low(at) in OPENING
        at += opened
    return out


def year_member(w: Words, i: int, opened: bool) -> Member | None:
    """«2023», «1985–90», «с 2010 года по 2015», «2024/25»."""
    number = w.get(i, 'number')
    if not number or len(w.text(i)) not in (3, 4):
        return None
    j = read.tail(w, i + 1)
    inner, marked = end_of_years(w, j)
    ranged = w.dash(inner) or (w.low(inner) == '/' and not marked) or (opened and w.low(inner) in ('по', 'до'))
    until = w.get(inner + 1, 'number') if ranged else None
    length = len(w.text(inner + 1))
    if until is None or not (
        length in (YEAR_DIGITS - 1, YEAR_DIGITS) or (length == DAY_DIGITS and w.low(inner) not in ('по', 'до'))
    ):
        return None if opened else Member(i, j, number)
    first = i - (opened and w.low(inner) in ('по', 'до'))
    return Member(
        first, read.tail(w, inner + 2), number, until if until >= CENTURY else number - number % CENTURY + until
    )


def unmarked(w: Words, found: list[Member], last: int) -> bool:
    """Whether numbers without «год» are years: in brackets, behind «сезон» or «годы», at a line's start before a dash,
    or «с … по …», «в 2019–2021»."""
    one, first = found[0], found[0].first
    if len(found) > 1 or one.until is None or not FIRST_BARE <= one.number < one.until <= LAST_BARE:
        return False
    if w.glued(last - 1) and w.low(last) in ('-', '/'):
        return False
    before = w.low(first - 1)
    if w.part_of_speech(last) in ('NOUN', 'ADJ', 'NUM', 'SYM') and not before.startswith('сезон'):
        return False
    if w.low(first) in OPENING or before == '(' or before.startswith('сезон'):
        return True
    if before in read_years.ALL_YEAR_WORDS or (before == ':' and w.low(first - 3) in read_years.YEARS_WORDS):
        return True
    sign = w.low(read.tail(w, first + 1))
    if sign == '/':  # a season of sport or of school
        return one.until == one.number + 1 and not numbered(w, first)
    if first == 0 and (w.dash(last) or w.low(last) in (':', ',')):
        return True
    return before in ('в', 'за', 'на', ',', ';')
