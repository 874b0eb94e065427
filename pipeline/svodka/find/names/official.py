"""Official names: a land's adjective in front of what a body is and what it is called, two names of a region."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from svodka.find.names.known import institutions
from svodka.find.places.lookup import adjective, look_up
from svodka.find.rule import rule
from svodka.language.organisation_names import descriptors
from svodka.lexicons import head_nouns
from svodka.model import Span, Tokens

OPENING, CLOSING = '«„“"', '»”“"'
LONGEST_REGION = 4  # words of a region's name


@rule(
    yes={
        'Открыта [LOC Перуанская] государственная лесная компания «[ORG Рослес]».': (
            '[ORG Перуанская государственная лесная компания «Рослес»]'
        ),
        'Закрыта [LOC киргизская] лесная компания «[ORG Рослес]».': '[LOC киргизская] [ORG Рослес]',
    }
)
def with_land(tokens: Tokens, spans: Sequence[Span]) -> list[Span]:
    """The spans with official names whole: «Перуанская | государственная лесная компания | «Рослес»»; without a word
    for the state in it, what a body is says no more than that."""
    found: list[Span] = []
    for span in spans:
        low = found[-1].first if found and found[-1].type == 'LOC' else found[-1].last if found else 0
        first = official_from(tokens, span, low) if span.type == 'ORG' else None
        if first is not None:
            if found and found[-1].last > first:
                found.pop()
            span = Span(first, span.last + (tokens.text[span.first - 1] in OPENING), 'ORG')
        found.append(span)
    return found


def official_from(tokens: Tokens, name: Span, low: int) -> int | None:
    """Where the official name begins, not before token `low`, that ends in a name: with a land's adjective before what
    the body is, one of the state."""
    noun = name.first - 1
    if noun > low and tokens.text[noun] in OPENING:
        if tokens.text[name.last : name.last + 1] not in ([mark] for mark in CLOSING):
            return None
        noun -= 1
    if noun <= low or tokens.lemma[noun].lower() not in institutions() | descriptors():
        return None
    first = noun
    while first > low and tokens.pos[first] != 'PUNCT' and not (tokens.text[first][0].isupper() and first < noun):
        first -= 1
    one = tokens.sentence[first] == tokens.sentence[name.first] and tokens.text[first][0].isupper()
    between = range(first + 1, noun)
    own = all(tokens.pos[k] == 'ADJ' for k in between) and bool(adjective(tokens, first))
    state = any(tokens.lemma[k].lower() in head_nouns('of_state') for k in between)
    return first if one and own and state else None


@rule(
    yes={
        'Решил [ORG суд Республики Саха] ([LOC Якутия]).': '[ORG суд Республики Саха (Якутия)]',
        'Живут в [LOC Северной Осетии] — [LOC Алании].': '[LOC Северной Осетии — Алании]',
        'Живут в [LOC Коми] ([LOC Якутия] далеко).': '[LOC Коми] [LOC Якутия]',
    }
)
def with_second_name(tokens: Tokens, spans: Sequence[Span]) -> list[Span]:
    """The spans with the second name of a region behind its first: «Республика Саха | (Якутия)», «Югра»."""
    return going_on(tokens, spans, end_of_name)


def going_on(tokens: Tokens, spans: Sequence[Span], end_of: Callable[[Tokens, Span, Span], int | None]) -> list[Span]:
    """The spans, each that goes on with the one behind it as far as `end_of` tells of the two; None if it does not."""
    found: list[Span] = []
    for span in spans:
        last = end_of(tokens, found[-1], span) if found else None
        if last is None:
            found.append(span)
        else:
            found[-1] = Span(found[-1].first, last, found[-1].type)
    return found


def end_of_name(tokens: Tokens, before: Span, span: Span) -> int | None:
    """Where a name ends that goes on with another one of the region that it ends in; None if it does not."""
    between = before.last
    if before.type == 'PER' or span.type != 'LOC':
        return None
    if span.first != between + 1 or tokens.sentence[between] != tokens.sentence[span.first]:
        return None
    bracket = tokens.text[between] == '(' and tokens.text[span.last : span.last + 1] == [')']
    if not bracket and tokens.text[between] not in ('–', '—', '-'):
        return None
    second = {c.place.key for c in look_up(tokens, span.first, span.last).places}
    for first in range(max(before.first, between - LONGEST_REGION), between):
        places = look_up(tokens, first, between).places
        if any(c.place.kind == 'region' and c.place.key in second for c in places):
            return span.last + bracket
    return None


@rule(yes={'Протестует [ORG Движение в] защиту [LOC Каменского бора].': '[ORG Движение в защиту Каменского бора]'})
def with_cause(tokens: Tokens, spans: Sequence[Span]) -> list[Span]:
    """The spans of movements with what they are for: «Движение в | защиту | Каменского бора»."""
    return going_on(tokens, spans, end_of_cause)


def end_of_cause(tokens: Tokens, before: Span, span: Span) -> int | None:
    """Where a movement ends between which and a name in the genitive stands «в защиту» or «в поддержку»."""
    if before.type != 'ORG' or span.type == 'PER':
        return None
    at = span.first - 2
    between = tokens.text[at : span.first]
    beside = before.last in (at, at + 1) and at > before.first and tokens.sentence[at] == tokens.sentence[span.first]
    cause = between in (['в', 'защиту'], ['в', 'поддержку']) and 'Case=Gen' in tokens.feats[span.first]
    return span.last if beside and cause else None
