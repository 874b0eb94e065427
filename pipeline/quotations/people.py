"""What a document says of its people: gender, and the offices and bodies written beside their names."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.quotations.lexicon import fold
from pipeline.quotations.view import DASHES, View

BESIDE = 14  # tokens in front of a name that may describe it, at most
DESCRIBING = frozenset(('NOUN', 'ADJ', 'PROPN', 'ADP', 'DET', 'X', 'NUM', 'CCONJ', 'PUNCT', 'SYM'))


@dataclass(frozen=True, slots=True)
class Person:
    """A person of the document: `offices` are lemmas of nouns that describe him, `around` of all words beside him."""

    entity: int
    gender: str
    offices: frozenset[str]
    around: frozenset[str]


def gender_of(view: View, entity: int) -> str:
    """'Masc', 'Fem' or '' where the text does not tell."""
    known = view.entities[entity].person
    if known is not None and known.gender is not None:
        return 'Masc' if known.gender == 'male' else 'Fem'
    votes = {'Masc': 0, 'Fem': 0}
    for number in view.entities[entity].mentions[:6]:
        mention = view.mentions[number]
        for i in range(mention.first, mention.last):
            gender = view.feature(i, 'Gender')
            if gender in votes and view.pos[i] in ('PROPN', 'NOUN'):
                votes[gender] += 2 if i == mention.first and mention.last - mention.first > 1 else 1
        head = view.head[mention.first]
        if (
            head >= 0
            and view.is_finite(head)
            and view.relation[mention.first] == 'nsubj'
            and view.feature(head, 'Gender') in votes
        ):
            votes[view.feature(head, 'Gender')] += 3
    return '' if votes['Masc'] == votes['Fem'] else max(votes, key=lambda g: votes[g])


def people_of(view: View) -> dict[int, Person]:
    """The people of a document by their entity."""
    positions: dict[int, set[str]] = {}
    for position in view.positions:
        entity = view.entity_of[position.person]
        words = positions.setdefault(entity, set())
        words.update(fold(w) for w in position.position.replace('-', ' ').split())
        words.update(fold(w) for w in position.position.split())
        if position.organisation is not None:
            mention = view.mentions[position.organisation]
            words.update(view.lemma[mention.first : mention.last])
    people: dict[int, Person] = {}
    for entity, known in enumerate(view.entities):
        if known.type != 'PER':
            continue
        offices: set[str] = set()
        around = set(positions.get(entity, ()))
        offices |= around
        for number in known.mentions[:12]:
            for i in beside(view, view.mentions[number].first, view.mentions[number].last):
                around.add(view.lemma[i])
                if view.pos[i] in ('NOUN', 'PROPN') and view.feature(i, 'Animacy') == 'Anim':
                    offices.add(view.lemma[i])
                    offices.update(view.lemma[i].split('-'))
        people[entity] = Person(entity, gender_of(view, entity), frozenset(offices), frozenset(around))
    return people


def beside(view: View, first: int, last: int) -> list[int]:
    """Tokens that describe the name in tokens [first, last), before it or between commas behind it."""
    start, end = view.bounds(first)
    found: list[int] = []
    i = first - 1
    while i >= start and first - i <= BESIDE:
        if view.pos[i] not in DESCRIBING or view.text[i] in ',.;:()' or view.text[i] in DASHES or view.is_predicate(i):
            break
        if view.pos[i] == 'CCONJ' and not (i > start and view.pos[i - 1] in ('NOUN', 'ADJ')):
            break
        found.append(i)
        i -= 1
    # Only what hangs together with the name: its governor in the same case, and what that governs.
    heads = [
        j
        for j in found
        if view.pos[j] in ('NOUN', 'PROPN')
        and view.feature(j, 'Animacy') == 'Anim'
        and view.feature(j, 'Case') == view.feature(first, 'Case')
        and view.mention(j) is None
    ]
    found = [j for j in found if heads and j >= min(heads)]
    if last + 1 < end and view.text[last] == ',' and view.pos[last + 1] in ('NOUN', 'ADJ'):
        for i in range(last + 1, min(end, last + 1 + BESIDE)):
            if view.text[i] in ',.;:' or view.is_predicate(i):
                break
            found.append(i)
    return found
