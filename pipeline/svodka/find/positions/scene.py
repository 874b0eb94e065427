"""The roles and the people of one document, and whether a role and a name next to each other go together."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from svodka.find.normal.told import is_womans
from svodka.find.positions.lexicon import words
from svodka.find.positions.roles import Role, find_roles
from svodka.find.positions.same_office import Office, office_of
from svodka.language.agreement import CASE, GENDER, cases_agree
from svodka.language.morph import CASES, cases, name_cases
from svodka.language.name_words import is_given
from svodka.language.view import ParseView
from svodka.model import Mention, Parse, features

EVERY_CASE = frozenset(CASES.values())
GENDERS = {'Masc': 'male', 'Fem': 'female'}
# A text is about a person who has this share of its names of people.
LEADING = 0.4
DECLINED = 3  # letters of a word of a name whose form tells its case, at least
POSSESSIVE = frozenset(('свой', 'его', 'её', 'ее', 'их', 'мой', 'наш', 'ваш'))


def surname(mention: Mention) -> str:
    """What tells the people of one document apart, roughly."""
    return (mention.person and mention.person.last) or mention.name


def _initial(mention: Mention) -> str:
    """The initial that stands beside a surname, '' where none does."""
    name = mention.person
    return name.first[:1] if name is not None and name.last and name.first else ''


def bearers(mentions: Sequence[Mention]) -> dict[int, str]:
    """Who each name of a person in a document means: a surname, with the initial where several people have it; of these
    a surname alone is a further one («Олег Орлов и Анна Орлова … Орлов»)."""
    initials: dict[str, set[str]] = {}
    people = [(n, m) for n, m in enumerate(mentions) if m.type == 'PER']
    for _, mention in people:
        initials.setdefault(surname(mention), set()).add(_initial(mention))
    several = {name for name, letters in initials.items() if len(letters - {''}) > 1}
    return {n: f'{_initial(m)} {surname(m)}' if surname(m) in several else surname(m) for n, m in people}


def _letters(name: str) -> str:
    return ''.join(filter(str.isalpha, name)).lower().replace('ё', 'е')


class Holder(NamedTuple):
    """Whose a role is, as a rule has it: the index of the person's mention, and what the rule tells beside it.

    A status, an organisation (the index of its mention), and of an office that several people share the tokens of this
    person's part of it in order, with the nouns that are in the plural only because it is shared. `of` is an earlier
    role that the office is said again of: what that belongs to, this does.
    """

    person: int
    status: str | None = None
    organisation: int | None = None
    tokens: tuple[int, ...] = ()
    single: tuple[int, ...] = ()
    of: int | None = None


def held_by(*people: int | None) -> list[Holder]:
    """People of whom a rule tells nothing but that a role is theirs; None is nobody."""
    return [Holder(person) for person in people if person is not None]


@dataclass(frozen=True, slots=True)
class Scene(ParseView):
    """What the rules look at, and `holders`, what they have found: role → whose it is; `lemma` has its ё.

    `mentions` are those of the document, `roles` in order of their heads. The maps from tokens: `person_at`,
    `organisation_at`, `place_at`, `named_at` (no people) → mention; `role_at` (its head), `role_from` (its first
    token) → role; `tagged` are the tokens that the tagger takes for a position's. `people` are the mentions of people,
    `firsts` the first tokens of all mentions, `bearer` whom each means, see `bearers`, `named` the mentions of each,
    `leading` whom the text is about; `stated` noun of an office → the roles that are somebody's, in order.
    """

    mentions: Sequence[Mention]
    roles: list[Role]
    person_at: dict[int, int]
    organisation_at: dict[int, int]
    place_at: dict[int, int]
    named_at: dict[int, int]
    role_at: dict[int, int]
    role_from: dict[int, int]
    tagged: set[int]
    people: list[int]
    firsts: list[int]
    bearer: dict[int, str]
    named: dict[str, list[int]]
    leading: str | None
    holders: dict[int, list[Holder]] = field(default_factory=dict)
    stated: dict[str, list[int]] = field(default_factory=dict)
    _possible: dict[int, frozenset[str]] = field(default_factory=dict)
    _offices: dict[int, Office] = field(default_factory=dict)

    def note_statements(self) -> None:
        """Note what offices the text's own words give to somebody: whose a role is by now."""
        for k in self.holders:
            self.note_statement(k)

    def note_statement(self, k: int) -> None:
        for noun in self.office(k).nouns:
            insort(self.stated.setdefault(noun, []), k)

    def office(self, k: int) -> Office:
        """The office that a role is of."""
        if k not in self._offices:
            self._offices[k] = office_of(self, self.roles[k])
        return self._offices[k]

    def last_person(self, i: int) -> int | None:
        """The last mention of a person before token i."""
        at = bisect_left(self.people, i, key=lambda n: self.mentions[n].first)
        return self.people[at - 1] if at else None

    def named_before(self, who: str, i: int) -> int | None:
        """The last mention of a person before token i."""
        mentions = self.named.get(who, ())
        at = bisect_left(mentions, i, key=lambda n: self.mentions[n].first)
        return mentions[at - 1] if at else None

    def holding(self, k: int) -> list[int]:
        """The people of a role, none if it has none yet."""
        return [holder.person for holder in self.holders.get(k, ())]

    def starts(self, i: int) -> int | None:
        """The person whose name begins at token i."""
        n = self.person_at.get(i)
        return n if n is not None and self.mentions[n].first == i else None

    def together(self, i: int, j: int) -> bool:
        """Whether two tokens exist and stand in one sentence."""
        return 0 <= i < len(self) and 0 <= j < len(self) and self.sentence[i] == self.sentence[j]

    def word(self, i: int, role: Role) -> str:
        """The word at token i if it is in the role's sentence, else nothing."""
        return self.text[i] if self.together(i, role.head) else ''

    def whole(self, role: Role) -> bool:
        """Whether a role tells something: «член» alone does not."""
        return role.strength != 'weak' or role.reach > role.head + 1 or role.first < role.head

    def possible(self, person: int) -> frozenset[str]:
        """The cases that all words of a name may have; one that stands as in the nominative may not decline at all, and
        then the tagger's case is possible, too."""
        found = self._possible.get(person)
        if found is None:
            mention, found = self.mentions[person], EVERY_CASE
            for word in self.text[mention.first : mention.last]:
                if len(word) >= DECLINED and word.isalpha() and not word.isascii():
                    found = (found & name_cases(word)) or found
            if not self.is_oblique(person):
                found |= {'Nom', self._tagged_case(person)} - {''}
            self._possible[person] = found
        return found

    def case(self, person: int) -> str:
        """The grammatical case of a name as the tagger has it, empty if the words can't stand in it."""
        case = self._tagged_case(person)
        return case if case in self.possible(person) else ''

    def _tagged_case(self, person: int) -> str:
        """The case that most words of a name have by the tagger."""
        mention = self.mentions[person]
        tagged = [c for f in self.feats[mention.first : mention.last] if (c := features(f).get(CASE))]
        return max(tagged, key=tagged.count) if tagged else ''

    def agree(self, role: Role, person: int) -> bool:
        """Whether a role and a name next to each other may be one person's: they may stand in one case."""
        if self.is_nominative(person):
            return role.case in ('', 'Nom')  # «заместитель председателя | Анна Иванова» is no chairman
        if role.case not in ('', 'Nom') and self._is_unchanged_womans(person):
            return False
        if role.case == 'Nom' and not self.initials(person) and self.is_oblique(person):
            # A normal form may err, and so the tagger is asked, too, but in «охранник Иванова».
            guards = role.lemma in words('relative') and role.reach == role.head + 1
            if guards or self.case(person) != 'Nom':
                return False
        if not role.case or cases_agree(self.case(person), role.case):
            return True
        possible, first = self.possible(person), self.mentions[person].first
        if self.head[first] == role.head and self.relation[first] in ('appos', 'flat:name'):
            # What the tree and the tags of all words say together goes before what a foreign name looks like.
            tags = {self.feature(i, CASE) for i in range(first, self.mentions[person].last)} - {''}
            return tags == {role.case} or bool(possible & cases(self.text[role.head]))
        told = possible != EVERY_CASE and self.case(person) and not self.initials(person)
        return role.case in possible and not told

    def is_oblique(self, person: int) -> bool:
        """Whether a name stands otherwise than in the nominative, as its normal form has it."""
        mention = self.mentions[person]
        return _letters(mention.text) != _letters(mention.name)

    def is_nominative(self, person: int) -> bool:
        """Whether a name begins with a woman's given name that would look otherwise in any other case."""
        first = self.text[self.mentions[person].first]
        return self._is_unchanged_womans(person) and (is_womans(first) or self._tagged_case(person) == 'Nom')

    def _is_unchanged_womans(self, person: int) -> bool:
        """Whether a name was read as a woman's in the nominative: «Евгения Черных», which may be a man's genitive."""
        mention = self.mentions[person]
        first, told = self.text[mention.first], mention.person
        read = told is not None and told.gender == 'female' and is_given(first)
        return read and first.endswith(('а', 'я')) and not self.is_oblique(person)

    def initials(self, person: int) -> bool:
        """Whether a name has initials, of which a tagger can't tell the case."""
        mention = self.mentions[person]
        return any(len(word) == 1 and word.isalpha() for word in self.text[mention.first : mention.last])

    def is_kins(self, role: Role, person: int) -> bool:
        """Whether a name is, or may be, that of a relative whom a role tells of: «дочь губернатора Анна Иванова».

        The case decides («супругу чиновника Анну Иванову»), else the gender, else that the role stands nearer.
        """
        i = role.outset - 1
        while self.word(i, role) and (
            self.pos[i] in ('ADJ', 'DET', 'NUM') or self.text[i] == '-' or 'VerbForm=Part' in self.feats[i]
        ):
            i -= 1
        if not self.word(i, role) or role.case not in ('Gen', 'Acc', '') or self.lemma[i] not in words('kin'):
            return False
        kin, possible = self.feature(i, CASE), self.possible(person)
        if 'Gen' not in possible or self.text[self.mentions[person].first].endswith(('у', 'ю')):
            return True  # «Иванку», which no dictionary has, is no genitive
        if kin not in possible or (kin == 'Nom' and self.is_oblique(person)):
            return False
        told = self.mentions[person].person
        woman = told is not None and told.gender == 'female' and self.feature(i, GENDER) == 'Fem'
        return woman and self.feature(role.head, GENDER) != 'Fem'

    def owned(self, role: Role, person: int) -> bool:
        """Whether a person rather has somebody in a role: «бывшего заместителя Иванова», «сторонников Иванова»."""
        first = self.mentions[person].first
        hangs = self.relation[first] == 'nmod' and self._tagged_case(person) == 'Gen' and self.is_oblique(person)
        bare = role.reach == role.head + 1 and (role.case in ('Gen', 'Acc') or (hangs and role.case != 'Nom'))
        bare = bare and self.pos[role.head - 1] != 'ADJ' and self.lemma[role.first - 1] not in POSSESSIVE
        short = self.mentions[person].last - self.mentions[person].first == 1
        return bare and short and role.lemma in words('relative') and 'Gen' in self.possible(person)


def scene_of(parse: Parse, mentions: Sequence[Mention]) -> Scene:
    """The scene of a document in which nobody holds anything yet."""
    t, roles = parse.tokens, find_roles(parse, mentions)

    def at(*types: str) -> dict[int, int]:
        return {i: n for n, m in enumerate(mentions) if m.type in types for i in range(m.first, m.last)}

    named: defaultdict[str, list[int]] = defaultdict(list)
    bearer = bearers(mentions)
    for n, who in bearer.items():
        named[who].append(n)
    counts = sorted(((len(numbers), name) for name, numbers in named.items()), reverse=True)
    leads = (
        bool(counts)
        and counts[0][0] >= LEADING * sum(n for n, _ in counts)
        and counts[0][0] > sum(n for n, _ in counts[1:2])
    )
    return Scene(
        *(parse, t.text, t.lemma, t.pos, t.feats, t.head, t.relation, t.sentence),
        mentions=mentions,
        roles=roles,
        person_at=at('PER'),
        organisation_at=at('ORG'),
        place_at=at('LOC'),
        named_at=at('ORG', 'LOC'),
        role_at={r.head: k for k, r in enumerate(roles)},
        role_from={r.outset: k for k, r in reversed(list(enumerate(roles)))},
        tagged={i for s in parse.spans if s.type == 'ROLE' for i in range(s.first, s.last)},
        people=[n for n, m in enumerate(mentions) if m.type == 'PER'],
        firsts=[m.first for m in mentions],
        bearer=bearer,
        named=named,
        leading=counts[0][1] if leads else None,
    )
