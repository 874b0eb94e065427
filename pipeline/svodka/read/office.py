"""Word (.docx), presentations (.pptx) and RTF → text by paragraphs.

A paragraph stands between blank lines, a table's row is a line whose cells tabs part. Headers, footers, comments,
deleted text and notes are no text.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

from svodka.read.contents import Part, ReadError
from svodka.read.office_files import archive_of, joined, member_of, properties, row_lines, xml_of
from svodka.read.sniff import WORD_TEXT

MAX_CHUNKS = 100
"""Files in a Word document that are read."""
_NO_XML = re.compile('[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]')
_WORD = '{http://schemas.openxmlformats.org/wordprocessingml/2006/main}'
_NO_FORM_TEXT = {
    f'{_WORD}del',
    f'{_WORD}moveFrom',
    '{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback',
}
# What paragraphs may stand in beside the body: fields, insertions, what was moved here, custom XML.
_HOLDERS = {f'{_WORD}{name}' for name in ('sdt', 'sdtContent', 'ins', 'moveTo', 'customXml', 'smartTag')}
_STRICT = b'http://purl.oclc.org/ooxml/wordprocessingml/main'
_SLIDE = re.compile(r'ppt/slides/slide(\d{1,6})\.xml')
_DRAWING = '{http://schemas.openxmlformats.org/drawingml/2006/main}'


def _strict(source: bytes) -> bytes:
    """A text in Strict Open XML by the names of the transitional form, which nearly all files have."""
    return source.replace(_STRICT, _WORD[1:-1].encode())


def read_pptx(data: bytes, max_bytes: int) -> Iterator[Part]:
    """The paragraphs of a presentation's slides, in their order."""
    lines: list[str] = []
    with archive_of(data) as archive:
        slides = sorted((int(m[1]), m[0]) for m in map(_SLIDE.fullmatch, archive.namelist()) if m)
        left = max_bytes
        for _, name in slides:
            source = member_of(archive, name, left)
            left -= len(source)
            for paragraph in xml_of(source).iter(f'{_DRAWING}p'):
                lines.append(''.join(node.text or '' for node in paragraph.iter(f'{_DRAWING}t')).strip())
    yield Part(joined(lines), 'pptx')


def read_docx(
    data: bytes, max_bytes: int, read_inside: Callable[[bytes, str], Iterator[Part]] | None = None
) -> Iterator[Part]:
    """The text of a Word document, its title and, as a hint, the day it was made. Whole files that stand in it in place
    of paragraphs (altChunk), as converters and mail merges write them, are read by `read_inside`."""
    with archive_of(data) as archive:
        text = min(name for name in archive.namelist() if WORD_TEXT.fullmatch(name))
        root = xml_of(_strict(member_of(archive, text, max_bytes)))
        if root is not None and read_inside:
            _unfold_chunks(root, archive, text, max_bytes, read_inside)
        core = (
            xml_of(member_of(archive, 'docProps/core.xml', max_bytes))
            if 'docProps/core.xml' in archive.namelist()
            else None
        )
    lines = list(_docx_lines(root.find(f'{_WORD}body'))) if root is not None else []
    title, hints = properties(core)
    yield Part(joined(lines), 'docx', title=title, hints=hints)


def _unfold_chunks(
    root: Any, archive: zipfile.ZipFile, text: str, max_bytes: int, read_inside: Callable[[bytes, str], Iterator[Part]]
) -> None:
    """Put paragraphs in the place of each altChunk, in place. Raises ReadError."""
    chunks = list(root.iter(f'{_WORD}altChunk'))
    relations = posixpath.join(posixpath.dirname(text), '_rels', f'{posixpath.basename(text)}.rels')
    if not chunks or relations not in archive.namelist():
        return
    targets = {node.get('Id'): node for node in xml_of(member_of(archive, relations, max_bytes)).iter()}
    left = max_bytes
    for chunk in chunks[:MAX_CHUNKS]:
        target = targets.get(next((value for key, value in chunk.attrib.items() if key.endswith('}id')), ''))
        if target is None or target.get('TargetMode') == 'External':
            continue
        name = posixpath.normpath(posixpath.join(posixpath.dirname(text), target.get('Target') or '')).lstrip('/')
        if name not in archive.namelist():
            name = (target.get('Target') or '').lstrip('/')
            if name not in archive.namelist():
                continue
        content = member_of(archive, name, left)
        left -= len(content)
        lines = (line for part in read_inside(content, name) for line in part.text.splitlines())
        for line in filter(str.strip, lines):
            paragraph = chunk.makeelement(f'{_WORD}p')
            words = paragraph.makeelement(f'{_WORD}t')
            words.text = _NO_XML.sub(' ', line)
            paragraph.append(words)
            chunk.addprevious(paragraph)


def _docx_lines(body: Any) -> Iterator[str]:
    """Paragraphs and table rows in document order."""
    for node in body if body is not None else ():
        if node.tag == f'{_WORD}p':
            yield _docx_text(node)
        elif node.tag == f'{_WORD}tbl':
            for row in _inner(node, 'tr'):
                yield from row_lines([list(_docx_lines(cell)) for cell in _inner(row, 'tc')])
        elif node.tag in _HOLDERS:
            yield from _docx_lines(node.find(f'{_WORD}sdtContent') if node.tag == f'{_WORD}sdt' else node)


def _inner(node: Any, name: str) -> Iterator[Any]:
    """The rows of a table or the cells of a row, not those of tables inside."""
    for child in node:
        if child.tag == f'{_WORD}{name}':
            yield child
        elif child.tag in _HOLDERS:
            yield from _inner(child, name)


def _docx_text(paragraph: Any) -> str:
    pieces: list[str] = []
    boxes: list[str] = []  # paragraphs of text boxes, which stand apart from the text that they are anchored in

    def walk(node: Any) -> None:
        for child in node:
            if child.tag in _NO_FORM_TEXT:
                continue
            if child.tag == f'{_WORD}txbxContent':
                boxes.extend(_docx_lines(child))
            elif child.tag == f'{_WORD}t':
                pieces.append(child.text or '')
            elif child.tag == f'{_WORD}tab':
                pieces.append('\t' if node.tag == f'{_WORD}r' else '')
            elif child.tag in (f'{_WORD}br', f'{_WORD}cr'):
                pieces.append('\n')
            elif child.tag == f'{_WORD}noBreakHyphen':
                pieces.append('-')
            elif child.tag == f'{_WORD}softHyphen':
                pieces.append('\xad')
            else:
                walk(child)

    walk(paragraph)
    return '\n\n'.join(text for text in (''.join(pieces).strip(), *boxes) if text)


def read_rtf(data: bytes) -> Iterator[Part]:
    """The text of an RTF document and its title."""
    from striprtf.striprtf import rtf_to_text

    source = data.decode('latin-1')
    page = re.search(r'\\ansicpg(\d+)', source[:2000])
    encoding = f'cp{page.group(1)}' if page and page.group(1) != '0' else 'cp1251'
    try:
        text = rtf_to_text(source, encoding=encoding if encoding != 'cp10007' else 'mac-cyrillic', errors='replace')
    except Exception as error:  # \u99999999999, \u without a number, an unknown code page
        raise ReadError(f'A damaged RTF file ({type(error).__name__}).') from None
    lines = [line.strip().strip('|').replace('|', '\t') for line in text.replace('\x00', '').split('\n')]
    yield Part(joined(lines), 'rtf')
