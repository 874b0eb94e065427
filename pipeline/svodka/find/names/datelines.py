"""What a dateline names: its place, and nobody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from svodka.model import Parse, Span
from svodka.read.dateline_grammar import parse_dateline

HEAD = 1_500  # characters of a text in which its dateline stands
LINES = 6  # of them, at most


def without_senders(parse: Parse, spans: Sequence[Span]) -> list[Span]:
    """The spans without what a dateline has besides its place, and a tagger takes for people and places: «Минск
    /|Корр.| БЕЛТА/», «ЕРЕВАН, 9 НОЯБРЯ, |АРМЕНПРЕСС|»."""
    datelines = list(datelines_of(parse.document.text)) if spans else []
    return [s for s in spans if not any(is_sender(parse, s, *found) for found in datelines)]


def datelines_of(text: str) -> Iterator[tuple[int, int, str]]:
    """The characters of each dateline in the head of a text that has a place, and the place."""
    at = 0
    for line in text[:HEAD].split('\n')[:LINES]:
        found = parse_dateline(line)
        if found and found.place and (found.month or found.agency):
            yield at, at + found.end, found.place
        at += len(line) + 1


def is_sender(parse: Parse, span: Span, start: int, stop: int, place: str) -> bool:
    """Whether somebody or a place of a dateline between two characters is not its place."""
    tokens = parse.tokens
    inside = start <= tokens.start[span.first] and tokens.stop[span.last - 1] <= stop
    named = any(word in place for word in tokens.text[span.first : span.last] if word.isalpha())
    return span.type != 'ORG' and inside and not named
