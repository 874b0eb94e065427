"""Whom a noun without a name means: a person by office or trade, a body by its kind."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace

from svodka.find.quotations.context import WINDOW, Candidate, Memory, Said, Speaker, distance, people
from svodka.find.quotations.described import Person, offices_of
from svodka.find.quotations.lexicon import cues, is_body, nouns, words
from svodka.find.quotations.phrases import Key, complement
from svodka.find.quotations.view import Found, View
from svodka.find.quotations.weights import Weights
from svodka.lexicons import fold

LATEST = 8  # quotations before that are looked at for a body that spoke
ORGANISATIONS = 40  # organisations named before that are weighed, at most
ANY = words('any_body')
GENDERED = {'мужчина': 'Masc', 'женщина': 'Fem'}
ACTING = words('acting')
HEADS = words('heads')
NEUTRAL = words('neutral')
SILENT = words('silent')
NEAR = 2  # sentences of the author between a quotation and a noun that goes on from it, at most
STAFF = words('staff')
PRESS = words('press')


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
    if told.lemma in nouns().unnamed or any(view.lemma[i] in nouns().others for i in range(first, last)):
        return as_written
    best = chosen(view, memory, told, candidates)
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
    if only is None or any(c.score >= memory.points['least.bare_office'] for c in candidates):
        return None
    known = people(view, memory).by_entity[only]
    if told.gender and known.gender and told.gender != known.gender:
        return None
    if told.lemma in nouns().anyone:
        active = is_active(view, only, told.who) and fits(view, memory, only, told)
        return only if not told.said_of and (active or is_active(view, only, told.who, saying=True)) else None
    if told.nearly & known.offices and not is_named(view, told) and is_active(view, only, told.who, saying=True):
        return only  # «Чемпион Пётр Ильин выразил мнение … Ветеран футбола уверен, что …»
    return only if told.lemma in nouns().same_office and not known.offices else None


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
    exact, like = bool(told.exact & person.offices), bool(told.nearly & person.offices)
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


def head_noun(view: View, number: int) -> str:
    """The noun that a body's name begins with, or the one before it: «Центральный банк», «газета «Вестник»»."""
    mention = view.mentions[number]
    before = max(0, mention.first - 2 if view.text[mention.first - 1] in '«"“' else mention.first - 1)
    if view.lemma[before] in nouns().bodies:
        return view.lemma[before]
    return next((view.lemma[i] for i in range(mention.first, mention.last) if view.pos[i] in ('NOUN', 'PROPN')), '')


def same_kind(lemma: str, name: str) -> bool:
    """Whether a body may be called by a noun: not one that is itself called by another («сборная» is no «клуб»)."""
    words = [fold(word) for word in name.split()]
    short = name[:1].isupper() and (name.split()[0].isupper() or words[0].startswith('мин'))  # «МИД», «Минфин»
    return (
        not words
        or short
        or not is_body(words[0])
        or any(lemma in word or word in lemma for word in words)
        or lemma in ANY
    )


def by_body(view: View, who: int, found: Found, covered: bytearray, written: Speaker, memory: Memory) -> Speaker:
    """The organisation that «издание», «в ведомстве», «там» mean: the last one that spoke or was named."""
    lemma = view.lemma[who]
    for said in reversed(memory.said[-LATEST:] if lemma not in PRESS else ()):
        entity = said.speaker.entity
        if (
            said.human
            or said.plural
            or distance(view, memory, covered, said.at, found.at) > WINDOW
            or not said.speaker.name
        ):
            continue
        if (entity is None or view.entities[entity].type == 'ORG') and same_kind(lemma, said.speaker.name):
            return Speaker(said.speaker.name, entity, who, who + 1, 'the body that spoke before')
    recent: dict[int, int] = {}
    for token, number in reversed(view.organisations_before(found.at)[-ORGANISATIONS:]):
        if distance(view, memory, covered, token, found.at) > WINDOW:
            break
        if not covered[token]:
            recent.setdefault(view.entity_of[number], number)
    candidates = tuple(Candidate(view.entities[e].name, e, 1, 'named before') for e in recent)
    same = list(
        {
            view.entity_of[number]: None
            for token, number in view.organisations_before(found.at)[-ORGANISATIONS:]
            if not covered[token] and head_noun(view, number) == lemma
        }
    )
    only = len(recent) == 1 and same_kind(lemma, view.entities[next(iter(recent))].name)
    if len(same) == 1 or only:
        entity = same[0] if len(same) == 1 else next(iter(recent))
        return Speaker(view.entities[entity].name, entity, who, who + 1, 'the body named before', candidates)
    return Speaker(written.name, None, who, who + 1, written.why, candidates)
