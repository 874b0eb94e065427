"""Lemmas by the conventions of Universal Dependencies (https://universaldependencies.org/ru/), where they are not the
dictionary's.

A participle that is a noun or an adjective keeps its own («пострадавший», not пострадать; «заслуженный»), and one of a
thing that the tagger has for a noun is the verb's; a superlative keeps its degree («лучший»), a woman's surname and a
patronymic their own nominative («Алексеевна», «Ильич»); an adverb's comparative is a form of the adverb («чаще» →
часто), and a predicate in -о an adjective («стало грустно» → грустный). A variant of a preposition is its own lemma
(«об, во, со, ко»), an abbreviated number or currency is the word («млн» → миллион), a unit of measure stands as it is
written («км»), a passive keeps its -ся («издаётся» → издаваться), and a name that no dictionary has is declined as most
are (svodka.language.unknown_names). Treebanks of UD differ in some of these.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from svodka.language.morph import agreeing, readings
from svodka.language.paradigms import known_forms, parses
from svodka.language.unknown_names import regular
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


@cache
def adjectives() -> frozenset[str]:
    """Participles that are adjectives where the tagger has them for some, and that the dictionary lacks as such."""
    return frozenset(load('lemmas')['adjectives'].split())


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
        lemma = _name(word, lemma, wanted)
    elif pos == 'ADJ' and kind[0] == 'ADJF' and 'Supr' in kind:
        return next((r.nominative[:-2] + 'ий' for r in readings(word) if r.kind == 'adjective'), lemma)  # «лучшие»
    elif pos == 'ADJ' and kind[0] in ('PRTF', 'PRTS') and (own := _participle(word, kind[0])) in adjectives():
        return own
    elif pos == 'NOUN' and kind[0] == 'PRTF' and _is_somebody(word, kind, wanted):
        return agreeing(word, NOUNS[wanted.get('Gender', 'Masc') if wanted.get('Number') != 'Plur' else 'Masc'])
    elif pos == 'ADV' and (kind[0] == 'COMP' or word in own_comparatives()):
        return _adverb(word, lemma)
    names = load('lemmas')
    if wanted.get('Number') == 'Plur':
        lemma = names['plural'].get(lemma, lemma)
    lemma = names['renamed'].get(lemma, lemma)
    return _soft(word, lemma) if pos in ('NOUN', 'PROPN') or 'V-be' in tag else lemma


def _participle(word: str, part: str) -> str:
    """A participle's own nominative: «заслуженные» → заслуженный."""
    for p in parses(word):
        if str(p.tag.POS) == part:
            full = p.inflect({'PRTF', 'nomn', 'sing', 'masc'})
            return str(full.word) if full else word
    return word


def _is_somebody(word: str, kind: Sequence[str], wanted: Mapping[str, str]) -> bool:
    """Whether a participle is a noun: one that the dictionary or a list has as such, or a person («поющих»); the
    tagger calls many a noun that are none («прилагаемые бланки», «растущее дерево»)."""
    if 'Subx' in kind or wanted.get('Animacy') == 'Anim' or not known_forms(word):
        return True
    twin = any(p.tag.POS in ('NOUN', 'ADJF') for p in parses(word) if p.is_known)
    return twin or agreeing(word, NOUNS[wanted.get('Gender', 'Masc')]) in load('lemmas')['participles'].split()


def _name(word: str, lemma: str, wanted: Mapping[str, str]) -> str:
    """The lemma of a name: a woman's own form, and what no dictionary has by its regular declension."""
    if own := _own_form(word, wanted):
        return own
    if not known_forms(word):
        return regular(word, wanted) or lemma
    if wanted.get('Case') == 'Nom' and wanted.get('Number') == 'Sing':
        named = any(r.known and r.kind not in ('noun', 'adjective') for r in readings(word))
        return lemma if named else word
    return lemma


def _own_form(word: str, wanted: Mapping[str, str]) -> str | None:
    """The nominative of a patronymic or of a woman's surname, which the dictionary has as a man's."""
    proper = [r for r in readings(word) if r.kind in ('surname', 'patronymic') and r.slot != 'p']
    women = [r for r in proper if r.slot == 'f']
    sure = wanted.get('Gender') == 'Fem' or (len(women) == len(proper) and all(r.known for r in women))
    if not sure:
        women = [r for r in proper if r.kind == 'patronymic']  # «Никитич», not Никитович
    women.sort(key=lambda r: r.case != wanted.get('Case'))
    return women[0].nominative if women else None


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
