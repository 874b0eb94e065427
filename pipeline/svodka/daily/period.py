"""Which documents a digest is about."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from svodka.daily.model import DigestError
from svodka.run import journal
from svodka.run.storage import Folder


@dataclass(frozen=True, slots=True)
class Period:
    """The documents of one run, or those published on a day or later. `new` and `changed` are ids of documents."""

    run: journal.Run | None = None
    since: dt.date | None = None

    @property
    def new(self) -> tuple[str, ...]:
        return self.run.new if self.run else ()

    @property
    def changed(self) -> tuple[str, ...]:
        return self.run.changed if self.run else ()


def last_run(tables: Path) -> Period:
    """What the last run brought, which may be nothing. Raises DigestError where no journal tells."""
    run = journal.last_run(Folder(str(tables)))
    if run is None:
        raise DigestError(f'{tables} has no journal of its runs: run svodka extract again, or name a day with --since.')
    return Period(run)


def since(day: dt.date) -> Period:
    """What was published on this day or later, whenever it was read."""
    return Period(since=day)
