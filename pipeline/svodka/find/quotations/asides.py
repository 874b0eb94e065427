"""The author's words beside or inside somebody's speech: «…, – сказал X, – …», behind a dash and up to the next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from svodka.find.quotations.clauses import speaks_in_place
from svodka.find.quotations.cues import CueAt, owner
from svodka.find.quotations.impersonal import is_impersonal
from svodka.find.quotations.lexicon import words
from svodka.find.quotations.nominatives import agrees, is_nominative
from svodka.find.quotations.subjects import linear_subject, subject
from svodka.find.quotations.view import DASHES, SENTENCE_END, View
from svodka.language.morph import name_cases

IN_CONVERSATION = words('in_conversation')
LEAD = 9  # tokens of the author's before his verb («в свою очередь, немного подумав, ответил»), at most
LONGEST = 45  # tokens of the author's words inside speech, at most


@dataclass(frozen=True, slots=True)
class Aside:
    """The author's words in tokens [begin, end): the verb or preposition at `token` tells who speaks, `cue` is None
    for a verb that the lexicon lacks; `again` is the token at which speech goes on behind them, None if no dash takes
    it up."""

    begin: int
    end: int
    token: int
    cue: CueAt | None
    again: int | None


def aside_at(view: View, begin: int, last: int, cues: Mapping[int, CueAt]) -> Aside | None:
    """The author's words that begin behind a dash at token `begin` and end before `last`, if they tell who speaks."""
    end, again = aside_end(view, begin, last)
    for i in range(begin, min(end, begin + LEAD)):
        at = cues.get(i)
        if at is not None and names_speaker(view, at, end):
            return Aside(begin, end, i, at, again)
        if view.is_finite(i):
            spoke = at is None and human_behind(view, i, end) is not None
            return Aside(begin, end, i, None, again) if spoke else None
        if view.text[i] in (':', ';') or view.lemma[i] in IN_CONVERSATION:
            return None
    return None


def aside_end(view: View, begin: int, last: int) -> tuple[int, int | None]:
    """Where the author's words end, and behind which dash speech goes on: «…, – сказал X. – Завтра …»."""
    for i in range(begin, min(last, begin + LONGEST)):
        if view.text[i] in DASHES and (view.text[i - 1] in (',', ':', '»') or view.text[i - 1] in SENTENCE_END):
            return i, i + 1
        if is_stop(view, i):
            following = i + 1 < last and view.text[i + 1] in DASHES
            return i, i + 2 if following else None
    return min(last, begin + LONGEST), None


def is_stop(view: View, i: int) -> bool:
    """Whether token i ends a sentence: no stop of an abbreviation or of initials."""
    return view.text[i] in SENTENCE_END and (view.bounds(i)[1] <= i + 1 or view.stops(i))


def names_speaker(view: View, at: CueAt, end: int) -> bool:
    """Whether a cue in the author's words has its speaker among them: behind it, as speech inverts its verb."""
    if at.kind == 'source':
        return (who := owner(view, at)) is not None and who < end
    if is_impersonal(view, at.token):
        return True
    if at.kind != 'state' and not view.is_finite(at.token):
        return False
    behind = linear_subject(view, at.token)
    if behind is not None and at.token < behind < end:
        return True
    if human_behind(view, at.token, end) is not None or speaks_in_place(view, at.token):
        return True
    own = subject(view, at.token)
    return own is not None and own >= 0 and at.token < own < end


def human_behind(view: View, verb: int, end: int) -> int | None:
    """A person in the nominative behind a verb, as one who speaks: «– вытирает слёзы переселенка», «– улыбнулся он»."""
    for i in range(verb + 1, min(end, view.bounds(verb)[1])):
        if view.text[i] == ',' or (view.is_finite(i) and i not in view.mention_at):
            return None
        if not is_person(view, i):
            continue
        if is_her(view, verb, i) or (is_nominative(view, i) and agrees(view, verb, i)):
            return i
    return None


def is_her(view: View, verb: int, token: int) -> bool:
    """Whether a name right behind a verb is its subject, though a tagger took it for a genitive: «буркнула Чудова»."""
    return token == verb + 1 and token in view.mention_at and 'Nom' in name_cases(view.text[token])


def is_person(view: View, token: int) -> bool:
    mention = view.mention(token)
    if mention is not None:
        return mention.type == 'PER'
    return view.feature(token, 'Animacy') == 'Anim' or view.lemma[token] in ('он', 'она', 'они')


def speech(
    view: View, first: int, last: int, cues: Mapping[int, CueAt], dashed: bool
) -> Iterator[tuple[int, int, Aside | None]]:
    """Tokens [first, last) of somebody's speech in stretches, each with the author's words behind it. Inside marks all
    that is not the author's is speech; a `dashed` paragraph has no marks, and there only a dash takes speech up again,
    and may alone part it from the author's words («– Идём – сказал X»)."""
    begin = first
    for i in [i for i, word in enumerate(view.text[first + 1 : last - 1], first + 1) if word in DASHES]:
        if i <= begin:
            continue
        before = view.text[i - 1]
        parted = before in (',', '!', '?', '…') or before in SENTENCE_END
        if parted or dashed:
            aside = aside_at(view, i + 1, last, cues)
            if aside is not None and (parted or (aside.cue is not None and aside.token == i + 1)):
                yield begin, i, aside
                begin = goes_on(view, aside, last, dashed)
    if begin < last:
        yield begin, last, None


def goes_on(view: View, aside: Aside, last: int, dashed: bool) -> int:
    """Where speech goes on behind the author's words."""
    if aside.again is not None:
        return aside.again
    if not dashed:
        return aside.end + 1
    return next((i + 1 for i in range(aside.end + 1, last) if view.text[i] in DASHES and is_stop(view, i - 1)), last)
