"""A table that the user corrected, read back from what a spreadsheet made of it: another delimiter, encoding and order
of columns, other ways to write days and numbers."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Sequence
from pathlib import Path

from svodka.schema import TABLES, columns
from svodka.tables.delimited import GUARDED

Row = dict[str, str]
LIKENESS = 0.5  # the share of columns that a file and the table that it is taken for have in common, at least
BOOLEANS = {'истина': 'true', 'ложь': 'false', '1': 'true', '0': 'false', 'true': 'true', 'false': 'false'}
DAY = re.compile(r'(\d{1,2})[./](\d{1,2})[./](\d{4})(?: 0?0:00(?::00)?)?$')


class EvaluationError(Exception):
    """A gold that cannot be compared."""


def read_gold(path: Path) -> tuple[list[str], list[Row]]:
    """Header and rows of a CSV file, whatever a spreadsheet made of it. Raises EvaluationError."""
    data = path.read_bytes()
    if data.startswith(b'PK'):
        raise EvaluationError(f'{path} is a workbook: save the sheet as CSV UTF-8.')
    for encoding in ('utf-16', 'utf-8-sig', 'cp1251'):
        if encoding == 'utf-16' and data[:2] not in (b'\xff\xfe', b'\xfe\xff'):
            continue
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise EvaluationError(f'{path} is no text: save the table as CSV UTF-8.')
    head = text.split('\n', 1)[0]
    delimiter = max(',;\t', key=head.count)
    reader = csv.DictReader(io.StringIO(text, newline=''), delimiter=delimiter)
    names = [name.strip() for name in reader.fieldnames or []]
    if len(names) <= 1:
        raise EvaluationError(f'{path} has no header of columns.')
    reader.fieldnames = names
    rows = [{k: v or '' for k, v in row.items() if isinstance(k, str)} for row in reader]
    return names, [row for row in rows if any(row.values())]


def guess(path: Path, names: Sequence[str]) -> str:
    """The table of a file: by its name, else by its columns. Raises EvaluationError."""
    if path.stem in TABLES:
        return path.stem
    found = set(names)
    known = {table: {c.name for c in columns(table)} for table in TABLES}
    shares = {table: len(found & own) / len(found | own) for table, own in known.items()}
    best = max(shares, key=lambda t: shares[t])
    if shares[best] < LIKENESS:
        raise EvaluationError(f'The columns of {path} are of no table: say which with --table.')
    return best


def without_guards(value: str) -> str:
    """A text without the apostrophes before what a spreadsheet would take for a formula, whoever put them there: the
    gold may come from a table that was guarded, or from one that was not."""
    return re.sub(GUARDED, lambda guard: guard[0][-1], value)


def normal(value: str, name: str, table: str) -> str:
    """A value as the table has it, after what spreadsheets do to it: 01.09.2025, 12,0, ИСТИНА, a guarding
    apostrophe."""
    kind = next(c.type for c in columns(table) if c.name == name)
    if kind is str:
        return without_guards(value)
    value = value.strip().replace('\xa0', '').replace('\u202f', '')
    if kind is bool:
        return BOOLEANS.get(value.lower(), value)
    if kind is dt.date and (found := DAY.match(value)):
        day, month, year = found.groups()
        return f'{year}-{month:0>2}-{day:0>2}'
    if kind is float and value:
        return str(_number(value.replace(',', '.')))
    if kind is int and value:
        number = _number(value.replace(',', '.'))
        return str(int(number)) if isinstance(number, float) and number.is_integer() else value
    return value[:10] if kind is dt.date else value


def _number(value: str) -> float | str:
    try:
        return float(value)
    except ValueError:
        return value
