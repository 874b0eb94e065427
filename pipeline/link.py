"""Entities of single documents → one entity each over the whole collection.

Works inside DuckDB, so that a collection may be larger than memory, and depends on nothing but the set of local
entities: neither their order nor how the documents were cut into shards can change an id.
"""

from __future__ import annotations

import duckdb

# An id names what it stands for: the gazetteer's key of a place, otherwise the type and the folded name.
KEY = "coalesce(CASE WHEN type = 'LOC' THEN place.key END, lower(replace(replace(name, 'ё', 'е'), 'Ё', 'Е')))"


def link_entities(db: duckdb.DuckDBPyConnection) -> None:
    """Reads the table `entities`, makes the tables `links` and `linked`.

    `entities` has one row an entity of a document: document_id, local (its index there) and the fields of parts.ENTITY.
    `links` gives each (document_id, local) its entity_id; `linked` has one row an entity_id: type, name, first, middle,
    last, gender, abbreviation, place.
    """
    db.execute(
        f"""CREATE TABLE links AS
            SELECT document_id, local, substr(sha256(type || chr(0) || {KEY}), 1, 16) AS entity_id
            FROM entities"""
    )
    # The name used most often, of several the longest; the other fields come from the rows that say most.
    db.execute(
        """CREATE TABLE linked AS
           WITH named AS (
               SELECT entity_id, type, coalesce(CASE WHEN type = 'LOC' THEN place.name END, name) AS name, first,
                      middle, last, gender, abbreviation, place, mentions
               FROM entities JOIN links USING (document_id, local)),
           names AS (
               SELECT entity_id, name, sum(mentions) AS n FROM named GROUP BY ALL)
           SELECT entity_id, any_value(type) AS type,
                  (SELECT arg_max(s.name, (s.n, length(s.name), s.name)) FROM names s
                   WHERE s.entity_id = e.entity_id) AS name,
                  max(first) AS first, max(middle) AS middle, max(last) AS last, max(gender) AS gender,
                  max(abbreviation) AS abbreviation, max(place) FILTER (type = 'LOC') AS place
           FROM named e GROUP BY entity_id"""
    )
