"""Positions of people that the new documents state otherwise than those before."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import duckdb

from svodka.find.positions import REFERRING
from svodka.find.positions.lexicon import role_lemma
from svodka.lexicons import fold

# All that is stated of the people of whom the new documents state something, in the order of time. What a document
# said before it changed is not known any more, so it counts as an older one. Another word for an office that is stated
# elsewhere is no statement («глава государства»).
STATED = """
SELECT p.person_id, w.name AS person, p.position, p.organisation_id, coalesce(o.name, '') AS organisation,
       coalesce(p.status, '') AS status, d.published, p.document_id, coalesce(s.text, '') AS text,
       f.document_id IS NOT NULL AND c.document_id IS NULL AS is_new, k.is_known
FROM positions p JOIN documents d USING (document_id) JOIN people w ON w.entity_id = p.person_id
LEFT JOIN organisations o ON o.entity_id = p.organisation_id
LEFT JOIN sentences s ON s.document_id = p.document_id AND s.sentence = p.sentence
LEFT JOIN fresh f ON f.document_id = p.document_id
LEFT JOIN changed c ON c.document_id = p.document_id
JOIN (SELECT entity_id, bool_or(document_id NOT IN (SELECT document_id FROM fresh)) AS is_known FROM mentions
      GROUP BY entity_id) k ON k.entity_id = p.person_id
WHERE p.person_id IN (SELECT person_id FROM positions JOIN fresh USING (document_id))
  AND NOT list_contains($referring, coalesce(p.rule, ''))
ORDER BY w.name, p.person_id, d.published NULLS FIRST, d.path, p.start"""
# What an office is of where the text has named it before.
AREAS = frozenset('города района области края округа республики страны'.split())
WORD = re.compile(r'\w+')
# What stands before the word for an office in one that is shortened: «гендиректор», «замминистра», «главврач».
SHORT = {'зам': 'заместитель', 'ген': 'генеральный', 'глав': 'главный', 'гос': 'государственный', 'нач': 'начальник'}
SHORTENED = re.compile(rf'({"|".join(SHORT)})(\w{{4,}})')


@dataclass(frozen=True, slots=True)
class Stated:
    """A position as one sentence states it."""

    position: str
    organisation_id: str | None
    organisation: str
    status: str
    published: dt.date | None
    document_id: str
    text: str

    def called(self, words: Mapping[str, str]) -> str:
        """Position and organisation in words: «директор (в прошлом), Институт развития»."""
        status = f' ({words.get(f"status_{self.status}", self.status)})' if self.status else ''
        named = (
            self.organisation if self.organisation and self.organisation.lower() not in self.position.lower() else ''
        )
        return ', '.join(part for part in (f'{self.position}{status}', named) if part)


@dataclass(frozen=True, slots=True)
class Change:
    """What is stated of a person now, and what was stated last before; None where nothing was."""

    person: str
    before: Stated | None
    after: Stated


def changes(db: duckdb.DuckDBPyConnection) -> Iterator[Change]:
    """The changes between the documents in the table `fresh` and the others, by name.

    A person who comes up for the first time has no change. Nor is one what an older document than the last one says,
    what was said before, and what says the same in more or fewer words.
    """
    of_person: dict[tuple[str, str], list[tuple[bool, bool, Stated]]] = defaultdict(list)
    for person_id, person, *stated, is_new, is_known in db.execute(STATED, {'referring': sorted(REFERRING)}).fetchall():
        of_person[person_id, person].append((is_new, is_known, Stated(*stated)))
    for (_, person), rows in of_person.items():
        if not rows[0][1]:
            continue
        before = [stated for is_new, _, stated in rows if not is_new]
        told: list[Stated] = []
        for after in (stated for is_new, _, stated in rows if is_new):
            if any(is_same(after, other) for other in (*before, *told)):
                continue
            last = before[-1] if before else None
            if last and last.published and (after.published is None or after.published < last.published):
                continue
            told.append(after)
            yield Change(person, last, after)


def is_same(a: Stated, b: Stated) -> bool:
    """Whether two statements say the same, one perhaps in more words, and of no other organisation."""
    if a.status != b.status:
        return False
    if a.organisation_id and b.organisation_id and not is_same_body(a, b):
        return False
    first, second = words_of(a.position), words_of(b.position)
    if first & AREAS and second & AREAS and first & AREAS != second & AREAS:  # of a town, of a district
        return False
    if not (first & AREAS and second & AREAS):  # «прокурор города» says which town as little as «прокурор»
        first, second = first - AREAS, second - AREAS
    return first <= second or second <= first


def is_same_body(a: Stated, b: Stated) -> bool:
    """Whether two organisations are one for a reader: by their ids, by what they are called, or because one is only
    called by its kind («городская дума» of «Верхнеозёрская городская дума»)."""
    if a.organisation_id == b.organisation_id:
        return True
    short, long = sorted((a.organisation, b.organisation), key=len)
    first, second = (frozenset(WORD.findall(fold(name))) for name in (short, long))
    return bool(first) and (first == second or (short[:1].islower() and first <= second))


def words_of(position: str) -> frozenset[str]:
    """The words of a position, those of shortened ones written out.

    >>> sorted(words_of('гендиректор завода'))
    ['генеральный', 'директор', 'завода']
    """
    found = set()
    for word in WORD.findall(fold(position)):
        match = SHORTENED.fullmatch(word)
        found |= {SHORT[match[1]], match[2]} if match and role_lemma(match[2]) else {word}
    return frozenset(found)
