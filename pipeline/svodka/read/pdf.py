"""PDF → text in reading order, a page after a form feed, a paragraph's lines together; by pypdfium2."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median
from typing import Any

from svodka.read.contents import Part, ReadError
from svodka.read.scans import READ_SO, Reader, program, version, why_unread
from svodka.run.conditions import tesseract

MAX_PAGES = 2000
"""A release has no more pages; a longer file is cut, and says so."""
PARAGRAPH_GAP = 1.45
"""A step to the next line that is so many times the usual one begins a paragraph."""
GUTTER = 8.0
"""Points of white between two columns."""
COLUMN_LINES = 6
"""Two columns have so many lines each at least."""
COLUMNS = 2
"""Columns that a page is read by; one of more is read line by line."""
SHORTEST_TITLE = 13
"""Characters of a title that is no word processor's."""


PICTURE, STAMP = 0.3, 200
"""A picture that covers this part of a page may be its text, where fewer characters stand on it."""
COLUMN_WIDTH = 0.2
"""A column of text takes this part of the page at least; the cells of a table are narrower."""

_PAGE_LABEL = re.compile(r'стр(?:\.|аница)\s*\d{1,4}(?:\s*(?:из|/)\s*\d{1,4})?', re.I)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: where it begins and ends, how high its first and its last letter stand, in points.

    They differ where pdfium has joined two lines to restore a word cut at a line end.
    """

    text: str
    left: float
    right: float
    top: float
    foot: float


@dataclass(frozen=True, slots=True)
class Row:
    """What stands side by side on a page: its height and the stretches from left to right, in points."""

    top: float
    bottom: float
    spans: tuple[tuple[float, float], ...]


def read_pdf(data: bytes, ocr: bool = True) -> Iterator[Part]:
    """The text of a PDF, its title and, as hints, the days it states; `ocr` reads pages without letters, too."""
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if 'password' in str(error).lower():
            raise ReadError('The file is locked with a password.', 'skipped') from None
        raise ReadError('A damaged PDF file.') from None
    pages, recognised, pictures = [], 0, 0
    scans = Reader() if ocr and program() else None
    for number in range(min(len(document), MAX_PAGES)):
        try:
            text, of_picture, left = _read_page(document[number], number + 1, scans)
        except pdfium.PdfiumError:
            continue
        pages.append(text)
        recognised += of_picture
        pictures += left
    properties = document.get_metadata_dict()
    text = '\f'.join(pages)
    message = None if len(document) <= MAX_PAGES else f'Only the first {MAX_PAGES} of {len(document)} pages are read.'
    why = why_unread(ocr, scans is not None and scans.spent)
    if not text.strip():
        message = f'The pages hold no text, only pictures (a scan): {why}.'
        yield Part('', 'pdf', status='empty', message=message, condition=tesseract(version()))
        return
    unread = f'Pages that hold a picture and hardly a letter: {pictures} of {len(pages)} ({why}).' if pictures else None
    message = ' '.join(filter(None, (READ_SO if recognised else None, unread, message))) or None
    title = ' '.join(properties.get('Title', '').split())
    yield Part(
        text,
        'pdf',
        title=title if _is_title(title) else None,
        hints=_hints(properties),
        message=message,
        condition=tesseract(version()) if recognised or pictures else '',
    )


def _has_picture(page: Any) -> bool:
    """Whether a page shows a picture that covers much of it: a scan's, not an emblem."""
    from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

    area = page.get_width() * page.get_height()
    for picture in page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE], max_depth=2):
        left, bottom, right, top = picture.get_bounds()
        if (right - left) * (top - bottom) >= PICTURE * area:
            return True
    return False


def _read_page(page: Any, number: int, scans: Reader | None) -> tuple[str, bool, bool]:
    """The text of a page, whether it was recognised in a picture, and whether one was left unread."""
    text = _page(page, number)
    if any(map(str.isalpha, text)) and (len(text) >= STAMP or not _has_picture(page)):
        return text, False, False
    found = scans.page(page) if scans else ''
    if len(found) > 2 * len(text.strip()):
        return found, True, False
    return text, False, _has_picture(page)


def _page(page: Any, number: int) -> str:
    """The text of a page with blank lines between paragraphs, without its number and a running head above that."""
    textpage = page.get_textpage()
    lines = list(_lines(textpage, textpage.get_text_range()))
    rows = _rows(textpage) if sum(_runs_across(line, page.get_width()) for line in lines) > len(lines) / 2 else []
    if gutter := _gutter(rows, page.get_width()):
        return _by_columns(textpage, rows, gutter, page.get_width())
    if lines[2:] and _PAGE_LABEL.fullmatch(lines[1].text):
        lines = lines[2:]
    for edge in (0, -1):
        if len(lines) > 1 and re.fullmatch(rf'[-–— ]*{number}[-–— ]*', lines[edge].text):
            del lines[edge]
    steps = [a.foot - b.top for a, b in pairwise(lines) if a.foot > b.top]
    usual = median(steps) if steps else 0.0
    pieces = []
    for i, line in enumerate(lines):
        step = lines[i - 1].foot - line.top if i else 0.0
        if i and usual and (step > PARAGRAPH_GAP * usual or step < -2 * usual):
            pieces.append('')
        pieces.append(line.text)
    return _unhyphenated('\n'.join(pieces))


def _unhyphenated(text: str) -> str:
    """The text with the line ends put back that pdfium took out with their hyphens; repair tells them apart better."""
    return re.sub('\ufffe[ \r\n]*', '-\n', text)


def _lines(textpage: Any, text: str) -> Iterator[Line]:
    """The lines as pdfium sets them. Its indices count characters of the page, which are those of the text."""
    at = 0
    for raw in re.split('(\r\n|\n|\r)', text):
        words = raw.strip()
        if words:
            first = at + raw.index(words[0])
            try:
                left, _, _, top = textpage.get_charbox(first, loose=True)
                _, _, right, foot = textpage.get_charbox(at + len(raw.rstrip()) - 1, loose=True)
            except (ValueError, IndexError, RuntimeError):
                left = right = top = foot = 0.0
            yield Line(words, left, right, top, foot)
        at += len(raw)


def _runs_across(line: Line, width: float) -> bool:
    return line.left < 0.4 * width and line.right > 0.6 * width


def _rows(textpage: Any) -> list[Row]:
    """The boxes of a page by rows from top to bottom, those closer than a gutter made one."""
    boxes = sorted((textpage.get_rect(i) for i in range(textpage.count_rects())), key=lambda box: -box[3])
    rows: list[list[Any]] = []
    for box in boxes:
        if rows and (box[1] + box[3]) / 2 > rows[-1][0][1]:
            rows[-1].append(box)
        else:
            rows.append([box])
    return [_row(boxes) for boxes in rows]


def _row(boxes: list[Any]) -> Row:
    spans: list[tuple[float, float]] = []
    for left, _, right, _ in sorted(boxes):
        if spans and left - spans[-1][1] < GUTTER:
            spans[-1] = spans[-1][0], max(spans[-1][1], right)
        else:
            spans.append((left, right))
    return Row(max(box[3] for box in boxes), min(box[1] for box in boxes), tuple(spans))


def _gutter(rows: list[Row], width: float) -> float | None:
    """Where two columns part, if the text runs across them line by line; pdfium keeps most columns apart itself."""
    pairs = [row.spans for row in rows if len(row.spans) == COLUMNS]
    if len(pairs) < COLUMN_LINES:
        return None
    left, right = median(p[0][1] for p in pairs), median(p[1][0] for p in pairs)
    wide = all(median(span[1] - span[0] for span in side) > COLUMN_WIDTH * width for side in zip(*pairs, strict=True))
    x = (max(p[0][1] for p in pairs if p[0][1] < right) + min(p[1][0] for p in pairs if p[1][0] > left)) / 2
    return x if wide and left < x < right else None


def _by_columns(textpage: Any, rows: list[Row], gutter: float, width: float) -> str:
    """The text band by band: what runs over both columns, or the left column and then the right one."""
    pieces = []
    for across, band in groupby(rows, lambda row: any(left < gutter < right for left, right in row.spans)):
        stretch = list(band)
        top, bottom = stretch[0].top + 1, stretch[-1].bottom - 1
        for left, right in [(0.0, width)] if across else [(0.0, gutter), (gutter, width)]:
            text = textpage.get_text_bounded(left=left, right=right, bottom=bottom, top=top)
            pieces.append('\n'.join(line.strip() for line in text.replace('\r', '').split('\n')))
    return _unhyphenated('\n\n'.join(pieces))


def _is_title(title: str) -> bool:
    """Whether a title is one, and not a file name or what a word processor puts there."""
    return (
        len(title) >= SHORTEST_TITLE
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
