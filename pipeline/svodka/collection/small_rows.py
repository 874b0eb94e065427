"""The rows that stand in the documents (sentences, tokens, mentions, …), taken out of parts in memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc
from svodka.collection.common import TYPE_OF
from svodka.collection.small_link import Linked, LocalEntity
from svodka.run.part_schema import ENTITY_TABLES
from svodka.schema import columns


def nested_rows(
    parts: pa.Table, entities: Sequence[Sequence[LocalEntity]], table: str, linked: Mapping[str, Linked]
) -> pa.Table:
    """The rows of a table that stand in these rows of parts, whose documents have these entities."""
    held = parts.column(table).combine_chunks()
    document = pc.list_parent_indices(held)
    rows = pc.list_flatten(held)
    names = [field.name for field in rows.type]
    found = dict(zip(names, rows.flatten(), strict=True))
    found['document_id'] = parts.column('document_id').combine_chunks().take(document)
    wanted = columns(table)
    kept = None
    flat = [e for some in entities for e in some]
    first = [0]
    for some in entities:
        first.append(first[-1] + len(some))
    for column in (c for c in wanted if ENTITY_TABLES & set(c.refers)):
        at = pc.add(pa.array(first, pa.int64()).take(document), found[column.name])
        kinds = {TYPE_OF[t] for t in column.refers if t in TYPE_OF}
        ids = pa.array([e.entity_id if e.linked_type in kinds else None for e in flat], pa.string()).take(at)
        if not column.nullable:
            kept = ids.is_valid() if kept is None else pc.and_(kept, ids.is_valid())
        if table == 'mentions':
            found['type'] = pa.array([e.linked_type for e in flat], pa.string()).take(at)
        if table == 'quotations':
            called = pa.array([linked[e.entity_id].row.name if e.linked_type in kinds else None for e in flat],
                              pa.string()).take(at)  # fmt: skip
            found['speaker'] = pc.coalesce(called, found['speaker'])
        found[column.name] = ids
    made = pa.Table.from_arrays([found[c.name] for c in wanted], [c.name for c in wanted])
    return made if kept is None else made.filter(kept)
