"""Which entities of different documents are one: people by name and evidence, organisations by name, places by key.

Input are signatures: what entities of single documents say of themselves, those that say the same counted as one. The
number of signatures grows with the number of different names, not of documents. Candidates are found by keys (a
surname, a folded name), never by comparing all with all. A doubtful pair stays apart: two rows for one person are a
nuisance, one row for two is an error. What one document keeps apart is never joined, not even through a third.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from svodka.collection.names_known import body_of_place, own_name, plain_key
from svodka.language.compare import Groups, agree, core, fold, is_initial, skeleton
from svodka.language.organisation_names import is_national
from svodka.language.scripts import script_of, sound_key
from svodka.language.short_names import shortens
from svodka.resolve.keys import kinds_of_body

# A surname alone goes to the only person of the collection who has it, if this many documents know that person; or if
# position or organisation agree. A person of one or two documents is too thin a reason.
KNOWN_PERSON = 3
# Of the full names that brackets in the collection give to an abbreviation, one must have this share to be meant.
CLEAR_SHARE = 0.8
CODE = 2  # letters of a country's code, which tell it from a document's id


@dataclass(frozen=True, slots=True)
class Signature:
    """What entities of single documents say of themselves; `oldest` is the first of them by date, then by path.

    `located` is the key of the place in an organisation's name, `place` that of a place. `home` is the country or the
    document of a body without a name of its own. Where documents tell the entity from others that the linking might
    take it for, `rivalry` names that set of rivals and `side` the entity's own part in it.
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
    home: str | None = None
    positions: frozenset[str] = frozenset()
    organisations: frozenset[str] = frozenset()
    rivalry: str | None = None
    side: str = ''


def link(signatures: Sequence[Signature]) -> list[int]:
    """For each signature the index of the first one that is the same entity; the oldest are joined first."""
    groups = Groups(len(signatures), {i: {s.rivalry: s.side} for i, s in enumerate(signatures) if s.rivalry})
    of_type: dict[str, list[int]] = defaultdict(list)
    for i in sorted(range(len(signatures)), key=lambda i: age(signatures[i])):
        of_type[signatures[i].type].append(i)
    link_people(signatures, of_type['PER'], groups)
    link_organisations(signatures, of_type['ORG'], groups)
    join_by(of_type['LOC'], place_keys([signatures[i] for i in of_type['LOC']]), groups)
    return [groups.root(i) for i in range(len(signatures))]


def place_keys(places: Sequence[Signature]) -> list[str]:
    """For each place its key; of one that no document knows more of than its name, or the noun beside it («город X»),
    the key of the only one of that name whose noun or country another document tells."""
    told: dict[str, set[str]] = defaultdict(set)
    for s in places:
        if s.place and s.place.endswith(f':{fold(s.name)}'):  # made of its name: «city:x», «city:BY:x»
            told[fold(s.name)].add(s.place)
    found = []
    for s in places:
        made = told[fold(s.name)]
        landed = {key for key in made if key.count(':') > 1}
        plain = {f'{key.partition(":")[0]}:{fold(s.name)}' for key in landed}
        alone = landed if len(landed) == 1 and made - landed <= plain else made
        joins = not s.place or s.place in made
        found.append(next(iter(alone)) if joins and len(alone) == 1 else s.place or fold(s.name))
    return found


def age(s: Signature) -> tuple[str, ...]:
    """What signatures are sorted by, so that their order in the input does not matter: a join may forbid another."""
    return *s.oldest, s.name, s.last or '', s.first or '', s.middle or '', s.gender or '', s.abbreviation or '', s.side


class Named(Protocol):
    """What an entity of a document or its signature is called."""

    @property
    def type(self) -> str:
        """PER, ORG or LOC."""

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def last(self) -> str | None:
        """A person's surname."""

    @property
    def abbreviation(self) -> str | None:
        """An organisation's abbreviation."""


def rival_key(s: Named) -> str:
    """What two entities of one document share that the linking might join: a surname, an abbreviation; or empty."""
    if s.type == 'PER':
        return skeleton(s.last) if s.last else fold(s.name)
    return fold(s.abbreviation or s.name) if s.type == 'ORG' else ''


def own_side(s: Signature) -> str | None:
    """What tells an entity from those of the same `rival_key`; None if nothing does but that it is another one.

    People of one document are different people. Two names of organisations may be one that the document did not join.
    """
    return own_key(s) if s.type == 'ORG' else None


def own_key(s: Signature) -> str:
    """An organisation's name for comparison, with the country or document of one that has no name of its own: «МИД» of
    a text about Peru is the «МИД Перу» of another, if the text names no region of Peru that may have its own."""
    if s.home and len(s.home) == CODE:  # «Министерство леса Перу» looks as if it were any country's
        country = f'country:{s.home}'
        return f'{body_of_place(s.name, country) or plain_key(s.name)} @{country}'
    own = body_of_place(s.name, s.located) if s.located else ''
    key = f'{own} @{s.located}' if own else plain_key(s.name)
    return f'{key} {s.home}' if s.home else key


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
    partial.sort(key=lambda i: signatures[i].first is None)
    alone: list[int] = []
    for i in partial:
        s = signatures[i]
        people = {groups.root(j) for j in by_last[skeleton(s.last)] if fits(signatures, i, j)} if s.last else set()
        chosen = choose(signatures, i, people, by_last[skeleton(s.last or '')], groups)
        if chosen is None or not groups.join(i, chosen):
            alone.append(i)
    # Those that fit nobody are one person where they are written alike; a first name alone is nobody in particular.
    alike: dict[str, list[int]] = defaultdict(list)
    for i in alone:
        s = signatures[i]
        if s.last:
            alike[' '.join(filter(None, (skeleton(s.last), s.first and fold(s.first)[:1])))].append(i)
        elif not s.first:
            alike[fold(s.name)].append(i)
    for members in alike.values():
        if len({signatures[i].gender for i in members} - {None}) <= 1:
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
    """Names folded, then abbreviations by the full names that the collection gives them, the rest as names."""
    keys = {i: own_key(signatures[i]) for i in indices}
    defined = {fold(a) for i in indices if (a := signatures[i].abbreviation) and fold(a) != fold(signatures[i].name)}
    short = [i for i in indices if fold(signatures[i].name) in defined and not is_national(signatures[i].name)]
    kept = set(indices).difference(short)
    names = [i for i in indices if i in kept]
    join_by(names, [keys[i] for i in names], groups)
    full_names: dict[str, Counter[int]] = defaultdict(Counter)
    for i in names:
        if abbreviation := signatures[i].abbreviation:
            full_names[fold(abbreviation)][groups.root(i)] += signatures[i].documents
    left = []
    for i in short:
        candidates = full_names[fold(signatures[i].name)]
        best = min(candidates, key=lambda j: (-candidates[j], age(signatures[j])), default=i)
        if candidates[best] < CLEAR_SHARE * max(candidates.total(), 1) or not groups.join(i, best):
            left.append(i)
    join_by([*names, *left], [keys[i] for i in (*names, *left)], groups)
    join_put_together(signatures, indices, groups)
    join_of_country(signatures, indices, groups)
    join_scripts(signatures, indices, groups)


def join_of_country(signatures: Sequence[Signature], indices: Sequence[int], groups: Groups) -> None:
    """A body's own name alone, and with its country: «Уралгаз» and «Уралгаз России», if no other country has one."""
    of_own: dict[str, list[int]] = defaultdict(list)
    for i in indices:
        s = signatures[i]
        own = own_name(s.name, s.located) if s.located and s.located.startswith('country:') else ''
        if own and not is_national(own) and kinds_of_body().isdisjoint(own.split()):
            of_own[own].append(i)
    for i in indices:
        s = signatures[i]
        bare = not s.home and not (s.located and own_name(s.name, s.located))
        longer: Sequence[int] = of_own.get(plain_key(s.name), ()) if bare else ()
        lands = {signatures[j].located for j in longer}
        if len(lands) == 1 and s.located in lands | {None}:
            groups.join(i, longer[0])


def join_scripts(signatures: Sequence[Signature], indices: Sequence[int], groups: Groups) -> None:
    """A body's name in Latin and in Russian letters: «Gazeta.uz» and «Газета.uz», if one body has it in each."""
    written: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for i in indices:
        s = signatures[i]
        if not s.home and (key := sound_key(core(s.name))):
            written[key][script_of(s.name)].add(groups.root(i))
    for scripts in written.values():
        latin, cyrillic = scripts['latin'], scripts['cyrillic']
        if len(latin) == len(cyrillic) == 1:
            groups.join(*latin, *cyrillic)


def join_put_together(signatures: Sequence[Signature], indices: Sequence[int], groups: Groups) -> None:
    """Names put together of the letters of a longer one, each to the only body of that place that they are of:
    «Минэкологии РУз» and «Министерство экологии Республики Узбекистан»."""
    of_place: dict[str, list[tuple[int, str]]] = defaultdict(list)
    short: list[tuple[int, str]] = []
    for i in indices:
        s = signatures[i]
        if s.located and (own := own_name(s.name, s.located)):
            if ' ' in own:
                of_place[f'{s.located} {own[0]}'].append((i, own))
            elif fold(s.name.split()[0]) == own:
                short.append((i, s.name.split()[0]))
    for i, word in short:
        longer = [j for j, own in of_place[f'{signatures[i].located} {fold(word)[0]}'] if shortens(word, own)]
        if longer and len({groups.root(j) for j in longer}) == 1:
            groups.join(i, longer[0])


# --------------------------------------------------------------------------------------------------------------- ids


def strict_key(s: Signature) -> str:
    """What a signature names, by itself: the source of the id of the entity whose oldest signature it is."""
    if s.type == 'LOC' and s.place:
        return s.place
    if s.type == 'PER' and s.last:
        return ' '.join(fold(p) for p in (s.last, s.first, s.middle) if p)
    return own_key(s) if s.type == 'ORG' else fold(s.name)
