"""Releases given by their dates and names → the ids that the linking gives these names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

import duckdb
import pyarrow as pa
from svodka.collection.link import link_entities
from svodka.find.places import find_place
from svodka.run.part_schema import ENTITY

Release = tuple[str, list[str]]  # date and names


def entity(name: str) -> dict[str, object]:
    """«Имя Фамилия», «И. Фамилия», «Фамилия»; with a colon an organisation, in brackets its abbreviation; with an @ a
    place of the gazetteer."""
    row: dict[str, object] = dict.fromkeys(field.name for field in ENTITY)
    named: dict[str, object]
    if name.startswith('@'):
        place = find_place(name[1:])
        assert place
        named = {'type': 'LOC', 'name': name[1:], 'place': asdict(place)}
    elif name.startswith(':'):
        full, _, abbreviation = name[1:].rstrip(')').partition(' (')
        named = {'type': 'ORG', 'name': full, 'abbreviation': abbreviation or None}
    else:
        *first, last = name.split()
        named = {'type': 'PER', 'name': name, 'last': last, **dict(zip(('first', 'middle'), first, strict=False))}
    return {**row, **named, 'mentions': 1, 'forms': []}


def linked(releases: Sequence[Release]) -> duckdb.DuckDBPyConnection:
    """A database with the tables that linking these releases makes."""
    rows = [
        {'document_id': date, 'local': i, **entity(name)} for date, names in releases for i, name in enumerate(names)
    ]
    db = duckdb.connect()
    schema = pa.schema([('document_id', pa.string()), ('local', pa.int32()), *ENTITY])
    db.register('fresh', pa.Table.from_pylist(rows, schema))
    db.execute('CREATE TABLE entities AS SELECT * FROM fresh')
    db.execute(
        """CREATE TABLE live AS
           SELECT DISTINCT document_id, document_id AS path, document_id::DATE AS published FROM entities"""
    )
    link_entities(db)
    return db


def ids(releases: Sequence[Release]) -> dict[tuple[str, str], str]:
    """{(date, name): entity_id} after the linking of these releases."""
    found = linked(releases).execute(
        'SELECT document_id, name, entity_id FROM entities JOIN links USING (document_id, local)'
    )
    return {(date, name): entity_id for date, name, entity_id in found.fetchall()}
