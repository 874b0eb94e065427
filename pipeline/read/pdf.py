"""PDF → text in reading order, a page after a form feed, a paragraph's lines together; by pypdfium2."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

from pipeline.read.part import Part, ReadError

MAX_PAGES = 2000
"""A release has no more pages; a longer file is cut, and says so."""
PARAGRAPH_GAP = 1.45
"""A step to the next line that is so many times the usual one begins a paragraph."""
GUTTER = 8.0
"""Points of white between two columns."""
COLUMN_LINES = 6
"""Two columns have so many lines each at least."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page, where it begins and ends, and its height above the page's foot, in points."""

    text: str
    left: float
    right: float
    top: float
    bottom: float


def read_pdf(data: bytes) -> Iterator[Part]:
    """The text of a PDF, its title and, as hints, the days in its properties."""
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if 'password' in str(error).lower():
            raise ReadError('The file is locked with a password.', 'skipped') from None
        raise ReadError('A damaged PDF file.') from None
    pages = []
    for number in range(min(len(document), MAX_PAGES)):
        try:
            pages.append(_page(document[number]))
        except pdfium.PdfiumError:
            continue
    properties = document.get_metadata_dict()
    text = '\f'.join(pages)
    message = None if len(document) <= MAX_PAGES else f'Only the first {MAX_PAGES} of {len(document)} pages are read.'
    if not text.strip():
        yield Part(
            '',
            'pdf',
            status='empty',
            message='The pages hold no text, only pictures: the file needs recognition (OCR).',
        )
        return
    title = ' '.join(properties.get('Title', '').split())
    yield Part(text, 'pdf', title=title if _is_title(title) else None, hints=_hints(properties), message=message)


def _page(page: Any) -> str:
    """The text of a page with blank lines between paragraphs."""
    textpage = page.get_textpage()
    text = textpage.get_text_range().replace('\ufffe', '\xad')
    lines = list(_lines(textpage, text))
    if gutter := _gutter(textpage, lines, page.get_width()):
        return '\n'.join(_by_columns(textpage, gutter, page.get_width(), page.get_height()))
    steps = [a.top - b.top for a, b in pairwise(lines) if a.top > b.top]
    usual = median(steps) if steps else 0.0
    pieces = []
    for i, line in enumerate(lines):
        step = lines[i - 1].top - line.top if i else 0.0
        if i and usual and (step > PARAGRAPH_GAP * usual or step < -2 * usual):
            pieces.append('')
        pieces.append(line.text)
    return '\n'.join(pieces)


def _lines(textpage: Any, text: str) -> Iterator[Line]:
    """The lines as pdfium sets them. Its indices count characters of the page, which are those of the text."""
    at = 0
    for raw in re.split('(\r\n|\n|\r)', text):
        words = raw.strip()
        if words:
            first = at + raw.index(words[0])
            try:
                left, bottom, _, top = textpage.get_charbox(first)
                _, _, right, _ = textpage.get_charbox(at + len(raw.rstrip()) - 1)
            except (ValueError, IndexError, RuntimeError):
                left = right = top = bottom = 0.0
            yield Line(words, left, right, top, bottom)
        at += len(raw)


def _gutter(textpage: Any, lines: list[Line], width: float) -> float | None:
    """Where two columns part, if the text runs across them line by line; pdfium keeps most columns apart itself."""
    across = [line for line in lines if line.left < 0.4 * width and line.right > 0.6 * width]
    if len(across) < COLUMN_LINES:
        return None
    boxes = [textpage.get_rect(i) for i in range(textpage.count_rects())]
    middle = [0.3 * width + step * 2 for step in range(int(0.2 * width))]
    free = [
        x
        for x in middle
        if sum(left < x + GUTTER / 2 and right > x - GUTTER / 2 for left, _, right, _ in boxes) <= len(boxes) // 20
    ]
    if not free:
        return None
    x = free[len(free) // 2]
    sides = sum(box[2] < x for box in boxes), sum(box[0] > x for box in boxes)
    return x if min(sides) >= COLUMN_LINES and len(across) > 0.5 * len(lines) else None


def _by_columns(textpage: Any, gutter: float, width: float, height: float) -> Iterator[str]:
    for left, right in ((0.0, gutter), (gutter, width)):
        column = textpage.get_text_bounded(left=left, right=right, bottom=0.0, top=height)
        yield from (line.strip() for line in column.replace('\ufffe', '\xad').replace('\r', '').split('\n'))
        yield ''


def _is_title(title: str) -> bool:
    """Whether a title is one, and not a file name or what a word processor puts there."""
    return (
        len(title) > 12
        and ' ' in title
        and not re.search(r'Microsoft Word|\.(?:docx?|rtf|odt|txt|html?|pdf|indd)\b|^Untitled', title, re.I)
    )


def _hints(properties: dict[str, str]) -> tuple[dt.date, ...]:
    days = []
    for key in ('CreationDate', 'ModDate'):
        found = re.match(r'D:(\d{4})(\d\d)(\d\d)', properties.get(key, ''))
        try:
            days += [dt.date(*map(int, found.groups()))] if found else []
        except ValueError:
            continue
    return tuple(dict.fromkeys(days))
