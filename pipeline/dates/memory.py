"""What a text has told so far, from which later dates of it count."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace

from pipeline.dates.meaning import Calendar, Meaning, Range, Resolved, Shift, Year, has_year

NARRATED_SENTENCES = 2  # a day told about holds for the next sentences
WRITTEN_SENTENCES = 2  # and a bare year or season of the text for these
# The year of these holds as long as no other is written.
LASTING = frozenset(('day', 'weekend', 'week', 'third', 'month'))


@dataclass(slots=True)
class Memory:
    """What the text has told so far: the last date with a written year, the last day, and in which sentence."""

    written: dt.date | None = None
    written_in: int = -99
    written_day: bool = False
    narrated: dt.date | None = None
    narrated_in: int = -99
    named: dict[tuple[int, int], int] = field(default_factory=dict)  # (month, day) → the year it was of


def named_before(meaning: Meaning, memory: Memory) -> Meaning:
    """A day that the text has named before is the same day: «ждём Вас 9 мая … на 9 мая»."""
    if (
        isinstance(meaning, Calendar)
        and meaning.unit == 'day'
        and meaning.year is None
        and meaning.month
        and meaning.number
    ):
        year = memory.named.get((meaning.month, meaning.number))
        return replace(meaning, year=Year(year)) if year else meaning
    return meaning


def remembered(memory: Memory, sentence: int) -> tuple[dt.date | None, dt.date | None]:
    """The last date with a written year and the last day told about, as long as the text may still mean them."""
    written = memory.written if memory.written_day or sentence - memory.written_in <= WRITTEN_SENTENCES else None
    narrated = memory.narrated if sentence - memory.narrated_in <= NARRATED_SENTENCES else None
    return written, narrated


def remember(memory: Memory, meaning: Meaning, resolved: Resolved, sentence: int, cited: bool) -> None:
    """Note what later dates may count from; the year of a law that is cited («от 21 декабря 2021 г.») is not theirs."""
    interval = resolved.interval
    if interval is None or interval.start is None:
        return
    if interval.unit == 'day' and interval.start == interval.stop and isinstance(meaning, Calendar) and not cited:
        memory.named[interval.start.month, interval.start.day] = interval.start.year
    if has_year(meaning) and not cited:
        memory.written, memory.written_in = interval.start, sentence
        memory.written_day = interval.unit in LASTING
    if interval.unit == 'day' and interval.stop and isinstance(meaning, Calendar | Shift | Range):
        memory.narrated, memory.narrated_in = interval.stop, sentence
