"""Mentions: people, organisations and places, whole, typed, and in their normal form.

Here a span whose normal form is known becomes a mention; beside it are

    spans    where each stands and of which type it is: the tagger's, corrected by rounds of rules
    missed   people whom the tagger saw once and missed elsewhere
    history  which rules touched a name, and which names were given up
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from svodka.find.definitions import Defined, is_abbreviation
from svodka.find.names.as_written import as_written, undeclined
from svodka.find.names.missed import seen_again
from svodka.find.names.shared_surname import with_shared_surnames
from svodka.find.names.spans import find_spans
from svodka.find.names.well_known import known_name
from svodka.find.normal import Normal, normal_names
from svodka.find.normal.options import restored
from svodka.find.places import find_place
from svodka.find.places.gazetteer import candidates
from svodka.find.places.lookup import heads
from svodka.language.compare import fold
from svodka.language.morph import known_readings, readings
from svodka.language.name_words import patronymic_sureness
from svodka.language.organisation_names import bodies, is_national
from svodka.language.person_names import person_name
from svodka.model import EntityType, Form, Mention, Parse, Span, Tokens, features

__all__ = ['find_spans', 'name_mentions']

CAMEL = re.compile('(?:[А-ЯЁ][а-яё]+){2,}|[А-ЯЁ][а-яё]*(?:-[А-ЯЁ][а-яё]+)+')  # «КазТрансВода», «Т-Банк», not «ТюмГУ»
MONTHS = frozenset('января февраля марта апреля мая июня июля августа сентября октября ноября декабря'.split())
REGION = 3  # letters of a region's abbreviation that nothing else has
WHOLE = 2  # words of a given name and a surname or patronymic
LONG_WORD = 6  # capitals of so many letters are a word in capitals rather than an abbreviation, if a dictionary has it


def name_mentions(parse: Parse, defined: Defined) -> list[Mention]:
    """The mentions of the spans with their normal forms, and what brackets tell of them, in order."""
    spans, same, tails = defined
    if not spans:
        return []
    mentions = named(parse, spans)
    if again := dict.fromkeys(seen_again(parse, mentions), 'seen_again'):
        mentions = named(parse, dict(sorted((spans | again).items(), key=lambda found: found[0].first)))
    mentions = with_patronymics(as_written(parse.tokens, undeclined(parse.tokens, defined, mentions)))
    mentions = with_shared_surnames(parse.tokens, mentions)
    index = {m.first: i for i, m in enumerate(mentions)}
    mentions = [adjective(parse, m) if parse.tokens.pos[m.first] == 'ADJ' else m for m in mentions]
    for first, other in same.items():
        if first in index and other in index:
            mentions[index[first]] = replace(mentions[index[first]], same_as=index[other])
    tails = tails | {first: span for first, span in fuller(parse, mentions) if first not in tails}
    for first, name in zip(tails, normal_names(parse, list(tails.values())), strict=True):
        if first in index:
            mentions[index[first]] = replace(mentions[index[first]], full_name=name[0])
    return mentions


def with_patronymics(mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, with a last name as a patronymic that looks like one of an unknown father, where the text has
    another last name behind the same given name: «Шерзод Хотамович» beside «Шерзод Каримов»."""
    people = [m.person for m in mentions if m.person]
    lasts: dict[str, set[str]] = {}
    for one in people:
        if one.first and one.last:
            lasts.setdefault(one.first, set()).add(one.last)
    alone = {one.last for one in people if not one.first}
    found = []
    for m in mentions:
        person = m.person
        if person and person.first and person.last and not person.middle and person.last not in alone:
            likely = patronymic_sureness(person.last) if len(m.name.split()) == WHOLE else 0
            others = [last for last in lasts[person.first] if not patronymic_sureness(last)]
            if likely and len(others) == 1:
                m = replace(m, person=replace(person, middle=person.last, last=None))
        found.append(m)
    return found


def fuller(parse: Parse, mentions: Sequence[Mention]) -> Iterator[tuple[int, Span]]:
    """Bodies that every country has, by their first token, and the part of a longer name that says whose they are:
    «Центральный банк» beside «Совет Центрального банка Перу по труду»."""
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
                        concern = range(first + size, m.last)
                        last = next((i for i in concern if parse.tokens.text[i] == 'по'), m.last)
                        yield other, Span(first, last, 'ORG')


def named(parse: Parse, spans: Mapping[Span, str]) -> list[Mention]:
    """The mentions of spans, each with its rule, in their normal forms."""
    names = normal_names(parse, list(spans))
    return [mention(parse, span, rule, name) for (span, rule), name in zip(spans.items(), names, strict=True)]


def mention(parse: Parse, span: Span, rule: str, normal: Normal) -> Mention:
    """The row of a span that a rule made and whose normal form is known."""
    text, tokens = parse.document.text, parse.tokens
    start, stop = tokens.start[span.first], tokens.stop[span.last - 1]
    name = known_name(tokens, span) or normal.name
    kind: EntityType = 'PER' if span.type == 'PER' else 'ORG' if span.type == 'ORG' else 'LOC'
    if kind == 'LOC' and fold(name) in bodies():  # «Евросоюз», «СНГ»
        kind, rule = 'ORG', 'known_body'
    elif kind == 'ORG' and fold(name) not in bodies() and is_country(tokens, span, name):
        kind, rule = 'LOC', 'country'
    elif kind == 'ORG' and rule != 'definition' and is_region(tokens, span, name):
        kind, rule = 'LOC', 'region'
    elif kind != 'LOC' and is_dateline(tokens, span):
        kind, rule = 'LOC', 'dateline'
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
        rule=rule,
    )


def is_country(tokens: Tokens, span: Span, name: str) -> bool:
    """Whether a name of several words or an abbreviation is a country's: «Соединённые Штаты», «КР», not «Палестинская
    администрация»."""
    place = find_place(name) if ' ' in name or name.isupper() else None
    country = place is not None and place.kind == 'country'
    return country and 'администрация' not in tokens.lemma[span.first : span.last]


def is_dateline(tokens: Tokens, span: Span) -> bool:
    """Whether a town opens a sentence and a day follows: «Тараз, 12 марта»."""
    first, last = span.first, span.last
    opens = not first or tokens.sentence[first - 1] != tokens.sentence[first]
    comma, day, month = (*tokens.text[last : last + 3], '', '', '')[:3]
    dated = comma == ',' and day.isdigit() and month.lower() in MONTHS
    return opens and dated and last - first == 1 and any(c.place.kind == 'city' for c in candidates(tokens.text[first]))


def is_region(tokens: Tokens, span: Span, name: str) -> bool:
    """Whether an abbreviation is a region's and nothing else's («ВКО», «ХМАО»), or a name of several words ends in the
    noun for one: «Лебапский велаят»."""
    word = tokens.text[span.first]
    if span.last - span.first > 1:
        noun = heads().get(tokens.lemma[span.last - 1]) in ('region', 'district')
        return noun and any(c.place.kind in ('region', 'district') for c in candidates(name))
    if not (word.isupper() and len(word) >= REGION):
        return False
    found = candidates(word)
    return bool(found) and all(c.place.kind == 'region' for c in found)


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
        if CAMEL.fullmatch(word):
            return 'name'
        known = known_readings(word.lower())
        if any(r.kind == 'abbreviation' for r in known):
            continue
        if len(word) >= LONG_WORD and word.isupper() and (known or len(word) > LONG_WORD):
            return 'name'
    return 'abbreviation'
