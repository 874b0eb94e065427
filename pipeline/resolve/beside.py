"""What the words around a name of a person tell of whom it means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from pipeline.lexicon import load
from pipeline.model import Mention, Parse, PersonName, Tokens, features

# Tokens before a name among which «трое сыновей — Олег, Иван и Пётр» has its noun.
REACH = 10
# Characters around a name in which its line has an end, if it has one of its own.
WIDE = 100


@dataclass(frozen=True, slots=True)
class Beside:
    """Whether a name is introduced as a descendant or an ancestor, whether it has a line of its own as a signature has,
    and the gender of the verb of which it is the subject."""

    kin: bool
    signs: bool
    gender: Literal['male', 'female'] | None


@cache
def kinship() -> frozenset[str]:
    """Lemmas of nouns for descendants and ancestors, who may have the same given name."""
    return frozenset(load('heads')['kinship'].split())


def around(parse: Parse, mentions: Sequence[Mention], parts: Mapping[int, PersonName]) -> dict[int, Beside]:
    """What stands around mentions of people, given with the parts of their names."""
    tokens = parse.tokens
    if not tokens.lemma:
        return {}
    given = {mentions[i].first for i, p in parts.items() if p.first and not p.last and not p.middle}
    return {
        i: Beside(
            mentions[i].first in given and is_kin(tokens, mentions[i].first, given),
            signs(parse, mentions[i]),
            subject_gender(tokens, mentions[i].first),
        )
        for i in parts
    }


def is_kin(tokens: Tokens, first: int, given: set[int]) -> bool:
    """Whether a noun of kinship introduces the name that begins with token `first`, or the list it is in: «трое сыновей
    — Олег и Иван», not «дочь Олега»; `given` are the tokens of given names alone."""
    head = first
    while tokens.relation[head] == 'conj' and 0 <= tokens.head[head] < head:
        head = tokens.head[head]
    if tokens.relation[head] == 'nmod':
        return False
    for at in range(first - 1, max(first - REACH, -1), -1):
        if tokens.sentence[at] != tokens.sentence[first]:
            return False
        if at not in given and tokens.pos[at] not in ('PUNCT', 'CCONJ', 'ADJ', 'DET'):
            return tokens.pos[at] == 'NOUN' and tokens.lemma[at].lower() in kinship() and agrees(tokens, at, first)
    return False


def agrees(tokens: Tokens, at: int, i: int) -> bool:
    """Whether a name may be in apposition to a noun; names in a list after a dash are in the nominative."""
    noun, name = features(tokens.feats[at]), features(tokens.feats[i])
    same_gender = noun.get('Number') == 'Plur' or noun.get('Gender') == name.get('Gender')
    return same_gender and name.get('Case') in ('Nom', noun.get('Case'))


def signs(parse: Parse, mention: Mention) -> bool:
    """Whether a name has a line of its own."""
    text = parse.document.text
    before = text[max(mention.start - WIDE, 0) : mention.start].rpartition('\n')[2]
    after = text[mention.stop : mention.stop + WIDE].partition('\n')[0]
    return not before.strip() and not after.strip(' \t\r,')


def subject_gender(tokens: Tokens, i: int) -> Literal['male', 'female'] | None:
    """The gender of the verb of which a name is the subject: «Седых сказала»."""
    head = tokens.head[i]
    if head < 0 or not tokens.relation[i].startswith('nsubj') or tokens.pos[head] not in ('VERB', 'ADJ'):
        return None
    gender = features(tokens.feats[head]).get('Gender')
    return 'male' if gender == 'Masc' else 'female' if gender == 'Fem' else None
