"""What ids stand for, for a workbook: names, and the rows to which they lead; and what its first sheet tells."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

# Table, its key, and the columns that may name a row, the best first.
SOURCES = (
    ('documents', 'document_id', 'title', 'path'),
    ('people', 'entity_id', 'name'),
    ('organisations', 'entity_id', 'name'),
    ('places', 'entity_id', 'name'),
)
TYPES = {'people': 'PER', 'organisations': 'ORG', 'places': 'LOC'}
MOST = 10  # in a list of the first sheet
ALSO = 5  # other names of an entity


@dataclass(slots=True)
class Told:
    """What the first sheet tells: documents by status, the read ones by month, the entities with the most documents by
    table, and the speakers with the most quotations, each as (id, name, a number, another)."""

    statuses: Counter[str] = field(default_factory=Counter)
    first: dt.date | None = None
    last: dt.date | None = None
    undated: int = 0
    months: Counter[str] = field(default_factory=Counter)
    quoted_in: Counter[str] = field(default_factory=Counter)
    top: dict[str, list[tuple[str, str, int, int]]] = field(default_factory=dict)
    quoted: list[tuple[str, str, int, int]] = field(default_factory=list)

    def count_document(self, row: Mapping[str, Any]) -> None:
        self.statuses[row['status']] += 1
        if row['status'] != 'ok':
            return
        day = row['published']
        if day is None:
            self.undated += 1
            return
        self.first, self.last = min(self.first or day, day), max(self.last or day, day)
        self.months[month_of(day)] += 1


def month_of(day: dt.date) -> str:
    return f'{day.year:04}-{day.month:02}'


@dataclass(frozen=True, slots=True)
class Links:
    """By id: a name, the table and number of the row, other names; for documents also the date of publication and who
    published it."""

    names: dict[str, str] = field(default_factory=dict)
    rows: dict[str, tuple[str, int]] = field(default_factory=dict)
    published: dict[str, dt.date] = field(default_factory=dict)
    outlets: dict[str, str] = field(default_factory=dict)
    also: dict[str, str] = field(default_factory=dict)
    told: Told = field(default_factory=Told)

    def type_of(self, key: str | None) -> str | None:
        """PER, ORG or LOC."""
        return TYPES.get(self.rows.get(key or '', ('', 0))[0])


def read_links(batches: Callable[[str], Iterable[pa.RecordBatch]]) -> Links:
    """Go through the tables of documents, entities and their names once."""
    links = Links()
    for table, key, *called in SOURCES:
        more = ['published', 'outlet', 'status'] if table == 'documents' else ['documents', 'mentions']
        more += ['quotations'] if table in ('people', 'organisations') else []
        tops: list[tuple[str, str, int, int]] = []
        for number, row in enumerate(_rows(batches(table), [key, *called, *more])):
            name = next((row[c] for c in called if row[c]), '')
            links.names[row[key]], links.rows[row[key]] = name, (table, number)
            if table == 'documents':
                links.told.count_document(row)
                if row['published']:
                    links.published[row[key]] = row['published']
                if row['outlet']:
                    links.outlets[row[key]] = row['outlet']
                continue
            tops.append((row[key], name, row['documents'], row['mentions']))
            if row.get('quotations'):
                links.told.quoted.append((row[key], name, row['quotations'], row['documents']))
        links.told.top[table] = _most(tops)
    links.told.quoted = _most(links.told.quoted)
    _read_also(links, batches('aliases'))
    return links


def _rows(batches: Iterable[pa.RecordBatch], names: list[str]) -> Iterator[dict[str, Any]]:
    for batch in batches:
        yield from batch.select(names).to_pylist()


def _most(rows: list[tuple[str, str, int, int]]) -> list[tuple[str, str, int, int]]:
    return sorted((row for row in rows if row[2]), key=lambda row: (-row[2], -row[3], row[1]))[:MOST]


def _read_also(links: Links, batches: Iterable[pa.RecordBatch]) -> None:
    """The other names of each entity, the most frequent first; letter case makes none."""
    found: dict[str, dict[str, str]] = {}
    for batch in batches:
        for key, name in zip(batch['entity_id'].to_pylist(), batch['name'].to_pylist(), strict=True):
            others = found.setdefault(key, {})
            if len(others) < ALSO and name.casefold() != links.names.get(key, '').casefold():
                others.setdefault(name.casefold(), name)
    links.also.update((key, ' · '.join(others.values())) for key, others in found.items() if others)
