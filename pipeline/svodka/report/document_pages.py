"""A page per document: its text with everything marked, and beside it what was found, each with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from svodka.report.marked import Mark, flowed, marked
from svodka.report.site import Site, page_of
from svodka.report.store import Row, Store

STYLES = {'PER': 'per', 'ORG': 'org', 'LOC': 'loc'}

MENTIONS = """SELECT m.*, e.name AS entity, e.kind_of FROM mentions m JOIN docs d USING (document_id)
JOIN entities e USING (entity_id) WHERE d.n BETWEEN ? AND ? ORDER BY d.n, m.start, m.stop DESC, m.type"""
POSITIONS = """SELECT p.*, e.name AS person, o.name AS organisation FROM positions p JOIN docs d USING (document_id)
LEFT JOIN entities e ON e.entity_id = p.person_id LEFT JOIN entities o ON o.entity_id = p.organisation_id
WHERE d.n BETWEEN ? AND ? ORDER BY d.n, p.start, p.stop DESC, p.person_id"""
DATES = """SELECT x.* FROM dates x JOIN docs d USING (document_id)
WHERE d.n BETWEEN ? AND ? ORDER BY d.n, x.start, x.stop DESC"""
QUOTATIONS = """SELECT q.* FROM quotations q JOIN docs d USING (document_id)
WHERE d.n BETWEEN ? AND ? ORDER BY d.n, q.start, q.stop DESC, q.kind"""
TEXTS = """SELECT d.*, x.text FROM docs d JOIN texts x USING (document_id) WHERE d.n BETWEEN ? AND ? ORDER BY d.n"""
NEIGHBOURS = """SELECT n, lag(document_id) OVER (ORDER BY n) AS older, lead(document_id) OVER (ORDER BY n) AS newer
FROM docs WHERE status = 'ok'"""


def write_documents(site: Site, store: Store) -> None:
    """Write the page of each document that was read."""
    neighbours = {row['n']: row for row in store.rows(NEIGHBOURS)}
    for span in store.slices('docs'):
        found = [store.grouped('document_id', query, *span) for query in (MENTIONS, POSITIONS, DATES, QUOTATIONS)]
        for document in store.rows(TEXTS, *span):
            mentions, positions, dates, quotations = (rows.get(document['document_id'], []) for rows in found)
            name = page_of('documents', document['document_id'])
            site.page(
                name,
                'document.html',
                document=document,
                origin=store.origin(document['path'], site.out / name),
                text=marked(flowed(document['text']), marks(site, mentions, positions, dates, quotations)),
                neighbours=neighbours.get(document['n']),
            )


def marks(
    site: Site, mentions: Iterable[Row], positions: Iterable[Row], dates: Iterable[Row], quotations: Iterable[Row]
) -> Iterator[Mark]:
    """What is marked in a text, with what shows when one points at it."""
    t = site.labels
    root = '../../'
    for q in quotations:
        note = f'{q["speaker"] or t["unknown"]} — {t[q["kind"]]}'
        cue = f', {q["cue"]}' if q['cue'] else ''
        yield Mark(q['start'], q['stop'], f'q {q["kind"]}', f'q-{q["start"]}', note + cue)
    for p in positions:
        status = f' ({t[p["status"]]})' if p['status'] in t else ''
        note = f'{p["position"]}{status} — {p["person"] or ""}'
        yield Mark(p['start'], p['stop'], 'm pos', f'p-{p["start"]}', note)
    for m in mentions:
        note = '' if m['entity'] == m['text'] else m['entity']
        href = root + page_of(m['kind_of'], m['entity_id'])
        yield Mark(m['start'], m['stop'], f'm {STYLES[m["type"]]}', f'm-{m["start"]}', note, href)
    for d in dates:
        yield Mark(d['start'], d['stop'], 'm date', f'd-{d["start"]}', interval(site, d))


def interval(site: Site, row: Mapping[str, Any]) -> str:
    """The days of a date: «05.09.2025», «01.09.2025 – 30.09.2025», with the time where it is stated."""
    if row['start_date'] is None:
        return row['edtf'] or site.labels['no_interval']
    first, last = site.day(row['start_date']), site.day(row['end_date'])
    return (first if first == last else f'{first} – {last}') + (f', {row["time"]}' if row['time'] else '')
