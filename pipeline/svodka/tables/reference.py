"""Writes the column reference, made from the row classes, between the marks of Markdown files.

python -m svodka.tables.reference README.md README.ru.md
"""

from __future__ import annotations

import datetime as dt
import re
import sys
from pathlib import Path

from svodka.schema import TABLES, column_reference, columns
from svodka.tables.layout import sheets_in_order, told_in_russian

BETWEEN = re.compile(r'(<!-- columns -->\n).*?(<!-- /columns -->)', re.DOTALL)
TYPES = {str: 'строка', int: 'целое', float: 'число', dt.date: 'дата', bool: 'да или нет'}


def russian_reference() -> str:
    """The tables and their columns in Russian, in Markdown."""
    lines = []
    for table in TABLES:
        lines += [f'### `{table}`', sheets_in_order()[table], '', '| столбец | тип | что в нём |', '|---|---|---|']
        for c in columns(table):
            kind = TYPES[c.type] + (', может быть пуст' if c.nullable else '')
            refers = f' → {", ".join(f"`{t}`" for t in c.refers)}' if c.refers else ''
            lines.append(f'| `{c.name}` | {kind} | {told_in_russian(table, c.name)}{refers} |')
        lines.append('')
    return '\n'.join(lines)


def with_reference(text: str, russian: bool = False) -> str:
    """The text with the column reference of now between the marks."""
    made = russian_reference() if russian else column_reference()
    return BETWEEN.sub(lambda found: found[1] + '\n' + made + found[2], text)


if __name__ == '__main__':
    for name in sys.argv[1:]:
        path = Path(name)
        new = with_reference(path.read_text(encoding='utf-8'), path.stem.endswith('.ru'))
        path.write_text(new, encoding='utf-8')
