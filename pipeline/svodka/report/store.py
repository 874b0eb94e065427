"""The tables as a report asks for them: a DuckDB connection with everything in reading order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import duckdb

from svodka.api import connect

Row = dict[str, Any]
SLICE = 400  # documents or entities at a time, so that memory does not grow with the collection

# `n` numbers the documents by date, those without one last; lists, the index of words and navigation use it.
DOCUMENTS = """
CREATE TEMP TABLE docs AS
SELECT (row_number() OVER (ORDER BY d.published NULLS LAST, d.path) - 1)::INTEGER AS n, d.*, p.name AS place,
       coalesce(q.quotations, 0) AS quotations
FROM documents d LEFT JOIN places p ON p.entity_id = d.place_id
LEFT JOIN (SELECT document_id, count(*) AS quotations FROM quotations GROUP BY ALL) q USING (document_id)
ORDER BY n"""

ENTITIES = """
CREATE TEMP TABLE entities AS
SELECT (row_number() OVER (ORDER BY generic, mentions DESC, name, entity_id) - 1)::INTEGER AS n, e.*,
       coalesce(q.quotations, 0) AS quotations, a.aliases
FROM (
    SELECT 'people' AS kind_of, entity_id, name, documents, mentions, first_date, last_date, wikidata_id, position,
           organisation_id AS link_id, gender, NULL AS abbreviation, NULL AS kind, NULL AS country,
           NULL AS geonames_id, NULL AS latitude, NULL AS longitude, false AS generic FROM people
    UNION ALL
    SELECT 'organisations', entity_id, name, documents, mentions, first_date, last_date, wikidata_id, NULL, place_id,
           NULL, abbreviation, NULL, NULL, NULL, NULL, NULL, generic FROM organisations
    UNION ALL
    SELECT 'places', entity_id, name, documents, mentions, first_date, last_date, wikidata_id, NULL, NULL, NULL, NULL,
           kind, country, geonames_id, latitude, longitude, false FROM places) e
LEFT JOIN (SELECT speaker_id AS entity_id, count(*) AS quotations FROM quotations GROUP BY ALL) q USING (entity_id)
LEFT JOIN (SELECT entity_id, list(name ORDER BY mentions DESC, name) AS aliases FROM aliases GROUP BY ALL) a
     USING (entity_id)
ORDER BY n"""


class Store:
    """An open folder of tables."""

    def __init__(self, folder: Path) -> None:
        """Raises FileNotFoundError for a folder that holds no tables."""
        self.db: duckdb.DuckDBPyConnection = connect(folder)
        self.db.execute(DOCUMENTS)
        self.db.execute(ENTITIES)

    def rows(self, query: str, *values: object) -> list[Row]:
        """The result of a query, a dict a row."""
        found = self.db.execute(query, list(values))
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    def value(self, query: str, *values: object) -> Any:
        """The first cell of a query's result."""
        found = self.db.execute(query, list(values)).fetchone()
        return found[0] if found else None

    def grouped(self, key: str, query: str, *values: object) -> dict[Any, list[Row]]:
        """The rows of a query by one of its columns."""
        groups: dict[Any, list[Row]] = defaultdict(list)
        for row in self.rows(query, *values):
            groups[row[key]].append(row)
        return groups

    def slices(self, table: str) -> Iterator[tuple[int, int]]:
        """Ranges of `n`, first and last, that cut docs or entities into slices."""
        count = self.value(f'SELECT count(*) FROM {table}')
        for first in range(0, count, SLICE):
            yield first, min(first + SLICE, count) - 1

    def names(self, ids: Sequence[str]) -> dict[str, str]:
        """The names of entities by id."""
        found = self.db.execute('SELECT entity_id, name FROM entities WHERE entity_id = ANY($1)', [list(ids)])
        return dict(found.fetchall())

    def close(self) -> None:
        self.db.close()
