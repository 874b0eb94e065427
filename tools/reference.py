"""Writes what the documentation takes from the code: `python -m tools.reference`.

The columns of the tables, from the row classes, into docs/tables.md and docs/tables.ru.md, and the help of every
command into docs/commands.md, each between marks. A test fails where they are out of date.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import click
from svodka.cli import main
from svodka.schema import TABLES, Column, columns, description
from svodka.tables.layout import sheets_in_order, told_in_russian

DOCS = Path(__file__).resolve().parents[1] / 'docs'
TYPES = {str: 'string', int: 'integer', float: 'number', dt.date: 'date', bool: 'boolean'}
RUSSIAN_TYPES = {str: 'строка', int: 'целое', float: 'число', dt.date: 'дата', bool: 'да или нет'}


def _row(column: Column, told: str, kind: str) -> str:
    refers = f' → {", ".join(f"`{t}`" for t in column.refers)}' if column.refers else ''
    return f'| `{column.name}` | {kind} | {told}{refers} |'


def column_reference() -> str:
    """The tables and their columns, in Markdown."""
    lines = []
    for table in TABLES:
        lines += [f'## `{table}`', description(table), '', '| column | type | what it holds |', '|---|---|---|']
        for c in columns(table):
            values = f' One of {", ".join(c.values)}.' if c.values else ''
            lines.append(_row(c, c.description + values, TYPES[c.type] + (', may be empty' if c.nullable else '')))
        lines.append('')
    return '\n'.join(lines)


def russian_reference() -> str:
    """The same in Russian."""
    lines = []
    for table in TABLES:
        lines += [f'## `{table}`', sheets_in_order()[table], '', '| столбец | тип | что в нём |', '|---|---|---|']
        for c in columns(table):
            kind = RUSSIAN_TYPES[c.type] + (', может быть пуст' if c.nullable else '')
            lines.append(_row(c, told_in_russian(table, c.name), kind))
        lines.append('')
    return '\n'.join(lines)


def command_reference() -> str:
    """The help of every command, in Markdown."""
    return '\n'.join(_help_of_commands())


def _help_of_commands() -> Iterator[str]:
    for name, command in sorted(main.commands.items()):
        # Below the group's context, from which a command has the names of its option for help.
        parent = click.Context(main, info_name='svodka', **main.context_settings)
        context = click.Context(command, parent, name, max_content_width=100, terminal_width=100)
        yield f'## `svodka {name}`\n\n```text\n{command.get_help(context)}\n```\n'


PAGES = {
    'tables.md': ('columns', column_reference),
    'tables.ru.md': ('columns', russian_reference),
    'commands.md': ('commands', command_reference),
}


def with_reference(name: str, text: str) -> str:
    """The text of a page of docs/ with the reference of now between its marks."""
    mark, made = PAGES[name]
    between = re.compile(rf'(<!-- {mark} -->\n).*?(<!-- /{mark} -->)', re.DOTALL)
    return between.sub(lambda found: f'{found[1]}\n{made()}{found[2]}', text)


if __name__ == '__main__':
    for page in PAGES:
        (DOCS / page).write_text(with_reference(page, (DOCS / page).read_text(encoding='utf-8')), encoding='utf-8')
