"""Where names begin and end, and of which type they are.

A tagger knows names by their looks; that marks come in pairs, that a bracket holds another name and that a list's
items are apart it knows only roughly. Rounds of rules correct its spans:

    cuts       where a name ends: sentences, brackets, lists, another person
    edges      quotation marks in pairs, no position before a person
    passes     what belongs together, what is no name at all, what one text calls the same
    sentences  no name goes over the end of one
    datelines  of one the place alone is a name
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from svodka.find.names.cuts import pieces
from svodka.find.names.datelines import without_senders
from svodka.find.names.edges import mended
from svodka.find.names.passes import stages
from svodka.find.positions.lexicon import role_lemma
from svodka.limits import checked
from svodka.model import Parse, Span, Tokens

TYPES = ('PER', 'ORG', 'LOC')
LONGEST_NAME = 80  # tokens; what is longer is no name


def find_spans(parse: Parse) -> dict[Span, str]:
    """Where the names of a document stand and of which type each is, in order, without overlap; for each the rule that
    made or last changed it, one of `steps`."""
    found: dict[Span, str] = {}
    for rule, spans in steps(parse):
        if spans != list(found):  # few rules change anything in a document
            found = {span: found.get(span, rule) for span in spans}
    return found


def steps(parse: Parse) -> Iterator[tuple[str, list[Span]]]:
    """The name of each round of rules and the spans as it leaves them, `net` first: the tagger's own."""
    offices = {(s.first, s.last) for s in parse.spans if s.type == 'ROLE'}
    net = [s for s in checked(parse.spans) if s.type in TYPES and s.last - s.first <= LONGEST_NAME
           and not (s.type == 'ORG' and (s.first, s.last) in offices and names_office(parse.tokens, s))]  # fmt: skip
    yield 'net', net
    cut = [piece for span in net for piece in pieces(parse, span)]
    yield 'cuts', cut
    edged = list(apart(mended(parse, piece) for piece in cut))
    yield 'edges', edged
    found = edged
    for rule, found in stages(parse.tokens, edged):
        yield rule, found
    whole = list(within_sentences(parse.tokens, found))
    yield 'sentences', whole
    yield 'dateline', without_senders(parse, whole)


def names_office(tokens: Tokens, span: Span) -> bool:
    """Whether somebody's office is all that a span is, which the tagger calls an office, too: «Генеральному прокурору
    РФ»."""
    return any(text.islower() and role_lemma(text) for text in tokens.text[span.first : span.last])


def apart(spans: Iterable[Span | None]) -> Iterator[Span]:
    """The spans that are left, of two that overlap the first."""
    last = 0
    for span in spans:
        if span and span.first >= last:
            yield span
            last = span.last


def within_sentences(tokens: Tokens, spans: Iterable[Span]) -> Iterator[Span]:
    """The spans, one that a rule has led over the end of a sentence in its pieces."""
    number = tokens.sentence
    for span in spans:
        first = span.first
        if number[first] != number[span.last - 1]:
            for i in range(first + 1, span.last):
                if number[i] != number[i - 1]:
                    yield Span(first, i, span.type)
                    first = i
        yield Span(first, span.last, span.type) if first > span.first else span
