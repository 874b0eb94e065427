"""Organisations whole or not at all: the division in front of a body, the area behind it, and what is no body."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from svodka.find.names.joins import joined
from svodka.find.rule import rule
from svodka.language.compare import LEGAL_FORMS
from svodka.language.organisation_names import organs
from svodka.language.paradigms import known_forms, parses
from svodka.lexicons import head_nouns, load
from svodka.model import Span, Tokens, features

OPENING = '«„“"'
SITE, ZONE = 3, range(2, 7)  # letters of a site's name, at least, and of its zone
FIXED = 'оуэюыи'  # what ends a place that does not decline: «в Баку»
YEAR = re.compile(r'-\d{4}$')
BRANCHES = frozenset(('отделение', 'филиал'))
LONGEST_LINE = 8  # tokens of a line that says what kind of text follows, on either side of one
SHORTEST_VERB = 5  # letters; shorter ones in capitals are abbreviations


@rule(yes={'Так решил секретариат [ORG ШОС].': '[ORG секретариат ШОС]'})
def with_division(tokens: Tokens, spans: Sequence[Span]) -> list[Span]:
    """«секретариат | ШОС», «отделение | Банка России»: a division and the body in the genitive that it is of."""
    found: list[Span] = []
    for span in spans:
        first = span.first
        free = first > (found[-1].last if found else 0) and tokens.sentence[first - 1] == tokens.sentence[first]
        if span.type == 'ORG' and free and is_division(tokens, span) and owns(tokens, span):
            span = Span(first - 1, span.last, 'ORG')
        found.append(span)
    return found


def is_division(tokens: Tokens, span: Span) -> bool:
    """Whether a part of a body stands before it; a press service is one where the body goes on with its area: «пресс-
    служба Банка России по Коми»."""
    lemma = tokens.lemma[span.first - 1].lower()
    goes_on = 'по' in tokens.text[span.first : span.last + 1]
    return lemma in head_nouns('divisions') or (lemma in ('пресс-служба', 'программа') and goes_on)


def owns(tokens: Tokens, span: Span) -> bool:
    """Whether a body may stand in the genitive: by its case, or as an abbreviation, which has none."""
    text = tokens.text[span.first]
    return features(tokens.feats[span.first]).get('Case') == 'Gen' or (len(text) > 1 and text.isupper())


@rule(
    yes={
        'Открыт филиал [ORG ЦБ] в [LOC Омске].': '[ORG филиал ЦБ в Омске]',
        'Это отделение [ORG ЦБ] по [LOC Тверской области].': '[ORG отделение ЦБ по Тверской области]',
    }
)
def with_area(tokens: Tokens, spans: Sequence[Span]) -> list[Span]:
    """«отделение Банка России | по | Тверской области», «филиал «Зари» | в | Омске»: a division has its area, the body
    alone has not."""
    return joined(tokens, spans, 'ORG', ('LOC',), is_area)


def is_area(tokens: Tokens, before: Span, span: Span) -> bool:
    """Whether a place is the area of the division before it."""
    if span.first != before.last + 1:
        return False
    if tokens.text[before.last] in ('в', 'во') and 'Case=Loc' in tokens.feats[span.first]:
        return tokens.lemma[before.first].lower() in BRANCHES and before.last - before.first > 1
    if tokens.text[before.last] != 'по':
        return False
    return tokens.lemma[before.first].lower() in head_nouns('divisions') | {'пресс-служба'}


@rule(yes={'Открыто [ORG посольство Чили] в [LOC Астане].': '[ORG посольство Чили в Астане]'})
def with_seat(tokens: Tokens, spans: Sequence[Span]) -> list[Span]:
    """«посольство Чили | в | Астане»: a mission has its place, and is another one in another place."""
    return joined(tokens, spans, 'ORG', ('LOC',), is_seat)


def is_seat(tokens: Tokens, before: Span, span: Span) -> bool:
    """Whether a place is where the mission before it sits."""
    if span.first != before.last + 1 or tokens.text[before.last].lower() not in ('в', 'во'):
        return False
    inside = 'Case=Loc' in tokens.feats[span.first] or tokens.text[span.last - 1][-1] in FIXED
    return inside and any(is_mission(tokens, i) for i in range(before.first, before.last)[:2])


def is_mission(tokens: Tokens, i: int) -> bool:
    """Whether a word is one mission: «посольства Японии и Перу в Лаосе» are several, each there."""
    return tokens.lemma[i].lower() in head_nouns('missions') and 'Number=Plur' not in tokens.feats[i]


@rule(yes={'[ORG Институт леса совместно с городом] открыл парк.': '[ORG Институт леса]'})
def without_company(tokens: Tokens, spans: Sequence[Span]) -> list[Span]:
    """«Институт леса | совместно с городом»: whom a body does something with is no part of its name."""
    found = []
    for span in spans:
        last = span.last
        if span.type == 'ORG':
            last = next((i for i in range(span.first + 1, last - 1) if begins_company(tokens, i)), last)
        found.append(Span(span.first, last, span.type))
    return found


def begins_company(tokens: Tokens, i: int) -> bool:
    return tokens.text[i] in ('совместно', 'вместе', 'наряду') and tokens.text[i + 1] in ('с', 'со')


@rule(
    yes={
        '[ORG Комитет финансов ПОСТАНОВЛЯЕТ] утвердить смету.': '[ORG Комитет финансов]',
        '[ORG Комиссия по этике заседала] вчера.': '[ORG Комиссия по этике]',
        'Создан [ORG фонд «Дети рисуют»].': '[ORG фонд «Дети рисуют»]',
    }
)
def without_verb(tokens: Tokens, spans: Sequence[Span]) -> list[Span]:
    """«Комитет финансов | ПОСТАНОВЛЯЕТ»: a finite verb in capitals, or in small letters outside of marks, ends the name
    in front of it, and so does a short adjective: «в институте | рады»."""
    found = []
    for span in spans:
        last = span.last
        if span.type == 'ORG':
            marks = next((i for i in range(span.first, last) if tokens.text[i] in OPENING), last)
            last = next((i for i in range(span.first + 1, marks) if is_verb(tokens, i)), span.last)
            last -= last - 1 > span.first and 'Variant=Short' in tokens.feats[last - 1]
        found.append(Span(span.first, last, span.type))
    return found


def is_verb(tokens: Tokens, i: int) -> bool:
    """Whether a word in capitals, or in small letters if the tagger agrees, can only be a verb: «ПОСТАНОВЛЯЕТ», not
    «КОМИТЕТ»."""
    word = tokens.text[i]
    told = word.isupper() or (word.islower() and 'VerbForm=Fin' in tokens.feats[i])
    if not (told and len(word) >= SHORTEST_VERB and known_forms(word.lower())):
        return False
    return all(parse.tag.POS == 'VERB' for parse in parses(word.lower()))


@rule(
    yes={
        'Отчёт сдан по [ORG МСФО].': '',
        'Итоги [ORG ЕГЭ-2023] подвели.': '',
        'Школы открыты ([LOC UzDaily.uz]).': '',
        'Закрыто [ORG ОсОО] «[ORG Зимний сад]».': '[ORG Зимний сад]',
        '[ORG ПРЕСС-РЕЛИЗ]\n\nШколы открыты.': '',
    }
)
def without_terms(tokens: Tokens, spans: Sequence[Span]) -> list[Span]:
    """The spans without terms that look like bodies (МСФО, БПЛА), lines that say what kind of text follows
    («ПРЕСС-РЕЛИЗ») and addresses of sites that the tagger took for places («Узбекистан (UzDaily.uz)»)."""
    return [
        s
        for s in spans
        if not (
            is_term(tokens, s)
            or is_paper(tokens, s)
            or is_label(tokens, s)
            or is_feast(tokens, s)
            or is_form(tokens, s)
            or (s.type == 'LOC' and is_address(written(tokens, s)))
        )
    ]


def is_term(tokens: Tokens, span: Span) -> bool:
    """Whether a span is a lone abbreviation of a standard, a device, a tax."""
    term = YEAR.sub('', tokens.text[span.first])  # «ЕГЭ-2013»
    return span.type == 'ORG' and span.last - span.first == 1 and term in head_nouns('terms')


def is_form(tokens: Tokens, span: Span) -> bool:
    """Whether a span is nothing but the legal form of the name in marks behind it: «ОсОО | «Зимний сад»»."""
    last = span.last
    form = last - span.first == 1 and last < len(tokens) and tokens.text[span.first].lower() in LEGAL_FORMS
    return form and tokens.text[last] in OPENING


def is_feast(tokens: Tokens, span: Span) -> bool:
    """Whether a span is a noun for a land alone, behind a day that is called after it: «День Республики»."""
    i = span.first
    alone = span.type == 'LOC' and i and span.last - i == 1 and tokens.lemma[i - 1].lower() == 'день'
    return bool(alone) and tokens.lemma[i].lower() in ('республика', 'область', 'край')


def is_paper(tokens: Tokens, span: Span) -> bool:
    """Whether a span is what a body gave out or got and has no other capital than its first: «Жалоба завода»."""
    first, last = span.first, span.last
    plain = all(text.islower() for text in tokens.text[first + 1 : last])
    return span.type == 'ORG' and plain and tokens.lemma[first].lower() in head_nouns('papers')


def is_label(tokens: Tokens, span: Span) -> bool:
    """Whether a span stands in a line of capitals that says what kind of text follows: «ПРЕСС-РЕЛИЗ», «ПРОТОКОЛ № 7»,
    «СООБЩЕНИЕ ДЛЯ СМИ»; «ПРЕСС-СЛУЖБА» is who sends it."""
    kinds, number = labels() | head_nouns('papers'), tokens.sentence[span.first]
    if tokens.text[span.first].lower() not in kinds:
        return False
    near = range(max(span.first - LONGEST_LINE, 0), min(span.first + LONGEST_LINE, len(tokens)))
    line = [tokens.text[i] for i in near if tokens.sentence[i] == number and tokens.text[i][0].isalpha()]
    return all(text.isupper() and text.lower() in kinds for text in line)


@cache
def labels() -> frozenset[str]:
    """Words of a line that says what kind of text follows, without those for who sends it."""
    return frozenset(load('headlines')['labels'].split()) - organs()


def written(tokens: Tokens, span: Span) -> str:
    """A span's text, its tokens put together if they stand so, else with a space."""
    return ''.join(
        tokens.text[i] + ' ' * (i + 1 < span.last and tokens.start[i + 1] > tokens.stop[i])
        for i in range(span.first, span.last)
    )


def is_address(text: str) -> bool:
    """Whether a word is a site's address: «UzDaily.uz».

    >>> is_address('UzDaily.uz'), is_address('Омск'), is_address('г.Омск')
    (True, False, False)
    """
    name, dot, zone = text.rpartition('.')
    return (
        bool(dot) and name.isascii() and len(name) >= SITE and zone.isascii() and zone.isalpha() and len(zone) in ZONE
    )
