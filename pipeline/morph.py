"""Lemmas and inflection: the only module that touches pymorphy3."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Any

from pipeline.model import Parse

# UPOS → the parts of speech of OpenCorpora that it may be.
PARTS = {'NOUN': ('NOUN',), 'PROPN': ('NOUN',), 'ADJ': ('ADJF', 'ADJS', 'COMP', 'PRTF'), 'VERB': ('VERB', 'INFN', 'PRTF', 'PRTS', 'GRND'),
         'AUX': ('VERB', 'INFN'), 'DET': ('ADJF', 'NPRO'), 'PRON': ('NPRO', 'ADJF'), 'ADV': ('ADVB', 'COMP', 'PRED'), 'NUM': ('NUMR',)}


@lru_cache(maxsize=1)
def analyzer() -> Any:
    import pymorphy3

    return pymorphy3.MorphAnalyzer(lang='ru')


@lru_cache(maxsize=200_000)
def lemma(word: str, pos: str, feats: str) -> str:
    """The lemma of a word that a tagger gave this part of speech and these features."""
    word = word.lower()
    if not any(c.isalpha() for c in word):
        return word
    parses = analyzer().parse(word)
    wanted = PARTS.get(pos)
    return str(next((p.normal_form for p in parses if wanted and p.tag.POS in wanted), parses[0].normal_form))


def lemmatise(parses: Iterable[Parse]) -> list[Parse]:
    """The same parses with the column `lemma`."""
    return [replace(p, tokens=replace(p.tokens, lemma=[lemma(*w) for w in zip(p.tokens.text, p.tokens.pos, p.tokens.feats, strict=True)]))
            for p in parses]


@lru_cache(maxsize=100_000)
def nominatives(word: str) -> tuple[str, ...]:
    """Every nominative in lower case that a noun or adjective may be a form of, the likeliest first.

    >>> nominatives('Московской'), nominatives('Арабских')
    (('московская', 'московский'), ('арабские', 'арабский'))
    """
    found: dict[str, None] = {}
    for parse in analyzer().parse(word.lower()):
        if parse.tag.POS in ('NOUN', 'ADJF', 'PRTF'):
            nominative = parse.inflect({'nomn'})
            if nominative is not None:
                found[nominative.word] = None
            found[parse.normal_form] = None
    return tuple(found)
