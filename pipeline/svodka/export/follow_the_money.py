"""Entities of FollowTheMoney (https://followthemoney.tech), a JSON object a line, as Aleph and its tools take them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb

from svodka.export.documents import rows_of

PEOPLE = """
SELECT p.*, list(DISTINCT a.name ORDER BY a.name) FILTER (a.name <> p.name) AS aliases
FROM people p LEFT JOIN aliases a USING (entity_id) GROUP BY ALL ORDER BY entity_id"""
ORGANISATIONS = """
SELECT o.*, l.country, list(DISTINCT a.name ORDER BY a.name) FILTER (a.name <> o.name) AS aliases
FROM organisations o LEFT JOIN places l ON l.entity_id = o.place_id LEFT JOIN aliases a ON a.entity_id = o.entity_id
GROUP BY ALL ORDER BY o.entity_id"""
# One employment a person, body and office, however many texts state it.
POSITIONS = """
SELECT person_id, organisation_id, position, min(d.published) AS first, count(*) AS times
FROM positions JOIN documents d USING (document_id) WHERE organisation_id IS NOT NULL GROUP BY ALL ORDER BY ALL"""
DOCUMENTS = """
SELECT d.*, t.text FROM documents d JOIN texts t USING (document_id) ORDER BY published NULLS LAST, path"""
MENTIONS = r"""
SELECT document_id, entity_id, type, list(DISTINCT regexp_replace(text, '\s+', ' ', 'g')) AS names
FROM mentions WHERE type <> 'LOC' GROUP BY ALL ORDER BY ALL"""
# Characters that its texts may not hold: PDFs have page breaks.
CONTROL = re.compile(r'[\x00-\x08\x0b-\x1f\x7f]')
LONGEST = 60_000  # characters of a value; it takes no more than 65,000
SCHEMATA = {'PER': 'Person', 'ORG': 'Organization'}


def write_ftm(db: duckdb.DuckDBPyConnection, out: Path) -> int:
    """People, organisations, who works where, documents, who is mentioned in them. Returns the number of objects."""
    count = 0
    with out.open('w', encoding='utf-8', newline='\n') as file:
        for entity in entities(db):
            file.write(json.dumps(entity, ensure_ascii=False) + '\n')
            count += 1
    return count


def entities(db: duckdb.DuckDBPyConnection) -> Iterator[dict[str, Any]]:
    """Every entity as FollowTheMoney writes it."""
    for row in rows_of(db, PEOPLE):
        yield _entity(row['entity_id'], 'Person', name=row['name'], alias=row['aliases'], firstName=row['first_name'],
                      middleName=row['middle_name'], lastName=row['last_name'], gender=row['gender'],
                      position=row['position'], wikidataId=row['wikidata_id'])  # fmt: skip
    for row in rows_of(db, ORGANISATIONS):
        yield _entity(row['entity_id'], 'Organization', name=row['name'], alias=row['aliases'],
                      weakAlias=row['abbreviation'], country=(row['country'] or '').lower() or None,
                      wikidataId=row['wikidata_id'])  # fmt: skip
    for number, row in enumerate(rows_of(db, POSITIONS)):
        yield _entity(f'employment-{number}-{row["person_id"]}', 'Employment', employee=row['person_id'],
                      employer=row['organisation_id'], role=row['position'],
                      date=row['first'].isoformat() if row['first'] else None)  # fmt: skip
    for row in rows_of(db, DOCUMENTS):
        yield _entity(
            row['document_id'],
            'Article',
            fileName=row['path'],
            title=row['title'] or row['path'],
            bodyText=_pieces(CONTROL.sub(' ', row['text'])),
            language='rus' if row['language'] == 'ru' else None,
            publishedAt=row['published'].isoformat() if row['published'] else None,
            sourceUrl=row.get('url'),
            publisher=row.get('outlet'),
            author=row.get('author'),
        )
    for row in rows_of(db, MENTIONS):
        yield _entity(
            f'mention-{row["document_id"]}-{row["entity_id"]}',
            'Mention',
            document=row['document_id'],
            resolved=row['entity_id'],
            name=sorted(row['names']),
            detectedSchema=SCHEMATA[row['type']],
        )


def _pieces(text: str) -> list[str]:
    return [text[at : at + LONGEST] for at in range(0, len(text), LONGEST)]


def _entity(key: str, schema: str, **properties: str | list[str] | None) -> dict[str, Any]:
    """An entity with the properties that have a value; each is a list there."""
    held = {name: [value] if isinstance(value, str) else value for name, value in properties.items() if value}
    return {'id': key, 'schema': schema, 'properties': held}
