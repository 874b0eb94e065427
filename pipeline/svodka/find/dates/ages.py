"""Decades and centuries."""

from __future__ import annotations

from svodka.find.dates import calendar as on
from svodka.find.dates import read, read_years
from svodka.find.dates.lexicon import cues
from svodka.find.dates.match import Match, point
from svodka.find.dates.meaning import Fixed
from svodka.find.dates.numbers import CENTURY, LAST_CENTURY, MILLENNIUM, YEAR_2000, YEAR_DIGITS
from svodka.find.dates.read import plural
from svodka.find.dates.read_years import counts, end_of_years
from svodka.find.dates.sight import Words
from svodka.find.rule import rule

OF_THIS_CENTURY = 20  # «десятые» are those of the 2000s
LAST_DECADE = 2100


def century_behind(w: Words, i: int) -> tuple[int, int] | None:
    """Behind «XX века» or «прошлого века» and its number (None, if it is relative: then 20 is meant by newspapers)."""
    if w.get(i, 'which') == 'last' and w.get(i + 1, 'unit') == 'century':
        return i + 2, 20
    found = read.ordinal(w, i)
    if found and 1 <= found[1] < LAST_CENTURY and century_word(w, found[0]):
        return century_word(w, found[0]), found[1]
    return None


def century_word(w: Words, j: int) -> int:
    """Behind «века», «столетия», «в.», «вв.», or 0."""
    if w.low(j) == 'в' and w.low(j + 1) == '.' and w.glued(j):
        return j + 2
    if w.get(j, 'unit') == 'century':
        return read.dot(w, j + 1) if w.low(j) == 'вв' else j + 1
    return 0


@rule(
    'tens',
    'decade_word',
    yes={
        '1990-е стали временем перемен': '1990-01-01/1999-12-31',
        'В 90-е годы здесь шумел рынок': '1990-01-01/1999-12-31',
        'В 80-х тут снимали кино': '1980-01-01/1989-12-31',
        'В шестидесятые годы вышел альбом': '1960-01-01/1969-12-31',
        'К 2020-м годам техника устарела': '2020-01-01/2029-12-31',
        'В 1960–1970-х годах осваивали степь': '1960-01-01/1979-12-31',
        'Построен в 60-е гг. XX в. артелью': '1960-01-01/1969-12-31',
        'В 30-х годах XIX века проложили тракт': '1830-01-01/1839-12-31',
        'В двухтысячных годах рос доход': '2000-01-01/2009-12-31',
        'В нулевые выходил журнал': '2000-01-01/2009-12-31',
        'В тридцатых-сороковых годах прошлого века жили бедно': '1930-01-01/1949-12-31',
        'Мода 80–90-х годов вернулась': '1980-01-01/1999-12-31',
        'В 2010-е гг. рынок вырос': '2010-01-01/2019-12-31',
        'Мода 80-х вернулась': '1980-01-01/1989-12-31',
    },
    no=[
        'Температура упала до 20-х отметок',
        'На 90-х километрах трассы',
        'Пришли первые гости',
        'Вторые сутки идёт снег',
    ],
)
@point('tens', 'decade_word')
def decade(w: Words, i: int) -> Match | None:
    a = decade_number(w, i)
    if not a:
        return None
    j, first = a
    second = first
    if w.dash(j) and (b := decade_number(w, j + 1)):
        j, second = b
    if not plural(w, j - 1):
        return None
    last, marked = end_of_years(w, j)
    century = century_behind(w, last)
    if first < CENTURY and not marked and not is_decade(w, i, j, century is not None):
        return None
    if century:
        last, base = century[0], CENTURY * (century[1] - 1)
    else:
        base = 2000 if (first < OF_THIS_CENTURY and w.get(i, 'number') is None) or first in (0, 10) else 1900
    first, second = (ten if ten >= CENTURY else base + ten for ten in (first, second))
    if second < first or second > LAST_DECADE:
        return None
    interval = on.decade(first) if first == second else on.years(first, second + 9, 'decade')
    return Match(i, last, Fixed(interval))


def is_decade(w: Words, i: int, j: int, century: bool) -> bool:
    """Whether tens in [i, j) without «годы» are years: behind «в», and not counting what follows."""
    if counts(w, j) and not century and not w.get(i - 1, 'part'):
        return False
    return w.low(i - 1) in BEFORE_A_DECADE or (w.low(j - 1) == 'х' and w.part_of_speech(i - 1) == 'NOUN')


def decade_number(w: Words, i: int) -> tuple[int, int] | None:
    """«90-е», «1990-х», «1960» of «1960–1970-х», «шестидесятых»: whole tens."""
    number = w.get(i, 'number')
    if number is not None:
        if (
            number % 10
            or len(w.text(i)) not in (2, 4)
            or (len(w.text(i)) == YEAR_DIGITS and not MILLENNIUM <= number <= LAST_DECADE)
            or (w.glued(i - 1) and w.low(i - 1) not in '(«-–—')
        ):
            return None
        return read.tail(w, i + 1), number
    number = w.get(i, 'ordinal')
    if number == YEAR_2000 and plural(w, i):
        return i + 1, 2000
    if number is None or number % 10 or number >= CENTURY or not plural(w, i):
        return None
    return i + 1, number


@rule(
    'cardinal',
    'roman',
    'ordinal',
    'ranked',
    yes={
        'В XVI веке город окружили стеной': '1501-01-01/1600-12-31',
        'Церковь построена в XVII в. на средства купцов': '1601-01-01/1700-12-31',
        'Рукописи XVIII–XIX вв. переданы музею': '1701-01-01/1900-12-31',
        'В двадцатом веке население утроилось': '1901-01-01/2000-12-31',
        'В двадцать первом веке всё иначе': '2001-01-01/2100-12-31',
        'В 21 веке живут дольше': '2001-01-01/2100-12-31',
        'В 20-м веке было две войны': '1901-01-01/2000-12-31',
        'В XV–XVII веках тут был путь': '1401-01-01/1700-12-31',
        'Монеты ХХ века редки': '1901-01-01/2000-12-31',
        'В V веке до н. э. расцвели Афины': '',
        'Черепки V–IV вв. до н. э. нашли в яме': '',
        'Церковь 15 века открыта': '1401-01-01/1500-12-31',
        'В 18 и 19 веках тут шла торговля': '1701-01-01/1900-12-31',
        'Музыку XIX столетия играли редко': '1801-01-01/1900-12-31',
    },
    no=['Глава XIX романа длинна', 'Пётр I правил долго', 'Отныне и во веки веков'],
)
@point('roman', 'ordinal', 'ranked', 'cardinal')
def century(w: Words, i: int) -> Match | None:
    a = read.ordinal(w, i)
    if not a:
        a = figures_of_centuries(w, i)
    if not a or not 1 <= a[1] <= LAST_CENTURY:
        return None
    j, first = a
    second = first
    if (w.dash(j) or w.low(j) == 'и') and (b := read.ordinal(w, j + 1) or figures_of_centuries(w, j + 1)):
        j, second = b
    last = century_word(w, j)
    if not last or second > LAST_CENTURY or (w.get(i, 'roman') is None and w.low(j) == 'в'):
        return None
    behind, iso = read_years.era(w, last, 1)
    if behind > last and iso == 0:
        return Match(i, behind, Fixed(on.years(1 - 100 * first, 100 - 100 * second, 'century')))
    if second < first:
        return None
    return Match(i, behind, Fixed(on.years(100 * first - 99, 100 * second, 'century')))


def figures_of_centuries(w: Words, i: int) -> tuple[int, int] | None:
    """«21 веке», «15 века», «18» of «18 и 19 веках»: the words of a century in figures, and no count of them."""
    number = w.get(i, 'small')
    if not number or not 1 <= number <= LAST_CENTURY:
        return None
    several = (
        (w.dash(i + 1) or w.low(i + 1) == 'и') and w.get(i + 2, 'small') and w.low(i + 3) in ('веках', 'веков', 'вв')
    )
    one = w.low(i + 1) == 'веке' or (w.low(i + 1) == 'века' and (number > FEW or w.low(i - 1) in ('с', 'до', 'от')))
    return (i + 1, number) if several or one or w.low(i + 1) in ('веках', 'вв') else None


BEFORE_A_DECADE = cues('before_a_decade')
FEW = 4  # «три века» is a duration
