"""A file of corrections, as a spreadsheet saves it, and what is wrong in it; see svodka.collection.corrections."""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from svodka.collection.corrections import (
    ACTIONS,
    COLUMNS,
    DOCUMENT_ACTIONS,
    ENTITY_ACTIONS,
    ENTITY_ID,
    LONGEST_CELL,
    NONE,
    ROW_ACTIONS,
    Correction,
    CorrectionsError,
    is_shown,
    unguarded,
)

NEEDED = ('action', 'entity_id')
ZIP = b'PK\x03\x04'  # how a workbook begins
MOST_READ = 131_072  # characters of a cell; a longer one is a file of something else
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
LOCAL_DAY = re.compile(r'(\d{1,2})\.(\d{1,2})\.(\d{4})')  # as a Russian spreadsheet saves a day
# A letter in front tells what an id is of; ids of older tables have none.
ROW_ID = re.compile(r'[a-z]?[0-9a-f]{16}(:\d{1,9}:\d{1,9})?')


def read_corrections(path: Path) -> tuple[Correction, ...]:
    """The corrections in a CSV file as a spreadsheet saves it: UTF-8 with or without a mark, commas or semicolons.

    Lines without an action are suggestions that were not accepted, and are passed over. Raises CorrectionsError.
    """
    try:
        data = path.read_bytes()
        text = data.decode('utf-8-sig')
    except OSError as error:
        raise CorrectionsError(f'{path} cannot be read ({error.strerror}): check the name.') from error
    except UnicodeDecodeError as error:
        if data.startswith(ZIP):
            raise CorrectionsError(
                f'{path} is a workbook: make a file of corrections with svodka corrections.'
            ) from error
        raise CorrectionsError(f'{path} is not in UTF-8: save it as «CSV UTF-8» in the spreadsheet.') from error
    first = text.partition('\n')[0]
    csv.field_size_limit(MOST_READ)  # of the process, and the readers of tables set another
    rows = csv.reader(text.splitlines(keepends=True), delimiter=max(',;\t', key=first.count))
    found = []
    try:
        header = [name.strip().lower() for name in next(rows, [])]
        _check_header(path, header)
        at = rows.line_num + 1  # where a row begins
        for row in rows:
            cells = {name: cell.strip() for name, cell in zip(header, row, strict=False)}
            if cells.get('action'):
                found.append(_checked(path, at, cells))
            at = rows.line_num + 1
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


def _check_header(path: Path, header: Sequence[str]) -> None:
    """Raises CorrectionsError where the first line does not name the columns."""
    for name in COLUMNS:
        if name not in header and name in NEEDED:
            raise CorrectionsError(f'{path}, line 1: the column {name} is missing; the first line of a file of '
                                   f'corrections names its columns, {", ".join(COLUMNS[:5])}.')  # fmt: skip
        if header.count(name) > 1:
            raise CorrectionsError(f'{path}, line 1: the column {name} comes twice: take one out.')


def _checked(path: Path, line: int, cells: dict[str, str]) -> Correction:
    at = f'{path}, line {line}'
    action, value, document = cells['action'].lower(), cells.get('value', ''), cells.get('document', '')
    row_id, name = cells.get('entity_id', ''), unguarded(cells.get('name', ''))
    _check_cells(at, cells)
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
    is_alone = cells.get('times', '') in ('', '1')
    text = unguarded(cells.get('text', ''))
    return Correction(line, action, row_id, value, document, '' if row_id else name, text=text, is_alone=is_alone)


def _check_cells(at: str, cells: Mapping[str, str]) -> None:
    """Raises CorrectionsError for what no spreadsheet shows as it stands; the words of a row may be anything."""
    for column, cell in ((name, cells.get(name, '')) for name in COLUMNS if name != 'text'):
        if len(cell.splitlines()) > 1:
            what = 'several lines: take the line break out, or close a quotation mark that is open'
        elif len(cell) > LONGEST_CELL:
            what = f'more than {LONGEST_CELL} characters: shorten it'
        elif not is_shown(cell):
            what = 'characters that cannot be shown: take them out'
        else:
            continue
        raise CorrectionsError(f'{at}: the cell under {column} has {what}.')


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
