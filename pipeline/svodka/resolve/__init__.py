"""Mentions → one entity each, within one document.

Each type is resolved by what names of that kind look like: people by surname, then by what else of the name is known;
organisations by their brackets, their quoted name, their acronym and their head noun; places by the gazetteer. A
mention that fits two entities goes to the one that was named last before it, as a reader would take it; one that
fits none is an entity of its own. All look-ups go through keys, so the time is linear in the number of mentions.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any, TypeVar

from svodka.find.normal.document import common_nouns
from svodka.language.compare import fold, is_initial, squeezed
from svodka.language.person_names import eastern
from svodka.model import Entity, Mention, Parse, PersonName, Position
from svodka.resolve.keys import fullness
from svodka.resolve.organisations import cluster_organisations
from svodka.resolve.people import cluster_people, parts_of

T = TypeVar('T')


def resolve_mentions(
    parse: Parse, mentions: Sequence[Mention], positions: Sequence[Position]
) -> tuple[list[Entity], list[int]]:
    """The entities of a document in the order of their first mention, and for each mention the index of its entity."""
    originals = bracketed_originals(parse, mentions)
    by_type: dict[str, list[int]] = defaultdict(list)
    for i, mention in enumerate(mentions):
        if i not in originals:
            by_type[mention.type].append(i)
    parts = parts_of(mentions, by_type['PER'])
    begins = {sentence.first for sentence in parse.sentences}
    opening = {i for i in by_type['ORG'] if mentions[i].first in begins}
    clusters = [
        *cluster_people(parse, mentions, parts),
        *cluster_organisations(mentions, by_type['ORG'], opening),
        *cluster_places(mentions, by_type['LOC']),
    ]
    join_originals(mentions, originals, clusters)
    clusters.sort(key=lambda members: members[0])
    entity_of = [0] * len(mentions)
    for number, members in enumerate(clusters):
        for i in members:
            entity_of[i] = number
    return [make_entity(mentions, members, parts) for members in clusters], entity_of


def bracketed_originals(parse: Parse, mentions: Sequence[Mention]) -> dict[int, int]:
    """Mentions in Latin letters in brackets, and the name before them: «Ингрид Халворсен (Ingrid Halvorsen)»."""
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


def cluster_places(mentions: Sequence[Mention], indices: Sequence[int]) -> list[list[int]]:
    """Mentions of places joined by the gazetteer's key, otherwise by name."""
    found: dict[str, list[int]] = defaultdict(list)
    for i in indices:
        place = mentions[i].place
        found[place.key if place else fold(mentions[i].name)].append(i)
    return list(found.values())


def make_entity(mentions: Sequence[Mention], members: Sequence[int], parts: Mapping[int, PersonName]) -> Entity:
    """The entity of these mentions, with its canonical name; `parts` are those of people's names."""
    native = [i for i in members if not mentions[i].text.isascii()] or list(members)
    own = [mentions[i] for i in native]
    kind = own[0].type
    if kind == 'PER':
        called_so = {mentions[i].name: parts[i] for i in native if i in parts}
        # «ДЖЕЙ-ЗИ» is the whole of «Джей Зи», no surname of his.
        whole = {squeezed(name) for name, p in called_so.items() if p.first and p.last}
        person = merge_person([parts[i] for i in native if i in parts and squeezed(parts[i].last or '') not in whole])
        return Entity(kind, called(called_so, person) or own[0].name, tuple(members), person=person)
    places = [m.place for m in own if m.place]
    place = most_common(places, lambda place, count: (count, place.key)) if places else None
    abbreviations = [mentions[i].name for i in members if mentions[i].form == 'abbreviation']
    abbreviation = most_common(abbreviations) if abbreviations else None
    if kind == 'LOC' and place is not None:
        return Entity(kind, place.name, tuple(members), abbreviation, place=place)
    names = [m.full_name or m.name for m in own if m.form == 'name' or m.full_name] or [m.name for m in own]
    if abbreviation and all(fold(name) in common_nouns() for name in names):  # «МАГАТЭ», later «Агентство»
        names = abbreviations
    name = most_common(names)
    if kind == 'ORG':
        key = place.key if place else None
        name = most_common(names, lambda n, count: (*fullness(n, key), len(n.split()), count, n))
    return Entity(kind, name, tuple(members), abbreviation, place=place)


def most_common(values: Sequence[T], rank: Callable[[T, int], Any] = lambda _, count: count) -> T:
    """The value that ranks highest with its count, the first of equal ones; mostly there is one."""
    if values.count(values[0]) == len(values):
        return values[0]
    counts = Counter(values)
    return max(counts, key=lambda value: rank(value, counts[value]))


def called(names: Mapping[str, PersonName], person: PersonName) -> str:
    """A person's whole name in the order in which it is said: «Ким Чен Ын» begins with the surname."""
    first = person.first if person.first != person.last else None
    parts = [first, person.middle, person.last]
    if person.last and not person.middle and fold(person.last) in eastern():
        written = [name for name, parts in names.items() if parts.first and parts.last]
        if written and all(name.startswith(person.last) for name in written):
            parts = [person.last, person.first]
    return ' '.join(p for p in parts if p)


def merge_person(parts: Sequence[PersonName]) -> PersonName:
    """One name of several mentions: each part in its fullest, then most frequent form."""

    def fullest(value: str, count: int) -> tuple[bool, bool, int, int, str]:
        return not is_initial(value), not value.islower(), count, len(value), value

    def best(values: Iterable[str | None]) -> str | None:
        found = [v for v in values if v]
        return most_common(found, fullest) if found else None

    genders = [p.gender for p in parts if p.gender]
    return PersonName(
        best(p.first for p in parts),
        best(p.middle for p in parts),
        best(p.last for p in parts),
        most_common(genders) if genders else None,
    )
