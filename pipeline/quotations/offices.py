"""Whom a noun without a name means: a person by office or trade, a body by its kind."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from pipeline.quotations.context import WINDOW, Candidate, Memory, Said, Speaker, distance, from_context, people
from pipeline.quotations.lexicon import nouns
from pipeline.quotations.people import offices_of
from pipeline.quotations.phrases import Key, complement
from pipeline.quotations.view import Found, View

# Points: the noun itself, one of the same row of offices, the same body or place beside it, a speaker of late.
SAME, LIKE, WHOLE, SPOKE = 4.0, 2.5, 2.0, 1.5
ENOUGH, ENOUGH_BARE = 3.4, 2.4
BY_CHAIN, ENOUGH_NEAR = 4.0, 3.0  # points from the context for a noun with a complement, for a bare one
LATEST = 8  # quotations before that are looked at for a body that spoke
ORGANISATIONS = 40  # organisations named before that are weighed, at most
GENDERED = {'мужчина': 'Masc', 'женщина': 'Fem'}
ACTING = frozenset(('врио', 'ио'))
# What a head is head of without saying of what: «глава государства», «глава ведомства».
GENERAL = frozenset(('государство', 'республика', 'регион', 'ведомство', 'министерство', 'кабмин', 'субъект'))
STAFF = frozenset(('представитель', 'пресс-секретарь', 'сотрудник', 'спикер', 'официальный'))


def by_office(
    view: View, who: int, first: int, last: int, found: Found, memory: Memory, covered: bytearray, written: Speaker
) -> Speaker:
    """The person whom a noun of office or trade means («министр», «глава ведомства», «певица»)."""
    if view.lemma[who] in ACTING and who + 1 < last and view.pos[who + 1] in ('NOUN', 'PROPN'):
        who += 1  # «врио губернатора»
    lemma = view.lemma[who]
    rows = nouns().same_office
    nearly = set().union(*(rows.get(o, frozenset()) for o in offices_of(lemma))) | offices_of(lemma)
    said_of = complement(view, who, first, last) - ACTING
    if said_of <= GENERAL:
        said_of = frozenset()
    gender = GENDERED.get(lemma) or ('Fem' if view.feature(who, 'Gender') == 'Fem' and lemma != 'глава' else '')
    if found.cue is not None and view.is_finite(found.cue) and view.feature(found.cue, 'Gender') == 'Fem':
        gender = gender or 'Fem'  # «добавила предприниматель»
    latest = next(
        (said for said in reversed(memory.said[-LATEST:]) if said.speaker.entity is not None and said.human), None
    )
    if latest is not None and distance(view, memory, covered, latest.at, found.at) > WINDOW:
        latest = None
    candidates = rated(view, memory, found, lemma, nearly, said_of, gender, latest)
    if candidates and lemma not in nouns().unnamed:
        best = candidates[0]
        alone = len(candidates) == 1 and 'spoke before' in best.reason
        enough = ENOUGH_BARE if not said_of or alone else ENOUGH
        if best.score >= enough and (len(candidates) == 1 or best.score > candidates[1].score):
            return Speaker(best.name, best.entity, first, last, best.reason, tuple(candidates))
    as_written = Speaker(written.name, None, first, last, 'the noun as written', tuple(candidates))
    staff = lemma in STAFF and (said_of or lemma not in nouns().anyone)
    if lemma in nouns().unnamed or staff or (lemma in nouns().relations and said_of):
        return as_written
    only = people(view, memory).only_before(who)
    if only is not None and not any(c.score >= ENOUGH_BARE for c in candidates):
        known = people(view, memory).by_entity[only]
        if lemma in nouns().anyone and not said_of and not (gender and known.gender and gender != known.gender):
            return Speaker(view.entities[only].name, only, first, last, 'the only person named before')
        if lemma in rows and not known.offices:
            return Speaker(view.entities[only].name, only, first, last, 'the only person named before')
    plain = not any(i in view.mention_at or i in view.place_at for i in range(first, last))
    if (
        latest is not None
        and latest is not None
        and latest is memory.said[-1]
        and not said_of
        and not any(c.score >= LIKE for c in candidates)
    ):
        own = latest.gender
        if distance(view, memory, covered, latest.at, found.at) <= 1 and not (gender and own and gender != own):
            return replace(latest.speaker, first=first, last=last, why=f'noun «{view.text[who]}»: spoke just before')
    if found.cue is not None and not gender:
        gender = view.feature(found.cue, 'Gender')  # «прокурор добавил» goes on from no woman
    meant = from_context(view, found, memory, covered, gender, False, f'noun «{view.text[who]}»', human=True)
    if meant.entity is None or not fits(view, memory, meant.entity, lemma, nearly, bool(said_of) and not plain):
        return Speaker(written.name, None, first, last, 'the noun as written', (*candidates, *meant.candidates))
    if said_of and not (plain or ('spoke before' in meant.why and meant.candidates[0].score >= BY_CHAIN)):
        return as_written
    if meant.candidates[0].score < ENOUGH_NEAR:
        return as_written
    return Speaker(meant.name, meant.entity, first, last, meant.why, meant.candidates)


def rated(
    view: View,
    memory: Memory,
    found: Found,
    lemma: str,
    nearly: set[str],
    said_of: frozenset[Key],
    gender: str,
    latest: Said | None,
) -> list[Candidate]:
    """The people whom the document calls by a noun or one of its row, the best first."""
    known = people(view, memory)
    speaking = None if latest is None else latest.speaker.entity
    candidates: list[Candidate] = []
    for entity in {**dict.fromkeys(known.called(nearly)), **({speaking: None} if speaking is not None else {})}:
        person = known.get(entity)
        if person is None or (gender and person.gender and person.gender != gender):
            continue
        shared = len(said_of & person.around)
        whole = bool(said_of) and shared == len(said_of)
        exact, like = lemma in person.offices, bool(nearly & person.offices)
        if not exact and not like and not (lemma in STAFF and whole):
            continue
        points = SAME if exact else LIKE
        reasons = ['the same noun' if exact else 'a like office']
        if said_of:
            points += WHOLE if whole else -1.0 if shared else -2.0
            reasons += ['the same body'] if whole else []
        mentions = view.entities[entity].mentions
        before = bisect_left(mentions, found.at, key=lambda n: view.mentions[n].first)
        near = view.sentence[found.at] - view.mentions[mentions[before - 1]].sentence if before else 20
        points += max(0.0, 1.0 - 0.1 * near) if before else -1.0
        if entity == speaking:
            points, reasons = points + SPOKE, [*reasons, 'spoke before']
        candidates.append(Candidate(view.entities[entity].name, entity, round(points, 2), ', '.join(reasons)))
    return sorted(candidates, key=lambda c: -c.score)


def fits(view: View, memory: Memory, entity: int, lemma: str, nearly: set[str], described: bool) -> bool:
    """Whether a person may be called by a noun that the text has not used of him: a leader is no doctor."""
    known = people(view, memory).get(entity)
    if known is None:
        return False
    if not described and (lemma in nouns().anyone or lemma in known.offices):
        return True
    rows = nouns().same_office
    placed = [o for o in known.offices if o in rows]
    return not placed or (not described and lemma not in rows) or bool(nearly & known.offices)


def by_body(view: View, who: int, found: Found, covered: bytearray, written: Speaker, memory: Memory) -> Speaker:
    """The organisation that «издание», «в ведомстве», «там» mean: the last one that spoke or was named."""
    lemma = view.lemma[who]
    for said in reversed(memory.said[-LATEST:]):
        entity = said.speaker.entity
        if (
            said.human
            or said.plural
            or distance(view, memory, covered, said.at, found.at) > WINDOW
            or not said.speaker.name
        ):
            continue
        if entity is None or view.entities[entity].type == 'ORG':
            return Speaker(said.speaker.name, entity, who, who + 1, 'the body that spoke before')
    recent: dict[int, int] = {}
    for token, number in reversed(view.organisations_before(found.at)[-ORGANISATIONS:]):
        if distance(view, memory, covered, token, found.at) > WINDOW:
            break
        if not covered[token]:
            recent.setdefault(view.entity_of[number], number)
    candidates = tuple(Candidate(view.entities[e].name, e, 1, 'named before') for e in recent)
    same = [
        e for e, n in recent.items() if lemma in view.lemma[max(0, view.mentions[n].first - 2) : view.mentions[n].last]
    ]
    if len(same) == 1 or len(recent) == 1:
        entity = same[0] if len(same) == 1 else next(iter(recent))
        return Speaker(view.entities[entity].name, entity, who, who + 1, 'the body named before', candidates)
    return Speaker(written.name, None, who, who + 1, written.why, candidates)
