"""The rows of a workbook's sheet and their links as XML, a batch at a time.

xlsxwriter's own way, cell by cell and with an object a link, takes several times as long, and takes a text that looks
like its markup for markup.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

HEAD = 32  # points, two lines
DAY_ZERO = dt.date(1899, 12, 30)
FIRST_DATE = dt.date(1900, 3, 1)  # Excel has no dates before 1900, and takes 1900 for a leap year
ESCAPES = {'&': '&amp;', '<': '&lt;', '>': '&gt;'}
# What stands for itself nowhere in a cell's XML; «_x000D_» as a text, too, for Excel reads it as a character.
SPECIAL = re.compile('[&<>\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)')


class Rows(Worksheet):  # type: ignore[misc]
    """A sheet whose rows and links are written as XML."""

    def add_header(self, names: Sequence[str], style: Any) -> None:
        """The first row."""
        self.set_row(0, HEAD)
        self.write_row(0, 0, names, style)
        self._write_single_row(1)
        self.links: list[str] = []

    def add_rows(
        self, first: int, columns: Iterable[Sequence[Any]], styles: Sequence[Sequence[Any]], heights: Sequence[int]
    ) -> None:
        """Write rows, given as columns; `first` is the number, from 0, of the first.

        `styles` has a format for each cell; `heights` are in points, 0 as usual.
        """
        made = [
            cells(xl_col_to_name(i), first + 1, column, [s._get_xf_index() for s in of])
            for i, (column, of) in enumerate(zip(columns, styles, strict=True))
        ]
        for number, (height, *row) in enumerate(zip(heights, *made, strict=True), first + 1):
            high = f' ht="{height}" customHeight="1"' if height else ''
            self.fh.write(f'<row r="{number}"{high}>{"".join(row)}</row>')
        self.dim_rowmax = first + len(heights) - 1

    def add_link(self, row: int, column: int, sheet: str, target: int) -> None:
        """Link a cell, counted from 0, with a row, counted from 1, of a sheet whose name is a table's."""
        self.links.append(f'<hyperlink ref="{xl_col_to_name(column)}{row + 1}" location="\'{sheet}\'!A{target}"/>')

    def add_address(self, row: int, column: int, target: str) -> None:
        """Link a cell with a file or a page elsewhere; `target` must be percent-encoded."""
        self.rel_count += 1  # of these links alone: whatever else has a relation is written later
        self.links.append(f'<hyperlink ref="{xl_col_to_name(column)}{row + 1}" r:id="rId{self.rel_count}"/>')
        self.external_hyper_links.append(['/hyperlink', target, 'External'])

    def _write_hyperlinks(self) -> None:
        if self.links:
            self.fh.write(f'<hyperlinks>{"".join(self.links)}</hyperlinks>')


def cells(letter: str, first: int, column: Sequence[Any], styles: Sequence[int]) -> list[str]:
    """The cells of a column as XML; `first` is the number, from 1, of the first row. None is an empty cell.

    Texts stand in the cells themselves; dates are days as Excel counts them, and texts where its calendar has none.
    """
    inside = WRITERS[type(next((v for v in column if v is not None), ''))]
    return [
        '' if v is None else f'<c r="{letter}{r}" s="{s}"{inside(v)}</c>'
        for r, (v, s) in enumerate(zip(column, styles, strict=True), first)
    ]


def _text(value: str) -> str:
    """What XML cannot hold is written as Excel does, _x001B_."""
    if SPECIAL.search(value):
        value = SPECIAL.sub(lambda m: ESCAPES.get(m[0]) or f'_x{ord(m[0]):04X}_', value)
    return f' t="inlineStr"><is><t xml:space="preserve">{value}</t></is>'


def _date(value: dt.date) -> str:
    return _text(value.isoformat()) if value < FIRST_DATE else f'><v>{(value - DAY_ZERO).days}</v>'


def _number(value: float) -> str:
    return f'><v>{value!r}</v>'


def _truth(value: bool) -> str:
    return f' t="b"><v>{value:d}</v>'


WRITERS: dict[type, Callable[[Any], str]] = {str: _text, dt.date: _date, bool: _truth, int: _number, float: _number}
