"""Direct speech without marks: a paragraph with a dash, or one that follows «X сообщил:»."""

from __future__ import annotations

from collections.abc import Mapping

from svodka.find.quotations.asides import Aside, human_behind, is_stop, speech
from svodka.find.quotations.attribution import cue_subject, is_clause, label_or_subject, left_cue
from svodka.find.quotations.clauses import speaks_in_place
from svodka.find.quotations.cues import CueAt, owner
from svodka.find.quotations.endings import in_person
from svodka.find.quotations.interviews import replies
from svodka.find.quotations.lexicon import words
from svodka.find.quotations.quoted import blocks_of, trim
from svodka.find.quotations.subjects import DROPPED
from svodka.find.quotations.view import DASHES, SENTENCE_END, Found, View
from svodka.find.rule import rule
from svodka.language.marks import QUOTES
from svodka.lexicons import fold

FLAT_BLOCK = 250  # tokens: in a longer block a speech without marks is not taken to begin with the block
PARAGRAPH = 4  # tokens of a paragraph of speech, at least
REMINDERS = words('reminders')


def find_unmarked(view: View, cues: Mapping[int, CueAt], covered: bytearray, taken: set[int]) -> list[Found]:
    """Speech without marks; adds to `covered` and to the cues `taken`."""
    found: list[Found] = []
    for first, last in blocks_of(view):
        if any(covered[first:last]):
            continue
        rows = dash(view, cues, first, last) or paragraph(view, cues, first, last)
        rows = [row for row in rows if row.cue is None or row.cue not in taken]
        taken.update(row.at for row in rows)
        for row in rows:
            covered[row.first : row.last] = b'\1' * (row.last - row.first)
        found += rows
    return found + replies(view, covered)


@rule(
    yes={
        '– [Мост откроют в мае], – сказал Пётр Ильин.': 'Ильин',
        '– [Мы строили его два года], – сказал Пётр Ильин. – [Завтра начнём дорогу.]': 'Ильин; Ильин',
        '[Мы строили его два года], – рассказала Анна Белова.': 'Белова',
        '– [Мост откроют в мае], – сказал Пётр Ильин. Напомним, его закрыли зимой.': 'Ильин',
        'Движение закрыто. – [Мост откроют в мае], – сказал Пётр Ильин. Он не назвал день.': 'Ильин',
        '– [Когда откроют мост?] – спросил Олег Орлов. – [В мае], – ответил Пётр Ильин.': 'Орлов; Ильин',
    },
    no=['– строительство моста;', 'Мост открыт, говорится в сообщении мэрии.'],
)
def dash(view: View, cues: Mapping[int, CueAt], first: int, last: int) -> list[Found]:
    """A paragraph whose attribution stands behind a dash. It is speech from its own dash on, from a dash behind a
    stop, or, where a person speaks, from the beginning of the attribution's own sentence and of those before it that
    are in the first person."""
    if last - first > FLAT_BLOCK or DASHES.isdisjoint(view.text[first:last]):
        return []
    found: list[Found] = []
    before: Aside | None = None  # the author's words that the stretch before stands in front of
    utterance = first
    for begin, end, behind in speech(view, first, last, cues, True):
        begin, opened = opening(view, begin, end, before is not None or view.text[first] in DASHES)
        aside = before if behind is None else behind
        if aside is None or (not QUOTES.isdisjoint(view.text[begin:end]) and behind is not None):
            return found
        who, lemma = told_by(view, aside)
        if not opened and not (who is None or is_human(view, who) or speaks_in_place(view, aside.token)):
            return found
        if behind is None:
            end = author_returns(view, cues, begin, end)
        utterance = utterance if behind is None and found else begin
        begin, end = trim(view, begin, end)
        if end > begin:
            place = (lemma, aside.token, aside.token, who)
            cue_last = aside.token if aside.cue is None else aside.cue.last
            found.append(Found(begin, end, 'direct', dash.__name__, *place, cue_last=cue_last, utterance=utterance))
        before = aside
    return found


def opening(view: View, begin: int, end: int, dashed: bool) -> tuple[int, bool]:
    """Where speech in tokens [begin, end) begins, and whether a dash opens it."""
    for i in range(end - 1, begin, -1):
        if view.text[i] in DASHES and is_stop(view, i - 1) and not dashed:
            return i + 1, True
    if dashed:
        return begin, True
    first = max(begin, view.bounds(end - 1)[0])
    while first > begin and in_person(view, view.bounds(first - 1)[0], first):
        first = max(begin, view.bounds(first - 1)[0])
    return first, False


def told_by(view: View, aside: Aside) -> tuple[int | None, str]:
    """Who speaks by the author's words, and the lemma of their cue."""
    if aside.cue is None:
        return human_behind(view, aside.token, aside.end), view.lemma[aside.token]
    if aside.cue.kind == 'source':
        return owner(view, aside.cue), aside.cue.cue.cue
    who = cue_subject(view, aside.cue)
    named = human_behind(view, aside.token, aside.end) if who == DROPPED else None
    return (who if named is None else named), aside.cue.lemma


def author_returns(view: View, cues: Mapping[int, CueAt], begin: int, end: int) -> int:
    """The token in speech without marks at which the author tells again: a sentence that reports or reminds."""
    i = view.bounds(begin)[1]
    while i < end:
        last = view.bounds(i)[1]
        reports = any(j in cues and view.is_finite(j) for j in range(i, min(last, end)))
        if reports or fold(view.text[i]) in REMINDERS:
            return i
        i = last
    return end


@rule(
    yes={'Мэр Орска Пётр Ильин сообщил:\n\n[Мост уже построен, дорогу откроем в мае.]': 'Ильин'},
    no=['Мэр сообщил:\n\n1. Мост построен.', 'Пётр Ильин сообщил:\n\nПётр Ильин родился в 1960 году в Орске.'],
)
def paragraph(view: View, cues: Mapping[int, CueAt], first: int, last: int) -> list[Found]:
    """A paragraph of its own behind a cue and a colon; no list, and nothing that tells of the speaker."""
    if not first or view.text[first - 1] != ':' or view.text[first].isdigit() or last - first < PARAGRAPH:
        return []
    at = left_cue(view, first - 1, cues)
    if at is None or 'words' not in at.cue.takes:
        return after_colon(view, first, last)
    if not is_clause(view, first, last):
        return []
    in_list = view.text[last - 1] in ';,' or (
        view.text[first] in DASHES and last < len(view) and view.text[last] in DASHES
    )
    who = cue_subject(view, at)
    if in_list or view.text[first] in QUOTES or tells_of(view, who, first, last):
        return []
    begin, end = trim(view, first, last)
    place = (at.lemma, at.token, at.token, who)
    return [Found(begin, end, 'direct', paragraph.__name__, *place, cue_last=at.last, utterance=begin)]


def after_colon(view: View, first: int, last: int) -> list[Found]:
    """A paragraph with a dash behind a person and a colon, as speech begins: «Мэр подвёл итоги: ¶ – …»."""
    alone = last >= len(view) or view.text[last] not in DASHES
    if view.text[first] not in DASHES or not alone or view.text[last - 1] not in SENTENCE_END:
        return []
    named = label_or_subject(view, first - 1)
    if named is None or not is_human(view, named[1]) or not is_clause(view, first, last):
        return []
    begin, end = trim(view, first, last)
    return [Found(begin, end, 'direct', paragraph.__name__, '', first - 1, None, named[1], utterance=begin)]


def tells_of(view: View, who: int | None, first: int, last: int) -> bool:
    """Whether a paragraph names its own speaker: then it is the author's, and what the colon led to is lost."""
    entity = None if who is None or who < 0 else view.entity(who)
    return entity is not None and any(view.entity(i) == entity for i in range(first, last))


def is_human(view: View, who: int | None) -> bool:
    if who is None or who < 0:
        return False
    mention = view.mention(who)
    return (
        mention.type == 'PER'
        if mention is not None
        else view.feature(who, 'Animacy') == 'Anim' or view.lemma[who] in ('он', 'она')
    )
