"""Mentions of people → one person each: those that name most of a person first, the others to whom they fit."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from svodka.language.compare import agree, fold, is_initial, skeleton, squeezed
from svodka.limits import checked
from svodka.model import Mention, Parse, PersonName
from svodka.resolve.company import Beside

# A text that names more people of one surname than this is a list; the ones named last are enough to choose from.
MAX_CANDIDATES = 40
# A surname alone means the one whom the text is about: who is otherwise named at least so often, and so many times as
# often as any other of the surname.
ABOUT, TIMES = 3, 2
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


def begins(name: str, first: str) -> bool:
    return fold(name).split()[:1] == [first]


class People:
    """The people of a document so far, by the words of their names; `beside` is what stands around each mention."""

    def __init__(self, beside: Beside) -> None:
        self.beside = beside
        self.main: Cluster | None = None  # of whom the text names most often in full
        self.clusters: list[Cluster] = []
        self.by_last: dict[str, list[Cluster]] = defaultdict(list)
        self.by_first: dict[str, list[Cluster]] = defaultdict(list)
        self.by_word: dict[str, list[Cluster]] = defaultdict(list)

    def fitting(self, name: str, parts: PersonName) -> list[Cluster]:
        """The people whom a name may mean."""
        last, first = fold(parts.last or ''), fold(parts.first or '')
        found = self.by_last[skeleton(parts.last or '')] if last else self.by_first[first]
        by_word = not found and not is_initial(parts.first)  # «Ким» of «Ким Чен Ын», «Мендес» of «Ана Мендес Руис»
        if by_word:
            found = self.by_word[last or fold(name)] or self.by_word[squeezed(name)]
            found = found or (self.initialled(parts) if parts.middle and not last else [])
        return [
            c
            for c in found[-MAX_CANDIDATES:]
            if ((by_word and (not (last and first) or squeezed(name) in c.names)) or agree(c.firsts, parts.first))
            # A given name alone is that of nobody who has it in the middle: «Мухаммед» is not «Фуад Мухаммед Аггад».
            and (last or parts.middle or not by_word or not c.firsts or any(begins(f, first) for f in c.firsts))
            and agree(c.middles, parts.middle)
            # Two genders of one whole name are an error of grammar.
            and (fullness(parts) == 0 or c.gender is None or parts.gender is None or c.gender == parts.gender)
        ]

    def initialled(self, parts: PersonName) -> list[Cluster]:
        """The one person of a transcript's «И. Маратов», who is spoken to as «Ильдар Ильясович»."""
        found = self.by_first[fold(parts.first or '')[:1] + '.']
        return found if len(found) == 1 and all(is_initial(first) for first in found[0].firsts) else []

    def meant(self, i: int, parts: PersonName, found: list[Cluster]) -> Cluster | None:
        """Whom of the people a name fits it means: of several the one the text is about, or who was named last."""
        if found and parts.last is None:
            kin = self.beside.kin(i)
            found = [c for c in found if not self.another(i, kin, c)]
        if len(found) > 1 and parts.first is None:
            told = self.beside.gender(i)
            found = [c for c in found if told is None or c.gender == told] or found
            often = sorted(len(c.members) for c in found)
            if len(often) > 1 and often[-1] >= max(ABOUT, TIMES * often[-2]):
                return max(found, key=lambda c: len(c.members))
        return min(found, key=lambda c: c.distance(i), default=None)

    def another(self, i: int, kin: bool, cluster: Cluster) -> bool:
        """Whether a given name alone is somebody else's: «его сын Олег» is not the Олег whom the text is about, «наш
        друг Олег» not the Олег Седых who signs the text, and «премия имени Олега» not of one who comes later."""
        if cluster.members[0] < i:
            return kin and cluster is self.main
        return self.beside.honoured(i) or all(self.beside.signs(j) for j in cluster.members[:MAX_CANDIDATES])

    def add(self, i: int, name: str, parts: PersonName) -> None:
        """Put a mention to the person it fits, named last before it, or to a new one."""
        cluster = self.meant(i, parts, self.fitting(name, parts))
        if cluster is None:
            cluster = Cluster()
            self.clusters.append(cluster)
        cluster.add(i, parts)
        if parts.last and (self.main is None or len(cluster.members) > len(self.main.members)):
            self.main = cluster
        cluster.names.add(squeezed(name))
        first = fold(parts.first or '')
        first = f'{first[:1]}.' if first and is_initial(parts.first) else first
        words = [word for word in (*fold(name).split(), squeezed(name)) if len(word) > 1]
        last = skeleton(parts.last or '')
        for table, keys in ((self.by_last, [last]), (self.by_first, [first]), (self.by_word, words)):
            for key in keys:
                if key and cluster not in table[key][-MAX_CANDIDATES:]:
                    table[key].append(cluster)


def cluster_people(parse: Parse, mentions: Sequence[Mention], parts: Mapping[int, PersonName]) -> list[list[int]]:
    """Mentions of people, given with the parts of their names, as lists of indices, one for each person."""
    people = People(Beside(parse, mentions, parts))
    for i in checked(sorted(parts, key=lambda i: (fullness(parts[i]), i))):
        people.add(i, mentions[i].name, parts[i])
    return [c.members for c in people.clusters]
