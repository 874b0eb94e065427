"""What the reader of a format gives: a text with what the file itself says about it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal, NamedTuple

from svodka.model import Status


class ReadError(Exception):
    """A file that cannot be read, and why, in one sentence for the user; `status` is failed or skipped, `condition`
    what that hangs on (see svodka.run.conditions)."""

    def __init__(self, message: str, status: Status = 'failed', condition: str = '') -> None:
        super().__init__(message)
        self.status = status
        self.condition = condition


class Evidence(NamedTuple):
    """What speaks for a date of publication, a headline or an outlet: `role` is the column, `where` the place in which
    the value stands, `against` why it does not count, empty for one that does if none before it does."""

    role: Literal['published', 'title', 'outlet']
    value: str
    where: str
    against: str = ''


@dataclass(frozen=True, slots=True)
class Part:
    """A text in a file. `name` tells it apart from the others («#3», an attachment's name), '' for the file's own.

    `published` is the date that the file states about itself, `stamped` the one that a page shows beside its headline
    or article; `hints` are dates it states but that may mean something else (a document's properties), taken only if
    the text has the same date; `outlet`, `url` and `author` as in `Document`; `sent` is the day of the mail that it was
    attached to, taken if the text states no day; `place` the one of a dateline beside the text; `condition` as in
    `ReadError`. `evidence` is what a page holds of each, the best first, for `svodka explain`.
    """

    text: str
    format: str
    name: str = ''
    encoding: str | None = None
    title: str | None = None
    published: dt.date | None = None
    stamped: dt.date | None = None
    hints: tuple[dt.date, ...] = ()
    status: Status = 'ok'
    message: str | None = None
    condition: str = ''
    outlet: str | None = None
    url: str | None = None
    author: str | None = None
    sent: dt.date | None = None
    place: str | None = None
    evidence: tuple[Evidence, ...] = ()
