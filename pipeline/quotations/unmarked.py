"""Direct speech without marks: a paragraph with a dash, or one that follows «X сообщил:»."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.quotations.cues import CueAt
from pipeline.quotations.direct import cue_subject, in_place, is_clause, left_cue, split_inside
from pipeline.quotations.marks import blocks_of, trim
from pipeline.quotations.view import DASHES, Found, View

FLAT_BLOCK = 250  # tokens: in a longer block a speech without marks is not taken to begin with the block


def find_unmarked(view: View, cues: Mapping[int, CueAt], covered: bytearray, taken: set[int]) -> list[Found]:
    """Speech without marks: a paragraph with a dash («– Да, – сказал X.») or one after «X сообщил:»."""
    found: list[Found] = []
    blocks = list(blocks_of(view))
    for number, (first, last) in enumerate(blocks):
        if covered[first] or view.text[first] in '«"“„':
            continue
        dashed = view.text[first] in DASHES
        if last - first <= FLAT_BLOCK and any(view.text[i] in DASHES for i in range(first, last)):
            begin = first + 1 if dashed else first
            stretches, at = split_inside(view, begin, last, cues, True) if not any(covered[first:last]) else ([], None)
            if (
                at is not None
                and at.token not in taken
                and stretches
                and not any(view.text[i] in '«»"“”' for i in range(stretches[0][0], at.token))
            ):
                who = cue_subject(view, at)
                if dashed or who is None or is_human(view, who) or in_place(view, at.token):
                    for a, b in stretches:
                        found.append(Found(a, b, 'direct', 'dash', at.cue.cue, at.token, at.token, who))
                        covered[a:b] = b'\1' * (b - a)
                    taken.add(at.token)
                    continue
        if number and view.text[first - 1] == ':' and not view.text[first].isdigit() and last - first >= 4:
            at = left_cue(view, first - 1, cues)
            if (
                at is not None
                and at.token not in taken
                and 'words' in at.cue.takes
                and is_clause(view, first, last)
                and view.text[last - 1] not in ';,'
                and not (dashed and number + 1 < len(blocks) and view.text[last] in DASHES)
            ):
                a, b = trim(view, first, last)
                who = cue_subject(view, at)
                if tells_of(view, who, first, last):
                    continue
                found.append(Found(a, b, 'direct', 'paragraph', at.cue.cue, at.token, at.token, who))
                covered[a:b] = b'\1' * (b - a)
                taken.add(at.token)
    return found


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
