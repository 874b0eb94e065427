"""Pages with lists of everything, and their data: documents, people, organisations, places, quotations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from svodka.report.entities import other_names, spaced
from svodka.report.site import Site, page_of
from svodka.report.store import Row, Store
from svodka.report.word_index import Index, Span
from svodka.tables.reasons import reason

PART = 1000  # quotations in a file of data; a page reads file after file until it has what it shows
DOCUMENTS = 2000  # in a file of who is mentioned
LONGEST = 300  # characters of an entity's other names in a list

ENTITIES = """SELECT e.*, l.name AS link FROM entities e LEFT JOIN entities l ON l.entity_id = e.link_id
WHERE e.kind_of = ? ORDER BY e.n"""
QUOTATIONS = """SELECT d.n, d.published, q.start, q.quotation_id, q.kind, q.cue, q.speaker, q.speaker_id,
    e.kind_of, q.text
FROM quotations q JOIN docs d USING (document_id) LEFT JOIN entities e ON e.entity_id = q.speaker_id
ORDER BY d.published DESC NULLS LAST, d.n, q.start, q.stop DESC, q.kind"""


MENTIONED = """SELECT d.n, e.n AS entity, sum(named)::INTEGER, sum(said)::INTEGER FROM (
    SELECT document_id, entity_id, 1 AS named, 0 AS said FROM mentions
    UNION ALL SELECT document_id, speaker_id, 0, 1 FROM quotations WHERE speaker_id IS NOT NULL)
JOIN docs d USING (document_id) JOIN entities e USING (entity_id)
WHERE d.n BETWEEN ? AND ? GROUP BY ALL ORDER BY d.n, entity"""


def write_lists(site: Site, store: Store, index: Index, spans: Mapping[str, Span]) -> None:
    """Write the pages and data of all lists; `index` tells the lemmas of names, `spans` the words of quotations."""
    documents = [
        [page_of('documents', d['document_id']) if d['status'] == 'ok' else '', iso(d['published']),
         d['title'] or '', d['path'], d['place'] or '', d['characters'], d['quotations'], d['status'],
         _why(site, d['message']), d['outlet'] or '']
        for d in store.rows('SELECT * FROM docs ORDER BY n')
    ]  # fmt: skip
    site.data('documents', documents)
    outlets = Counter(row[9] for row in documents if row[9] and row[0])
    site.data('outlets', sorted(outlets, key=lambda name: (-outlets[name], name)))
    site.page('documents.html', 'list.html', kind='documents', rows=len(documents))
    for kind in ('people', 'organisations', 'places'):
        rows = [
            [page_of(kind, e['entity_id']), e['name'], also(e),
             (e['position'] if kind == 'people' else e['abbreviation'] if kind == 'organisations' else e['kind']) or '',
             (e['country'] if kind == 'places' else e['link']) or '', e['documents'], e['mentions'], e['quotations'],
             iso(e['first_date']), iso(e['last_date']), e['n'],
             index.lemmas_of(' '.join(filter(None, (e['name'], also(e), e['position'], e['abbreviation'], e['link']))))]
            for e in store.rows(ENTITIES, kind)
        ]  # fmt: skip
        site.data(kind, rows)
        site.page(f'{kind}.html', 'list.html', kind=kind, rows=len(rows))
    write_company(site, store)
    write_quotations(site, store, spans)


def write_company(site: Site, store: Store) -> None:
    """Write who and what each document mentions: `number of an entity, mentions, quotations, …` a document."""
    parts = 0
    for first, last in store.slices('docs', DOCUMENTS):
        found = store.by_document(MENTIONED, first, last)
        rows = [[x for row in found.get(n, ()) for x in row] for n in range(first, last + 1)]
        site.data(f'company-{parts}', rows)
        parts += 1
    site.data('company', parts)


def _why(site: Site, message: str | None) -> str:
    """Why a document was not read, in the language of the pages."""
    return (reason(message) if site.language == 'ru' else message) if message else ''


def write_quotations(site: Site, store: Store, spans_of: Mapping[str, Span]) -> None:
    """Write quotations, the newest first, in parts, and what says which parts a speaker or a period needs."""
    speakers: dict[str, list[int]] = {}
    spans: list[list[str]] = []
    found = store.db.execute(QUOTATIONS)
    count = 0
    while rows := found.fetchmany(PART):
        number = len(spans)
        part = []
        for n, published, start, key, kind, cue, speaker, speaker_id, kind_of, text in rows:
            who = page_of(kind_of, speaker_id) if kind_of else ''
            span = spans_of.get(key, Span(0, -1))
            part.append([n, start, iso(published), kind, cue, speaker, who, spaced(text), span.first, span.last])
            parts = speakers.setdefault(speaker, [0])
            parts[0] += 1
            if parts[-1] != number or len(parts) == 1:
                parts.append(number)
        days = [row[2] for row in part]
        spans.append([min(days), max(days)])
        site.data(f'quotations-{number}', part)
        count += len(part)
    ranked = sorted(speakers.items(), key=lambda item: (-item[1][0], item[0]))
    site.data('quotations', {'count': count, 'spans': spans, 'speakers': [[name, *parts] for name, parts in ranked]})
    site.page('quotations.html', 'quotations.html', speakers=[(name, parts[0]) for name, parts in ranked[:200] if name],
              count=count)  # fmt: skip


def also(entity: Row) -> str:
    """The other names of an entity, for search and for the eye."""
    return ' · '.join(other_names(entity))[:LONGEST]


def iso(day: object) -> str:
    """A date for scripts: ISO 8601, empty if there is none."""
    return str(day) if day is not None else ''
