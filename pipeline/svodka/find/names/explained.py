"""Abbreviations that no brackets explain: the letters of a body that the same text names in full."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from svodka.find.definitions import letters
from svodka.find.names.divisions import words
from svodka.find.places.gazetteer import candidates
from svodka.find.rule import rule
from svodka.language.morph import known_readings
from svodka.lexicons import fold
from svodka.model import Span, Tokens

SHORTEST, LONGEST = 3, 9  # letters of such an abbreviation
ADJECTIVES = 3  # so many before the noun may be left out of it: «Северное Движение защиты садов» → ДЗС


@rule(
    yes={'[ORG Пермский центр защиты растений] открыт. В ПЦЗР рады.': '[ORG Пермский центр защиты растений] [ORG ПЦЗР]'}
)
def with_explained(tokens: Tokens, spans: Sequence[Span]) -> list[Span]:
    """The spans with abbreviations made of the first letters of a body of the text, where the tagger saw nothing, a
    person or an unknown place: «ПЦЗР» beside «Пермский центр защиты растений»."""
    made = {short for span in spans if span.type == 'ORG' for short in abbreviations(tokens, span)}
    made -= words('terms')
    if made.isdisjoint(tokens.text):
        return list(spans)
    covered = {i: span for span in spans for i in range(span.first, span.last)}
    found = list(spans)
    for i, text in enumerate(tokens.text):
        span = covered.get(i)
        if text not in made or (span and (span.type == 'ORG' or span.last - span.first > 1)):
            continue
        if span:
            if candidates(fold(text)):
                continue
            found.remove(span)
        found.append(Span(i, i + 1, 'ORG'))
    return sorted(found, key=lambda s: s.first)


def abbreviations(tokens: Tokens, span: Span) -> Iterator[str]:
    """What the first letters of a body's words make, of all and from each word up to its noun, with small words in and
    out; none of a dictionary's words («СОК»)."""
    for first in range(span.first, min(span.first + ADJECTIVES, span.last - 2)):
        if first > span.first and tokens.pos[first - 1] != 'ADJ':
            return
        every = letters(tokens, first, span.last)
        for made in {every.upper(), ''.join(c for c in every if c.isupper())}:
            if SHORTEST <= len(made) <= LONGEST and not any(r.kind == 'noun' for r in known_readings(made.lower())):
                yield made
