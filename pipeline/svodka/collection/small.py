"""The tables of few documents, put together in memory: the rows that Assembly gives, in the same order.

A database takes a fifth of a second for its sixty questions, however little there is to be asked about; a single text
takes a twentieth of that. What is decided here is decided in assemble, queries, link and unnamed, too, in SQL, for a
collection may be larger than memory; what joins names is one code for both (identity.link,
entity_names.canonical_rows).
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

import pyarrow as pa
from svodka.collection.common import COPIES, COPY
from svodka.collection.corrections import Effect
from svodka.collection.reprints import Pairs, as_rows, find_reprints, is_reprint
from svodka.collection.small_link import LocalEntity, link_small
from svodka.collection.small_rows import nested_rows
from svodka.collection.small_tables import WHOLE
from svodka.run.part_schema import NESTED
from svodka.schema import arrow_schema, columns


@dataclass(slots=True)
class Live:
    """A document of the collection. `row` is that of the table documents, as it was read; `shown` what the tables call
    it; `original`, `original_id`: of the oldest with the same text, if it is another; `oldest`: id of what it reprints.
    """

    key: str
    shown: str
    row: dict[str, Any]
    document_id: str
    fingerprint: str
    sketch: bytes
    original: str | None = None
    original_id: str | None = None
    oldest: str | None = None
    entities: list[LocalEntity] = field(default_factory=list)

    @property
    def kept(self) -> bool:
        """Whether its rows are in the tables."""
        return self.row['status'] == 'ok' and self.original is None

    @property
    def published(self) -> dt.date | None:
        """The date of publication."""
        day: dt.date | None = self.row['published']
        return day

    @property
    def age(self) -> tuple[bool, dt.date]:
        """The older the less; a document without a date counts as younger than all that have one."""
        return self.published is None, self.published or dt.date.min


class SmallCollection:
    """Few documents, linked: see svodka.collection.common.Collection."""

    def __init__(
        self, parts: Iterable[tuple[pa.Table, Mapping[str, str]]], ranks: Mapping[str, int] | None = None
    ) -> None:
        """`parts`: rows of parts, each with the keys of the source files that count in them and what the tables call
        them; `ranks`: for each key what its rows are ordered by before their paths."""
        self.effects: list[Effect] = []
        self.live, self.rows = _read(parts, ranks or {})
        self._find_copies()
        kept = [i for i, document in enumerate(self.live) if document.kept]
        self.kept = self.rows.take(pa.array(kept, pa.int64()))
        self.kept_live = [self.live[i] for i in kept]
        self._find_reprints()
        for document, rows in zip(self.kept_live, self.kept.column('entities').to_pylist(), strict=True):
            document.entities = [LocalEntity(document.document_id, document.key, document.published, i, **row)
                                 for i, row in enumerate(rows)]  # fmt: skip
        self.linked = link_small([document.entities for document in self.kept_live])
        self.quotations = self._count_quotations()

    def _find_copies(self) -> None:
        """Of documents with the same text one is kept, the oldest."""
        same: dict[str, list[Live]] = defaultdict(list)
        for document in self.live:
            if document.row['status'] == 'ok' and document.fingerprint:
                same[document.fingerprint].append(document)
        for documents in same.values():
            first = min(documents, key=lambda d: (*d.age, d.key))
            for document in documents:
                if document.key != first.key:
                    document.original, document.original_id = first.shown, first.document_id

    def _find_reprints(self) -> None:
        """Which documents reprint another one, word for word or nearly, and the oldest one of each."""
        order = sorted((i for i, d in enumerate(self.kept_live) if d.sketch),
                       key=lambda i: (*self.kept_live[i].age, i))  # fmt: skip

        def reprinted(pairs: Pairs) -> set[tuple[int, int]]:
            texts = self.kept.column('text')
            return {
                (later, earlier)
                for later, earlier in pairs.tolist()
                if is_reprint(texts[order[later]].as_py(), texts[order[earlier]].as_py())
            }

        near: dict[str, str] = {}
        if len(order) > 1:
            found = find_reprints(as_rows(self.kept_live[i].sketch for i in order), reprinted)
            ids = [self.kept_live[i].document_id for i in order]
            near = {ids[later]: ids[earlier] for later, earlier in found}
        for document in self.live:
            of_copy = document.original_id and near.get(document.original_id, document.original_id)
            document.oldest = near.get(document.document_id, of_copy)

    def _count_quotations(self) -> Counter[str]:
        """How many quotations have an entity as their speaker."""
        found: Counter[str] = Counter()
        for document, said in zip(self.kept_live, self.kept.column('quotations').to_pylist(), strict=True):
            speakers = (document.entities[q['speaker_id']] for q in said if q['speaker_id'] is not None)
            found.update(e.entity_id for e in speakers if e.linked_type in ('PER', 'ORG'))
        return found

    def batches(self, table: str) -> Iterator[pa.RecordBatch]:
        """The rows of a table, in order, in the table's schema."""
        schema = arrow_schema(table)
        if table in NESTED:
            held = nested_rows(self.kept, [d.entities for d in self.kept_live], table, self.linked)
        elif table == 'texts':
            held = self.kept.select(['document_id', 'text'])
        else:
            rows = self._documents() if table == 'documents' else WHOLE[table](self._entities(), self.linked,
                                                                               self.quotations)  # fmt: skip
            turned = zip(*rows, strict=True) if rows else ((),) * len(schema)
            held = pa.Table.from_arrays(
                [pa.array(column, f.type) for column, f in zip(turned, schema, strict=True)], schema.names
            )
        yield from held.cast(schema).combine_chunks().to_batches()

    def _entities(self) -> list[LocalEntity]:
        return list(chain.from_iterable(document.entities for document in self.kept_live))

    def _documents(self) -> list[tuple[Any, ...]]:
        names = [c.name for c in columns('documents')]
        rows = []
        for document in self.live:
            row = document.row | {'document_id': document.document_id, 'path': document.shown,
                                  'same_text_as': document.oldest}  # fmt: skip
            if document.original is not None:
                row |= {'status': 'skipped', 'message': document.original.join(COPY)}
            if not document.kept:  # a duplicate has no rows of its own, so it counts none
                row |= {'sentences': 0, 'tokens': 0}
            at = row['place_id'] if document.kept else None
            place = None if at is None else document.entities[at]
            row['place_id'] = place.entity_id if place and place.linked_type == 'LOC' else None
            rows.append(tuple(row[name] for name in names))
        return rows

    # ---------------------------------------------------------------------------------------- what a run tells

    def status(self) -> dict[str, int]:
        """Documents by status."""
        counts = Counter('skipped' if d.original is not None else d.row['status'] for d in self.live)
        return dict(sorted(counts.items()))

    def skipped(self, most: int) -> list[tuple[str, int]]:
        """Why documents were skipped, and how many for each reason, the most frequent first."""
        told = Counter(
            d.row['message'] if d.original is None else COPIES
            for d in self.live
            if d.original is not None or d.row['status'] == 'skipped'
        )
        return sorted(told.items(), key=lambda pair: (-pair[1], pair[0]))[:most]

    def failures(self, most: int) -> list[tuple[str, str]]:
        """Path and message of the first documents that failed."""
        return [(d.shown, d.row['message']) for d in self.live if d.row['status'] == 'failed'][:most]

    def documents(self) -> list[tuple[str, str, str, str, str]]:
        """Of each document, in order: its key, id, path, the hash of its bytes, and its status with a hash of its text;
        as they were read, so a copy of another text is ok here."""
        return [(d.key, d.document_id, d.shown, d.row['sha256'], f'{d.row["status"]}:{d.fingerprint}')
                for d in self.live]  # fmt: skip

    def entity_ids(self) -> list[str]:
        """The ids of all entities, sorted."""
        return sorted(self.linked)

    def close(self) -> None:
        """There is nothing to give back."""


def _read(parts: Iterable[tuple[pa.Table, Mapping[str, str]]], ranks: Mapping[str, int]) -> tuple[list[Live], pa.Table]:
    """The documents that count in their order, and their rows in the same."""
    tables: list[pa.Table] = []
    found: list[tuple[int, str, int, Live]] = []
    offset = 0
    for table, names in parts:
        given = (table.column(name).to_pylist()
                 for name in ('file', 'document_id', 'path', 'fingerprint', 'sketch', 'document'))  # fmt: skip
        for i, (file, document_id, path, fingerprint, sketch, row) in enumerate(zip(*given, strict=True)):
            if file in names:
                document = Live(path, names[file] + path[len(file) :], row, document_id, fingerprint, sketch)
                found.append((ranks.get(file, 0), path, offset + i, document))
        tables.append(table)
        offset += table.num_rows
    found.sort(key=lambda entry: entry[:2])
    rows = pa.concat_tables(tables).combine_chunks().take(pa.array([at for _, _, at, _ in found], pa.int64()))
    return [document for *_, document in found], rows
