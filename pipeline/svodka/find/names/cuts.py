"""Where a name ends: at a sentence's end, a bracket, between people and between places."""

from __future__ import annotations

import re
from collections.abc import Iterator

from svodka.find.names.between_people import cut_between_people
from svodka.find.normal.document import common_nouns
from svodka.find.places import find_place
from svodka.find.positions.lexicon import role_lemma
from svodka.lexicons import head_nouns
from svodka.model import Parse, Span, Tokens, features

SERVICE = 2  # words of «внутренней службы»
SEPARATORS = frozenset('•·|■▪●;')  # between the items of a list
PLANT = 3  # letters of an abbreviation behind a place
INITIALS = re.compile(r'(?:[А-ЯЁ]\.){1,2}')
SHORTEST = 3  # letters of a surname behind initials
BULLET = re.compile(r'[•▪■●\*·–—-]$')


def pieces(parse: Parse, span: Span) -> Iterator[Span]:
    """A span cut where no name goes on: at a sentence's or block's end, a bracket, between people, between places."""
    if span.last - span.first == 1 and parse.tokens.text[span.first].isalpha():
        yield span  # as half of the names are
        return
    for part in cut_at_sentences(parse, span):
        for inner in cut_at_brackets(parse.tokens, part):
            if inner.type == 'PER':
                yield from cut_between_people(parse.tokens, inner)
            elif inner.type == 'LOC':
                yield from cut_between_places(parse.tokens, inner)
            else:
                for marked in cut_between_marks(parse.tokens, inner):
                    person = initials_behind(parse.tokens, marked)
                    for body in cut_between_bodies(parse.tokens, Span(marked.first, person, marked.type)):
                        own = without_office(parse.tokens, body)
                        if own.first < own.last:
                            yield from cut_off_origin(parse.tokens, own)
                    if person < marked.last:
                        yield Span(person, marked.last, 'PER')


def cut_at_sentences(parse: Parse, span: Span) -> Iterator[Span]:
    """Pieces of a span within one sentence and one item of a list each."""
    tokens, first = parse.tokens, span.first
    for i in range(span.first, span.last):
        if tokens.text[i] in SEPARATORS:
            if first < i:
                yield Span(first, i, span.type)
            first = i + 1
        elif i > first and ends_before(parse, i):
            yield Span(first, i, span.type)
            first = i
    if first < span.last:
        yield Span(first, span.last, span.type)


def ends_before(parse: Parse, i: int) -> bool:
    """Whether a sentence, a paragraph or a list's item begins with token i."""
    tokens = parse.tokens
    gap = parse.document.text[tokens.stop[i - 1] : tokens.start[i]]
    return (
        tokens.sentence[i] != tokens.sentence[i - 1]
        or '\n\n' in gap
        or '\u2028' in gap
        or '\u2029' in gap
        or ('\n' in gap and bool(BULLET.match(tokens.text[i])) and i + 1 < len(tokens))
    )


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
                if i + 1 < span.last:  # «Комитет печати (КП) | Перу»
                    place = span.type == 'ORG' and find_place(tokens.lemma[i + 1])
                    yield Span(i + 1, span.last, 'LOC' if place else span.type)
                return
    yield span


def cut_between_bodies(tokens: Tokens, span: Span) -> Iterator[Span]:
    """A body in the nominative apart from the one in another case before it: «в университете | Институт печати»; two
    that are named together: «Лицей № 20 Костромы и | гимназия № 5»."""
    if (joint := between_two(tokens, span)) is not None:
        yield Span(span.first, joint, span.type)
        yield from cut_between_bodies(tokens, Span(joint + 1, span.last, span.type))
        return
    case = ''
    for i in range(span.first, span.last):
        if tokens.text[i] in '«"„“(':
            break
        own = features(tokens.feats[i]).get('Case', '') if tokens.pos[i] in ('NOUN', 'PROPN') else ''
        if case and own == 'Nom' and tokens.text[i].istitle() and tokens.lemma[i] in common_nouns():
            yield Span(span.first, i, span.type)
            yield Span(i, span.last, span.type)
            return
        if case and own == 'Nom' and i + 1 < span.last and tokens.text[i] == 'Герой':
            yield Span(span.first, i, span.type)  # an honour of the person behind it: «директор завода | Герой Труда»
            return
        case = case or (own if own in ('Gen', 'Dat', 'Ins', 'Loc') else 'Nom' if own else '')
        if case == 'Nom':
            break
    yield span


def between_two(tokens: Tokens, span: Span) -> int | None:
    """The «и» between two institutions in the nominative, which what one of them governs does not stand in."""
    if span.type != 'ORG' or 'Case=Nom' not in tokens.feats[span.first]:
        return None
    for i in range(span.first + 1, span.last - 1):
        if tokens.text[i] in '«"„“(':
            break
        noun = i + 1
        while noun < span.last - 1 and tokens.pos[noun] == 'ADJ':
            noun += 1
        joins = tokens.text[i] == 'и' and tokens.lemma[noun].lower() in head_nouns('namesakes')
        if joins and 'Case=Nom' in tokens.feats[noun] and tokens.pos[noun] == 'NOUN':
            return i
    return None


def of_rank(tokens: Tokens, first: int) -> bool:
    """Whether a service is that of the rank in front: «майор | внутренней службы»; one that has it is a body's."""
    if not first or first + SERVICE > len(tokens) or tokens.sentence[first - 1] != tokens.sentence[first]:
        return False
    service = tokens.lemma[first + 1].lower() == 'служба' and 'Case=Gen' in tokens.feats[first + 1]
    adjective = tokens.pos[first] == 'ADJ' and tokens.text[first].islower()
    role = role_lemma(tokens.text[first - 1]) if service and adjective else None
    return role is not None and role[1] == 'rank'


def without_office(tokens: Tokens, span: Span) -> Span:
    """A body without the office of its head in front («Руководителя | Администрации Президента»), the service of a rank
    («полковник внутренней службы | МЧС») and the rank of the person behind it («управления полиции | генерал-майору
    Седову»); an empty span if nothing else is left."""
    first, last = span.first, span.last
    if last - first > 1 and tokens.pos[first] == 'ADV' and tokens.text[first + 1][0].isupper():
        first += 1  # «Вчера | АО «Луч» открыло»
    if last - first > 1 and tokens.lemma[first].lower() in head_nouns('chiefs'):
        named = tokens.text[first + 1][0].isupper() and 'Case=Gen' in tokens.feats[first + 1]
        first += named
    if of_rank(tokens, first):
        first = min(first + SERVICE, last)
    if (
        first < last < len(tokens)
        and tokens.text[last][0].isupper()
        and tokens.sentence[last] == tokens.sentence[first]
    ):
        for i in range(first + 2, last):  # no «Академия генерала Хрулёва»
            role = role_lemma(tokens.text[i]) if tokens.text[i].islower() else None
            if role and role[1] == 'rank':
                return Span(first, i, span.type)
    return Span(first, last, span.type)


def cut_between_marks(tokens: Tokens, span: Span) -> Iterator[Span]:
    """Two names in marks apart: «НК «Ромашка» и | «Лютик»», and an abbreviation behind a name."""
    text, first = tokens.text, span.first
    for i in range(span.first + 1, span.last - 2):
        if text[i] in '»”' and text[i + 1] in (',', 'и') and text[i + 2] in '«„':
            yield Span(first, i + 1, span.type)
            first = i + 2
    last = span.last
    if last - first > PLANT and text[last - 2] == 'и' and text[last - 1].isupper() and len(text[last - 1]) >= PLANT:
        yield Span(first, last - 2, span.type)  # «Фонд культуры и | ТАСС»
        first = last - 1
    yield Span(first, last, span.type)


def initials_behind(tokens: Tokens, span: Span) -> int:
    """Where somebody's initials begin that stand with a surname behind a body's name in marks: «МУП «Заря» | Н. А.
    Рогова»; the end of the span where none do."""
    closing = next((i for i in range(span.last - 2, span.first, -1) if tokens.text[i] in '»”'), None)
    if closing is None or not tokens.text[span.last - 1].istitle() or len(tokens.text[span.last - 1]) < SHORTEST:
        return span.last
    letters = ''.join(tokens.text[closing + 1 : span.last - 1])
    return closing + 1 if INITIALS.fullmatch(letters) else span.last


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
    last = span.last - 1
    plant = last - first == 1 and tokens.text[last].isupper() and len(tokens.text[last]) >= PLANT
    if plant and find_place(tokens.lemma[first]) and not find_place(' '.join(tokens.text[first : last + 1])):
        yield Span(first, last, span.type)  # «в Омске | НПЗ встал»
        return
    for i in range(span.first + 1, span.last - 1):
        text = tokens.text[i]
        if text in ',;' or text == 'от' or (text == 'и' and _two_places(tokens, first, i, span.last)):
            if first < i and any(tokens.text[k][0].isupper() for k in range(first, i)):
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
