"""Parliaments that Russian texts call by a word of another language: «Жогорку Кенеш», «Олий Мажлис».

They look like a given name and a surname, and a tagger takes them for people where a verb or an office stands beside.
"""

from __future__ import annotations

from collections.abc import Sequence

from svodka.find.rule import rule
from svodka.language.organisation_names import assemblies, institutions
from svodka.model import Span, Tokens


def is_institution(tokens: Tokens, span: Span) -> bool:
    """Whether a person's span is one word for an institution, in any case: «Хокимият», «Мажилиса»."""
    word = tokens.text[span.first].lower()
    alone = span.type == 'PER' and span.last - span.first == 1
    return alone and any(word in (noun, noun + 'а', noun + 'у', noun + 'ом', noun + 'е') for noun in institutions())


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
    spans = [Span(s.first, s.last, 'ORG') if is_institution(tokens, s) else s for s in spans]
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
