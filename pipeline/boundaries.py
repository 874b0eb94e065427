"""Rules that correct the tagger's spans: what a name may not hold, and what it lacks.

A tagger knows names by their looks; that marks come in pairs, that a bracket holds another name and that a list's
items are apart it knows only roughly.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

import yaml

from pipeline.model import Parse, Span, Tokens
from pipeline.morph import readings
from pipeline.places import find_place

PAIRS = {'«': '»', '„': '“”', '“': '”', '(': ')', '[': ']'}
OPENING, CLOSING = frozenset('«„“(['), frozenset('»”)]')
STRAIGHT = '"'
MARKS = OPENING | CLOSING | {STRAIGHT, "'", ',', ';', ':', '.', '-', '–', '—', '*', '•', '|', '/', '!', '?', '…'}
INITIAL = re.compile('(?:[А-ЯЁA-Z]|[А-ЯЁ][жзшю])$')
BULLET = re.compile(r'[•▪■●\*·–—-]$')
FAR = 5  # tokens after a span in which its missing closing mark is looked for
TYPES = ('PER', 'ORG', 'LOC')


def corrected(parse: Parse) -> list[Span]:
    """The tagger's names with their boundaries put right, in order, without overlap."""
    found: list[Span] = []
    for span in parse.spans:
        if span.type in TYPES:
            for piece in pieces(parse, span):
                whole = mended(parse, piece)
                if whole and not (found and whole.first < found[-1].last):
                    found.append(whole)
    return with_initials(parse, found)


def pieces(parse: Parse, span: Span) -> Iterator[Span]:
    """A span cut where no name goes on: at a sentence's or block's end, a bracket, between people, between places."""
    for part in cut_at_sentences(parse, span):
        for inner in cut_at_brackets(parse.tokens, part):
            if inner.type == 'PER':
                yield from cut_between_people(parse.tokens, inner)
            elif inner.type == 'LOC':
                yield from cut_between_places(parse.tokens, inner)
            else:
                yield from cut_off_origin(parse.tokens, inner)


def cut_at_sentences(parse: Parse, span: Span) -> Iterator[Span]:
    """Pieces of a span within one sentence each, and within one line if the next begins with a bullet."""
    tokens, text, first = parse.tokens, parse.document.text, span.first
    for i in range(span.first + 1, span.last):
        gap = text[tokens.stop[i - 1] : tokens.start[i]]
        if (
            tokens.sentence[i] != tokens.sentence[i - 1]
            or '\n\n' in gap
            or '\u2028' in gap
            or '\u2029' in gap
            or ('\n' in gap and BULLET.match(tokens.text[i]) and i + 1 < len(tokens))
        ):
            yield Span(first, i, span.type)
            first = i
    yield Span(first, span.last, span.type)


def cut_at_brackets(tokens: Tokens, span: Span) -> Iterator[Span]:
    """What stands before a bracket and what stands in it; a bracket that a name goes on after stays inside it
    («Арсен (Арсений) Павлов»)."""
    depth = 0
    for i in range(span.first, span.last):
        if tokens.text[i] in '([':
            closing = next((k for k in range(i + 1, span.last) if tokens.text[k] in ')]'), None)
            if (
                closing is not None
                and closing < span.last - 1
                and tokens.text[closing + 1] not in ',;'
                and i > span.first
            ):
                depth += 1
                continue
            if i > span.first:
                yield Span(span.first, i, span.type)
            inner = Span(i + 1, closing if closing is not None else span.last, span.type)
            if inner.first < inner.last:
                yield inner
            return
        if tokens.text[i] in ')]':
            depth -= 1
            if depth < 0:
                if i > span.first:
                    yield Span(span.first, i, span.type)
                if i + 1 < span.last:
                    yield Span(i + 1, span.last, span.type)
                return
    yield span


def cut_between_people(tokens: Tokens, span: Span) -> Iterator[Span]:
    """Neighbours apart: at a comma, and where a name begins anew."""
    first = span.first
    for i in range(span.first, span.last):
        if tokens.text[i] in ',;':
            if first < i:
                yield Span(first, i, span.type)
            first = i + 1
        elif i > first and begins_anew(tokens, first, i, span.last):
            yield Span(first, i, span.type)
            first = i
    if first < span.last:
        yield Span(first, span.last, span.type)


def begins_anew(tokens: Tokens, first: int, i: int, last: int) -> bool:
    """Whether another person's name begins at token i of [first, last): two surnames in different cases («Сталину
    Вертинский»), a last name said twice, an initial after a whole name («В.Шеймана А.Кулешов»), a third word that is
    given name again («Майкла Джексона Кэтрин»)."""
    if i == first + 1 and i + 1 == last:
        return _neighbours(tokens, first, i)
    if len(tokens.text[i]) > 3 and tokens.text[i] == tokens.text[i - 1]:
        return True
    initials = [k for k in range(first, last) if tokens.text[k] == '.' and INITIAL.match(tokens.text[k - 1])]
    if initials and initials[0] == first + 1 and i - 1 > first and i + 1 in initials and tokens.text[i - 1] != '.':
        return True
    return i == first + 2 and i + 1 == last and not initials and given_last_given(*tokens.text[first:last])


def given_last_given(one: str, two: str, three: str) -> bool:
    """Whether three words are a full name and another given name."""
    return (
        has_kind(one, 'name')
        and has_kind(three, 'name')
        and not any(has_kind(two, kind) or has_kind(three, kind) for kind in ('patronymic',))
        and not has_kind(two, 'name')
        and not has_kind(three, 'surname')
    )


def has_kind(word: str, kind: str) -> bool:
    """Whether the dictionary has a word as a given name, surname or patronymic."""
    return any(r.kind == kind and r.known for r in readings(word.lower()))


def _neighbours(tokens: Tokens, a: int, b: int) -> bool:
    """Whether two words are two people: both known surnames, and no case that both may stand in."""
    one, two = (readings(tokens.text[i].lower()) for i in (a, b))
    if not all(any(r.kind == 'surname' and r.known for r in word) and all(r.case for r in word) for word in (one, two)):
        return False
    return {r.case for r in one}.isdisjoint(r.case for r in two)


def cut_off_origin(tokens: Tokens, span: Span) -> Iterator[Span]:
    """An organisation without «от России»: whom somebody stands for in it is no part of its name."""
    for i in range(span.first + 1, span.last - 1):
        if tokens.text[i] == 'от' and tokens.text[i + 1][0].isupper():
            yield Span(span.first, i, span.type)
            yield Span(i + 1, span.last, 'LOC' if find_place(tokens.lemma[i + 1]) else span.type)
            return
    yield span


def cut_between_places(tokens: Tokens, span: Span) -> Iterator[Span]:
    """Places of a list apart: at a comma, and at «и» unless the whole is one place («Босния и Герцеговина»)."""
    first = span.first
    for i in range(span.first + 1, span.last - 1):
        text = tokens.text[i]
        if text in ',;' or text == 'от' or (text == 'и' and _two_places(tokens, first, i, span.last)):
            if first < i:
                yield Span(first, i, span.type)
            first = i + 1
    yield Span(first, span.last, span.type)


def _two_places(tokens: Tokens, first: int, i: int, last: int) -> bool:
    def name(a: int, b: int) -> str:
        return ' '.join(tokens.text[a:b])

    lemmas = ' '.join(tokens.lemma[first:last])
    return (
        find_place(name(first, last)) is None
        and find_place(lemmas) is None
        and tokens.text[first][0].isupper()
        and tokens.text[i + 1][0].isupper()
        and tokens.pos[first] == tokens.pos[i + 1]
    )


def mended(parse: Parse, span: Span) -> Span | None:
    """A span with its marks in pairs and nothing loose at its ends, or None if nothing is left."""
    tokens, (first, last) = parse.tokens, (span.first, span.last)
    first, last = trimmed(tokens, first, last)
    if span.type == 'PER':
        first = after_position(tokens, first, last)
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
    return bool(INITIAL.match(text)) or text in ('мл', 'ст', 'др', 'обл', 'р-н', 'Inc', 'Ltd', 'Co', 'Corp')


def after_position(tokens: Tokens, first: int, last: int) -> int:
    """Where a person's name begins when the tagger took a position or a form of address into it."""
    while first < last - 1 and tokens.text[first + 1][0].isupper() and titles(tokens, first):
        first += 1
    return first


@lru_cache(maxsize=1)
def title_words() -> frozenset[str]:
    """Lemmas of positions and forms of address that stand before names."""
    file = Path(__file__).parent / 'lexicons/titles.yaml'
    return frozenset(yaml.load(file.read_text(encoding='utf-8'), yaml.CSafeLoader)['titles'].split())


def titles(tokens: Tokens, i: int) -> bool:
    """Whether a word before a name is no part of it: «министр», «Император», «поп-звезда»."""
    text = tokens.text[i]
    if tokens.lemma[i].lower() in title_words():
        return True
    if text[0].isupper() and tokens.sentence[i - 1 : i] == tokens.sentence[i : i + 1]:
        return False
    last = text.lower().rpartition('-')[2]
    kinds = {r.kind for r in readings(last) if r.known}
    return tokens.pos[i] in ('NOUN', 'ADJ') and bool(kinds) and kinds <= {'noun', 'adjective'}


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
                closing = next((k for k in range(last, min(last + FAR, high)) if tokens.text[k] in '»”“"'), None)
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


def with_initials(parse: Parse, spans: Sequence[Span]) -> list[Span]:
    """People with the initials that stand beside their surname: «В.В. Путин», «Путин В. В.», «Б.Мустафаев»."""
    tokens = parse.tokens
    found: list[Span] = []
    spans = rejoined(tokens, spans)
    for number, span in enumerate(spans):
        if span.type != 'PER':
            found.append(span)
            continue
        low = found[-1].last if found else 0
        high = spans[number + 1].first if number + 1 < len(spans) else len(tokens)
        first, last = span.first, span.last
        begin, end = first, last
        while (
            begin - 2 >= low
            and tokens.text[begin - 1] == '.'
            and INITIAL.match(tokens.text[begin - 2])
            and first - begin < 6
            and tokens.sentence[begin - 2] == tokens.sentence[first]
        ):
            begin -= 2
        if begin == first and last - first <= 2 and not any(tokens.text[i] == '.' for i in range(first, last)):
            while (
                end + 1 < high
                and INITIAL.match(tokens.text[end])
                and tokens.text[end + 1] == '.'
                and end - last < 4
                and tokens.sentence[end] == tokens.sentence[first]
                and _near(tokens, end)
            ):
                end += 2
            if (
                end + 2 <= len(tokens) - 1
                and end < high
                and end > last
                and tokens.text[end][0].isupper()
                and tokens.start[end] - tokens.stop[end - 1] <= 1
                and end + 1 == high
            ):
                end = last
        found.append(Span(begin, end, span.type))
    return found


def rejoined(tokens: Tokens, spans: Sequence[Span]) -> list[Span]:
    """Spans of nothing but initials put to the person beside them."""
    found: list[Span] = []
    for span in spans:
        before = found[-1] if found else None
        if (
            before
            and before.type == span.type == 'PER'
            and before.last == span.first
            and _near(tokens, span.first)
            and (only_initials(tokens, before) != only_initials(tokens, span))
        ):
            found[-1] = Span(before.first, span.last, 'PER')
        else:
            found.append(span)
    return found


def only_initials(tokens: Tokens, span: Span) -> bool:
    return all(tokens.text[i] in '.-' or INITIAL.match(tokens.text[i]) for i in range(span.first, span.last))


def _near(tokens: Tokens, i: int) -> bool:
    return tokens.start[i] - tokens.stop[i - 1] <= 1
