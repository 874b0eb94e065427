"""Quotations: what was said, in whose words, by whom.

A document goes marks → turns of a transcript → direct speech → reported clauses → words of somebody inside them, and
each row's speaker is looked for in the order of the text, so that a chain of quotations keeps its speaker.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.model import Entity, Mention, Parse, Position, Quotation
from pipeline.quotations.context import Candidate, Memory, Speaker
from pipeline.quotations.cues import find_cues
from pipeline.quotations.direct import find_direct
from pipeline.quotations.indirect import find_indirect
from pipeline.quotations.marks import blocks_of, find_quoted
from pipeline.quotations.mixed import find_mixed
from pipeline.quotations.speakers import resolve
from pipeline.quotations.subjects import DROPPED, linear_subject, subject
from pipeline.quotations.transcripts import find_turns
from pipeline.quotations.unmarked import find_unmarked
from pipeline.quotations.view import SENTENCE_END, Found, View, view_of

__all__ = ['Explanation', 'explain_quotations', 'find_quotations']


HEADLINE = 30  # tokens of a headline, at most


@dataclass(frozen=True, slots=True)
class Explanation:
    """A quotation, the words of its cue, and why its speaker won over the other candidates."""

    quotation: Quotation
    cue_text: str
    why: str
    candidates: tuple[Candidate, ...]


def find_quotations(
    parse: Parse,
    mentions: Sequence[Mention],
    entities: Sequence[Entity],
    entity_of: Sequence[int],
    positions: Sequence[Position],
) -> list[Quotation]:
    """The quotations of a document, in order."""
    view = view_of(parse, mentions, entities, entity_of, positions)
    return [row_of(view, found, speaker) for found, speaker in attributed(view)]


def explain_quotations(
    parse: Parse,
    mentions: Sequence[Mention],
    entities: Sequence[Entity],
    entity_of: Sequence[int],
    positions: Sequence[Position],
) -> list[Explanation]:
    """The same quotations, each with its cue's words, the candidates for its speaker and why one won."""
    view = view_of(parse, mentions, entities, entity_of, positions)
    return [
        Explanation(
            row_of(view, found, speaker),
            '' if found.cue is None else view.text[found.cue],
            speaker.why,
            speaker.candidates,
        )
        for found, speaker in attributed(view)
    ]


def attributed(view: View) -> list[tuple[Found, Speaker]]:
    """What was said in the order of the text, with who said it."""
    if not len(view):
        return []
    covered = bytearray(len(view))  # 1: somebody's own words
    cues = find_cues(view)
    marks = find_quoted(view)
    found = find_turns(view, covered, cues, marks)
    direct, taken = find_direct(view, cues, marks, covered)
    found += direct
    found += find_unmarked(view, cues, covered, taken)
    spoken = bytearray(covered)
    inside = {
        i: quoted.close
        for quoted in marks
        if quoted.closed
        for i in range(quoted.first, min(quoted.last, quoted.first + 400))
    }
    indirect = find_indirect(view, cues, marks, covered, inside, taken)
    mixed, indirect = find_mixed(view, cues, marks, covered, indirect)
    found += indirect + mixed
    end = headline(view)
    found = [one for one in found if not in_headline(one, end)]
    memory = Memory()
    rows: list[tuple[Found, Speaker]] = []
    for one in nearest(sorted(found, key=lambda f: (f.at, f.first))):
        rows.append((one, resolve(view, outside(view, one, spoken), memory, spoken)))
    return sorted(rows, key=lambda row: (row[0].first, -row[0].last))


def headline(view: View) -> int:
    """Where a headline ends that is a block of its own at the beginning of a text: without a stop, before more text."""
    first = next(blocks_of(view), (0, 0))[1]
    if first >= len(view) or first > HEADLINE:
        return 0
    last = view.text[first - 1]
    return 0 if last in SENTENCE_END or last in (':', ',', ';', '»', '"', '”') else first


def in_headline(found: Found, end: int) -> bool:
    """Whether words and their cue stand in a headline, which quotes nobody."""
    return found.last <= end and found.at < end and found.label is None


def nearest(found: Sequence[Found]) -> list[Found]:
    """The same, in order of their cues, but what two cues report once: in «Ильин ответил Орлову, заявившему, что …» it
    is Орлов's."""
    last = {(one.kind, one.first, one.last): one for one in found}
    return [one for one in found if last[one.kind, one.first, one.last] is one]


def outside(view: View, found: Found, spoken: bytearray) -> Found:
    """The same words with a speaker who is not named inside of somebody's speech, where a tagger's tree may lead."""
    who, cue = found.who, found.cue
    if who is None or cue is None or who < 0 or not spoken[who] or spoken[cue]:
        return found
    first = view.bounds(cue)[0]
    if 'VerbForm=Conv' in view.feats[cue]:
        verb = next((i for i in range(cue - 1, first - 1, -1) if view.is_finite(i) and not spoken[i]), None)
        new = None if verb is None else subject(view, verb)
    else:
        new = linear_subject(view, cue)
    return replace(found, who=DROPPED if new is None or (new >= 0 and spoken[new]) else new)


def row_of(view: View, found: Found, speaker: Speaker) -> Quotation:
    tokens = view.parse.tokens
    start = stop = None
    if found.label is not None:
        start, stop = found.label
    elif speaker.first is not None and speaker.last is not None and speaker.last > speaker.first:
        start, stop = tokens.start[speaker.first], tokens.stop[speaker.last - 1]
    return Quotation(
        tokens.start[found.first],
        tokens.stop[found.last - 1],
        tokens.sentence[found.first],
        found.kind,
        found.lemma,
        found.rule,
        speaker.name,
        speaker.entity,
        start,
        stop,
    )
