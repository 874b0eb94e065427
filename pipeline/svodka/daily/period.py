"""Which documents a digest is about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from svodka.daily.sections import DigestError
from svodka.run import journal
from svodka.run.storage import Folder


@dataclass(frozen=True, slots=True)
class Period:
    """The documents of one run, or those published on a day or later. `new` and `changed` are ids of documents;
    `first_seen`: the day on which each document was read for the first time, where a digest since a day must tell it of
    those that have no date."""

    run: journal.Run | None = None
    since: dt.date | None = None
    first_seen: Mapping[str, dt.date] = field(default_factory=dict)

    @property
    def new(self) -> tuple[str, ...]:
        return self.run.new if self.run else ()

    @property
    def entities(self) -> tuple[str, ...]:
        """The ids of the entities that came with the run, where it changed documents."""
        return self.run.entities if self.run else ()

    @property
    def changed(self) -> tuple[str, ...]:
        return self.run.changed if self.run else ()


def of_run(tables: Path, number: int | None = None) -> Period:
    """What a run brought, the last one unless its number is given; it may be nothing. Raises DigestError where no
    journal tells."""
    run = journal.find_run(Folder(str(tables)), number)
    if run is not None:
        return Period(run)
    if number is not None and journal.find_run(Folder(str(tables))):
        raise DigestError(f'The journal of {tables} tells of no run {number}: name another, or a day with --since.')
    raise DigestError(f'{tables} has no journal of its runs: run svodka extract again, or name a day with --since.')


def since(day: dt.date, tables: Path) -> Period:
    """What was published on this day or later, whenever it was read."""
    seen = journal.first_seen(Folder(str(tables)))
    return Period(since=day, first_seen={document: time.astimezone().date() for document, time in seen.items()})
