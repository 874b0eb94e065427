"""What a digest is made of. Its texts are as they stand in the releases: who shows them escapes them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType

from svodka.lexicons import words_in
from svodka.schema import Language


class DigestError(Exception):
    """A digest that cannot be made, with one sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class Item:
    """A row of a section. `head` is what it is about, `note` what is said of it; `quotes` are sentences of releases,
    each behind a label, which may be empty; `day`, `title`, `path` and `url` are those of the document."""

    head: str
    note: str = ''
    quotes: tuple[tuple[str, str], ...] = ()
    day: dt.date | None = None
    title: str = ''
    path: str = ''
    url: str = ''


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that belong together: the documents of an outlet, what one person said."""

    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a digest; `note` explains it, `more` counts the rows that are left out."""

    key: str
    title: str
    groups: tuple[Group, ...] = ()
    note: str = ''
    more: int = 0


@dataclass(frozen=True, slots=True)
class Digest:
    """The news of a period. `matched`: how many entries of the watch list were met; `sections` in reading order, those
    without rows among them."""

    language: Language
    title: str
    lead: tuple[str, ...]
    sections: tuple[Section, ...] = ()
    matched: int = 0
    labels: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def day(self, value: dt.date | None) -> str:
        """A date as people write it: 05.09.2025 in Russian, ISO 8601 in English."""
        return day(value, self.language)


def day(value: dt.date | None, language: Language) -> str:
    """As `Digest.day`; empty for no date.

    >>> day(dt.date(2025, 9, 5), 'ru')
    '05.09.2025'
    """
    if value is None:
        return ''
    return f'{value.day:02}.{value.month:02}.{value.year:04}' if language == 'ru' else value.isoformat()


@cache
def labels(language: Language) -> Mapping[str, str]:
    """Key → words of the digest.

    >>> labels('en')['quotations']
    'Who said what'
    """
    return words_in(Path(__file__).with_name('labels.yaml'), language)
