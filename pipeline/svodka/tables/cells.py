"""The rows of a workbook's sheet as XML, a batch at a time.

xlsxwriter's own way, cell by cell, takes several times as long, and takes a text that looks like its markup for markup.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from typing import Any

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

DAY_ZERO = dt.date(1899, 12, 30)
FIRST_DATE = dt.date(1900, 3, 1)  # Excel has no dates before 1900, and takes 1900 for a leap year
ESCAPES = {'&': '&amp;', '<': '&lt;', '>': '&gt;'}
# What stands for itself nowhere in a cell's XML; «_x000D_» as a text, too, for Excel reads it as a character.
SPECIAL = re.compile('[&<>\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)')


class Rows(Worksheet):  # type: ignore[misc]
    """A sheet whose rows are written as XML."""

    def add_header(self, names: Sequence[str], style: Any) -> None:
        """The first row."""
        self.write_row(0, 0, names, style)
        self._write_single_row(1)
        self.ignore_write_string = True  # so that write_url adds a link to a cell that is there

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


def cells(letter: str, first: int, column: Sequence[Any], styles: Sequence[int]) -> list[str]:
    """The cells of a column as XML; `first` is the number, from 1, of the first row."""
    return [
        '' if v is None else cell(f'{letter}{r}', v, s)
        for r, (v, s) in enumerate(zip(column, styles, strict=True), first)
    ]


def cell(place: str, value: Any, style: int) -> str:
    """A cell: a text, a date as Excel counts days (those before its calendar stay as text), a truth, a number."""
    if isinstance(value, str):
        return string_cell(place, value, style)
    if isinstance(value, dt.date):
        if value < FIRST_DATE:
            return string_cell(place, value.isoformat(), style)
        return f'<c r="{place}" s="{style}"><v>{(value - DAY_ZERO).days}</v></c>'
    if isinstance(value, bool):
        return f'<c r="{place}" s="{style}" t="b"><v>{value:d}</v></c>'
    return f'<c r="{place}" s="{style}"><v>{value!r}</v></c>'


def string_cell(place: str, text: str, style: int) -> str:
    """A text in the cell itself: what XML cannot hold is written as Excel does, _x001B_."""
    if SPECIAL.search(text):
        text = SPECIAL.sub(lambda m: ESCAPES.get(m[0]) or f'_x{ord(m[0]):04X}_', text)
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
