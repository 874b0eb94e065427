"""Abbreviations that no brackets explain: the letters of a body that the same text names in full."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from svodka.find.definitions import in_common, letters
from svodka.find.places.gazetteer import candidates
from svodka.find.rule import rule
from svodka.language.morph import has_kind, known_readings
from svodka.language.short_names import shortens
from svodka.lexicons import fold, head_nouns
from svodka.model import Mention, Span, Tokens

SHORTEST, LONGEST = 3, 9  # letters of such an abbreviation
CLOSING = '»”"“'
MIXED = re.compile('[А-ЯЁ](?=[А-ЯЁа-яё]*[А-ЯЁ])[А-ЯЁа-яё]{2,}')  # «ОмЛУ», «ЕАФЛ»
TAILS = frozenset(('имени', 'при'))  # before what an abbreviation may leave out
COMPOUND = 2  # letters of an abbreviation from the middle of words, at most
MAX_CANDIDATES = 40  # names of one first letter in a text; the last ones are enough to choose from
FARTHEST = 16  # tokens of a name that brackets abbreviate, at most
ADJECTIVES = 3  # so many before the noun may be left out of it: «Северное Движение защиты садов» → ДЗС


@rule(
    yes={
        '[ORG Пермский центр защиты растений] открыт. В ПЦЗР рады.': '[ORG Пермский центр защиты растений] [ORG ПЦЗР]',
        '[ORG Омский лесной университет] открыт. В ОмЛУ рады.': '[ORG Омский лесной университет] [ORG ОмЛУ]',
    }
)
def with_explained(tokens: Tokens, spans: Sequence[Span]) -> list[Span]:
    """The spans with abbreviations made of the first letters or parts of the words of a body of the text, where the
    tagger saw nothing, a person or an unknown place: «ПЦЗР» beside «Пермский центр защиты растений», «ОмЛУ»."""
    made = {short for span in spans if span.type == 'ORG' for short in abbreviations(tokens, span)}
    made |= put_together(tokens, spans)
    made -= head_nouns('terms')
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


def put_together(tokens: Tokens, spans: Sequence[Span]) -> set[str]:
    """The words of a text in several capitals that no dictionary has and that are made of the parts of a body's words:
    «ОмЛУ» of «Омский лесной университет»."""
    words = {w for w in tokens.text if MIXED.fullmatch(w) and len(w) <= LONGEST and not known_readings(w.lower())}
    bodies = [s for s in spans if s.type == 'ORG' and s.last - s.first > 1] if words else []
    by_letter: dict[str, dict[str, None]] = {}
    for name in (name for span in bodies for name in own_words(tokens, span)):
        by_letter.setdefault(name[0], {})[name] = None
    names = {letter: list(own)[-MAX_CANDIDATES:] for letter, own in by_letter.items()}
    return {word for word in words for name in names.get(word[0].lower(), ()) if shortens(word, name)}


def own_words(tokens: Tokens, span: Span) -> Iterator[str]:
    """The folded words of a body's name, up to «имени»."""
    last = next((i for i in range(span.first + 1, span.last) if tokens.text[i] in TAILS), span.last)
    if last - span.first <= FARTHEST and (name := fold(' '.join(tokens.text[span.first : last]))):
        yield name


@rule(
    yes={
        'Открыт [ORG Центр мира] в [LOC Азии] (ЦМА).': '[ORG Центр мира в Азии] [ORG ЦМА]',
        '[LOC Пермский] научно-технический парк (ПНТП) открыт.': '[ORG Пермский научно-технический парк] [ORG ПНТП]',
    }
)
def with_lettered(tokens: Tokens, spans: Sequence[Span]) -> list[Span]:
    """The spans with the names whole whose first letters an abbreviation in brackets has, all of them: «Совещание по
    мерам доверия | в | Азии (СМДА)»."""
    found = list(spans)
    for opening, text in enumerate(tokens.text[:-2]):
        short = tokens.text[opening + 1]
        if text != '(' or tokens.text[opening + 2] != ')' or not (short.isupper() and short.isalpha()):
            continue
        if SHORTEST <= len(short) <= LONGEST and (first := lettered_from(tokens, opening, short)) is not None:
            last = opening - (tokens.text[opening - 1] in CLOSING)
            inside = [s for s in found if s.first < last and first < s.last]
            whole = Span(min([first, *(s.first for s in inside)]), last, 'ORG')
            if inside and any(s.type != 'PER' for s in inside) and inside != [whole]:
                found = [s for s in found if s not in inside] + [whole]
    return sorted(found, key=lambda s: s.first)


def lettered_from(tokens: Tokens, stop: int, short: str) -> int | None:
    """Where the words begin that end before token `stop`, marks apart, and of whose first letters an abbreviation is
    made; None if those that fit begin with no capital or go on with a mark."""
    stop -= tokens.text[stop - 1] in CLOSING
    for first in range(stop - 2, max(stop - FARTHEST, -1), -1):
        if (
            not (tokens.text[first][0].isalpha() or tokens.text[first] == ',')
            or tokens.sentence[first] != tokens.sentence[stop]
        ):
            return None
        if not tokens.text[first][0].isupper():
            continue
        every = letters(tokens, first, stop)
        initials = ''.join(c for c in every if c.isupper())
        more = len(short) - len(initials)  # «нефтеперерабатывающий» gives two
        compound = initials[:1] == short[0] and 0 < more <= COMPOUND and in_common(short, initials) == len(initials)
        if short in (every.upper(), initials) or (compound and len(initials) >= SHORTEST):
            return first
    return None


def abbreviations(tokens: Tokens, span: Span | Mention) -> Iterator[str]:
    """What the first letters of a body's words make, of all and from each word up to its noun, with small words in and
    out; none of a dictionary's words («СОК»)."""
    for first in range(span.first, min(span.first + ADJECTIVES, span.last - 2)):
        if first > span.first and tokens.pos[first - 1] != 'ADJ':
            return
        ends = {span.last, *(i for i in range(first + 1, span.last) if tokens.text[i] in TAILS)}
        spelt = {letters(tokens, first, last) for last in ends}
        for made in sorted(
            {every.upper() for every in spelt} | {''.join(filter(str.isupper, every)) for every in spelt}
        ):
            if SHORTEST <= len(made) <= LONGEST and not has_kind(made, 'noun'):
                yield made
