"""The first page: documents over time, who and what is mentioned and quoted most, the map, who appears with whom."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from svodka.report.site import Site
from svodka.report.store import Row, Store
from svodka.report.timeline import timeline
from svodka.report.worldmap import world_map
from svodka.tables.reasons import reason

TOP = 15
MATRIX = 12  # people and organisations in the table of who appears with whom
PAIRS = 15

TOP_ENTITIES = """SELECT * FROM entities WHERE kind_of = ? AND mentions > 0 AND NOT generic
    ORDER BY documents DESC, n LIMIT ?"""
SPEAKERS = """SELECT q.speaker AS name, q.speaker_id AS entity_id, any_value(e.kind_of) AS kind_of,
    count(*) AS quotations, count(DISTINCT document_id) AS documents
FROM quotations q LEFT JOIN entities e ON e.entity_id = q.speaker_id WHERE q.speaker <> ''
GROUP BY ALL ORDER BY quotations DESC, q.speaker, q.speaker_id LIMIT ?"""
PAIRS_OF = """SELECT a.entity_id AS a, a.name AS a_name, a.kind_of AS a_kind, b.entity_id AS b, b.name AS b_name,
    b.kind_of AS b_kind, c.documents
FROM cooccurrences c JOIN entities a ON a.entity_id = c.entity_id JOIN entities b ON b.entity_id = c.other_id
ORDER BY c.documents DESC, a.mentions + b.mentions DESC, a.n, b.n LIMIT ?"""
AMONG = """SELECT entity_id, other_id, documents FROM cooccurrences
WHERE entity_id = ANY($1) AND other_id = ANY($1)"""
REASONS = """SELECT status, message, count(*) AS n FROM docs WHERE message IS NOT NULL AND status <> 'ok'
GROUP BY ALL ORDER BY n DESC, message LIMIT ?"""
COUNTS = """SELECT (SELECT count(*) FROM docs WHERE status = 'ok') AS documents,
    (SELECT count(*) FROM people) AS people, (SELECT count(*) FROM organisations) AS organisations,
    (SELECT count(*) FROM places) AS places, (SELECT count(*) FROM quotations) AS quotations,
    (SELECT count(*) FROM dates) AS dates, (SELECT count(*) FROM positions) AS positions"""


def write_overview(site: Site, store: Store) -> None:
    """Write index.html."""
    (counts,) = store.rows(COUNTS)
    published = [row['published'] for row in store.rows("SELECT published FROM docs WHERE status = 'ok'")]
    site.page(
        'index.html',
        'overview.html',
        counts=counts,
        first=min((day for day in published if day), default=None),
        last=max((day for day in published if day), default=None),
        undated=sum(day is None for day in published),
        statuses=store.rows("SELECT status, count(*) AS n FROM docs WHERE status <> 'ok' GROUP BY ALL ORDER BY status"),
        folders=sorted({Path(place).name for place in store.sources.values()}),
        reasons=reasons(site, store) if not counts['documents'] else [],
        timeline=timeline(published, site),
        top={kind: store.rows(TOP_ENTITIES, kind, TOP) for kind in ('people', 'organisations', 'places')},
        speakers=store.rows(SPEAKERS, TOP),
        map=world_map(store),
        matrix=matrix(store),
        pairs=store.rows(PAIRS_OF, PAIRS),
    )


def reasons(site: Site, store: Store) -> list[Row]:
    """Why documents were not read, the most frequent reasons first."""
    found = store.rows(REASONS, PAIRS)
    return [row | {'message': reason(row['message']) if site.language == 'ru' else row['message']} for row in found]


def matrix(store: Store) -> dict[str, Any]:
    """The people mentioned in most documents, and in how many each two of them are together."""
    people: list[Row] = store.rows(TOP_ENTITIES, 'people', MATRIX)
    together: dict[tuple[str, str], int] = {}
    for row in store.rows(AMONG, [p['entity_id'] for p in people]):
        together[row['entity_id'], row['other_id']] = together[row['other_id'], row['entity_id']] = row['documents']
    return {'people': people, 'together': together, 'most': max(together.values(), default=0)}
