"""What was found for the date of publication, headline and outlet of a document, in the order in which it counts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from svodka.language.credits import credits_of
from svodka.read.contents import Evidence, Part
from svodka.read.dateline import dateline_agency
from svodka.read.headline import titles_of
from svodka.read.published import days_of

TAKEN, LATER = 'taken', 'comes later in the order'


def evidence_of(part: Part, path: str, chosen: Mapping[str, str | None]) -> str:
    """The evidence as a JSON list of [column, verdict, value, where], in order; `chosen` are the document's values."""
    found = [*_days(part, path), *_titles(part), *_outlets(part)]
    rows: list[tuple[str, str, str, str]] = []
    taken: set[str] = set()
    for role, value, where, against in dict.fromkeys(found):
        verdict = against or (LATER if role in taken else TAKEN)
        if verdict == TAKEN:
            taken.add(role)
        rows.append((role, verdict, value, where))
    rows += [(role, TAKEN, value, 'found otherwise') for role, value in chosen.items() if value and role not in taken]
    return json.dumps(rows, ensure_ascii=False)


def _days(part: Part, path: str) -> Iterator[Evidence]:
    of_page = [one for one in part.evidence if one.role == 'published']
    yield from of_page
    for day in days_of(part, path):
        if not of_page or day.where not in (f'stated by the file ({part.format})', 'stamp of the page'):
            yield Evidence('published', day.day.isoformat(), day.where)
    for hint in part.hints:
        if not any(hint == day.day for day in days_of(part, path)):
            yield Evidence('published', hint.isoformat(), 'property of the document', 'the text does not have it')


def _titles(part: Part) -> Iterator[Evidence]:
    of_page = [one for one in part.evidence if one.role == 'title']
    for title, where, against in titles_of(part.text, part.title, part.format):
        if where.startswith('stated') and of_page:
            yield from (one._replace(against=one.against or against) for one in of_page)
        else:
            yield Evidence('title', title, where, against)


def _outlets(part: Part) -> Iterator[Evidence]:
    of_page = [one for one in part.evidence if one.role == 'outlet']
    yield from of_page
    if part.outlet and not of_page:
        yield Evidence('outlet', part.outlet, f'stated by the file ({part.format})')
    lines = [line for line in map(str.strip, part.text.splitlines()) if line]
    if outlet := credits_of(lines).outlet:
        yield Evidence('outlet', outlet, 'source or agency that a line of the text names')
    if agency := dateline_agency(part.text):
        yield Evidence('outlet', agency, 'agency in the dateline')
