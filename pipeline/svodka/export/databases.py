"""The tables as one file of a database."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb

from svodka.export.documents import BATCH
from svodka.schema import TABLES, Column, columns, description

SQLITE_TYPES = {str: 'TEXT', int: 'INTEGER', float: 'REAL', dt.date: 'TEXT', bool: 'INTEGER'}
# The columns whose words are searched, by table. Lemmas find every form of a word; only texts have them.
SEARCHED = {'documents': ('title',), 'texts': ('text', 'lemmas'), 'quotations': ('text', 'speaker')}
LEMMAS = """
SELECT t.document_id, t.text, l.lemmas FROM texts t LEFT JOIN (
    SELECT document_id, string_agg(lemma, ' ' ORDER BY token) AS lemmas FROM tokens GROUP BY ALL
) l USING (document_id)"""


def write_sqlite(db: duckdb.DuckDBPyConnection, out: Path, tables: Sequence[str] = tuple(TABLES)) -> int:
    """A SQLite database: keys, an index for every column of ids, full-text search; dates are ISO texts, truths 0 or 1.

    `texts` has the lemmas, too: `SELECT … FROM texts_fts WHERE texts_fts MATCH 'lemmas:министерство'`. Returns the
    number of rows.
    """
    count = 0
    with closing(sqlite3.connect(out)) as target:
        target.execute('PRAGMA foreign_keys = OFF')  # tables come in the schema's order, ids before what they name
        for table in tables:
            target.execute(_create(table, tables))
            query = LEMMAS if table == 'texts' else f'SELECT * FROM {table}'
            marks = ', '.join('?' * (len(columns(table)) + (table == 'texts')))
            for batch in _batches(db, query):
                target.executemany(f'INSERT INTO {table} VALUES ({marks})', batch)
                count += len(batch)
            for column in columns(table):
                if column.refers and not (column.key and column is columns(table)[0]):
                    target.execute(f'CREATE INDEX {table}_{column.name} ON {table} ({column.name})')
        for table, searched in SEARCHED.items():
            if table not in tables:
                continue
            listed = ', '.join(searched)
            target.execute(f'CREATE VIRTUAL TABLE {table}_fts USING fts5 ({listed}, content="{table}", '
                           'tokenize="unicode61 remove_diacritics 0")')  # fmt: skip
            target.execute(f"INSERT INTO {table}_fts ({table}_fts) VALUES ('rebuild')")
        target.commit()
        target.execute('ANALYZE')
        target.commit()
    return count


def _create(table: str, tables: Sequence[str]) -> str:
    lines = [_declared(column) for column in columns(table)]
    if table == 'texts':
        lines.append('lemmas TEXT')
    keys = [column.name for column in columns(table) if column.key]
    if keys:
        lines.append(f'PRIMARY KEY ({", ".join(keys)})')
    # An id that may name a row of one of several tables, or of one that is left out, has no table to refer to.
    lines += [
        f'FOREIGN KEY ({column.name}) REFERENCES {column.refers[0]} ({columns(column.refers[0])[0].name})'
        for column in columns(table)
        if len(column.refers) == 1 and column.refers[0] in tables
    ]
    return f'CREATE TABLE {table} (\n  ' + ',\n  '.join(lines) + '\n)'


def _declared(column: Column) -> str:
    return f'{column.name} {SQLITE_TYPES[column.type]}{"" if column.nullable else " NOT NULL"}'


def _batches(db: duckdb.DuckDBPyConnection, query: str) -> Iterator[list[tuple[Any, ...]]]:
    found = db.cursor().execute(query)
    while batch := found.fetchmany(BATCH):
        yield [tuple(v.isoformat() if isinstance(v, dt.date) else v for v in row) for row in batch]


def write_duckdb(db: duckdb.DuckDBPyConnection, out: Path, tables: Sequence[str] = tuple(TABLES)) -> int:
    """A DuckDB database with the tables and the descriptions of their columns. Returns the number of rows."""
    count = 0
    db.execute(f'ATTACH {_quoted(str(out))} AS target')
    for table in tables:
        db.execute(f'CREATE TABLE target.{table} AS SELECT * FROM {table}')
        db.execute(f'COMMENT ON TABLE target.{table} IS {_quoted(description(table))}')
        for column in columns(table):
            db.execute(f'COMMENT ON COLUMN target.{table}.{column.name} IS {_quoted(column.description)}')
        counted = db.execute(f'SELECT count(*) FROM target.{table}').fetchone()
        count += counted[0] if counted else 0
    db.execute('DETACH target')
    return count


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
