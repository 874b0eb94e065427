"""Mixed quotations: some of somebody's own words inside what the author tells of him."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.quotations.cues import CueAt, owner
from pipeline.quotations.direct import cue_subject, is_titled
from pipeline.quotations.lexicon import nouns
from pipeline.quotations.marks import Quoted, trim
from pipeline.quotations.view import Found, View


def find_mixed(
    view: View, cues: Mapping[int, CueAt], marks: Sequence[Quoted], covered: bytearray, indirect: Sequence[Found]
) -> tuple[list[Found], list[Found]]:
    """Mixed quotations, and the reported clauses that stay: one wholly in marks is mixed only."""
    reported: dict[int, int] = {}
    for number, row in enumerate(indirect):
        for i in range(row.first, row.last):
            reported[i] = number
    found: list[Found] = []
    whole: set[int] = set()
    for quoted in marks:
        if covered[quoted.first] or not quoted.closed:
            continue
        first, last = trim(view, quoted.first, quoted.last)
        if last <= first:
            continue
        inside = reported.get(first)
        if inside is not None:
            row = indirect[inside]
            if not is_fragment(view, quoted, first, last, True):
                continue
            if row.first >= quoted.open and row.last <= quoted.close + 1:
                whole.add(inside)
            found.append(Found(first, last, 'mixed', 'words_in_clause', row.lemma, row.at, row.cue, row.who))
        else:
            at = governing(view, quoted, cues)
            if at is None or not is_fragment(view, quoted, first, last, False):
                continue
            short = sum(view.is_word(i) for i in range(first, last)) < 2 and 'words' in at.cue.takes
            if short and not view.governs(at.token, first):
                continue
            who = owner(view, at) if at.kind == 'source' else cue_subject(view, at)
            if who is not None:
                found.append(Found(first, last, 'mixed', 'words_with_cue', at.cue.cue, at.token, at.token, who))
        covered[first:last] = b'\1' * (last - first)
    return found, [row for number, row in enumerate(indirect) if number not in whole]


def governing(view: View, quoted: Quoted, cues: Mapping[int, CueAt]) -> CueAt | None:
    """The cue that words in marks belong to: the nearest before them in the sentence, else one behind."""
    first, last = view.bounds(quoted.open)
    for i in range(quoted.open - 1, first - 1, -1):
        at = cues.get(i)
        if at is not None and ('part' in at.cue.takes or at.kind == 'source'):
            return at if quoted.open - i <= 40 else None
    for i in range(quoted.close + 1, min(last, quoted.close + 8)):
        at = cues.get(i)
        if at is not None and 'part' in at.cue.takes and view.governs(i, quoted.first):
            return at
    return None


def is_fragment(view: View, quoted: Quoted, first: int, last: int, reported: bool) -> bool:
    """Whether words in marks are somebody's words, not a name, a title or irony."""
    if is_titled(view, quoted):
        return False
    before = quoted.open - 1
    if (
        before >= 0
        and view.lemma[before] in ('называть', 'так', 'прозвать', 'называться', 'именовать')
        and view.pos[before] != 'VERB'
    ):
        return False
    if before >= 1 and view.lemma[before] == 'называть' and 'VerbForm=Part' in view.feats[before]:
        return False
    if view.text[before] == '(' and view.text[min(quoted.close + 1, len(view) - 1)] == ')':
        return False  # a word explained: «форум («площадь»)»
    words = sum(view.is_word(i) for i in range(first, last))
    predicate = any(view.is_predicate(i) for i in range(first, last))
    if view.text[first][0].isupper() and not view.text[first].isupper():
        return predicate and words >= 3
    if not view.text[first][0].isalpha() and words < 2:
        return False
    if reported and words == 1 and (view.pos[first] in ('NOUN', 'PROPN') or view.relation[first] == 'amod'):
        return False  # irony: «после «обкатки»», «в «пилотных» зонах»
    if any(
        view.lemma[i] in nouns().titled
        for i in (before, before - 1)
        if i >= 0 and view.governs(i, first) and view.text[i] not in ',.'
    ):
        return words >= 3 and predicate
    return True
