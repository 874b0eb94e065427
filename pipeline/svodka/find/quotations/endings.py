"""Where a turn, a letter or a decree ends although the text goes on: the author tells again, or somebody signs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from svodka.find.quotations.cues import CueAt
from svodka.find.quotations.lexicon import nouns, words
from svodka.find.quotations.quoted import MARKS, blocks_of
from svodka.find.quotations.view import SENTENCE_END, View
from svodka.lexicons import fold

SIGNATURE = 14  # tokens of a line of a signature, at most
SIGNED = 3  # lines of a signature, at most
LEAD = 3  # words of «По завершении встречи …» that are looked at
OWN = words('in_person')
PRESS = words('press')
FOOT = 10  # blocks of the foot of a page, at most
CONTACT = re.compile(
    r'\+\d[\d()\u00a0 –-]{8}|\(\d{3,5}\)\s?\d|\b\d{1,3}-\d\d-\d\d\b'
    r'|[\w-]@[\w-]|www\.|https?:|\b[a-z\d-]{2,40}\.[a-z]{2,6}\b'
)
INVITING = 20  # tokens of «Подпишитесь на нас: …», at most
FIELD = 4  # tokens to the colon of «Место встречи: …», at most
HEADING = 8  # tokens of «О компании «Мост»», at most

Block = tuple[int, int]


def end_of_speech(view: View, cues: dict[int, CueAt], first: int, last: int) -> int:
    """The token where speech that begins at `first` ends, at most `last`: before a signature, or before paragraphs in
    which nobody speaks for himself and the first of which reports («Справочно. …», «Мэр Иван Орлов сообщил, что …»)."""
    blocks = without_foot(view, [(max(a, first), min(b, last)) for a, b in blocks_of(view) if b > first and a < last])
    signed = len(blocks)
    while signed > 1 and len(blocks) - signed < SIGNED and is_signature(view, *blocks[signed - 1]):
        signed -= 1
    if signed < len(blocks) and any(names_signer(view, *block) for block in blocks[signed:]):
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


def names_signer(view: View, first: int, last: int) -> bool:
    """Whether a block ends with a person's name, or begins with a press service."""
    mention = view.mention(last - 1)
    person = mention is not None and mention.type == 'PER' and mention.first >= first
    return person or view.lemma[first] in PRESS


def without_foot(view: View, blocks: Sequence[Block]) -> Sequence[Block]:
    """Blocks without those at the end that tell how to reach somebody: «Контакты для СМИ: …», «Тел.: …», «Сайт: …»."""
    kept = len(blocks)
    while kept > 1 and len(blocks) - kept < FOOT and is_foot(view, *blocks[kept - 1]):
        kept -= 1
    return blocks[:kept] if any(has_contact(view, *block) for block in blocks[kept:]) else blocks


def is_foot(view: View, first: int, last: int) -> bool:
    """Whether a block may be a line of the foot of a page: it says how to reach somebody, or is no sentence («Место
    встречи: клуб.»)."""
    if last - first <= INVITING and has_contact(view, first, last):
        return True
    sentence = view.text[last - 1] in SENTENCE_END and ':' not in view.text[first : first + FIELD]
    return not sentence and not any(view.is_predicate(i) for i in range(first, last))


def has_contact(view: View, first: int, last: int) -> bool:
    """Whether a telephone number, an address of mail or of a site stands in a block."""
    tokens = view.parse.tokens
    return CONTACT.search(view.parse.document.text, tokens.start[first], tokens.stop[last - 1]) is not None


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
    if is_about(view, first, last):
        return True
    lead = [(view.lemma[i], fold(view.text[i])) for i in range(first, min(first + LEAD, last)) if view.is_word(i)]
    for close in nouns().after_speech:
        if len(close) <= len(lead) and all(word in either for word, either in zip(close, lead, strict=False)):
            return True
    stop = min(view.bounds(first)[1], last)
    named = any(m is not None and m.type == 'PER' and ' ' in m.name for m in map(view.mention, range(first, stop)))
    return named and any(i in cues and cues[i].kind != 'source' and view.is_finite(i) for i in range(first, stop))


def is_about(view: View, first: int, last: int) -> bool:
    """Whether a block is or begins with the heading of a box: «О компании», «О фонде «Мост»: …»."""
    if view.text[first] not in ('О', 'Об', 'Обо'):
        return False
    for i in range(first + 1, min(first + HEADING, last)):
        if view.text[i] == ':':
            return i > first + 1
        if view.is_predicate(i) or view.pos[i] in ('VERB', 'PRON') or view.text[i] in SENTENCE_END:
            return False
    return last - first <= HEADING and last - first > 1
