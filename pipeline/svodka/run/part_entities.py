"""Analyses → the entities of a document as a part holds them, and the place in its dateline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from svodka.find.places import find_place
from svodka.find.positions import REFERRING
from svodka.model import Analysis, Entity, Place
from svodka.run.part_schema import PLACE_FIELDS

T = TypeVar('T')


@dataclass(frozen=True, slots=True)
class LocalEntities:
    """The entities of a document as rows, and the index of the place in its dateline."""

    rows: list[dict[str, Any]]
    dateline: int | None = None


def local_entities(a: Analysis) -> LocalEntities:
    """The entities of a document; places that only a dateline or an organisation's name tells are added at the end."""
    rows = [_entity(a, e) for e in a.entities]
    by_key = place_indices(a)

    def index(place: Place) -> int:
        at = by_key.setdefault(place.key, len(rows))
        if at == len(rows):
            rows.append(_row('LOC', place.name, place=place))
        return at

    for i, entity in enumerate(a.entities):
        if entity.type == 'ORG' and entity.place is not None:
            rows[i]['place'], rows[i]['located'] = None, index(entity.place)
    offices: dict[int, list[tuple[str, int | None]]] = {}
    called: dict[int, list[tuple[str, int | None]]] = {}
    for p in a.positions:
        where = None if p.organisation is None else a.entity_of[p.organisation]
        by_rule = called if p.rule in REFERRING else offices
        by_rule.setdefault(a.entity_of[p.person], []).append((p.position, where))
    for person, held in {**called, **offices}.items():
        # Of one stated row, so that no pair comes out that no text has.
        rows[person]['position'], rows[person]['organisation'] = _most_frequent(held) or (None, None)
    dateline = dateline_place(a)
    return LocalEntities(rows, index(dateline) if isinstance(dateline, Place) else dateline)


def place_indices(a: Analysis) -> dict[str, int]:
    """Key of a place → the index of its entity in the document: those of the text, then those that only the names of
    organisations tell, in order."""
    found = {e.place.key: i for i, e in enumerate(a.entities) if e.type == 'LOC' and e.place}
    located = (e.place.key for e in a.entities if e.type == 'ORG' and e.place is not None)
    new = dict.fromkeys(key for key in located if key not in found)
    return found | {key: len(a.entities) + i for i, key in enumerate(new)}


def dateline_place(a: Analysis) -> int | Place | None:
    """The place of the dateline: the entity that is called so in the text, or the gazetteer's entry; of «Москва,
    Кремль» the part that is known, a city before its region or country."""
    dateline = a.parse.document.dateline
    if not dateline:
        return None
    parts = [part for part in map(str.strip, dateline.split(',')) if part]
    known = [part for part in parts if (place := find_place(part)) and place.kind not in ('region', 'country')]
    for part in dict.fromkeys((dateline, *known, *parts)):
        if (found := _place_called(a, part)) is not None:
            return found
    return None


def _place_called(a: Analysis, name: str) -> int | Place | None:
    wanted = name.casefold()
    for mention, entity in zip(a.mentions, a.entity_of, strict=True):
        if mention.type == 'LOC' and wanted in (mention.text.casefold(), mention.name.casefold()):
            return entity
    return find_place(name)


def _entity(a: Analysis, e: Entity) -> dict[str, Any]:
    forms: dict[tuple[str, str], int] = {}
    for i in e.mentions:
        form = a.mentions[i].name, a.mentions[i].form
        forms[form] = forms.get(form, 0) + 1
    row = _row(e.type, e.name, place=e.place, mentions=len(e.mentions))
    row['abbreviation'] = e.abbreviation
    if e.person is not None:
        row |= {'first': e.person.first, 'middle': e.person.middle, 'last': e.person.last, 'gender': e.person.gender}
    row['forms'] = [{'name': name, 'form': form, 'mentions': n} for (name, form), n in sorted(forms.items())]
    return row


def _row(kind: str, name: str, place: Place | None = None, mentions: int = 0) -> dict[str, Any]:
    at = place and {field: getattr(place, field) for field in PLACE_FIELDS}
    return {'type': kind, 'name': name, 'place': at, 'mentions': mentions, 'forms': []}


def _most_frequent(values: Iterable[T]) -> T | None:
    """The value that comes most often, the first of several; None of none."""
    return next((value for value, _ in Counter(values).most_common(1)), None)
