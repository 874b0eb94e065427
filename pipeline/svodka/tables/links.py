"""What ids stand for, for a workbook: names, and the rows to which they lead."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import pyarrow as pa

# Table, its key, and the columns that may name a row, the best first.
SOURCES = (
    ('documents', 'document_id', 'title', 'path'),
    ('people', 'entity_id', 'name'),
    ('organisations', 'entity_id', 'name'),
    ('places', 'entity_id', 'name'),
)


@dataclass(frozen=True, slots=True)
class Links:
    """By id: a name, the table and number of the row; for documents also the date of publication."""

    names: Mapping[str, str]
    rows: Mapping[str, tuple[str, int]]
    published: Mapping[str, dt.date]


def read_links(batches: Callable[[str], Iterable[pa.RecordBatch]]) -> Links:
    """Go through the tables of documents and entities once."""
    names: dict[str, str] = {}
    rows: dict[str, tuple[str, int]] = {}
    published: dict[str, dt.date] = {}
    for table, key, *called in SOURCES:
        number = 0
        for batch in batches(table):
            for row in batch.select([key, *called, *(['published'] if table == 'documents' else [])]).to_pylist():
                names[row[key]] = next((row[c] for c in called if row[c]), '')
                rows[row[key]] = table, number
                if row.get('published'):
                    published[row[key]] = row['published']
                number += 1
    return Links(names, rows, published)
