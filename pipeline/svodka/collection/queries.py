"""The queries that make the tables in the database of an assembly (svodka.collection.assemble)."""

from __future__ import annotations

from collections.abc import Mapping

from svodka.collection.common import COPY, MAX_COMPANY, TYPE_OF
from svodka.collection.corrections_rows import RowCorrections
from svodka.run.part_schema import ENTITY_TABLES
from svodka.schema import columns

PEOPLE = """
WITH held AS (
    SELECT k.entity_id, e.position, o.entity_id AS organisation_id, count(*) AS n, max(d.published) AS latest
    FROM entities e JOIN links k USING (document_id, local) JOIN live d USING (document_id)
    LEFT JOIN links o ON o.document_id = e.document_id AND o.local = e.organisation AND o.type = 'ORG'
    WHERE e.position IS NOT NULL GROUP BY ALL),
stated AS (
    SELECT entity_id, position, organisation_id FROM held
    QUALIFY row_number() OVER (PARTITION BY entity_id
                               ORDER BY n DESC, latest DESC NULLS LAST, position DESC, organisation_id) = 1)
SELECT entity_id, name, first AS first_name, middle AS middle_name, last AS last_name, gender, position,
       organisation_id, documents, mentions, coalesce(quotations, 0) AS quotations, first_date, last_date,
       wikidata AS wikidata_id
FROM linked JOIN counted USING (entity_id) LEFT JOIN quoted USING (entity_id)
LEFT JOIN stated USING (entity_id)
WHERE type = 'PER' ORDER BY mentions DESC, name, entity_id"""

ORGANISATIONS = """
WITH located AS (
    SELECT k.entity_id, p.entity_id AS place_id, count(*) AS n
    FROM entities e JOIN links k USING (document_id, local)
    JOIN links p ON p.document_id = e.document_id AND p.local = e.located AND p.type = 'LOC' GROUP BY ALL)
SELECT o.entity_id, o.name, o.abbreviation, o.generic, place_id, coalesce(p.place.country, o.country) AS country,
       documents, mentions, coalesce(quotations, 0) AS quotations, first_date, last_date, o.wikidata AS wikidata_id
FROM linked o JOIN counted USING (entity_id) LEFT JOIN quoted USING (entity_id)
LEFT JOIN (SELECT entity_id, arg_max(place_id, (n, place_id)) AS place_id FROM located
           GROUP BY entity_id) USING (entity_id)
LEFT JOIN linked p ON p.entity_id = place_id
WHERE o.type = 'ORG' ORDER BY o.generic, mentions DESC, o.name, o.entity_id"""

PLACES = """
SELECT entity_id, name, place.kind AS kind, place.country AS country, place.geonames_id AS geonames_id,
       place.latitude AS latitude, place.longitude AS longitude, documents, mentions, first_date, last_date,
       wikidata AS wikidata_id
FROM linked JOIN counted USING (entity_id) WHERE type = 'LOC' ORDER BY mentions DESC, name, entity_id"""

ALIASES = """
WITH called AS (
    SELECT entity_id, form.name AS name, sum(form.mentions)::BIGINT AS mentions
    FROM (SELECT document_id, local, unnest(forms) AS form FROM entities) JOIN links USING (document_id, local)
    GROUP BY ALL)
SELECT entity_id, name, mentions FROM called
ORDER BY max(mentions) OVER (PARTITION BY entity_id) DESC, entity_id, mentions DESC, name"""

COOCCURRENCES = f"""
WITH company AS (
    SELECT document_id, entity_id, published FROM (
        SELECT document_id, entity_id, any_value(published) AS published, sum(mentions) AS n
        FROM entities JOIN links USING (document_id, local) JOIN live USING (document_id)
        WHERE links.type IN ('PER', 'ORG') AND mentions > 0 GROUP BY document_id, entity_id)
    QUALIFY row_number() OVER (PARTITION BY document_id ORDER BY n DESC, entity_id) <= {MAX_COMPANY})
SELECT a.entity_id AS entity_id, b.entity_id AS other_id, count(*) AS documents, min(a.published) AS first_date,
       max(a.published) AS last_date
FROM company a JOIN company b ON a.document_id = b.document_id AND a.entity_id < b.entity_id
GROUP BY ALL ORDER BY documents DESC, entity_id, other_id"""

WHOLE: Mapping[str, str] = {
    'people': PEOPLE,
    'organisations': ORGANISATIONS,
    'places': PLACES,
    'aliases': ALIASES,
    'cooccurrences': COOCCURRENCES,
}


def documents_query(documents: str, corrected: RowCorrections) -> str:
    """The table of documents; `documents`: a query in brackets that gives their parts' rows with their ordinals."""
    status = "CASE WHEN original IS NULL THEN d.document.status ELSE 'skipped' END"
    message = f"coalesce('{COPY[0]}' || original || '{COPY[1]}', d.document.message)"
    # A duplicate has no rows of its own, so it counts none.
    counts = {name: f'CASE WHEN d.kept THEN d.document.{name} ELSE 0 END' for name in ('sentences', 'tokens')}
    special = {'status': status, 'message': message, 'place_id': 'k.entity_id', 'document_id': 'd.document_id',
               'path': 'd.shown', 'same_text_as': 'r.oldest'}  # fmt: skip
    special |= counts
    values = {c.name: special.get(c.name, f'd.document.{c.name}') for c in columns('documents')}
    joins = ''
    if 'documents' in corrected.tables:
        values, joins = corrected.values('documents', values), corrected.join('documents')
    chosen = ', '.join(f'{value} AS {name}' for name, value in values.items())
    return f"""SELECT {chosen} FROM {documents} d
               LEFT JOIN links k ON k.document_id = d.document_id AND k.local = d.document.place_id AND d.kept
                    AND k.type = 'LOC'
               LEFT JOIN reprints r ON r.document_id = d.document_id {joins}
               ORDER BY ordinal"""


def texts_query(documents: str) -> str:
    """The table of texts of these documents."""
    return f'SELECT document_id, text FROM {documents} ORDER BY ordinal'


def nested_query(table: str, documents: str, corrected: RowCorrections) -> str:
    """A table whose rows are nested in those of these documents, with the ids of entities in place of indices."""
    values, joins = {c.name: f'r.{c.name}' for c in columns(table)}, ''
    for column in (c for c in columns(table) if ENTITY_TABLES & set(c.refers)):
        link = f'{column.name}_link'
        values[column.name] = f'{link}.entity_id'
        # What the user dropped, or made a thing of another kind, has no row here; a row that is about it goes, too.
        kinds = ', '.join(f"'{TYPE_OF[t]}'" for t in column.refers)
        joins += f""" {'LEFT' if column.nullable else ''} JOIN links {link} ON {link}.document_id = r.document_id
                      AND {link}.local = r.{column.name} AND {link}.type IN ({kinds})"""
    if table == 'mentions':
        values['type'] = 'entity_id_link.type'
    if table == 'quotations':
        values['speaker'] = 'coalesce(linked.name, r.speaker)'
        joins += ' LEFT JOIN linked ON linked.entity_id = speaker_id_link.entity_id'
    condition = ''
    if table in corrected.tables:
        values = corrected.values(table, values)
        joins += corrected.join(table)
        condition = f'WHERE {corrected.condition(table)}'
    return f"""SELECT {', '.join(f'{value} AS {name}' for name, value in values.items())}
               FROM (SELECT ordinal, document_id, generate_subscripts({table}, 1) AS n,
                            unnest({table}, max_depth := 2)
                     FROM {documents}) r {joins} {condition}
               ORDER BY r.ordinal, r.n"""
