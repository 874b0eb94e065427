"""Direct speech without marks: a paragraph with a dash, or one that follows «X сообщил:»."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.quotations.attribution import cue_subject, in_place, is_clause, left_cue, split_inside
from pipeline.quotations.cues import CueAt
from pipeline.quotations.marks import blocks_of, trim
from pipeline.quotations.rules import rule
from pipeline.quotations.view import DASHES, Found, View

FLAT_BLOCK = 250  # tokens: in a longer block a speech without marks is not taken to begin with the block
PARAGRAPH = 4  # tokens of a paragraph of speech, at least
ANY_MARK = frozenset('«»"“”„')


def find_unmarked(view: View, cues: Mapping[int, CueAt], covered: bytearray, taken: set[int]) -> list[Found]:
    """Speech without marks; adds to `covered` and to the cues `taken`."""
    found: list[Found] = []
    for first, last in blocks_of(view):
        if any(covered[first:last]):
            continue
        rows = dash(view, cues, first, last) or paragraph(view, cues, first, last)
        if not rows or rows[0].at in taken:
            continue
        taken.add(rows[0].at)
        for row in rows:
            covered[row.first : row.last] = b'\1' * (row.last - row.first)
        found += rows
    return found


@rule(
    yes={
        '– [Мост откроют в мае], – сказал Пётр Ильин.': 'Ильин',
        '– [Мы строили его два года], – сказал Пётр Ильин. – [Завтра начнём дорогу.]': 'Ильин; Ильин',
        '[Мы строили его два года], – рассказала Анна Белова.': 'Белова',
    },
    no=['– строительство моста;', 'Мост открыт, говорится в сообщении мэрии.'],
)
def dash(view: View, cues: Mapping[int, CueAt], first: int, last: int) -> list[Found]:
    """A paragraph whose attribution stands behind a dash; without a dash in front its speaker is a person."""
    if last - first > FLAT_BLOCK or DASHES.isdisjoint(view.text[first:last]):
        return []
    dashed = view.text[first] in DASHES
    stretches, at = split_inside(view, first + 1 if dashed else first, last, cues, True)
    if at is None or not stretches or not ANY_MARK.isdisjoint(view.text[stretches[0][0] : at.token]):
        return []
    who = cue_subject(view, at)
    if not (dashed or who is None or is_human(view, who) or in_place(view, at.token)):
        return []
    return [Found(*one, 'direct', 'dash', at.cue.cue, at.token, at.token, who) for one in stretches]


@rule(
    yes={'Мэр Орска Пётр Ильин сообщил:\n\n[Мост уже построен, дорогу откроем в мае.]': 'Ильин'},
    no=['Мэр сообщил:\n\n1. Мост построен.', 'Пётр Ильин сообщил:\n\nПётр Ильин родился в 1960 году в Орске.'],
)
def paragraph(view: View, cues: Mapping[int, CueAt], first: int, last: int) -> list[Found]:
    """A paragraph of its own behind a cue and a colon; no list, and nothing that tells of the speaker."""
    if not first or view.text[first - 1] != ':' or view.text[first].isdigit() or last - first < PARAGRAPH:
        return []
    at = left_cue(view, first - 1, cues)
    if at is None or 'words' not in at.cue.takes or not is_clause(view, first, last):
        return []
    in_list = view.text[last - 1] in ';,' or (
        view.text[first] in DASHES and last < len(view) and view.text[last] in DASHES
    )
    who = cue_subject(view, at)
    if in_list or view.text[first] in ANY_MARK or tells_of(view, who, first, last):
        return []
    return [Found(*trim(view, first, last), 'direct', 'paragraph', at.cue.cue, at.token, at.token, who)]


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
