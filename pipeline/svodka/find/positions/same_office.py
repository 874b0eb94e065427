"""Which office a phrase is of: «глава правительства» and «премьер-министр» may be one, «министр финансов» and «министр
обороны» are two."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from svodka.language.compare import fold
from svodka.lexicons import load
from svodka.model import Place

if TYPE_CHECKING:
    from svodka.find.positions.roles import Role
    from svodka.find.positions.scene import Scene

CONTENT = frozenset(('NOUN', 'ADJ', 'PROPN'))
MINISTRY = 'мин'  # how the name of a ministry begins, «Минтранс» too


class Office(NamedTuple):
    """What a phrase tells of its office: nouns that it may be called by, the other words, the keys of its places, the
    names of its bodies; whether it heads a body that it has no name for («глава ведомства»), and how the keys of such a
    land begin («глава региона»)."""

    nouns: frozenset[str]
    words: frozenset[str]
    places: frozenset[str]
    bodies: frozenset[str]
    any_body: bool
    any_land: tuple[str, ...]


@cache
def listed(name: str) -> frozenset[str]:
    """One of the lists of lexicons/office_reference.yaml."""
    return frozenset(load('office_reference')[name])


@cache
def _called() -> dict[str, frozenset[str]]:
    """A noun → all nouns of the same office."""
    found: dict[str, set[str]] = {}
    for row in load('office_reference')['one_office']:
        for noun in row:
            found.setdefault(noun, set()).update(row)
    return {noun: frozenset(row) for noun, row in found.items()}


@cache
def _heads() -> dict[str, frozenset[str]]:
    """What is headed («государство») → the nouns of who heads it."""
    return {row[0]: frozenset(row[1:]) for row in load('speech')['heads']}


@cache
def _written_out() -> dict[str, tuple[str, str]]:
    """A noun in which two are → its adjective and its noun: «гендиректор» is a «генеральный директор»."""
    pairs = load('office_reference')['written_out']
    return {noun: (words.split()[0], words.split()[1]) for noun, words in pairs.items()}


@cache
def _lands() -> dict[str, tuple[str, ...]]:
    return {word: tuple(kinds.split()) for word, kinds in load('office_reference')['lands'].items()}


def office_of(scene: Scene, role: Role) -> Office:
    """What a phrase tells of its office."""
    around = range(max(role.outset - 1, scene.bounds(role.head)[0]), role.reach)
    places = {place.key for i in around if (place := _place(scene, i)) is not None}
    bodies = {
        fold(scene.mentions[scene.organisation_at[i]].name)
        for i in around
        if i in scene.organisation_at and not _unnamed(scene, i)
    }
    noun, common = role.lemma.removeprefix('экс-'), _common(scene, role)
    if noun in _written_out():
        adjective, noun = _written_out()[noun]
        common.insert(0, adjective)
    last = common[-1] if common else ''
    any_body, any_land = last in listed('bodies'), _lands().get(last, ())
    told = any_body or any_land or (noun in listed('headed_by') and last in _heads())
    nouns = frozenset({noun, *_called().get(noun, ())}) | _by_what_is_headed(noun, last, bodies)
    words = frozenset(common[:-1] if told else common)
    return Office(nouns, words, frozenset(places), frozenset(bodies), any_body, any_land)


def _common(scene: Scene, role: Role) -> list[str]:
    """The words of a phrase beside its noun that are of no name, as lemmas in order."""
    found = []
    for i in range(role.first, role.reach):
        own = i < role.last and i != role.head and scene.pos[i] in CONTENT
        named = i in scene.named_at or i in scene.person_at
        if (own and not named) or _unnamed(scene, i):
            found.append(scene.lemma[i])
    return found


def _by_what_is_headed(noun: str, last: str, bodies: Collection[str]) -> frozenset[str]:
    """The nouns of who heads what a phrase tells: «глава правительства», «глава МИД»."""
    if noun not in listed('headed_by'):
        return frozenset()
    minister = any(body.startswith(MINISTRY) or body.partition(' ')[0] in listed('ministries') for body in bodies)
    return _heads().get(last, frozenset()) | (frozenset(('министр',)) if minister else frozenset())


def _unnamed(scene: Scene, i: int) -> bool:
    """Whether token i is a body without a name of its own: «глава | правительства»."""
    n = scene.organisation_at.get(i)
    return n is not None and scene.mentions[n].last == scene.mentions[n].first + 1 and scene.text[i].islower()


def _place(scene: Scene, i: int) -> Place | None:
    """The place that token i is of: a place's own, or that of a body's name."""
    n = scene.place_at.get(i, scene.organisation_at.get(i))
    return None if n is None else scene.mentions[n].place
