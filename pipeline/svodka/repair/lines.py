"""Line ends → blocks: which line end only wraps a paragraph, which one ends it, and which lines are no text at all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from svodka.language.credits import credit_lines
from svodka.repair.align import Edit, Stretch
from svodka.repair.hyphens import is_hyphenation

FEW = 2  # page edges that show no running head yet
PAGE_LINE = 30  # characters of a line with a page's number
_LINE_END = re.compile('\r\n|[\n\r\v\f\x85\u2028\u2029]')
_HYPHENS = '-\u2010\u00ac'
_WORD_CUT = re.compile(r'[^\W\d_]{1,40}(?=[-\u2010\u00ac]$)')
_COMPOUND = re.compile(r'[^\W\d_]+(?:-[^\W\d_]+)*')
_FIRST_WORD = re.compile(r'\W*([^\W\d_]+)')
_CELL_GAP = re.compile('[ \x1c-\x1f]*\t[\t \x1c-\x1f]*|[ \xa0]{5,}')  # x1c to x1f are white space to Python, too
_JUSTIFIED = re.compile(r'\S[ \xa0]{2,4}\S')
_BULLET = re.compile(
    r'(?:[•●▪■□◦‣·*]|[-–—](?=\s+[А-ЯЁA-Z«"\d])|\d{1,3}(?:\.\d{1,3})*[.)](?=\s)|[а-яa-z]\)(?=\s)|[IVX]{1,5}\.(?=\s))\s*'
)
_MONTH = r'(?:янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек)[а-яё]*\.?'
_STAMP = re.compile(
    rf'\W*(?:\d{{1,2}}[.:]\d\d,?\s+)?(?:\d{{1,2}}\s+{_MONTH}\s+\d{{4}}(?:\s*(?:года|г\.?))?'
    r'|\d{1,2}[./]\d\d[./]\d{4}|\d{4}-\d\d-\d\d)'
    r'(?:,?\s*(?:в\s+)?\d{1,2}[.:]\d\d(?::\d\d)?)?\W*',
    re.I,
)
_LABEL = re.compile(
    r'(?:(?:[А-ЯЁ]\.\s?){1,2}[А-ЯЁ][а-яё-]+|Вопрос|Ответ|Реплика|Ведущ(?:ий|ая))\s*(?:\([^)\n]*\))?\s*:'
)
_PAGE_NUMBER = re.compile(
    r'(?:[-–—]\s*)?(?:(?:с|стр|страница)\.?\s*)?\d{1,4}(?:\s*(?:из|/)\s*\d{1,4})?(?:\s*[-–—])?', re.I
)
_PAGE_LABEL = re.compile(r'стр(?:\.|аница)\s*\d{1,4}(?:\s*(?:из|/)\s*\d{1,4})?|\d{1,4}\s+из\s+\d{1,4}', re.I)
_BLANK = ''.join(map(chr, filter(lambda c: chr(c).isspace(), range(0x3001)))) + '\xad\u200b\ufeff'
_CONTINUING = ',;.:)»'
_CLOSING = '»"”’)]'

MAX_WIDTH = 140
"""Characters a line; longer ones are paragraphs, not lines of a wrapped text."""
LOWER_SHARE = 0.2
"""In a wrapped Russian text about half of the lines begin in lower case; in one of paragraphs almost none does."""
LONGER_SHARE = 0.1
"""In a wrapped text hardly any line is much longer than the width: an address, a table."""
FULL = 0.9
INDENT = 2  # spaces by which a paragraph is set in, at least
"""A line wraps if the next word would have brought it over this part of the width (set solid, lines vary)."""
RUNNING_PAGES = 3
"""A page's first or last line that so many pages share, digits apart, is a running head or foot."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line without the spaces around it; `gap` tells what is above: '' (a line), 'blank' or 'page'."""

    start: int
    stop: int
    indent: int
    text: str
    gap: str


def find_blocks(text: str) -> tuple[list[Stretch], list[Edit]]:
    """The blocks of a text, in order, and the edits that rejoin words cut at a line end.

    >>> find_blocks('Заголовок\\n\\nПервый абзац\\nидёт дальше.')[0]
    [(0, 9), (11, 36)]
    """
    lines = _without_credits(_without_running(_lines(text)))
    width = _width(lines)
    blocks: list[Stretch] = []
    edits: list[Edit] = []
    in_list = False
    previous: Line | None = None
    for line in lines:
        cut = _cut_word(previous) if previous else ''
        if previous and _goes_on(previous, line, width, in_list, bool(cut)):
            if cut and (first := _FIRST_WORD.match(line.text)):
                dropped = 1 if is_hyphenation(cut, first.group(1), _words(text)) else 0
                edits.append((previous.stop - dropped, line.start, ''))
            elif line.gap == 'page':  # a page number or a running head may lie between
                edits.append((previous.stop, line.start, ' '))
            blocks[-1] = (blocks[-1][0], line.stop)
        else:
            blocks.append((line.start, line.stop))
        in_list = line.text.endswith(':') or (in_list and line.gap == '')
        previous = line
    return [cell for block in blocks for cell in _cells(text, block)], edits


@lru_cache(maxsize=1)
def _words(text: str) -> frozenset[str]:
    return frozenset(_COMPOUND.findall(text))


def _lines(text: str) -> list[Line]:
    lines = []
    start, gap = 0, 'page'
    ends = [(m.start(), m.end()) for m in _LINE_END.finditer(text)]
    for end, following in [*ends, (len(text), len(text))]:
        content = text[start:end]
        stripped = content.strip(_BLANK)
        if '\f' in text[max(0, start - 1) : start]:
            gap = 'page'
        if stripped:
            indent = content.index(stripped[0])
            at = start + indent
            lines.append(Line(at, at + len(stripped), indent, stripped, gap))
            gap = ''
        elif gap != 'page':
            gap = 'blank'
        start = following
    return lines


def _without_running(lines: list[Line]) -> list[Line]:
    """The lines without page numbers and without what stands at the top or bottom of many pages."""
    tops = [i for i, line in enumerate(lines) if line.gap == 'page']
    edges = {*tops, *(i - 1 for i in tops if i), len(lines) - 1}
    if len(edges) <= FEW and not any(_PAGE_LABEL.fullmatch(line.text) for line in lines if len(line.text) < PAGE_LINE):
        return lines
    near = {j for i in edges for j in (i - 1, i, i + 1) if 0 <= j < len(lines)}
    shapes = Counter(_shape(lines[j]) for j in near)
    drop = {j for j in near if shapes[_shape(lines[j])] >= RUNNING_PAGES and len(lines[j].text) < MAX_WIDTH}
    if len(edges) > FEW:
        drop |= {j for j in edges if _PAGE_NUMBER.fullmatch(lines[j].text)}
    drop |= {j for j, line in enumerate(lines) if len(line.text) < PAGE_LINE and _PAGE_LABEL.fullmatch(line.text)}
    kept = []
    gap = ''
    for j, line in enumerate(lines):
        gap = line.gap if line.gap == 'page' or not gap else gap
        if j not in drop:
            kept.append(Line(line.start, line.stop, line.indent, line.text, gap))
            gap = ''
    return kept


def _without_credits(lines: list[Line]) -> list[Line]:
    """The lines without those, and ends of those, that say who wrote, photographed or published the text."""
    credits = dict(credit_lines([line.text for line in lines]))
    kept = []
    gap = ''
    for i, line in enumerate(lines):
        gap = line.gap if line.gap == 'page' or not gap else gap
        credit = credits.get(i)
        words = line.text[: credit.start].rstrip() if credit else line.text
        if words:
            kept.append(Line(line.start, line.start + len(words), line.indent, words, gap))
            gap = ''
    return kept


def _shape(line: Line) -> str:
    return re.sub(r'\d+', '0', line.text)


def _width(lines: Sequence[Line]) -> int | None:
    """How wide a wrapped text is set, in characters; None for one whose lines are paragraphs."""
    pairs = [(a, b) for a, b in pairwise(lines) if b.gap == '' and not _STAMP.fullmatch(b.text)]
    if not pairs:
        return None
    lower = sum(_lower(b) and not _ended(a) for a, b in pairs)
    cut = sum(bool(_cut_word(a)) for a, b in pairs)
    lengths = sorted(len(a.text) for a, _ in pairs)
    width = lengths[int(0.9 * (len(lengths) - 1))]
    longer = sum(len(line.text) > 1.3 * width for line in lines)
    wrapped = lower + cut >= LOWER_SHARE * len(pairs) and longer <= LONGER_SHARE * len(lines)
    return width if width <= MAX_WIDTH and wrapped else None


def _goes_on(a: Line, b: Line, width: int | None, in_list: bool, cut: bool) -> bool:
    """Whether line b continues the paragraph of line a."""
    if cut and b.gap != 'blank' and _FIRST_WORD.match(b.text):
        return True
    through = _runs_through(a, b)
    if b.gap == 'page':
        return through and not _BULLET.match(b.text)
    if b.gap == '' and b.text[0] in _CONTINUING:
        return True
    if b.gap == 'blank' or _stands_apart(a) or _stands_apart(b):
        return False
    if width is None:
        return through and not in_list and not _BULLET.match(b.text)
    full = len(a.text) + 1 + len(b.text.split(None, 1)[0]) > width * FULL
    closed = _ended(a) or a.text.endswith((':', ';'))
    if not full:
        return through and not _opens_item(b)
    return not (closed and (b.indent >= a.indent + INDENT or _opens_item(b)))


def _runs_through(a: Line, b: Line) -> bool:
    """Whether a line end stands in the middle of a sentence."""
    return _lower(b) and not _ended(a) and not a.text.endswith((':', ';'))


def _opens_item(line: Line) -> bool:
    """Whether a line begins as an item of a list or with a speaker's label does."""
    return bool(_BULLET.match(line.text) or _LABEL.match(line.text))


def _stands_apart(line: Line) -> bool:
    """Whether a line is a stamp or a row of a table."""
    return bool(_STAMP.fullmatch(line.text)) or _has_cells(line.text)


def _has_cells(line: str) -> bool:
    """Whether tabs or wide gaps part a line, and not its justification."""
    if '\t' not in line and '     ' not in line:
        return False
    bullet = _BULLET.match(line)
    gap = _CELL_GAP.search(line, bullet.end() if bullet else 0)
    return bool(gap) and ('\t' in line or not _JUSTIFIED.search(line))


def _cut_word(line: Line) -> str:
    """The part of a word before the hyphen that ends a line, or nothing."""
    if line.text[-1] not in _HYPHENS:
        return ''
    cut = _WORD_CUT.search(line.text, max(0, len(line.text) - 41))
    return cut.group() if cut else ''


def _ended(line: Line) -> bool:
    return line.text.rstrip(_CLOSING)[-1:] in ('.', '!', '?', '…')


def _lower(line: Line) -> bool:
    """Whether a line begins with a small Cyrillic letter (an address or a Latin name says nothing)."""
    return 'а' <= line.text[0] <= 'я' or line.text[0] == 'ё'


def _cells(text: str, block: Stretch) -> list[Stretch]:
    """A block of one line, cut where a tab or a wide gap separates the cells of a table."""
    start, stop = block
    if not _has_cells(text[start:stop]) or _LINE_END.search(text, start, stop):
        return [block]
    bullet = _BULLET.match(text, start, stop)
    cells = []
    at = start
    for gap in _CELL_GAP.finditer(text, bullet.end() if bullet else start, stop):
        cells.append((at, gap.start()))
        at = gap.end()
    cells.append((at, stop))
    return cells
