"""Rows of a table, chosen by who, when and which words, as a table for the eye."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from svodka.api import NAMED, connect
from svodka.lexicons import fold, folded
from svodka.printable import counted, printable
from svodka.schema import columns

PLAIN_WIDTH = 160  # where there is no terminal
LIMIT = 50  # rows of a table that are shown unless --limit says otherwise
# The order of rows unless --sort says otherwise: what a reader looks for first, by columns, with - downwards.
ORDER = {
    'documents': ('-published', 'path'),
    'texts': ('-published', 'document'),
    'sentences': ('-published', 'document', 'sentence'),
    'tokens': ('-published', 'document', 'token'),
    'people': ('-mentions', 'name'),
    'organisations': ('-mentions', 'name'),
    'places': ('-mentions', 'name'),
    'aliases': ('entity', '-mentions', 'name'),
    'cooccurrences': ('-documents', 'entity', 'other'),
}
PATH = 'document_path'  # that a document is chosen by, beside its headline; it is not shown
IN_TEXT = ('-published', 'document', 'start')  # of all other tables
# What is shown of a table unless --columns says otherwise: what a reader looks for first.
SHOWN = {
    'documents': ('published', 'title', 'place', 'path', 'status', 'message'),
    'texts': ('document', 'text'),
    'sentences': ('published', 'document', 'text'),
    'tokens': ('document', 'text', 'lemma', 'pos', 'feats', 'relation'),
    'mentions': ('published', 'document', 'type', 'text', 'name', 'entity'),
    'people': ('name', 'position', 'organisation', 'documents', 'mentions', 'first_date', 'last_date'),
    'organisations': ('name', 'abbreviation', 'place', 'documents', 'mentions', 'first_date', 'last_date'),
    'places': ('name', 'kind', 'country', 'documents', 'mentions', 'first_date', 'last_date'),
    'positions': ('published', 'document', 'person', 'position', 'organisation', 'status'),
    'dates': ('published', 'document', 'text', 'start_date', 'end_date', 'time', 'kind'),
    'quotations': ('published', 'document', 'speaker', 'kind', 'cue', 'text'),
    'aliases': ('entity', 'name', 'mentions'),
    'cooccurrences': ('entity', 'other', 'documents', 'first_date', 'last_date'),
}
NAMES = ('name', 'entity', 'other', 'person', 'organisation', 'place', 'speaker', 'abbreviation')
WORDS = ('text', 'title', 'position', 'message')


class Piped(Console):
    """A console that leaves it to the command what happens when nobody reads on."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


class ViewError(Exception):
    """A table or column that there is not."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which rows: parts of names and texts in any letter case, ё as е; days inclusive; `status` as it stands."""

    speaker: str | None = None
    name: str | None = None
    document: str | None = None
    words: str | None = None
    status: str | None = None
    first: dt.date | None = None
    last: dt.date | None = None


def show(
    folder: Path,
    table: str,
    choice: Choice,
    chosen: Sequence[str] = (),
    limit: int = LIMIT,
    order: Sequence[str] = (),
    console: Console | None = None,
) -> int:
    """Print rows; returns how many there are. `limit` 0 prints all. Raises ViewError and FileNotFoundError."""
    console = console or Piped(width=None if sys.stdout.isatty() else PLAIN_WIDTH)
    names, rows, count = select(folder, table, choice, chosen, limit, order)
    shown = Table(box=box.SIMPLE_HEAD)
    for name in names:
        shown.add_column(name, overflow='fold', ratio=3 if name == 'text' else None, no_wrap=name.endswith('date'))
    for row in rows:
        shown.add_row(*(escape(printable(' '.join(str(cell).split()))) if cell is not None else '' for cell in row))
    if shown.row_count:
        console.print(shown)
    hidden = f', {shown.row_count} of them shown: --limit 0 shows all' if shown.row_count < count else ''
    console.print(f'{counted(count, "row")}{hidden}.')
    return count


def hand_on(
    folder: Path, table: str, choice: Choice, chosen: Sequence[str], limit: int, order: Sequence[str], form: str
) -> None:
    """Print rows for another program, in UTF-8 whatever the pipe says: as csv, a json list, or a jsonl object a line.
    All columns of the table unless some are chosen; `limit` 0 prints all rows. Raises ViewError, FileNotFoundError."""
    names, rows, _ = select(folder, table, choice, chosen or named(table)[1], limit, order)
    out = io.StringIO(newline='')
    if form == 'csv':
        writer = csv.writer(out, lineterminator='\n')
        writer.writerow(names)
        writer.writerows(rows)
    else:
        lines = [json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False, default=str) for row in rows]
        out.write(''.join(f'{line}\n' for line in lines) if form == 'jsonl' else f'[{",".join(lines)}]\n')
    click.echo(out.getvalue().encode('utf-8', 'replace'), nl=False)


def select(
    folder: Path,
    table: str,
    choice: Choice,
    chosen: Sequence[str] = (),
    limit: int = LIMIT,
    order: Sequence[str] = (),
) -> tuple[list[str], list[tuple[Any, ...]], int]:
    """The names of the columns, the rows in their order, and how many there would be without the limit."""
    source, known = named(table)
    wanted = [name.strip() for name in order]
    for name in (*chosen, *(name.removeprefix('-') for name in wanted)):
        if name not in known:
            raise ViewError(f'{table} has no column {name}: choose from {", ".join(known)}.')
    by = ', '.join(
        f'"{name.removeprefix("-")}" {"DESC" if name.startswith("-") else "ASC"} NULLS LAST'
        for name in (wanted or ORDER.get(table, IN_TEXT))
    )
    names = list(chosen or [name for name in SHOWN[table] if name in known])
    conditions, values = where(table, known, choice)
    db = connect(folder)
    try:
        condition = ' AND '.join(conditions) or 'true'
        (count,) = db.execute(f'SELECT count(*) FROM ({source}) WHERE {condition}', values).fetchall()[0]
        some = f'LIMIT {int(limit)}' if limit else ''
        listed = ', '.join(f'"{name}"' for name in names)
        rows = db.execute(f'SELECT {listed} FROM ({source}) WHERE {condition} ORDER BY {by} {some}', values).fetchall()
        return names, rows, count
    finally:
        db.close()


def named(table: str) -> tuple[str, list[str]]:
    """A query for a table with the names beside its ids and its document's headline and date; its columns."""
    own = [c.name for c in columns(table)]
    listed, joins = [f't."{name}"' for name in own], ''
    for number, (key, name) in enumerate(NAMED.get(table, {}).items()):
        listed.append(f'n{number}.name AS "{name}"')
        joins += f' LEFT JOIN called n{number} ON n{number}.entity_id = t."{key}"'
    known = [*own, *NAMED.get(table, {}).values()]
    if table != 'documents' and 'document_id' in own:
        listed += ['d.published', 'coalesce(d.title, d.path) AS document', f'd.path AS {PATH}']
        joins += ' LEFT JOIN documents d USING (document_id)'
        known += ['published', 'document']
    called = ' UNION ALL '.join(f'SELECT entity_id, name FROM {t}' for t in ('people', 'organisations', 'places'))
    return f'WITH called AS ({called}) SELECT {", ".join(listed)} FROM {table} t{joins}', known


def where(table: str, known: Sequence[str], choice: Choice) -> tuple[list[str], list[Any]]:
    """The conditions of a choice as SQL, with the values for their question marks. Raises ViewError."""
    conditions: list[str] = []
    values: list[Any] = []

    def holds(option: str, among: Iterable[str], part: str | None) -> None:
        if part is None:
            return
        found = [name for name in among if name in known or (name == PATH and 'document' in known)]
        if not found:
            raise ViewError(f'{table} has no column for --{option}: leave it out, or view another table.')
        filled = [f'coalesce("{name}", \'\')' for name in found]
        tests = [f'contains({folded(column)}, ?)' for column in filled]
        conditions.append(f'({" OR ".join(tests)})')
        values.extend([fold(part)] * len(found))

    holds('speaker', ('speaker',), choice.speaker)
    holds('name', NAMES, choice.name)
    holds('document', ('document', 'title', 'path', PATH), choice.document)
    for word in (choice.words or '').split():
        holds('words', WORDS, word)
    if choice.status is not None:
        if 'status' not in known:
            raise ViewError(f'{table} has no column for --status.')
        possible = next(column.values for column in columns(table) if column.name == 'status')
        if possible and choice.status not in possible:
            raise ViewError(f'{table} has no status {choice.status}: choose from {", ".join(possible)}.')
        conditions.append('status = ?')
        values.append(choice.status)
    if choice.first and choice.last and choice.first > choice.last:
        raise ViewError(f'No day is from {choice.first} to {choice.last}: change --from or --to.')
    if choice.first or choice.last:
        since, until = ('published', 'published') if 'published' in known else ('last_date', 'first_date')
        if since not in known:
            raise ViewError(f'{table} has no dates.')
        if choice.first:
            conditions.append(f'{since} >= ?')
            values.append(choice.first)
        if choice.last:
            conditions.append(f'{until} <= ?')
            values.append(choice.last)
    return conditions, values
