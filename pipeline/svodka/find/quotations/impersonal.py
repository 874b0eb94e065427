"""Cues that nobody in particular says: «сообщается», «было подчёркнуто»."""

from __future__ import annotations

from svodka.find.quotations.lexicon import words
from svodka.find.quotations.view import View

REFLEXIVE = words('reflexive')
PASSIVE = words('passive')


def is_impersonal(view: View, cue: int) -> bool:
    """«сообщается», «было подчёркнуто»: said by nobody in particular."""
    if 'Variant=Short' in view.feats[cue] and view.pos[cue] == 'VERB':
        return view.lemma[cue] in PASSIVE
    return view.lemma[cue] in REFLEXIVE
