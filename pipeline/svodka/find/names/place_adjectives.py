"""Adjectives of places that the tagger passed over: «сибирские заводы», «российские и | узбекские фирмы»."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from svodka.find.places.gazetteer import Candidate, candidates
from svodka.find.places.lookup import ENDINGS, by_adjective, gives_adjective, half, is_common
from svodka.find.rule import rule
from svodka.language.morph import RELATIONAL
from svodka.lexicons import head_nouns, word_list
from svodka.model import Span, Tokens

LISTED = frozenset((',', 'и', 'или'))
CHAIN = 5  # adjectives that share a noun, at most
LARGE = 100_000  # inhabitants of a city whose adjective is taken for it without the tagger's word
GREAT = 300_000  # and of one whose adjective at the start of a sentence is no common noun's
ENDS = ('', 'а', 'ь', 'й', 'я')  # of the noun that an adjective in -ский may be made of
KINDS = word_list('of_a_kind')
PEOPLES = head_nouns('peoples')


def place_adjectives(tokens: Tokens, spans: Sequence[Span]) -> Iterator[Span]:
    """Adjectives of countries, regions and cities outside the spans, beside a noun; those of countries beside a thing,
    as beside a person they tell of a people («японский актёр»), unless they share it with a place's adjective."""
    covered = {i: span for span in spans for i in range(span.first, span.last)}
    for i, pos in enumerate(tokens.pos):
        if i in covered or not (pos == 'ADJ' or is_mistaken(tokens, i)) or not may_be_of_place(tokens.lemma[i].lower()):
            continue
        noun = noun_of(tokens, i)
        if noun is None or tokens.lemma[noun] in KINDS:
            continue
        # A capital inside a sentence is that of a longer name: «Женевская конвенция».
        opens = i == 0 or tokens.sentence[i - 1] != tokens.sentence[i] or tokens.pos[i - 1] == 'PUNCT'
        if (tokens.text[i][0].islower() or opens) and (tells(tokens, i, noun) or beside(tokens, i, covered)):
            yield Span(i, i + 1, 'LOC')


def may_be_of_place(lemma: str) -> bool:
    """Whether an adjective may be of a place: in -ский, or a region's («подмосковный»)."""
    if lemma.endswith(RELATIONAL):
        return True
    found = candidates(lemma, True) if lemma.startswith('под') else ()
    return bool(found) and found[0].place.kind == 'region'


def noun_of(tokens: Tokens, i: int) -> int | None:
    """The noun of an adjective, through the adjectives that share it: «омских и томских врачей»."""
    if is_mistaken(tokens, i) or is_mistaken(tokens, tokens.head[i]):
        return noun_behind(tokens, i)
    head, steps = tokens.head[i], 0
    while head >= 0 and tokens.pos[head] == 'ADJ' and steps < CHAIN:
        head, steps = tokens.head[head], steps + 1
    if head < 0 or tokens.pos[head] not in ('NOUN', 'PROPN') or tokens.sentence[head] != tokens.sentence[i]:
        return None
    return head if head > i or head == i - 1 else None


def is_mistaken(tokens: Tokens, i: int) -> bool:
    """Whether token i is a place's adjective that the tagger calls a noun: «Тюменские, курганские и томские заводы»."""
    form = i >= 0 and tokens.pos[i] in ('NOUN', 'PROPN') and tokens.text[i][-3:] in ENDINGS
    return form and tokens.lemma[i].lower().endswith(RELATIONAL) and bool(by_adjective(tokens.lemma[i].lower()))


def noun_behind(tokens: Tokens, i: int) -> int | None:
    """The noun right behind an adjective or the list of adjectives that it begins; None if none is."""
    at = i + 1
    while at < min(i + 2 * CHAIN, len(tokens)) and tokens.sentence[at] == tokens.sentence[i]:
        if tokens.pos[at] == 'NOUN' and not is_mistaken(tokens, at):
            return at
        if tokens.pos[at] != 'ADJ' and tokens.text[at] not in LISTED and not is_mistaken(tokens, at):
            return None
        at += 1
    return None


def tells(tokens: Tokens, i: int, noun: int) -> bool:
    """Whether an adjective tells of a place by itself."""
    lemma = tokens.lemma[i].lower()
    found = by_adjective(lemma)
    if not found or not PEOPLES.isdisjoint((lemma, lemma.rpartition('-')[2])):
        return False
    if half(lemma):  # «узбекско-российский» is of two places whatever it is said of
        return True
    place = found[0].place
    if place.kind == 'country':
        return 'Animacy=Inan' in tokens.feats[noun] and place.country is not None
    if place.kind == 'city':
        return found[0].weight >= LARGE and sure(found[0], lemma)
    return place.kind in ('region', 'area', 'federal_district')


def sure(city: Candidate, lemma: str) -> bool:
    """Whether a city's adjective is no other word's: томский, not королевский, майский or ноябрьский."""
    name = city.place.name
    return gives_adjective(name) and not is_common(name) and not another_word(name, lemma)


def another_word(name: str, lemma: str) -> bool:
    """Whether an adjective is a common noun's as well as a city's: ноябрьский of ноябрь, королевский of королева."""
    stem = lemma.removesuffix('ский')
    return lemma == name.lower() or any(is_common(word) for end in ENDS if (word := stem + end) != name.lower())


def of_a_thing(tokens: Tokens, span: Span) -> bool:
    """Whether a place's adjective is rather that of a common noun, as its capital is a sentence's: «Майские дожди»."""
    i = span.first
    if span.type != 'LOC' or span.last - i > 1 or tokens.pos[i] != 'ADJ' or noun_of(tokens, i) is None:
        return False
    inside = i > 0 and tokens.sentence[i - 1] == tokens.sentence[i]
    found = by_adjective(tokens.lemma[i].lower())
    if inside and tokens.text[i][0].isupper():
        return False
    if not found:
        return another_word('', tokens.lemma[i].lower())
    town = found[0].place.kind == 'city' and found[0].weight < GREAT
    return town and another_word(found[0].place.name, tokens.lemma[i].lower())


def beside(tokens: Tokens, i: int, covered: dict[int, Span]) -> bool:
    """Whether an adjective of a place stands in one list with another that the tagger marked."""
    if tokens.lemma[i].lower() in PEOPLES or not by_adjective(tokens.lemma[i].lower()):
        return False
    for at in (i - 2, i + 2):
        between = (at + i) // 2
        if 0 <= at < len(tokens) and tokens.text[between] in LISTED and tokens.pos[at] == 'ADJ':
            span = covered.get(at)
            if span and span.type == 'LOC' and span.last - span.first == 1 and by_adjective(tokens.lemma[at].lower()):
                return True
    return False


@rule(yes={'Покупают японские товары.': '[LOC японские]'})
def with_place_adjectives(tokens: Tokens, spans: Sequence[Span]) -> list[Span]:
    """The spans with the adjectives of places that the tagger passed over."""
    return sorted([*spans, *place_adjectives(tokens, spans)], key=lambda s: s.first)


@rule(
    yes={
        '[LOC Майские] дожди прошли.': '',
        '[LOC Королевский] приём отменён.': '',
    }
)
def without_things(tokens: Tokens, spans: Sequence[Span]) -> list[Span]:
    """The spans without adjectives that tell what kind a thing is."""
    return [s for s in spans if not of_a_thing(tokens, s)]
