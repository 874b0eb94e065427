"""What a word is where the tree tells more than its tag: the part of speech and features by which its lemma is chosen.

The tagger gives each word a tag by itself; the relations are told apart by another layer and often know better. «Все»
that is a subject is a pronoun, «грустно» that is the predicate an adjective, «Таврская» before its noun an adjective,
and a name that goes on with another one (flat, appos, conj) stands in its case.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from svodka.language.conventions import POSSESSIVES, fixed
from svodka.language.paradigms import known_places, parses
from svodka.lexicons import load
from svodka.model import Tokens, features

CHECKED = frozenset(('PRON', 'DET', 'ADV', 'PROPN'))  # parts of speech on which the tree may know better
PREDICATE = frozenset(('root', 'ccomp'))
SHORT = 'Degree=Pos|Gender=Neut|Number=Sing|Variant=Short'
SHORTEST_WORD = 5  # letters; «Брось» is a verb, but so is «Жиль»
NAMES = frozenset(('Name', 'Surn', 'Patr', 'Geox', 'Orgn', 'Abbr'))
LONGEST_CHAIN = 4  # names that go on with each other
IN_ONE_CASE = frozenset(('flat:name', 'flat', 'appos', 'conj'))
ADJECTIVE = re.compile('(?:ая|яя|ое|ее|ые|ие|ый|ий|ой|ого|его|ому|ему|ую|юю|ых|их|ым|им|ыми|ими)$')


def understood(tokens: Tokens, i: int) -> tuple[str, str]:
    """The part of speech (UPOS) and features (UD) of token i for its lemma."""
    pos, feats, relation = tokens.pos[i], tokens.feats[i], tokens.relation[i]
    low = tokens.text[i].lower()
    if pos == 'PRON' and relation in ('det', 'nmod') and low in POSSESSIVES:
        return 'DET', ''
    if pos == 'DET' and relation == 'nsubj' and (low in fixed()['PRON'] or low in fixed()['PRON Plur']):
        return 'PRON', feats
    if pos == 'ADV' and relation in PREDICATE and low.endswith('о') and is_short_adjective(low):
        return 'ADJ', SHORT
    return understood_name(tokens, i) if pos == 'PROPN' else (pos, feats)


def understood_name(tokens: Tokens, i: int) -> tuple[str, str]:
    """The same of what the tagger has for a proper noun."""
    feats, relation, low = tokens.feats[i], tokens.relation[i], tokens.text[i].lower()
    if relation not in IN_ONE_CASE:
        if relation == 'amod' and ADJECTIVE.search(low):
            return 'ADJ', feats
        if len(low) >= SHORTEST_WORD and (part := common_part(tokens, i)):
            return part, ''
    if 'Case=Nom' in feats and not known_places(low):
        feats = in_case(feats, case_by_tree(tokens, i))
    return 'PROPN', feats


@lru_cache(maxsize=10_000)
def dictionary_tags(low: str) -> tuple[frozenset[str], ...]:
    """The grammemes of a word's readings in the dictionary."""
    return tuple(p.tag.grammemes for p in parses(low) if p.is_known) if known_places(low) else ()


def common_part(tokens: Tokens, i: int) -> str | None:
    """The part of speech of a word with a capital that is no name and that the tagger has for one in the nominative: a
    verb («Запомните»), or at the start of a sentence a noun in another case («Выписку»)."""
    tags = dictionary_tags(tokens.text[i].lower())
    if not tags or 'Case=Nom' not in tokens.feats[i]:
        return None
    if all('VERB' in tag for tag in tags):
        return 'VERB'
    first = i == 0 or tokens.sentence[i] != tokens.sentence[i - 1]
    noun = all('NOUN' in tag and tag.isdisjoint(('nomn', *NAMES, 'Fixd')) for tag in tags)
    return 'NOUN' if first and noun else None


def is_short_adjective(low: str) -> bool:
    """Whether a word may be an adjective's short form in the neuter."""
    return low not in adverbs_only() and any('ADJS' in tag for tag in dictionary_tags(low))


@cache
def adverbs_only() -> frozenset[str]:
    return frozenset(load('lemmas')['adverbs'].split())


def case_by_tree(tokens: Tokens, i: int) -> str | None:
    """The case of a name that the tagger sees in the nominative by what it depends on, None where that does not
    tell."""
    at = i
    for _ in range(LONGEST_CHAIN):
        if tokens.relation[at] not in IN_ONE_CASE or tokens.head[at] < 0 or tokens.pos[tokens.head[at]] != 'PROPN':
            break
        at = tokens.head[at]
    case = features(tokens.feats[at]).get('Case')
    return 'Gen' if tokens.relation[at] == 'nmod' and case == 'Nom' else case  # of no preposition


def in_case(feats: str, case: str | None) -> str:
    """The features with another case."""
    return re.sub('Case=[A-Z][a-z]+', f'Case={case}', feats) if case else feats
