"""The user's last word: corrections of entities, kept in a spreadsheet and applied to every run.

A correction is a line of a CSV file with the columns action, entity_id, name, value, document. `name` is there for the
reader, and `document` (a path as in the table documents) limits the line to one document.

| action | what happens | value |
|---|---|---|
| merge | the entity is the same as another | the other's entity_id |
| split | in this document it is somebody else | the name of that other |
| rename | it is called otherwise | the name |
| drop | it is no entity | |
| type | it is a person, an organisation or a place | PER, ORG or LOC |
| geonames | it is this place | the GeoNames id |
| wikidata | it is this item | the Wikidata id, Q… |
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from svodka.printable import counted

if TYPE_CHECKING:
    import duckdb

ACTIONS = ('merge', 'split', 'rename', 'drop', 'type', 'geonames', 'wikidata')
COLUMNS = ('action', 'entity_id', 'name', 'value', 'document')
# Ids had no letter in front before layout 3; files from then still hold.
ENTITY_ID = re.compile(r'e?[0-9a-f]{16}')
# What an action's value must look like, and how to say so.
VALUES = {
    'merge': (ENTITY_ID, 'the entity_id of the other entity'),
    'split': (re.compile(r'\S.*'), 'the name of the other entity'),
    'rename': (re.compile(r'\S.*'), 'the new name'),
    'drop': (re.compile(r''), 'left empty'),
    'type': (re.compile(r'PER|ORG|LOC'), 'PER, ORG or LOC'),
    'geonames': (re.compile(r'\d{1,10}'), 'a GeoNames id, a number'),
    'wikidata': (re.compile(r'Q\d{1,12}'), 'a Wikidata id such as Q1899'),
}


class CorrectionsError(ValueError):
    """A corrections file that cannot be used, with one sentence that names the line and says what to do."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One line of the file; see the module's docstring."""

    line: int
    action: str
    entity_id: str
    value: str = ''
    document: str = ''


@dataclass(frozen=True, slots=True)
class Effect:
    """What a line did: the entity it is about by then, and how many of its mentions it touched."""

    correction: Correction
    entity_id: str
    mentions: int

    def __str__(self) -> str:
        c = self.correction
        where = f' in {c.document}' if c.document else ''
        if not self.mentions:
            return f'line {c.line}: nothing is called {c.entity_id}{where}, so «{c.action}» changed nothing'
        return f'line {c.line}: {c.action} {c.entity_id}{where}: {counted(self.mentions, "mention")}'


def read_corrections(path: Path) -> tuple[Correction, ...]:
    """The corrections in a CSV file as a spreadsheet saves it: UTF-8 with or without a mark, commas or semicolons.

    Lines without an action are suggestions that were not accepted, and are passed over. Raises CorrectionsError.
    """
    try:
        text = path.read_bytes().decode('utf-8-sig')
    except OSError as error:
        raise CorrectionsError(f'{path} cannot be read ({error.strerror}): check the name.') from error
    except UnicodeDecodeError as error:
        raise CorrectionsError(f'{path} is not in UTF-8: save it as «CSV UTF-8» in the spreadsheet.') from error
    rows = csv.reader(text.splitlines(), delimiter=';' if ';' in text.partition('\n')[0] else ',')
    header = [name.strip().lower() for name in next(rows, [])]
    missing = [name for name in ('action', 'entity_id') if name not in header]
    if missing:
        raise CorrectionsError(f'{path}, line 1: the column {missing[0]} is missing; needed are {", ".join(COLUMNS)}.')
    found = []
    for row in rows:
        cells = {name: cell.strip() for name, cell in zip(header, row, strict=False)}
        if cells.get('action'):
            found.append(_checked(path, rows.line_num, cells))
    return tuple(found)


def _checked(path: Path, line: int, cells: dict[str, str]) -> Correction:
    at = f'{path}, line {line}'
    action, value, document = cells['action'].lower(), cells.get('value', ''), cells.get('document', '')
    if action not in ACTIONS:
        raise CorrectionsError(f'{at}: there is no action «{action}»; there are {", ".join(ACTIONS)}.')
    if not ENTITY_ID.fullmatch(cells['entity_id']):
        given = cells['entity_id']
        raise CorrectionsError(
            f'{at}: entity_id must be an id of the tables, the letter e and 16 of 0-9a-f, not «{given}».'
        )
    pattern, wanted = VALUES[action]
    if not pattern.fullmatch(value):
        raise CorrectionsError(f'{at}: the value of «{action}» must be {wanted}, not «{value}».')
    entity = _with_letter(cells['entity_id'])
    value = _with_letter(value) if action == 'merge' else value
    if action == 'merge' and value == entity:
        raise CorrectionsError(f"{at}: an entity cannot be merged with itself; put the other one's id under value.")
    if action == 'split' and not document:
        raise CorrectionsError(f'{at}: «split» needs the path of the document in which it is somebody else.')
    if document and action not in ('merge', 'split', 'drop'):
        raise CorrectionsError(f'{at}: «{action}» holds for all documents; leave the column document empty.')
    return Correction(line, action, entity, value, document)


def _with_letter(entity: str) -> str:
    return entity if entity.startswith('e') and len(entity) == 17 else f'e{entity}'


def correct_links(
    db: duckdb.DuckDBPyConnection, corrections: Sequence[Correction], new_id: Callable[..., str]
) -> list[Effect]:
    """Apply merge, split and drop to the table `links`, in the order of the lines; count what each line is about.

    An entity that was merged away answers to its old id in the lines that follow.
    """
    effects = []
    now: dict[str, str] = {}

    def current(entity: str) -> str:
        while entity in now:
            entity = now[entity]
        return entity

    for c in corrections:
        entity = current(c.entity_id)
        chosen, values = 'entity_id = $entity', {'entity': entity}
        if c.document:
            chosen += ' AND document_id IN (SELECT document_id FROM live WHERE $document IN (path, shown))'
            values['document'] = c.document
        count = 'SELECT coalesce(sum(mentions), 0) FROM entities JOIN links USING (document_id, local)'
        counted = db.execute(f'{count} WHERE {chosen}', values).fetchone()
        effects.append(Effect(c, entity, int(counted[0]) if counted else 0))
        if c.action == 'drop':
            db.execute(f'DELETE FROM links WHERE {chosen}', values)
        elif c.action in ('merge', 'split'):
            target = current(c.value) if c.action == 'merge' else new_id('split', c.value)
            if target == entity:
                continue
            db.execute(f'UPDATE links SET entity_id = $target WHERE {chosen}', values | {'target': target})
            if c.action == 'merge' and not c.document:
                now[entity] = target
    return effects
