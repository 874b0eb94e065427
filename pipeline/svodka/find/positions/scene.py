"""The roles and the people of one document, and whether a role and a name next to each other go together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from svodka.find.positions.lexicon import words
from svodka.find.positions.roles import Role, find_roles
from svodka.language.morph import CASES, cases, name_cases
from svodka.model import Mention, Parse, features

EVERY_CASE = frozenset(CASES.values())
POSSESSIVE = frozenset(('свой', 'его', 'её', 'ее', 'их', 'мой', 'наш', 'ваш'))


def same_case(a: str, b: str) -> bool:
    """Whether two cases are one, or the genitive and the accusative, which taggers mix up."""
    return a == b or {a, b} == {'Gen', 'Acc'}


def surname(mention: Mention) -> str:
    """What tells the people of one document apart, roughly."""
    return (mention.person and mention.person.last) or mention.name


class Scene:
    """What the rules look at, and `holders`, what they have found: role → its people, both as indices."""

    def __init__(self, parse: Parse, mentions: Sequence[Mention]) -> None:
        self.parse, self.tokens, self.mentions = parse, parse.tokens, mentions
        self.sentence, self.size = parse.tokens.sentence, len(parse.tokens)
        self.roles = find_roles(parse, mentions)
        self.person_at = {i: n for n, m in enumerate(mentions) if m.type == 'PER' for i in range(m.first, m.last)}
        self.organisation_at = {i: n for n, m in enumerate(mentions) if m.type == 'ORG' for i in range(m.first, m.last)}
        self.named_at = {i: n for n, m in enumerate(mentions) if m.type != 'PER' for i in range(m.first, m.last)}
        self.tagged = {i for s in parse.spans if s.type == 'ROLE' for i in range(s.first, s.last)}
        self.surnames = Counter(surname(m) for m in mentions if m.type == 'PER')
        self.people = [n for n, m in enumerate(mentions) if m.type == 'PER']
        self.firsts = [m.first for m in mentions]
        self.role_at = {r.head: k for k, r in enumerate(self.roles)}
        self.role_from = {r.outset: k for k, r in reversed(list(enumerate(self.roles)))}
        self.holders: dict[int, list[int]] = {}
        self.stated: dict[str, list[int]] = {}
        self.status: dict[int, str] = {}
        self.organisation: dict[int, int] = {}
        self._possible: dict[int, frozenset[str]] = {}

    def hold(self, k: int, people: list[int]) -> None:
        """Note whose a role is."""
        self.holders[k] = people
        self.stated.setdefault(self.roles[k].lemma, []).extend(people)

    def starts(self, i: int) -> int | None:
        """The person whose name begins at token i."""
        n = self.person_at.get(i)
        return n if n is not None and self.mentions[n].first == i else None

    def together(self, i: int, j: int) -> bool:
        """Whether two tokens exist and stand in one sentence."""
        return 0 <= i < self.size and 0 <= j < self.size and self.sentence[i] == self.sentence[j]

    def text(self, i: int, role: Role) -> str:
        """The word at token i if it is in the role's sentence, else nothing."""
        return self.tokens.text[i] if self.together(i, role.head) else ''

    def whole(self, role: Role) -> bool:
        """Whether a role tells something: «член» alone does not."""
        return role.strength != 'weak' or role.reach > role.head + 1 or role.first < role.head

    def possible(self, person: int) -> frozenset[str]:
        """The cases that all words of a name may have."""
        found = self._possible.get(person)
        if found is None:
            mention, found = self.mentions[person], EVERY_CASE
            for word in self.tokens.text[mention.first : mention.last]:
                if len(word) > 2 and word.isalpha():
                    found = (found & name_cases(word)) or found
            self._possible[person] = found
        return found

    def case(self, person: int) -> str:
        """The grammatical case of a name as the tagger has it, empty if the words can't stand in it."""
        mention = self.mentions[person]
        tagged = [c for f in self.tokens.feats[mention.first : mention.last] if (c := features(f).get('Case'))]
        case = max(tagged, key=tagged.count) if tagged else ''
        return case if case in self.possible(person) else ''

    def agree(self, role: Role, person: int) -> bool:
        """Whether a role and a name next to each other may be one person's: they may stand in one case."""
        if not role.case or same_case(self.case(person), role.case):
            return True
        possible, first = self.possible(person), self.mentions[person].first
        if self.tokens.head[first] == role.head and self.tokens.relation[first] in ('appos', 'flat:name'):
            return bool(possible & cases(self.tokens.text[role.head]))
        told = possible != EVERY_CASE and self.case(person) and not self.initials(person)
        return role.case in possible and not told

    def initials(self, person: int) -> bool:
        """Whether a name begins with initials, of which a tagger can't tell the case."""
        mention = self.mentions[person]
        return len(self.tokens.text[mention.first].rstrip('.')) == 1

    def owned(self, role: Role, person: int) -> bool:
        """Whether a person rather has somebody in a role: «бывшего заместителя Иванова», «сторонников Иванова»."""
        bare = role.reach == role.head + 1 and role.case in ('Gen', 'Acc')
        bare = bare and self.tokens.pos[role.head - 1] != 'ADJ' and self.tokens.lemma[role.first - 1] not in POSSESSIVE
        return bare and role.lemma in words('relative') and 'Gen' in self.possible(person)
