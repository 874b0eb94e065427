"""Mentions → one entity each, within one document.

Each type is resolved by what names of that kind look like: people by surname, then by what else of the name is known;
organisations by their brackets, their quoted name, their acronym and their head noun; places by the gazetteer. A
mention that fits two entities goes to the one that was named last before it, as a reader would take it; one that
fits none is an entity of its own. All look-ups go through keys, so the time is linear in the number of mentions.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.compare import abbreviation_key, acronym, agree, core, fold, is_initial, quoted_core
from pipeline.model import Entity, Mention, Parse, PersonName, Place, Position
from pipeline.normal.agree import EASTERN

# A text that names more people of one surname than this is a list; the ones named last are enough to choose from.
MAX_CANDIDATES = 40


@dataclass(slots=True)
class Cluster:
    """The mentions of one entity while it is being put together."""

    members: list[int] = field(default_factory=list)
    firsts: set[str] = field(default_factory=set)
    middles: set[str] = field(default_factory=set)
    gender: str | None = None
    place: str | None = None


def resolve_mentions(
    parse: Parse, mentions: Sequence[Mention], positions: Sequence[Position]
) -> tuple[list[Entity], list[int]]:
    """The entities of a document in the order of their first mention, and for each mention the index of its entity."""
    originals = bracketed_originals(parse, mentions)
    by_type: dict[str, list[int]] = defaultdict(list)
    for i, mention in enumerate(mentions):
        if i not in originals:
            by_type[mention.type].append(i)
    clusters = [
        *cluster_people(mentions, by_type['PER']),
        *cluster_organisations(mentions, by_type['ORG']),
        *cluster_places(mentions, by_type['LOC']),
    ]
    join_originals(mentions, originals, clusters)
    clusters.sort(key=lambda members: members[0])
    entity_of = [0] * len(mentions)
    for number, members in enumerate(clusters):
        for i in members:
            entity_of[i] = number
    return [make_entity(mentions, members) for members in clusters], entity_of


def bracketed_originals(parse: Parse, mentions: Sequence[Mention]) -> dict[int, int]:
    """Mentions in Latin letters in the brackets after a name: «Ингрид Халворсен (Ingrid Halvorsen)», and whose they are."""
    words = parse.tokens.text
    found = {}
    for i, (before, mention) in enumerate(pairwise(mentions), 1):
        if mention.first == before.last + 1 and words[before.last] == '(' and mention.type == before.type:
            latin = mention.text.isascii() and any(c.isalpha() for c in mention.text)
            if latin and mention.last < len(words) and words[mention.last] == ')' and not before.text.isascii():
                found[i] = i - 1
    return found


def join_originals(mentions: Sequence[Mention], originals: Mapping[int, int], clusters: list[list[int]]) -> None:
    """Put each name in the original to the entity it stands behind, and other mentions written so with it."""
    if not originals:
        return
    cluster_of = {i: members for members in clusters for i in members}
    for i, named in originals.items():
        cluster_of[named].append(i)
        written = [members for members in clusters if members is not cluster_of[named]
                   and all(mentions[j].name == mentions[i].name for j in members)]  # fmt: skip
        for members in written:
            cluster_of[named].extend(members)
            cluster_of.update(dict.fromkeys(members, cluster_of[named]))
            clusters.remove(members)
        cluster_of[named].sort()


# ------------------------------------------------------------------------------------------------------------ people


def person_parts(mention: Mention) -> PersonName:
    """The parts of a person's name; without any, the last word counts as the surname."""
    if mention.person is not None:
        return mention.person
    words = mention.name.split()
    return PersonName(first=' '.join(words[:-1]) or None, last=words[-1] if words else None)


def cluster_people(mentions: Sequence[Mention], indices: Sequence[int]) -> list[list[int]]:
    """Mentions of people, those that name most of a person first, joined by surname and by what else agrees."""
    parts = {i: person_parts(mentions[i]) for i in indices}
    by_last: dict[str, list[Cluster]] = defaultdict(list)
    by_first: dict[str, list[Cluster]] = defaultdict(list)
    by_word: dict[str, list[Cluster]] = defaultdict(list)
    clusters: list[Cluster] = []

    def fullness(i: int) -> tuple[int, int]:
        p = parts[i]
        known = 0 if p.last and p.first and not is_initial(p.first) else 1 if p.last and p.first else 2 if p.last else 3
        return known, i

    for i in sorted(indices, key=fullness):
        p = parts[i]
        last, first = fold(p.last or ''), fold(p.first or '')
        if last:
            candidates = by_last[last] or (by_word[last] if not first else [])
        else:
            candidates = by_first[first] or by_word[first]
        fitting = [
            c
            for c in candidates[-MAX_CANDIDATES:]
            if agree(c.firsts, p.first) and agree(c.middles, p.middle)
            and (c.gender is None or p.gender is None or c.gender == p.gender)
        ]
        chosen = nearest(fitting, i)
        if chosen is None:
            chosen = Cluster()
            clusters.append(chosen)
        chosen.members.append(i)
        chosen.gender = chosen.gender or p.gender
        if p.first:
            chosen.firsts.add(p.first)
        if p.middle:
            chosen.middles.add(p.middle)
        for table, key in ((by_last, last), (by_first, '' if is_initial(p.first) else first)):
            if key and chosen not in table[key][-MAX_CANDIDATES:]:
                table[key].append(chosen)
        for word in fold(mentions[i].name).split():
            if len(word) > 1 and chosen not in by_word[word][-MAX_CANDIDATES:]:
                by_word[word].append(chosen)
    return [sorted(c.members) for c in clusters]


def nearest(candidates: Sequence[Cluster], i: int) -> Cluster | None:
    """Of several entities the one named last before mention i, otherwise the one named first after it."""
    if len(candidates) < 2:
        return candidates[0] if candidates else None

    def distance(cluster: Cluster) -> tuple[bool, int]:
        before = max((m for m in cluster.members if m < i), default=None)
        return (False, i - before) if before is not None else (True, min(cluster.members) - i)

    return min(candidates, key=distance)


# ----------------------------------------------------------------------------------------------------- organisations


def cluster_organisations(mentions: Sequence[Mention], indices: Sequence[int]) -> list[list[int]]:
    """Mentions of organisations joined by brackets, name, quoted name, acronym, truncation and head noun."""
    parent = {i: i for i in indices}

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    def join(i: int, j: int) -> None:
        a, b = sorted((root(i), root(j)))
        parent[b] = a

    first_of: dict[str, int] = {}
    for i in indices:
        join(i, first_of.setdefault(core(mentions[i].name), i))
    for i in indices:
        same = mentions[i].same_as
        if same in parent:
            join(i, same)

    groups = {i for i in indices if root(i) == i}
    full = [i for i in groups if mentions[i].form != 'abbreviation' and len(mentions[i].name.split()) > 1]
    for keys, fits in (
        (lambda m: quoted_core(m.name), lambda m: core(m.name)),
        (lambda m: acronym(m.name), lambda m: abbreviation_key(m.name)),
    ):
        attach(mentions, indices, full, keys, fits, root, join)
    # «японского МИДа» is not the foreign ministry that the text names otherwise.
    after_adjective = {m.last for m in mentions if m.type == 'LOC' and m.form == 'adjective'}
    attach_truncated(mentions, indices, after_adjective, root, join)
    found: dict[int, list[int]] = defaultdict(list)
    for i in indices:
        found[root(i)].append(i)
    return list(found.values())


def attach(
    mentions: Sequence[Mention],
    indices: Sequence[int],
    full: Sequence[int],
    key_of: Callable[[Mention], str],
    wanted_of: Callable[[Mention], str],
    root: Callable[[int], int],
    join: Callable[[int, int], None],
) -> None:
    """Join each mention to the one entity among `full` whose key it wants; to none if several have it."""
    holders: dict[str, set[int]] = defaultdict(set)
    for i in full:
        key = key_of(mentions[i])
        if key:
            holders[key].add(i)
    for i in indices:
        wanted = wanted_of(mentions[i])
        found = {root(h) for h in holders.get(wanted, ())} if wanted else set()
        if len(found) == 1:
            join(i, found.pop())


def attach_truncated(
    mentions: Sequence[Mention],
    indices: Sequence[int],
    after_adjective: Collection[int],
    root: Callable[[int], int],
    join: Callable[[int, int], None],
) -> None:
    """Join a shortened name to the full one before it: «Совет» after «Совет по …», «МИД» beside «МИД Узбекистана».

    A single word must have a capital and stand after the full name; if full names of several organisations begin so,
    the last before it is meant when the word is a descriptor, and none when it is more.
    """
    by_head: dict[str, list[int]] = defaultdict(list)
    for i in indices:
        words = core(mentions[i].name).split()
        head = words[0] if words else ''
        if len(words) > 1:
            by_head[head].append(i)
    for i in indices:
        words = core(mentions[i].name).split()
        if not words or mentions[i].first in after_adjective:
            continue
        longer = [
            j
            for j in by_head[words[0]][-MAX_CANDIDATES:]
            if root(j) != root(i) and len(core(mentions[j].name).split()) > len(words)
            and core(mentions[j].name).split()[: len(words)] == words
        ]
        if not longer:
            continue
        roots = {root(j) for j in longer}
        before = [j for j in longer if j < i]
        if len(words) == 1 and mentions[i].form != 'abbreviation':
            if before and mentions[i].text[:1].isupper():
                join(i, before[-1])
        elif len(roots) == 1:
            join(i, longer[0])


# ------------------------------------------------------------------------------------------------------------ places


def cluster_places(mentions: Sequence[Mention], indices: Sequence[int]) -> list[list[int]]:
    """Mentions of places joined by the gazetteer's key, otherwise by name."""
    found: dict[str, list[int]] = defaultdict(list)
    for i in indices:
        place = mentions[i].place
        found[place.key if place else fold(mentions[i].name)].append(i)
    return list(found.values())


# ---------------------------------------------------------------------------------------------------------- entities


def make_entity(mentions: Sequence[Mention], members: Sequence[int]) -> Entity:
    """The entity of these mentions, with its canonical name."""
    own = [mentions[i] for i in members]
    own = [m for m in own if not m.text.isascii()] or own
    kind = own[0].type
    if kind == 'PER':
        person = merge_person([person_parts(m) for m in own])
        return Entity(kind, called(own, person) or own[0].name, tuple(members), person=person)
    places = Counter(m.place for m in own if m.place)
    place: Place | None = max(places, key=lambda p: (places[p], p.key)) if places else None
    abbreviations = Counter(m.name for m in own if m.form == 'abbreviation')
    abbreviation = abbreviations.most_common(1)[0][0] if abbreviations else None
    if kind == 'LOC' and place is not None:
        return Entity(kind, place.name, tuple(members), abbreviation, place=place)
    names = Counter(m.name for m in own if m.form == 'name') or Counter(m.name for m in own)
    name = max(names, key=lambda n: (len(n.split()), names[n], n)) if kind == 'ORG' else names.most_common(1)[0][0]
    return Entity(kind, name, tuple(members), abbreviation if abbreviation != name else None, place=place)


def called(own: Sequence[Mention], person: PersonName) -> str:
    """A person's whole name in the order in which it is said: «Ким Чен Ын» begins with the surname."""
    parts = [person.first, person.middle, person.last]
    if person.last and not person.middle and fold(person.last) in EASTERN:
        written = [m.name for m in own if (p := person_parts(m)).first and p.last]
        if written and all(name.startswith(person.last) for name in written):
            parts = [person.last, person.first]
    return ' '.join(p for p in parts if p)


def merge_person(parts: Sequence[PersonName]) -> PersonName:
    """One name of several mentions: each part in its fullest, then most frequent form."""

    def best(values: Iterable[str | None]) -> str | None:
        counts = Counter(v for v in values if v)
        return max(counts, key=lambda v: (not is_initial(v), counts[v], len(v), v)) if counts else None

    genders = Counter(p.gender for p in parts if p.gender)
    return PersonName(
        best(p.first for p in parts),
        best(p.middle for p in parts),
        best(p.last for p in parts),
        genders.most_common(1)[0][0] if genders else None,
    )
