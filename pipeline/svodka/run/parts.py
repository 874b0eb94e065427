"""Analyses → a part: one row a document, with the rows of all its tables nested in it.

A part is what a shard leaves on the disk. One file holds everything of its documents, so that it is there as a whole or
not at all, and a document is taken out of the collection by leaving out one row. Ids of entities are not known before
the whole collection is: a part holds the index of the entity in its document instead.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import Any, TypeVar

import pyarrow as pa
from svodka.collection.shingles import sketch
from svodka.find.places import find_place
from svodka.find.positions import REFERRING
from svodka.model import Analysis, Entity, Place, Position
from svodka.run.conditions import joined
from svodka.run.ids import row_id
from svodka.run.sources import Origin
from svodka.schema import arrow_schema, columns

T = TypeVar('T')

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


def _turned(table: str, rows: Iterable[Sequence[Any]]) -> list[list[Any]]:
    """Rows → columns."""
    turned = [list(column) for column in zip(*rows, strict=True)]
    return turned or [[] for _ in local(table)]


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


def sentence_rows(a: Analysis) -> list[list[Any]]:
    text = a.parse.document.text
    sentences = a.parse.sentences
    starts, stops = [s.start for s in sentences], [s.stop for s in sentences]
    return [list(range(len(sentences))), starts, stops, _slices(text, starts, stops)]


def token_rows(a: Analysis) -> list[list[Any]]:
    t = a.parse.tokens
    heads = [None if head < 0 else head for head in t.head]
    words = _slices(a.parse.document.text, t.start, t.stop)
    return [t.sentence, list(range(len(t))), t.start, t.stop, words, t.lemma, t.pos, t.feats, heads, t.relation]


def mention_rows(a: Analysis) -> list[list[Any]]:
    text, document = a.parse.document.text, a.parse.document.document_id
    return _turned(
        'mentions',
        (
            (row_id('mention', document, m.type, m.start, m.stop), e, m.type, m.form, m.start, m.stop,
             text[m.start : m.stop], m.name, m.sentence, m.rule)
            for m, e in zip(a.mentions, a.entity_of, strict=True)
        ),
    )  # fmt: skip


def position_rows(a: Analysis) -> list[list[Any]]:
    text, indices = a.parse.document.text, _place_indices(a)

    def place(p: Position) -> int | None:
        """The place of the office as its words have it, else that of its organisation."""
        if p.place is not None:
            return a.entity_of[p.place]
        body = None if p.organisation is None else a.entities[a.entity_of[p.organisation]]
        return None if body is None or body.place is None else indices[body.place.key]

    return _turned(
        'positions',
        (
            (a.entity_of[p.person], p.position, None if p.organisation is None else a.entity_of[p.organisation],
             place(p), p.start, p.stop, text[p.start : p.stop], p.sentence, p.status, p.rule)
            for p in a.positions
        ),
    )  # fmt: skip


def date_rows(a: Analysis) -> list[list[Any]]:
    text = a.parse.document.text
    return _turned(
        'dates',
        (
            (d.start, d.stop, text[d.start : d.stop], d.edtf, d.start_date, d.end_date, d.time, d.granularity, d.kind,
             d.anchor, d.rule, d.sentence)
            for d in a.dates
        ),
    )  # fmt: skip


def quotation_rows(a: Analysis) -> list[list[Any]]:
    text, document = a.parse.document.text, a.parse.document.document_id
    return _turned(
        'quotations',
        (
            (row_id('quotation', document, q.kind, q.start, q.stop), q.start, q.stop, text[q.start : q.stop], q.kind,
             q.cue, q.cue_start, q.cue_stop, q.negated, q.speaker, q.entity, q.speaker_start, q.speaker_stop,
             q.speaker_from, q.relayed_by, row_id('utterance', document, 'utterance', q.utterance), q.sentence, q.rule)
            for q in a.quotations
        ),
    )  # fmt: skip


ROWS = {
    'sentences': sentence_rows,
    'tokens': token_rows,
    'mentions': mention_rows,
    'positions': position_rows,
    'dates': date_rows,
    'quotations': quotation_rows,
}


def _slices(text: str, starts: Sequence[int], stops: Sequence[int]) -> list[str]:
    return [text[start:stop] for start, stop in zip(starts, stops, strict=True)]


@dataclass(frozen=True, slots=True)
class LocalEntities:
    """The entities of a document as rows, and the index of the place in its dateline."""

    rows: list[dict[str, Any]]
    dateline: int | None = None


def local_entities(a: Analysis) -> LocalEntities:
    """The entities of a document; places that only a dateline or an organisation's name tells are added at the end."""
    rows = [_entity(a, e) for e in a.entities]
    by_key = _place_indices(a)

    def index(place: Place) -> int:
        at = by_key.setdefault(place.key, len(rows))
        if at == len(rows):
            rows.append(_row('LOC', place.name, place=place))
        return at

    for i, entity in enumerate(a.entities):
        if entity.type == 'ORG' and entity.place is not None:
            rows[i]['place'], rows[i]['located'] = None, index(entity.place)
    offices: dict[int, list[tuple[str, int | None]]] = {}
    called: dict[int, list[tuple[str, int | None]]] = {}
    for p in a.positions:
        where = None if p.organisation is None else a.entity_of[p.organisation]
        by_rule = called if p.rule in REFERRING else offices
        by_rule.setdefault(a.entity_of[p.person], []).append((p.position, where))
    for person, held in {**called, **offices}.items():
        # Of one stated row, so that no pair comes out that no text has.
        rows[person]['position'], rows[person]['organisation'] = _most_frequent(held) or (None, None)
    dateline = _dateline_place(a)
    return LocalEntities(rows, index(dateline) if isinstance(dateline, Place) else dateline)


def _place_indices(a: Analysis) -> dict[str, int]:
    """Key of a place → the index of its entity in the document: those of the text, then those that only the names of
    organisations tell, in order."""
    found = {e.place.key: i for i, e in enumerate(a.entities) if e.type == 'LOC' and e.place}
    located = (e.place.key for e in a.entities if e.type == 'ORG' and e.place is not None)
    new = dict.fromkeys(key for key in located if key not in found)
    return found | {key: len(a.entities) + i for i, key in enumerate(new)}


def _dateline_place(a: Analysis) -> int | Place | None:
    """The place of the dateline: the entity that is called so in the text, or the gazetteer's entry; of «Москва,
    Кремль» the part that is known, a city before its region or country."""
    dateline = a.parse.document.dateline
    if not dateline:
        return None
    parts = [part for part in map(str.strip, dateline.split(',')) if part]
    known = [part for part in parts if (place := find_place(part)) and place.kind not in ('region', 'country')]
    for part in dict.fromkeys((dateline, *known, *parts)):
        if (found := _place_called(a, part)) is not None:
            return found
    return None


def _place_called(a: Analysis, name: str) -> int | Place | None:
    wanted = name.casefold()
    for mention, entity in zip(a.mentions, a.entity_of, strict=True):
        if mention.type == 'LOC' and wanted in (mention.text.casefold(), mention.name.casefold()):
            return entity
    return find_place(name)


def _entity(a: Analysis, e: Entity) -> dict[str, Any]:
    forms: dict[tuple[str, str], int] = {}
    for i in e.mentions:
        form = a.mentions[i].name, a.mentions[i].form
        forms[form] = forms.get(form, 0) + 1
    row = _row(e.type, e.name, place=e.place, mentions=len(e.mentions))
    row['abbreviation'] = e.abbreviation
    if e.person is not None:
        row |= {'first': e.person.first, 'middle': e.person.middle, 'last': e.person.last, 'gender': e.person.gender}
    row['forms'] = [{'name': name, 'form': form, 'mentions': n} for (name, form), n in sorted(forms.items())]
    return row


def _row(kind: str, name: str, place: Place | None = None, mentions: int = 0) -> dict[str, Any]:
    at = place and {field: getattr(place, field) for field in PLACE_FIELDS}
    return {'type': kind, 'name': name, 'place': at, 'mentions': mentions, 'forms': []}


def _most_frequent(values: Iterable[T]) -> T | None:
    """The value that comes most often, the first of several; None of none."""
    return next((value for value, _ in Counter(values).most_common(1)), None)
