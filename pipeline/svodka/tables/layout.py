"""How the sheets of a workbook are laid out: their columns in the order of reading, heads, widths, formats, lines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from svodka.lexicons import read_yaml
from svodka.schema import Column, Language, columns

PART = 'part'  # the column that numbers the pieces of a text too long for a cell
CORRECTION = 'correction'  # the column into which the reader writes
LOCAL_DATE = 14  # the number format that shows a date as the user's system writes it
WRAPPED = 20  # columns of this width wrap
CHARACTERS = 1.1  # of running Russian text in a column a unit wide, which is the width of a figure
WIDTHS = {
    **dict.fromkeys(('text', 'title'), 60),
    **dict.fromkeys(('document', 'name', 'position', 'path', 'entity', 'organisation', 'person', 'other'), 34),
    **dict.fromkeys(('also', 'message', 'correction'), 34),
    'speaker': 28,
    **dict.fromkeys(('relayed_by', 'place', 'cue', 'rule', 'lemma', 'feats', 'outlet', 'url', 'author'), 20),
    **dict.fromkeys(('start', 'stop', 'sentence', 'speaker_start', 'speaker_stop', 'cue_start', 'cue_stop'), 9),
    **dict.fromkeys(('negated', 'generic', 'language', 'country', PART), 9),
    **dict.fromkeys(('first_name', 'middle_name', 'last_name', 'abbreviation', 'edtf', 'published_from'), 16),
}


@dataclass(frozen=True, slots=True)
class Layout:
    """A sheet: its name, the columns that are read and those behind them that are folded, how many stay in sight, and
    the fields that its column `correction` may set, the one that is meant unless said first."""

    name: str
    read: tuple[str, ...]
    folded: tuple[str, ...]
    frozen: int
    fields: tuple[str, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        return self.read + self.folded


@cache
def layout(table: str, language: Language = 'en') -> Layout:
    """The sheet of a table. In English it is called as the table, and its heads as the columns.

    >>> layout('quotations').read[:3], layout('quotations', 'ru').name
    (('published', 'speaker', 'text'), 'Цитаты')
    """
    told: Mapping[str, Any] = read_words('sheets.yaml')[table]
    read = tuple(told['read'])
    own = [c.name for c in columns(table)]
    # Names beside ids for what is not read either, and behind all the ids themselves.
    names = [c.name.removesuffix('_id') for c in columns(table) if c.refers]
    named = [name for name in names if name not in own and name not in read]
    rest = [name for name in own if name not in read]
    folded = [name for name in rest if not name.endswith('_id')], [name for name in rest if name.endswith('_id')]
    name = told['ru'] if language == 'ru' else table
    return Layout(name, read, (*named, *folded[0], *folded[1]), told['frozen'], tuple(told.get('fields', ())))


def sheet_columns(table: str) -> list[str]:
    """The columns of a table's sheet: those that are read, then those that are folded.

    >>> sheet_columns('positions')[:4]
    ['published', 'person', 'position', 'organisation']
    """
    return list(layout(table).columns)


def head(table: str, column: str, language: Language) -> str:
    """What a column of a table's sheet is called.

    >>> head('quotations', 'text', 'ru'), head('quotations', 'text', 'en')
    ('Что сказано', 'text')
    """
    return column if language == 'en' else _of(table, column, 'heads.yaml')


def values_in(table: str, column: str, language: Language) -> Mapping[str, str]:
    """What the values of a column are called on the sheet; empty if they stand as they are.

    >>> values_in('quotations', 'kind', 'ru')['direct']
    'прямая'
    """
    words = read_words('values.yaml')
    return {} if language == 'en' else words.get(f'{table}.{column}') or words.get(column) or {}


def sheets_in_order() -> dict[str, str]:
    """Table → what a row is, in Russian, in the order of the sheets."""
    return read_words('about.yaml')


def told_in_russian(table: str, column: str) -> str:
    """What a column of a table's sheet holds.

    >>> told_in_russian('quotations', 'cue')
    'Лемма глагола или оборота, которым введено высказывание, вместе с «не».'
    """
    return _of(table, column, 'columns.yaml')


def _of(table: str, column: str, name: str) -> str:
    words = read_words(name)
    return str(words.get(f'{table}.{column}') or words[column])


@cache
def read_words(name: str) -> dict[str, Any]:
    """A file of words in this folder."""
    return dict(read_yaml(Path(__file__).with_name(name)))


def print_well(sheet: Any) -> None:
    """A4 across, as wide as a page, the header on each."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def make_formats(book: Any) -> dict[str, Any]:
    top = {'valign': 'top'}
    words = {**top, 'indent': 1}
    return {
        'head': book.add_format({'bold': True, 'bottom': 2, 'bg_color': '#eef1f4', 'text_wrap': True, **top}),
        'head of numbers': book.add_format({'bold': True, 'bottom': 2, 'bg_color': '#eef1f4', 'align': 'right', **top}),
        'title': book.add_format({'bold': True, 'font_size': 16}),
        'block': book.add_format({'bold': True, 'font_size': 12, 'font_color': '#0b5cad'}),
        'id': book.add_format({'font_color': '#8a9199', 'font_name': 'Consolas', 'font_size': 9, **words}),
        'text': book.add_format({'text_wrap': True, **words}),
        'plain': book.add_format(words),
        'number': book.add_format(top),
        'date': book.add_format({'num_format': LOCAL_DATE, 'align': 'left', **words}),
        'linked date': book.add_format({'num_format': LOCAL_DATE, 'align': 'left', 'font_color': '#0b5cad', **words}),
        'link': book.add_format({'font_color': '#0b5cad', 'text_wrap': True, **words}),
        'note one line': book.add_format({'font_color': '#a03000', **words}),
        'correction': book.add_format({'bg_color': '#fff9e0', 'text_wrap': True, 'left': 1, 'right': 1,
                                       'left_color': '#d9c877', 'right_color': '#d9c877', **words}),
    }  # fmt: skip


def style(name: str, column: Column | None) -> str:
    """The format of a column's cells."""
    if name == CORRECTION:
        return 'correction'
    if name.endswith('_id') or name == 'sha256':
        return 'id'
    if name == 'published' or (column and column.type is dt.date):
        return 'date'
    if name == PART or (column and column.type is not str):
        return 'number'
    return 'text' if width(name, '') >= WRAPPED else 'plain'


def width(name: str, table: str) -> int:
    """The width of a column, in figures."""
    if name == 'text' and table in ('texts', 'quotations', 'sentences'):
        return 90
    if name == 'text' and table in ('mentions', 'dates', 'positions', 'tokens'):
        return 34
    return 20 if name.endswith('_id') else WIDTHS.get(name, 12)


def room_of(wide: int) -> int:
    """Characters on a line of a column: without the indent and the margins.

    >>> room_of(34)
    34
    """
    return int(wide * CHARACTERS) - 3


def lines_of(wide: int, value: str | None) -> int:
    """How many lines a text takes in a column, about; LibreOffice does not find out by itself."""
    if not value:
        return 1
    room = room_of(wide)
    if '\n' not in value:
        return 1 + (len(value) - 1) // room
    return sum(1 + max(len(line) - 1, 0) // room for line in value.split('\n'))
