"""Mentions: people, organisations and places, whole, typed, and in their normal form.

A tagger knows names by their looks; that marks come in pairs, that a bracket holds another name and that a list's
items are apart it knows only roughly. Rounds of rules correct its spans:

    cuts    where a name ends: sentences, brackets, lists, another person
    marks   a span's edges: quotation marks in pairs, no position before a person
    passes  what belongs together, what is no name at all, what one text calls the same
    again   people whom the tagger saw once and missed elsewhere
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from svodka.find.definitions import is_abbreviation, with_definitions
from svodka.find.names.cuts import pieces
from svodka.find.names.edges import mended
from svodka.find.names.missed import seen_again
from svodka.find.names.passes import rewritten
from svodka.find.normal import Normal, normal_names
from svodka.find.normal.readings import restored
from svodka.find.places import find_place, resolve_places, with_halves
from svodka.language.compare import fold
from svodka.language.morph import known_readings, readings
from svodka.language.organisation_names import bodies, is_national
from svodka.language.person_names import person_name
from svodka.limits import checked
from svodka.model import EntityType, Form, Mention, Parse, Span, Tokens, features

TYPES = ('PER', 'ORG', 'LOC')
LONGEST_NAME = 80  # tokens; what is longer is no name
LONG_WORD = 6  # capitals of so many letters are a word in capitals rather than an abbreviation, if a dictionary has it


def find_mentions(parse: Parse) -> list[Mention]:
    """The names of a document, in order."""
    spans, same, tails = with_definitions(parse, corrected(parse))
    if not spans:
        return []
    mentions = named(parse, spans)
    if again := list(seen_again(parse, mentions)):
        mentions = named(parse, sorted([*spans, *again], key=lambda s: s.first))
    index = {m.first: i for i, m in enumerate(mentions)}
    mentions = [adjective(parse, m) if parse.tokens.pos[m.first] == 'ADJ' else m for m in mentions]
    for first, other in same.items():
        if first in index and other in index:
            mentions[index[first]] = replace(mentions[index[first]], same_as=index[other])
    tails |= {first: span for first, span in fuller(parse, mentions) if first not in tails}
    for first, name in zip(tails, normal_names(parse, list(tails.values())), strict=True):
        if first in index:
            mentions[index[first]] = replace(mentions[index[first]], full_name=name[0])
    return with_halves(without_placeless(parse, resolve_places(parse, mentions)))


def fuller(parse: Parse, mentions: Sequence[Mention]) -> Iterator[tuple[int, Span]]:
    """Bodies that every country has, by their first token, and the part of a longer name that says whose they are:
    «Центральный банк» beside «Совет Центрального банка Перу»."""
    lemmas = parse.tokens.lemma
    organisations = [m for m in mentions if m.type == 'ORG' and m.last - m.first > 1]
    short: dict[tuple[str, ...], list[int]] = {}
    for m in organisations:
        if is_national(m.name):
            short.setdefault(tuple(lemmas[m.first : m.last]), []).append(m.first)
    sizes = sorted({len(words) for words in short})
    for m in organisations if short else ():
        for first in range(m.first + 1, m.last - 1):
            for size in sizes:
                if first + size < m.last:
                    for other in short.pop(tuple(lemmas[first : first + size]), ()):
                        yield other, Span(first, m.last, 'ORG')


def without_placeless(parse: Parse, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions without adjectives in lower case of which no place is known («пассажирский»)."""
    pos = parse.tokens.pos
    kept = [
        i
        for i, m in enumerate(mentions)
        if not (m.type == 'LOC' and m.place is None and m.last == m.first + 1 and pos[m.first] == 'ADJ'
                and m.text.islower())
    ]  # fmt: skip
    if len(kept) == len(mentions):
        return list(mentions)
    number = {old: new for new, old in enumerate(kept)}
    own = [mentions[i] for i in kept]
    return [m if m.same_as is None else replace(m, same_as=number.get(m.same_as)) for m in own]


def named(parse: Parse, spans: Sequence[Span]) -> list[Mention]:
    """The mentions of spans with their normal forms."""
    return [mention(parse, span, name) for span, name in zip(spans, normal_names(parse, spans), strict=True)]


def corrected(parse: Parse) -> list[Span]:
    """The tagger's names with their boundaries put right, in order, without overlap."""
    found: list[Span] = []
    for span in checked(parse.spans):
        if span.type in TYPES and span.last - span.first <= LONGEST_NAME:
            for piece in pieces(parse, span):
                whole = mended(parse, piece)
                if whole and not (found and whole.first < found[-1].last):
                    found.append(whole)
    return list(within_sentences(parse.tokens, rewritten(parse.tokens, found)))


def within_sentences(tokens: Tokens, spans: Iterable[Span]) -> Iterator[Span]:
    """The spans, one that a rule has led over the end of a sentence in its pieces."""
    number = tokens.sentence
    for span in spans:
        first = span.first
        if number[first] != number[span.last - 1]:
            for i in range(first + 1, span.last):
                if number[i] != number[i - 1]:
                    yield Span(first, i, span.type)
                    first = i
        yield Span(first, span.last, span.type) if first > span.first else span


def mention(parse: Parse, span: Span, normal: Normal) -> Mention:
    """The row of a span whose normal form is known."""
    text, tokens = parse.document.text, parse.tokens
    start, stop = tokens.start[span.first], tokens.stop[span.last - 1]
    name = normal.name
    kind: EntityType = 'PER' if span.type == 'PER' else 'ORG' if span.type == 'ORG' else 'LOC'
    if kind == 'LOC' and fold(name) in bodies():  # «Евросоюз», «СНГ»
        kind = 'ORG'
    elif kind == 'ORG' and ' ' in name and is_country(tokens, span, name):
        kind = 'LOC'
    words, told = normal.words, normal.spoken
    person = person_name(words, told or normal.slot, bool(told)) if kind == 'PER' else None
    return Mention(
        span.first,
        span.last,
        start,
        stop,
        tokens.sentence[span.first],
        kind,
        text[start:stop],
        name,
        form=form_of(parse, span),
        person=person,
    )


def is_country(tokens: Tokens, span: Span, name: str) -> bool:
    """Whether a name of several words is a country's: «Соединённые Штаты», not «Палестинская администрация»."""
    place = find_place(name)
    country = place is not None and place.kind == 'country'
    return country and 'администрация' not in tokens.lemma[span.first : span.last]


def adjective(parse: Parse, found: Mention) -> Mention:
    """A place's adjective in the nominative of its own number, masculine if the form may be («сирийского» →
    сирийский); other mentions as they are."""
    if found.type != 'LOC' or found.last - found.first > 1:
        return found
    word = parse.tokens.text[found.first]
    seen = features(parse.tokens.feats[found.first])
    fitting = [
        r for r in readings(word.lower()) if r.kind == 'adjective' and (r.slot == 'p') == (seen.get('Number') == 'Plur')
    ]
    fitting.sort(key=lambda r: (r.case != seen.get('Case'), r.slot == 'n'))
    return replace(found, name=restored(word, fitting[0].nominative, fitting[0].word)) if fitting else found


def form_of(parse: Parse, span: Span) -> Form:
    """Whether a name is an abbreviation: «США», «УНП ООН»; not a word or a headline in capitals."""
    tokens = parse.tokens
    if span.type == 'PER' or not is_abbreviation(tokens, span.first, span.last):
        return 'name'
    for i in range(span.first, span.last):
        word = tokens.text[i]
        known = known_readings(word.lower())
        if any(r.kind == 'abbreviation' for r in known):
            continue
        if len(word) >= LONG_WORD and word.isupper() and (known or len(word) > LONG_WORD):
            return 'name'
    return 'abbreviation'
