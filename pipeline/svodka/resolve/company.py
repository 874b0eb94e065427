"""What the words around a name of a person tell of whom it means."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from functools import cache, cached_property

from svodka.language.agreement import CASE, GENDER, agree
from svodka.language.person_names import Gender
from svodka.lexicons import head_nouns
from svodka.model import Mention, Parse, PersonName, Tokens, features

# Tokens before a name among which «трое сыновей — Олег, Иван и Пётр» has its noun.
REACH = 10
NAMESAKE = ('имени', 'им')
# Characters around a name in which its line has an end, if it has one of its own.
WIDE = 100


@cache
def kinship() -> frozenset[str]:
    """Lemmas of nouns for descendants and ancestors, who may have the same given name."""
    return head_nouns('kinship')


class Beside:
    """What stands around the mentions of people, looked at where it is asked for."""

    def __init__(self, parse: Parse, mentions: Sequence[Mention], parts: Mapping[int, PersonName]) -> None:
        self.parse, self.mentions, self.parts = parse, mentions, parts
        self.tagged = bool(parse.tokens.lemma)

    def kin(self, i: int) -> bool:
        """Whether a given name alone is introduced as a descendant's or an ancestor's."""
        first = self.mentions[i].first
        return self.tagged and is_kin(self.parse.tokens, first, self.given)

    @cached_property
    def given(self) -> frozenset[int]:
        """The tokens of given names alone."""
        alone = (i for i, p in self.parts.items() if p.first and not p.last and not p.middle)
        return frozenset(self.mentions[i].first for i in alone)

    def honoured(self, i: int) -> bool:
        """Whether something is named after somebody: «премия имени Седых и Олега»."""
        tokens, first = self.parse.tokens, self.mentions[i].first
        for at in range(first - 1, max(first - REACH, -1), -1):
            if tokens.text[at].lower() in NAMESAKE:
                return True
            if tokens.text[at] not in ('и', ',', '.') and not tokens.text[at].istitle():
                return False
        return False

    def signs(self, i: int) -> bool:
        """Whether a name has a line of its own, as a signature has."""
        return self.tagged and signs(self.parse.document.text, self.mentions[i])

    def gender(self, i: int) -> Gender:
        """The gender of the verb of which a name is the subject."""
        return subject_gender(self.parse.tokens, self.mentions[i].first) if self.tagged else None


def is_kin(tokens: Tokens, first: int, given: Container[int]) -> bool:
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
    noun, name = tokens.feats[at], tokens.feats[i]
    one_gender = 'Number=Plur' in noun or agree(noun, name, GENDER)
    return one_gender and ('Case=Nom' in name or agree(noun, name, CASE))


def signs(text: str, mention: Mention) -> bool:
    """Whether a name has a line of its own."""
    before = text[max(mention.start - WIDE, 0) : mention.start].rpartition('\n')[2]
    after = text[mention.stop : mention.stop + WIDE].partition('\n')[0]
    return not before.strip() and not after.strip(' \t\r,')


def subject_gender(tokens: Tokens, i: int) -> Gender:
    """The gender of the verb of which a name is the subject: «Седых сказала»."""
    head = tokens.head[i]
    if head < 0 or not tokens.relation[i].startswith('nsubj') or tokens.pos[head] not in ('VERB', 'ADJ'):
        return None
    gender = features(tokens.feats[head]).get('Gender')
    return 'male' if gender == 'Masc' else 'female' if gender == 'Fem' else None
