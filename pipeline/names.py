"""Mentions: people, organisations and places, whole, typed, and in their normal form."""

from __future__ import annotations

from pipeline.model import Mention, Parse
from pipeline.normal import normal_form
from pipeline.places import resolve_places


def find_mentions(parse: Parse) -> list[Mention]:
    """The names of a document, in order."""
    text, tokens, found = parse.document.text, parse.tokens, []
    for span in parse.spans:
        if span.type in ('PER', 'ORG', 'LOC'):
            start, stop = tokens.start[span.first], tokens.stop[span.last - 1]
            found.append(Mention(span.first, span.last, start, stop, tokens.sentence[span.first], span.type, text[start:stop],
                                 normal_form(parse, span)))
    return resolve_places(parse, found)
