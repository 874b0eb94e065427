"""Corrections of what entities are called and are: merge, split, rename, type, geonames, wikidata."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace

from svodka.collection.corrections import Correction, Effect
from svodka.collection.entity_names import Canonical
from svodka.find.places.gazetteer import place_by_geonames
from svodka.model import Place
from svodka.run.ids import row_id


def call_as_pointed_to(rows: Iterable[Canonical], before: Iterable[Canonical]) -> None:
    """Call what was merged as the user pointed to it: by the name that the entity had before others were merged into it
    (`before`); what that one does not tell, the others do."""
    pointed_to = {row.entity_id: row for row in before}
    for row in rows:
        if own := pointed_to.get(row.entity_id):
            row.name, row.first, row.middle, row.last = own.name, own.first, own.middle, own.last
            row.gender = own.gender or row.gender
            row.abbreviation = own.abbreviation or row.abbreviation
            row.country = own.country or row.country
            row.place = own.place or row.place


# What lines of an action are about, where two of them may contradict each other.
CELLS = {'split': 'name', 'rename': 'name', 'type': 'type', 'geonames': 'place', 'wikidata': 'wikidata'}


def correct_rows(rows: Iterable[Canonical], effects: Sequence[Effect]) -> list[Effect]:
    """Apply what the user says of entities themselves: split, rename, type, geonames, wikidata. What each line has done
    then: of two about one cell the later holds."""
    by_id = {row.entity_id: row for row in rows}
    told = list(effects)
    held: dict[tuple[str, str], int] = {}
    for n, effect in enumerate(effects):
        c = effect.correction
        if c.action not in CELLS or not effect.mentions:
            continue
        entity = row_id('entity', 'split', c.value) if c.action == 'split' else effect.entity_id
        row = by_id.get(entity)
        if row is None:
            if c.action != 'split':
                told[n] = replace(effect, mentions=0, why='a later line merges or drops what this one is about')
            continue
        _correct(row, c)
        cell = entity, CELLS[c.action]
        if cell in held and (before := told[held[cell]]).correction.action == c.action != 'split':
            told[held[cell]] = before.overruled(c) if before.correction.value != c.value else before
        held[cell] = n
    return told


def _correct(row: Canonical, c: Correction) -> None:
    if c.action in ('split', 'rename'):
        row.name = c.value
    elif c.action == 'type':
        row.type = c.value
    elif c.action == 'wikidata':
        row.wikidata = c.value
    else:
        place = place_by_geonames(int(c.value))
        row.own = asdict(place or Place(f'geonames:{c.value}', row.name or '', 'city', geonames_id=int(c.value)))
