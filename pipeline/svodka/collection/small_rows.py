"""The rows that stand in the documents (sentences, tokens, mentions, …), taken out of parts in memory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, chain

import pyarrow as pa
import pyarrow.compute as pc
from svodka.collection.common import TYPE_OF
from svodka.collection.small_link import Linked, LocalEntity
from svodka.run.part_schema import ENTITY_TABLES
from svodka.schema import columns


class Links:
    """What the entities of some documents were linked to, by the number of a document and the index of an entity in it,
    both as columns."""

    def __init__(self, entities: Sequence[Sequence[LocalEntity]], linked: Mapping[str, Linked]) -> None:
        flat = list(chain.from_iterable(entities))
        self.first = pa.array([0, *accumulate(map(len, entities))], pa.int64())
        self.types = pa.array([e.linked_type for e in flat], pa.string())
        self.entity_ids = pa.array([e.entity_id for e in flat], pa.string())
        self.names = pa.array([linked[e.entity_id].row.name for e in flat], pa.string())

    def at(self, document: pa.Array, local: pa.Array) -> pa.Array:
        """Where the entities stand among all; null where there is none."""
        return pc.add(self.first.take(document), local)

    def ids(self, tables: Iterable[str], document: pa.Array, local: pa.Array) -> pa.Array:
        """The ids of the entities; null for those that have no row in one of these tables."""
        return self._of(tables, self.at(document, local), self.entity_ids)

    def called(self, tables: Iterable[str], document: pa.Array, local: pa.Array) -> pa.Array:
        """What the entities of these tables are called; null for others."""
        return self._of(tables, self.at(document, local), self.names)

    def _of(self, tables: Iterable[str], at: pa.Array, values: pa.Array) -> pa.Array:
        kinds = pa.array(sorted(TYPE_OF[table] for table in tables if table in TYPE_OF), pa.string())
        return pc.if_else(pc.is_in(self.types.take(at), kinds), values.take(at), pa.scalar(None, pa.string()))


def nested_rows(parts: pa.Table, table: str, links: Links, first: int) -> pa.Table:
    """The rows of a table that stand in these rows of parts, the first of which is that of document number `first`."""
    held = parts.column(table).combine_chunks()
    parent = pc.list_parent_indices(held)
    document = pc.add(parent, first)
    rows = pc.list_flatten(held)
    found = dict(zip([field.name for field in rows.type], rows.flatten(), strict=True))
    found['document_id'] = parts.column('document_id').combine_chunks().take(parent)
    wanted = columns(table)
    kept = None
    for column in (c for c in wanted if ENTITY_TABLES & set(c.refers)):
        local = found[column.name]
        ids = links.ids(column.refers, document, local)
        if not column.nullable:
            kept = ids.is_valid() if kept is None else pc.and_(kept, ids.is_valid())
        if table == 'mentions':
            found['type'] = links.types.take(links.at(document, local))
        if table == 'quotations':
            found['speaker'] = pc.coalesce(links.called(column.refers, document, local), found['speaker'])
        found[column.name] = ids
    made = pa.Table.from_arrays([found[c.name] for c in wanted], [c.name for c in wanted])
    return made if kept is None else made.filter(kept)
