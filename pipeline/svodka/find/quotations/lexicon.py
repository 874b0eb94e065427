"""The lexicons of reporting: cues (lexicons/cues.yaml), the nouns around speech (speech.yaml), and the word lists of
the rules (quotation_words.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from svodka.lexicons import fold, load


@dataclass(frozen=True, slots=True)
class Cue:
    """What makes words somebody's: `takes` says how its content stands, `link` which word may lead to the clause;
    who uses one that `denies` holds its content for untrue, and «не» turns a `negatable` one round."""

    cue: str
    takes: frozenset[str]
    link: str | None = None
    denies: bool = False
    negatable: bool = False


@dataclass(frozen=True, slots=True)
class Cues:
    """The cues by what finds them: a lemma, a verb's lemma and its companions, a preposition and a noun's form; the
    lemmas of all of them are the `triggers`."""

    verbs: Mapping[str, Cue]
    states: Mapping[str, Cue]
    phrases: Mapping[str, Mapping[tuple[str, ...], Cue]]
    sources: Mapping[str, Mapping[tuple[str, ...], Cue]]
    triggers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Nouns:
    documents: frozenset[str]
    bodies: frozenset[str]
    unnamed: frozenset[str]
    relations: frozenset[str]
    titled: frozenset[str]
    words: frozenset[str]
    labels: frozenset[str]
    anyone: frozenset[str]
    nowhere: frozenset[str]
    the_body: frozenset[str]
    same_office: Mapping[str, frozenset[str]]
    after_speech: tuple[tuple[str, ...], ...]
    credits: tuple[str, ...]
    others: frozenset[str]
    claims: frozenset[str]
    refuting: frozenset[str]
    heads: Mapping[str, frozenset[str]]


LONG = 4  # letters of a noun that may be the end of a compound, more than


@cache
def cues() -> Cues:
    records = load('cues')

    def one(record: dict[str, Any]) -> Cue:
        denies, negatable = record.get('denies', False), record.get('negatable', False)
        return Cue(record['cue'], frozenset(record['takes']), record.get('link'), denies, negatable)

    def split(name: str) -> dict[str, dict[tuple[str, ...], Cue]]:
        found: dict[str, dict[tuple[str, ...], Cue]] = {}
        for record in records[name]:
            head, *rest = record['cue'].split()
            found.setdefault(head, {})[tuple(rest)] = one(record)
        return found

    verbs = {r['cue']: one(r) for r in records['verbs']}
    states = {lemma: one(r) for r in records['states'] for lemma in (r['cue'], *r.get('also', ()))}
    phrases, sources = split('phrases'), split('sources')
    return Cues(verbs, states, phrases, sources, frozenset((*verbs, *states, *phrases, *sources)))


@cache
def nouns() -> Nouns:
    record = load('speech')
    office: dict[str, set[str]] = {}
    for row in record['same_office']:
        for noun in row:
            office.setdefault(fold(noun), set()).update(map(fold, row))
    lists = {
        name: frozenset(map(fold, record[name]))
        for name in (
            'documents',
            'bodies',
            'unnamed',
            'relations',
            'titled',
            'words',
            'labels',
            'anyone',
            'nowhere',
            'the_body',
            'others',
            'claims',
            'refuting',
        )
    }
    return Nouns(
        **lists,
        same_office={noun: frozenset(row) for noun, row in office.items()},
        after_speech=tuple(tuple(fold(lead).split()) for lead in record['after_speech']),
        credits=tuple(map(fold, record['credits'])),
        heads={fold(row[0]): frozenset(map(fold, row[1:])) for row in record['heads']},
    )


@cache
def words(name: str) -> frozenset[str]:
    """The words of one concept of lexicons/quotation_words.yaml."""
    return frozenset(load('quotation_words')[name]['words'])


@cache
def is_body(lemma: str) -> bool:
    """Whether a noun is a body that speaks, itself or in a compound: «ведомство», «авиакомпания»."""
    bodies = nouns().bodies
    return lemma in bodies or any(lemma.endswith(body) for body in bodies if len(body) > LONG)
