"""What is mentioned in more documents than in the weeks before, beyond chance.

For each name and noun the documents with it are compared, new against before, by Fisher's exact test (one-sided), which
holds for small numbers, too: how likely is it that at least so many of the documents with it are among the new ones, if
they fell there by chance? Of the many that are tested those are shown which the procedure of Benjamini and Hochberg
(1995) keeps at a false discovery rate of 5 %.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, lgamma

import duckdb

WEEKS = 8  # before the new documents, with which they are compared
DAYS_NEW = 7  # of the new documents those count that were published in the last days of them
LEAST_DOCUMENTS = 3  # new ones that mention it
LEAST_NEW, LEAST_BEFORE = 3, 10  # documents without which nothing is compared
RATE = 0.05  # of false discoveries
SHORTEST_WORD = 4  # letters

WINDOWS = """
CREATE OR REPLACE TEMP TABLE windows AS
SELECT document_id, document_id IN (SELECT document_id FROM fresh) AS is_new FROM documents
WHERE status = 'ok' AND CASE WHEN document_id IN (SELECT document_id FROM fresh)
    THEN published BETWEEN $first AND $last ELSE published >= $before AND published <= $last END"""
ENTITIES = """
SELECT e.kind, e.name, count(DISTINCT document_id) FILTER (is_new) AS new, count(DISTINCT document_id) AS documents
FROM mentions JOIN windows USING (document_id)
JOIN (SELECT entity_id, 'people' AS kind, name FROM people UNION ALL
      SELECT entity_id, 'organisations', name FROM organisations UNION ALL
      SELECT entity_id, 'places', name FROM places) e USING (entity_id)
GROUP BY e.kind, e.name, entity_id HAVING count(DISTINCT document_id) FILTER (is_new) >= $least"""
# Names are told as names, and a month rises whenever it comes.
WORDS = f"""
WITH told AS (SELECT document_id, start, stop FROM mentions UNION ALL SELECT document_id, start, stop FROM dates)
SELECT 'words', lower(t.lemma), count(DISTINCT document_id) FILTER (is_new), count(DISTINCT document_id)
FROM tokens t JOIN windows USING (document_id)
WHERE t.pos = 'NOUN' AND length(t.lemma) >= {SHORTEST_WORD} AND NOT EXISTS (
    SELECT 1 FROM told WHERE told.document_id = t.document_id AND t.start < told.stop AND told.start < t.stop)
GROUP BY lower(t.lemma) HAVING count(DISTINCT document_id) FILTER (is_new) >= $least"""


@dataclass(frozen=True, slots=True)
class Rise:
    """Something of a kind that `new` of the new documents mention and `before` of the earlier ones; `p` is the test's
    value."""

    kind: str
    name: str
    new: int
    before: int
    p: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """What rises, and among how many documents that was looked for; too few of them compare nothing."""

    rises: tuple[Rise, ...]
    new: int
    before: int

    @property
    def is_possible(self) -> bool:
        return self.new >= LEAST_NEW and self.before >= LEAST_BEFORE


def compare(db: duckdb.DuckDBPyConnection, since: dt.date | None) -> Comparison:
    """Compare the documents in the table `fresh` with those of the weeks before them."""
    query = "SELECT max(published) FROM documents JOIN fresh USING (document_id) WHERE status = 'ok'"
    (last,) = db.execute(query).fetchall()[0]
    if last is None:
        return Comparison((), 0, 0)
    first = max(since, dt.date.min) if since else last - dt.timedelta(days=DAYS_NEW - 1)
    before = dt.date.fromordinal(max(first.toordinal() - 7 * WEEKS, 1))
    db.execute(WINDOWS, {'first': first, 'last': last, 'before': before})
    new, others = db.execute('SELECT count(*) FILTER (is_new), count(*) FILTER (NOT is_new) FROM windows').fetchall()[0]
    empty = Comparison((), new, others)
    if not empty.is_possible:
        return empty
    found = [
        Rise(kind, name, n, documents - n, exceeds(n, documents, new, new + others))
        for query in (ENTITIES, WORDS)
        for kind, name, n, documents in db.execute(query, {'least': LEAST_DOCUMENTS}).fetchall()
    ]
    return Comparison(tuple(discoveries(found)), new, others)


def exceeds(k: int, marked: int, drawn: int, total: int) -> float:
    """The probability that at least k of `marked` items are among `drawn` ones, drawn by chance from `total`: the tail
    of the hypergeometric distribution, which is Fisher's exact test.

    >>> round(exceeds(3, 3, 5, 10), 4)  # 10 of the 120 ways to put 3 items
    0.0833
    """

    def ways(n: int, r: int) -> float:
        return lgamma(n + 1) - lgamma(r + 1) - lgamma(n - r + 1)

    whole = ways(total, marked)
    most = min(marked, drawn)
    return min(1.0, sum(
        exp(ways(drawn, i) + ways(total - drawn, marked - i) - whole)
        for i in range(max(k, marked - (total - drawn)), most + 1)
    ))  # fmt: skip


def discoveries(found: Sequence[Rise], rate: float = RATE) -> list[Rise]:
    """Those that the procedure of Benjamini and Hochberg keeps, the clearest first."""
    ordered = sorted(found, key=lambda rise: (rise.p, -rise.new, rise.kind, rise.name))
    kept = max((n for n, rise in enumerate(ordered, 1) if rise.p <= rate * n / len(ordered)), default=0)
    return ordered[:kept]
