"""Mentions → one entity each, within one document.

Each type is resolved by what names of that kind look like: people by surname, then by what else of the name is known;
organisations by their brackets, their quoted name, their acronym and their head noun; places by the gazetteer. A
mention that fits two entities goes to the one that was named last before it, as a reader would take it; one that
fits none is an entity of its own. All look-ups go through keys, so the time is linear in the number of mentions.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from pipeline.compare import fold, is_initial, squeezed
from pipeline.model import Entity, Mention, Parse, PersonName, Place, Position
from pipeline.normal.agree import EASTERN
from pipeline.resolve.organisations import cluster_organisations
from pipeline.resolve.people import cluster_people, parts_of


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
        names = {mentions[i].name: parts[i] for i in native if i in parts}
        # «ДЖЕЙ-ЗИ» is the whole of «Джей Зи», no surname of his.
        whole = {squeezed(name) for name, p in names.items() if p.first and p.last}
        person = merge_person([parts[i] for i in native if i in parts and squeezed(parts[i].last or '') not in whole])
        return Entity(kind, called(names, person) or own[0].name, tuple(members), person=person)
    places = Counter(m.place for m in own if m.place)
    place: Place | None = max(places, key=lambda p: (places[p], p.key)) if places else None
    abbreviations = Counter(mentions[i].name for i in members if mentions[i].form == 'abbreviation')
    abbreviation = abbreviations.most_common(1)[0][0] if abbreviations else None
    if kind == 'LOC' and place is not None:
        return Entity(kind, place.name, tuple(members), abbreviation, place=place)
    counts = Counter(m.full_name or m.name for m in own if m.form == 'name' or m.full_name)
    counts = counts or Counter(m.name for m in own)
    name = max(counts, key=lambda n: (len(n.split()), counts[n], n)) if kind == 'ORG' else counts.most_common(1)[0][0]
    return Entity(kind, name, tuple(members), abbreviation if abbreviation != name else None, place=place)


def called(names: Mapping[str, PersonName], person: PersonName) -> str:
    """A person's whole name in the order in which it is said: «Ким Чен Ын» begins with the surname."""
    first = person.first if person.first != person.last else None
    parts = [first, person.middle, person.last]
    if person.last and not person.middle and fold(person.last) in EASTERN:
        written = [name for name, parts in names.items() if parts.first and parts.last]
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
