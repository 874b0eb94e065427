"""Streets, squares, stations and other sites, which a tagger of people, organisations and places passes over."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from functools import cache

from svodka.find.names.edges import closing_mark
from svodka.find.normal.agree import named_by_adjective
from svodka.find.places.lookup import heads as kinds
from svodka.find.rule import rule
from svodka.language.agreement import CASE, agree
from svodka.language.morph import RELATIONAL, known_readings
from svodka.lexicons import load
from svodka.model import Span, Tokens

KINDS = ('street', 'site', 'mountain')
LANDSCAPE = frozenset(
    ('lake', 'gulf', 'strait', 'sea', 'ocean', 'glacier', 'island', 'peninsula', 'desert', 'mountain')
)
NAMESAKE = frozenset(('имени', 'им'))
STREET_NOUNS = frozenset('улица проспект переулок бульвар набережная площадь'.split())
STREETS = frozenset(('ул', 'пер', 'пл', 'наб', 'просп', 'пр-т'))
UNCHANGED = re.compile('[еиоуэю]$')  # the last letter of a name that does not decline
WORDS = 3  # of a name behind its noun: «проспект Шота Руставели»
FAR = 6  # tokens of a name in marks
MARKS = '«"“„'


@cache
def site_heads() -> frozenset[str]:
    """Lemmas of nouns that make a site of the name beside them."""
    found = load('place_heads')
    return frozenset(noun for kind in KINDS for noun in found[kind])


def with_streets(tokens: Tokens, spans: Sequence[Span]) -> list[Span]:
    """The spans with streets behind their abbreviated noun: «ул. | Кирова» is neither a man nor a town."""
    found = list(spans)
    for i, text in enumerate(tokens.text[:-2]):
        if text in STREETS and tokens.text[i + 1] == '.' and tokens.text[i + 2][0].isupper():
            last = i + 3
            while last < min(i + 2 + WORDS, len(tokens)) and tokens.text[last][0].isupper():
                last += 1
            inside = [s for s in found if s.first < last and i < s.last]
            if all(s.last <= last and s.type != 'ORG' for s in inside):
                found = [s for s in found if s not in inside] + [Span(i, last, 'LOC')]
    return sorted(found, key=lambda s: s.first)


def with_landscape(tokens: Tokens, spans: Sequence[Span]) -> list[Span]:
    """The spans with the noun behind an adjective that names a water, an island, a range: «Шардаринское |
    водохранилище»."""
    return [
        Span(s.first, s.last + 1, 'LOC') if s.type == 'LOC' and is_landscape(tokens, s, spans) else s for s in spans
    ]


def is_landscape(tokens: Tokens, span: Span, spans: Sequence[Span]) -> bool:
    """Whether a place is one adjective with a capital, and a noun in small letters for a part of a landscape agrees."""
    i, noun = span.first, span.last
    if noun - i > 1 or noun >= len(tokens) or tokens.sentence[noun] != tokens.sentence[i]:
        return False
    named = tokens.text[i][0].isupper() and tokens.lemma[i].lower().endswith(('ий', 'ый', 'ой', 'ое', 'ая'))
    lemma, sure = tokens.lemma[noun], agree(tokens.feats[i], tokens.feats[noun], CASE)
    if tokens.pos[noun] == 'VERB':  # a tagger may take «залив» for one
        nouns = [r.nominative for r in known_readings(tokens.text[noun]) if r.kind == 'noun' and r.case == 'Nom']
        lemma, sure = (*nouns, '')[0], True
    fits = named and tokens.text[noun].islower() and kinds().get(lemma) in LANDSCAPE
    return fits and sure and not any(s.first == noun for s in spans)


def with_namesakes(tokens: Tokens, spans: Sequence[Span]) -> list[Span]:
    """The spans with sites and streets whole that are called after somebody, who is none of the text's people: «стадион
    имени | Кирова», «проспект | Амира Темура»."""
    found: list[Span] = []
    for span in spans:
        at = span.first - 1
        at -= at > 0 and tokens.text[at] == '.'
        named = span.type == 'PER' and at > 0 and tokens.text[at].lower() in NAMESAKE
        site = named and tokens.lemma[at - 1] in site_heads() and tokens.text[at - 1].islower()
        street = span.type == 'PER' and span.first > 0 and is_street_of(tokens, span)
        first = at - 1 if site else span.first - street
        free = not found or found[-1].last <= first
        found.append(Span(first, span.last, 'LOC') if (site or street) and free else span)
    return found


def is_street_of(tokens: Tokens, span: Span) -> bool:
    """Whether a noun for a street stands right before a name in the genitive, or one that does not decline and is no
    subject: «проспект | Амира Темура», «площадь | Пушкина», «на проспекте | Руставели»."""
    i = span.first
    if tokens.lemma[i - 1] not in STREET_NOUNS or tokens.sentence[i - 1] != tokens.sentence[i]:
        return False
    stays = UNCHANGED.search(tokens.text[i]) is not None and not tokens.relation[i].startswith('nsubj')
    return 'Case=Gen' in tokens.feats[i] or (span.last - i == 1 and stays)


@rule(
    yes={
        'Встретились на Манежной площади.': '[LOC Манежной площади]',
        'Живёт на ул. [PER Кирова].': '[LOC ул. Кирова]',
        'Живёт на улице [PER Садовой].': '[LOC улице Садовой]',
        'Старт дали на космодроме «Заря».': '[LOC космодроме «Заря»]',
        '[LOC Сакмарский] залив покрылся льдом.': '[LOC Сакмарский залив]',
        'Гуляли по проспекту [PER Амира Темура].': '[LOC проспекту Амира Темура]',
        'Живёт на улице [PER Седова].': '[LOC улице Седова]',
        'Дом стоит на проспекте [PER Руставели].': '[LOC проспекте Руставели]',
        'Играли на стадионе имени [PER Седова].': '[LOC стадионе имени Седова]',
    },
    no={'На площади [PER Седов] выступил.': '[PER Седов]'},
)
def with_sites(tokens: Tokens, spans: Sequence[Span]) -> list[Span]:
    """The spans with the places that a noun and a name make outside them: «Манежная площадь», «улица Мира», «космодром
    «Заря»»; «улице | Садовой» is no person."""
    heads = site_heads()
    spans = with_namesakes(tokens, with_landscape(tokens, with_streets(tokens, spans)))
    if heads.isdisjoint(tokens.lemma):
        return list(spans)
    covered = {i: span for span in spans for i in range(span.first, span.last)}
    found: list[Span] = []
    inside: set[Span] = set()
    for i, lemma in enumerate(tokens.lemma):
        if lemma not in heads or i in covered or tokens.pos[i] not in ('NOUN', 'PROPN'):
            continue
        first = before(tokens, i, covered)
        last = i + 1 if first < i else behind(tokens, i, covered)
        # What stands in marks by itself is called so, and need be no site: газета «Вечерние горы».
        if first and tokens.text[first - 1] in MARKS:
            continue
        inner = covered.get(i + 1) if tokens.sentence[i : i + 1] == tokens.sentence[i + 1 : i + 2] else None
        alone = last - first == 1 and inner is not None and inner.last == i + 2 and tokens.text[i + 1].istitle()
        if inner and alone and named_by_adjective(tokens, i):
            inside.add(inner)
            last = i + 2
        if last - first > 1:
            found.append(Span(first, last, 'LOC'))
    return sorted([*(s for s in spans if s not in inside), *found], key=lambda s: s.first)


def before(tokens: Tokens, i: int, covered: Container[int]) -> int:
    """Where a site's name begins whose noun is token i: with adjectives that have capitals and agree with it."""
    first = i
    while (
        first
        and first - 1 not in covered
        and tokens.pos[first - 1] == 'ADJ'
        and tokens.text[first - 1].istitle()
        and tokens.sentence[first - 1] == tokens.sentence[i]
        and agree(tokens.feats[first - 1], tokens.feats[i], CASE)
    ):
        first -= 1
    # The capital of a sentence's first word tells nothing, but «Тверская площадь» is a name wherever it stands.
    opens = first < i and (not first or tokens.sentence[first - 1] != tokens.sentence[first])
    return first + 1 if opens and not tokens.lemma[first].endswith(RELATIONAL) else first


def behind(tokens: Tokens, i: int, covered: Container[int]) -> int:
    """Where a site's name ends whose noun is token i: behind words with capitals, or a name in marks."""
    last = i + 1
    size = len(tokens)
    if last < size and tokens.text[last] in MARKS:
        closing = closing_mark(tokens, last + 1, last + FAR)
        closing = closing if closing and tokens.sentence[closing] == tokens.sentence[i] else None
        inside = range(last, closing or last)
        named = closing is not None and tokens.text[last + 1][0].isupper() and not any(k in covered for k in inside)
        return closing + 1 if named and closing else i + 1
    while (
        last < min(i + 1 + WORDS, size)
        and last not in covered
        and tokens.text[last].istitle()
        and tokens.pos[last] in ('NOUN', 'PROPN', 'ADJ', 'X')
        and tokens.sentence[last] == tokens.sentence[i]
    ):
        last += 1
    return last
