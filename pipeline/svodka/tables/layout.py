"""How the sheets of a workbook are laid out: their columns, widths, formats, lines."""

from __future__ import annotations

import datetime as dt
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from svodka.schema import Column, columns

PART = 'part'  # the column that numbers the pieces of a text too long for a cell
LOCAL_DATE = 14  # the number format that shows a date as the user's system writes it
WRAPPED = 20  # columns of this width wrap
WIDTHS = {
    **dict.fromkeys(('text', 'message', 'title'), 60),
    **dict.fromkeys(('document', 'name', 'position', 'path', 'entity', 'organisation', 'person', 'other'), 34),
    **dict.fromkeys(('speaker', 'relayed_by', 'place', 'cue', 'rule', 'lemma', 'feats'), 20),
    **dict.fromkeys(('start', 'stop', 'sentence', 'speaker_start', 'speaker_stop', 'cue_start', 'cue_stop'), 9),
    **dict.fromkeys(('negated', 'generic'), 9),
    **dict.fromkeys(('sha256', 'country', PART), 9),
    **dict.fromkeys(('first_name', 'middle_name', 'last_name', 'abbreviation', 'edtf', 'published_from'), 16),
}


def sheets_in_order() -> dict[str, str]:
    """Table → what a row is, in Russian, in the order of the sheets."""
    return read_words('about.yaml')


def told_in_russian(table: str, column: str) -> str:
    """What a column of a table's sheet holds.

    >>> told_in_russian('quotations', 'cue')
    'Лемма глагола или оборота, которым введено высказывание, вместе с «не».'
    """
    words = read_words('columns.yaml')
    return words.get(f'{table}.{column}') or words[column]


@cache
def read_words(name: str) -> dict[str, str]:
    """A file of words in this folder."""
    return dict(yaml.load(files(__package__).joinpath(name).read_text(encoding='utf-8'), yaml.CSafeLoader))


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
        'title': book.add_format({'bold': True, 'font_size': 16}),
        'id': book.add_format({'font_color': '#8a9199', 'font_name': 'Consolas', 'font_size': 9, **words}),
        'text': book.add_format({'text_wrap': True, **words}),
        'plain': book.add_format(words),
        'number': book.add_format(top),
        'date': book.add_format({'num_format': LOCAL_DATE, 'align': 'left', **words}),
        'link': book.add_format({'font_color': '#0b5cad', 'text_wrap': True, **words}),
        'note': book.add_format({'font_color': '#a03000', 'text_wrap': True, **words}),
    }


def sheet_columns(table: str) -> list[str]:
    """The columns of a table's sheet: those of the table, and beside each id the name that it stands for.

    >>> sheet_columns('positions')[:6]
    ['document_id', 'document', 'published', 'person_id', 'person', 'position']
    """
    own = [c.name for c in columns(table)]
    names = []
    for column in columns(table):
        names.append(column.name)
        name = column.name.removesuffix('_id')
        if column.refers and name not in own:
            names.append(name)
        if column.name == 'document_id' and column.refers and table != 'texts':
            names.append('published')
    return [*names[:-1], PART, names[-1]] if table == 'texts' else names


def style(name: str, column: Column | None) -> str:
    """The format of a column's cells."""
    if name.endswith('_id') or name == 'sha256':
        return 'id'
    if name == 'published' or (column and column.type is dt.date):
        return 'date'
    if name == PART or (column and column.type is not str):
        return 'number'
    return 'text' if width(name, '') >= WRAPPED else 'plain'


def width(name: str, table: str) -> int:
    """The width of a column, in characters."""
    if name == 'text' and table in ('texts', 'quotations', 'sentences'):
        return 90
    if name == 'text' and table in ('mentions', 'dates', 'positions', 'tokens'):
        return 34
    return 9 if name.endswith('_id') else WIDTHS.get(name, 12)


def lines_of(wide: int, value: str | None) -> int:
    """How many lines a text takes in a column, about; LibreOffice does not find out by itself."""
    return 1 + value.count('\n') + len(value) // wide if value else 1
