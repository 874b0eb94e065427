"""The tables as a report asks for them: a DuckDB connection with everything in reading order."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import duckdb

from svodka.api import connect
from svodka.run.fingerprint import code
from svodka.run.ids import digest
from svodka.run.own import RECORD
from svodka.schema import TABLES
from svodka.tables.origins import link

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


def read_sources(folder: Path) -> dict[str, str]:
    """Where the documents were read from, as run.json says: folders and files by what stands before their paths."""
    try:
        told = json.loads((folder / RECORD).read_bytes()).get('sources', {})
    except (OSError, ValueError, AttributeError, RecursionError):
        return {}
    return {str(k): v for k, v in told.items() if isinstance(v, str)} if isinstance(told, dict) else {}


def hash_of(folder: Path) -> str:
    """A hash of all that a report is made of: the tables, where their documents lie, and the program."""
    parts: list[object] = [code(afterwards=True), sorted(read_sources(folder).items())]
    for table in TABLES:
        for path in (folder / f'{table}.parquet', folder / f'{table}.csv'):
            if path.is_file():
                with path.open('rb') as file:
                    parts.append(hashlib.file_digest(file, 'sha256').hexdigest())
                break
    return digest(*parts)


class Store:
    """An open folder of tables."""

    def __init__(self, folder: Path) -> None:
        """Raises FileNotFoundError for a folder that holds no tables."""
        self.db: duckdb.DuckDBPyConnection = connect(folder)
        self.db.execute(DOCUMENTS)
        self.db.execute(ENTITIES)
        self.sources = read_sources(folder)

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

    def tuples(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """The result of a query, a tuple a row."""
        return self.db.execute(query, list(values)).fetchall()

    def by_document(self, query: str, *values: object) -> dict[int, list[tuple[Any, ...]]]:
        """The rows of a query by their first column, without it."""
        groups: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
        for number, *row in self.tuples(query, *values):
            groups[number].append(tuple(row))
        return groups

    def slices(self, table: str, size: int = SLICE) -> Iterator[tuple[int, int]]:
        """Ranges of `n`, first and last, that cut docs or entities into slices."""
        count = self.value(f'SELECT count(*) FROM {table}')
        for first in range(0, count, size):
            yield first, min(first + size, count) - 1

    def names(self, ids: Sequence[str]) -> dict[str, str]:
        """The names of entities by id."""
        found = self.db.execute('SELECT entity_id, name FROM entities WHERE entity_id = ANY($1)', [list(ids)])
        return dict(found.fetchall())

    def origin(self, path: str, page: Path) -> str | None:
        """A link from a page to the file of a document, if that is still where it was read."""
        for label, place in self.sources.items():
            inner = path.removeprefix(f'{label}/') if label else path
            while inner:
                whole = not label and inner == Path(place).name and Path(place).is_file()  # a source that is a file
                file = Path(place) if whole else Path(place, inner)
                if '..' not in Path(inner).parts and file.is_file():
                    return link(page.parent.resolve(), file.resolve())
                inner = inner.rpartition('#')[0]
        return None

    def close(self) -> None:
        self.db.close()
