"""Edits of a text → the edited text and where each of its characters came from."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from svodka.model import Block, Repaired

Edit = tuple[int, int, str]
"""Characters [start, stop) of the text and what stands for them, longer only by spaces at its end."""

Stretch = tuple[int, int]
"""Characters [start, stop) of the text."""

# Spaces and line ends of every kind become plain spaces, one for one; what a line end means, the blocks say.
_SPACE = re.compile(r'[^\S ]')


def align(text: str, blocks: Sequence[Stretch], edits: Iterable[Edit]) -> Repaired:
    """The text with the edits made, of two that overlap the first; `blocks` are stretches of the unedited text."""
    chosen: list[Edit] = []
    for edit in sorted(edits):
        if not chosen or edit[0] >= chosen[-1][1]:
            chosen.append(edit)
    if all(len(with_what) == stop - start for start, stop, with_what in chosen):
        return Repaired(_replaced(text, chosen), tuple(Block(a, b) for a, b in blocks if a < b))
    source: list[int] = []
    position = 0
    ends, gone = [0], [0]  # before offset ends[i], and after ends[i - 1], gone[i - 1] characters were lost
    for start, stop, with_what in chosen:
        source += range(position, start)
        source += _anchors(text, start, stop, with_what)
        position = stop
        ends.append(stop)
        gone.append(gone[-1] + stop - start - len(with_what))
    source += range(position, len(text))
    starts = [start for start, _, _ in chosen]

    def moved(offset: int) -> int:
        at = bisect_right(starts, offset) - 1  # the last edit that begins at or before the offset
        if at < 0:
            return offset
        start, stop, with_what = chosen[at]
        if offset < stop:
            return start - gone[at] + (min(offset - start, len(with_what)))
        return offset - gone[at + 1]

    edited = _replaced(text, chosen)
    kept = (_trimmed(edited, moved(a), moved(b)) for a, b in blocks)
    return Repaired(edited, tuple(Block(a, b) for a, b in kept if a < b), tuple(source))


def _replaced(text: str, edits: Sequence[Edit]) -> str:
    pieces = []
    position = 0
    for start, stop, with_what in edits:
        pieces += [text[position:start], with_what]
        position = stop
    pieces.append(text[position:])
    return _SPACE.sub(' ', ''.join(pieces))


def _anchors(text: str, start: int, stop: int, with_what: str) -> Iterable[int]:
    """Where the characters of a replacement stand: one for one, else at the side where a word touches."""
    if len(with_what) >= stop - start:  # a space that was added stands where the character before it does
        return (*range(start, stop), *[stop - 1] * (len(with_what) - (stop - start)))
    if len(with_what) == 1 and not text[stop : stop + 1].isalnum():
        return (stop - 1,)
    return range(start, start + len(with_what))


def _trimmed(text: str, start: int, stop: int) -> Stretch:
    while start < stop and text[start].isspace():
        start += 1
    while start < stop and text[stop - 1].isspace():
        stop -= 1
    return start, stop
