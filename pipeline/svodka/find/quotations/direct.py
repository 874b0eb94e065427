"""Direct speech: whole clauses in somebody's own words, in marks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from svodka.find.quotations.attribution import (
    attribution_inside,
    colon_before,
    ends_sentence,
    is_clause,
    is_titled,
    starts_sentence,
)
from svodka.find.quotations.bare import credited, question, signature, standalone
from svodka.find.quotations.cues import CueAt
from svodka.find.quotations.direct_case import Attribution, Case, attributed_to
from svodka.find.quotations.direct_rules import (
    attribution,
    colon,
    continued,
    is_theme,
    words_after_cue,
    words_after_noun,
)
from svodka.find.quotations.quoted import Quoted, trim
from svodka.find.quotations.subjects import DROPPED
from svodka.find.quotations.view import DASHES, Found, View

DIRECT = (
    question,
    signature,
    attribution,
    colon,
    words_after_cue,
    words_after_noun,
    continued,
    credited,
    standalone,
)
ALONE = 3  # Russian words in marks that may stand without any attribution, at least


def find_direct(
    view: View, cues: Mapping[int, CueAt], marks: Sequence[Quoted], covered: bytearray
) -> tuple[list[Found], set[int]]:
    """Direct speech in marks, and the cues that it took. Marks `covered`: what is in somebody's own words."""
    found: list[Found] = []
    taken: set[int] = set()
    # Paragraphs of a speech whose attribution comes at its end.
    pending: list[tuple[int, int]] = []
    last_row: Found | None = None
    spoken_until = -1
    for quoted in marks:
        if covered[quoted.first]:
            continue
        by = classify(view, quoted, cues, last_row, spoken_until)
        if by is None:
            continue
        stretches, inner = attribution_inside(view, quoted.first, quoted.last, cues)
        if inner is not None:
            taken.add(inner.token)
            if by.rule == standalone.__name__ or by.who is None:
                by = attributed_to(view, attribution_inside.__name__, inner.cue, inner.token, quoted, inner)
        covered[quoted.first : quoted.last] = b'\1' * (quoted.last - quoted.first)
        if by.token is not None:
            taken.add(by.token)
        if by.rule == standalone.__name__ and not quoted.closed and follows(view, quoted):
            pending += stretches
            continue
        whole = [*pending, *stretches]
        begin = whole[0][0] if whole else quoted.first
        split = view.text[quoted.open - 1] in DASHES or spoken_until == quoted.open
        if by.rule == continued.__name__ and split and last_row is not None and last_row.utterance is not None:
            begin = last_row.utterance
        found += rows_of(view, by, whole, quoted.open, begin)
        pending = []
        last_row, spoken_until = found[-1] if found else None, max(quoted.last, by.token or 0)
    alone = Attribution(standalone.__name__, DROPPED)
    for one in pending:
        found += rows_of(view, alone, [one], one[0], pending[0][0])
    return found, taken


def follows(view: View, quoted: Quoted) -> bool:
    """Whether the next paragraph opens a mark again: «Первое. ¶ «Второе», – сказал X."""
    after = quoted.last
    return after < len(view) and view.text[after] in '«"“„' and view.block(after) != view.block(quoted.open)


def rows_of(
    view: View, by: Attribution, stretches: Sequence[tuple[int, int]], place: int, utterance: int
) -> list[Found]:
    """A row for each stretch of one quotation."""
    at = place if by.token is None else by.token
    rows = []
    for first, last in stretches:
        lower = by.rule == words_after_cue.__name__ and view.text[first][0].islower()
        kind: Literal['direct', 'mixed'] = 'mixed' if lower else 'direct'
        where, kept = (by.lemma, at, by.token, by.who), (by.last, by.relay)
        rows.append(Found(first, last, kind, by.rule, *where, None, *kept, utterance=utterance))
    return rows


def classify(
    view: View, quoted: Quoted, cues: Mapping[int, CueAt], before: Found | None, until: int
) -> Attribution | None:
    """What makes words in marks direct speech; None for names, titles and words inside the author's own sentence."""
    first, last = trim(view, quoted.first, quoted.last)
    if last <= first:
        return None
    clause, titled, begins = is_clause(view, first, last), is_titled(view, quoted), starts_sentence(view, quoted.open)
    alone = clause and begins and not titled and stands_alone(view, quoted, first, last)
    case = Case(quoted, first, last, clause, titled, begins, before, until, alone)
    return next((by for find in DIRECT if (by := find(view, cues, case)) is not None), None)


def stands_alone(view: View, quoted: Quoted, first: int, last: int) -> bool:
    """Whether words in marks are whole sentences of their own."""
    words = sum('А' <= view.text[i][0] <= 'я' for i in range(first, last))
    at_colon = colon_before(view, quoted.open)
    if at_colon is not None and is_theme(view, at_colon):
        return False
    return words >= ALONE and view.text[first][0].isupper() and ends_sentence(view, quoted)
