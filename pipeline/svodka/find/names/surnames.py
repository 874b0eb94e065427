"""The surname that a tagger leaves apart from a given name, and the given name apart from a surname."""

from __future__ import annotations

from collections.abc import Sequence

from svodka.find.names.person_words import agree_in_case, beside, is_given_form, is_surname_form
from svodka.find.rule import rule
from svodka.language.agreement import CASE, agree
from svodka.language.morph import readings
from svodka.language.name_words import is_patronymic
from svodka.model import Span, Tokens

GIVEN = 2  # words of a given name and patronymic


@rule(yes={'Премию дали [PER Анне Ильиничне] [[PER Седых]].': '[PER Анне Ильиничне [Седых]]'})
def with_surname(tokens: Tokens, spans: Sequence[Span]) -> list[Span]:
    """«Седова | Анна Ильинична», «Анна Ильинична [Седова]» → one person."""
    found: list[Span] = []
    for number, span in enumerate(spans):
        if found and span.first < found[-1].last:  # already taken in as a surname in brackets
            continue
        if span.type == 'PER' and span.last - span.first == GIVEN and is_patronymic(tokens.text[span.last - 1]):
            low = found[-1].last if found else 0
            following = spans[number + 1] if number + 1 < len(spans) else None
            if following and in_brackets(tokens, span, following):
                span = Span(span.first, following.last + 1, 'PER')
            elif span.first > low - 1 and surname_of(tokens, span.first - 1, span):
                if low == span.first:
                    found[-1:] = without_next(tokens, found[-1])
                if not found or found[-1].last < span.first:
                    span = Span(span.first - 1, span.last, 'PER')
        elif given_name_of(tokens, span.first - 1, span) and not (found and found[-1].last >= span.first):
            span = Span(span.first - 1, span.last, 'PER')
        found.append(span)
    return found


def given_name_of(tokens: Tokens, i: int, span: Span) -> bool:
    """Whether token i is the given name of the surname behind it: «Веру | Седову», not «Роман | Седова»."""
    if span.type != 'PER' or span.last - span.first > 1 or i < 0:
        return False
    word = tokens.text[i]
    if not word.istitle() or not beside(tokens, span.first) or not is_given_form(word):
        return False
    one_case = agree(tokens.feats[i], tokens.feats[span.first], CASE, unknown=True)
    return one_case and is_surname_form(tokens.text[span.first]) and agree_in_case(tokens, i, span.first)


def without_next(tokens: Tokens, span: Span) -> list[Span]:
    """What is left of a span without its last word, the surname of the next person: nothing of that word alone, the
    whole name of «Седых Анна Ильинична Гринько»; other spans stay as they are."""
    if span.last - span.first == 1:
        return []
    whole = span.last - span.first > GIVEN + 1 and span.type == 'PER' and is_patronymic(tokens.text[span.last - 2])
    return [Span(span.first, span.last - 1, span.type)] if whole else [span]


def in_brackets(tokens: Tokens, span: Span, following: Span) -> bool:
    """Whether an editor put the surname in square brackets behind a name: «Анна Ильинична [Седых]»."""
    first, last = following.first, following.last
    return (
        following.type == 'PER'
        and first == span.last + 1
        and last == first + 1
        and last < len(tokens)
        and tokens.text[first - 1] + tokens.text[last] == '[]'
    )


def surname_of(tokens: Tokens, i: int, span: Span) -> bool:
    """Whether token i is the surname of the name and patronymic behind it: it looks like one and shares their case."""
    if i < 0 or not tokens.text[i].istitle() or tokens.sentence[i] != tokens.sentence[span.first]:
        return False
    if not agree(tokens.feats[i], tokens.feats[span.first], CASE, unknown=True):  # «вдова Седых Анна Ильинична»
        return False
    surnames = [r for r in readings(tokens.text[i].lower()) if r.kind == 'surname']
    given = {r.case for r in readings(tokens.text[span.first].lower()) if r.kind == 'name'}
    patronymic = {r.case for r in readings(tokens.text[i + 2].lower()) if r.kind == 'patronymic'}
    return any(not r.case or r.case in given & patronymic for r in surnames)
