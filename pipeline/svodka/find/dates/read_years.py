"""Reading years: as numbers, in words, by their distance from now, with their era; and what is no year but a count.

The readers are as those of svodka.find.dates.read."""

from __future__ import annotations

from svodka.find.dates.lexicon import cues, stems
from svodka.find.dates.meaning import SHIFT, Year
from svodka.find.dates.numbers import CENTURY, DAY_DIGITS, MILLENNIUM, YEAR_2000, YEAR_DIGITS
from svodka.find.dates.read import HUNDREDS, TWO, dot, ordinal, phrase, tail
from svodka.find.dates.sight import Words

COUNTED, MEASURES, INDECLINABLE = cues('counted'), cues('units_behind'), cues('indeclinable')
NOT_A_YEAR = frozenset(('PROPN', 'ADJ', 'NUM', 'SYM', 'X'))  # behind a bare number: it counts something
YEAR_WORDS = cues('year')
YEARS_WORDS = cues('years')
ALL_YEAR_WORDS = YEAR_WORDS | YEARS_WORDS
MARKS_OF_YEARS = ALL_YEAR_WORDS - {'лет'}
ERA = (('до', 'н', '.', 'э'), ('до', 'нашей', 'эры'), ('до', 'рождества', 'христова'), ('до', 'р', '.', 'х'))
OUR_ERA = (('н', '.', 'э'), ('нашей', 'эры'))
OF_A_YEAR = stems('kinds_of_years')
SMALLEST_YEAR = 32  # before «года»; below it stands the day of a list, and «3 года» is a duration
FIRST_YEAR, LAST_YEAR = 1000, 2199  # a bare number of four figures between them may be a year
LEADING_TO_A_YEAR = frozenset((',', 'в', 'с', 'т'))


def era(w: Words, i: int, year: int) -> tuple[int, int]:
    """Behind «до н. э.» or «н. э.», and the year as ISO counts it (1 BC is 0)."""
    if w.low(i) not in ('до', 'н', 'нашей'):
        return i, year
    if (behind := phrase(w, i, *ERA)) > i:
        return behind, 1 - year
    return phrase(w, i, *OUR_ERA), year


def year_in_words(w: Words, i: int) -> tuple[int, int] | None:
    """«две тысячи двадцать третьего», «тысяча девятьсот сорок первого», «двухтысячного»."""
    if w.get(i, 'ordinal') == YEAR_2000:
        return i + 1, 2000
    j, total = i, 0
    if (count := w.get(j, 'cardinal')) == TWO and w.get(j + 1, 'cardinal') == MILLENNIUM:
        j, total = j + 2, 2000
    elif count == MILLENNIUM:
        j, total = j + 1, 1000
        if (hundreds := w.get(j, 'cardinal')) and hundreds in HUNDREDS:
            j, total = j + 1, total + hundreds
    else:
        return None
    found = ordinal(w, j) if w.get(j, 'number') is None else None
    return (found[0], total + found[1]) if found and found[1] < CENTURY else None


def year(w: Words, i: int, bare: bool = False) -> tuple[int, Year] | None:
    """«2025 года», «2019-м», «этого года», «с. г.», «две тысячи первого года»; with `bare` also «2025»."""
    if (number := w.get(i, 'number')) is not None:
        j = tail(w, i + 1)
        if w.low(j).startswith(OF_A_YEAR) and w.low(j + 1) in YEAR_WORDS and number >= FIRST_YEAR:
            return j + 2, Year(number)
        if w.low(j) in YEAR_WORDS and number >= SMALLEST_YEAR:
            j = dot(w, j + 1) if w.low(j) == 'г' else j + 1
            j, number = era(w, j, number)
            return j, Year(number)
        if len(w.text(i)) == YEAR_DIGITS and FIRST_YEAR <= number <= LAST_YEAR and (bare or j > i + 1):
            return j, Year(number)
        behind, before = era(w, j, number)
        return (behind, Year(before)) if behind > j and number > 0 else None
    if (which := w.get(i, 'which')) is not None:
        return year_by_distance(w, i, which)
    if w.low(i) in ('с', 'т') and w.low(i + 1) in ('.', 'г'):
        j = dot(w, i + 1)
        if w.low(j) == 'г':
            return dot(w, j + 1), Year(shift=0)
    found = year_in_words(w, i)
    if found and w.low(found[0]) in YEAR_WORDS:
        return found[0] + 1, Year(found[1])
    return None


def year_by_distance(w: Words, i: int, which: str) -> tuple[int, Year] | None:
    """«этого года», «прошлого года», «того же года», «текущего 2025 года», «нынешнего (2025) года»."""
    same = which == 'same'
    j = i + 1
    if w.low(j) == 'же':
        j, same = j + 1, True
    if which == 'same' and w.low(i + 1) != 'же':
        return None
    brackets = w.low(j) == '('
    j += w.low(j) == ',' and w.get(j + 1, 'year_like') is not None  # «прошлого, 2024 года»
    number = w.get(j + brackets, 'number')
    if number and FIRST_YEAR <= number <= LAST_YEAR:
        j += 1 + 2 * brackets
        return (j + 1, Year(number)) if w.low(j) in YEAR_WORDS else None
    if w.low(j) not in YEAR_WORDS or (w.low(j) == 'г' and w.low(j + 1) != '.'):
        return None
    return (j + 1, Year(same=True)) if same else (j + 1, Year(shift=SHIFT[which]))


def short_year(w: Words, i: int) -> tuple[int, Year] | None:
    """«22 июня 41-го», «августе 98 года», «12.05.61 г.»: two figures."""
    number = w.get(i, 'number')
    if number is None or len(w.text(i)) != DAY_DIGITS:
        return None
    j = tail(w, i + 1)
    if w.low(j) in YEAR_WORDS and (w.low(j) != 'г' or w.low(j + 1) == '.'):
        return (dot(w, j + 1) if w.low(j) == 'г' else j + 1), Year(number, short=True)
    return (j, Year(number, short=True)) if j > i + 1 and w.low(i + 2) == 'го' else None


def year_behind(w: Words, i: int) -> tuple[int, Year | None]:
    """The year that follows a month, a quarter or a season, with a comma or brackets or «в» between, or None."""
    if not w.pieces[i].is_ and w.low(i) not in LEADING_TO_A_YEAR:
        return i, None
    if w.get(i, 'number') is not None:
        found = short_year(w, i) or year(w, i, bare=True)
        if found and found[0] == i + 1 and counted(w, i):
            found = None
    elif w.low(i) == ',':
        found = year(w, i + 1) if w.get(i + 1, 'number') is None else None
    elif w.low(i) == 'в':  # «5 мая в 1925 году»
        found = year(w, i + 1) if w.get(i + 1, 'number') is not None else None
        found = found if found and w.low(found[0] - 1) == 'году' else None
    else:
        found = year(w, i) or spoken_genitive(w, i)
    return found or (i, None)


def spoken_genitive(w: Words, i: int) -> tuple[int, Year] | None:
    """«июне тысяча девятьсот девяносто девятого»."""
    found = year_in_words(w, i)
    return (found[0], Year(found[1])) if found and w.low(found[0] - 1).endswith('го') else None


def counted(w: Words, i: int) -> bool:
    """Whether a bare number at piece i counts what follows: «5 мая 2000 человек вышли», or is cut at its comma."""
    j = i + 1
    if w.low(j) in (',', '.', '%', ':', '/') and w.glued(i) and w.glued(j) and w.get(j + 1, 'number') is not None:
        return True
    if w.low(j) in COUNTED or w.low(j) in MEASURES or w.low(j).startswith('тысяч'):
        return True
    if w.get(j, 'month') or w.get(j, 'unit') or w.get(j, 'which'):
        return False
    while w.part_of_speech(j) == 'ADJ' and j < i + 3:
        if not w.has(j, 'Case=Gen'):
            return False
        j += 1
    return w.part_of_speech(j) == 'NOUN' and governed(w, j, w.get(i, 'number'))


def governed(w: Words, j: int, number: int) -> bool:
    """Whether the noun at piece j has the form that a number gives it: «1850 заявок», «2024 ребёнка»."""
    if w.low(j) in INDECLINABLE:
        return True
    if not w.has(j, 'Case=Gen'):
        return False
    few = number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14)
    return number % 10 != 1 and w.has(j, 'Number=Sing' if few else 'Number=Plur')


def counts(w: Words, j: int) -> bool:
    """Whether the word at piece j is one that a bare number before it counts: «2024 километра», «в 1800 метрах»."""
    if w.get(j, 'month'):
        return False
    if w.part_of_speech(j) in ('NOUN', 'ADJ'):
        return w.has(j, 'Case=Gen') or w.has(j, 'Number=Plur') or not w.has(j, 'Case=')
    return w.part_of_speech(j) in NOT_A_YEAR


def end_of_years(w: Words, j: int) -> tuple[int, bool]:
    """Behind «годов», «гг.», «года», «г.», and whether it stood there."""
    if w.low(j).startswith(OF_A_YEAR):
        behind, marked = end_of_years(w, j + 1)
        return (behind, marked) if marked else (j, False)
    if w.low(j) in ('гг', 'г'):
        return dot(w, j + 1), True
    if w.low(j) in MARKS_OF_YEARS:
        return j + 1, True
    return j, False
