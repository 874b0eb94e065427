"""Mentions: people, organisations and places, whole, typed, and in their normal form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.boundaries import corrected
from pipeline.model import EntityType, Form, Mention, Parse, Span
from pipeline.morph import readings
from pipeline.normal import normal_names
from pipeline.organisations import is_abbreviation, with_definitions
from pipeline.people import person_name
from pipeline.places import resolve_places
from pipeline.whole import whole

LONG_WORD = 6  # capitals of so many letters are a word in capitals rather than an abbreviation, if a dictionary has it


def find_mentions(parse: Parse) -> list[Mention]:
    """The names of a document, in order."""
    spans, same = with_definitions(parse, whole(parse, corrected(parse)))
    if not spans:
        return []
    index = {span.first: i for i, span in enumerate(spans)}
    mentions = [mention(parse, span, *name) for span, name in zip(spans, normal_names(parse, spans), strict=True)]
    for first, other in same.items():
        if first in index and other in index:
            mentions[index[first]] = replace(mentions[index[first]], same_as=index[other])
    return resolve_places(parse, mentions)


def mention(parse: Parse, span: Span, name: str, words: Sequence[str], slot: str) -> Mention:
    """The row of a span whose normal form is known."""
    text, tokens = parse.document.text, parse.tokens
    start, stop = tokens.start[span.first], tokens.stop[span.last - 1]
    kind: EntityType = 'PER' if span.type == 'PER' else 'ORG' if span.type == 'ORG' else 'LOC'
    person = person_name(tuple(words), slot) if kind == 'PER' else None
    return Mention(
        span.first,
        span.last,
        start,
        stop,
        tokens.sentence[span.first],
        kind,
        text[start:stop],
        name,
        form=form_of(parse, span),
        person=person,
    )


def form_of(parse: Parse, span: Span) -> Form:
    """Whether a name is an abbreviation: «США», «УНП ООН»; not a word or a headline in capitals."""
    tokens = parse.tokens
    if span.type == 'PER' or not is_abbreviation(tokens, span.first, span.last):
        return 'name'
    for i in range(span.first, span.last):
        word = tokens.text[i]
        known = [r for r in readings(word.lower()) if r.known]
        if any(r.kind == 'abbreviation' for r in known):
            continue
        if len(word) >= LONG_WORD and word.isupper() and (known or len(word) > LONG_WORD):
            return 'name'
    return 'abbreviation'
