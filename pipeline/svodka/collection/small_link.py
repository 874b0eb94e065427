"""Entities of few documents → one entity each over all of them, in memory: what svodka.collection.link makes in SQL."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, chain, islice, pairwise
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from svodka.collection.entity_names import Canonical, canonical_rows, mark_generic
from svodka.collection.identity import Signature, link, own_side, rival_key
from svodka.collection.link import FIELDS, NO_DAY, NUMBER, SIDES, entity_ids
from svodka.collection.names_known import unnamed
from svodka.collection.unnamed import CLEAR_COUNTRY, LOCAL, NATIONAL, REGIONAL, is_sovereign

Form = tuple[str, str, int]  # the name of mentions, their form, and how many they are


@dataclass(slots=True)
class LocalEntity:
    """An entity of one document: where it is, the fields of part_schema.ENTITY, and what the linking finds of it."""

    document_id: str
    path: str
    published: dt.date | None
    local: int
    type: str
    name: str
    first: str | None
    middle: str | None
    last: str | None
    gender: str | None
    abbreviation: str | None
    place: dict[str, Any] | None
    located: int | None
    position: str | None
    organisation: int | None
    mentions: int
    forms: Sequence[Form]
    home: str | None = None
    located_key: str | None = None
    signature: str = ''
    side: str = ''
    rivalry: str | None = None
    entity_id: str = ''
    linked_type: str = ''

    @property
    def key(self) -> str | None:
        """The gazetteer's key of a place."""
        return None if self.place is None else str(self.place['key'])


@dataclass(slots=True)
class Linked:
    """An entity of the collection and what the documents say of it: how many mention it, how often, from when to when;
    `place` is the gazetteer's entry."""

    row: Canonical
    place: dict[str, Any] | None = None
    documents: set[str] = field(default_factory=set)
    mentions: int = 0
    days: list[dt.date] = field(default_factory=list)


def local_entities(held: pa.ListArray, documents: Sequence[tuple[str, str, dt.date | None]]) -> list[list[LocalEntity]]:
    """The entities of documents, given as parts hold them, and with the document's id, its path and its day."""
    rows = pc.list_flatten(held)
    columns = dict(zip([field.name for field in rows.type], rows.flatten(), strict=True))
    forms = columns['forms']
    told = [column.to_pylist() for column in pc.list_flatten(forms).flatten()]
    flat = list(zip(*told, strict=True))
    ends = list(accumulate(pc.list_value_length(forms).to_pylist(), initial=0))
    values = {name: column.to_pylist() for name, column in columns.items() if name not in ('place', 'forms')}
    values['place'] = _places(columns['place'])
    values['forms'] = [flat[first:end] for first, end in pairwise(ends)]
    ordered = zip(*(values[name] for name in columns), strict=True)
    return [
        [LocalEntity(*document, i, *row) for i, row in enumerate(islice(ordered, count))]
        for document, count in zip(documents, pc.list_value_length(held).to_pylist(), strict=True)
    ]


def _places(column: pa.StructArray) -> list[dict[str, Any] | None]:
    """The gazetteer's entries in a column, each made once."""
    keys = pc.struct_field(column, 'key').to_pylist()
    first: dict[str, int] = {}
    for i, key in enumerate(keys):
        if key is not None:
            first.setdefault(key, i)
    known = dict(zip(first, column.take(pa.array(first.values(), pa.int64())).to_pylist(), strict=True))
    return [None if key is None else known[key] for key in keys]


def link_small(documents: Sequence[Sequence[LocalEntity]]) -> dict[str, Linked]:
    """The entities of the collection by id; gives those of the documents their entity_id and linked_type."""
    for found in documents:
        _find_homes(found)
        for e in found:
            e.located_key = None if e.located is None else found[e.located].key
        _sign(found)
    entities = list(chain.from_iterable(documents))
    members: dict[str, list[LocalEntity]] = defaultdict(list)
    for e in entities:
        members[e.signature].append(e)
    offices = {id(e): found[e.organisation].name
               for found in documents for e in found if e.organisation is not None}  # fmt: skip
    signed = sorted(((_signature(some, offices), signature) for signature, some in members.items()),
                    key=lambda pair: (pair[0].oldest, pair[1]))  # fmt: skip
    signatures = [known for known, _ in signed]
    ids = entity_ids(signatures, link(signatures))
    for entity_id, (_, signature) in zip(ids, signed, strict=True):
        for e in members[signature]:
            e.entity_id = entity_id
    of_entity: dict[str, list[Signature]] = defaultdict(list)
    for entity_id, (known, _) in sorted(zip(ids, signed, strict=True), key=lambda pair: (pair[0], pair[1][1])):
        of_entity[entity_id].append(known)
    rows = canonical_rows(of_entity, _place_forms(entities))
    mark_generic(rows)
    return _counted(rows, entities)


def _counted(rows: Iterable[Canonical], entities: Iterable[LocalEntity]) -> dict[str, Linked]:
    """Canonical rows with what the entities of the documents say of them."""
    linked = {row.entity_id: Linked(row) for row in rows}
    places: dict[str | None, dict[str, Any]] = {}
    for e in entities:
        found = linked[e.entity_id]
        e.linked_type = found.row.type
        if e.place:
            places.setdefault(e.key, e.place)
        found.mentions += e.mentions
        if e.mentions > 0:
            found.documents.add(e.document_id)
            if e.published:
                found.days.append(e.published)
    for found in linked.values():
        if found.row.type == 'LOC' and found.row.place:
            found.place = places.get(found.row.place)
    return linked


def _find_homes(found: Sequence[LocalEntity]) -> None:
    """Whose the bodies of a document are that have no name of their own; see svodka.collection.unnamed."""
    bodies = [(e, kind) for e in found if e.type == 'ORG' and (kind := unnamed(e.name))
              and (kind == NATIONAL or e.abbreviation in (None, e.name))]  # fmt: skip
    lands = _by_country(found) if any(kind == NATIONAL for _, kind in bodies) else {}
    counts = {country: sum(e.mentions for e in some) for country, some in lands.items()}
    clear = _clear_country(counts)
    torn = found[0].document_id if any(counts.values()) else None
    homes = []
    for body, kind in bodies:
        if kind == LOCAL:
            homes.append((body, body.document_id if body.located is None else None, body.located))
            continue
        own = None if body.located is None else (found[body.located].place or {}).get('country')
        home, located = own or torn, body.located
        if clear:
            home = own or clear + REGIONAL * (_has_regions(lands[clear]) and not is_sovereign(body.name))
            located = _most_named_country(lands[clear]) if located is None else located
        homes.append((body, home, located))
    for body, home, located in homes:
        body.home, body.located = home, located


def _clear_country(counts: Mapping[str, int]) -> str | None:
    """The country that clearly most of the places lie in."""
    most = sorted(counts.items(), key=lambda pair: -pair[1])[:2]
    second = most[1][1] if len(most) > 1 else 0
    return most[0][0] if most and most[0][1] >= max(1, CLEAR_COUNTRY * second) else None


def _sign(found: Iterable[LocalEntity]) -> None:
    """Give the entities of a document their signatures. Those that the linking might join and that the document keeps
    apart are on different sides; the set of sides is one value, so that documents which tell the same people apart
    share it."""
    rivals: dict[tuple[str, str], list[LocalEntity]] = defaultdict(list)
    for e in found:
        told = (e.type, e.name, e.first, e.middle, e.last, e.gender, e.abbreviation, e.key, e.located_key, e.home)
        e.signature = FIELDS.join([value or '' for value in told])
        if e.type != 'LOC' and (key := rival_key(e)):
            rivals[e.type, key].append(e)
    for some in (some for some in rivals.values() if len(some) > 1):
        numbers: Counter[str] = Counter()
        sides = []
        for e in some:
            numbers[e.signature] += 1
            side = own_side(_alone(e))
            sides.append(f'{e.signature}{NUMBER}{numbers[e.signature]}' if side is None else side)
        different = sorted(set(sides))
        if len(different) > 1:
            rivalry = hashlib.md5(SIDES.join(different).encode(), usedforsecurity=False).hexdigest()
            for e, side in zip(some, sides, strict=True):
                e.side, e.rivalry = side, rivalry
                e.signature = FIELDS.join((e.signature, rivalry, side))


def _alone(e: LocalEntity) -> Signature:
    """What an entity says of itself, as far as its rivals hang on it."""
    return Signature(
        e.type, e.name, ('', ''), last=e.last, abbreviation=e.abbreviation, located=e.located_key, home=e.home
    )


def _signature(same: Sequence[LocalEntity], offices: Mapping[int, str]) -> Signature:
    """The signature of entities that say the same; `offices`: names of the organisations of their positions."""
    e = same[0]
    if len(same) == 1:  # as most are
        oldest, documents = (str(e.published or NO_DAY), e.path), 1
    else:
        oldest = min((str(other.published or NO_DAY), other.path) for other in same)
        documents = len({other.document_id for other in same})
    return Signature(
        e.type,
        e.name,
        oldest,
        documents,
        e.first,
        e.middle,
        e.last,
        e.gender,
        e.abbreviation,
        e.key,
        e.located_key,
        e.home,
        frozenset(other.position.lower() for other in same if other.position is not None),
        frozenset(offices[id(other)].lower() for other in same if id(other) in offices),
        e.rivalry,
        e.side,
    )


def _place_forms(entities: Iterable[LocalEntity]) -> dict[str, dict[str, int]]:
    """For each place what it is called and in how many documents, adjectives aside."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for e in entities:
        if e.type == 'LOC':
            for name, kind, _ in e.forms:
                if kind != 'adjective':
                    found[e.entity_id][name].add(e.document_id)
    return {entity: {name: len(documents) for name, documents in forms.items()} for entity, forms in found.items()}


def _by_country(found: Sequence[LocalEntity]) -> dict[str, list[LocalEntity]]:
    """The places of a document by their country."""
    lands: dict[str, list[LocalEntity]] = defaultdict(list)
    for e in found:
        if e.type == 'LOC' and e.place and e.place['country'] is not None:
            lands[e.place['country']].append(e)
    return lands


def _has_regions(places: Sequence[LocalEntity]) -> bool:
    """Whether the text names regions of the country in which the places lie, and itself not so clearly oftener."""
    counts: Counter[str] = Counter()
    for e in places:
        if e.place:
            counts[e.place['kind']] += e.mentions
    return counts['region'] > 0 and CLEAR_COUNTRY * counts['region'] >= counts['country']


def _most_named_country(places: Sequence[LocalEntity]) -> int | None:
    """The country itself among its places, the one that is named most, then first; None if it is not there."""
    countries = [e for e in places if e.place and e.place['kind'] == 'country']
    return max(countries, key=lambda e: (e.mentions, -e.local)).local if countries else None
