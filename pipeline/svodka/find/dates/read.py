"""Reading the parts of a date: numbers in figures and words, the day of a month; years are in read_years. Each reader
takes a place in a sentence and gives the place behind what it read with the value, or None."""

from __future__ import annotations

from svodka.find.dates.calendar import valid
from svodka.find.dates.lexicon import cues, stems
from svodka.find.dates.numbers import DAY_DIGITS, DAYS, MILLENNIUM, SHORT_MONTH
from svodka.find.dates.sight import Words
from svodka.language.marks import DASHES

UNITS, TENS, HUNDREDS = range(1, 10), range(20, 91), range(100, 901)
TWO = 2  # of «две тысячи»
SHORTEST = 3  # letters of a word that is tried as a form
NAMED_AFTER = cues('named_after')
WHOLE_MONTHS = cues('whole_months')
ORDINAL_TAILS = cues('ordinal_tails')
OF_A_DAY = ('ое', 'ого', 'ому', 'ым', 'ом', 'ье', 'ьего', 'ьему', 'ьим', 'ьем')  # число is neuter: «первое», «третьего»
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


def plural(w: Words, i: int) -> bool:
    """Whether an ordinal or its ending in figures is of the plural: «-е», «-х», «-м», «шестидесятые»."""
    return (
        w.low(i) in ('е', 'х', 'ми', 'ые', 'ых') or (w.low(i) == 'м' and w.low(i + 1) == 'годам')
        if len(w.low(i)) < SHORTEST
        else w.low(i).endswith(('ые', 'ых', 'ым', 'ыми'))
    )
