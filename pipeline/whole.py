"""Rules on neighbouring spans: what belongs together, and what is no name of an organisation at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

import yaml

from pipeline.model import Parse, Span, Tokens, features
from pipeline.people import is_given
from pipeline.places import find_place

NICKNAME = 3  # tokens of a nickname at most


@lru_cache(maxsize=1)
def heads() -> tuple[frozenset[str], frozenset[str]]:
    """Lemmas of bodies and of events."""
    file = Path(__file__).parent / 'lexicons/heads.yaml'
    lists = yaml.load(file.read_text(encoding='utf-8'), yaml.CSafeLoader)
    return frozenset(lists['bodies'].split()), frozenset(lists['events'].split())


def whole(parse: Parse, spans: Sequence[Span]) -> list[Span]:
    """The spans with bodies of places and people with nicknames made whole, and events left out."""
    return sorted(
        without_events(parse.tokens, with_nicknames(parse.tokens, with_bodies(parse.tokens, spans))),
        key=lambda s: s.first,
    )


def with_bodies(tokens: Tokens, spans: Sequence[Span]) -> list[Span]:
    """«властями | России» → one organisation, if the place depends on the body."""
    found: list[Span] = []
    taken = 0
    for span in spans:
        first = span.first
        if (
            span.type == 'LOC'
            and first > taken
            and tokens.lemma[first - 1].lower() in heads()[0]
            and (
                tokens.pos[first] in ('PROPN', 'NOUN')
                and features(tokens.feats[first]).get('Case') == 'Gen'
                and tokens.sentence[first] == tokens.sentence[first - 1]
            )
        ):
            found.append(Span(first - 1, span.last, 'ORG'))
        else:
            found.append(span)
        taken = span.last
    return found


def with_nicknames(tokens: Tokens, spans: Sequence[Span]) -> list[Span]:
    """«Джеймс | «Бадди» | Макгирт» → one person: a given name, a nickname in marks or brackets, a last name."""
    found: list[Span] = []
    for span in spans:
        before = found[-1] if found and found[-1].type == span.type == 'PER' else None
        if (
            before
            and is_given(tokens.text[before.first])
            and before.last - before.first == 1
            and (
                2 < span.first - before.last <= NICKNAME + 2
                and tokens.text[before.last] + tokens.text[span.first - 1] in ('«»', '()', '""', '“”', '„“')
                and not is_given(tokens.text[span.first])
                and tokens.sentence[before.first] == tokens.sentence[span.first]
            )
        ):
            found[-1] = Span(before.first, span.last, 'PER')
            continue
        if (
            found
            and found[-1].type == span.type == 'PER'
            and len(found) > 1
            and joins(tokens, found[-2], found[-1], span)
        ):
            found[-2:] = [Span(found[-2].first, span.last, 'PER')]
            continue
        found.append(span)
    return found


def joins(tokens: Tokens, first: Span, nickname: Span, last: Span) -> bool:
    """Whether three people are one with a nickname between the given and the last name."""
    return (
        first.type == 'PER'
        and first.last - first.first == 1
        and nickname.first == first.last + 1
        and last.first == nickname.last + 1
        and nickname.last - nickname.first <= NICKNAME
        and tokens.text[first.last] + tokens.text[nickname.last] in ('«»', '()', '""', '“”', '„“')
        and not is_given(tokens.text[last.first])
    )


def without_events(tokens: Tokens, spans: Sequence[Span]) -> Iterator[Span]:
    """No event as an organisation; the place and the person in its name stay («конкурс имени …»)."""
    for span in spans:
        if span.type != 'ORG' or not is_event(tokens, span):
            yield span
            continue
        for i in range(span.first, span.last):
            if tokens.pos[i] == 'ADJ' and tokens.text[i][0].isupper() and find_place(tokens.lemma[i], adjective=True):
                yield Span(i, i + 1, 'LOC')
            if tokens.lemma[i] == 'имя' and i + 1 < span.last and tokens.text[i + 1][0].isupper():
                yield Span(i + 1, span.last, 'PER')
                break


def is_event(tokens: Tokens, span: Span) -> bool:
    """Whether the first noun of a span names an event."""
    for i in range(span.first, span.last):
        if tokens.pos[i] in ('NOUN', 'PROPN'):
            return tokens.lemma[i].lower() in heads()[1]
    return False
