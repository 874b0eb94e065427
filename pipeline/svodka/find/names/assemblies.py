"""Parliaments that Russian texts call by a word of another language: «Жогорку Кенеш», «Олий Мажлис».

They look like a given name and a surname, and a tagger takes them for people where a verb or an office stands beside.
"""

from __future__ import annotations

from collections.abc import Sequence

from svodka.find.rule import rule
from svodka.language.organisation_names import assemblies, is_institution
from svodka.model import Span, Tokens


def is_one_word(tokens: Tokens, span: Span) -> bool:
    """Whether a person's span is one word for an institution: «Хокимият», «Мажилиса»."""
    return span.type == 'PER' and span.last - span.first == 1 and is_institution(tokens.text[span.first])


@rule(
    yes={
        'Спикер [PER Маджлиси Оли] ушёл.': '[ORG Маджлиси Оли]',
        'Так решил [PER Олий] Мажлис.': '[ORG Олий Мажлис]',
        '[PER Хокимият] области ответил.': '[ORG Хокимият области]',
    },
    no={'Работал [ORG комитет Жогорку Кенеша].': '[ORG комитет Жогорку Кенеша]'},
)
def with_assemblies(tokens: Tokens, spans: Sequence[Span]) -> list[Span]:
    """The spans with the parliaments of the lexicon, in place of people and places across; a body that holds one keeps
    it."""
    spans = [Span(s.first, s.last, 'ORG') if is_one_word(tokens, s) else s for s in spans]
    found = [
        Span(i, i + 2, 'ORG')
        for i in range(len(tokens) - 1)
        if tokens.text[i][0].isupper()
        and (tokens.text[i].lower(), tokens.text[i + 1].lower()) in assemblies()
        and tokens.sentence[i] == tokens.sentence[i + 1]
    ]
    if not found:
        return list(spans)
    held = {i for s in spans if s.type == 'ORG' and s.last - s.first > 1 for i in range(s.first, s.last)}
    found = [s for s in found if not {s.first, s.last - 1} <= held]
    inside = {i for s in found for i in range(s.first, s.last)}
    return sorted([*(s for s in spans if inside.isdisjoint(range(s.first, s.last))), *found], key=lambda s: s.first)
