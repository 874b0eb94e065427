"""Tokens → lemmas: of the dictionary's readings of a word the one that agrees best with what the tagger says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache

from svodka.language.conventions import conventional, fixed_lemma, preferred
from svodka.language.paradigms import Change, analyzer, change, guessed_forms, known_forms, known_places, parses
from svodka.language.tree import CHECKED, understood
from svodka.limits import check
from svodka.memo import Memo
from svodka.model import Parse, Tokens, features

MAX_REMEMBERED = 60_000  # words with their tags; about 250 bytes each
# A reading of another part of speech never wins by its features: there are at most six that both sides name.
PART_OF_SPEECH = 10
PREFERRED = 2  # a lemma of lexicons/lemmas.yaml: one feature that the tagger may have wrong
PROPER = 1  # «Волкова» as a name or as wolves

# OpenCorpora's parts of speech (https://opencorpora.org/dict.php?act=gram) → the UPOS that they stand for.
UPOS: Mapping[str, str] = {
    'NOUN': 'NOUN PROPN',
    'ADJF': 'ADJ DET PRON',
    'ADJS': 'ADJ',
    'COMP': 'ADJ ADV',
    'VERB': 'VERB AUX',
    'INFN': 'VERB AUX',
    'GRND': 'VERB',
    'PRTF': 'VERB',
    'PRTS': 'VERB',
    'NUMR': 'NUM',
    'ADVB': 'ADV',
    'NPRO': 'PRON',
    'PRED': 'ADV VERB',
    'PREP': 'ADP',
    'CONJ': 'CCONJ SCONJ',
    'PRCL': 'PART',
    'INTJ': 'INTJ',
}
# OpenCorpora's grammemes → UD features.
FEATURES: Mapping[str, tuple[str, str]] = {
    'nomn': ('Case', 'Nom'),
    'gent': ('Case', 'Gen'),
    'gen1': ('Case', 'Gen'),
    'gen2': ('Case', 'Par'),
    'datv': ('Case', 'Dat'),
    'accs': ('Case', 'Acc'),
    'acc2': ('Case', 'Acc'),
    'ablt': ('Case', 'Ins'),
    'loct': ('Case', 'Loc'),
    'loc1': ('Case', 'Loc'),
    'loc2': ('Case', 'Loc'),
    'voct': ('Case', 'Voc'),
    'sing': ('Number', 'Sing'),
    'plur': ('Number', 'Plur'),
    'masc': ('Gender', 'Masc'),
    'femn': ('Gender', 'Fem'),
    'neut': ('Gender', 'Neut'),
    'anim': ('Animacy', 'Anim'),
    'inan': ('Animacy', 'Inan'),
    'past': ('Tense', 'Past'),
    'pres': ('Tense', 'Pres'),
    'futr': ('Tense', 'Fut'),
    '1per': ('Person', '1'),
    '2per': ('Person', '2'),
    '3per': ('Person', '3'),
    'indc': ('Mood', 'Ind'),
    'impr': ('Mood', 'Imp'),
    'perf': ('Aspect', 'Perf'),
    'impf': ('Aspect', 'Imp'),
    'pssv': ('Voice', 'Pass'),
    'COMP': ('Degree', 'Cmp'),
    'Supr': ('Degree', 'Sup'),
    'INFN': ('VerbForm', 'Inf'),
    'GRND': ('VerbForm', 'Conv'),
    'PRTF': ('VerbForm', 'Part'),
    'PRTS': ('VerbForm', 'Part'),
    'VERB': ('VerbForm', 'Fin'),
    'ADJS': ('Variant', 'Short'),
}
NAMES = frozenset({'Name', 'Surn', 'Patr', 'Geox', 'Orgn'})
CYRILLIC = re.compile('[а-яё]')

Readings = tuple[tuple[str, str], ...]  # OpenCorpora's tag and the lemma


def lemmatise(parses: Iterable[Parse]) -> list[Parse]:
    """The same parses with the column `lemma`."""
    return [replace(p, tokens=replace(p.tokens, lemma=lemmas(p.tokens))) for p in parses]


def lemmas(tokens: Tokens) -> list[str]:
    """The lemma of each token, by its tag or, where they tell more, by its relations."""
    found = list(map(LEMMAS.__getitem__, zip(tokens.text, tokens.pos, tokens.feats, strict=True)))
    for i, pos in enumerate(tokens.pos):
        if pos in CHECKED and (seen := understood(tokens, i)) != (pos, tokens.feats[i]):
            found[i] = LEMMAS[tokens.text[i], *seen]
    return found


def lemma(word: str, pos: str, feats: str) -> str:
    """The lemma of a word that the tagger gave this part of speech (UPOS) and these features (UD).

    >>> lemma('Волкова', 'PROPN', 'Case=Gen|Gender=Masc|Number=Sing'), lemma('стали', 'NOUN', 'Case=Gen|Number=Sing')
    ('волков', 'сталь')
    """
    return LEMMAS[word, pos, feats]


def _choose(key: tuple[str, str, str]) -> str:
    """The lemma of the reading that agrees best; of equal ones, of that which the dictionary holds likelier."""
    check()  # a text may have very many words that are new
    word, pos, feats = key
    word = word.lower()
    if not CYRILLIC.search(word):
        return word
    if said := fixed_lemma(word, pos, feats):
        return said
    known = _known(word)
    if known and not any(_fits(tag, pos) for tag, _ in known):
        known = _likeliest(word)  # the tag is wrong, and its features with it
    best = _best(known, pos, feats)
    if len(best) != 1:
        best = _best(_readings(word), pos, feats)
    tag, lemma = next((r for r in best if r[1].endswith('ой')), best[0])  # «родном»: родной, not родный
    return conventional(word, tag, lemma, pos, feats)


LEMMAS = Memo(_choose, MAX_REMEMBERED)  # (word, pos, feats) → lemma


def _best(readings: Readings, pos: str, feats: str) -> list[tuple[str, str]]:
    """The readings that agree best, one of each lemma, in order."""
    if len({lemma for _, lemma in readings}) <= 1:
        return list(readings[:1])
    scores = [agreement(tag, pos, feats) + PREFERRED * (lemma in preferred()) for tag, lemma in readings]
    most = max(scores)
    first: dict[str, tuple[str, str]] = {}
    for reading, score in zip(readings, scores, strict=True):
        if score == most:
            first.setdefault(reading[1], reading)
    return list(first.values())


@lru_cache(maxsize=10_000)
def _known(word: str) -> Readings:
    """The readings of a word that stands in the dictionary, in no order.

    What `known_forms` would say, without what it costs to tell how likely each is, which seldom decides.
    """
    if len(word) == 1:
        return ()  # perhaps an initial, which is not in the dictionary
    return tuple(_reading(*place) for place in known_places(word))


@lru_cache(maxsize=10_000)
def _likeliest(word: str) -> Readings:
    """The readings of a word of the dictionary that are likelier than others, all if none is."""
    forms = known_forms(word)
    return tuple(_reading(f.word, f.paradigm, f.number) for f in forms if f.score == forms[0].score)


@lru_cache(maxsize=10_000)
def _readings(word: str) -> Readings:
    """The readings of any word, the likeliest first."""
    forms = known_forms(word) if _known(word) else guessed_forms(word) if len(word) > 1 else None
    if forms:
        return tuple(_reading(form.word, form.paradigm, form.number) for form in forms)
    return tuple((str(reading.tag), reading.normal_form) for reading in parses(word))


def _reading(form: str, paradigm: int, number: int) -> tuple[str, str]:
    tag, to_lemma = _place(paradigm, number)
    return tag, to_lemma.of(form)


@lru_cache(maxsize=20_000)
def _place(paradigm: int, number: int) -> tuple[str, Change]:
    """The tag of a form of a paradigm, and how it becomes the lemma."""
    return str(analyzer().dictionary.build_tag_info(paradigm, number)), change(paradigm, number, 0)


@lru_cache(maxsize=30_000)
def agreement(tag: str, pos: str, feats: str) -> int:
    """How well OpenCorpora's tag of a reading agrees with UPOS and UD features.

    >>> agreement('NOUN,inan,femn sing,gent', 'NOUN', 'Animacy=Inan|Case=Gen|Gender=Fem|Number=Sing')
    15
    """
    upos, found, proper = _tag(tag)
    wanted = features(feats)
    score = sum(1 if wanted[name] == value else -1 for name, value in found if name in wanted)
    return score + PART_OF_SPEECH * (pos in upos.split()) + PROPER * (proper == (pos == 'PROPN'))


def _fits(tag: str, pos: str) -> bool:
    """Whether OpenCorpora's tag stands for a part of speech (UPOS)."""
    return pos in _tag(tag)[0].split()


@lru_cache(maxsize=10_000)
def _tag(tag: str) -> tuple[str, tuple[tuple[str, str], ...], bool]:
    """UPOS, UD features and properness of OpenCorpora's tag; «gen1» and «gent» may stand side by side."""
    grammemes = tag.replace(' ', ',').split(',')
    found = dict(FEATURES[g] for g in grammemes if g in FEATURES)
    return UPOS.get(grammemes[0], ''), tuple(found.items()), not NAMES.isdisjoint(grammemes)
