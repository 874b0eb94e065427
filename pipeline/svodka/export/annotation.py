"""Texts with everything found in them, for programs in which people annotate, and for programs of one's own."""

from __future__ import annotations

import datetime as dt
import json
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import duckdb

from svodka.export import FOUND
from svodka.export.documents import Exported, Row, documents, names

# The label of a row that is no mention, in brat and in Label Studio.
LABELS = {'positions': 'POSITION', 'dates': 'DATE', 'quotations': 'QUOTATION'}
CONFIGURATION = """[entities]
PER
ORG
LOC
POSITION
DATE
QUOTATION
SPEAKER

[relations]
speaker\tArg1:QUOTATION, Arg2:SPEAKER
<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>

[events]

[attributes]
"""


def write_jsonl(db: duckdb.DuckDBPyConnection, out: Path, tables: Sequence[str] = FOUND) -> int:
    """A document a line: its row, its text, its mentions, positions, dates and quotations. Returns the number."""
    called, count = names(db), 0
    with out.open('w', encoding='utf-8', newline='\n') as file:
        for exported in documents(db, tables):
            rows = {table: [_named(row, called) for row in found] for table, found in exported.rows.items()}
            line = {**exported.document, 'text': exported.text, **rows}
            file.write(json.dumps(line, ensure_ascii=False, default=_plain) + '\n')
            count += 1
    return count


def _named(row: Row, called: dict[str, str]) -> Row:
    """A row without its document's id, with the name beside each id."""
    out: Row = {}
    for name, value in row.items():
        if name == 'document_id':
            continue
        out[name] = value
        if name.endswith('_id') and value in called and name.removesuffix('_id') not in row:
            out[name.removesuffix('_id')] = called[value]
    return out


def _plain(value: object) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(f'{value!r} has no form in JSON')


def labelled(exported: Exported) -> Iterator[tuple[str, Row]]:
    """Each row that was found in a document, with its label."""
    for table, rows in exported.rows.items():
        for row in rows:
            yield LABELS.get(table) or row['type'], row


def write_label_studio(db: duckdb.DuckDBPyConnection, out: Path, tables: Sequence[str] = FOUND) -> int:
    """Tasks with predictions (https://labelstud.io/guide/predictions). Returns the number of documents.

    The labelling interface needs `<Labels name="label" toName="text">` over `<Text name="text" value="$text"/>`.
    Offsets are in UTF-16 units there, for the browser counts them.
    """
    count = 0
    with out.open('w', encoding='utf-8', newline='\n') as file:
        file.write('[')
        for exported in documents(db, tables):
            place = Utf16(exported.text)
            result = [
                {
                    'id': f'{label}-{row["start"]}-{row["stop"]}',
                    'from_name': 'label',
                    'to_name': 'text',
                    'type': 'labels',
                    'value': {
                        'start': place(row['start']),
                        'end': place(row['stop']),
                        'text': row['text'],
                        'labels': [label],
                    },
                }
                for label, row in labelled(exported)
            ]
            data = {name: exported.document[name] for name in ('document_id', 'path', 'title', 'published')}
            task: dict[str, Any] = {'data': {'text': exported.text, **data}}
            task['predictions'] = [{'model_version': 'svodka', 'result': result}]
            file.write((',\n' if count else '\n') + json.dumps(task, ensure_ascii=False, default=_plain))
            count += 1
        file.write('\n]\n')
    return count


class Utf16:
    """Characters of a text → UTF-16 units.

    >>> Utf16('а🙂б')(2)
    3
    """

    def __init__(self, text: str) -> None:
        self._wide = [i for i, c in enumerate(text) if c > '\uffff'] if not text.isascii() else []

    def __call__(self, at: int) -> int:
        return at + bisect_left(self._wide, at)


def write_brat(db: duckdb.DuckDBPyConnection, out: Path, tables: Sequence[str] = FOUND) -> int:
    """A folder with a .txt and an .ann a document (https://brat.nlplab.org/standoff.html), called by their ids.

    The name of a mention's entity is its note. Returns the number of documents.
    """
    called, count = names(db), 0
    out.mkdir()
    (out / 'annotation.conf').write_text(CONFIGURATION, encoding='utf-8')
    for exported in documents(db, tables):
        name = exported.document['document_id']
        (out / f'{name}.txt').write_text(exported.text, encoding='utf-8', newline='')
        (out / f'{name}.ann').write_text(''.join(_standoff(exported, called)), encoding='utf-8', newline='\n')
        count += 1
    return count


def _standoff(exported: Exported, called: dict[str, str]) -> Iterator[str]:
    number = relation = 0
    for label, row in labelled(exported):
        number += 1
        yield _textbound(number, label, row['start'], row['stop'], exported.text)
        if entity := called.get(row.get('entity_id') or ''):
            yield f'#{number}\tAnnotatorNotes T{number}\t{entity}\n'
        if row.get('speaker_start') is not None:
            number, relation = number + 1, relation + 1
            yield _textbound(number, 'SPEAKER', row['speaker_start'], row['speaker_stop'], exported.text)
            yield f'R{relation}\tspeaker Arg1:T{number - 1} Arg2:T{number}\n'


def _textbound(number: int, label: str, start: int, stop: int, text: str) -> str:
    """brat wants a span over a line's end in pieces, one a line."""
    pieces, at = [], start
    for line in text[start:stop].splitlines(keepends=True):
        words = line.rstrip('\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029')
        if words.strip():
            pieces.append((at, at + len(words), words))
        at += len(line)
    places = ';'.join(f'{a} {b}' for a, b, _ in pieces)
    return f'T{number}\t{label} {places}\t{" ".join(words for _, _, words in pieces)}\n'
