"""Words in marks as the rules of direct speech see them, and what a rule finds of whose they are."""

from __future__ import annotations

from dataclasses import dataclass

from svodka.find.quotations.asides import Aside, human_behind
from svodka.find.quotations.attribution import (
    CITING,
    cue_subject,
    relayer,
)
from svodka.find.quotations.cues import CueAt, owner
from svodka.find.quotations.nominals import genitive
from svodka.find.quotations.quoted import Quoted
from svodka.find.quotations.subjects import DROPPED, OWNED, linear_subject, subject
from svodka.find.quotations.view import Found, View


@dataclass(frozen=True, slots=True)
class Attribution:
    """What makes words in marks direct speech: a rule, the tokens of the speaker and the cue, the cue's lemma and its
    last token, the token of who only passes the words on."""

    rule: str
    who: int | None
    token: int | None = None
    lemma: str = ''
    last: int | None = None
    relay: int | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """Words in marks as the rules see them: tokens [first, last), whether they are a statement (`clause`), a name or
    a title, whether they begin a sentence; the row before them and the token that it and its attribution reach; whether
    they are `alone`, whole sentences without an attribution in their own."""

    quoted: Quoted
    first: int
    last: int
    clause: bool
    titled: bool
    begins: bool
    before: Found | None
    spoken_until: int
    alone: bool


def attributed_to(
    view: View, rule: str, at: CueAt | None, token: int, quoted: Quoted, within: Aside | None = None
) -> Attribution:
    """An attribution by a cue, or by a verb that the lexicon lacks; its subject never stands inside the words, but for
    the author's own `within` them."""
    if at is None:
        who = human_behind(view, token, view.bounds(token)[1])
        who = subject(view, token) if who is None else who
    elif at.kind == 'source':
        who = owner(view, at)
    else:
        who = cue_subject(view, at)
        named = human_behind(view, token, view.bounds(token)[1]) if who == DROPPED else None
        who = who if named is None else named
    if who is not None and is_spoken(quoted, who, within):
        who = linear_subject(view, token)
        if who is None or is_spoken(quoted, who, within):
            who = DROPPED
    relay = relayer(view, at)
    if at is None or at.cue.cue not in CITING:
        who, relay = of_words(view, token, who)
    lemma, last = (view.lemma[token], token) if at is None else (at.cue.cue, at.last)
    return Attribution(rule, who, token, lemma, last, relay)


def of_words(view: View, token: int, who: int | None) -> tuple[int | None, int | None]:
    """Whose words the subject or the object of a verb means, and who passes these on: «комментарий | мэра поступил»,
    «передаёт слова | мэра | агентство «Заря»»; the subject itself where neither means words."""
    for child in (who, *(c for c in view.children(token) if view.relation[c] == 'obj')):
        belongs = genitive(view, child) if child is not None and child >= 0 and view.lemma[child] in OWNED else None
        if belongs is not None:
            passes_on = child != who and who is not None and who >= 0
            return belongs, who if passes_on else None
    return who, None


def is_spoken(quoted: Quoted, token: int, within: Aside | None) -> bool:
    """Whether a token stands in the words that are attributed."""
    author = within is not None and within.begin <= token < within.end
    return quoted.open <= token < quoted.last and not author
