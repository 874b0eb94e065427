"""Entities that are likely the same and that the linking kept apart: proposals for the user, with the evidence.

Candidates share a key (a surname's skeleton, a rare word, an acronym), so the work grows with the number of entities;
a score says how alike the names are (rapidfuzz), and the evidence says what else the two have in common. So that a
reader can tell two of one name apart, each has its country and the documents that mention it.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from rapidfuzz import fuzz
from svodka.collection.corrections import COLUMNS
from svodka.collection.unnamed import unnamed
from svodka.language.compare import abbreviation_key, acronym, agree, core, fold, is_initial, skeleton
from svodka.printable import counted

# Names less alike than this (of 100) are not worth a reader's time, unless initials or an acronym explain it.
LEAST_SCORE = 85
NO_FIRST_NAME, SHARED = 10, 10  # points lost without a given name, won for the same position or body
# A key that more entities share than this («международный») says nothing.
MOST_OF_A_KEY = 30
NAMED_DOCUMENTS = 3  # of an entity that are told by path
# Names of fewer letters that differ in one are two names («МАК», «МАКС»).
SHORT_NAME = 5
NUMBER = re.compile(r'\d+')
# Letters of a surname that must be the same for two spellings of it to be compared.
SURNAME_START = 3
TELLING = 4  # letters of a word by which organisations are compared, at least
KIND = {'people': 'PER', 'organisations': 'ORG', 'places': 'LOC'}


class TablesError(ValueError):
    """A folder without the tables that are needed, with one sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity as its table has it."""

    entity_id: str
    name: str
    mentions: int
    first: str | None = None
    middle: str | None = None
    last: str | None = None
    position: str | None = None
    organisation_id: str | None = None
    abbreviation: str | None = None


@dataclass(frozen=True, slots=True)
class Background:
    """Where an entity comes from: its country (ISO 3166-1, empty if unknown), how many documents mention it, the paths
    of the first."""

    country: str = ''
    documents: int = 0
    paths: tuple[str, ...] = ()

    def __str__(self) -> str:
        rest = ', …' if self.documents > len(self.paths) else ''
        return f'{counted(self.documents, "document")}: {", ".join(self.paths)}{rest}'


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two entities that may be one; `score` of 100. `other` has the fuller, else the more frequent name, by which both
    are called when the proposal is accepted."""

    entity: Candidate
    other: Candidate
    kind: str
    score: int
    evidence: str
    background: Background = Background()
    other_background: Background = Background()


def write_duplicates(proposals: Sequence[Proposal], out: Path) -> None:
    """Write proposals to a new CSV file of corrections without actions. Raises TablesError."""
    try:
        with out.open('x', encoding='utf-8-sig', newline='') as file:
            writer = csv.writer(file)
            writer.writerow([*COLUMNS, 'other name', 'type', 'score', 'evidence', 'country', 'in', 'other country',
                             'other in'])  # fmt: skip
            for p in proposals:
                a, b, known, other = p.entity, p.other, p.background, p.other_background
                writer.writerow(['', a.entity_id, a.name, b.entity_id, '', b.name, p.kind, p.score, p.evidence,
                                 known.country, str(known), other.country, str(other)])  # fmt: skip
    except FileExistsError as error:
        raise TablesError(f'{out} is there already: name another file with --out, so that nothing is lost.') from error
    except OSError as error:
        raise TablesError(f'{out} cannot be written ({error.strerror}): name another file with --out.') from error


def find_duplicates(tables: Path) -> list[Proposal]:
    """The proposals of a folder of tables, the likeliest first."""
    together = {(a, b): n for a, b, n in _rows(tables, 'cooccurrences', ('entity_id', 'other_id', 'documents'))}
    people = [
        Candidate(*row)
        for row in _rows(tables, 'people', ('entity_id', 'name', 'mentions', 'first_name', 'middle_name', 'last_name',
                                            'position', 'organisation_id'))
    ]  # fmt: skip
    organisations = [
        Candidate(i, name, mentions, abbreviation=abbreviation)
        for i, name, mentions, abbreviation in _rows(
            tables, 'organisations', ('entity_id', 'name', 'mentions', 'abbreviation')
        )
    ]
    found = [
        *(_proposal(a, b, 'PER', together) for a, b in _pairs(people, _person_keys)),
        *(_proposal(a, b, 'ORG', together) for a, b in _pairs(organisations, _organisation_keys)),
    ]
    kept = [p for p in found if p is not None]
    known = _backgrounds(tables, {c.entity_id for p in kept for c in (p.entity, p.other)})
    kept = [replace(p, background=known.get(p.entity.entity_id, Background()),
                    other_background=known.get(p.other.entity_id, Background())) for p in kept]  # fmt: skip
    return sorted(kept, key=lambda p: (-p.score, -p.entity.mentions - p.other.mentions, p.entity.name, p.other.name))


def _rows(tables: Path, table: str, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    try:
        rows = pq.read_table(tables / f'{table}.parquet', columns=list(columns), partitioning=None).to_pydict()
    except (OSError, pa.ArrowException) as error:
        written = 'name the folder that `svodka extract --out` wrote, with the tables in Parquet.'
        message = f'{tables} has no {table}.parquet of svodka: {written}'
        raise TablesError(message) from error
    return zip(*(rows[c] for c in columns), strict=True)


def _backgrounds(tables: Path, wanted: set[str]) -> dict[str, Background]:
    """Country and documents of some entities; a person's country is that of the organisation."""
    countries = {place: country or '' for place, country in _rows(tables, 'places', ('entity_id', 'country'))}
    of: dict[str, str] = {}
    for organisation, place in _rows(tables, 'organisations', ('entity_id', 'place_id')):
        of[organisation] = countries.get(place, '')
    for person, organisation in _rows(tables, 'people', ('entity_id', 'organisation_id')):
        of[person] = of.get(organisation, '')
    paths = dict(_rows(tables, 'documents', ('document_id', 'path')))
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for entity, document in _rows(tables, 'mentions', ('entity_id', 'document_id')):
        if entity in wanted:
            found[entity][document] = None
    return {
        entity: Background(
            of.get(entity, ''), len(found[entity]), tuple(paths[d] for d in list(found[entity])[:NAMED_DOCUMENTS])
        )
        for entity in wanted
    }


def _person_keys(c: Candidate) -> set[str]:
    last = skeleton(c.last or c.name.split()[-1])
    return {last, f'{last[:SURNAME_START]}…{skeleton(c.first or "")[:1]}'}


def _organisation_keys(c: Candidate) -> set[str]:
    keys = {word for word in core(c.name).split() if len(word) >= TELLING}
    short = acronym(c.name), abbreviation_key(c.name), abbreviation_key(c.abbreviation or '')
    return keys | {f'={key}' for key in short if key}


def _pairs(
    candidates: Sequence[Candidate], keys_of: Callable[[Candidate], set[str]]
) -> Iterator[tuple[Candidate, Candidate]]:
    """Pairs that share a key that is not too common, each once, the one with fewer mentions first."""
    by_key: dict[str, list[Candidate]] = defaultdict(list)
    for c in candidates:
        for key in keys_of(c):
            by_key[key].append(c)
    seen: set[tuple[str, str]] = set()
    for key in sorted(by_key):
        if len(by_key[key]) > MOST_OF_A_KEY:
            continue
        for pair in combinations(sorted(by_key[key], key=lambda c: (c.mentions, c.entity_id)), 2):
            ids = (pair[0].entity_id, pair[1].entity_id)
            if ids not in seen:
                seen.add(ids)
                yield pair


def _proposal(a: Candidate, b: Candidate, kind: str, together: dict[tuple[str, str], int]) -> Proposal | None:
    """The proposal for a pair, if their names are alike enough."""
    a, b = sorted((a, b), key=lambda c: (_is_whole(c, b if c is a else a), c.mentions, c.entity_id))
    score, reasons = _people_alike(a, b) if kind == 'PER' else _organisations_alike(a, b)
    if score < LEAST_SCORE:
        return None
    documents = together.get((min(a.entity_id, b.entity_id), max(a.entity_id, b.entity_id)), 0)
    reasons.append(f'named together in {counted(documents, "document")}' if documents else 'no document names both')
    return Proposal(a, b, kind, min(100, round(score)), '; '.join(reasons))


def _is_whole(c: Candidate, other: Candidate) -> bool:
    """Whether a name is rather the whole one of two: a given name written out, what an acronym stands for."""
    if c.last:
        return bool(c.first) and not is_initial(c.first)
    return not _shortens(c, other)


def _people_alike(a: Candidate, b: Candidate) -> tuple[float, list[str]]:
    """How alike two people are, 0 where a given name or patronymic keeps them apart, and what speaks for it."""
    if not agree([b.first] if b.first else [], a.first) or not agree([b.middle] if b.middle else [], a.middle):
        return 0, []
    lasts = skeleton(a.last or a.name), skeleton(b.last or b.name)
    score = fuzz.ratio(*lasts)
    reasons = ['the same surname' if lasts[0] == lasts[1] else 'surnames alike']
    if a.first and b.first:
        reasons.append('first names agree')
    else:
        score -= NO_FIRST_NAME
    if a.position and b.position and fold(a.position) == fold(b.position):
        reasons.append(f'the same position: {a.position}')
        score += SHARED
    if a.organisation_id and a.organisation_id == b.organisation_id:
        reasons.append('the same organisation')
        score += SHARED
    return score, reasons


def _organisations_alike(a: Candidate, b: Candidate) -> tuple[float, list[str]]:
    """How alike two organisations are, 0 where something keeps them apart, and what speaks for it."""
    if unnamed(a.name) and unnamed(b.name):  # the police of two countries
        return 0, []
    short, long = sorted((core(a.name), core(b.name)), key=len)
    if NUMBER.findall(short) != NUMBER.findall(long):  # the 9th regiment is not the 30th
        return 0, []
    if _shortens(a, b) or _shortens(b, a):
        return LEAST_SCORE, ['one is the acronym of the other']
    if _begins(short, long):
        return LEAST_SCORE, ['one name is the beginning of the other']
    if f' {short} ' in f' {long} ' or len(short) < SHORT_NAME:  # a body's part; МАК, МАКС
        return 0, []
    return fuzz.token_sort_ratio(short, long), ['names alike']


def _begins(short: str, long: str) -> bool:
    """Whether a name is the beginning of a longer one and says enough by itself: «Генеральный штаб», not «комиссия»."""
    return ' ' in short and long.startswith(f'{short} ')


def _shortens(a: Candidate, b: Candidate) -> bool:
    """Whether the name or abbreviation of one organisation is the acronym of the other's name."""
    return acronym(b.name) in {abbreviation_key(a.name), abbreviation_key(a.abbreviation or '')} - {''}
