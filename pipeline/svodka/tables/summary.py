"""The first and the last sheet of a workbook: what was read and who is in it, and what the columns hold."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from svodka.schema import Language, columns, description
from svodka.tables.layout import (
    CORRECTION,
    PART,
    head,
    layout,
    lines_of,
    print_well,
    read_words,
    sheets_in_order,
    told_in_russian,
    values_in,
)
from svodka.tables.links import Told

MOST_MONTHS = 24  # of a longer period the years are counted
Cells = dict[tuple[int, int], tuple[Any, str, str | None]]  # by row and column: value, format, link
LEFT, RIGHT = 0, 4  # the first columns of the two blocks side by side
MOST_VALUES = 9  # of a column that are told one by one
LONGEST = 46  # characters of a name in a list


def words(language: Language) -> Mapping[str, str]:
    """The words of the first sheet."""
    return {key: told[language] for key, told in read_words('summary.yaml').items()}


def write_summary(
    sheet: Any,
    told: Told,
    sheets: Mapping[str, tuple[int, str]],
    place: Callable[[str], str | None],
    formats: Mapping[str, Any],
    language: Language,
) -> None:
    """Write the first sheet. `sheets` gives for each table the number of rows and what is to be noted, `place` the row
    of an id."""
    t = words(language)
    print_well(sheet)
    sheet.hide_gridlines(2)
    for first in (LEFT, RIGHT):
        sheet.set_column(first, first, 42)
        sheet.set_column(first + 1, first + 2, 12)
    sheet.set_column(3, 3, 3)
    cells: Cells = {(0, 0): (t['title'], 'title', None), (1, 0): (t['about'], 'plain', None)}
    row = 3
    for label, value in _facts(told, t, language):
        cells[row, 0], cells[row, 1] = (label, 'plain', None), (value, 'plain', None)
        row += 1
    mentioned = [(t[table], (t['documents'], t['mentions']), told.top.get(table, []))
                 for table in ('people', 'organisations', 'places')]  # fmt: skip
    quoted = (t['quoted'], (t['quotations'], t['documents']), told.quoted)
    for pair in ((quoted, mentioned[0]), (mentioned[1], mentioned[2])):
        row += 1
        for at, (title, figures, rows) in zip((LEFT, RIGHT), pair, strict=True):
            _block(cells, row, at, (title, *figures), [(name, a, b, place(key)) for key, name, a, b in rows])
        row += 2 + max(len(rows) for _, _, rows in pair)
    unit, documents, quotations = _by_time(told)
    over_time = [(day, documents[day], quotations[day], None) for day in sorted(documents, reverse=True)]
    _block(cells, row + 1, LEFT, (t[unit], t['documents'], t['quotations']), over_time)
    _list_sheets(cells, row + 1, sheets, t, language)
    for (down, across), (value, style, link) in sorted(cells.items(), key=lambda item: item[0]):
        if link:
            sheet.write_url(down, across, link, formats['link'], str(value))
        elif isinstance(value, int):
            sheet.write_number(down, across, value, formats[style])
        else:
            sheet.write_string(down, across, str(value), formats[style])


def _list_sheets(
    cells: Cells, row: int, sheets: Mapping[str, tuple[int, str]], t: Mapping[str, str], language: Language
) -> None:
    """The sheets with their rows and, beside them, what a row is and what is to be noted."""
    called = {table: layout(table, language).name for table in sheets}
    listed = [(called[table], rows, None, f"internal:'{called[table]}'!A1") for table, (rows, _) in sheets.items()]
    _block(cells, row, RIGHT, (t['sheets'], t['rows'], ''), listed)
    for n, (table, (_, note)) in enumerate(sheets.items(), row + 1):
        about = sheets_in_order()[table] if language == 'ru' else description(table)
        cells[n, RIGHT + 2] = (f'{about} {note}'.strip(), 'note one line' if note else 'plain', None)


def _facts(told: Told, t: Mapping[str, str], language: Language) -> Iterable[tuple[str, str | int]]:
    if told.first and told.last:
        yield t['period'], f'{_day(told.first, language)} – {_day(told.last, language)}'
    elif told.statuses['ok']:
        yield t['period'], t['no_dates']
    if told.undated and told.first:
        yield t['undated'], told.undated
    for status in ('ok', 'empty', 'failed', 'skipped'):
        if told.statuses[status] or status == 'ok':
            yield t[status], told.statuses[status]


def _day(day: dt.date, language: Language) -> str:
    return f'{day.day:02}.{day.month:02}.{day.year:04}' if language == 'ru' else day.isoformat()


def _block(cells: Cells, row: int, at: int, heads: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    """A list with its heads: what is listed and two figures, the first linked."""
    for i, title in enumerate(heads):
        cells[row, at + i] = (title, 'head of numbers' if i else 'head', None)
    for n, (name, first, second, link) in enumerate(rows, row + 1):
        cells[n, at] = (name if len(name) <= LONGEST else f'{name[: LONGEST - 1]}…', 'plain', link)
        cells[n, at + 1] = (first, 'number', None)
        if second is not None:
            cells[n, at + 2] = (second, 'number', None)


def _by_time(told: Told) -> tuple[str, Counter[str], Counter[str]]:
    """Documents and quotations by month, or by year where there are many months."""
    by_month = len(told.months) <= MOST_MONTHS
    length = len('2025-09') if by_month else len('2025')
    found = Counter[str](), Counter[str]()
    for counts, months in zip(found, (told.months, told.quoted_in), strict=True):
        for month, n in months.items():
            counts[month[:length]] += n
    return ('by_month' if by_month else 'by_year'), *found


def how_to_correct(fields: Sequence[str], language: Language) -> str:
    """What may be written into the column for corrections, as a note of at most 255 characters."""
    t = words(language)
    lines = [t['write_drop']] if fields != ('published', 'title', 'outlet') else []
    if len(fields) == 1 or (fields and fields[0] == 'rename'):
        lines.append(t[f'write_{fields[0]}'])
    lines += [f'{t[f"field_{field}"]}: …' for field in fields if len(fields) > 1 and field != 'rename']
    return '\n'.join(lines)[:255]


def write_columns(sheet: Any, tables: Sequence[str], formats: Mapping[str, Any], language: Language) -> None:
    """Write the last sheet: what each column holds."""
    t = words(language)
    print_well(sheet)
    sheet.set_column(0, 2, 20)
    sheet.set_column(3, 3, 100)
    sheet.write_row(0, 0, [t['sheet'], t['column'], t['in_files'], t['holds']], formats['head'])
    sheet.freeze_panes(1, 0)
    row = 0
    for table in tables:
        told = {c.name: c.description + (f' ({", ".join(c.values)})' if c.values else '') for c in columns(table)}
        for name in layout(table).columns:
            row += 1
            english = told.get(name) or ADDED.get(name, f'Name of {name}_id.')
            text = told_in_russian(table, name) if language == 'ru' else english
            if language == 'ru' and (values := values_in(table, name, language)) and len(values) <= MOST_VALUES:
                text = f'{text.split(" — ")[0].rstrip(".")}: {", ".join(values.values())}.'
            sheet.set_row(row, 15 * lines_of(100, text))
            called = layout(table, language).name
            sheet.write_url(row, 0, f"internal:'{called}'!A1", formats['link'], called)
            sheet.write_string(row, 1, head(table, name, language), formats['plain'])
            sheet.write_string(row, 2, name if name in told else '', formats['id'])
            sheet.write_string(row, 3, text, formats['text'])
    sheet.autofilter(0, 0, row, 3)


ADDED = {
    'document': 'Headline of the document, or its path.',
    'published': 'Date of publication of the document.',
    'outlet': 'Who published the document.',
    'also': 'Other names under which it is mentioned, the most frequent first.',
    'type': 'Person, organisation or place.',
    'other_type': 'Person, organisation or place.',
    CORRECTION: 'For you to write what is right: `svodka corrections` makes a file of corrections of it.',
    PART: 'Number of the piece of a text that is too long for one cell.',
}
