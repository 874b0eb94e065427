"""Quotation marks in pairs, as far as a text has them: nested, over several paragraphs, missing, or one for two."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass

from svodka.find.quotations.view import DASHES, SENTENCE_END, View

MARKS = frozenset(('«', '»', '"', '“', '”', '„', '‟', '″', '«»', "''", '``', '‹', '›', '‘', '’'))
# Marks of two characters, which the tokens part: ''…'', <<…>>. The one nearer to the words is the mark.
DOUBLED = frozenset("'`<>")
SIGNS = MARKS | DOUBLED
STRAY = frozenset(("'", "''", '``', '`', '*', '_', '<', '>'))  # remnants of markup, or of marks, beside marks
OPENS, CLOSES = frozenset('«„‹‘<'), frozenset('»›’>')  # marks whose shape tells
CLOSERS = frozenset((',', '.', '!', '?', '…', ':', ';', ')', ']', '...'))
PARAGRAPHS = 12  # a speech that opens a mark and goes on over more paragraphs than this is taken for a lost mark
# A mark that closes only its own kind: an apostrophe or a sign of comparison is none.
SHAPED = frozenset("‹›‘’<>'`")
PARTNER = {'«': '»', '»': '»', '‹': '›', '›': '›', '‘': '’', '’': '’', '<': '>', '>': '>', "'": "'", '`': "'"}
DEPTH = 8  # marks inside marks, at most
UNCLOSED = 250  # tokens of a quotation whose closing mark is missing, at most: about a long paragraph


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words in marks: the tokens [first, last) between them. `open` and `close` are the tokens of the marks, close
    being `last` where the mark is missing; `depth` counts the marks around; `closed` is False for a missing mark."""

    open: int
    first: int
    last: int
    close: int
    depth: int = 0
    closed: bool = True


Span = tuple[int, int, int, bool]  # the opening mark, the tokens [first, last) inside, whether it is closed


def within_word(view: View, i: int) -> bool:
    """Whether a mark is the apostrophe of a word: «Кот-д’Ивуар»."""
    stop, start = view.parse.tokens.stop, view.parse.tokens.start
    if not 0 < i < len(view) - 1 or stop[i - 1] != start[i] or stop[i] != start[i + 1]:
        return False
    return view.text[i - 1][-1].isalpha() and view.text[i + 1][0].isalpha()


def is_opening(view: View, i: int, text: str, waiting: bool) -> bool:
    """Whether mark i opens: by its shape, else by the space around it, else by whether one is waiting to be closed."""
    mark = view.text[i]
    if mark in OPENS:
        return True
    if mark in CLOSES:
        return False
    start, stop = view.parse.tokens.start[i], view.parse.tokens.stop[i]
    before = text[start - 1] if start else ' '
    after = text[stop] if stop < len(text) else ' '
    left = before.isspace() or before in '([{—–-/«„"“'
    right = after.isspace() or after in ',.!?…:;)]}—–-»"”'
    if left != right:
        return left
    return not waiting


def pair_block(view: View, first: int, last: int, text: str) -> tuple[list[tuple[int, int]], list[int], list[int]]:
    """Pairs of marks by their closing one, openings without a closing and closings without an opening."""
    pairs: list[tuple[int, int]] = []
    waiting: list[int] = []
    lost: list[int] = []
    spare: list[int] = []
    for i in marks_in(view, first, last):
        mark = view.text[i]
        if is_opening(view, i, text, any(view.text[j] not in OPENS for j in waiting)):
            waiting.append(i)
            if len(waiting) > DEPTH:
                lost.append(waiting.pop(0))
            continue
        fitting = [k for k, j in enumerate(waiting) if PARTNER.get(view.text[j], '"') == PARTNER.get(mark, '"')]
        if fitting or (waiting and mark not in SHAPED):
            pairs.append((waiting.pop(fitting[-1] if fitting else -1), i))
        elif mark not in SHAPED:
            spare.append(i)
    return pairs, [i for i in lost + waiting if view.text[i] not in SHAPED], spare


def marks_in(view: View, first: int, last: int) -> list[int]:
    """The tokens of the marks in [first, last); of two characters that make one mark the one nearer to the words."""
    found: list[int] = []
    stop, start = view.parse.tokens.stop, view.parse.tokens.start
    after = -1  # behind a mark of two characters
    for i in [i for i, word in enumerate(view.text[first:last], first) if word in SIGNS]:
        word = view.text[i]
        if i < after:
            continue
        if word in MARKS:
            if not (word in '‘’' and within_word(view, i)):
                found.append(i)
        elif i + 1 < last and view.text[i + 1] == word and stop[i] == start[i + 1]:
            before = i > first and stop[i - 1] == start[i]  # words, or their stop, go right before: it closes
            found.append(i if word == '>' or (word != '<' and before) else i + 1)
            after = i + 2
    return found


def ends_clause(view: View, close: int, last: int) -> bool:
    """Whether a closing mark is followed by the end of the sentence or the block, or by a dash."""
    i = close + 1
    while i < last and view.text[i] in CLOSERS:
        i += 1
    return i >= last or view.text[i] in DASHES or view.text[i - 1] in SENTENCE_END


def mend(view: View, pairs: list[tuple[int, int]], waiting: list[int], spare: list[int], last: int) -> list[int]:
    """One mark for two: «А «Б», – and «А» Б», –. Changes `pairs`; returns the openings that stay without a closing."""
    left = []
    closes = [c for _, c in pairs]  # in order, as pairs are found by their closing mark
    opens = sorted([o for o, _ in pairs] + waiting)
    shared: list[tuple[int, int]] = []
    for n, start in enumerate(waiting):
        bound = waiting[n + 1] if n + 1 < len(waiting) else last
        k = bisect(closes, start)
        while (
            k < len(closes) and closes[k] < bound and not (pairs[k][0] > start and ends_clause(view, closes[k], last))
        ):
            k += 1
        if k < len(closes) and closes[k] < bound:
            shared.append((start, closes[k]))
        else:
            left.append(start)
    for stop in spare:
        k = bisect(closes, stop) - 1
        if k >= 0 and bisect(opens, stop) == bisect(opens, closes[k]) and ends_clause(view, stop, last):
            start = pairs[k][0]
            if opens_speech(view, start, -1):
                pairs[k] = (start, stop)
    pairs.extend(shared)
    return left


def trim(view: View, first: int, last: int) -> tuple[int, int]:
    """A stretch without commas, dashes and remnants of markup at its ends."""
    while last > first and (
        view.text[last - 1] in (',', ':') or view.text[last - 1] in DASHES or view.text[last - 1] in STRAY
    ):
        last -= 1
    while first < last and (view.text[first] == ',' or view.text[first] in DASHES or view.text[first] in STRAY):
        first += 1
    return first, last


def blocks_of(view: View) -> Iterator[tuple[int, int]]:
    """Tokens [first, last) of each block."""
    first = last = 0
    number = None
    for sentence in view.parse.sentences:
        if sentence.block != number and number is not None:
            yield first, last
            first = sentence.first
        number, last = sentence.block, sentence.last
    if last:
        yield first, last


def find_quoted(view: View) -> list[Quoted]:
    """All words in marks, in order, outer before inner."""
    text = view.parse.document.text
    if MARKS.isdisjoint(view.text) and DOUBLED.isdisjoint(view.text):
        return []
    blocks = list(blocks_of(view))
    spans: list[Span] = []
    opened, since = -1, 0  # the mark of a speech that goes on from an earlier block, and that block
    for number, (first, last) in enumerate(blocks):
        pairs, waiting, spare = pair_block(view, first, last, text)
        left = mend(view, pairs, waiting, spare, last)
        if opened >= 0:
            closing = next((s for s in spare if s not in {c for _, c in pairs}), None)
            if closing is not None:
                spans.append((opened, opened + 1, closing, True))
            if closing is not None or number - since > PARAGRAPHS:
                opened = -1
        spans += [(o, o + 1, c, True) for o, c in pairs]
        opens = sorted(o for o, _ in pairs)
        for start in left:
            if not opens_speech(view, start, first):
                continue
            if start == left[-1] and opened < 0 and goes_on(view, blocks, number + 1, text):
                opened, since = start, number
                continue
            k = bisect(opens, start)
            stop = min(last, start + UNCLOSED, opens[k] if k < len(opens) and start != first else last)
            spans.append((start, start + 1, lost_close(view, start, stop), False))
    return nest(spans)


def goes_on(view: View, blocks: list[tuple[int, int]], number: int, text: str) -> bool:
    """Whether one of the next blocks closes a mark that it does not open, and none before it begins a speech anew."""
    for first, last in blocks[number : number + PARAGRAPHS]:
        pairs, waiting, spare = pair_block(view, first, last, text)
        if spare:
            return True
        if waiting or (pairs and min(pairs)[0] == first):
            return False
    return False


def opens_speech(view: View, mark: int, first: int) -> bool:
    """Whether a mark stands where speech begins: at the start of its block (`first`) or sentence, after a colon."""
    before = view.text[mark - 1] if mark else '.'
    return mark == first or before in SENTENCE_END or before == ':' or before in DASHES


def lost_close(view: View, start: int, stop: int) -> int:
    """Where words whose closing mark is missing end: before an attribution («, – сказал …») or with the sentence."""
    for i in range(start + 2, stop - 1):
        if view.text[i] in DASHES and view.text[i - 1] in ',!?…' and view.is_finite(i + 1):
            return i
    return stop


def nest(spans: list[Span]) -> list[Quoted]:
    """Spans with their depth; empty ones are dropped."""
    found: list[Quoted] = []
    around: list[int] = []
    for start, first, last, closed in sorted(spans, key=lambda s: (s[1], -s[2])):
        if last <= first:
            continue
        while around and around[-1] <= first:
            around.pop()
        found.append(Quoted(start, first, last, last, len(around), closed))
        around.append(last)
    return found
