"""Organisations that a tagger sees in part or not at all, though the words around tell them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from svodka.find.names.edges import closing_mark
from svodka.find.normal.document import common_nouns
from svodka.find.places.lookup import heads
from svodka.find.rule import rule
from svodka.language.agreement import CASE, NUMBER, agree
from svodka.language.compare import fold
from svodka.language.morph import RELATIONAL, readings
from svodka.language.organisation_names import (
    descriptors,
    full_names,
    is_double_house,
    is_institution,
    is_national,
    namesakes,
)
from svodka.lexicons import word_list
from svodka.model import Span, Tokens

NUMBERED = frozenset(
    ('колония', 'часть', 'сад', 'СИЗО')
)  # institutions called by a number besides those named after people
FAR = 6  # tokens of a name in marks
OPENING = '«"„“'
NAMESAKE = ('имени', 'им')
LANDS = word_list('lands')


@cache
def institutions() -> frozenset[str]:
    """Lemmas of nouns for institutions, which are no places."""
    return namesakes() | (common_nouns() - heads().keys() - {'дом'}) | {'парк'}


@rule(
    yes={
        'Программа развития [ORG ООН] готова помочь.': '[ORG Программа развития ООН]',
        'Училась в лицее имени [PER Седых].': '[ORG лицее имени Седых]',
        'Газета «Зимний сад» закрыта.': '[ORG Зимний сад]',
        'Газета «[ORG Зимний] сад» закрыта.': '[ORG Зимний сад]',
        'В клубе «16 тонн» пели.': '[ORG 16 тонн]',
        'Учится в школе № 54 третий год.': '[ORG школе № 54]',
        'Учится в школе-лицее № 54 третий год.': '[ORG школе-лицее № 54]',
    }
)
def with_known(tokens: Tokens, spans: Sequence[Span]) -> list[Span]:
    """The spans with names made whole or found: «Программа развития | ООН», «лицей имени | Седых», газета «Вечер»."""
    found: list[Span] = []
    for span in spans:
        if found and span.first < found[-1].last:
            continue
        if span.type == 'LOC' and (last := proper_to(tokens, span)):
            found.append(Span(span.first, last, 'ORG'))
            continue
        if named_after_place(tokens, span):
            if found and found[-1].first == span.first - 1 and found[-1].type == 'LOC':
                found.pop()
            if not found or found[-1].last < span.first:
                found.append(Span(span.first - 1, span.last, span.type))
                continue
        low = found[-1].last if found else 0
        first = span.first
        if span.type == 'ORG':
            first = known_from(tokens, span, low)
        elif span.type == 'PER':
            first = institution_from(tokens, span, low)
        last = span.last + (span.type == 'ORG' and of_its_land(tokens, span))
        found.append(span if (first, last) == (span.first, span.last) else Span(first, last, 'ORG'))
    return with_numbered(tokens, with_titled(tokens, found))


def named_after_place(tokens: Tokens, span: Span) -> bool:
    """Whether a single common noun with a capital goes on to the left with an adjective that has one, too: «Пермский |
    Кремль»."""
    i = span.first
    if span.type == 'PER' or span.last - i > 1 or not i or tokens.pos[i - 1] != 'ADJ' or tokens.pos[i] == 'ADJ':
        return False
    if not (tokens.text[i].istitle() and tokens.text[i - 1].istitle() and tokens.lemma[i - 1].endswith(RELATIONAL)):
        return False
    beside = tokens.sentence[i - 1] == tokens.sentence[i] and agree(tokens.feats[i - 1], tokens.feats[i], CASE)
    return beside and any(r.known and r.kind == 'noun' for r in readings(tokens.text[i].lower()))


def proper_to(tokens: Tokens, span: Span) -> int | None:
    """Where an institution's name ends that a place's adjective with a capital begins inside a sentence: «Томский
    технологический парк»; of the place alone the adjective would have none."""
    i, last = span.first, span.last
    opens = not i or tokens.sentence[i - 1] != tokens.sentence[i] or not tokens.text[i - 1][-1].isalnum()
    adjective = tokens.pos[i] == 'ADJ' and tokens.lemma[i].endswith(RELATIONAL) and tokens.text[i][0].isupper()
    if last - i > 1 or opens or not adjective:
        return None
    own = tokens.feats[i]
    while last < len(tokens) and tokens.pos[last] == 'ADJ' and agree(tokens.feats[last], own, CASE):
        last += 1
    if last == len(tokens) or tokens.lemma[last] not in institutions():
        return None
    same = tokens.sentence[last] == tokens.sentence[i] and agree(tokens.feats[last], own, CASE)
    goes_on = last + 1 < len(tokens) and 'Case=Gen' in tokens.feats[last + 1]  # «Пермский фонд защиты рек»
    return last + 1 if same and 'Number=Sing' in tokens.feats[last] and not goes_on else None


def of_its_land(tokens: Tokens, span: Span) -> bool:
    """Whether a body of one word goes on with a noun for the land whose it is: «правительство | области», «акимат |
    области»."""
    last = span.last
    if last - span.first > 1 or last >= len(tokens) or tokens.lemma[last] not in LANDS:
        return False
    feats = tokens.feats[last]
    follows = tokens.sentence[last] == tokens.sentence[span.first] and 'Case=Gen' in feats and 'Number=Sing' in feats
    named = last + 1 < len(tokens) and tokens.text[last + 1][0].isupper()  # «республики Татарстан»
    body = tokens.text[span.first]  # a lemma of what no dictionary has may be any
    return follows and not named and (is_national(tokens.lemma[span.first]) or is_institution(body))


def known_from(tokens: Tokens, span: Span, low: int) -> int:
    """Where the name begins of which a span is the last word, if every newspaper knows that name."""
    for words in full_names().get(fold(tokens.text[span.last - 1]), ()):
        first = span.last - len(words)
        if low <= first < span.first and tokens.sentence[first] == tokens.sentence[span.first]:
            head = fold(tokens.lemma[first]) == words[0] or fold(tokens.text[first]) == words[0]
            if head and [fold(t) for t in tokens.text[first + 1 : span.last]] == words[1:]:
                return first
    return span.first


def institution_from(tokens: Tokens, span: Span, low: int) -> int:
    """Where the name begins of an institution that is called after a person: «лицее имени Седых»."""
    at = span.first - 1
    at -= at > low and tokens.text[at] == '.'
    if at - 1 < low or tokens.text[at].lower() not in NAMESAKE or tokens.lemma[at - 1].lower() not in namesakes():
        return span.first
    first = at - 1
    while first > low and tokens.pos[first - 1] == 'ADJ' and tokens.sentence[first - 1] == tokens.sentence[first]:
        first -= 1
    return first


def with_titled(tokens: Tokens, spans: Sequence[Span]) -> list[Span]:
    """The spans with names in marks behind a noun for an outlet or a firm; a tagger's span of that noun alone goes."""
    if descriptors().isdisjoint(tokens.lemma):
        return list(spans)
    found: list[Span] = []
    alone: set[Span] = set()
    covered = {i: span for span in spans for i in range(span.first, span.last)}
    for i, lemma in enumerate(tokens.lemma):
        if lemma not in descriptors() or tokens.text[i + 1 : i + 2] not in ([mark] for mark in OPENING):
            continue
        first = i + 2
        closing = closing_mark(tokens, first, first + FAR)
        if closing is None or closing == first or not may_open(tokens, first, closing):
            continue
        inside = [covered[k] for k in range(first, closing) if k in covered]
        cut = bool(inside) and inside[-1] == Span(first, inside[-1].last, 'ORG') and inside[-1].last < closing
        if cut:  # «Партия «Fox with nine | hats»»
            alone.add(inside[-1])
        if not inside or cut:
            found.append(Span(first, closing, 'ORG'))
        found += shared(tokens, i, closing, covered)
        titled = not inside or (inside[0].type == 'ORG' and inside[0].first == first)
        if titled and (noun := noun_alone(tokens, i, covered)):
            alone.add(noun)
    return sorted([*(s for s in spans if s not in alone), *found], key=lambda s: s.first)


def noun_alone(tokens: Tokens, i: int, covered: Mapping[int, Span]) -> Span | None:
    """The tagger's span that ends with token i and is nothing but nouns for what a name in marks is."""
    noun = covered.get(i)
    if noun is None or noun.last != i + 1:
        return None
    own = (tokens.lemma[k] in descriptors() or tokens.pos[k] == 'ADJ' for k in range(noun.first, noun.last))
    return noun if all(own) else None


def may_open(tokens: Tokens, first: int, closing: int) -> bool:
    """Whether a name in marks may begin with a token: with a capital, or with a number of something («16 тонн»)."""
    return tokens.text[first][0].isupper() or (tokens.text[first].isdigit() and closing - first > 1)


def shared(tokens: Tokens, noun: int, closing: int, covered: Mapping[int, Span]) -> Iterator[Span]:
    """The further names in marks that share a noun that may be a plural: «соцсети «Всплеск» и | «Мой круг»»."""
    at = closing + 1
    several = any(r.slot == 'p' for r in readings(tokens.text[noun].lower()))
    while several and at + 2 < len(tokens) and tokens.text[at] in (',', 'и'):
        if tokens.text[at + 1] not in OPENING or tokens.sentence[at] != tokens.sentence[noun]:
            return
        end = closing_mark(tokens, at + 2, at + 2 + FAR)
        if end is None or end == at + 2 or not tokens.text[at + 2][0].isupper():
            return
        if covered.keys().isdisjoint(range(at + 2, end)):
            yield Span(at + 2, end, 'ORG')
        at = end + 1


def qualifies(tokens: Tokens, i: int) -> bool:
    """Whether an adjective belongs to the institution behind it: «исправительная | колония № 5»."""
    if i < 0 or tokens.pos[i] != 'ADJ' or tokens.sentence[i] != tokens.sentence[i + 1]:
        return False
    relational = tokens.lemma[i].lower().endswith(('ный', 'ский', 'ая', 'ое'))
    return relational and agree(tokens.feats[i], tokens.feats[i + 1], CASE, NUMBER)


def with_numbered(tokens: Tokens, spans: Sequence[Span]) -> list[Span]:
    """The spans with institutions called by a number: «школа № 54»."""
    if '№' not in tokens.text:
        return list(spans)
    covered = {i for span in spans for i in range(span.first, span.last)}
    found = [
        Span(i - 1 - (covered.isdisjoint((i - 2,)) and qualifies(tokens, i - 2)), i + 2, 'ORG')
        for i, text in enumerate(tokens.text[:-1])
        if text == '№'
        and i
        and tokens.text[i + 1].isdigit()
        and (tokens.lemma[i - 1] in namesakes() | NUMBERED or is_double_house(tokens.text[i - 1]))
        and covered.isdisjoint(range(i - 1, i + 2))
    ]
    return sorted([*spans, *found], key=lambda s: s.first)
