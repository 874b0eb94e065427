"""Reading the parts of a date: numbers in figures and words, the day of a month, the year. Each reader takes a place in
a sentence and gives the place behind what it read with the value, or None."""

from __future__ import annotations

from svodka.find.dates.calendar import valid
from svodka.find.dates.lexicon import cues, stems
from svodka.find.dates.meaning import SHIFT, Year
from svodka.find.dates.numbers import CENTURY, DAY_DIGITS, DAYS, MILLENNIUM, SHORT_MONTH, YEAR_2000, YEAR_DIGITS
from svodka.find.dates.sight import Words
from svodka.language.marks import DASHES

UNITS, TENS, HUNDREDS = range(1, 10), range(20, 91), range(100, 901)
TWO = 2  # of «две тысячи»
SHORTEST = 3  # letters of a word that is tried as a form
NAMED_AFTER = cues('named_after')
WHOLE_MONTHS = cues('whole_months')
COUNTED, MEASURES, INDECLINABLE = cues('counted'), cues('units_behind'), cues('indeclinable')
NOT_A_YEAR = frozenset(('PROPN', 'ADJ', 'NUM', 'SYM', 'X'))  # behind a bare number: it counts something
ORDINAL_TAILS = cues('ordinal_tails')
OF_A_DAY = ('ое', 'ого', 'ому', 'ым', 'ом', 'ье', 'ьего', 'ьему', 'ьим', 'ьем')  # число is neuter: «первое», «третьего»
YEAR_WORDS = cues('year')
YEARS_WORDS = cues('years')
ALL_YEAR_WORDS = YEAR_WORDS | YEARS_WORDS
MARKS_OF_YEARS = ALL_YEAR_WORDS - {'лет'}
ERA = (('до', 'н', '.', 'э'), ('до', 'нашей', 'эры'), ('до', 'рождества', 'христова'), ('до', 'р', '.', 'х'))
OUR_ERA = (('н', '.', 'э'), ('нашей', 'эры'))
OF_A_YEAR = stems('kinds_of_years')
SMALLEST_YEAR = 32  # before «года»; below it stands the day of a list, and «3 года» is a duration
FIRST_YEAR, LAST_YEAR = 1000, 2199  # a bare number of four figures between them may be a year
MOST_WORDS = 7  # in a number


def tail(w: Words, i: int) -> int:
    """Behind the ending of an ordinal in figures («-го» after piece i - 1), or i itself."""
    if w.dash(i) and w.glued(i - 1) and w.glued(i) and w.low(i + 1) in ORDINAL_TAILS and w.text(i + 1).islower():
        return i + 2
    return i


def ordinal(w: Words, i: int) -> tuple[int, int] | None:
    """An ordinal: «25-го», «двадцать пятого», «пятое», «III»."""
    if (number := w.get(i, 'number')) is not None:
        behind = tail(w, i + 1)
        return (behind, number) if behind > i + 1 else None
    if (number := w.get(i, 'ordinal')) is not None:
        return i + 1, number
    if (number := w.get(i, 'roman')) is not None:
        return tail(w, i + 1), number
    if (tens := w.get(i, 'cardinal')) and tens in TENS and (number := w.get(i + 1, 'ordinal')) and number in UNITS:
        return i + 2, tens + number
    return None


def cardinal(w: Words, i: int) -> tuple[int, int] | None:
    """A whole number: «25», «двадцать пять», «сто двадцать»; «полтора» is 1, as no calendar counts halves."""
    if (number := w.get(i, 'number')) is not None:
        return i + 1, number
    if (number := w.get(i, 'amount')) is not None:
        return i + 1, number
    total, j = 0, i
    while j < i + MOST_WORDS and (number := w.get(j, 'cardinal')) is not None:
        if number == MILLENNIUM:
            total = (total or 1) * 1000
        elif total and number >= 10 ** (len(str(total)) - len(str(total).rstrip('0')) or 0) and total % 1000:
            break
        else:
            total += number
        j += 1
    return (j, total) if j > i else None


def day_number(w: Words, i: int) -> tuple[int, int] | None:
    """A day of a month, 1 to 31: «25», «1-го», «двадцать пятого»."""
    if (number := w.get(i, 'number')) is not None:
        if not 1 <= number <= DAYS or len(w.text(i)) > DAY_DIGITS:
            return None
        return tail(w, i + 1), number
    found = ordinal(w, i)
    if not found or not 1 <= found[1] <= DAYS or w.get(i, 'roman') is not None:
        return None
    return found if w.low(found[0] - 1).endswith(OF_A_DAY) else None


MOVING = stems('moving')
MOVED_REACH = 8  # words in front of «с 5 на 12 мая»


def moved(w: Words, i: int) -> bool:
    """Whether «с A на B» at piece i moves something from one day to another, so that the days are two and no range."""
    return any(w.low(k).startswith(MOVING) for k in range(max(0, i - MOVED_REACH), i))


def dot(w: Words, i: int) -> int:
    """Behind the full stop of an abbreviation that ends at piece i."""
    return i + 1 if w.low(i) == '.' and w.glued(i - 1) else i


def phrase(w: Words, i: int, *alternatives: tuple[str, ...]) -> int:
    """Behind the first of these phrases that stands at piece i, or i itself."""
    for words in alternatives:
        if all(w.low(i + k) == word for k, word in enumerate(words)):
            behind = i + len(words)
            return dot(w, behind) if len(words[-1]) == 1 else behind
    return i


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


def between(w: Words, i: int) -> int:
    """Behind the dash of a range («23–25», «сентябрь — октябрь»), or i itself."""
    return i + 1 if w.low(i) in DASHES else i


def named(w: Words, i: int) -> bool:
    """Whether the date at piece i is part of a name («улица 8 Марта», «завод имени 1 Мая»)."""
    k = i - 1
    while k > i - 4 and w.low(k) in ('«', '"', '.', '„'):
        k -= 1
    return w.low(k) in NAMED_AFTER


def month_at(w: Words, i: int) -> tuple[int, int] | None:
    """Behind a month's name and its number; a short form may have a full stop."""
    number = w.get(i, 'month')
    if number is None:
        return None
    return dot(w, i + 1) if len(w.low(i)) <= SHORT_MONTH and w.low(i) not in WHOLE_MONTHS else i + 1, number


def short_year(w: Words, i: int) -> tuple[int, Year] | None:
    """«22 июня 41-го», «августе 98 года», «12.05.61 г.»: two figures."""
    number = w.get(i, 'number')
    if number is None or len(w.text(i)) != DAY_DIGITS:
        return None
    j = tail(w, i + 1)
    if w.low(j) in YEAR_WORDS and (w.low(j) != 'г' or w.low(j + 1) == '.'):
        return (dot(w, j + 1) if w.low(j) == 'г' else j + 1), Year(number, short=True)
    return (j, Year(number, short=True)) if j > i + 1 and w.low(i + 2) == 'го' else None


LEADING_TO_A_YEAR = frozenset((',', 'в', 'с', 'т'))


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


def read_month_day(w: Words, i: int) -> tuple[int, int, int] | None:
    """Behind «25 сентября», the day and the month."""
    day = day_number(w, i)
    if not day:
        return None
    j = day[0]
    if w.low(j) == 'числа':
        j += 1
    month = month_at(w, j)
    return (month[0], day[1], month[1]) if month and possible(day[1], month[1]) else None


def possible(day: int, month: int) -> bool:
    return valid(2024, month, day)


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


def plural(w: Words, i: int) -> bool:
    """Whether an ordinal or its ending in figures is of the plural: «-е», «-х», «-м», «шестидесятые»."""
    return (
        w.low(i) in ('е', 'х', 'ми', 'ые', 'ых') or (w.low(i) == 'м' and w.low(i + 1) == 'годам')
        if len(w.low(i)) < SHORTEST
        else w.low(i).endswith(('ые', 'ых', 'ым', 'ыми'))
    )


def counts(w: Words, j: int) -> bool:
    """Whether the word at piece j is one that a bare number before it counts: «2024 километра», «в 1800 метрах»."""
    if w.get(j, 'month'):
        return False
    if w.part_of_speech(j) in ('NOUN', 'ADJ'):
        return w.has(j, 'Case=Gen') or w.has(j, 'Number=Plur') or not w.has(j, 'Case=')
    return w.part_of_speech(j) in NOT_A_YEAR
