"""The documents of a collection in reading order, each with its rows of other tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

Row = dict[str, Any]
BATCH = 2000  # rows at a time, so that memory does not grow with the collection

NUMBERED = '(SELECT document_id, row_number() OVER (ORDER BY published NULLS LAST, path) AS n FROM documents)'
IN_ORDER = f'SELECT t.* FROM {{table}} t JOIN {NUMBERED} USING (document_id) ORDER BY n, {{place}}'
TEXTS = f"""
SELECT d.*, t.text AS text_of FROM documents d JOIN texts t USING (document_id) JOIN {NUMBERED} USING (document_id)
ORDER BY n"""
ENTITIES = """
SELECT 'PER' AS type, entity_id, name, documents, mentions, quotations FROM people UNION ALL
SELECT 'ORG', entity_id, name, documents, mentions, quotations FROM organisations UNION ALL
SELECT 'LOC', entity_id, name, documents, mentions, NULL FROM places"""


@dataclass(frozen=True, slots=True)
class Exported:
    """A document that was read: its row, its text, and by table the rows that stand in it, in order of place."""

    document: Row
    text: str
    rows: dict[str, list[Row]]


def rows_of(db: duckdb.DuckDBPyConnection, query: str) -> Iterator[Row]:
    """The rows of a query, a dict each."""
    found = db.cursor().execute(query)
    names = [column[0] for column in found.description or ()]
    while batch := found.fetchmany(BATCH):
        for row in batch:
            yield dict(zip(names, row, strict=True))


def documents(db: duckdb.DuckDBPyConnection, tables: Sequence[str]) -> Iterator[Exported]:
    """The documents with the status ok, by date and path, each with its rows of some tables."""
    places = {'sentences': 'sentence', 'tokens': 'token'}
    streams = {
        table: _Stream(rows_of(db, IN_ORDER.format(table=table, place=places.get(table, 'start, stop'))))
        for table in tables
    }
    for document in rows_of(db, TEXTS):
        text = document.pop('text_of')
        found = {table: stream.take(document['document_id']) for table, stream in streams.items()}
        yield Exported(document, text, found)


class _Stream:
    """Rows in the order of documents, given out a document at a time."""

    def __init__(self, rows: Iterator[Row]) -> None:
        self._rows = rows
        self._next = next(rows, None)

    def take(self, document_id: str) -> list[Row]:
        """The rows of a document, which come next if it has any."""
        taken = []
        while self._next is not None and self._next['document_id'] == document_id:
            taken.append(self._next)
            self._next = next(self._rows, None)
        return taken


def names(db: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """The canonical name of each entity, by id."""
    return {row['entity_id']: row['name'] for row in rows_of(db, ENTITIES)}
