"""Tables of texts (.csv, .tsv, .json, .jsonl) → a document a row."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.read.days import find_date
from pipeline.read.decode import decode
from pipeline.read.garbled import restore
from pipeline.read.part import Part, ReadError

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
FIELD_LIMIT = 50_000_000


def read_table(data: bytes, text_column: str | None, date_column: str | None) -> Iterator[Part]:
    """The rows of a delimited table with a header."""
    text, encoding, message = decode(data)
    csv.field_size_limit(FIELD_LIMIT)
    source = text.lstrip('\ufeff')
    first = source.partition('\n')[0]
    delimiter = max('\t;,|', key=first.count)
    try:
        rows = csv.DictReader(io.StringIO(source, newline=''), delimiter=delimiter, restkey='', restval='')
        yield from _rows(rows, rows.fieldnames or (), 'csv', (encoding, message), text_column, date_column)
    except csv.Error as error:
        raise ReadError(f'A damaged table: {error}.') from None


def read_json(data: bytes, text_column: str | None, date_column: str | None) -> Iterator[Part]:
    """The objects of a JSON list or of JSON lines."""
    text, encoding, message = decode(data)
    records = list(_records(text.lstrip('\ufeff')))
    names = {name: None for record in records[:100] for name in record}
    yield from _rows(iter(records), tuple(names), 'json', (encoding, message), text_column, date_column)


def _records(text: str) -> Iterator[Mapping[str, Any]]:
    try:
        whole = json.loads(text)
        found = whole if isinstance(whole, list) else [whole]
    except (ValueError, RecursionError):  # ValueError also for a number of thousands of digits
        try:
            found = [json.loads(line) for line in text.split('\n') if line.strip()]
        except (ValueError, RecursionError) as error:
            raise ReadError(f'Not well-formed JSON: {str(error).partition(";")[0]}.') from None
    yield from (record for record in found if isinstance(record, dict))


def _rows(
    rows: Iterator[Mapping[str, Any]],
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
        text = str(row.get(text_name) or '')
        title = ' '.join(str(row.get(title_name) or '').split()) if title_name else ''
        day = _day(row.get(date_name)) if date_name else None
        yield Part(text, format, f'#{number}', encoding, title or None, day, message=message)
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
