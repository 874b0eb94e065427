"""Who reports a clause: the subject of its cue, who is referred to, and whether that may say anything."""

from __future__ import annotations

from svodka.find.quotations.cues import CueAt
from svodka.find.quotations.lexicon import is_body, nouns, words
from svodka.find.quotations.nominals import can_own, genitive
from svodka.find.quotations.subjects import OWNED, subject
from svodka.find.quotations.view import Found, View
from svodka.lexicons import fold

EVIDENCE = words('evidence')


def told(
    view: View, at: CueAt, content: tuple[int, int], rule: str, who: int | None, relay: int | None = None
) -> Found:
    """A reported clause with its cue."""
    first, last = content
    place, kept = (at.lemma, at.token, at.token, who), (at.last, relay, at.negated, first)
    return Found(first, last, 'indirect', rule, *place, None, *kept)


def reporter(view: View, at: CueAt) -> tuple[int | None, int | None]:
    """The subject of a cue and who only passes it on: an outlet «со ссылкой на представителя …»."""
    written = at.last if at.document is None else at.document
    if at.kind == 'phrase' and view.lemma[written] in OWNED | nouns().documents:  # «приводит слова адвоката, что …»
        belongs = genitive(view, written)
        if belongs is not None and not can_own(view, belongs) and at.document is not None:
            return written, None  # «следует из материалов дела»
        if belongs is not None:
            who = subject(view, at.token)
            return belongs, None if who is None or who < 0 else who
    who = subject(view, at.token)
    source = referred(view, at.token)
    return (who, None) if source is None else (source, None if who is None or who < 0 else who)


def referred(view: View, cue: int) -> int | None:
    """The noun behind «со ссылкой на» in the sentence of a cue, before its content."""
    first, last = view.bounds(cue)
    for i in range(first, min(last, cue + 16)):
        if view.lemma[i] == 'ссылка' and i + 2 < last and view.lemma[i + 1] == 'на':
            behind = (j for j in range(i + 2, min(last, i + 8)) if view.pos[j] in ('NOUN', 'PROPN', 'X'))
            meant = next(behind, None)
            if meant is None or not (can_own(view, meant) or view.lemma[meant] in nouns().unnamed):
                return None
            return meant
        if view.text[i] == 'что' and i > cue:
            return None
    return None


def may_speak(view: View, at: CueAt, who: int | None) -> bool:
    """Whether a subject may say something: not the author's «мы», no «кто», no fact that «свидетельствует»."""
    if is_thing(view, at.token) or any(view.lemma[c] == 'кто' for c in view.children(at.token)):
        return False
    if who is None or who < 0:
        participle = 'VerbForm=Part' in view.feats[at.token] and 'Variant=Short' not in view.feats[at.token]
        return not (at.cue.cue in EVIDENCE and participle)
    if view.lemma[who] in ('я', 'мы', 'ты', 'вы'):
        return False
    if at.cue.cue not in EVIDENCE or who in view.mention_at or view.pos[who] not in ('NOUN',):
        return True
    written = view.lemma[who] in nouns().documents and at.cue.cue != 'свидетельствовать'
    return view.feature(who, 'Animacy') == 'Anim' or is_body(view.lemma[who]) or written


def is_outlet(view: View, token: int) -> bool:
    """Whether a token names a body, which may pass on what somebody says."""
    mention = view.mention(token)
    return is_body(view.lemma[token]) if mention is None else mention.type == 'ORG'


def is_thing(view: View, cue: int) -> bool:
    """Whether what a verb tells is told by a fact, not by anybody: «Всё говорит о том, что», «это доказывает, что»."""
    for child in view.children(cue):
        if view.relation[child] in ('nsubj', 'nsubj:pass') and child < cue:
            word = fold(view.text[child])
            return word in ('это', 'то', 'что') or (word == 'все' and 'Number=Sing' in view.feats[cue])
    return False
