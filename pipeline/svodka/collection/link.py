"""Entities of single documents → one entity each over the whole collection.

DuckDB counts what entities say of themselves, so that a collection may be larger than memory; what is held in memory
are the different signatures only. The result depends on nothing but the set of documents: neither their order nor how
they were cut into shards or runs can change an id. An id is a hash of what the entity's oldest document calls it, so
it stays when newer releases arrive, and if two entities turn out to be one, the older id stays.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import partial
from typing import TYPE_CHECKING

import pyarrow as pa
from svodka.collection.corrections import Correction, Effect
from svodka.collection.corrections_entities import call_as_pointed_to, correct_links, correct_rows
from svodka.collection.identity import Signature, link, own_side, rival_key, strict_key
from svodka.collection.unnamed import find_homes, home_country, is_generic
from svodka.find.places.gazetteer import candidates
from svodka.language.compare import is_initial
from svodka.language.organisation_names import lexicon
from svodka.resolve.keys import fullness
from svodka.run.ids import row_id
from svodka.run.parts import PLACE

if TYPE_CHECKING:  # who links in memory does without
    import duckdb

NO_DAY = '9999-12-31'  # a document without a date counts as younger than all that have one
# Between the fields of a signature, the sides of rivals, and a signature and its number.
FIELDS, SIDES, NUMBER = '\x01', '\x02', '\x03'
CALLED = f"""
CREATE TABLE called AS
SELECT e.document_id, e.local, e.type, e.name, e.first, e.middle, e.last, e.gender, e.abbreviation,
       e.place.key AS place, p.place.key AS located, h.home, e.position, o.name AS organisation,
       coalesce(d.published::VARCHAR, '{NO_DAY}') AS published, d.path,
       concat_ws(chr({ord(FIELDS)}), e.type, e.name, coalesce(e.first, ''), coalesce(e.middle, ''),
                 coalesce(e.last, ''), coalesce(e.gender, ''), coalesce(e.abbreviation, ''), coalesce(e.place.key, ''),
                 coalesce(p.place.key, ''), coalesce(h.home, '')) AS signature
FROM entities e JOIN live d USING (document_id)
LEFT JOIN homes h ON h.document_id = e.document_id AND h.local = e.local
LEFT JOIN entities o ON o.document_id = e.document_id AND o.local = e.organisation
LEFT JOIN entities p ON p.document_id = e.document_id AND p.local = e.located"""

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

    `entities` has one row an entity of a document: document_id, local (its index there) and the fields of parts.ENTITY.
    `links` gives each (document_id, local) its entity_id and type, none to what the user dropped; `linked` has one row
    an entity_id: type, name, first, middle, last, gender, abbreviation, place, wikidata.
    """
    find_homes(db)
    db.execute(CALLED)
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


# Words of a state's official name.
STATES = frozenset('республика королевство федерация союз государство княжество'.split())


@dataclass(slots=True)
class Canonical:
    """What an entity is called and known as; `country` is that of a body without a name of its own, `place` the
    gazetteer's key, `own` a place that the user set."""

    entity_id: str
    type: str
    name: str | None = None
    first: str | None = None
    middle: str | None = None
    last: str | None = None
    gender: str | None = None
    abbreviation: str | None = None
    generic: bool = False
    country: str | None = None
    wikidata: str | None = None
    place: str | None = None
    own: dict[str, object] | None = None


KINDS = {'own': PLACE, 'generic': pa.bool_()}
CANONICAL = pa.schema([(f.name, KINDS.get(f.name, pa.string())) for f in fields(Canonical)])


def canonical_rows(
    members: Mapping[str, Sequence[Signature]], forms: Mapping[str, Mapping[str, int]]
) -> list[Canonical]:
    """A row each entity of these signatures; `forms` as of place_forms."""
    rows = [canonical(entity, found) for entity, found in members.items()]
    name_places(rows, forms)
    return rows


def mark_generic(rows: Iterable[Canonical]) -> None:
    """Mark the bodies that have no name of their own."""
    for row in rows:
        row.generic = row.type == 'ORG' and is_generic(row.name or '', row.abbreviation)


def canonical(entity: str, members: Sequence[Signature]) -> Canonical:
    """One entity: its fullest name in the most frequent form."""

    def best(field: str, among: Sequence[Signature] = members) -> str | None:
        return most_frequent((getattr(s, field), s.documents) for s in among)

    def unabbreviated(field: str) -> list[Signature]:
        return [s for s in members if not is_initial(getattr(s, field))] or list(members)

    row = Canonical(entity, best('type') or '', abbreviation=best('abbreviation'), place=best('place'))
    if row.type == 'PER':
        fullest = [s for s in members if s.last and s.first and not is_initial(s.first)] or members
        row.name = best('name', fullest)
        row.first, row.middle = best('first', unabbreviated('first')), best('middle', unabbreviated('middle'))
        row.last, row.gender = best('last'), best('gender')
    else:
        named = [s for s in members if s.name != row.abbreviation] or list(members)
        row.name = best('name', whole(named) if row.type == 'ORG' else named)
        row.country = most_frequent((home_country(s.home), s.documents) for s in members)
        usual = usual_abbreviation(members, row.name)
        if usual:
            row.name = row.abbreviation = usual
    return row


def whole(members: Sequence[Signature]) -> list[Signature]:
    """Those that call a body by a name that is rather its whole one (`fullness`)."""
    most = max(fullness(s.name, s.located) for s in members)
    return [s for s in members if fullness(s.name, s.located) == most]


def place_forms(db: duckdb.DuckDBPyConnection, links: str = 'links') -> dict[str, Counter[str]]:
    """For each place of the table `links` what it is called and in how many documents, adjectives aside."""
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    result = db.execute(
        f"""SELECT entity_id, f.name, count(DISTINCT document_id)
            FROM (SELECT document_id, local, unnest(forms) AS f FROM entities WHERE type = 'LOC')
            JOIN {links} USING (document_id, local) WHERE f.form <> 'adjective' GROUP BY ALL"""
    )
    for entity, name, documents in result.fetchall():
        forms[entity][name] = documents
    return forms


def name_places(rows: Iterable[Canonical], forms: Mapping[str, Mapping[str, int]]) -> None:
    """Call each place as most documents do, if the gazetteer knows it by that name (Кыргызстан or Киргизия); a country
    always by a short one."""
    for row in rows:
        called = forms.get(row.entity_id, {})
        known = {
            name: (documents, name == row.name, len(name), name)
            for name, documents in called.items()
            if row.place and not name.isupper() and any(c.place.key == row.place for c in candidates(name))
            if not (row.place.startswith('country:') and is_official(name, row.name or ''))
        }
        usual = max(known, key=known.__getitem__, default=None)
        if usual and known[usual][0] > called.get(row.name or '', 0):
            row.name = usual


def is_official(name: str, short: str) -> bool:
    """Whether a country's name is its official one beside the gazetteer's: «Российская Федерация»; what an abbreviation
    stands for is none (ОАЭ)."""
    if short.isupper():
        return False
    words, own = (n.lower().replace('-', ' ').split() for n in (name, short))  # «Коста Рика»
    return len(words) > len(own) or bool(STATES.intersection(words).difference(own))


def usual_abbreviation(members: Sequence[Signature], full: str | None) -> str | None:
    """The abbreviation by which most documents know a body that nobody spells out: ООН, НАТО."""
    for name in sorted({s.name for s in members}.intersection(lexicon()['abbreviations'])):
        if sum(s.documents for s in members if s.name == name) > sum(s.documents for s in members if s.name == full):
            return str(name)
    return None
