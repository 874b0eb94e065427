"""The word lists of positions, and whether a word names one."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from svodka.find.places import find_place
from svodka.language.morph import nominatives
from svodka.language.paradigms import parses
from svodka.lexicons import load
from svodka.memo import Memo

# Trades that no list has all of: «футуролог», «египтовед».
STEMS = ('олог', 'овед')
STEM = re.compile('|'.join(STEMS))
# For a cheap first test: a form of a word shares with its lemma all letters but the last three of the lemma, of which
# at least and at most so many are compared, and is at most so many letters longer («повар», «поварами»).
BEGINNING = 3
LONGEST_BEGINNING = 8
SIZES = range(BEGINNING, LONGEST_BEGINNING + 1)
LONGER = 3
EARLIER = frozenset(('ранее', 'прежде', 'раньше'))  # of an office that somebody has left
REMEMBERED = 60_000  # words, some 10 MB


@cache
def words(name: str) -> frozenset[str]:
    """One of the lists of lemmas."""
    return frozenset(load('roles')[name])


@cache
def strengths() -> dict[str, str]:
    """Lemma of a role's noun → office, occupation, rank or weak."""
    return {lemma: kind for kind in ('bridge', 'weak', 'rank', 'occupation', 'office') for lemma in load('roles')[kind]}


@cache
def abbreviated() -> dict[str, str]:
    """Abbreviation of a role's noun, without its full stop → its lemma."""
    return dict(load('roles')['abbreviated'])


@cache
def shortened() -> dict[str, str]:
    """Abbreviation of an adjective in front of a role, without its full stop → its lemma."""
    return dict(load('roles')['shortened'])


@cache
def states() -> dict[str, str]:
    """Lemma before a role → its status."""
    return {lemma: status for status, lemmas in load('roles')['status'].items() for lemma in lemmas}


@cache
def _beginnings() -> dict[str, int]:
    """How the words of all roles begin, with е for ё, and how long such a word may be."""
    longest: dict[str, int] = {}
    for lemma in strengths():
        begin = lemma[: min(max(len(lemma) - 3, BEGINNING), LONGEST_BEGINNING)].replace('ё', 'е')
        longest[begin] = max(longest.get(begin, 0), len(lemma) + LONGER)
    return longest


@cache
def _prefixes() -> tuple[str, ...]:
    """What may stand before the word of a role."""
    return tuple(load('roles')['prefixes'])


def _begins(word: str) -> bool:
    """Whether a word begins as the word of a role does, and is no longer than a form of it."""
    longest, word, length = _beginnings(), word.replace('ё', 'е'), len(word)
    return any(length <= longest.get(word[:size], -1) for size in SIZES)


def may_be_role(word: str) -> bool:
    """A cheap test that most words fail, before the dictionary is asked."""
    if _begins(word) or STEM.search(word):
        return True
    if '-' in word:
        return any(role_lemma(part) for part in word.split('-'))
    prefixes = _prefixes()
    return word.startswith(prefixes) and any(word.startswith(p) and _begins(word[len(p) :]) for p in prefixes)


def role_lemma(word: str) -> tuple[str, str] | None:
    """The lemma of a word as a role's noun, and its strength.

    >>> role_lemma('замминистра'), role_lemma('экс-чемпионом'), role_lemma('дом')
    (('замминистра', 'office'), ('экс-чемпион', 'bridge'), None)
    """
    return ROLES[word]


def _strength(lemma: str) -> str | None:
    """The strength of a role's noun, None if it is none; a noun that the dictionary has for things alone names nobody,
    whatever list it stands in («табуретка»), but for those that are `inanimate`."""
    kind = strengths().get(lemma)
    if kind is None or lemma in words('inanimate'):
        return kind
    tags = [parse.tag for parse in parses(lemma) if parse.is_known]
    thing = bool(tags) and all(tag.POS == 'NOUN' and 'inan' in tag for tag in tags)
    return None if thing else kind


def _role_lemma(word: str) -> tuple[str, str] | None:
    woman, word, prefixes = word in words('women'), word.lower(), _prefixes()
    if woman or not may_be_role(word):
        return None
    lemmas = (*nominatives(word), word)
    if word.startswith('зам') and word.endswith('а') and word in strengths():
        return word, strengths()[word]  # «замначальника» declines in no case
    for lemma in lemmas:
        if kind := _strength(lemma):
            return lemma, kind
    if lemmas[0].endswith(STEMS) and lemmas[0] not in ('некролог', 'монолог', 'пролог'):
        return lemmas[0], 'occupation'
    for lemma in lemmas:
        parts = lemma.split('-')
        if len(parts) > 1 and (found := [kind for p in parts if (kind := _strength(p))]):
            return lemma, found[0]
        for prefix in prefixes if lemma.startswith(prefixes) else ():
            rest = lemma[len(prefix) :].lstrip('-')
            if lemma.startswith(prefix) and (kind := _strength(rest)):
                return lemma, kind
    return None


ROLES = Memo(_role_lemma, REMEMBERED)  # half of all tokens are asked for


@lru_cache(maxsize=20_000)
def passing(adjective: str) -> bool:
    """Whether an adjective tells of the person and not of the position: «известный», «25-летний», «российский»."""
    if adjective in words('quality') or adjective.endswith('летний'):
        return True
    return find_place(adjective, adjective=True) is not None
