"""Entities of single documents → one entity each over the whole collection.

DuckDB counts what entities say of themselves, so that a collection may be larger than memory; what is held in memory
are the different signatures only. The result depends on nothing but the set of documents: neither their order nor how
they were cut into shards or runs can change an id. An id is a hash of what the entity's oldest document calls it, so
it stays when newer releases arrive, and if two entities turn out to be one, the older id stays.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import pyarrow as pa
from svodka.collection.corrections import Correction, Effect
from svodka.collection.corrections_entities import call_as_pointed_to, correct_rows
from svodka.collection.corrections_links import correct_links
from svodka.collection.entity_names import CANONICAL, canonical_rows, mark_generic, place_forms
from svodka.collection.identity import Signature, link, own_side, rival_key, strict_key
from svodka.collection.unnamed import find_homes
from svodka.run.ids import row_id

if TYPE_CHECKING:  # who links in memory does without
    import duckdb

NO_DAY = '9999-12-31'  # a document without a date counts as younger than all that have one
# Between the fields of a signature, the sides of rivals, and a signature and its number.
FIELDS, SIDES, NUMBER = '\x01', '\x02', '\x03'
# The rows of `called`, of some documents: what their entities say of themselves.
CALLED = f"""
WITH these AS NOT MATERIALIZED (SELECT * FROM entities WHERE hash(document_id) % $slices = $slice)
SELECT e.document_id, e.local, e.type, e.name, e.first, e.middle, e.last, e.gender, e.abbreviation,
       e.place.key AS place, p.place.key AS located, h.home, e.position, o.name AS organisation,
       coalesce(d.published::VARCHAR, '{NO_DAY}') AS published, d.path,
       concat_ws(chr({ord(FIELDS)}), e.type, e.name, coalesce(e.first, ''), coalesce(e.middle, ''),
                 coalesce(e.last, ''), coalesce(e.gender, ''), coalesce(e.abbreviation, ''), coalesce(e.place.key, ''),
                 coalesce(p.place.key, ''), coalesce(h.home, '')) AS signature
FROM these e JOIN live d USING (document_id)
LEFT JOIN homes h ON h.document_id = e.document_id AND h.local = e.local
LEFT JOIN these o ON o.document_id = e.document_id AND o.local = e.organisation
LEFT JOIN these p ON p.document_id = e.document_id AND p.local = e.located"""
AT_ONCE = 400_000  # entities whose names are joined at a time

# Entities of one document that the linking might join and that the document keeps apart are on different sides. The
# set of sides is one value, so that documents which tell the same people apart share it, and their signatures.
SIGNED = f"""
CREATE TABLE signed AS
WITH keyed AS (SELECT document_id, local, signature, key, side FROM called JOIN rival_keys USING (signature)),
shared AS (
    SELECT document_id, local, key, coalesce(side, signature || chr({ord(NUMBER)}) || row_number() OVER (
               PARTITION BY document_id, signature ORDER BY local)) AS side
    FROM keyed SEMI JOIN (SELECT document_id, key FROM keyed GROUP BY ALL HAVING count(*) > 1)
               USING (document_id, key)),
rivals AS (
    SELECT document_id, key, md5(string_agg(DISTINCT side, chr({ord(SIDES)}) ORDER BY side)) AS rivalry
    FROM shared GROUP BY ALL HAVING count(DISTINCT side) > 1)
SELECT called.* EXCLUDE (signature), r.rivalry, coalesce(r.side, '') AS side,
       concat_ws(chr({ord(FIELDS)}), signature, r.rivalry, r.side) AS signature
FROM called LEFT JOIN (SELECT document_id, local, rivalry, side FROM shared JOIN rivals USING (document_id, key)) r
               USING (document_id, local)"""

# In the order of the fields of Signature, after the signature itself.
SIGNATURES = """
SELECT signature, any_value(type), any_value(name), min((published, path)) AS oldest, count(DISTINCT document_id),
       any_value(first), any_value(middle), any_value(last), any_value(gender), any_value(abbreviation),
       any_value(place), any_value(located), any_value(home),
       list(DISTINCT lower(position)) FILTER (position IS NOT NULL),
       list(DISTINCT lower(organisation)) FILTER (organisation IS NOT NULL), any_value(rivalry), any_value(side)
FROM signed GROUP BY signature ORDER BY oldest, signature"""

KEYED = ['signature', 'key', 'side']


def link_entities(db: duckdb.DuckDBPyConnection, corrections: Sequence[Correction] = ()) -> list[Effect]:
    """Reads the tables `entities` and `live`, makes the tables `links` and `linked`; returns what the corrections did.

    `entities` has one row an entity of a document: document_id, local (its index there) and the fields of
    part_schema.ENTITY.
    `links` gives each (document_id, local) its entity_id and type, none to what the user dropped; `linked` has one row
    an entity_id: type, name, first, middle, last, gender, abbreviation, place, wikidata.
    """
    find_homes(db)
    call_entities(db)
    db.execute('DROP TABLE homes')
    register_rival_keys(db)
    db.execute(SIGNED)
    db.unregister('rival_keys')
    db.execute('DROP TABLE called')
    keys, signatures = read_signatures(db)
    ids = entity_ids(signatures, link(signatures))
    of_signature = pa.table({'signature': pa.array(keys, pa.string()), 'entity_id': pa.array(ids, pa.string())})
    db.register('of_signature', of_signature)
    db.execute(
        'CREATE TABLE links AS SELECT document_id, local, entity_id FROM signed JOIN of_signature USING (signature)'
    )
    db.unregister('of_signature')
    if any(c.action == 'merge' for c in corrections):
        db.execute('CREATE TABLE links_before AS SELECT * FROM links')
    effects = correct_links(db, corrections, partial(row_id, 'entity'))
    by_key = dict(zip(keys, signatures, strict=True))
    rows = canonical_rows(members(db, by_key), place_forms(db))
    if pointed_to := sorted({effect.target for effect in effects if effect.target}):
        db.execute('DELETE FROM links_before WHERE entity_id NOT IN (SELECT unnest($ids))', {'ids': pointed_to})
        before = canonical_rows(members(db, by_key, 'links_before'), place_forms(db, 'links_before'))
        call_as_pointed_to(rows, before)
    effects = correct_rows(rows, effects)
    mark_generic(rows)
    columns = [pa.array([getattr(row, f.name) for row in rows], f.type) for f in CANONICAL]
    db.register('named', pa.table(columns, CANONICAL))
    db.execute(
        """CREATE TABLE linked AS
           SELECT n.* EXCLUDE (place, own), coalesce(n.own, p.place) AS place FROM named n
           LEFT JOIN (SELECT place.key AS key, any_value(place) AS place FROM entities
                      WHERE place IS NOT NULL GROUP BY key) p ON p.key = n.place AND n.type = 'LOC'"""
    )
    db.unregister('named')
    db.execute('CREATE OR REPLACE TABLE links AS SELECT links.*, type FROM links JOIN linked USING (entity_id)')
    db.execute('DROP TABLE signed')
    return effects


def call_entities(db: duckdb.DuckDBPyConnection) -> None:
    """Makes the table `called`, of some documents at a time: to join all at once would take the memory of all."""
    ((count,),) = db.execute('SELECT count(*) FROM entities').fetchall()
    slices = 1 + count // AT_ONCE
    for number in range(slices):
        into = 'INSERT INTO called' if number else 'CREATE TABLE called AS'
        db.execute(f'{into} {CALLED}', {'slices': slices, 'slice': number})


def register_rival_keys(db: duckdb.DuckDBPyConnection) -> None:
    """Registers `rival_keys`: for each signature of `called` what it shares with those it might be taken for, and its
    side among them (`rival_key`, `own_side`)."""
    result = db.execute(
        """SELECT signature, any_value(type), any_value(name), any_value(last), any_value(abbreviation),
                  any_value(located), any_value(home)
           FROM called WHERE type <> 'LOC' GROUP BY signature"""
    )
    keyed: list[tuple[str, str, str | None]] = []
    while rows := result.fetchmany(10_000):
        for signature, kind, name, last, abbreviation, located, home in rows:
            own = {'last': last, 'abbreviation': abbreviation, 'located': located, 'home': home}
            known = Signature(kind, name, ('', ''), **own)
            if key := rival_key(known):
                keyed.append((signature, f'{kind} {key}', own_side(known)))
    table = pa.table([pa.array([row[i] for row in keyed], pa.string()) for i in range(3)], KEYED)
    db.register('rival_keys', table)


def members(
    db: duckdb.DuckDBPyConnection, signatures: Mapping[str, Signature], links: str = 'links'
) -> dict[str, list[Signature]]:
    """For each entity_id of the table `links`, in order, its signatures with the number of documents in which they are
    its own."""
    found: dict[str, list[Signature]] = defaultdict(list)
    result = db.execute(
        f"""SELECT entity_id, signature, count(DISTINCT document_id) FROM {links} JOIN signed USING (document_id, local)
            GROUP BY ALL ORDER BY entity_id, signature"""
    )
    while rows := result.fetchmany(10_000):
        for entity, signature, documents in rows:
            found[entity].append(replace(signatures[signature], documents=documents))
    return found


def read_signatures(db: duckdb.DuckDBPyConnection) -> tuple[list[str], list[Signature]]:
    """The different signatures, the oldest first, so that the oldest of those joined represents them."""
    keys, signatures = [], []
    result = db.execute(SIGNATURES)
    while rows := result.fetchmany(10_000):
        for key, *known, positions, organisations, rivalry, side in rows:
            keys.append(key)
            held = frozenset(positions or ()), frozenset(organisations or ())
            signatures.append(Signature(*(*known, *held, rivalry, side)))
    return keys, signatures


def entity_ids(signatures: Sequence[Signature], roots: Sequence[int]) -> list[str]:
    """The id of each signature's entity: 64 bits of a hash of its oldest name, behind the letter e."""
    ids: dict[int, str] = {}
    taken: set[str] = set()
    for root in sorted(set(roots)):
        parts = [signatures[root].type, strict_key(signatures[root])]
        found = row_id('entity', *parts)
        while found in taken:  # two people of one name that are kept apart
            parts.append('')
            found = row_id('entity', *parts)
        taken.add(found)
        ids[root] = found
    return [ids[root] for root in roots]
