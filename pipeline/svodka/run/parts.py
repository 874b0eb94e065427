"""Analyses → a part, and what a part tells of the files in it.

A part is what a shard leaves on the disk. One file holds everything of its documents, so that it is there as a whole or
not at all, and a document is taken out of the collection by leaving out one row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import pyarrow as pa
from svodka.collection.shingles import sketch
from svodka.model import Analysis
from svodka.run.conditions import joined
from svodka.run.part_entities import LocalEntities, local_entities
from svodka.run.part_schema import NESTED, local, part_schema
from svodka.run.part_tables import ROWS
from svodka.run.sources import Origin


def part(origins: Sequence[Origin], analyses: Sequence[Analysis]) -> pa.RecordBatch:
    """Documents and the files they come from as rows of a part, in order."""
    documents = [a.parse.document for a in analyses]
    entities = [local_entities(a) for a in analyses]
    nested = [_nested(table, [ROWS[table](a) for a in analyses]) for table in NESTED]
    rows = [_document(a, found) for a, found in zip(analyses, entities, strict=True)]
    schema = part_schema()
    return pa.record_batch(
        [
            pa.array([o.key for o in origins], pa.string()),
            pa.array([o.stamp for o in origins], pa.string()),
            pa.array([o.sha256 for o in origins], pa.string()),
            pa.array([o.condition for o in origins], pa.string()),
            pa.array([d.document_id for d in documents], pa.string()),
            pa.array([d.path for d in documents], pa.string()),
            pa.array([d.fingerprint for d in documents], pa.string()),
            pa.array([sketch(d.text) if d.status == 'ok' else b'' for d in documents], pa.binary()),
            pa.array(rows, schema.field('document').type),
            pa.array([d.text for d in documents], pa.string()),
            pa.array([found.rows for found in entities], schema.field('entities').type),
            *nested,
        ],
        schema=schema,
    )


@dataclass(frozen=True, slots=True)
class Entry:
    """What a part tells of a file: its key, its stamp and hash as they were, on what the outcome hangs (see
    svodka.run.conditions), and the paths of the documents in it that failed."""

    file: str
    stamp: str
    sha256: str
    condition: str = ''
    failed: tuple[str, ...] = ()


ENTRY_COLUMNS = ('file', 'stamp', 'file_sha256', 'condition', 'path', 'document.status')


def entries(rows: pa.RecordBatch | pa.Table) -> list[Entry]:
    """What rows of a part, or their ENTRY_COLUMNS, tell of each file, in order."""
    found: dict[str, list[tuple[str, str, str, str, str]]] = {}
    columns = [rows.column(name).to_pylist() for name in ('file', 'stamp', 'file_sha256', 'condition', 'path')]
    status = [row['document']['status'] for row in rows.select(['document']).to_pylist()]
    for file, *row in zip(*columns, status, strict=True):
        found.setdefault(file, []).append((row[0], row[1], row[2], row[3], row[4]))
    return [
        Entry(
            file,
            rows[0][0],
            next((sha256 for _, sha256, *_ in rows if sha256), ''),
            joined(condition for _, _, condition, _, _ in rows),
            tuple(path for *_, path, status in rows if status == 'failed'),
        )
        for file, rows in found.items()
    ]


def _nested(table: str, documents: Sequence[Sequence[Sequence[Any]]]) -> pa.ListArray:
    """The rows of a table, given as columns for each document, as a list for each document."""
    kinds = local(table)
    offsets = [0, *accumulate(len(columns[0]) for columns in documents)]
    arrays = [
        pa.array([value for columns in documents for value in columns[i]], kind)
        for i, kind in enumerate(kinds.values())
    ]
    fields = [pa.field(name, kind) for name, kind in kinds.items()]
    return pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), pa.StructArray.from_arrays(arrays, fields=fields))


def _document(a: Analysis, found: LocalEntities) -> dict[str, Any]:
    d = a.parse.document
    return {
        'path': d.path,
        'format': d.format,
        'encoding': d.encoding,
        'sha256': d.sha256,
        'title': d.title,
        'published': d.published,
        'published_from': d.published_from,
        'outlet': d.outlet,
        'url': d.url,
        'author': d.author,
        'place_id': found.dateline,
        'language': d.language,
        'characters': len(d.text),
        'sentences': len(a.parse.sentences),
        'tokens': len(a.parse.tokens),
        'status': d.status,
        'message': d.message,
        'same_text_as': None,  # which only the whole collection tells
    }
