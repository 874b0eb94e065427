"""A page per person, organisation and place: what is known of it, what it said, where and with whom it is mentioned."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from svodka.report.site import Site, page_of, safe
from svodka.report.store import Row, Store
from svodka.report.timeline import timeline

# A page shows this many rows at once. It holds the first; a script makes the others from the packed texts, which have
# the words already, and from places that the page names. The rest lie in files beside it, of PART rows each.
SHOWN = {'mentions': 12, 'said': 10}
HELD = 1
PART = 500
COMPANY = 12
AROUND = 140  # characters of a sentence on each side of a mention
SEPARATORS = re.compile(r'[,|]')  # of places

ENTITIES = """SELECT e.*, l.name AS link, l.kind_of AS link_kind FROM entities e
LEFT JOIN entities l ON l.entity_id = e.link_id WHERE e.n BETWEEN ? AND ? ORDER BY e.n"""
POSITIONS = """SELECT p.{key} AS entity_id, p.person_id, e.name AS person, max(p.position) AS position, p.status,
    p.organisation_id, o.name AS organisation, min(d.published) AS first, max(d.published) AS last,
    count(DISTINCT d.document_id) AS documents, arg_min(d.document_id, d.n) AS document_id,
    arg_min(p.start, (d.n, p.start)) AS start
FROM positions p JOIN docs d USING (document_id) JOIN entities x ON x.entity_id = p.{key}
LEFT JOIN entities e ON e.entity_id = p.person_id LEFT JOIN entities o ON o.entity_id = p.organisation_id
WHERE x.n BETWEEN ? AND ?
GROUP BY p.{key}, p.person_id, e.name, p.status, p.organisation_id, o.name, lower(p.position)
ORDER BY first NULLS LAST, documents DESC, position, person, p.status, p.organisation_id"""
QUOTATIONS = """SELECT q.speaker_id AS entity_id, d.document_id, d.published, d.title, d.path, d.n,
    q.start, q.stop, q.kind, q.cue, q.text
FROM quotations q JOIN docs d USING (document_id) JOIN entities x ON x.entity_id = q.speaker_id
WHERE x.n BETWEEN ? AND ? ORDER BY d.n DESC, q.start, q.stop DESC, q.kind"""
COMPANY_OF = f"""WITH company AS (
    SELECT entity_id, other_id, documents, first_date, last_date FROM cooccurrences
    UNION ALL SELECT other_id, entity_id, documents, first_date, last_date FROM cooccurrences)
SELECT b.entity_id, o.entity_id AS id, o.name, o.kind_of, b.documents, b.first_date, b.last_date
FROM company b JOIN entities x USING (entity_id) JOIN entities o ON o.entity_id = b.other_id WHERE x.n BETWEEN ? AND ?
QUALIFY row_number() OVER (PARTITION BY b.entity_id ORDER BY b.documents DESC, o.mentions DESC, o.n) <= {COMPANY}
ORDER BY b.documents DESC, o.mentions DESC, o.n"""
# For a place the cooccurrences have no rows; a mention is shown with its sentence, cut to what stands around it.
MENTIONS = """SELECT m.entity_id, d.document_id, d.published, d.title, d.path, d.n, m.start, m.stop, m.text,
    s.text AS sentence, m.start - s.start AS at
FROM mentions m JOIN docs d USING (document_id) JOIN entities x USING (entity_id)
LEFT JOIN sentences s ON s.document_id = m.document_id AND s.sentence = m.sentence
WHERE x.n BETWEEN ? AND ? ORDER BY d.n DESC, m.start, m.stop DESC"""


def write_entities(site: Site, store: Store) -> None:
    """Write the page of each entity and what its page loads later."""
    for span in store.slices('entities'):
        held = store.grouped('entity_id', POSITIONS.format(key='person_id'), *span)
        staff = store.grouped('entity_id', POSITIONS.format(key='organisation_id'), *span)
        said = store.grouped('entity_id', QUOTATIONS, *span)
        company = store.grouped('entity_id', COMPANY_OF, *span)
        mentions = store.grouped('entity_id', MENTIONS, *span)
        for entity in store.rows(ENTITIES, *span):
            key = entity['entity_id']
            found = mentions.get(key, [])
            documents = {m['document_id']: m['published'] for m in found}
            spoken = said.get(key, [])
            site.page(
                page_of(entity['kind_of'], key),
                'entity.html',
                entity=entity,
                others=other_names(entity),
                held=held.get(key, []) if entity['kind_of'] == 'people' else [],
                staff=staff.get(key, []),
                # Of what stands in one document its page tells all there is.
                company=company.get(key, []) if len(documents) > 1 else [],
                timeline=timeline(documents.values(), site),
                mentions=[context(site, m) for m in found[:HELD]],
                quotations=[quotation(site, q) for q in spoken[:HELD]],
                near=places(map(mention_place, found[HELD : SHOWN['mentions']])),
                near_said=places(map(quotation_place, spoken[HELD : SHOWN['said']])),
                more=parts(site, key, 'mentions', found),
                more_said=parts(site, key, 'said', spoken),
            )


# What a script needs to show such a row: the document, the place in its text, and what the text does not tell.
PLACE = {'mentions': ('n', 'start', 'stop'), 'said': ('n', 'start', 'stop', 'kind', 'cue')}


def other_names(entity: Row) -> list[str]:
    """The other names of an entity, the most frequent first; letter case makes none."""
    found = {entity['name'].casefold(): ''}
    for alias in entity['aliases'] or ():
        found.setdefault(alias.casefold(), alias)
    return [alias for alias in found.values() if alias]


def parts(site: Site, identifier: str, what: str, rows: list[Row]) -> str:
    """Write the rows that a page does not show at once, as places in the texts; returns how the page finds them, empty
    if there are none."""
    name = f'entities/{safe(identifier)[1:3].lower()}/{safe(identifier)}-{what}'
    rest = [[row[column] for column in PLACE[what]] for row in rows[SHOWN[what] :]]
    pieces = [rest[i : i + PART] for i in range(0, len(rest), PART)]
    for number, piece in enumerate(pieces):
        site.data(f'{name}-{number}', piece)
    return f'{name} {len(pieces)}' if pieces else ''


def places(rows: Iterable[tuple[object, ...]]) -> str:
    """Rows for an attribute of the page: fields between commas, rows between bars; of the document, which is the first
    field, nothing where it is that of the row before.

    >>> places([('d1', 3, 9), ('d1', 20, 26), ('d2', 0, 6)])
    'd1,3,9|,20,26|d2,0,6'
    """
    told, last = [], None
    for document, *rest in rows:
        told.append(','.join(str(field) for field in ('' if document == last else document, *rest)))
        last = document
    return '|'.join(told)


def mention_place(row: Row) -> tuple[object, ...]:
    """Where a mention stands and what is shown around it: the document, the mention, first and last character, and
    whether the sentence goes on before (1) and after (2) them."""
    at, length = row['at'] or 0, len(row['sentence'] or row['text'])
    after = length - at - len(row['text'])
    first, last = row['start'] - min(at, AROUND), row['stop'] + min(after, AROUND)
    return safe(row['document_id']), row['start'], row['stop'], first, last, (at > AROUND) + 2 * (after > AROUND)


def quotation_place(row: Row) -> tuple[object, ...]:
    """Where a quotation stands: the document, first and last character, its kind and cue."""
    return safe(row['document_id']), row['start'], row['stop'], row['kind'], SEPARATORS.sub(' ', row['cue'])


def context(site: Site, row: Row) -> list[Any]:
    """A mention for a list: link, date, document, words before, the mention, words after."""
    sentence, at = row['sentence'] or row['text'], row['at'] or 0
    stop = at + len(row['text'])
    before, after = sentence[max(0, at - AROUND) : at], sentence[stop : stop + AROUND]
    if at > AROUND:
        before = '…' + before
    if stop + AROUND < len(sentence):
        after += '…'
    link = f'{page_of("documents", row["document_id"])}#m-{row["start"]}'
    return [link, site.day(row['published']), row['title'] or row['path'], flat(before), flat(row['text']), flat(after)]


def quotation(site: Site, row: Row) -> list[Any]:
    """A quotation for a list: link, date, document, kind, cue, text."""
    link = f'{page_of("documents", row["document_id"])}#q-{row["start"]}'
    return [link, site.day(row['published']), row['title'] or row['path'], row['kind'], row['cue'], spaced(row['text'])]


def spaced(text: str) -> str:
    """A text on one line with one space where several stood, as in justified paragraphs."""
    return ' '.join(text.split())


def flat(text: str) -> str:
    """A text on one line; its spaces at the ends stay."""
    return ''.join(' ' if c in '\r\n\t\x0b\x0c\x85\u2028\u2029' else c for c in text)
