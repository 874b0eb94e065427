"""What an entity is called: the fullest name that the text has for it, and the parts of a person's name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from svodka.find.normal.document import common_nouns
from svodka.language.compare import fold, is_initial, squeezed
from svodka.language.name_words import eastern
from svodka.model import Entity, Mention, PersonName, Place
from svodka.resolve.keys import fullness

T = TypeVar('T')


def make_entity(mentions: Sequence[Mention], members: Sequence[int], parts: Mapping[int, PersonName]) -> Entity:
    """The entity of these mentions, with its canonical name; `parts` are those of people's names."""
    native = [i for i in members if not mentions[i].text.isascii()] or list(members)
    own = [mentions[i] for i in native]
    if own[0].type == 'PER':
        name, person = person_called([(mentions[i].name, parts[i]) for i in native if i in parts])
        return Entity('PER', name or own[0].name, tuple(members), person=person)
    places = [m.place for m in own if m.place]
    place = most_common(places, lambda place, count: (count, place.key)) if places else None
    abbreviations = [mentions[i].name for i in members if mentions[i].form == 'abbreviation']
    abbreviation = most_common(abbreviations) if abbreviations else None
    name = place.name if own[0].type == 'LOC' and place else fullest_name(own, abbreviations, place)
    return Entity(own[0].type, name, tuple(members), abbreviation, place=place)


def fullest_name(mentions: Sequence[Mention], abbreviations: Sequence[str], place: Place | None) -> str:
    """The name that tells most of an organisation, or the usual one of what the gazetteer does not have."""
    names = [m.full_name or m.name for m in mentions if m.form == 'name' or m.full_name] or [m.name for m in mentions]
    if abbreviations and all(fold(name) in common_nouns() for name in names):  # «МАГАТЭ», later «Агентство»
        names = list(abbreviations)
    if mentions[0].type != 'ORG':
        return most_common(names)
    key = place.key if place else None
    return most_common(names, lambda n, count: (*fullness(n, key), len(n.split()), count, n))


def person_called(names: Sequence[tuple[str, PersonName]]) -> tuple[str, PersonName]:
    """The whole name of a person whom the text calls by these names, and the parts of it."""
    # «ДЖЕЙ-ЗИ» is the whole of «Джей Зи», no surname of his.
    whole = {squeezed(name) for name, p in names if p.first and p.last}
    person = merge_person([p for _, p in names if squeezed(p.last or '') not in whole])
    return called(dict(names), person), person


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
