"""Whom a noun of office or trade without a name means."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace

from svodka.find.quotations.context import WINDOW, Candidate, Memory, Said, Speaker, distance, people
from svodka.find.quotations.described import Person, offices_of
from svodka.find.quotations.lexicon import cues, is_body, nouns, words
from svodka.find.quotations.phrases import Key, complement
from svodka.find.quotations.view import Found, View
from svodka.find.quotations.weights import Weights

LATEST = 8  # quotations before that are looked at for a person who spoke
GENDERED = {'мужчина': 'Masc', 'женщина': 'Fem'}
ACTING = words('acting')
HEADS = words('heads')
NEUTRAL = words('neutral')
SILENT = words('silent')
NEAR = 2  # sentences of the author between a quotation and a noun that goes on from it, at most
STAFF = words('staff')


@dataclass(frozen=True, slots=True)
class Description:
    """A noun of office or trade without a name as the text has it: its token and phrase [first, last), the offices that
    it means exactly and those of the same row, what it is said of, the gender that it and its verb tell."""

    who: int
    first: int
    last: int
    lemma: str
    exact: frozenset[str]
    nearly: frozenset[str]
    said_of: frozenset[Key]
    gender: str


def described(view: View, who: int, first: int, last: int, found: Found) -> Description:
    """What a speaker's noun tells: «министр обороны», «глава города», «добавила предприниматель»."""
    if view.lemma[who] in ACTING and who + 1 < last and view.pos[who + 1] in ('NOUN', 'PROPN'):
        who += 1  # «врио губернатора»
    lemma = view.lemma[who]
    exact, said_of = frozenset((lemma,)), complement(view, who, first, last) - ACTING
    if lemma in HEADS:
        headed = [nouns().heads[word] for word in said_of if isinstance(word, str) and word in nouns().heads]
        if headed:
            exact |= frozenset().union(*headed)
            said_of -= frozenset(nouns().heads)
    rows = nouns().same_office
    nearly = frozenset().union(*(rows.get(o, frozenset()) for o in offices_of(lemma))) | offices_of(lemma) | exact
    gender = GENDERED.get(lemma) or ('Fem' if view.feature(who, 'Gender') == 'Fem' and lemma != 'глава' else '')
    if found.cue is not None and view.is_finite(found.cue) and view.feature(found.cue, 'Gender') == 'Fem':
        gender = gender or 'Fem'
    return Description(who, first, last, lemma, exact, nearly, said_of, gender)


def by_office(
    view: View, who: int, first: int, last: int, found: Found, memory: Memory, covered: bytearray, written: Speaker
) -> Speaker:
    """The person whom a noun of office or trade means («министр», «глава ведомства», «певица»); the noun itself where
    the text does not tell."""
    told = described(view, who, first, last, found)
    latest = latest_person(view, found, memory, covered)
    candidates = rated(view, memory, found, told, latest)
    as_written = Speaker(written.name, None, first, last, 'the noun as written', tuple(candidates))
    if any(view.lemma[i] in nouns().others for i in range(first, last)):
        return as_written
    best = chosen(view, memory, told, candidates)
    if told.lemma in nouns().unnamed and (best is None or told.said_of or 'spoke before' not in best.reason):
        return as_written  # but «– сказал профессор Пётр Ильин. Учёный отметил, что …»
    if best is not None:
        return Speaker(best.name, best.entity, first, last, best.reason, tuple(candidates))
    staff = told.lemma in STAFF and (told.said_of or told.lemma not in nouns().anyone)
    if staff or (told.lemma in nouns().relations and told.said_of):
        return as_written
    alone = only_person(view, memory, told, candidates)
    if alone is not None:
        return Speaker(view.entities[alone].name, alone, first, last, 'the only person named before')
    if latest is not None and goes_on(view, found, memory, covered, told, latest, candidates):
        return replace(latest.speaker, first=first, last=last, why=f'noun «{view.text[who]}»: spoke just before')
    return as_written


def latest_person(view: View, found: Found, memory: Memory, covered: bytearray) -> Said | None:
    """The last quotation of a person, if it is not far."""
    for said in reversed(memory.said[-LATEST:]):
        if said.speaker.entity is not None and said.human:
            return said if distance(view, memory, covered, said.at, found.at) <= WINDOW else None
    return None


def chosen(view: View, memory: Memory, told: Description, candidates: list[Candidate]) -> Candidate | None:
    """The best candidate, if he has enough points and more than any other."""
    if not candidates or (len(candidates) > 1 and candidates[0].score == candidates[1].score):
        return None
    best = candidates[0]
    spoke = 'spoke before' in best.reason
    sure = spoke or 'the same noun' in best.reason or told.lemma not in nouns().anyone
    if not sure and (best.entity is None or not is_active(view, best.entity, told.who)):
        return None  # «Учёный осуждён. Как отметил эксперт, …»: another
    bare = not told.said_of or (len(candidates) == 1 and spoke)
    return best if best.score >= memory.points['least.bare_office' if bare else 'least.office'] else None


def only_person(view: View, memory: Memory, told: Description, candidates: list[Candidate]) -> int | None:
    """The one person named before, if the noun may be his: «певец …, – сказал артист»."""
    only = people(view, memory).only_before(told.who)
    if only is None and not is_of_body(view, told):
        only = only_of_trade(view, memory, told, candidates)
        only = headlined(view) if only is None else only
    if only is None or any(c.score >= memory.points['least.bare_office'] for c in candidates):
        return None
    known = people(view, memory).by_entity[only]
    if is_in_sentence(view, only, told.who):
        return None
    if told.gender and known.gender and told.gender != known.gender:
        return None
    if told.lemma in nouns().anyone:
        active = is_active(view, only, told.who) and fits(view, memory, only, told)
        return only if not told.said_of and (active or is_active(view, only, told.who, saying=True)) else None
    if told.nearly & known.offices and not is_named(view, told) and is_active(view, only, told.who, saying=True):
        return only
    return only if told.lemma in nouns().same_office and not known.offices else None


def is_in_sentence(view: View, entity: int, who: int) -> bool:
    """Whether a person is named in the sentence of a noun before it: «Ильин привёл слова мэра» tells of two."""
    mentions = (view.mentions[number].first for number in view.entities[entity].mentions)
    return any(view.bounds(who)[0] <= first < who for first in mentions)


def only_of_trade(view: View, memory: Memory, told: Description, candidates: list[Candidate]) -> int | None:
    """The one person of the row of a noun that is said of a field: «чемпион Пётр Ильин выразил мнение о тренере ….
    Ветеран футбола уверен, что …»."""
    known = people(view, memory)
    like = [c.entity for c in candidates if c.entity is not None and told.nearly & known.by_entity[c.entity].offices]
    return like[0] if len(like) == 1 and told.said_of and told.lemma not in known.by_entity[like[0]].offices else None


def headlined(view: View) -> int | None:
    """The person whom the headline lets speak: «Пётр Ильин: «Мост открыт»»."""
    named = view.mention(0)
    if named is None or named.type != 'PER' or named.first or view.text[named.last : named.last + 1] != [':']:
        return None
    return view.entity(0) if view.block(len(view) - 1) != view.block(0) else None


def is_of_body(view: View, told: Description) -> bool:
    """Whether a noun is said of a body, or of anything that has a name."""
    behind = (view.lemma[i] for i in range(told.who + 1, told.last) if view.pos[i] == 'NOUN')
    return is_named(view, told) or any(map(is_body, behind))


def goes_on(
    view: View,
    found: Found,
    memory: Memory,
    covered: bytearray,
    told: Description,
    latest: Said,
    candidates: list[Candidate],
) -> bool:
    """Whether a bare noun means the person who spoke just before: «…», – сказал Ильин. «…», – добавил спортсмен."""
    if latest is not memory.said[-1] or any('noun' in c.reason for c in candidates):
        return False
    if any(view.lemma[i] == 'сам' for i in range(max(0, told.first - 1), told.who)):
        return False  # «Критик: «…». Сам автор скромен: «…»»
    if told.said_of and (is_named(view, told) or latest.speaker.entity is None or is_placed(view, memory, latest)):
        return False  # «владелец кафе» is no minister who spoke before
    if distance(view, memory, covered, latest.at, found.at) > NEAR:
        return False
    gender = told.gender or ('' if found.cue is None else view.feature(found.cue, 'Gender'))
    if gender and latest.gender and gender != latest.gender:
        return False
    if told.lemma in nouns().anyone and distance(view, memory, covered, latest.at, found.at) <= 1:
        return True  # «Директор заявил, что …. «…», – подчеркнул эксперт»
    return latest.speaker.entity is not None and fits(view, memory, latest.speaker.entity, told)


def is_named(view: View, told: Description) -> bool:
    """Whether what a noun is said of has a name: «глава Евросовета»."""
    return any(i in view.mention_at or i in view.place_at for i in range(told.first, told.last))


def is_placed(view: View, memory: Memory, said: Said) -> bool:
    """Whether the text has told the office of one who spoke."""
    known = people(view, memory).get(said.speaker.entity)
    return known is not None and not nouns().same_office.keys().isdisjoint(known.offices)


def is_active(view: View, entity: int, before: int, saying: bool = False) -> bool:
    """Whether a person was the subject of a verb, `saying` of a verb of saying, and not of a passive before a token."""
    for number in view.entities[entity].mentions:
        token = view.mentions[number].first
        if token >= before:
            break
        for _ in range(5):
            verb = view.head[token]
            if view.relation[token] == 'nsubj' and verb >= 0 and not is_passive(view, verb):
                if not saying or (view.lemma[verb] in cues().triggers and view.lemma[verb] not in SILENT):
                    return True
                break
            if view.relation[token] not in ('appos', 'conj', 'flat', 'flat:name') or view.head[token] < 0:
                break
            token = view.head[token]
    return False


def is_passive(view: View, verb: int) -> bool:
    return 'Voice=Pass' in view.feats[verb] and 'VerbForm=Part' in view.feats[verb]


def rated(view: View, memory: Memory, found: Found, told: Description, latest: Said | None) -> list[Candidate]:
    """The people whom the document calls by a noun or one of its row, the best first."""
    known = people(view, memory)
    speaking = None if latest is None else latest.speaker.entity
    called = dict.fromkeys(known.called(told.nearly)) | ({} if speaking is None else {speaking: None})
    candidates: list[Candidate] = []
    for entity in called:
        person = known.get(entity)
        if person is None or (told.gender and person.gender and person.gender != told.gender):
            continue
        office = by_noun(told, person, memory.points)
        if office is None:
            continue
        score, reasons = office
        score += nearness(view, entity, found, memory.points)
        if entity == speaking:
            score, reasons = score + memory.points['office.spoke'], [*reasons, 'spoke before']
        candidates.append(Candidate(view.entities[entity].name, entity, round(score, 2), ', '.join(reasons)))
    return sorted(candidates, key=lambda c: -c.score)


def by_noun(told: Description, person: Person, points: Weights) -> tuple[float, list[str]] | None:
    """The points that somebody has for being called by a noun, and of what it is said; None if he is not."""
    shared = len(told.said_of & person.around)
    whole = bool(told.said_of) and shared == len(told.said_of)
    exact, like = bool(told.exact & (person.offices | person.headed)), bool(told.nearly & person.offices)
    if not exact and not like and not (told.lemma in STAFF and whole):
        return None
    score = points['office.same' if exact else 'office.like']
    reasons = ['the same noun' if exact else 'a like office']
    if told.said_of:
        score += points['office.whole' if whole else 'office.part' if shared else 'office.none']
        score += points['office.same_elsewhere'] if exact and not shared else 0.0
        reasons += ['the same body'] if whole else []
    return score, reasons


def nearness(view: View, entity: int, found: Found, points: Weights) -> float:
    """The points that somebody has for being named shortly before."""
    mentions = view.entities[entity].mentions
    before = bisect_left(mentions, found.at, key=lambda n: view.mentions[n].first)
    if not before:
        return points['office.unseen']
    away = view.sentence[found.at] - view.mentions[mentions[before - 1]].sentence
    return max(0.0, points['office.near'] * (1 - away / 10))


def fits(view: View, memory: Memory, entity: int, told: Description) -> bool:
    """Whether a person may be called by a noun that the text has not used of him: a leader is no doctor."""
    known = people(view, memory).get(entity)
    if known is None:
        return False
    if told.lemma in NEUTRAL or told.lemma in known.offices:
        return True
    rows = nouns().same_office
    placed = [o for o in known.offices if o in rows]
    return not placed or told.lemma not in rows or bool(told.nearly & known.offices)
