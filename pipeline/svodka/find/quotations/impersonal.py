"""Cues that nobody in particular says: «сообщается», «было подчёркнуто»."""

from __future__ import annotations

from svodka.find.quotations.view import View

REFLEXIVE = frozenset(
    (
        'сообщаться',
        'заявляться',
        'отмечаться',
        'подчеркиваться',
        'указываться',
        'уточняться',
        'утверждаться',
        'говориться',
        'добавляться',
        'поясняться',
        'напоминаться',
    )
)
PASSIVE = frozenset(
    (
        'сообщить',
        'отметить',
        'подчеркнуть',
        'указать',
        'уточнить',
        'заявить',
        'сказать',
        'добавить',
        'пояснить',
        'напомнить',
        'объявить',
        'рассказать',
        'объяснить',
        'написать',
    )
)


def is_impersonal(view: View, cue: int) -> bool:
    """«сообщается», «было подчёркнуто»: said by nobody in particular."""
    if 'Variant=Short' in view.feats[cue] and view.pos[cue] == 'VERB':
        return view.lemma[cue] in PASSIVE
    return view.lemma[cue] in REFLEXIVE
