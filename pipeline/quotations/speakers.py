"""Who spoke: an entity of the document, a body that speaks, or a noun as it is written."""

from __future__ import annotations

from pipeline.lexicon import fold
from pipeline.quotations.context import Candidate, Memory, Said, Speaker, from_context, people
from pipeline.quotations.lexicon import is_body, nouns
from pipeline.quotations.nominals import genitive, joined, phrase
from pipeline.quotations.offices import ACTING, by_body, by_office
from pipeline.quotations.people import MANY, offices_of
from pipeline.quotations.phrases import complement, name_in, nominative
from pipeline.quotations.subjects import DROPPED
from pipeline.quotations.view import Found, View

PRONOUNS = {
    'он': 'Masc',
    'она': 'Fem',
    'они': '',
    'его': 'Masc',
    'ее': 'Fem',
    'их': '',
    'сам': '',
    'тот': '',
    'последний': '',
    'оба': '',
}
THEY = frozenset(('они', 'их', 'оба'))
THERE = frozenset(('там', 'здесь'))
FULL = 2.0  # points for a full name
STEM = 4  # letters that a label's surname and a name of the document share, at least


def resolve(view: View, found: Found, memory: Memory, covered: bytearray) -> Speaker:
    """The speaker of one quotation, remembered for the next ones; `covered` marks words in anybody's mouth."""
    speaker = speaker_of(view, found, memory, covered)
    again = found.cue is None and memory.said and memory.said[-1].speaker.name == speaker.name
    if speaker.name and not again:
        memory.said.append(remembered(view, found, speaker, memory))
    return speaker


def speaker_of(view: View, found: Found, memory: Memory, covered: bytearray) -> Speaker:
    who, cue = found.who, found.cue
    if found.label is not None:
        return by_label(view, found, memory)
    if who is None:
        return Speaker()
    if who == DROPPED:
        gender = '' if cue is None else view.feature(cue, 'Gender')
        plural = cue is not None and view.is_finite(cue) and 'Number=Plur' in view.feats[cue]
        return from_context(view, found, memory, covered, gender, plural, 'no subject')
    lemma = view.lemma[who]
    if lemma in PRONOUNS and view.pos[who] in ('PRON', 'DET', 'ADJ', 'NUM') and who not in view.mention_at:
        plural = lemma in THEY or (lemma in ('сам', 'тот', 'последний') and 'Number=Plur' in view.feats[who])
        gender = '' if plural else PRONOUNS[lemma] or view.feature(who, 'Gender')
        meant = from_context(view, found, memory, covered, gender, plural, f'pronoun «{view.text[who]}»', not plural)
        if not meant.name and not meant.candidates and not plural:  # «пишет газета «Труд». По её данным …»
            meant = by_body(view, who, found, covered, Speaker(why=meant.why), memory)
        return Speaker(meant.name, meant.entity, who, who + 1, meant.why, meant.candidates)
    one = by_phrase(view, who, found, memory, covered)
    second = joined(view, who)
    if second is None or (who in view.mention_at and view.mention_at[who] == view.mention_at.get(second)):
        return one
    if one.last is not None and second < one.last:
        return one
    other = by_phrase(view, second, found, memory, covered)
    if not one.name or not other.name:
        return one
    return Speaker(
        f'{one.name} и {other.name}', None, one.first, other.last, 'two speakers', (*one.candidates, *other.candidates)
    )


def remembered(view: View, found: Found, speaker: Speaker, memory: Memory) -> Said:
    """A quotation as the next ones look back at it."""
    who = found.who if found.who is not None and found.who >= 0 else None
    plural = who is not None and 'Number=Plur' in view.feats[who] and (speaker.entity is None or 'и ' in speaker.why)
    person = people(view, memory).get(speaker.entity)
    human, gender = person is not None, '' if person is None else person.gender
    if speaker.entity is None and who is not None:
        human = view.feature(who, 'Animacy') == 'Anim' or view.pos[who] in ('PRON', 'DET')
        gender = view.feature(who, 'Gender') if human else ''
    if human and found.cue is not None and view.is_finite(found.cue) and not plural:
        gender = view.feature(found.cue, 'Gender') or gender
    return Said(found.at, speaker, gender, plural, human)


def by_phrase(view: View, who: int, found: Found, memory: Memory, covered: bytearray) -> Speaker:
    """The speaker that a noun or a name stands for."""
    first, last = phrase(view, who)
    lemma = view.lemma[who]
    named = name_in(view, who, first, last)
    if named is not None:
        entity = view.entity_of[named]
        if view.mentions[named].type == 'ORG' and is_body(fold(view.entities[entity].name)) and last - first > 1:
            return Speaker(nominative(view, who, first, last), None, first, last, 'the body as written')
        if view.mention_at.get(who) != named:
            around = complement(view, who, first, max(last, view.mentions[named].first))
            people(view, memory).learn(entity, offices_of(lemma), around)
        return Speaker(view.entities[entity].name, entity, first, max(last, view.mentions[named].last), 'a name')
    if lemma in THERE:
        return by_body(view, who, found, covered, Speaker(), memory)
    written = Speaker(nominative(view, who, first, last), None, first, last, 'the noun as written')
    if view.feature(who, 'Animacy') == 'Anim' or lemma in nouns().same_office or lemma in ACTING:
        if 'Number=Plur' in view.feats[who]:
            return written
        return by_office(view, who, first, last, found, memory, covered, written)
    if lemma in nouns().documents:
        owner = genitive(view, who)
        if owner is not None and owner != who:
            return by_phrase(view, owner, found, memory, covered)
    if lemma in nouns().the_body and last - first == 1 and 'Number=Plur' not in view.feats[who]:
        return by_body(view, who, found, covered, written, memory)
    return written


def by_label(view: View, found: Found, memory: Memory) -> Speaker:
    """The person whom a transcript's label names: «В.Путин», «Ш. МИРЗИЁЕВ»."""
    assert found.label is not None
    text = ' '.join(view.parse.document.text[found.label[0] : found.label[1]].split(':')[0].split('(')[0].split())
    if text not in memory.labels:
        memory.labels[text] = labelled(view, memory, text)
    return memory.labels[text]


def labelled(view: View, memory: Memory, text: str) -> Speaker:
    parts = text.replace('.', '. ').split()
    initials = [p[0] for p in parts if p.endswith('.') and len(p) == 2]
    surname = next((p.rstrip('.') for p in parts if not (p.endswith('.') and len(p) == 2)), '')
    stem = fold(surname)[: max(STEM, len(surname) - 2)]
    if memory.stems is None:
        memory.stems = {}
        for entity, known in enumerate(view.entities):
            for word in known.name.split() if known.type == 'PER' else ():
                memory.stems.setdefault(fold(word)[:STEM], []).append(entity)
    candidates: list[Candidate] = []
    for entity in memory.stems.get(stem[:STEM], ())[:MANY]:
        words = view.entities[entity].name.split()
        others = [w for w in words if not fold(w).startswith(stem)]
        if len(others) == len(words) or (initials and others and not any(w[0] == initials[0] for w in others)):
            continue
        full = bool(others) and not any('.' in w for w in words)
        score = FULL * full + min(1.0, len(view.entities[entity].mentions) / 10)
        candidates.append(Candidate(view.entities[entity].name, entity, score, 'surname and initial'))
    # A label stands in the nominative, which a name's normal form cannot know: «А.Белова» is no Белов.
    written = [
        *(p for p in parts if p.endswith('.') and len(p) == 2),
        surname.title() if surname.isupper() else surname,
    ]
    if not candidates:
        return Speaker(' '.join(written), None, None, None, 'the label as written')
    candidates.sort(key=lambda c: -c.score)
    best = candidates[0]
    name = best.name if best.score >= FULL else ' '.join(written)
    return Speaker(name, best.entity, None, None, 'the label', tuple(candidates))
