"""Institutions that are called after people, with the title that the person has in the name."""

from __future__ import annotations

from collections.abc import Sequence

from svodka.find.rule import rule
from svodka.lexicons import head_nouns
from svodka.model import Span, Tokens, features

NUMBERED = 3  # tokens of «школа № 5»
TITLES = 4  # tokens of a title between «имени» and the person


@rule(
    yes={
        'Закрыта школа имени Героя России [PER Олега Седова].': '[ORG школа имени Героя России Олега Седова]',
        'Закрыт [ORG Госпиталь] принцессы [PER Анны].': '[ORG Госпиталь принцессы Анны]',
    }
)
def with_honoured(tokens: Tokens, spans: Sequence[Span]) -> list[Span]:
    """«школа имени Героя России | Олега Седова»: the title between «имени» and the person belongs to the name."""
    found: list[Span] = []
    for span in spans:
        if span.type == 'PER' and (first := honours_from(tokens, span, found)) is not None:
            while found and found[-1].last > first:
                found.pop()
            span = Span(first, span.last, 'ORG')
        found.append(span)
    return found


def honours_from(tokens: Tokens, person: Span, before: Sequence[Span]) -> int | None:
    """Where the institution begins that is called after a person with a title; None if none is."""
    at = person.first - 1
    holder = before[-1] if before else None
    if holder and holder.last == at and is_sovereign(tokens, holder, at):
        return holder.first
    low = max(person.first - TITLES - 1, 0)
    while at > low and tokens.text[at].lower() not in ('имени', 'им'):
        if tokens.pos[at] not in ('NOUN', 'PROPN', 'ADJ') or features(tokens.feats[at]).get('Case') != 'Gen':
            return None
        at -= 1
    if at < 1 or at == person.first - 1 or tokens.text[at].lower() not in ('имени', 'им'):
        return None
    numbered = at >= NUMBERED and tokens.text[at - 2] == '№'  # «школа № 5 имени …»
    institution = tokens.lemma[at - NUMBERED if numbered else at - 1].lower() in head_nouns('namesakes')
    if not institution or tokens.sentence[at - 1] != tokens.sentence[person.first]:
        return None
    holder = next((s for s in before if s.type == 'ORG' and s.first < at <= s.last), None)
    return holder.first if holder else at - NUMBERED if numbered else at - 1


def is_sovereign(tokens: Tokens, holder: Span, at: int) -> bool:
    """Whether an institution goes on with a sovereign's or a saint's title in the genitive, which it is called after
    without «имени»: «Госпиталь | принцессы | Марины»."""
    title = tokens.lemma[at].lower() in head_nouns('sovereigns') and 'Case=Gen' in tokens.feats[at]
    noun = tokens.lemma[holder.last - 1].lower() in head_nouns('namesakes') and tokens.text[holder.first].istitle()
    return title and noun and holder.type == 'ORG' and tokens.sentence[at] == tokens.sentence[holder.first]
