"""What a document says of its people: gender, and the offices and bodies written beside their names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from svodka.find.quotations.lexicon import nouns, words
from svodka.find.quotations.phrases import Key, key_of
from svodka.find.quotations.view import DASHES, View
from svodka.language.agreement import CASE, agree
from svodka.lexicons import fold
from svodka.model import Position

HEADS = words('heads')
MINISTRY = re.compile('мин(?!ист)[а-я]{3,}')  # «Минтранс», «Минэкономразвития»
GUESSED = 'of_the_leading'  # a rule that ties a trade alone to whom a text is about; «главный инженер» is an office
DEPUTY = 6  # letters of a noun in «зам-» that may leave an office: «замдиректора», more than
BESIDE = 16  # tokens in front of a name that may describe it, at most
MANY = 60  # people of one office that are weighed, at most
MENTIONS = 12  # mentions of a person that are read for descriptions, at most
DESCRIBING = frozenset(('NOUN', 'ADJ', 'PROPN', 'ADP', 'DET', 'X', 'NUM', 'CCONJ', 'PUNCT', 'SYM'))


@dataclass(frozen=True, slots=True)
class Person:
    """A person of the document: `offices` are lemmas of nouns that describe him, `around` of all words beside him,
    `headed` the offices that the body tells which he heads."""

    entity: int
    gender: str
    offices: frozenset[str]
    around: frozenset[Key]
    headed: frozenset[str] = frozenset()


def gender_of(view: View, entity: int) -> str:
    """'Masc', 'Fem' or '' where the text does not tell."""
    known = view.entities[entity].person
    if known is not None and known.gender is not None:
        return 'Masc' if known.gender == 'male' else 'Fem'
    votes = {'Masc': 0, 'Fem': 0}
    for number in view.entities[entity].mentions[:MENTIONS]:
        mention = view.mentions[number]
        for i in range(mention.first, mention.last):
            gender = view.feature(i, 'Gender')
            if gender in votes and view.pos[i] in ('PROPN', 'NOUN'):
                votes[gender] += 2 if i == mention.first and mention.last - mention.first > 1 else 1
        verb = view.head[mention.first]
        if verb >= 0 and view.is_finite(verb) and view.relation[mention.first] == 'nsubj':
            gender = view.feature(verb, 'Gender')
            if gender in votes:
                votes[gender] += 3
    return '' if votes['Masc'] == votes['Fem'] else max(votes, key=lambda g: votes[g])


def offices_of(lemma: str) -> set[str]:
    """The offices that a noun means: «вице-премьер» is a премьер too, «замдиректора» a директор."""
    found = {lemma, *lemma.split('-')}
    if lemma.startswith('зам') and len(lemma) > DEPUTY:
        found |= {'заместитель', lemma[3:]}
    for prefix in ('экс-', 'гос', 'ген', 'глав'):
        if lemma.startswith(prefix) and lemma[len(prefix) :] in nouns().same_office:
            found.add(lemma[len(prefix) :])
    return found


def headed_offices(view: View, position: Position) -> frozenset[str]:
    """The offices of one who heads a body whose kind tells them: a «глава Минтранса» is a министр."""
    if position.position not in HEADS or position.organisation is None:
        return frozenset()
    name = fold(view.entities[view.entity_of[position.organisation]].name).split()
    kind = 'министерство' if name and MINISTRY.match(name[0]) else name[0] if name else ''
    return nouns().heads.get(kind, frozenset())


def people_of(view: View) -> dict[int, Person]:
    """The people of a document by their entity."""
    stated: dict[int, set[str]] = {}
    headed: dict[int, set[str]] = {}
    bodies: dict[int, set[Key]] = {}
    named = {mention.start: number for number, mention in enumerate(view.mentions) if mention.type == 'PER'}
    for position in view.positions:
        if position.rule == GUESSED and ' ' in position.position:
            continue
        entity = view.entity_of[position.person]
        beside_it = named.get(position.stop + 1)
        if beside_it is not None and view.entity_of[beside_it] != entity:
            continue  # «мэр Пётр Ильин и министр | Олег Орлов»: the office before another's name is his
        for word in position.position.split():
            stated.setdefault(entity, set()).update(offices_of(fold(word)))
        headed.setdefault(entity, set()).update(headed_offices(view, position))
        if position.organisation is not None:
            mention = view.mentions[position.organisation]
            bodies.setdefault(entity, set()).update(key_of(view, i) for i in range(mention.first, mention.last))
    people: dict[int, Person] = {}
    for entity, known in enumerate(view.entities):
        if known.type != 'PER':
            continue
        offices = stated.get(entity, set())
        around: set[Key] = {*offices, *bodies.get(entity, ())}
        for number in known.mentions[:MENTIONS]:
            for i in beside(view, view.mentions[number].first, view.mentions[number].last):
                around.add(key_of(view, i))
                around.add(view.lemma[i])
                if (
                    view.pos[i] in ('NOUN', 'PROPN')
                    and view.feature(i, 'Animacy') == 'Anim'
                    and i not in view.mention_at
                    and not is_owner(view, i, view.mentions[number].first)
                ):
                    offices |= offices_of(view.lemma[i])
        people[entity] = Person(
            entity, gender_of(view, entity), frozenset(offices), frozenset(around), frozenset(headed.get(entity, ()))
        )
    return people


def is_owner(view: View, noun: int, name: int) -> bool:
    """Whether a name is of him whom another serves: «по словам адвоката Анны Беловой» may be hers."""
    return (
        view.lemma[noun] in nouns().relations
        and view.feature(noun, 'Case') == 'Gen' == view.feature(name, 'Case')
        and view.relation[name] == 'nmod'
    )


class People:
    """The people of a document by entity, by office and in the order of their first names."""

    def __init__(self, view: View):
        self.by_entity = people_of(view)
        self.by_office: dict[str, list[int]] = {}
        for person in self.by_entity.values():
            for office in person.offices | person.headed:
                self.by_office.setdefault(office, []).append(person.entity)
        first = sorted((view.mentions[view.entities[e].mentions[0]].first, e) for e in self.by_entity)
        self.first_two = first[:2]

    def get(self, entity: int | None) -> Person | None:
        return None if entity is None else self.by_entity.get(entity)

    def learn(self, entity: int, offices: set[str], around: frozenset[Key]) -> None:
        """Add what a phrase beside the name says: «директор по развитию Орского завода Елена Белова»."""
        known = self.by_entity.get(entity)
        if known is None:
            return
        self.by_entity[entity] = replace(known, offices=known.offices | offices, around=known.around | around)
        for office in offices - known.offices:
            self.by_office.setdefault(office, []).append(entity)

    def called(self, offices: Iterable[str]) -> list[int]:
        """The people whom the document calls by one of these nouns, at most MANY."""
        found = {entity: None for office in sorted(offices) for entity in self.by_office.get(office, ())[:MANY]}
        return list(found)[:MANY]

    def only_before(self, token: int) -> int | None:
        """The one person who is named before a token, if there is just one."""
        before = [entity for first, entity in self.first_two if first < token]
        return before[0] if len(before) == 1 else None


def beside(view: View, first: int, last: int) -> list[int]:
    """Tokens that describe the name in tokens [first, last), before it or between commas behind it."""
    start, end = view.bounds(first)
    found: list[int] = []
    i = first - 1
    if i > start and view.text[i] == ',':  # «бывший мэр, Иван Орлов, …»
        i -= 1
    while i >= start and first - i <= BESIDE and may_describe(view, i):
        found.append(i)
        i -= 1
    # Only what hangs together with the name: an animate noun in the same case and what stands between.
    heads = [j for j in found if is_office(view, j) and agree(view.feats[j], view.feats[first], CASE)]
    found = [j for j in found if heads and j >= min(heads)]
    if last + 1 < end and view.text[last] == ',' and view.pos[last + 1] in ('NOUN', 'ADJ'):
        for i in range(last + 1, min(end, last + 1 + BESIDE)):
            if view.text[i] in ',.;:' or view.is_predicate(i):
                break
            found.append(i)
    return found


def may_describe(view: View, i: int) -> bool:
    """Whether a token before a name may belong to what describes its bearer."""
    if view.pos[i] not in DESCRIBING or view.text[i] in ',.;:' or view.text[i] in DASHES or view.is_predicate(i):
        return False
    return i not in view.mention_at or view.mentions[view.mention_at[i]].type != 'PER'


def is_office(view: View, i: int) -> bool:
    """Whether a token is a noun for a person that is no part of a name."""
    if view.pos[i] not in ('NOUN', 'PROPN') or i in view.mention_at:
        return False
    return view.feature(i, 'Animacy') == 'Anim' or view.lemma[i] in nouns().same_office
