"""The tables of entities, of linked entities in memory: svodka.collection.queries in Python."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np
from svodka.collection.common import MAX_COMPANY
from svodka.collection.small_link import Linked, LocalEntity

UNDATED = 10_000_000  # behind all days, which are counted from the year 1
Rows = list[tuple[Any, ...]]
Table = Callable[[Sequence[LocalEntity], Mapping[str, Linked], Mapping[str, int]], Rows]


def people(entities: Sequence[LocalEntity], linked: Mapping[str, Linked], quotations: Mapping[str, int]) -> Rows:
    """The rows of the table people."""
    stated = _stated(entities, _by_document(entities))
    rows = []
    for entity_id, found in _of_type('PER', linked):
        row = found.row
        position, organisation = stated.get(entity_id, (None, None))
        rows.append((entity_id, row.name, row.first, row.middle, row.last, row.gender, position, organisation,
                     *_counts(found), quotations.get(entity_id, 0), *_days(found), row.wikidata))  # fmt: skip
    return rows


def organisations(entities: Sequence[LocalEntity], linked: Mapping[str, Linked], quotations: Mapping[str, int]) -> Rows:
    """The rows of the table organisations, those without a name of their own last."""
    located: dict[str, Counter[str]] = defaultdict(Counter)
    of_document = _by_document(entities)
    for e in entities:
        place = None if e.located is None else of_document[e.document_id][e.located]
        if place and place.linked_type == 'LOC':
            located[e.entity_id][place.entity_id] += 1
    rows = []
    for entity_id, found in sorted(_of_type('ORG', linked), key=lambda pair: pair[1].row.generic):
        row, places = found.row, located[entity_id]
        at = max(places, key=lambda place: (places[place], place), default=None)
        there = at and linked[at].place
        country = (there and there['country']) or row.country
        rows.append((entity_id, row.name, row.abbreviation, row.generic, at, country, *_counts(found),
                     quotations.get(entity_id, 0), *_days(found), row.wikidata))  # fmt: skip
    return rows


def places(_: Sequence[LocalEntity], linked: Mapping[str, Linked], __: Mapping[str, int]) -> Rows:
    """The rows of the table places."""
    rows = []
    for entity_id, found in _of_type('LOC', linked):
        known = found.place or {}
        at = [known.get(name) for name in ('kind', 'country', 'geonames_id', 'latitude', 'longitude')]
        rows.append((entity_id, found.row.name, *at, *_counts(found), *_days(found), found.row.wikidata))
    return rows


def aliases(entities: Sequence[LocalEntity], _: Mapping[str, Linked], __: Mapping[str, int]) -> Rows:
    """The rows of the table aliases, the most frequent names of the most mentioned first."""
    called: dict[str, Counter[str]] = defaultdict(Counter)
    for e in entities:
        for name, _form, mentions in e.forms:
            called[e.entity_id][name] += mentions
    ordered = sorted(called.items(), key=lambda pair: (-max(pair[1].values()), pair[0]))
    return [(entity_id, name, n) for entity_id, names in ordered
            for name, n in sorted(names.items(), key=lambda pair: (-pair[1], pair[0]))]  # fmt: skip


def cooccurrences(entities: Sequence[LocalEntity], _: Mapping[str, Linked], __: Mapping[str, int]) -> Rows:
    """The rows of the table cooccurrences."""
    ids = sorted({e.entity_id for e in entities if e.linked_type in ('PER', 'ORG') and e.mentions > 0})
    number = {entity_id: i for i, entity_id in enumerate(ids)}
    pairs, days = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    for some in _by_document(entities).values():
        company: Counter[int] = Counter()
        for e in some:
            if e.linked_type in ('PER', 'ORG') and e.mentions > 0:
                company[number[e.entity_id]] += e.mentions
        chief = np.array(sorted(sorted(company, key=lambda n: (-company[n], n))[:MAX_COMPANY]), np.int64)
        one, other = _every_two(len(chief))
        pairs.append(chief[one] * len(ids) + chief[other])
        published = some[0].published
        days.append(np.full(len(one), UNDATED if published is None else published.toordinal()))
    codes, published_on = np.concatenate(pairs), np.concatenate(days)
    order = np.lexsort((published_on, codes))
    codes, published_on = codes[order], published_on[order]
    first = np.flatnonzero(np.diff(codes, prepend=-1))
    documents = np.diff(np.append(first, len(codes)))
    dated = np.add.reduceat(published_on != UNDATED, first) if len(first) else first
    rows = [
        (ids[code // len(ids)], ids[code % len(ids)], n, *_from_to(earliest, latest))
        for code, n, earliest, latest in zip(*(column.tolist() for column in (
            codes[first], documents, published_on[first], published_on[first + np.maximum(dated, 1) - 1])), strict=True)
    ]  # fmt: skip
    return sorted(rows, key=lambda row: -row[2])


@cache
def _every_two(count: int) -> tuple[np.ndarray[Any, np.dtype[np.int64]], np.ndarray[Any, np.dtype[np.int64]]]:
    """The numbers of the first and the second of every two of so many, in order."""
    one, other = np.triu_indices(count, 1)
    return one, other


def _from_to(earliest: int, latest: int) -> tuple[dt.date | None, dt.date | None]:
    if earliest == UNDATED:
        return None, None
    return dt.date.fromordinal(earliest), dt.date.fromordinal(latest)


WHOLE: Mapping[str, Table] = {
    'people': people,
    'organisations': organisations,
    'places': places,
    'aliases': aliases,
    'cooccurrences': cooccurrences,
}


def _stated(
    entities: Iterable[LocalEntity], of_document: Mapping[str, Sequence[LocalEntity]]
) -> dict[str, tuple[str, str | None]]:
    """For each entity the position that it has in most documents, with the organisation that is stated with it."""
    held: dict[str, dict[tuple[str, str | None], list[dt.date | None]]] = defaultdict(lambda: defaultdict(list))
    for e in entities:
        if e.position is not None:
            body = None if e.organisation is None else of_document[e.document_id][e.organisation]
            where = body.entity_id if body and body.linked_type == 'ORG' else None
            held[e.entity_id][e.position, where].append(e.published)
    found = {}
    for entity_id, offices in held.items():
        # By the last sign first, for the sorts are stable: an organisation, of those the first by id.
        ordered = sorted(offices.items(), key=lambda pair: (pair[0][1] is None, pair[0][1] or ''))
        ordered.sort(key=lambda pair: pair[0][0], reverse=True)
        ordered.sort(key=lambda pair: (len(pair[1]), max((d for d in pair[1] if d), default=dt.date.min)), reverse=True)
        found[entity_id] = ordered[0][0]
    return found


def _by_document(entities: Iterable[LocalEntity]) -> dict[str, list[LocalEntity]]:
    found: dict[str, list[LocalEntity]] = defaultdict(list)
    for e in entities:
        found[e.document_id].append(e)
    return found


def _of_type(kind: str, linked: Mapping[str, Linked]) -> list[tuple[str, Linked]]:
    """The entities of a type by id, the most mentioned first."""
    some = [(entity_id, found) for entity_id, found in linked.items() if found.row.type == kind]
    return sorted(some, key=lambda pair: (-pair[1].mentions, pair[1].row.name or '', pair[0]))


def _counts(found: Linked) -> tuple[int, int]:
    return len(found.documents), found.mentions


def _days(found: Linked) -> tuple[dt.date | None, dt.date | None]:
    return min(found.days, default=None), max(found.days, default=None)
