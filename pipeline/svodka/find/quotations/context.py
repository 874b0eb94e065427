"""Who a pronoun, a bare noun or a left-out subject means: who spoke or acted last, by gender and number."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field, replace
from typing import Literal

from svodka.find.quotations.described import People
from svodka.find.quotations.groups import subject_verb
from svodka.find.quotations.lexicon import nouns, words
from svodka.find.quotations.nominals import phrase
from svodka.find.quotations.phrases import name_in, nominative
from svodka.find.quotations.view import Found, View
from svodka.find.quotations.weights import Weights, weights

WINDOW = 4  # sentences back that a pronoun, a bare noun or a left-out subject may reach
LATEST = 14  # people and nouns before a quotation that are weighed, at most
GOES_ON = words('going_on')
ACTED, JOINED, NAMED = 'acted', 'acted_with', 'named'  # the parts that a name plays in its clause


Source = Literal['name', 'pronoun', 'noun', 'label', 'context']


@dataclass(frozen=True, slots=True)
class Candidate:
    """One who may be meant: `score` is the sum of the points for the reasons."""

    name: str
    entity: int | None
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who spoke: a name, the entity's index, the tokens [first, last) that name him, why he was chosen, and what told
    him, as the table has it."""

    name: str = ''
    entity: int | None = None
    first: int | None = None
    last: int | None = None
    why: str = 'nobody is named'
    candidates: tuple[Candidate, ...] = ()
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """A quotation that came before: where its speaker was named, who that was."""

    at: int
    speaker: Speaker
    gender: str
    plural: bool
    human: bool


@dataclass(frozen=True, slots=True)
class Actor:
    """A name of a person, or an animate noun that is a subject (`entity` is None), and its part: acted, acted_with or
    named."""

    token: int
    entity: int | None
    part: str
    plural: bool = False


@dataclass(slots=True)
class Memory:
    """What the resolution of a document's speakers has learnt so far, and the points of its signs."""

    points: Weights = field(default_factory=weights)
    said: list[Said] = field(default_factory=list)
    labels: dict[str, Speaker] = field(default_factory=dict)
    stems: dict[str, list[int]] | None = None  # people by the beginnings of their names
    people: People | None = None
    actors: list[Actor] | None = None  # in order
    told: list[int] | None = None  # for each sentence, how many of the author's own came before it


def distance(view: View, memory: Memory, covered: bytearray, before: int, after: int) -> int:
    """How many sentences of the author lie from one token to another; those in anybody's mouth do not count."""
    if memory.told is None:
        memory.told, own = [], 0
        for sentence in view.parse.sentences:
            memory.told.append(own)
            own += any(not covered[i] and view.is_word(i) for i in range(sentence.first, sentence.last))
        memory.told.append(own)
    start, stop = view.sentence[before], view.sentence[after]
    if stop <= start:
        return 0
    return memory.told[stop] - memory.told[start + 1] + 1


def people(view: View, memory: Memory) -> People:
    if memory.people is None:
        memory.people = People(view)
    return memory.people


def actors(view: View, memory: Memory, covered: bytearray) -> list[Actor]:
    """People, and animate nouns that are subjects and name nobody beside them, outside of anybody's speech."""
    if memory.actors is None:
        found: list[Actor] = []
        leading: set[int] = set()  # mentions that a subject's phrase ends with: «рассказал боец с позывным Сокол»
        for i in range(len(view)):
            number = view.mention_at.get(i)
            if covered[i] or (number is None and view.relation[i] not in ('nsubj', 'nsubj:pass')):
                continue
            if number is not None:
                if view.mentions[number].type == 'PER' and view.mentions[number].first == i:
                    part = ACTED if number in leading else standing(view, i)
                    found.append(Actor(i, view.entity_of[number], part))
            elif view.pos[i] in ('NOUN', 'PROPN') and 'Animacy=Anim' in view.feats[i]:
                named = name_in(view, i, *phrase(view, i))
                if named is not None:
                    leading.add(named)
                else:
                    found.append(Actor(i, same_person(view, memory, i), ACTED, 'Number=Plur' in view.feats[i]))
        memory.actors = found
    return memory.actors


def same_person(view: View, memory: Memory, noun: int) -> int | None:
    """The only person whom the document calls by this noun."""
    lemma = view.lemma[noun]
    if lemma in nouns().unnamed or 'Number=Plur' in view.feats[noun]:
        return None
    called = people(view, memory).called([lemma])
    if not called and lemma in nouns().anyone:
        return people(view, memory).only_before(noun)
    return called[0] if len(called) == 1 else None


def standing(view: View, token: int) -> str:
    """The part that a name plays in its clause: subject, one of several, or another."""
    joined = False
    for _ in range(5):  # the tagger's heads may run in a circle
        relation = view.relation[token]
        if relation in ('nsubj', 'nsubj:pass'):
            return JOINED if joined else ACTED
        if relation not in ('appos', 'conj', 'flat', 'flat:name') or view.head[token] < 0:
            return NAMED
        joined = joined or relation == 'conj'
        token = view.head[token]
    return NAMED


class Votes:
    """The points of those who may be meant, by entity or noun; a second reason adds little to the best one."""

    def __init__(self, twice: float):
        self.twice = twice
        self.found: dict[str | int, Candidate] = {}

    def add(self, name: str, entity: int | None, score: float, reason: str) -> None:
        key = name if entity is None else entity
        known = self.found.get(key)
        if known is not None:
            score, reason = max(known.score, score) + self.twice, f'{known.reason}, {reason}'
        self.found[key] = Candidate(name, entity, score, reason)

    def ranked(self) -> tuple[Candidate, ...]:
        return tuple(replace(c, score=round(c.score, 2)) for c in sorted(self.found.values(), key=lambda c: -c.score))


@dataclass(frozen=True, slots=True)
class Meant:
    """What a pronoun, a noun or a verb without a subject tells of who is meant, and the words for `explain`."""

    what: str
    gender: str = ''
    plural: bool = False
    human: bool = False


def from_context(view: View, found: Found, memory: Memory, covered: bytearray, meant: Meant) -> Speaker:
    """The speaker of a pronoun or a left-out subject; nobody where two are equal."""
    votes = Votes(memory.points['context.twice'])
    vote_for_speakers(view, found, memory, covered, meant, votes)
    vote_for_actors(view, found, memory, covered, meant, votes)
    candidates = votes.ranked()
    if not candidates:
        return Speaker(why=f'{meant.what}: nobody before')
    if len(candidates) > 1 and candidates[0].score == candidates[1].score:
        return Speaker(why=f'{meant.what}: two are equal', candidates=candidates)
    best = candidates[0]
    if best.score < memory.points['least.context']:
        return Speaker(why=f'{meant.what}: nobody near', candidates=candidates)
    return Speaker(best.name, best.entity, None, None, f'{meant.what}: {best.reason}', candidates)


def vote_for_speakers(view: View, found: Found, memory: Memory, covered: bytearray, meant: Meant, votes: Votes) -> None:
    """Points for those who were quoted before."""
    counted: set[str | int] = set()
    for said in reversed(memory.said[-3:]):
        far = distance(view, memory, covered, said.at, found.at)
        key = said.speaker.name if said.speaker.entity is None else said.speaker.entity
        if far > WINDOW or key in counted or said.plural != meant.plural or (meant.human and not said.human):
            continue
        counted.add(key)
        if not meant.gender or not said.gender or meant.gender == said.gender:
            goes_on = memory.points['context.goes_on'] if found.lemma in GOES_ON and not votes.found else 0.0
            score = memory.points['context.spoke'] + goes_on + memory.points['context.spoke_far'] * far
            votes.add(said.speaker.name, said.speaker.entity, score, 'spoke before')


def vote_for_actors(view: View, found: Found, memory: Memory, covered: bytearray, meant: Meant, votes: Votes) -> None:
    """Points for people and nouns by their part in the sentences before."""
    known = people(view, memory)
    before = actors(view, memory, covered)
    points = memory.points
    counted: set[str | int] = set()
    for actor in reversed(before[: bisect_left(before, found.at, key=lambda a: a.token)][-LATEST:]):
        token, entity = actor.token, actor.entity
        far = distance(view, memory, covered, token, found.at)
        if far > WINDOW:
            break
        key = view.lemma[token] if entity is None else entity
        own_noun = token == found.who or found.first <= token < found.last
        if key in counted or own_noun or actor.plural != meant.plural:
            continue
        counted.add(key)
        person = known.get(entity)
        own = person.gender if person is not None else gender_of_noun(view, token)
        if meant.gender and own and own != meant.gender:
            continue
        score = points[f'context.{actor.part}'] + points['context.far'] * far
        score += points['context.same_sentence'] if view.sentence[token] == view.sentence[found.at] else 0.0
        score += points['context.noun'] if entity is None else 0.0
        reason = 'subject before' if actor.part == ACTED else 'named before'
        name = nominative(view, token, *phrase(view, token)) if entity is None else view.entities[entity].name
        votes.add(name, entity, score, reason)


def gender_of_noun(view: View, token: int) -> str:
    """A noun's gender, which the verb in the past tells of one for a woman, too: «директор сообщила»."""
    verb = subject_verb(view, token)
    told = view.feature(verb, 'Gender') if verb is not None and view.feature(token, 'Animacy') == 'Anim' else ''
    return told or view.feature(token, 'Gender')


def other_one(view: View, found: Found, memory: Memory, covered: bytearray, meant: Meant) -> Speaker:
    """Whom «тот» and «последний» mean: of the people of the sentence before the last named who is not its subject."""
    before = actors(view, memory, covered)
    for actor in reversed(before[: bisect_left(before, found.at, key=lambda a: a.token)]):
        if distance(view, memory, covered, actor.token, found.at) > 1:
            break
        person = people(view, memory).get(actor.entity)
        if person is None or actor.part == ACTED or view.sentence[actor.token] == view.sentence[found.at]:
            continue
        if meant.gender and person.gender and person.gender != meant.gender:
            continue
        return Speaker(view.entities[person.entity].name, person.entity, why=f'{meant.what}: named before')
    return Speaker(why=f'{meant.what}: nobody else before')
