"""Years: marked, bare, in words, pointed at."""

from __future__ import annotations

from svodka.find.dates import read, read_years
from svodka.find.dates.lexicon import cues
from svodka.find.dates.match import Match, point
from svodka.find.dates.meaning import Calendar, Shift, Year
from svodka.find.dates.numbers import CENTURY, MILLENNIUM, YEAR_2000
from svodka.find.dates.read import named, plural
from svodka.find.dates.read_years import counts
from svodka.find.dates.sight import Words
from svodka.find.rule import rule
from svodka.language.marks import DASHES

FIRST_WORDED = 20  # «в двадцатом году»; smaller numbers are rather something else
SHORTEST_YEAR = 10  # of a year in two digits: «в 91-м»
BEFORE_WORDED = cues('before_a_worded_year')
BEFORE_BARE = cues('before_a_bare_year')
BEHIND_A_YEAR = read_years.YEAR_WORDS | DASHES | {'до', 'н', 'нашей'}
FIRST_BARE, LAST_BARE = 1700, 2100  # a number of the text that may be a year though nothing says so


@rule(
    'number',
    'cardinal',
    'ordinal',
    yes={
        '2024 год стал рекордным': '2024-01-01/2024-12-31',
        'В 2023 г. рос спрос': '2023-01-01/2023-12-31',
        'Храм сгорел в 1812 году': '1812-01-01/1812-12-31',
        'К 2030 году удвоят вывоз': '2030-01-01/2030-12-31',
        'Крестили Русь в 988 году': '0988-01-01/0988-12-31',
        'В две тысячи двадцать третьем году открыли метро': '2023-01-01/2023-12-31',
        'В тысяча девятьсот сорок пятом году война закончилась': '1945-01-01/1945-12-31',
        'Рим основан в 753 году до н. э.': '',
        'В 79 году н. э. Везувий проснулся': '0079-01-01/0079-12-31',
        'С 2017 года он живёт здесь': '2017-01-01/2017-12-31',
        'Конституция 1993 года действует': '1993-01-01/1993-12-31',
        'В 2026 финансовом году расходы вырастут': '2026-01-01/2026-12-31',
        'В 2019-м фонд закрыли': '2019-01-01/2019-12-31',
        'В сорок третьем году фронт прошёл здесь': '1943-01-01/1943-12-31',
        'В 45-м году он вернулся с фронта': '1945-01-01/1945-12-31',
    },
    no=[
        'Ему исполнился 21 год',
        'Прожил 101 год',
        'Работы заняли 3 года',
        'Музей на улице 1905 года',
        'Сто лет одиночества',
        '12 лет назло всем',
    ],
)
@point('number', 'cardinal')
def year(w: Words, i: int) -> Match | None:
    number = w.get(i, 'number')
    if number is None:
        if spoken := year_of_two_figures(w, i):
            return spoken
        if w.get(i, 'cardinal') not in (MILLENNIUM, 2) and w.get(i, 'ordinal') != YEAR_2000:
            return None
    elif w.low(i + 1) not in BEHIND_A_YEAR and not w.low(i + 1).startswith(read_years.OF_A_YEAR):
        return None
    if named(w, i):
        return None
    if number is not None and number < MILLENNIUM and (short := short_year(w, i, number)):
        return short
    found = read_years.year(w, i)
    if (
        not found
        or found[1].number is None
        or (
            number is not None
            and number < MILLENNIUM
            and 'до' not in (w.low(i + 2), w.low(i + 3))
            and w.low(i + 2) != 'н'
        )
    ):
        return None
    return None if number is not None and plural(w, found[0] - 1) else Match(i, found[0], Calendar('year', found[1]))


def year_of_two_figures(w: Words, i: int) -> Match | None:
    """«в сорок третьем году»."""
    found = read.ordinal(w, i)
    if not found or found[1] < FIRST_WORDED or found[1] >= CENTURY or (found[0] == i + 1 and found[1] % 10):
        return None
    if w.low(found[0]) not in ('году', 'года') or w.low(i - 1) not in BEFORE_WORDED:
        return None
    return Match(i, found[0] + 1, Calendar('year', Year(found[1], short=True)))


def short_year(w: Words, i: int, number: int) -> Match | None:
    """«в 988 году», «в 45-м году»; a shorter number before «года» is a duration."""
    j = read.tail(w, i + 1)
    if (
        w.low(i - 1) not in ('в', 'к', 'с', 'до', 'по', 'около')
        or w.low(j) not in ('году', 'года')
        or (w.low(j) == 'года' and ((number < CENTURY and j == i + 1) or (j == i + 1 and w.low(i - 1) in ('в', 'по'))))
    ):
        return None
    behind, iso = read_years.era(w, j + 1, number)
    if behind > j + 1:
        return Match(i, behind, Calendar('year', Year(iso)))
    if number < CENTURY:
        return (
            Match(i, j + 1, Calendar('year', Year(number, short=True)))
            if j > i + 1 and number >= SHORTEST_YEAR
            else None
        )
    return Match(i, j + 1, Calendar('year', Year(number)))


@rule(
    'year_like',
    yes={
        'Роман (1985) переиздан': '1985-01-01/1985-12-31',
        'Награды (орден «Заря», 1999) хранятся в музее': '1999-01-01/1999-12-31',
        'После 2022 рынок ожил': '2022-01-01/2022-12-31',
        'Указ вышел в 1991, весной рубль упал': '1991-01-01/1991-12-31, 1991-03-01/1991-05-31',
    },
    no=[
        'Рейс SU 2025 вылетел',
        'Пробег 2024 километра',
        'ГОСТ 2025 введён',
        'В посёлке 1812 жителей',
        'Чемпионат мира — 2018 прошёл',
        'Игра «Евро-2024» окончена',
        'Стоит 1999 рублей',
        'Площадь 1990 кв. м',
        'В митинге участвовали около 2000 человек',
        'Дом 1917 по списку',
        'Телефон 495-2020',
        'До 2000 участников',
        'В 1500 метрах отсюда',
        'Собралось от 1900 до 2000 человек',
    ],
)
@point('year_like')
def bare_year(w: Words, i: int) -> Match | None:
    """A year without «год»: in brackets, or behind a preposition and before nothing that it could count."""
    number = w.get(i, 'year_like')
    if (
        not number
        or not read_years.FIRST_YEAR <= number <= read_years.LAST_YEAR
        or (w.glued(i - 1) and w.low(i - 1) not in '(«—–')
    ):
        return None
    j = read.tail(w, i + 1)
    ordinal = j > i + 1
    if not ordinal and goes_on(w, i):
        return None
    found = Match(i, j, Calendar('year', Year(number)))
    before = w.low(i - 1)
    if (before in ('за', ',') and before_months(w, j)) or in_brackets(w, i, j, ordinal):
        return found
    if before not in BEFORE_BARE or plural(w, j - 1):
        return None
    if ordinal:
        return found
    counted = counts(w, j) or (w.get(j + 1, 'number') and counts(w, j + 2))
    return None if before == 'на' or counted or not FIRST_BARE <= number <= LAST_BARE else found


def goes_on(w: Words, i: int) -> bool:
    """Whether a number is only the beginning of a longer token: «2024-й», «2024/7», «2024.5»."""
    if not w.glued(i):
        return False
    return (
        w.low(i + 1).isalnum()
        or w.low(i + 1) in ('%', '-', '/', ':')
        or (w.get(i + 2, 'number') is not None and w.glued(i + 1))
    )


def in_brackets(w: Words, i: int, j: int, ordinal: bool) -> bool:
    """Whether a bare year stands in brackets alone or in a row: «(1932)», «(Омск, 2012)», «(1932 — 12 июня 2001)»."""
    before = w.low(i - 1)
    if before == '(':
        return w.low(j) in (')', ',', ';') or bool(w.dash(j) and read.read_month_day(w, j + 1))
    return before in (',', ';') and w.low(j) == ')' and not ordinal


def before_months(w: Words, j: int) -> bool:
    """Whether «…, 2024 и 9 месяцев 2025 года» goes on at piece j: then the bare number in front is a year."""
    while w.low(j) == ',' and w.get(j + 1, 'year_like'):
        j += 2
    return w.low(j) == 'и' and w.get(j + 2, 'unit') == 'month' and w.get(j + 1, 'number') is not None


@rule(
    'which',
    yes={
        'В прошлом году вырос вывоз': '2024-01-01/2024-12-31',
        'В этом году институту сто лет': '2025-01-01/2025-12-31',
        'В следующем году запустят линию': '2026-01-01/2026-12-31',
        'Нынешний год объявлен годом экологии': '2025-01-01/2025-12-31',
        'В позапрошлом году урожай был хуже': '2023-01-01/2023-12-31',
        'В текущем 2025 году всё иначе': '2025-01-01/2025-12-31',
        'В минувшем году построен мост': '2024-01-01/2024-12-31',
        'В прошлом веке здесь было болото': '1901-01-01/2000-12-31',
        'В том же 1999 году он уехал': '1999-01-01/1999-12-31',
    },
    no=['В прошлом он учился', 'Этот город красив', 'Эти годы он помнит', 'Новые годы'],
)
@point('which')
def pointed_year(w: Words, i: int) -> Match | None:
    which = w.get(i, 'which')
    if (which == 'last' and w.get(i + 1, 'unit') == 'century') or (
        which == 'this' and w.get(i + 1, 'unit') == 'century' and w.low(i + 1)[-1] != 'в'
    ):
        return Match(i, i + 2, Shift('century', -1 if which == 'last' else 0))
    if which == 'coming' and w.low(i) != 'предстоящем' and w.low(i) != 'наступающем':
        return None
    found = read_years.year_by_distance(w, i, which)
    if not found or (w.low(found[0] - 1) == 'годом' and which == 'this'):
        return None
    return Match(i, found[0], Calendar('year', found[1]))
