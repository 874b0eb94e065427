"""A span's edges: quotation marks in pairs, nothing loose, no position before a person."""

from __future__ import annotations

from functools import lru_cache

from svodka.language.morph import known_readings
from svodka.language.name_frames import is_oblique_given, name_frames
from svodka.language.name_words import INITIAL
from svodka.lexicons import load
from svodka.model import Parse, Span, Tokens

OPENING, CLOSING = frozenset('«„“(['), frozenset('»”)]')
STRAIGHT = '"'
MARKS = OPENING | CLOSING | {STRAIGHT, "'", ',', ';', ':', '.', '-', '–', '—', '*', '•', '|', '/', '!', '?', '…'}
SPEECH = frozenset('–—-:«„“"')  # what speech begins after: «А.Седых: Уважаемый Олег Ильич!»
WHOLE = 2  # words of a given name and a surname
FAR = 5  # tokens after a span in which its missing closing mark is looked for


def mended(parse: Parse, span: Span) -> Span | None:
    """A span with its marks in pairs and nothing loose at its ends, or None if nothing is left."""
    tokens, (first, last) = parse.tokens, (span.first, span.last)
    first, last = trimmed(tokens, first, last)
    if span.type == 'PER':
        first = after_position(tokens, first, last)
        if last - first == 1 and tokens.pos[first] == 'NOUN' and tokens.lemma[first].lower() in title_words():
            return None
    if last - first == 1 and tokens.text[first].isalpha():
        return Span(first, last, span.type)
    if first >= last or not any(c.isalpha() for i in range(first, last) for c in tokens.text[i]):
        return None
    sentence = parse.sentences[tokens.sentence[first]]
    return Span(*paired(tokens, first, last, sentence.first, sentence.last), span.type)


def trimmed(tokens: Tokens, first: int, last: int) -> tuple[int, int]:
    """A span without loose punctuation at its ends: an opening mark at the right, a closing one at the left."""
    while (
        first < last
        and tokens.text[first] in MARKS
        and tokens.text[first] not in OPENING
        and tokens.text[first] != STRAIGHT
    ):
        first += 1
    while last > first + 1 and tokens.text[last - 1] in ('и', 'или'):
        last -= 1
    while (
        last > first
        and tokens.text[last - 1] in MARKS
        and tokens.text[last - 1] not in CLOSING | {STRAIGHT}
        and not (tokens.text[last - 1] == '.' and last - first > 1 and abbreviates(tokens.text[last - 2]))
    ):
        last -= 1
    return first, last


def abbreviates(text: str) -> bool:
    """Whether a full stop after the word belongs to it: an initial, «им», «г»."""
    return bool(INITIAL.match(text)) or text in (
        'мл',
        'ст',
        'др',
        'обл',
        'кр',
        'респ',
        'р-н',
        'Inc',
        'Ltd',
        'Co',
        'Corp',
    )


def after_position(tokens: Tokens, first: int, last: int) -> int:
    """Where a person's name begins when the tagger took a position or a form of address into it."""
    while first < last - 1 and tokens.text[first + 1][0].isupper() and titles(tokens, first):
        first += 1
    owner = last - first > WHOLE and not is_inside(tokens, first) and owned(*tokens.text[first : first + 2])
    return first + owner


def is_inside(tokens: Tokens, i: int) -> bool:
    """Whether the capital of token i is no sentence's, as in an item behind a semicolon."""
    if not i:
        return False
    goes_on = tokens.sentence[i - 1] == tokens.sentence[i] or tokens.text[i - 1] == ';'
    return goes_on and tokens.text[i - 1] not in SPEECH


def owned(thing: str, given: str) -> bool:
    """Whether a word is a given name in no case of the one behind it, and a noun, too: «Роман | Михаила Лунина»."""
    found = known_readings(thing.lower())
    given_as = {(r.case, r.slot) for r in found if r.kind == 'name' and r.slot != 'p'}
    noun = any(r.kind == 'noun' and r.case == 'Nom' for r in found)
    return noun and bool(given_as) and is_oblique_given(given) and given_as.isdisjoint(name_frames(given))


@lru_cache(maxsize=1)
def title_words() -> frozenset[str]:
    """Lemmas of positions and forms of address that stand before names."""
    return frozenset(load('titles')['titles'].split())


@lru_cache(maxsize=1)
def ranks() -> frozenset[str]:
    """Lemmas of those that are never a surname or a stage name: «Император», not «Король», «Доктор»."""
    return frozenset(load('titles')['ranks'].split())


def titles(tokens: Tokens, i: int) -> bool:
    """Whether a word before a name is no part of it: «министр», «Император», «поп-звезда»."""
    text = tokens.text[i]
    lemma = tokens.lemma[i].lower()
    if lemma in title_words() and (text[0].islower() or '-' in text or tokens.pos[i] == 'NOUN' or lemma in ranks()):
        return True
    if text[0].isupper() and is_inside(tokens, i):
        return False
    if lemma in title_words():
        return True
    last = text.lower().rpartition('-')[2]
    found = known_readings(last)
    kinds = {r.kind for r in found}
    if tokens.pos[i] == 'PROPN' and i + 1 < len(tokens):
        plural = all(r.slot == 'p' for r in found) and any(r.case == 'Nom' for r in found)
        owner = plural or ('Nom' in {r.case for r in found} and is_oblique_given(tokens.text[i + 1]))
        return owner and kinds <= {'noun', 'adjective'}  # «Подопечные | Олега Рогова», «Внук | Олега Рогова»
    return tokens.pos[i] in ('NOUN', 'ADJ') and bool(kinds) and kinds <= {'noun', 'adjective'}


def closing_mark(tokens: Tokens, first: int, end: int) -> int | None:
    """The first of the tokens [first, end) that may close a quotation."""
    return next((k for k in range(first, min(end, len(tokens))) if tokens.text[k] in '»”“"'), None)


def paired(tokens: Tokens, first: int, last: int, low: int, high: int) -> tuple[int, int]:
    """A span with its quotation marks in pairs: the missing one taken in, a lone one left out, no pair around all."""
    changed = True
    while changed and last - first > 1:
        changed = False
        lone_open, lone_close = _lone(tokens, first, last)
        if lone_open is not None:
            if lone_open == first:
                first += 1
            else:
                closing = closing_mark(tokens, last, min(last + FAR, high))
                if closing is None or any(tokens.text[k] in '«„' for k in range(last, closing)):
                    break
                last = closing + 1
            changed = True
        elif lone_close is not None:
            if lone_close == last - 1:
                last -= 1
                changed = True
            elif first > low and tokens.text[first - 1] in '«„“"':
                first -= 1
                changed = True
        elif tokens.text[first] in '«„“"' and tokens.text[last - 1] in '»”“"' and _pair(tokens, first, last):
            first, last, changed = first + 1, last - 1, True
    return first, last


def _pair(tokens: Tokens, first: int, last: int) -> bool:
    """Whether the first mark of a balanced span is closed by its last."""
    depth = 0
    for i in range(first, last - 1):
        text = tokens.text[i]
        if text == STRAIGHT:
            depth += 1 if i == first else -1
        else:
            depth += (text in '«„' or (text == '“' and i == first)) - (text in '»”')
        if depth <= 0:
            return False
    return True


def _lone(tokens: Tokens, first: int, last: int) -> tuple[int | None, int | None]:
    """The first opening mark that nothing closes and the last closing mark that nothing opens, as token indices."""
    stack: list[int] = []
    closing = None
    for i in range(first, last):
        text = tokens.text[i]
        if text in '«„':
            stack.append(i)
        elif text in '»”' or (text in '“"' and stack and tokens.text[stack[-1]] in '„“"«' and text != '«'):
            if stack:
                stack.pop()
            else:
                closing = i
        elif text in '“"':
            stack.append(i)
    if len(stack) == 1 and stack[0] == last - 1:  # a straight mark at the very end closes what began before the span
        return None, stack[0]
    return (stack[0] if stack else None), closing
