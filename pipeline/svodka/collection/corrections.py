"""The user's last word: corrections, kept in a spreadsheet and applied to every run.

A correction is a line of a CSV file with the columns action, entity_id, name, value, document.

| action | what it is about | what happens | value |
|---|---|---|---|
| merge | an entity | it is the same as another | the other's entity_id, or its name |
| split | an entity in a document | it is somebody else there | the name of that other |
| rename | an entity | it is called otherwise | the name |
| type | an entity | it is a person, an organisation or a place | PER, ORG or LOC |
| geonames, wikidata | an entity | it is this place, this item | the id |
| drop | an entity, a mention, a quotation, a position, a date | it is none | |
| speaker | a quotation | somebody else said it | a name or entity_id, - for nobody known |
| position | a position | it is called otherwise | the position |
| date | a date | it is another | a day, or first/last day |
| published, title, outlet | a document | it is another | the day, the title, the outlet, - for none |

`entity_id` holds the id of the row that is meant: of an entity, a document, a mention, a quotation; positions and
dates, which have none, are document_id:start:stop. It may be left empty where the name alone tells an entity, or the
path under `document` a document. For entities, `document` (a path as in the table documents) limits merge, split and
drop to one document; for single rows it is there for the reader, as `name` is.
"""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from svodka.printable import counted
from svodka.run.ids import digest

ENTITY_ACTIONS = ('merge', 'split', 'rename', 'drop', 'type', 'geonames', 'wikidata')
DOCUMENT_ACTIONS = ('published', 'title', 'outlet')
ROW_ACTIONS = ('speaker', 'position', 'date')
ACTIONS = (*ENTITY_ACTIONS, *ROW_ACTIONS, *DOCUMENT_ACTIONS)
COLUMNS = ('action', 'entity_id', 'name', 'value', 'document')
NONE = '-'  # the value that empties a cell
SOME = re.compile(r'\S.*', re.DOTALL)
# What an action's value must look like, and how to say so.
VALUES = {
    'merge': (SOME, 'the entity_id of the other entity, or its name'),
    'split': (SOME, 'the name of the other entity'),
    'rename': (SOME, 'the new name'),
    'drop': (re.compile(r''), 'left empty'),
    'type': (re.compile(r'PER|ORG|LOC'), 'PER, ORG or LOC'),
    'geonames': (re.compile(r'\d{1,10}'), 'a GeoNames id, a number'),
    'wikidata': (re.compile(r'Q\d{1,12}'), 'a Wikidata id such as Q1899'),
    'speaker': (SOME, f'a name or an entity_id, or {NONE} for nobody known'),
    'position': (SOME, 'the position'),
    'title': (SOME, f'the headline, or {NONE} for none'),
    'outlet': (SOME, f'who published it, or {NONE} for none'),
    'published': (re.compile(rf'{NONE}|\d{{4}}-\d\d-\d\d'), f'a day such as 2025-09-01, or {NONE} for none'),
    'date': (re.compile(r'\d{4}-\d\d-\d\d(/\d{4}-\d\d-\d\d)?'), 'a day such as 2025-09-01, or two with / between them'),
}
# A letter in front tells what an id is of; ids of older tables have none.
ROW_ID = re.compile(r'[a-z]?[0-9a-f]{16}(:\d{1,9}:\d{1,9})?')
ENTITY_ID = re.compile(r'e?[0-9a-f]{16}')
ENTITY_ID_LENGTH = 17  # as the tables have it, with its letter
LOCAL_DAY = re.compile(r'(\d{1,2})\.(\d{1,2})\.(\d{4})')  # as a Russian spreadsheet saves a day


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
    name: str = ''  # where there is no id
    file: str = ''  # which of several files the line stands in

    @property
    def called(self) -> str:
        """What the line is about, in words."""
        return self.entity_id or (f'«{self.name}»' if self.name else self.document)

    @property
    def place(self) -> tuple[str, int]:
        """Where it stands: no two lines share that."""
        return self.file, self.line

    @property
    def said(self) -> str:
        """A hash of what it says, wherever it stands."""
        return digest(self.action, self.entity_id, self.name, self.value, self.document)

    @property
    def where(self) -> str:
        """Where it stands, in words."""
        return f'{self.file}, line {self.line}' if self.file else f'line {self.line}'

    @property
    def may_be_row(self) -> bool:
        """Whether it is about a single row: a drop tells only by its id, and an old id not even by that."""
        if self.action != 'drop':
            return self.action not in ENTITY_ACTIONS
        return bool(self.entity_id) and not (self.entity_id.startswith('e') and len(self.entity_id) == ENTITY_ID_LENGTH)


@dataclass(frozen=True, slots=True)
class Effect:
    """What a line did: the entity it is about by then, and how many of its mentions, or other rows, it touched; `why`
    tells why none, if there is more to say than that there is none."""

    correction: Correction
    entity_id: str
    mentions: int
    noun: str = 'mention'
    why: str = ''

    def __str__(self) -> str:
        c = self.correction
        where = f' in {c.document}' if c.document and c.called != c.document else ''
        if not self.mentions:
            why = self.why or f'nothing is called {c.called}{where}'
            return f'{c.where}: {why}, so «{c.action}» changed nothing'
        return f'{c.where}: {c.action} {c.called}{where}: {counted(self.mentions, self.noun)}'


def bare(row_id: str) -> str:
    """An id without the letter that tells what it is of.

    >>> bare('d0123456789abcdef:10:20')
    '0123456789abcdef:10:20'
    """
    head, mark, rest = row_id.partition(':')
    return head[-16:] + mark + rest


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
    rows = csv.reader(text.splitlines(keepends=True), delimiter=';' if ';' in text.partition('\n')[0] else ',')
    found = []
    try:
        header = [name.strip().lower() for name in next(rows, [])]
        missing = next((name for name in ('action', 'entity_id') if name not in header), None)
        if missing:
            needed = ', '.join(COLUMNS)
            raise CorrectionsError(f'{path}, line 1: the column {missing} is missing; needed are {needed}.')
        for row in rows:
            cells = {name: cell.strip() for name, cell in zip(header, row, strict=False)}
            if cells.get('action'):
                found.append(_checked(path, rows.line_num, cells))
    except csv.Error as error:
        raise CorrectionsError(f'{path}, line {rows.line_num}: {error}: save it as CSV in a spreadsheet.') from error
    return tuple(found)


def join_corrections(paths: Sequence[Path]) -> tuple[Correction, ...]:
    """The corrections of several files, in the order in which they are given: of two lines about one cell the later
    holds. Raises CorrectionsError."""
    if len(paths) == 1:
        return read_corrections(paths[0])
    if twice := next((path for path, times in Counter(path.resolve() for path in paths).items() if times > 1), None):
        raise CorrectionsError(f'{twice} is given twice: name each file of corrections once.')
    return tuple(replace(c, file=str(path)) for path in paths for c in read_corrections(path))


def _checked(path: Path, line: int, cells: dict[str, str]) -> Correction:
    at = f'{path}, line {line}'
    action, value, document = cells['action'].lower(), cells.get('value', ''), cells.get('document', '')
    row_id, name = cells.get('entity_id', ''), cells.get('name', '')
    if action not in ACTIONS:
        raise CorrectionsError(f'{at}: there is no action «{action}»; there are {", ".join(ACTIONS)}.')
    value = _iso(value) if action in ('published', 'date') else value
    pattern, wanted = VALUES[action]
    if not pattern.fullmatch(value) or (action in ('published', 'date') and not _are_days(value)):
        raise CorrectionsError(f'{at}: the value of «{action}» must be {wanted}, not «{value}».')
    _check_id(at, action, row_id, name, document)
    if action == 'merge' and value in (row_id, name):
        raise CorrectionsError(f"{at}: an entity cannot be merged with itself; put the other one's id under value.")
    if action == 'split' and not document:
        raise CorrectionsError(f'{at}: «split» needs the path of the document in which it is somebody else.')
    if document and action in ENTITY_ACTIONS and action not in ('merge', 'split', 'drop'):
        raise CorrectionsError(f'{at}: «{action}» holds for all documents; leave the column document empty.')
    return Correction(line, action, row_id, value, document, '' if row_id else name)


def _check_id(at: str, action: str, row_id: str, name: str, document: str) -> None:
    """Raises CorrectionsError for an id that is none, and where nothing tells what a line is about."""
    about = ROW_ID if action == 'drop' or action not in ENTITY_ACTIONS else ENTITY_ID
    if row_id and not about.fullmatch(row_id):
        raise CorrectionsError(
            f'{at}: entity_id must be an id of the tables, 16 characters 0-9a-f with or without a letter in front, '
            f'not «{row_id}».'
        )
    if row_id:
        if action in ('position', 'date') and ':' not in row_id:
            raise CorrectionsError(f'{at}: «{action}» needs document_id:start:stop under entity_id, not «{row_id}».')
        return
    if action in ROW_ACTIONS:
        raise CorrectionsError(f'{at}: «{action}» needs the id of the row under entity_id.')
    if action in DOCUMENT_ACTIONS and not document:
        raise CorrectionsError(f'{at}: «{action}» needs a document_id under entity_id, or the path under document.')
    if action in ENTITY_ACTIONS and not name:
        raise CorrectionsError(f'{at}: «{action}» needs an entity_id, or a name that only one entity has.')


def _iso(value: str) -> str:
    """Days as ISO 8601 writes them; what is none stays."""
    local = [LOCAL_DAY.fullmatch(part.strip()) for part in value.split('/')]
    return '/'.join(f'{m[3]}-{m[2]:0>2}-{m[1]:0>2}' for m in local if m) if all(local) else value


def _are_days(value: str) -> bool:
    try:
        days = [dt.date.fromisoformat(part) for part in value.split('/')]
    except ValueError:
        return value == NONE
    return days == sorted(days)
