"""Where a turn, a letter or a decree ends although the text goes on: the author tells again, or somebody signs."""

from __future__ import annotations

from svodka.find.quotations.cues import CueAt
from svodka.find.quotations.lexicon import nouns, words
from svodka.find.quotations.marks import MARKS, blocks_of
from svodka.find.quotations.view import SENTENCE_END, View
from svodka.lexicons import fold

SIGNATURE = 14  # tokens of a line of a signature, at most
SIGNED = 3  # lines of a signature, at most
LEAD = 3  # words of «По завершении встречи …» that are looked at
OWN = words('in_person')


def end_of_speech(view: View, cues: dict[int, CueAt], first: int, last: int) -> int:
    """The token where speech that begins at `first` ends, at most `last`: before a signature, or before paragraphs in
    which nobody speaks for himself and the first of which reports («Справочно. …», «Мэр Иван Орлов сообщил, что …»)."""
    blocks = [(max(a, first), min(b, last)) for a, b in blocks_of(view) if b > first and a < last]
    signed = len(blocks)
    while signed > 1 and len(blocks) - signed < SIGNED and is_signature(view, *blocks[signed - 1]):
        signed -= 1
    if signed < len(blocks) and any(names_person(view, *block) for block in blocks[signed:]):
        blocks = blocks[:signed]
    told = len(blocks)
    while told > 1 and not in_person(view, *blocks[told - 1]):
        told -= 1
    for number in range(max(told, 1), len(blocks)):
        if reports(view, cues, *blocks[number]):
            return blocks[number][0]
    return blocks[-1][1]


def is_signature(view: View, first: int, last: int) -> bool:
    """Whether a block may be a line of a signature: an office or a name without a verb and without a stop."""
    if last - first > SIGNATURE or view.text[last - 1] in SENTENCE_END or view.text[last - 1] in ':;':
        return False
    return view.text[first][0].isupper() and not any(view.is_predicate(i) for i in range(first, last))


def names_person(view: View, first: int, last: int) -> bool:
    """Whether a block ends with a person's name."""
    mention = view.mention(last - 1)
    return mention is not None and mention.type == 'PER' and mention.first >= first


def in_person(view: View, first: int, last: int) -> bool:
    """Whether somebody speaks for himself or to others in a block, outside of marks."""
    depth = 0
    for i in range(first, last):
        text = view.text[i]
        if text in MARKS:
            depth = depth + 1 if text in '«„' else max(0, depth - 1)
        elif not depth and (
            text == '?'
            or text == '!'
            or view.lemma[i] in OWN
            or 'Person=1' in view.feats[i]
            or 'Person=2' in view.feats[i]
            or 'Mood=Imp' in view.feats[i]
        ):
            return True
    return False


def reports(view: View, cues: dict[int, CueAt], first: int, last: int) -> bool:
    """Whether a block begins with words that close a report, or tells in its first sentence who said something."""
    lead = [(view.lemma[i], fold(view.text[i])) for i in range(first, min(first + LEAD, last)) if view.is_word(i)]
    for close in nouns().after_speech:
        if len(close) <= len(lead) and all(word in either for word, either in zip(close, lead, strict=False)):
            return True
    stop = min(view.bounds(first)[1], last)
    named = any(m is not None and m.type == 'PER' and ' ' in m.name for m in map(view.mention, range(first, stop)))
    return named and any(i in cues and cues[i].kind != 'source' and view.is_finite(i) for i in range(first, stop))
