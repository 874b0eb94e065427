"""Which entities of different documents are one: people by name and evidence, organisations by name, places by key.

Input are signatures: what entities of single documents say of themselves, those that say the same counted as one. The
number of signatures grows with the number of different names, not of documents. Candidates are found by keys (a
surname, a folded name), never by comparing all with all. A doubtful pair stays apart: two rows for one person are a
nuisance, one row for two is an error.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.compare import Groups, agree, fold, is_initial, skeleton
from pipeline.organisation_names import national, organisation_key

# A surname alone goes to the only person of the collection who has it, if this many documents know that person; or if
# position or organisation agree. A person of one or two documents is too thin a reason.
KNOWN_PERSON = 3
# Of the full names that brackets in the collection give to an abbreviation, one must have this share to be meant.
CLEAR_SHARE = 0.8


@dataclass(frozen=True, slots=True)
class Signature:
    """What entities of single documents say of themselves; `oldest` is the first of them by date, then by path.

    `located` is the key of the place in an organisation's name, `place` that of a place.
    """

    type: str
    name: str
    oldest: tuple[str, str]
    documents: int = 1
    first: str | None = None
    middle: str | None = None
    last: str | None = None
    gender: str | None = None
    abbreviation: str | None = None
    place: str | None = None
    located: str | None = None
    positions: frozenset[str] = frozenset()
    organisations: frozenset[str] = frozenset()


def link(signatures: Sequence[Signature]) -> list[int]:
    """For each signature the index of the first one that is the same entity."""
    groups = Groups(len(signatures))
    of_type: dict[str, list[int]] = defaultdict(list)
    for i, s in enumerate(signatures):
        of_type[s.type].append(i)
    link_people(signatures, of_type['PER'], groups)
    link_organisations(signatures, of_type['ORG'], groups)
    join_by(of_type['LOC'], [signatures[i].place or fold(signatures[i].name) for i in of_type['LOC']], groups)
    return [groups.root(i) for i in range(len(signatures))]


def join_by(indices: Sequence[int], keys: Sequence[str], groups: Groups) -> None:
    """Join all signatures of one key."""
    first_of: dict[str, int] = {}
    for i, key in zip(indices, keys, strict=True):
        if key:
            groups.join(i, first_of.setdefault(key, i))


# ------------------------------------------------------------------------------------------------------------ people


def link_people(signatures: Sequence[Signature], indices: Sequence[int], groups: Groups) -> None:
    """Full names first, then initials, then surnames alone, each to the one person it fits."""
    by_last: dict[str, list[int]] = defaultdict(list)
    full: dict[tuple[str, str], list[int]] = defaultdict(list)
    partial: list[int] = []
    for i in indices:
        s = signatures[i]
        if s.last and s.first and not is_initial(s.first):
            full[skeleton(s.last), skeleton(s.first)].append(i)
        else:
            partial.append(i)
    for (last, _), members in full.items():
        join_namesakes(signatures, members, groups)
        by_last[last].extend(members)
    partial.sort(key=lambda i: (signatures[i].first is None, i))
    alone: list[int] = []
    for i in partial:
        s = signatures[i]
        people = {groups.root(j) for j in by_last[skeleton(s.last)] if fits(signatures, i, j)} if s.last else set()
        chosen = choose(signatures, i, people, by_last[skeleton(s.last or '')], groups)
        if chosen is None:
            alone.append(i)
        else:
            groups.join(i, chosen)
    # Those that fit nobody are one person where they are written alike; a first name alone is nobody in particular.
    alike: dict[str, list[int]] = defaultdict(list)
    for i in alone:
        s = signatures[i]
        if s.last:
            alike[' '.join(filter(None, (skeleton(s.last), s.first and fold(s.first)[:1])))].append(i)
        elif not s.first:
            alike[fold(s.name)].append(i)
    for members in alike.values():
        if len({signatures[i].gender for i in members} - {None}) < 2:
            join_namesakes(signatures, members, groups)


def join_namesakes(signatures: Sequence[Signature], members: Sequence[int], groups: Groups) -> None:
    """Join people of one first and last name, but for different patronymics."""
    of_middle: dict[str, int] = {}
    middles = {skeleton(m)[:1] if is_initial(m) else skeleton(m) for i in members if (m := signatures[i].middle)}
    several = len({m[:1] for m in middles}) > 1 or len([m for m in middles if len(m) > 1]) > 1
    for i in members:
        middle = signatures[i].middle
        groups.join(i, of_middle.setdefault(skeleton(middle) if several and middle else '', i))


def fits(signatures: Sequence[Signature], i: int, j: int) -> bool:
    """Whether a partial name may be the person of a full one."""
    a, b = signatures[i], signatures[j]
    return (
        agree([b.first] if b.first else [], a.first)
        and agree([b.middle] if b.middle else [], a.middle)
        and (a.gender is None or b.gender is None or a.gender == b.gender)
    )


def choose(
    signatures: Sequence[Signature], i: int, people: set[int], namesakes: Iterable[int], groups: Groups
) -> int | None:
    """The one person among those that a partial name fits; None where it is not clear who is meant."""
    s = signatures[i]
    of_person: dict[int, list[int]] = defaultdict(list)
    for j in namesakes:
        of_person[groups.root(j)].append(j)
    attested = {p for p in people if any(share(s, signatures[j]) for j in of_person[p])}
    if len(attested) == 1:
        return attested.pop()
    if len(people) != 1:
        return None
    (person,) = people
    if s.first is not None:
        return person
    known = sum(signatures[j].documents for j in of_person[person])
    return person if len(of_person) == 1 and known >= KNOWN_PERSON else None


def share(a: Signature, b: Signature) -> bool:
    """Whether two people hold one position or belong to one organisation."""
    return bool(a.positions & b.positions or a.organisations & b.organisations)


# ----------------------------------------------------------------------------------------------------- organisations


def link_organisations(signatures: Sequence[Signature], indices: Sequence[int], groups: Groups) -> None:
    """Names folded, then abbreviations by the full names that the collection gives them."""
    join_by(indices, [organisation_key(signatures[i].name) for i in indices], groups)
    full_names: dict[str, Counter[int]] = defaultdict(Counter)
    for i in indices:
        s = signatures[i]
        if s.abbreviation and fold(s.abbreviation) != fold(s.name):
            full_names[fold(s.abbreviation)][groups.root(i)] += s.documents
    for i in indices:
        candidates = full_names.get(fold(signatures[i].name))
        if candidates and groups.root(i) not in candidates and organisation_key(signatures[i].name) not in national():
            best, votes = max(candidates.items(), key=lambda item: (item[1], -item[0]))
            if votes >= CLEAR_SHARE * candidates.total():
                groups.join(i, best)


# --------------------------------------------------------------------------------------------------------------- ids


def strict_key(s: Signature) -> str:
    """What a signature names, by itself: the source of the id of the entity whose oldest signature it is."""
    if s.type == 'LOC' and s.place:
        return s.place
    if s.type == 'PER' and s.last:
        return ' '.join(fold(p) for p in (s.last, s.first, s.middle) if p)
    return organisation_key(s.name) if s.type == 'ORG' else fold(s.name)
