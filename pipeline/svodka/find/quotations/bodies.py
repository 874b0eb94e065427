"""Whom a noun of a body without a name means: «издание», «в ведомстве», «там»."""

from __future__ import annotations

from svodka.find.quotations.context import WINDOW, Candidate, Memory, Speaker, distance
from svodka.find.quotations.lexicon import is_body, nouns, words
from svodka.find.quotations.view import Found, View
from svodka.lexicons import fold

LATEST = 8  # quotations before that are looked at for a body that spoke
ORGANISATIONS = 40  # organisations named before that are weighed, at most
ANY = words('any_body')
PRESS = words('press')


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
