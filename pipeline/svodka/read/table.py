"""Tables of texts (.csv, .tsv, .json, .jsonl) → a document a row."""

from __future__ import annotations

import csv
import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping
from itertools import chain, repeat
from typing import Any, NamedTuple

from svodka.read.csvrows import table_rows
from svodka.read.days import find_date
from svodka.read.decode import decode
from svodka.read.garbled import restore
from svodka.read.parts import Part, ReadError

# The usual names, the likeliest first; letter case does not matter.
TEXT_COLUMNS = (
    'text',
    'текст',
    'body',
    'content',
    'full_text',
    'fulltext',
    'article',
    'полный текст',
    'содержание',
    'description',
)
DATE_COLUMNS = (
    'date',
    'дата',
    'published',
    'pubdate',
    'pub_date',
    'published_at',
    'дата публикации',
    'datetime',
    'time',
    'created_at',
)
TITLE_COLUMNS = ('title', 'заголовок', 'headline', 'название', 'тема', 'name')


class Row(NamedTuple):
    """A row by the names of its columns, None for one that is damaged; what is to be told about it."""

    fields: Mapping[str, Any] | None
    note: str | None = None


def read_table(data: bytes, text_column: str | None, date_column: str | None) -> Iterator[Part]:
    """The rows of a delimited table with a header."""
    text, encoding, message = decode(data)
    source = text.lstrip('\ufeff')
    first = source.partition('\n')[0]
    delimiter = max('\t;,|', key=first.count)
    try:
        rows = table_rows(source, delimiter)
        names = next(rows, None)
        named = (
            Row(dict(zip(names.cells, chain(row.cells, repeat('')), strict=False)), row.note) for row in rows if names
        )
        yield from _rows(named, names.cells if names else (), 'csv', (encoding, message), text_column, date_column)
    except csv.Error as error:
        raise ReadError(f'A damaged table: {error}.') from None


def read_json(data: bytes, text_column: str | None, date_column: str | None) -> Iterator[Part]:
    """The objects of a JSON list or of JSON lines; a damaged line is one that failed."""
    text, encoding, message = decode(data)
    records = list(_records(text.lstrip('\ufeff')))
    names = {name: None for record in records[:100] for name in record.fields or ()}
    yield from _rows(iter(records), tuple(names), 'json', (encoding, message), text_column, date_column)


def _records(text: str) -> Iterator[Row]:
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError) as error:  # ValueError also for a number of thousands of digits
        yield from _json_lines(text, error)
        return
    found = whole if isinstance(whole, list) else [whole]
    yield from (Row(record) for record in found if isinstance(record, dict))


def _json_lines(text: str, damage: Exception) -> list[Row]:
    """The objects of JSON lines, and the lines that are damaged. Raises ReadError where most lines are no objects."""
    rows = []
    for number, line in enumerate(text.split('\n'), 1):
        if line.strip():
            try:
                record = json.loads(line)
            except (ValueError, RecursionError) as error:
                rows.append(Row(None, f'Line {number} is not well-formed JSON: {_reason(error)}.'))
            else:
                rows += [Row(record)] if isinstance(record, dict) else []
    if 2 * sum(row.fields is not None for row in rows) < max(len(rows), 1):
        raise ReadError(f'Not well-formed JSON: {_reason(damage)}.')
    return rows


def _reason(error: Exception) -> str:
    return re.sub(r': line \d+ column (\d+) \(char \d+\)$', r' at character \1', str(error).partition(';')[0])


def _rows(
    rows: Iterator[Row],
    names: Any,
    format: str,
    letters: tuple[str, str | None],
    text_column: str | None,
    date_column: str | None,
) -> Iterator[Part]:
    text_name = _column(names, text_column, TEXT_COLUMNS)
    if text_name is None:
        wanted = f'no column «{text_column}»' if text_column else 'no column that holds a text'
        raise ReadError(f'A table with {wanted}: name one with --text-column.', 'skipped')
    date_name, title_name = _column(names, date_column, DATE_COLUMNS), _column(names, None, TITLE_COLUMNS)
    encoding, message = letters
    any_row = False
    for number, row in enumerate(rows, 1):
        any_row = True
        if row.fields is None:
            yield Part('', format, f'#{number}', encoding, status='failed', message=row.note)
            continue
        text = str(row.fields.get(text_name) or '')
        title = ' '.join(str(row.fields.get(title_name) or '').split()) if title_name else ''
        day = _day(row.fields.get(date_name)) if date_name else None
        notes = ' '.join(filter(None, (message, row.note))) or None
        yield Part(text, format, f'#{number}', encoding, title or None, day, message=notes)
    if not any_row:
        yield Part('', format, encoding=encoding, status='empty', message='The table has no rows.')


def _column(names: Any, asked: str | None, usual: tuple[str, ...]) -> str | None:
    by_low = {restore(str(name))[0].strip().lower(): name for name in names if name is not None}
    for name in (asked.strip().lower(),) if asked else usual:
        if name in by_low:
            return str(by_low[name])
    return None


def _day(value: object) -> dt.date | None:
    if isinstance(value, int | float) and 1e8 < value < 1e11:
        return dt.datetime.fromtimestamp(value, tz=dt.UTC).date()
    return find_date(str(value or '')[:60])
