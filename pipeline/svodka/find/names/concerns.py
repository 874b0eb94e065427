"""What a body is in charge of, all of it: «комитет по труду, | семье и молодёжи»."""

from __future__ import annotations

from collections.abc import Sequence

from svodka.find.rule import rule
from svodka.lexicons import head_nouns
from svodka.model import Span, Tokens, features

CASES = {'по': 'Dat', 'против': 'Gen'}  # in which stands what a body is in charge of
LONGEST = 24  # tokens of what is in a list of concerns, at most


@rule(
    yes={
        'Решил [ORG Комитет по образованию], спорту и туризму.': '[ORG Комитет по образованию, спорту и туризму]',
        'Так решила [ORG Программа ООН] по населённым пунктам.': '[ORG Программа ООН по населённым пунктам]',
        'Так решила [ORG Программа ООН] по охране и развитию лесов.': '[ORG Программа ООН по охране и развитию лесов]',
        'Так решило [ORG Агентство ООН] по телефону.': '[ORG Агентство ООН]',
        'Победила [ORG сборная Перу по борьбе] и гребле.': '[ORG сборная Перу по борьбе и гребле]',
    }
)
def with_concerns(tokens: Tokens, spans: Sequence[Span]) -> list[Span]:
    """The spans of bodies with the whole list behind «по», as far as its «и» and what is behind that in the dative."""
    found: list[Span] = []
    for span in spans:
        if found and span.first < found[-1].last:
            continue  # «Комитет по делам СНГ, | Евразии и землякам» has taken it in
        if span.type == 'ORG' and (last := end_of_concern(tokens, span)):
            span = Span(span.first, last, 'ORG')
        if span.type == 'ORG' and 'по' in tokens.text[span.first + 1 : span.last]:
            span = Span(span.first, end_of_list(tokens, span.last), 'ORG')
        found.append(span)
    return found


def end_of_concern(tokens: Tokens, span: Span) -> int | None:
    """Where the first thing ends that a body of a land or of a larger body is in charge of: «Агентство Перу | по
    статистике», «Комитет ООН | против пыток»; None where the words behind it say how or by whom something is done
    («по телефону»)."""
    at = span.last
    if at + 1 >= len(tokens) or at - span.first == 1 or tokens.sentence[at + 1] != tokens.sentence[span.first]:
        return None
    if tokens.text[at] not in CASES or tokens.lemma[span.first].lower() not in head_nouns('in_charge'):
        return None
    if not tokens.text[at - 1][0].isupper() or not CASES.keys().isdisjoint(tokens.text[span.first : at]):
        return None
    end = end_of_item(tokens, at + 1, CASES[tokens.text[at]])
    noun = next((i for i in range(at + 1, end) if tokens.pos[i] == 'NOUN'), at) if end else at
    whose = span.first <= tokens.head[noun] < at and tokens.lemma[noun].lower() not in head_nouns('manners')
    if not whose or not end:
        return None
    goes_on = tokens.text[end : end + 1] == ['и']
    return (end_of_item(tokens, end + 1, CASES[tokens.text[at]]) if goes_on else None) or end


def end_of_list(tokens: Tokens, last: int) -> int:
    """Where a list of nouns in the dative ends that goes on with a comma at token `last`; `last` if none does."""
    at = last
    if tokens.text[at : at + 1] == ['и'] and is_of(tokens, at - 1, 'NOUN', 'Dat') and tokens.text[at - 1].islower():
        return end_of_item(tokens, at + 1) or last
    while at < min(last + LONGEST, len(tokens)) and tokens.text[at] == ',':
        item = end_of_item(tokens, at + 1)
        if item is None:
            return last
        at = item
        if tokens.text[at : at + 1] == ['и']:
            return end_of_item(tokens, at + 1) or last
    return last


def end_of_item(tokens: Tokens, first: int, case: str = 'Dat') -> int | None:
    """Where a noun in a case ends with its adjectives and what it has in the genitive; None if there is none."""
    at = first
    while at < len(tokens) and tokens.sentence[at] == tokens.sentence[first - 1] and is_of(tokens, at, 'ADJ', case):
        at += 1
    if at >= len(tokens) or tokens.sentence[at] != tokens.sentence[first - 1] or not is_of(tokens, at, 'NOUN', case):
        return None
    at += 1
    end = at
    while at < len(tokens) and is_of(tokens, at, 'ADJ', 'Gen'):
        at += 1
    if at < len(tokens) and is_of(tokens, at, 'NOUN', 'Gen') and tokens.text[at].islower():
        end = at + 1
    return end


def is_of(tokens: Tokens, i: int, pos: str, case: str) -> bool:
    """Whether a word is of a part of speech and stands in a case."""
    return tokens.pos[i] == pos and features(tokens.feats[i]).get('Case') == case
