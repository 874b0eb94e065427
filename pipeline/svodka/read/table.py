"""Tables of texts (.csv, .tsv, .json, .jsonl, rows of a workbook) → a document a row."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from itertools import chain, repeat

from svodka.read.columns import columns_of, day_in, is_head
from svodka.read.contents import Part, ReadError
from svodka.read.csvrows import Cells, table_rows
from svodka.read.decode import decode
from svodka.read.feed import words_of_markup
from svodka.read.records import Row, records, words
from svodka.read.settings import ReadOptions

HEAD_LINES = 15
"""The names of the columns stand in one of so many first rows; monitors write the topic and the period above them."""
FIELD = 20_000
"""Characters of an outlet, address or author that are looked at."""
_SEPARATOR = re.compile(r'\ufeff?"?sep=(.)"?[ \t]*\r?\n', re.I)
_MARKUP = re.compile(r'</?(?:p|br|div|span|b|i|a|em|strong|h\d|ul|ol|li|img|table|blockquote)\b[^<>]{0,2000}>', re.I)
# Columns by which svodka's own tables are known: what they hold was said in the releases that stand beside them.
OWN = ({'quotation_id', 'cue'}, {'mention_id', 'entity_id'}, {'document_id', 'sentence'}, {'document_id', 'sha256'})


def read_table(data: bytes, options: ReadOptions) -> Iterator[Part]:
    """The rows of a delimited table; the names of its columns may stand below a few other lines."""
    text, encoding, message = decode(data)
    source = text.lstrip('\ufeff')
    stated = _SEPARATOR.match(source)
    if stated:
        source = source[stated.end() :]
    first = source.partition('\n')[0]
    delimiter = stated[1] if stated else _delimiter(source) or max('\t;,|', key=first.count)
    try:
        yield from rows_of(table_rows(source, delimiter), 'csv', options, encoding, message)
    except csv.Error as error:
        raise ReadError(f'A damaged table: {error}.') from None


def _delimiter(source: str) -> str | None:
    """The mark that parts the names of the columns, where one of the first lines is plainly their line."""
    for line in source.split('\n', HEAD_LINES)[:HEAD_LINES]:
        for mark in sorted('\t;,|', key=line.count, reverse=True):
            if mark in line and is_head(cell.strip().strip('"') for cell in line.split(mark)):
                return mark
    return None


def rows_of(
    table: Iterable[Cells], format: str, options: ReadOptions, encoding: str | None = None, message: str | None = None
) -> Iterator[Part]:
    """The documents of a table's rows. Raises ReadError for one without texts."""
    rows = iter(table)
    above: list[Cells] = []
    for row in rows:
        above.append(row)
        if is_head(row.cells) or len(above) == HEAD_LINES:
            break
    at = next((number for number, row in enumerate(above) if is_head(row.cells)), 0)
    names = above[at].cells if above else []
    named = (
        Row(dict(zip(names, chain(row.cells, repeat('')), strict=False)), row.note)
        for row in chain(above[at + 1 :], rows)
    )
    yield from _parts(named, names, format, options, encoding, message)


def read_json(data: bytes, options: ReadOptions) -> Iterator[Part]:
    """The objects of a JSON list, of a list that an object wraps or of lines; a damaged line is one that failed."""
    text, encoding, message = decode(data)
    found = list(records(text.lstrip('\ufeff')))
    names = {name: None for record in found[:100] for name in record.fields or ()}
    yield from _parts(iter(found), list(names), 'json', options, encoding, message)


def _parts(
    rows: Iterator[Row],
    names: list[str],
    format: str,
    options: ReadOptions,
    encoding: str | None,
    message: str | None,
) -> Iterator[Part]:
    columns = columns_of(names, options)
    if any(own <= set(names) for own in OWN) and not options.text_column:
        raise ReadError(
            'A table that svodka wrote: what it holds is in the releases; --text-column reads it.', 'skipped'
        )
    if columns.text is None:
        wanted = f'no column «{options.text_column}»' if options.text_column else 'no column that holds a text'
        raise ReadError(f'A table with {wanted}: name one with --text-column.', 'skipped')
    any_row = False
    for number, row in enumerate(rows, 1):
        any_row = True
        if row.fields is None:
            yield Part('', format, f'#{number}', encoding, status='failed', message=row.note)
            continue
        field = {role: row.fields.get(name) for role in columns.__slots__ if (name := getattr(columns, role))}
        line = {role: ' '.join(_plain(words(value)[:FIELD]).split()) or None for role, value in field.items()}
        yield Part(
            _plain(words(field.get('text'))),
            format,
            f'#{number}',
            encoding,
            line.get('title'),
            day_in(field.get('date')),
            message=' '.join(filter(None, (message, row.note))) or None,
            outlet=line.get('outlet'),
            url=line.get('url'),
            author=line.get('author'),
        )
    if not any_row:
        yield Part('', format, encoding=encoding, status='empty', message='The table has no rows.')


def _plain(cell: str) -> str:
    """A cell's text without the markup of the page that it was taken from."""
    return words_of_markup(cell) if _MARKUP.search(cell) else cell
