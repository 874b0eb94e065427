"""The people of a document while they are being put together, and the parts of their names."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from svodka.language.compare import agree, fold, is_initial, skeleton, squeezed
from svodka.model import Mention, PersonName
from svodka.resolve.company import Beside
from svodka.resolve.pairs import Joined

# A text that names more people of one surname than this is a list; the ones named last are enough to choose from.
MAX_CANDIDATES = 40
CONSONANTS = frozenset('бвгджзйклмнпрстфхцчшщ')


@dataclass(slots=True, eq=False)
class Cluster:
    """The mentions of one person, in order, while they are being put together."""

    members: list[int] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    firsts: set[str] = field(default_factory=set)
    middles: set[str] = field(default_factory=set)
    gender: str | None = None

    def add(self, i: int, parts: PersonName) -> None:
        insort(self.members, i)
        self.gender = self.gender or parts.gender
        if parts.first:
            self.firsts.add(parts.first)
        if parts.middle:
            self.middles.add(parts.middle)

    def may_be(self, parts: PersonName) -> bool:
        """Whether a name may be this person's by its middle name and gender."""
        # Two genders of one whole name are an error of grammar.
        one_gender = fullness(parts) == 0 or None in (self.gender, parts.gender) or self.gender == parts.gender
        return agree(self.middles, parts.middle) and one_gender

    def distance(self, i: int) -> tuple[bool, int]:
        """How far from mention i it is named: before it, or else after it, counted in mentions."""
        at = bisect_left(self.members, i)
        return (False, i - self.members[at - 1]) if at else (True, self.members[0] - i)


def person_parts(mention: Mention) -> PersonName:
    """The parts of a person's name; without any, the last word counts as the surname.

    A surname on a consonant that is declined is a man's: «Лоренца» is not Анна Лоренц.
    """
    parts = mention.person
    if parts is None:
        words = mention.name.split()
        parts = PersonName(first=' '.join(words[:-1]) or None, last=words[-1] if words else None)
    if parts.gender is None and parts.last and not parts.first and mention.text != mention.name:
        declined = parts.last[-1].lower() in CONSONANTS and mention.text.lower().startswith(parts.last[:-1].lower())
        return replace(parts, gender='male') if declined else parts
    return parts


def parts_of(mentions: Sequence[Mention], indices: Sequence[int]) -> dict[int, PersonName]:
    """The parts of these names, with a single word read as the part that it is in a whole name of the same text."""
    parts = {i: person_parts(mentions[i]) for i in indices}
    whole = [p for p in parts.values() if p.first and p.last]
    firsts, lasts = {fold(p.first or '') for p in whole}, {fold(p.last or '') for p in whole}
    for i, p in parts.items():
        if p.first and not p.last and not p.middle and fold(p.first) in lasts - firsts:
            parts[i] = PersonName(last=p.first)
        elif p.last and not p.first and fold(p.last) in firsts - lasts:
            parts[i] = PersonName(first=p.last)
    return parts


def fullness(parts: PersonName) -> int:
    """0 for a first and a last name, 1 for an initial and a last name, 2 for a last name, 3 for less."""
    if not parts.last:
        return 3
    return 2 if not parts.first else 1 if is_initial(parts.first) else 0


@dataclass(frozen=True, slots=True)
class Named:
    """A mention of a person: its index, the name, the parts of it, and two of these folded, '' for none."""

    mention: int
    name: str
    parts: PersonName
    first: str
    last: str


class People:
    """The people of a document so far, by the words of their names; `beside` is what stands around each mention."""

    def __init__(self, beside: Beside) -> None:
        self.beside = beside
        self.main: Cluster | None = None  # of whom the text names most often in full
        self.clusters: list[Cluster] = []
        self.by_last: dict[str, list[Cluster]] = defaultdict(list)
        self.by_first: dict[str, list[Cluster]] = defaultdict(list)
        self.by_word: dict[str, list[Cluster]] = defaultdict(list)
        self.joined: list[Joined] = []

    def add(self, one: Named, cluster: Cluster | None) -> None:
        """Put a mention to a person, or to a new one."""
        parts = one.parts
        if cluster is None:
            cluster = Cluster()
            self.clusters.append(cluster)
        cluster.add(one.mention, parts)
        if parts.last and (self.main is None or len(cluster.members) > len(self.main.members)):
            self.main = cluster
        cluster.names.add(squeezed(one.name))
        first = f'{one.first[:1]}.' if one.first and is_initial(one.first) else one.first
        whole = (squeezed(one.name), fold(parts.middle or ''))  # «Бейшен уулу» is said alone
        words = [word for word in (*fold(one.name).split(), *whole) if len(word) > 1]
        last = skeleton(parts.last or '')
        for table, keys in ((self.by_last, [last]), (self.by_first, [first]), (self.by_word, words)):
            for key in keys:
                if key and cluster not in table[key][-MAX_CANDIDATES:]:
                    table[key].append(cluster)
