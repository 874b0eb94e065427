"""Bodies called by two common words with a capital, which a tagger passes over: «на Первом канале», «Красному Кресту».

Parliaments called by words of another language are found by `assemblies`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from svodka.find.rule import rule
from svodka.language.compare import fold
from svodka.language.morph import nominatives
from svodka.language.organisation_names import full_names, is_national, lexicon
from svodka.model import Span, Tokens

WORDS = 2
LONGEST_ENDING = 2


@cache
def well_known() -> dict[tuple[str, str], str]:
    """The names by their folded words, both masculine."""
    return {(fold(one), fold(two)): f'{one} {two}' for one, two in map(str.split, lexicon()['called'])}


@cache
def seconds() -> frozenset[str]:
    """The second words of the names."""
    return frozenset(two for _, two in well_known())


def known_at(tokens: Tokens, i: int) -> str | None:
    """The name that stands at token i."""
    if not tokens.text[i][0].isupper() or i + 1 >= len(tokens) or tokens.sentence[i] != tokens.sentence[i + 1]:
        return None
    one, two = fold(tokens.text[i]), fold(tokens.text[i + 1])
    if seconds().isdisjoint(two[: len(two) - cut] for cut in range(LONGEST_ENDING + 1)):
        return None
    pairs = ((a, b) for a in (one, *nominatives(one)) for b in (two, *nominatives(two)))
    return next((well_known()[pair] for pair in pairs if pair in well_known()), None)


def spelt_at(tokens: Tokens, i: int) -> int:
    """How many words the name has that stands in the nominative at token i, which has a capital, and that every
    newspaper abbreviates: three or more («Российские железные дороги»); 0 if none does."""
    for words in by_first_word().get(fold(tokens.text[i]), ()):
        own = tokens.text[i : i + len(words)]
        if list(map(fold, own)) == words and tokens.sentence[i] == tokens.sentence[i + len(own) - 1]:
            return len(words)
    return 0


@cache
def by_first_word() -> dict[str, list[list[str]]]:
    """The full names of three words or more that every newspaper abbreviates, by their first word, the longest
    first."""
    found: dict[str, list[list[str]]] = {}
    for words in (words for names in full_names().values() for words in names if len(words) > WORDS):
        if not is_national(' '.join(words)):
            found.setdefault(words[0], []).append(words)
    return {first: sorted(names, key=len, reverse=True) for first, names in found.items()}


def known_name(tokens: Tokens, span: Span) -> str | None:
    """The nominative of a body that is called by such a name."""
    return known_at(tokens, span.first) if span.type == 'ORG' and span.last - span.first == WORDS else None


@rule(yes={'Передано Красному Кресту вчера.': '[ORG Красному Кресту]'})
def with_well_known(tokens: Tokens, spans: Sequence[Span]) -> list[Span]:
    """The spans with such names where the tagger saw nothing or a part."""
    found = list(spans)
    for i in (i for i, word in enumerate(tokens.text[:-1]) if word[0].isupper()):
        if size := WORDS if known_at(tokens, i) else spelt_at(tokens, i):
            inside = [s for s in found if s.first < i + size and i < s.last]
            first, last = min([i, *(s.first for s in inside)]), max([i + size, *(s.last for s in inside)])
            found = [s for s in found if s not in inside] + [Span(first, last, 'ORG')]
    return sorted(found, key=lambda s: s.first)
