"""The schema of a part: one row a document, with the rows of all its tables nested in it.

Ids of entities are not known before the whole collection is: a part holds the index of the entity in its document
instead.
"""

from __future__ import annotations

from functools import cache

import pyarrow as pa
from svodka.schema import arrow_schema, columns

# The tables whose rows are nested in a document's row.
NESTED = ('sentences', 'tokens', 'mentions', 'positions', 'dates', 'quotations')
ENTITY_TABLES = frozenset({'people', 'organisations', 'places'})

PLACE = pa.struct(
    [
        ('key', pa.string()),
        ('name', pa.string()),
        ('kind', pa.string()),
        ('country', pa.string()),
        ('geonames_id', pa.int64()),
        ('latitude', pa.float64()),
        ('longitude', pa.float64()),
    ]
)
PLACE_FIELDS = tuple(field.name for field in PLACE)
# An entity of one document. `position` and `organisation` (an index) are the pair stated most often, `place` is the
# gazetteer's entry and `located` the index of the place of an organisation; `forms` are the names of its mentions.
ENTITY = pa.struct(
    [
        ('type', pa.string()),
        ('name', pa.string()),
        ('first', pa.string()),
        ('middle', pa.string()),
        ('last', pa.string()),
        ('gender', pa.string()),
        ('abbreviation', pa.string()),
        ('place', PLACE),
        ('located', pa.int32()),
        ('position', pa.string()),
        ('organisation', pa.int32()),
        ('mentions', pa.int32()),
        ('forms', pa.list_(pa.struct([('name', pa.string()), ('form', pa.string()), ('mentions', pa.int32())]))),
    ]
)


def local(table: str) -> dict[str, pa.DataType]:
    """The columns of a table as a part holds them: without the document, with indices in place of entities' ids."""
    index = {c.name for c in columns(table) if ENTITY_TABLES & set(c.refers)}
    return {f.name: pa.int32() if f.name in index else f.type for f in arrow_schema(table) if f.name != 'document_id'}


@cache
def part_schema() -> pa.Schema:
    """The schema of a part; `document` is the row of `documents`, `path` is apart for the sake of sorting, `sketch` as
    svodka.collection.shingles makes it."""
    return pa.schema(
        [
            ('file', pa.string()),
            ('stamp', pa.string()),
            ('file_sha256', pa.string()),
            ('condition', pa.string()),
            ('document_id', pa.string()),
            ('path', pa.string()),
            ('fingerprint', pa.string()),
            ('sketch', pa.binary()),
            ('document', pa.struct(list(local('documents').items()))),
            ('text', pa.string()),
            ('entities', pa.list_(ENTITY)),
            *((table, pa.list_(pa.struct(list(local(table).items())))) for table in NESTED),
        ]
    )
