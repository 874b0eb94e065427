"""Lemmas by the conventions of Universal Dependencies (https://universaldependencies.org/ru/), where they are not the
dictionary's.

A participle that is a noun keeps its own («пострадавший», not пострадать), a superlative its degree («лучший»), a
woman's surname and patronymic theirs («Алексеевна»), an adverb's
comparative is a form of the adverb («чаще» → часто), and a name that the dictionary lacks is its own lemma in the
nominative. The prepositions «во, со, ко» are в, с, к, as the dictionary has them; treebanks of UD differ there.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from svodka.language.morph import agreeing, readings
from svodka.language.paradigms import parses
from svodka.lexicons import load
from svodka.model import features

# A noun of each gender for an adjective to agree with.
NOUNS: Mapping[str, str] = {'Masc': 'стол', 'Fem': 'вода', 'Neut': 'окно'}
POSSESSIVES = frozenset(('его', 'ее', 'её', 'их'))


@cache
def fixed() -> Mapping[str, Mapping[str, str]]:
    """Word → lemma by part of speech, or part of speech and number."""
    found: Mapping[str, Mapping[str, str]] = load('lemmas')['fixed']
    return found


@cache
def preferred() -> frozenset[str]:
    return frozenset(load('lemmas')['preferred'].split())


@cache
def own_comparatives() -> frozenset[str]:
    return frozenset(load('lemmas')['comparatives'].split())


def fixed_lemma(word: str, pos: str, feats: str) -> str | None:
    """The lemma of a word in lower case that the conventions name, None if they do not.

    >>> fixed_lemma('все', 'PRON', 'Case=Nom|Number=Plur'), fixed_lemma('все', 'DET', 'Case=Nom|Number=Plur')
    ('все', None)
    """
    table = fixed()
    if pos not in table:
        return None
    return table[pos].get(word) or table.get(f'{pos} {features(feats).get("Number", "")}', {}).get(word)


def conventional(word: str, tag: str, lemma: str, pos: str, feats: str) -> str:
    """The lemma by UD of a word in lower case, from the reading that was chosen: OpenCorpora's tag and lemma.

    >>> conventional('лучших', 'ADJF,Supr,Qual plur,gent', 'хороший', 'ADJ', 'Case=Gen|Number=Plur')
    'лучший'
    >>> conventional('чаще', 'COMP,Qual', 'частый', 'ADV', 'Degree=Cmp')
    'часто'
    """
    wanted = features(feats)
    kind = tag.partition(' ')[0].split(',')
    if pos == 'PROPN':
        lemma = _name(word, tag, lemma, wanted)
    elif pos == 'ADJ' and kind[0] == 'ADJF' and 'Supr' in kind:
        return next((r.nominative[:-2] + 'ий' for r in readings(word) if r.kind == 'adjective'), lemma)  # «лучшие»
    elif pos == 'NOUN' and kind[0] == 'PRTF':
        return agreeing(word, NOUNS[wanted.get('Gender', 'Masc') if wanted.get('Number') != 'Plur' else 'Masc'])
    elif pos == 'ADV' and (kind[0] == 'COMP' or word in own_comparatives()):
        return _adverb(word, lemma)
    names = load('lemmas')
    if wanted.get('Number') == 'Plur':
        lemma = names['plural'].get(lemma, lemma)
    lemma = names['renamed'].get(lemma, lemma)
    return _soft(word, lemma) if pos in ('NOUN', 'PROPN') or 'V-be' in tag else lemma


def _name(word: str, tag: str, lemma: str, wanted: Mapping[str, str]) -> str:
    """The lemma of a name: a woman's own form, and the word itself in a nominative that the dictionary lacks."""
    proper = [r for r in readings(word) if r.kind in ('surname', 'patronymic')]
    if wanted.get('Gender') == 'Fem' and 'femn' in tag and ('Surn' in tag or 'Patr' in tag):
        own = [r for r in proper if r.slot == 'f']
        own.sort(key=lambda r: r.case != wanted.get('Case'))
        return own[0].nominative if own else lemma
    if wanted.get('Case') == 'Nom' and wanted.get('Number') == 'Sing':
        named = any(r.known and r.kind not in ('noun', 'adjective') for r in readings(word))
        return lemma if named else word
    return lemma


def _adverb(word: str, adjective: str) -> str:
    """The lemma of an adverb's comparative whose adjective is known."""
    if word in own_comparatives():
        return word
    stem = adjective[:-2]
    for adverb in (stem + 'о', stem + 'е'):
        if any(p.tag.POS == 'ADVB' and p.is_known for p in parses(adverb)):
            return adverb
    return word


def _soft(word: str, lemma: str) -> str:
    """A noun's lemma with «ь» where the form has it: «знаньем» is of знанье, «Юрьевича» of Юрьевич."""
    at = next((i for i, (a, b) in enumerate(zip(word, lemma, strict=False)) if a != b), len(lemma))
    soft = word[at : at + 1] == 'ь' and lemma[at : at + 1] == 'и' and lemma[at + 1 : at + 2] in ('е', 'я', 'ё')
    return f'{lemma[:at]}ь{lemma[at + 1 :]}' if soft else lemma
