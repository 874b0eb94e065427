"""A digest as Markdown, as a page, or as a workbook.

Nothing that stands in a release is ever code: Markdown's and HTML's signs are escaped, a page forbids scripts, a cell
of the workbook is a text and no formula, and only http and https are links.
"""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from svodka import __version__
from svodka.daily.sections import Digest, DigestError, Item
from svodka.printable import printable
from svodka.run.storage import Folder
from svodka.tables.origins import address

SIGNS = re.compile(r'([\\`*\[\]|])')
MARK = 'svodka digest'  # by which an older digest is known, so that only that is replaced
LOOKED_AT = 20_000  # bytes of a file that is there already
LONGEST_CELL = 32_767  # characters
LONGEST_SHEET = 31
FIRST_YEAR = 1900  # of a spreadsheet's days
LINE_HEIGHT, HIGHEST_ROW = 15, 409  # points


def web_address(url: str) -> str:
    """An address that is safe to follow, in ASCII signs without brackets, which end a link in Markdown; empty for
    anything else.

    >>> web_address('https://example.org/новости(1)'), web_address('javascript:alert(1)')
    ('https://example.org/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8%281%29', '')
    """
    return (address(url) or '').replace('(', '%28').replace(')', '%29')


# ------------------------------------------------------------------------------------------------------- Markdown


def markdown(digest: Digest) -> str:
    """The digest as Markdown that a terminal or a mail can show as it is."""
    return '\n'.join(_markdown(digest)) + '\n'


def _markdown(digest: Digest) -> Iterator[str]:
    yield f'# {escaped(digest.title)}'
    yield ''
    yield from (escaped(line) for line in digest.lead)
    for section in digest.sections:
        if not section.groups and not section.note:
            continue
        yield ''
        yield f'## {escaped(section.title)}'
        if section.note:
            yield ''
            yield escaped(section.note)
        for group in section.groups:
            yield ''
            if group.title:
                yield f'### {escaped(group.title)}'
                yield ''
            for item in group.items:
                yield from _item(digest, item)
        if section.more:
            yield ''
            yield digest.labels['more'].format(n=section.more)


def _item(digest: Digest, item: Item) -> Iterator[str]:
    where = escaped(
        item.title if item.title and item.title != item.head else item.path if item.path != item.head else ''
    )
    url = web_address(item.url)
    if url:
        where = f'[{where or url}]({url})'
    head = f'**{escaped(item.head)}**' if item.head else ''
    parts = [part for part in (head, escaped(item.note), digest.day(item.day), where) if part]
    if not item.head and item.quotes:  # a quotation begins with its words
        label, text = item.quotes[0]
        # What somebody else reports is not in the speaker's words.
        words = escaped(text) if label == digest.labels['indirect'] else f'«{escaped(text)}»'
        parts.insert(0, words + (f' ({escaped(label)})' if label else ''))
        yield f'- {" — ".join(parts)}'
        return
    yield f'- {" — ".join(parts)}'
    for label, text in item.quotes:
        yield f'  > {escaped(label)}: {escaped(text)}' if label else f'  > {escaped(text)}'


def escaped(text: str) -> str:
    """A text on one line whose signs mean nothing to Markdown, nor to HTML within it.

    >>> escaped('<b> *и* [это](x)')
    '&lt;b> \\\\*и\\\\* \\\\[это\\\\](x)'
    """
    line = SIGNS.sub(r'\\\1', ' '.join(printable(text).split()))
    line = line.replace('&', '&amp;').replace('<', '&lt;')
    return re.sub(r'^([#>+-]|\d+[.)])(?=\s)', r'\\\1', line)


# ----------------------------------------------------------------------------------------------------------- HTML


def html(digest: Digest) -> str:
    """The digest as a page of one file, with the report's style in it; it needs no other file and runs no script."""
    environment = Environment(
        loader=PackageLoader('svodka.daily'),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {'day': digest.day, 'address': web_address}
    style = files('svodka.report').joinpath('assets', 'style.css').read_text(encoding='utf-8')
    return environment.get_template('digest.html').render(
        d=digest, t=digest.labels, style=style.replace('<', ''), version=__version__, mark=MARK
    )


# ------------------------------------------------------------------------------------------------------- workbook

COLUMNS = (
    ('group', 28),
    ('head', 40),
    ('note', 40),
    ('date', 11),
    ('text', 80),
    ('document', 40),
    ('path', 30),
    ('url', 30),
)


def workbook(digest: Digest, path: Path) -> None:
    """The digest as a workbook: a sheet for each section that has rows."""
    import xlsxwriter

    options = {'in_memory': True, 'strings_to_formulas': False, 'strings_to_urls': False, 'strings_to_numbers': False}
    with xlsxwriter.Workbook(path, options) as book:
        book.set_properties({'comments': MARK})
        bold = book.add_format({'bold': True, 'bottom': 1})
        wrapped = book.add_format({'text_wrap': True, 'valign': 'top'})
        day = 'dd.mm.yyyy' if digest.language == 'ru' else 'yyyy-mm-dd'
        dated = book.add_format({'num_format': day, 'valign': 'top'})
        first = book.add_worksheet(digest.title[:LONGEST_SHEET])
        first.set_column(0, 0, 100)
        counts = (f'{s.title}: {sum(len(group.items) for group in s.groups) + s.more}' for s in digest.sections)
        for row, line in enumerate([digest.title, *digest.lead, '', *counts]):
            first.write_string(row, 0, line[:LONGEST_CELL], wrapped if row else bold)
        for section in (section for section in digest.sections if section.groups):
            sheet = book.add_worksheet(section.title[:LONGEST_SHEET])
            sheet.freeze_panes(1, 2)
            sheet.set_landscape()
            sheet.fit_to_pages(1, 0)
            sheet.repeat_rows(0)
            for column, (key, width) in enumerate(COLUMNS):
                sheet.set_column(column, column, width)
                sheet.write_string(0, column, digest.labels[key], bold)
            row = 0
            for row, (group, item) in enumerate(((g, item) for g in section.groups for item in g.items), 1):
                cells = _cells(group.title, item)
                sheet.set_row(row, _height(cells))
                for column, cell in enumerate(cells):
                    if isinstance(cell, str):
                        sheet.write_string(row, column, cell[:LONGEST_CELL], wrapped)
                    elif cell is not None and cell.year >= FIRST_YEAR:
                        sheet.write_datetime(row, column, cell, dated)
            sheet.autofilter(0, 0, row, len(COLUMNS) - 1)


def _cells(group: str, item: Item) -> tuple[str | dt.date | None, ...]:
    """A row of a sheet, in the order of COLUMNS."""
    said = '\n'.join(f'{label}: {text}' if label else text for label, text in item.quotes)
    return group, item.head, item.note, item.day, said, item.title, item.path, web_address(item.url)


def _height(cells: Sequence[object]) -> float:
    """How high a row is, so that its texts are seen whole where a program does not reckon it (LibreOffice)."""
    lines = 1
    for cell, (_, width) in zip(cells, COLUMNS, strict=True):
        if isinstance(cell, str):
            lines = max(lines, sum(len(line) // (width - 2) + 1 for line in cell.split('\n')))
    return float(min(lines * LINE_HEIGHT, HIGHEST_ROW))


# ---------------------------------------------------------------------------------------------------------- files


def _text(make: Callable[[Digest], str]) -> Callable[[Digest, Path], None]:
    def write(digest: Digest, path: Path) -> None:
        path.write_text(make(digest), encoding='utf-8', errors='replace', newline='\n')

    return write


SUFFIXES: dict[str, Callable[[Digest, Path], None]] = {
    '.md': _text(lambda digest: f'<!-- {MARK} -->\n{markdown(digest)}'),
    '.html': _text(html),
    '.xlsx': workbook,
}


def write(digest: Digest, out: Path) -> None:
    """Write a digest in the format of the file's suffix; an older digest is replaced when the new one is complete.

    Raises DigestError for another suffix, and for a file that is there and is no digest.
    """
    make = SUFFIXES.get(out.suffix.lower())
    if make is None:
        raise DigestError(f'{out} must end in {", ".join(SUFFIXES)}: that says what is written.')
    if out.is_dir() or (out.exists() and not _is_digest(out)):
        raise DigestError(f'{out} is there already and is no digest of svodka: name another file with --out.')
    with Folder(str(out.parent)).written(out.name) as path:
        make(digest, path)


def _is_digest(path: Path) -> bool:
    """Whether a file is an older digest, or empty."""
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as packed, packed.open('docProps/core.xml') as file:
                return MARK.encode() in file.read(LOOKED_AT)
        with path.open('rb') as file:
            begin = file.read(LOOKED_AT)
        return not begin or MARK.encode() in begin
    except (OSError, KeyError, zipfile.BadZipFile, RuntimeError):
        return False
