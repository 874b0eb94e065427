"""Entities of single documents → one entity each over the whole collection.

DuckDB counts what entities say of themselves, so that a collection may be larger than memory; what is held in memory
are the different signatures only. The result depends on nothing but the set of documents: neither their order nor how
they were cut into shards or runs can change an id. An id is a hash of what the entity's oldest document calls it, so
it stays when newer releases arrive, and if two entities turn out to be one, the older id stays.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import duckdb
import pyarrow as pa

from pipeline.compare import is_initial
from pipeline.identity import Signature, link, strict_key

# A document without a date counts as younger than all that have one.
SIGNED = """
CREATE TABLE signed AS
SELECT e.document_id, e.local, e.type, e.name, e.first, e.middle, e.last, e.gender, e.abbreviation,
       e.place.key AS place, p.place.key AS located, e.position, o.name AS organisation,
       coalesce(d.published::VARCHAR, '9999-12-31') AS published, d.path,
       concat_ws(chr(1), e.type, e.name, coalesce(e.first, ''), coalesce(e.middle, ''), coalesce(e.last, ''),
                 coalesce(e.gender, ''), coalesce(e.abbreviation, ''), coalesce(e.place.key, ''),
                 coalesce(p.place.key, '')) AS signature
FROM entities e JOIN live d USING (document_id)
LEFT JOIN entities o ON o.document_id = e.document_id AND o.local = e.organisation
LEFT JOIN entities p ON p.document_id = e.document_id AND p.local = e.located"""

# In the order of the fields of Signature, after the signature itself.
SIGNATURES = """
SELECT signature, any_value(type), any_value(name), min((published, path)) AS oldest, count(DISTINCT document_id),
       any_value(first), any_value(middle), any_value(last), any_value(gender), any_value(abbreviation),
       any_value(place), any_value(located), list(DISTINCT lower(position)) FILTER (position IS NOT NULL),
       list(DISTINCT lower(organisation)) FILTER (organisation IS NOT NULL)
FROM signed GROUP BY signature ORDER BY oldest, signature"""


def link_entities(db: duckdb.DuckDBPyConnection) -> None:
    """Reads the tables `entities` and `live`, makes the tables `links` and `linked`.

    `entities` has one row an entity of a document: document_id, local (its index there) and the fields of parts.ENTITY.
    `links` gives each (document_id, local) its entity_id; `linked` has one row an entity_id: type, name, first, middle,
    last, gender, abbreviation, place.
    """
    db.execute(SIGNED)
    keys, signatures = read_signatures(db)
    roots = link(signatures)
    ids = entity_ids(signatures, roots)
    of_signature = pa.table({'signature': pa.array(keys, pa.string()), 'entity_id': pa.array(ids, pa.string())})
    db.register('of_signature', of_signature)
    db.execute(
        'CREATE TABLE links AS SELECT document_id, local, entity_id FROM signed JOIN of_signature USING (signature)'
    )
    db.unregister('of_signature')
    named = canonical_rows(signatures, ids)
    db.register('named', pa.Table.from_pylist(named, CANONICAL))
    db.execute(
        """CREATE TABLE linked AS
           SELECT n.* EXCLUDE (place), p.place AS place FROM named n
           LEFT JOIN (SELECT place.key AS key, any_value(place) AS place FROM entities
                      WHERE place IS NOT NULL GROUP BY key) p ON p.key = n.place AND n.type = 'LOC'"""
    )
    db.unregister('named')
    db.execute('DROP TABLE signed')


def read_signatures(db: duckdb.DuckDBPyConnection) -> tuple[list[str], list[Signature]]:
    """The different signatures, the oldest first, so that the oldest of those joined represents them."""
    keys, signatures = [], []
    result = db.execute(SIGNATURES)
    while rows := result.fetchmany(10_000):
        for key, *known, positions, organisations in rows:
            keys.append(key)
            signatures.append(Signature(*known, frozenset(positions or ()), frozenset(organisations or ())))
    return keys, signatures


def entity_ids(signatures: Sequence[Signature], roots: Sequence[int]) -> list[str]:
    """The id of each signature's entity: 64 bits of a hash of its oldest name, as 16 hexadecimal digits."""
    ids: dict[int, str] = {}
    taken: set[str] = set()
    for root in sorted(set(roots)):
        parts = [signatures[root].type, strict_key(signatures[root])]
        found = digest(*parts)
        while found in taken:  # two people of one name that are kept apart
            parts.append('')
            found = digest(*parts)
        taken.add(found)
        ids[root] = found
    return [ids[root] for root in roots]


def digest(*parts: str) -> str:
    return hashlib.sha256('\0'.join(parts).encode('utf-8', 'replace')).hexdigest()[:16]


CANONICAL = pa.schema(
    [(name, pa.string()) for name in
     ('entity_id', 'type', 'name', 'first', 'middle', 'last', 'gender', 'abbreviation', 'place')]
)  # fmt: skip


def without_yo(form: str) -> str:
    return form.replace('ё', 'е').replace('Ё', 'Е')


def most_frequent(forms: Iterable[tuple[str | None, int]]) -> str | None:
    """Of forms and how many documents have each: the most frequent, of several the longest; ё goes before е."""
    counts, folded = Counter[str](), Counter[str]()
    for form, documents in forms:
        if form:
            counts[form] += documents
            folded[without_yo(form)] += documents
    return max(counts, key=lambda f: (folded[without_yo(f)], len(f), f != without_yo(f), counts[f], f), default=None)


def canonical_rows(signatures: Sequence[Signature], ids: Sequence[str]) -> list[dict[str, str | None]]:
    """A row for each entity with its canonical name and what else is known, in the order of ids."""
    members: dict[str, list[Signature]] = defaultdict(list)
    for signature, entity in zip(signatures, ids, strict=True):
        members[entity].append(signature)
    return [canonical(entity, members[entity]) for entity in sorted(members)]


def canonical(entity: str, members: Sequence[Signature]) -> dict[str, str | None]:
    """One entity: its fullest name in the most frequent form."""

    def best(field: str, among: Sequence[Signature] = members) -> str | None:
        return most_frequent((getattr(s, field), s.documents) for s in among)

    def unabbreviated(field: str) -> list[Signature]:
        return [s for s in members if not is_initial(getattr(s, field))] or list(members)

    kind, abbreviation = members[0].type, best('abbreviation')
    row = {'entity_id': entity, 'type': kind, 'abbreviation': abbreviation, 'place': best('place')}
    if kind == 'PER':
        fullest = [s for s in members if s.last and s.first and not is_initial(s.first)] or members
        row |= {
            'name': best('name', fullest),
            'first': best('first', unabbreviated('first')),
            'middle': best('middle', unabbreviated('middle')),
            'last': best('last'),
            'gender': best('gender'),
        }
    else:
        row['name'] = best('name', [s for s in members if s.name != abbreviation] or members)
    return row
