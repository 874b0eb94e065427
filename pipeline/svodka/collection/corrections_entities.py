"""Corrections of entities: merge, split, rename, drop, type, geonames, wikidata, in the order of the lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from svodka.collection.corrections import ENTITY_ID, Correction, Effect, bare
from svodka.find.places.gazetteer import place_by_geonames
from svodka.lexicons import folded
from svodka.model import Place
from svodka.run.ids import row_id

if TYPE_CHECKING:
    import duckdb
    from svodka.collection.link import Canonical

NAMED = f"""SELECT DISTINCT entity_id FROM links JOIN signed USING (document_id, local)
WHERE {folded('name')} = {folded('$name')}"""


def correct_links(
    db: duckdb.DuckDBPyConnection, corrections: Sequence[Correction], new_id: Callable[..., str]
) -> list[Effect]:
    """Apply merge, split and drop to the table `links`, in the order of the lines; count what each line is about.

    An entity that was merged away answers to its old id in the lines that follow. A name tells an entity if only one
    has it.
    """
    links = _Links(db, new_id)
    return [links.correct(c) for c in corrections]


class _Links:
    """The table `links` while it is corrected; `now` tells what became of entities that were merged away."""

    def __init__(self, db: duckdb.DuckDBPyConnection, new_id: Callable[..., str]) -> None:
        self.db, self.new_id = db, new_id
        self.now: dict[str, str] = {}

    def correct(self, c: Correction) -> Effect:
        """What a line is about, when it is done."""
        entity, why = self.called(c.entity_id, c.name)
        target = ''
        if c.action == 'merge' and not why:
            is_id = ENTITY_ID.fullmatch(c.value)
            target, why = self.called(c.value if is_id else '', c.value)
            if is_id and not self.is_there(target):
                why = f'no entity has the id {c.value}'
        if why:
            return Effect(c, '', 0, why=why)
        chosen, values = 'entity_id = $entity', {'entity': entity}
        if c.document:
            chosen += ' AND document_id IN (SELECT document_id FROM live WHERE $document IN (path, shown))'
            values['document'] = c.document
        count = 'SELECT coalesce(sum(mentions), 0) FROM entities JOIN links USING (document_id, local)'
        ((number,),) = self.db.execute(f'{count} WHERE {chosen}', values).fetchall()
        if c.action == 'drop':
            self.db.execute(f'DELETE FROM links WHERE {chosen}', values)
        elif c.action == 'split':
            target = self.new_id('split', c.value)
        if target and target != entity:
            self.db.execute(f'UPDATE links SET entity_id = $target WHERE {chosen}', values | {'target': target})
            if c.action == 'merge' and not c.document:
                self.now[bare(entity)] = target
        return Effect(c, entity, int(number), target=target if c.action == 'merge' else '')

    def called(self, given: str, name: str) -> tuple[str, str]:
        """The entity of this id or name, and why there is none."""
        if given:
            return self.current(given), ''
        ids = [row[0] for row in self.db.execute(NAMED, {'name': name}).fetchall()]
        if len(ids) > 1:
            return '', f'{len(ids)} are called «{name}», give the entity_id of the right one'
        return (ids[0], '') if ids else ('', f'nothing is called «{name}»')

    def is_there(self, entity: str) -> bool:
        """Whether something is linked to an entity."""
        return bool(self.db.execute('SELECT 1 FROM links WHERE entity_id = $id LIMIT 1', {'id': entity}).fetchall())

    def current(self, given: str) -> str:
        """The id that an entity has by now."""
        key = bare(given)
        while key in self.now:
            key = bare(self.now[key])
        query = 'SELECT entity_id FROM links WHERE right(entity_id, 16) = $key LIMIT 1'
        rows = self.db.execute(query, {'key': key}).fetchall()
        return str(rows[0][0]) if rows else given


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
