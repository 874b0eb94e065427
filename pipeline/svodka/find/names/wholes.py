"""Names of organisations whole or not at all: what goes on behind a comma, an «и», a legal form; what is not theirs."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from svodka.find.names.joins import joined
from svodka.find.names.known import institutions
from svodka.find.places.lookup import ENDINGS, look_up
from svodka.find.rule import rule
from svodka.language.compare import LEGAL_FORMS
from svodka.language.organisation_names import descriptors
from svodka.lexicons import head_nouns
from svodka.model import Span, Tokens, features

OPENING, CLOSING = '«„“"', '»”“"'
SERVICES = frozenset(('служба',))  # called by whose they are: «Русская служба «Голоса»»
AGENCIES = frozenset(('ИА', 'МИА', 'РИА'))
AGENCY = 2  # tokens in front of an agency's name: the abbreviation and a mark
TAILED = 3  # tokens of a name with a tail, at least
LONGEST_NAME = 14  # tokens of a name in marks behind a legal form
LONGEST_FORM = 3  # tokens before a name that may be a part of it: «НПО «», «РКК «»
OBLIQUE = frozenset(('Gen', 'Dat', 'Loc'))  # which forms in -ой and -ии share
WIDE = frozenset(('world_region', 'continent'))
ORDINALLY = frozenset(('суд', 'фронт', 'армия', 'дивизия'))  # called by an ordinal besides those named after people
ORDINAL = re.compile(r'\d+-(?:й|я|е|го|му|м|ю|х|ом|ая|ый|ой)$')


@rule(
    yes={
        'Это [ORG Собрание Союза Беларуси] и [LOC России].': '[ORG Собрание Союза Беларуси и России]',
        'Это [ORG Министерство печати], [ORG спорта и туризма].': '[ORG Министерство печати, спорта и туризма]',
    }
)
def with_continuation(tokens: Tokens, spans: Sequence[Span]) -> list[Span]:
    """«комитет по делам СНГ, | Евразийской интеграции», «Парламентское собрание Союза Беларуси | и | России»: what goes
    on in the same case and is no body of its own belongs to the body before it."""
    return joined(tokens, spans, 'ORG', ('ORG', 'LOC'), continues)


def continues(tokens: Tokens, before: Span, span: Span) -> bool:
    """Whether a span goes on with the list in which the body before it ends."""
    if span.first != before.last + 1:
        return False
    between = tokens.text[before.last]
    if span.type == 'LOC':
        union = tokens.lemma[before.last - 2].lower() == 'союз' and before.last - before.first > 1
        return between == 'и' and union and 'Case=Gen' in tokens.feats[span.first]
    concerns = any(
        tokens.text[i] == 'по' and tokens.lemma[i + 1] in ('дело', 'вопрос')
        for i in range(before.first + 1, before.last - 1)
    )
    listed = tokens.lemma[before.first].lower() in head_nouns('in_charge') and tokens.text[span.first].islower()
    if between != ',' or not (concerns or listed):
        return False
    noun = next((i for i in range(span.first, span.last) if tokens.pos[i] in ('NOUN', 'PROPN')), span.first)
    cases = {features(tokens.feats[i]).get('Case') for i in (span.first, noun)}
    return cases <= OBLIQUE and tokens.lemma[noun].lower() not in institutions() and not tokens.text[noun].isupper()


@rule(yes={'Так решила [ORG Госдума по охране здоровья].': '[ORG Госдума]'})
def without_foreign_tail(tokens: Tokens, spans: Sequence[Span]) -> list[Span]:
    """«администрация города | по социальным вопросам», «Госдума | по охране здоровья»: what one has that is in charge
    of it, a head that was not found, is no part of the body; nor are «ФАО | по делам Азии», «Российская Федерация |
    сельскохозяйственной техники»."""
    found = []
    for span in spans:
        if span.type == 'ORG':
            span = own_part(tokens, span)
        found.append(span)
    return found


def own_part(tokens: Tokens, span: Span) -> Span:
    """A body without a tail that is another's, a country alone where a body's name begins with its whole one."""
    first, last = span.first, span.last
    if tokens.lemma[first].lower() in head_nouns('without_concerns'):
        cut = next((i for i in range(first + 1, last - 1) if tokens.text[i] == 'по'), None)
        if cut is not None and not tokens.text[cut + 1][0].isupper():
            return Span(first, cut, 'ORG')
    if last - first >= TAILED and tokens.text[first].isupper() and tokens.text[first + 1] == 'по':
        lands = look_up(tokens, last - 1, last).places or look_up(tokens, last - 2, last).places
        wide = bool(lands) and lands[0].place.kind in WIDE
        if wide or tokens.lemma[first + 2] in ('дело', 'вопрос'):
            return Span(first, first + 1, 'ORG')
    if last - first >= TAILED and tokens.text[first + 2].islower() and tokens.pos[first + 2] in ('ADJ', 'NOUN'):
        land = look_up(tokens, first, first + 2).places
        if land and land[0].place.kind == 'country':
            return Span(first, first + 2, 'LOC')
    return span


@rule(yes={'Закрыто ООО «Вечерний луч».': '[ORG Вечерний луч]'})
def with_forms(tokens: Tokens, spans: Sequence[Span]) -> list[Span]:
    """The spans with names in marks behind a legal form that the tagger passed over or took in pieces: ООО «Детский сад
    | «Колосок»»."""
    covered = {i: span for span in spans for i in range(span.first, span.last)}
    found, gone = [], set[Span]()
    for i, text in enumerate(tokens.text[:-2]):
        if not (text.isupper() and text.lower() in LEGAL_FORMS and tokens.text[i + 1] in OPENING):
            continue
        last = end_of_marks(tokens, i + 1)
        inside = range(i + 2, last - 1) if last else range(0)
        if not last or not len(inside) or not tokens.text[i + 2][0].isupper():
            continue
        pieces = {covered[k] for k in inside if k in covered}
        nested = any(tokens.text[k] in '«„' for k in inside)
        if not pieces or (nested and all(i + 2 <= s.first and s.last < last for s in pieces)):
            gone |= pieces
            opened = sum((tokens.text[k] in '«„') - (tokens.text[k] in '»”') for k in inside)
            found.append(Span(i + 2, last - (opened < 1), 'ORG'))  # «Сад «Колосок»: the mark closes the inner name
    return sorted([*(s for s in spans if s not in gone), *found], key=lambda s: s.first)


def end_of_marks(tokens: Tokens, opening: int) -> int | None:
    """The token behind the mark that closes the one at `opening`; one mark may close two: «Сад «Колосок»."""
    straight = tokens.text[opening] == '"'
    depth, last = 1, None
    for i in range(opening + 1, min(opening + LONGEST_NAME, len(tokens))):
        if tokens.sentence[i] != tokens.sentence[opening]:
            break
        text = tokens.text[i]
        if straight and text == '"':
            # An opening mark has a word right behind it and nothing before.
            depth += 1 if i + 1 < len(tokens) and tokens.start[i] > tokens.stop[i - 1] else -1
        elif not straight:
            depth += (text in '«„') - (text in '»”')
        if text in CLOSING:
            last = i + 1
        if depth == 0 or (text in '»”' and depth and not straight and opens_next(tokens, i + 1)):
            return i + 1
    return last


def opens_next(tokens: Tokens, first: int) -> bool:
    """Whether the next mark of the sentence is one that opens, so that the one before closes two names: «АО «НК
    «Ромашка» | и «Лютик»»."""
    rest = range(first, min(first + LONGEST_NAME, len(tokens)))
    marks = (tokens.text[i] for i in rest if tokens.sentence[i] == tokens.sentence[first - 1])
    return next((mark in '«„' for mark in marks if mark in '«„»”'), False)


@rule(yes={'Жалобу принял 7-й [ORG апелляционный суд].': '[ORG 7-й апелляционный суд]'})
def with_ordinals(tokens: Tokens, spans: Sequence[Span]) -> list[Span]:
    """The spans with institutions called by an ordinal: «3-я городская больница | Перми», «7-й | апелляционный суд»."""
    covered = {i: span for span in spans for i in range(span.first, span.last)}
    found, gone = [], set[Span]()
    for i, text in enumerate(tokens.text[:-1]):
        if not ORDINAL.match(text) or i in covered:
            continue
        noun = i + 1
        while noun < len(tokens) - 1 and tokens.pos[noun] == 'ADJ':
            noun += 1
        institution = tokens.lemma[noun].lower() in head_nouns('namesakes') | ORDINALLY
        if not institution or tokens.sentence[noun] != tokens.sentence[i]:
            continue
        inside = {covered[k] for k in range(i, noun + 1) if k in covered}
        last = max([noun + 1, *(s.last for s in inside)])
        behind = covered.get(last)
        if behind and behind.type == 'LOC' and behind.first == last and 'Case=Gen' in tokens.feats[last]:
            inside.add(behind)
            last = behind.last
        if all(s.type != 'PER' for s in inside):
            gone |= inside
            found.append(Span(i, last, 'ORG'))
    return sorted([*(s for s in spans if s not in gone), *found], key=lambda s: s.first)


@rule(
    yes={
        'Открыт [ORG Фонд защиты озёр] «[ORG Заря]».': '[ORG Фонд защиты озёр «Заря»]',
        'Ждёт [ORG отделение партии] «[ORG Заря]».': '[ORG отделение партии «Заря»]',
        'Пишет [ORG Русская служба] «[ORG Ветлуги]».': '[ORG Русская служба «Ветлуги»]',
        'Пишет РИА «[ORG Ветлуга]».': '[ORG РИА «Ветлуга»]',
        'Пишет [ORG ИА] «[ORG Ветлуга]».': '[ORG ИА «Ветлуга»]',
    }
)
def with_marked(tokens: Tokens, spans: Sequence[Span]) -> list[Span]:
    """«Фонд защиты озёр | «Заря»», «РИА | «Ветлуга»»: an institution of several words has its name in marks, too, and
    an agency is not called without its abbreviation."""
    found: list[Span] = []
    for span in spans:
        before = found[-1] if found else None
        if is_agency(tokens, span):
            if before and before.last > span.first - AGENCY:
                found.pop()
            found.append(Span(span.first - AGENCY, span.last + 1, 'ORG'))
            continue
        if before and before.type == span.type == 'ORG' and is_named(tokens, before, span):
            found[-1] = Span(before.first, span.last + 1, 'ORG')
        else:
            found.append(span)
    return found


def is_agency(tokens: Tokens, span: Span) -> bool:
    """Whether a span is the whole of what stands in marks behind an abbreviation for a news agency."""
    at, last = span.first - AGENCY, span.last
    if span.type != 'ORG' or at < 0 or last >= len(tokens) or tokens.text[at] not in AGENCIES:
        return False
    pair = tokens.text[at + 1] + tokens.text[last]
    return pair in ('«»', '""', '„“', '“”') and tokens.sentence[at] == tokens.sentence[last]


def is_named(tokens: Tokens, before: Span, span: Span) -> bool:
    """Whether a span in marks is the name of the institution right before it, which has none of its own."""
    if span.first != before.last + 1 or before.last - before.first < TAILED - 1 or span.last >= len(tokens):
        return False
    marks = tokens.text[before.last] in '«„' and tokens.text[span.last] in '»”'
    head = next((i for i in range(before.first, before.last) if tokens.pos[i] in ('NOUN', 'PROPN')), before.first)
    plain = not any(tokens.text[i] in CLOSING for i in range(before.first, before.last))
    single = 'Number=Sing' in tokens.feats[head]
    part = (
        tokens.lemma[head].lower() in head_nouns('divisions') and tokens.lemma[before.last - 1].lower() in descriptors()
    )
    return marks and plain and single and (part or tokens.lemma[head].lower() in head_nouns('namesakes') | SERVICES)


@rule(yes={'Открыт [LOC Пермский] (Камский) [ORG университет].': '[ORG Пермский (Камский) университет]'})
def with_bracketed(tokens: Tokens, spans: Sequence[Span]) -> list[Span]:
    """«Казанский (Приволжский) | федеральный университет»: an adjective in brackets goes on with the one before it."""
    if '(' not in tokens.text:
        return list(spans)
    found, gone = [], set[Span]()
    for i, text in enumerate(tokens.text[1:-3], 1):
        adjectives = (i - 1, i + 1)
        if text != '(' or tokens.text[i + 2] != ')' or not all(is_adjective(tokens, k) for k in adjectives):
            continue
        noun = i + 3
        while noun < len(tokens) - 1 and tokens.pos[noun] == 'ADJ':
            noun += 1
        if tokens.lemma[noun].lower() in institutions() and tokens.sentence[noun] == tokens.sentence[i - 1]:
            inside = {s for s in spans if s.first < noun + 1 and i - 1 < s.last}
            first, last = min([i - 1, *(s.first for s in inside)]), max([noun + 1, *(s.last for s in inside)])
            gone |= inside
            found.append(Span(first, last, 'ORG'))
    return sorted([*(s for s in spans if s not in gone), *found], key=lambda s: s.first)


def is_adjective(tokens: Tokens, i: int) -> bool:
    """Whether a word with a capital declines as an adjective."""
    return tokens.text[i][0].isupper() and (tokens.pos[i] == 'ADJ' or tokens.text[i][-3:] in ENDINGS)


@rule(yes={'Открыта [ORG РКК «Энергия»]. РКК «[ORG Энергия]» рада.': '[ORG РКК «Энергия»] [ORG РКК «Энергия»]'})
def alike(tokens: Tokens, spans: Sequence[Span]) -> list[Span]:
    """The spans with a name in marks the same way throughout: «РКК «Энергия»» where the text has it so elsewhere."""
    forms: dict[tuple[str, ...], set[tuple[str, ...]]] = defaultdict(set)
    for span in spans:
        opening = next((i for i in range(span.first + 1, span.last - 1) if tokens.text[i] in OPENING), None)
        whole = span.type == 'ORG' and tokens.text[span.last - 1] in CLOSING
        if whole and opening and opening - span.first <= LONGEST_FORM:
            forms[tuple(tokens.text[opening + 1 : span.last - 1])].add(tuple(tokens.text[span.first : opening]))
    found: list[Span] = []
    for span in spans:
        first, last = span.first, span.last
        if span.type == 'ORG' and first > 1 and last < len(tokens) and tokens.text[first - 1] in OPENING:
            for form in forms.get(tuple(tokens.text[first:last]), ()):
                begin = first - 1 - len(form)
                low = found[-1].last if found else 0
                if begin >= low and tuple(tokens.text[begin : first - 1]) == form and tokens.text[last] in CLOSING:
                    span = Span(begin, last + 1, 'ORG')
        found.append(span)
    return found
