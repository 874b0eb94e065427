"""Corrections of which entities are one: merge, split and drop."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from svodka.collection.corrections import ENTITY_ID, Correction, Effect, bare
from svodka.lexicons import folded

if TYPE_CHECKING:  # who links in memory does without
    import duckdb

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
            self.now.pop(bare(target), None)  # it is there again, as one that was split off a second time
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
