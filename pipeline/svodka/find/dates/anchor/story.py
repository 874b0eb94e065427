"""What a text has told so far, from which later dates of it may take their year."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from svodka.find.dates.meaning import Calendar, Meaning, Range, Resolved, Shift, has_year

DAYS = (Calendar, Shift, Range)
HOLDS = 2  # sentences for which a told day or a written year may be meant by «на следующий день», «годом ранее»


@dataclass(slots=True)
class Story:
    """The last day and the last written year (for dates that count from them); the event that was told of with its
    year (`event`), whether it was of the past, and in which sentence; the days that were named.
    `dated` is the latest full date, for a text without a day of publication."""

    written: dt.date | None = None
    written_in: int = -99
    narrated: dt.date | None = None
    narrated_in: int = -99
    event: dt.date | None = None
    event_in: int = -99
    past: bool = False
    dated: dt.date | None = None
    ahead: bool = False  # whether that lies ahead, as its sentence tells
    heading: dt.date | None = None  # a year that is a sentence of its own, as tables have it
    pending: list[tuple[Any, dt.date]] = field(default_factory=list)  # scenes not yet asked whether they date an event
    named: dict[tuple[int, int], dt.date] = field(default_factory=dict)

    def told(self, sentence: int) -> tuple[dt.date | None, dt.date | None]:
        """The last date with a written year and the last day, as long as the text may still mean them."""
        written = self.written if sentence - self.written_in <= HOLDS else None
        narrated = self.narrated if sentence - self.narrated_in <= HOLDS else None
        return written, narrated

    def remember(self, meaning: Meaning, resolved: Resolved, sentence: int, cited: bool) -> None:
        """Note a date that was found; the year of a law that is cited («от 21 декабря 2021 г.») is nobody's."""
        interval = resolved.interval
        if interval is None or interval.start is None:
            return
        if interval.unit == 'day' and interval.start == interval.stop and isinstance(meaning, Calendar) and not cited:
            self.named[interval.start.month, interval.start.day] = interval.start
        if has_year(meaning) and not cited:
            self.written, self.written_in = interval.start, sentence
        if interval.unit == 'day' and interval.stop and isinstance(meaning, DAYS):
            self.narrated, self.narrated_in = interval.stop, sentence

    def tell(self, start: dt.date, sentence: int, past: bool) -> None:
        """Note a date of an event: later ones may take its year."""
        self.event, self.event_in, self.past = start, sentence, past

    def end(self) -> None:
        """The text speaks of these days again."""
        self.past = False
        self.pending.clear()

    def goes_on(self, start: dt.date, sentence: int) -> None:
        """A date took its year from the story: the story goes on."""
        self.event, self.event_in = start, sentence
