"""Rows of a delimited table, also of one in which a quotation mark is not closed."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import NamedTuple

FIELD_LIMIT = 50_000_000
AGAIN = 20
"""No more than so many times the lines of a table are read again, so that a hostile one takes no longer."""
UNCLOSED = 'A quotation mark in this row is not closed: the row was ended with its line.'
SWALLOWED = 'The quotation marks of this row are not in order: it may hold rows that follow.'
SHORT = 40
"""A date or number has fewer characters."""
_DIGITS, _LETTERS = re.compile(r'\d+'), re.compile(r'[^\W\d_]{2}')


class Cells(NamedTuple):
    cells: list[str]
    note: str | None = None


def table_rows(source: str, delimiter: str) -> Iterator[Cells]:
    """The rows that are not empty, the header first. Raises csv.Error.

    A row over several lines whose quotation marks are not in order may have taken in others. If its first line alone is
    a row, and the second one, too, the mark was not closed there, and reading goes on with the second line.

    >>> [row.cells for row in table_rows('a;b\\n1;"x\\n2;y\\n', ';')]
    [['a', 'b'], ['1', 'x'], ['2', 'y']]
    """
    csv.field_size_limit(FIELD_LIMIT)
    lines = list(io.StringIO(source, newline=''))
    at, width, read_again = 0, 0, 0
    while at < len(lines):
        reader = csv.reader(map(lines.__getitem__, range(at, len(lines))), delimiter=delimiter)
        first = at
        for cells in reader:
            taken = slice(at, first + reader.line_num)
            at = taken.stop
            note = None
            if taken.stop - taken.start > 1 and not _in_order(lines[taken], delimiter):
                read_again += taken.stop - taken.start
                alone = _alone(lines[taken.start], delimiter, width)
                second = next(filter(str.strip, lines[taken][1:]), '')
                following = _alone(second, delimiter, width)
                if _alike(alone, following) and read_again < AGAIN * len(lines):
                    yield Cells(alone, UNCLOSED)
                    at = taken.start + 1
                    break
                note = SWALLOWED
            if cells:
                width = width or len(cells)
                yield Cells(cells, note)


def _in_order(lines: list[str], delimiter: str) -> bool:
    try:
        return bool(list(csv.reader(lines, delimiter=delimiter, strict=True)))
    except csv.Error:
        return False


def _alike(row: list[str], following: list[str]) -> bool:
    """Whether two lines are rows of one table beyond doubt: a date or number in them has the same shape."""
    return any(_shape(one) == _shape(other) != '' for one, other in zip(row, following, strict=False))


def _shape(cell: str) -> str:
    return _DIGITS.sub('0', cell) if len(cell) < SHORT and not _LETTERS.search(cell) else ''


def _alone(line: str, delimiter: str, width: int) -> list[str]:
    """The cells of a line with a quotation mark that is not closed, if they are so many: the mark begins the last cell,
    or is a letter like any other. No cells if neither makes a row."""
    line = line.rstrip('\r\n')
    for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE):
        cells = next(csv.reader([line], delimiter=delimiter, quoting=quoting), [])
        if len(cells) == width:
            return [_bare(cell) for cell in cells] if quoting == csv.QUOTE_NONE else cells
    return []


def _bare(cell: str) -> str:
    return cell.removeprefix('"').removesuffix('"').replace('""', '"') if cell.startswith('"') else cell
