"""Quotations: what was said, in whose words, by whom.

A document goes marks → turns of a transcript → direct speech → reported clauses → words of somebody inside them, and
each row's speaker is looked for in the order of the text, so that a chain of quotations keeps its speaker.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from svodka.find.quotations.attribution import attribution_inside
from svodka.find.quotations.context import Candidate, Memory, Speaker
from svodka.find.quotations.cues import find_cues
from svodka.find.quotations.direct import DIRECT, find_direct
from svodka.find.quotations.frames import aside, how_frame, source_frame
from svodka.find.quotations.indirect import colon_clause, find_indirect, that_clause
from svodka.find.quotations.interviews import replies
from svodka.find.quotations.mixed import find_mixed, words_in_clause, words_with_cue
from svodka.find.quotations.quoted import MARKS, blocks_of, find_quoted
from svodka.find.quotations.speakers import relayer, resolve
from svodka.find.quotations.subjects import DROPPED, linear_subject, subject
from svodka.find.quotations.transcripts import documents, find_turns, turns
from svodka.find.quotations.unmarked import dash, find_unmarked, paragraph
from svodka.find.quotations.view import SENTENCE_END, Found, View, view_of
from svodka.find.quotations.weights import Weights, weights
from svodka.find.rule import in_order
from svodka.model import Entity, Mention, Parse, Position, Quotation

__all__ = ['RULES', 'Explanation', 'explain_quotations', 'find_quotations']

# In the order in which they are tried; words that one of them took are left alone by those behind it.
RULES = in_order(
    turns,
    documents,
    *DIRECT,
    attribution_inside,
    replies,
    dash,
    paragraph,
    source_frame,
    that_clause,
    colon_clause,
    how_frame,
    aside,
    words_in_clause,
    words_with_cue,
)

HEADLINE = 30  # tokens of a headline, at most


@dataclass(frozen=True, slots=True)
class Explanation:
    """A quotation, the words of its cue, and why its speaker won over the other candidates; `beaten_by` tells for one
    that is no row what took its words: another rule, the headline that it stands in, or its own attribution."""

    quotation: Quotation
    cue_text: str
    why: str = ''
    candidates: tuple[Candidate, ...] = ()
    beaten_by: str | None = None


def find_quotations(
    parse: Parse,
    mentions: Sequence[Mention],
    entities: Sequence[Entity],
    entity_of: Sequence[int],
    positions: Sequence[Position],
    points: Weights | None = None,
) -> list[Quotation]:
    """The quotations of a document, in order; `points` stand for those of weights.yaml."""
    view = view_of(parse, mentions, entities, entity_of, positions)
    return [row_of(view, *row) for row in attributed(view, points)]


def explain_quotations(
    parse: Parse,
    mentions: Sequence[Mention],
    entities: Sequence[Entity],
    entity_of: Sequence[int],
    positions: Sequence[Position],
) -> list[Explanation]:
    """The same quotations, each with its cue's words, the candidates for its speaker and why one won, and behind them
    what a rule found and lost."""
    view = view_of(parse, mentions, entities, entity_of, positions)
    lost: list[tuple[Found, str]] = []
    rows = attributed(view, lost=lost)

    def cue_text(found: Found) -> str:
        return '' if found.cue is None else view.text[found.cue]

    return [
        Explanation(row_of(view, found, speaker, relay), cue_text(found), speaker.why, speaker.candidates)
        for found, speaker, relay in rows
    ] + [Explanation(row_of(view, found, Speaker(), None), cue_text(found), beaten_by=winner) for found, winner in lost]


def attributed(
    view: View, points: Weights | None = None, lost: list[tuple[Found, str]] | None = None
) -> list[tuple[Found, Speaker, str | None]]:
    """What was said in the order of the text, with who said it and who passes it on. What is `lost`, and to what, is
    added to that list."""
    lost = [] if lost is None else lost
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
    lost += [(one, 'the headline') for one in found if in_headline(one, end)]
    found = [one for one in found if not in_headline(one, end)]
    memory = Memory(weights() if points is None else points)
    owners: dict[int, Speaker] = {}
    unsaid: set[int] = set()  # cues whose speaker is named in what is said
    rows: list[tuple[Found, Speaker, str | None]] = []
    for one in nearest(sorted(found, key=lambda f: (f.at, f.first)), lost):
        if one.cue is not None and one.first <= one.cue < one.last:
            lost.append((one, 'its own attribution'))
            continue
        one = outside(view, one, spoken)
        named = resolve(view, one, memory, spoken)
        if one.cue is not None:  # words inside a reported clause are of whoever the whole of it is
            named = owners.setdefault(one.cue, named)
        speaker = apart(one, named)
        if one.cue is not None and speaker.name != named.name:
            unsaid.add(one.cue)
        rows.append((one, speaker, relayer(view, one, speaker, memory, spoken)))
    nobody = Speaker(why='in what is said')
    rows = [(one, nobody if one.cue in unsaid else who, relay) for one, who, relay in rows]
    return sorted(rows, key=lambda row: (row[0].first, -row[0].last))


def headline(view: View) -> int:
    """Where a headline ends that is a block of its own at the beginning of a text: without a stop, before more text."""
    first = next(blocks_of(view), (0, 0))[1]
    if first >= len(view) or first > HEADLINE:
        return 0
    last = view.text[first - 1]
    spoken = view.text[0] in MARKS and last in MARKS  # a paragraph that is a quotation whole
    return 0 if spoken or last in SENTENCE_END or last in (':', ',', ';') else first


def in_headline(found: Found, end: int) -> bool:
    """Whether words and their cue stand in a headline, which quotes nobody."""
    return found.last <= end and found.at < end and found.label is None


def nearest(found: Sequence[Found], lost: list[tuple[Found, str]]) -> list[Found]:
    """The same, in order of their cues, but what two cues report once: in «Ильин ответил Орлову, заявившему, что …» it
    is Орлов's."""
    last = {(one.kind, one.first, one.last): one for one in found}
    winners = [(one, last[one.kind, one.first, one.last]) for one in found]
    lost += [(one, f'{winner.rule} by «{winner.lemma}»') for one, winner in winners if winner is not one]
    return [one for one, winner in winners if winner is one]


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


def apart(found: Found, speaker: Speaker) -> Speaker:
    """The speaker, but nobody where the words that name him are what he says."""
    if speaker.first is None or speaker.last is None or speaker.last <= found.first or speaker.first >= found.last:
        return speaker
    return Speaker(why=f'{speaker.why}, in what is said')


def row_of(view: View, found: Found, speaker: Speaker, relay: str | None) -> Quotation:
    tokens = view.parse.tokens
    named = found.label or characters(view, speaker.first, speaker.last)
    cue_last = found.cue if found.cue_last is None else found.cue_last
    cue = characters(view, found.cue, None if cue_last is None else cue_last + 1) if found.lemma else None
    return Quotation(
        tokens.start[found.first],
        tokens.stop[found.last - 1],
        tokens.sentence[found.first],
        found.kind,
        found.lemma,
        found.rule,
        speaker.name,
        speaker.entity,
        speaker_start=named[0] if named and speaker.name else None,
        speaker_stop=named[1] if named and speaker.name else None,
        cue_start=cue[0] if cue else None,
        cue_stop=cue[1] if cue else None,
        negated=found.negated,
        speaker_from=speaker.source,
        relayed_by=relay,
        utterance=tokens.start[found.first if found.utterance is None else found.utterance],
    )


def characters(view: View, first: int | None, last: int | None) -> tuple[int, int] | None:
    """The characters of tokens [first, last)."""
    if first is None or last is None or last <= first:
        return None
    return view.parse.tokens.start[first], view.parse.tokens.stop[last - 1]
