"""The tables of few documents, put together in memory: the rows that Assembly gives, in the same order.

A database takes a fifth of a second for its sixty questions, however little there is to be asked about, and three times
as long for some thousands of documents. What is decided here is decided in assemble, queries, link and unnamed, too, in
SQL, for a collection may be larger than memory; what joins names is one code for both (identity.link,
entity_names.canonical_rows). In memory are the documents' own rows and entities; texts, tokens and other rows are read
some documents at a time.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from svodka.collection.common import COPIES, COPY
from svodka.collection.corrections import Effect
from svodka.collection.part_rows import Part, PartRows, Source
from svodka.collection.reprints import Pairs, as_rows, find_reprints, judge
from svodka.collection.reprints_known import Known, hash_of_text
from svodka.collection.small_link import LocalEntity, link_small, local_entities
from svodka.collection.small_rows import Links, nested_rows
from svodka.collection.small_tables import WHOLE
from svodka.run.part_schema import NESTED
from svodka.schema import arrow_schema, columns

# The columns of parts that tell of documents, and the one that tells who said what.
ABOUT = ('file', 'document_id', 'path', 'fingerprint', 'sketch', 'document')
SPEAKERS = 'quotations.list.element.speaker_id'
# Rows are read of so many documents at once, or of so many characters of text.
AT_ONCE, AT_ONCE_CHARACTERS = 2_000, 4_000_000


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
        self,
        parts: Iterable[tuple[Source, Mapping[str, str]]],
        ranks: Mapping[str, int] | None = None,
        known: Known | None = None,
    ) -> None:
        """`parts`: rows of parts, or where these lie, each with the keys of the source files that count in them and
        what the tables call them; `ranks`: for each key what its rows are ordered by before their paths; `known`: what
        an earlier run found of pairs of texts."""
        self.effects: list[Effect] = []
        self.parts: list[Part] = []
        try:
            self._put_together(parts, ranks or {}, known)
        except BaseException:
            self.close()
            raise

    def _put_together(
        self, parts: Iterable[tuple[Source, Mapping[str, str]]], ranks: Mapping[str, int], known: Known | None
    ) -> None:
        held = []
        for source, names in parts:
            self.parts.append(Part(source))
            held.append((self.parts[-1], names))
        self.live, rows = _read(held, ranks)
        self._find_copies()
        kept = [i for i, document in enumerate(self.live) if document.kept]
        self.kept = rows.take(kept)
        self.kept_live = [self.live[i] for i in kept]
        self._find_reprints(known)
        found = local_entities(
            self.kept.read(['entities']).column('entities').combine_chunks(),
            [(d.document_id, d.key, d.published) for d in self.kept_live],
        )
        for document, entities in zip(self.kept_live, found, strict=True):
            document.entities = entities
        self.linked = link_small(found)
        self.links = Links(found, self.linked)
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

    def _find_reprints(self, known: Known | None) -> None:
        """Which documents reprint another one, word for word or nearly, and the oldest one of each."""
        order = sorted((i for i, d in enumerate(self.kept_live) if d.sketch),
                       key=lambda i: (*self.kept_live[i].age, i))  # fmt: skip

        def reprinted(pairs: Pairs) -> set[tuple[int, int]]:
            rows = sorted(set(pairs.ravel().tolist()))
            texts = self.kept.take(order[row] for row in rows).read(['text']).column('text').to_pylist()
            text_of = dict(zip(rows, texts, strict=True))
            hashes = {row: hash_of_text(text) for row, text in text_of.items()} if known is not None else {}
            return judge(
                pairs, hashes, known, lambda asked: ((a, b, text_of[a], text_of[b]) for a, b in asked.tolist())
            )

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
        said = self.kept.read([SPEAKERS]).column('quotations').combine_chunks()
        speakers = pc.struct_field(pc.list_flatten(said), 'speaker_id')
        ids = self.links.ids(('people', 'organisations'), pc.list_parent_indices(said), speakers)
        return Counter(entity_id for entity_id in ids.to_pylist() if entity_id is not None)

    def _slices(self) -> Iterator[tuple[int, int]]:
        """Ranges of documents that are kept, the first and the one behind the last, of bounded size."""
        first = size = 0
        for i, document in enumerate(self.kept_live):
            if i > first and (i - first >= AT_ONCE or size + document.row['characters'] > AT_ONCE_CHARACTERS):
                yield first, i
                first, size = i, 0
            size += document.row['characters']
        if first < len(self.kept_live):
            yield first, len(self.kept_live)

    def batches(self, table: str) -> Iterator[pa.RecordBatch]:
        """The rows of a table, in order, in the table's schema."""
        if table in NESTED or table == 'texts':
            yield from self._of_documents(table)
            return
        rows = self._documents() if table == 'documents' else WHOLE[table](self._entities(), self.linked,
                                                                           self.quotations)  # fmt: skip
        schema = arrow_schema(table)
        turned = list(zip(*rows, strict=True)) or [()] * len(schema)
        arrays = [pa.array(column, f.type) for column, f in zip(turned, schema, strict=True)]
        yield from pa.Table.from_arrays(arrays, schema=schema).to_batches()

    def _of_documents(self, table: str) -> Iterator[pa.RecordBatch]:
        """The rows of a table that stand in the documents, of some documents at a time."""
        schema = arrow_schema(table)
        for first, end in self._slices():
            rows = self.kept.take(range(first, end)).read(['document_id', 'text' if table == 'texts' else table])
            held = rows.select(schema.names) if table == 'texts' else nested_rows(rows, table, self.links, first)
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
        """Close the parts."""
        for part in self.parts:
            part.close()


def _read(parts: Sequence[tuple[Part, Mapping[str, str]]], ranks: Mapping[str, int]) -> tuple[list[Live], PartRows]:
    """The documents that count in their order, and their rows in the same."""
    found: list[tuple[int, str, tuple[int, int], Live]] = []
    for number, (part, names) in enumerate(parts):
        rows = part.read(ABOUT)
        given = (rows.column(name).to_pylist() for name in ABOUT)
        for i, (file, document_id, path, fingerprint, sketch, row) in enumerate(zip(*given, strict=True)):
            if file in names:
                document = Live(path, names[file] + path[len(file) :], row, document_id, fingerprint, sketch)
                found.append((ranks.get(file, 0), path, (number, i), document))
    found.sort(key=lambda entry: entry[:2])
    return [document for *_, document in found], PartRows([part for part, _ in parts], [at for _, _, at, _ in found])
