"""What a reader has written into a workbook → a file of corrections.

Into the column for corrections of a row goes «удалить» or «drop», the right value of what the sheet is about, or fields
with their values, «дата: 01.09.2025; источник: Вестник». Russian and English words do in either workbook. The file has
the columns of svodka.collection.corrections; `entity_id` holds the id of the row, whose first letter tells of what it
is. Positions and dates have no id: theirs is document_id:start:stop. The words of a row are written, too: by them it is
found again when its document has changed.
"""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, get_args

from svodka.collection.corrections import COLUMNS, LONGEST_CELL, NONE, guarded, is_shown, one_line
from svodka.schema import Language
from svodka.tables.layout import CORRECTION, Layout, head, layout, read_words, sheets_in_order

KEYS = {'documents': 'document_id', 'quotations': 'quotation_id', 'mentions': 'mention_id', 'people': 'entity_id',
        'organisations': 'entity_id', 'places': 'entity_id'}  # fmt: skip
ENTITIES = ('people', 'organisations', 'places')
NAMES = {'documents': 'title', 'quotations': 'speaker', 'mentions': 'entity', 'positions': 'person', 'dates': 'text'}
DAY = re.compile(r'(\d{1,2})[./](\d{1,2})[./](\d{4})')
MAX_BYTES = 500_000_000


class CorrectedError(ValueError):
    """A workbook that cannot be used, with a sentence, a line each for several cells, that says what to do."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the file."""

    action: str
    entity_id: str
    name: str
    value: str
    document: str = ''
    text: str = ''
    times: str = ''


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a sheet: where it stands, its values by the columns of the table."""

    table: str
    place: str
    values: Mapping[str, Any]

    def text(self, column: str) -> str:
        value = self.values.get(column)
        return '' if value is None else str(int(value) if isinstance(value, float) else value)

    @property
    def id(self) -> str:
        if self.table in KEYS:
            return self.text(KEYS[self.table])
        return f'{self.text("document_id")}:{self.text("start")}:{self.text("stop")}'


@dataclass(slots=True)
class Book:
    """The rows of a workbook into which something is written, and the ids of entities by name."""

    rows: list[Row] = field(default_factory=list)
    named: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    paths: dict[str, str] = field(default_factory=dict)
    times: Counter[tuple[str, str, str]] = field(default_factory=Counter)  # of words by table and document


def write_corrections(workbook: Path, out: Path) -> int:
    """Write what a workbook says to be wrong as a CSV file that must not exist yet; the number of its lines.

    Raises CorrectedError, which tells every cell that is not understood; then nothing is written.
    """
    if out.exists():
        raise CorrectedError(f'{out} is there already: move it, or name another file with --out.')
    book = read_book(workbook)
    lines: list[Line] = []
    wrong: list[str] = []
    for row in book.rows:
        try:
            lines += lines_of(row, book)
        except CorrectedError as error:
            wrong.append(str(error))
    if wrong:
        raise CorrectedError('\n'.join(wrong))
    try:
        with out.open('w', encoding='utf-8-sig', newline='') as file:
            writer = csv.writer(file)
            writer.writerow(COLUMNS)
            writer.writerows(astuple(line) for line in lines)
    except OSError as error:
        raise CorrectedError(f'{out} cannot be written ({error.strerror}): choose another place.') from error
    return len(lines)


def read_book(path: Path) -> Book:
    """The corrected rows of a workbook of svodka, whatever program has saved it. Raises CorrectedError."""
    try:
        from python_calamine import CalamineError, CalamineWorkbook
    except ImportError as error:
        raise CorrectedError('Reading a workbook needs a library: run pip install "svodka[formats]".') from error
    try:
        if path.stat().st_size > MAX_BYTES:
            raise CorrectedError(f'{path} is larger than a workbook of svodka: give the one that it wrote.')
        opened = CalamineWorkbook.from_path(str(path))
        names = opened.sheet_names
        book, known = Book(), False
        for name in names:
            found = table_of(name)
            if found:
                known = True
                _read_sheet(book, name, *found, opened.get_sheet_by_name(name).to_python(skip_empty_area=False))
    except (CalamineError, OSError) as error:
        raise CorrectedError(f'{path} cannot be read ({error}): give a workbook (.xlsx) that svodka wrote.') from error
    if not known:
        raise CorrectedError(f'{path} has no sheet of svodka: give a workbook that it wrote.')
    return book


@cache
def table_of(sheet: str) -> tuple[str, Language] | None:
    """The table of a sheet, also of one on which it goes on: «Цитаты (2)»."""
    bare = re.sub(r' \(\d\)$', '', sheet)
    for language in get_args(Language):
        for table in sheets_in_order():
            if layout(table, language).name == bare:
                return table, language
    return None


def _read_sheet(book: Book, sheet: str, table: str, language: Language, rows: Sequence[Sequence[Any]]) -> None:
    heads = {head(table, name, language): name for name in reversed(layout(table).columns)}
    columns = [heads.get(str(cell).strip(), '') for cell in rows[0]] if rows else []
    for number, cells in enumerate(rows[1:], 2):
        values = {name: cell for name, cell in zip(columns, cells, strict=False) if name and cell != ''}
        row = Row(table, f'{sheet}, row {number}', values)
        if table in ENTITIES:
            book.named[table, row.text('name').casefold()].add(row.id)
        elif table == 'documents':
            book.paths[row.id] = row.text('path')
        else:
            book.times[table, row.text('document_id'), one_line(row.text('text'))] += 1
        if row.text(CORRECTION).strip():
            book.rows.append(row)


def lines_of(row: Row, book: Book) -> Iterator[Line]:
    """What a row says to be wrong. Raises CorrectedError."""
    sheet = layout(row.table)
    if not re.fullmatch(r'[a-z][0-9a-f]{16}(:\d+:\d+)?', row.id):
        raise CorrectedError(f'{row.place}: its id is missing; leave the folded columns as they are.')
    name = row.text(NAMES.get(row.table, 'name'))
    document = '' if row.table in ENTITIES else book.paths.get(row.text('document_id'), '')
    text = '' if row.table in (*ENTITIES, 'documents') else one_line(row.text('text'))
    times = str(book.times[row.table, row.text('document_id'), text]) if text else ''
    written = row.values[CORRECTION]
    if isinstance(written, float) and written.is_integer():
        written = int(written)  # as it stands in the cell
    _check(str(written), row)
    parts = [written] if isinstance(written, dt.date) else [p for p in re.split(r'[;\n]', str(written)) if p.strip()]
    for part in parts:
        action, value = _understood(part, sheet, row)
        if action == 'merge':
            value = _other(value, row, book)
        yield Line(action, row.id, guarded(name), value, document, guarded(text), times)


def _check(written: str, row: Row) -> None:
    """Raises CorrectedError for what nobody writes into a cell as a correction."""
    if len(written) > LONGEST_CELL:
        raise CorrectedError(f'{row.place}: more than {LONGEST_CELL} characters are no correction; shorten them.')
    if not is_shown(written):
        raise CorrectedError(f'{row.place}: the correction has characters that cannot be shown; take them out.')


def _understood(part: Any, sheet: Layout, row: Row) -> tuple[str, str]:
    """The field and the value that a part of a cell states."""
    if isinstance(part, dt.date):
        part = part.isoformat()[:10]
    text = str(part).strip()
    if text.casefold() in _words()['drop'] and row.table != 'documents':
        return 'drop', ''
    field, _, value = (piece.strip() for piece in text.partition(':'))
    for action in sheet.fields:
        if value and field.casefold() in _words()[action]:
            return action, _value(action, value, row)
    plain = sheet.fields[0] if sheet.fields else ''
    if not plain or row.table == 'documents':
        what = ', '.join(f'«{read_words("summary.yaml")[f"field_{f}"]["ru"]}: …»' for f in sheet.fields) or '«удалить»'
        raise CorrectedError(f'{row.place}: «{text}» is not understood; write {what}.')
    return plain, _value(plain, text, row)


@cache
def _words() -> Mapping[str, frozenset[str]]:
    """The words for each field, in both languages."""
    told = read_words('summary.yaml')
    found = {key: frozenset(map(str.casefold, told[key].values())) for key in ('drop', 'nobody')}
    for key, words in told.items():
        if key.startswith('field_'):
            action = key.removeprefix('field_')
            found[action] = frozenset({action, *(word.casefold() for word in words.values())})
    return found


def _value(action: str, value: str, row: Row) -> str:
    """A value as the corrections hold it: days in ISO form, types by their signs."""
    if action == 'speaker' and value.casefold() in _words()['nobody']:
        return NONE
    if action in ('published', 'date') and value != NONE:
        days = [_iso(day) for day in re.split(r'\s*[/–—]\s*', value)]
        if not all(map(_is_day, days)) or len(days) > (2 if action == 'date' else 1):
            raise CorrectedError(f'{row.place}: «{value}» is no day; write it as 01.09.2025 or 2025-09-01.')
        return '/'.join(days)
    if action == 'type':
        signs = {word: sign for sign, word in read_words('values.yaml')['type'].items()}
        value = signs.get(value.casefold(), value.upper())
    return value


def _iso(day: str) -> str:
    match = DAY.fullmatch(day)
    return f'{match[3]}-{match[2]:0>2}-{match[1]:0>2}' if match else day


def _is_day(value: str) -> bool:
    try:
        dt.date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _other(value: str, row: Row, book: Book) -> str:
    """The id of the entity that a row is the same as, given by its id or by a name that only one of its sheet has."""
    if re.fullmatch('e[0-9a-f]{16}', value):
        return value
    found = book.named.get((row.table, value.casefold()), set()) - {row.id}
    if len(found) != 1:
        many = 'several rows' if found else 'no other row'
        raise CorrectedError(f'{row.place}: {many} here has the name «{value}»; write the id of the right one.')
    return found.pop()
