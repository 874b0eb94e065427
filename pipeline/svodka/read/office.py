"""Word (.docx), OpenDocument (.odt), RTF and, through LibreOffice, legacy Word (.doc) → text by paragraphs.

A paragraph stands between blank lines, a table's row is a line whose cells tabs part. Headers, footers, comments,
deleted text and notes are no text.
"""

from __future__ import annotations

import datetime as dt
import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

from svodka.read.contents import Part, ReadError
from svodka.read.sniff import WORD_TEXT
from svodka.run.conditions import limit

MAX_RATIO = 200
"""A member that unpacks to so many times its size is a bomb; text packs 3 to 20 times, a blank form 100."""
MAX_CHUNKS = 100
"""Files in a Word document that are read."""
_NO_XML = re.compile('[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]')
PROSE = 60
"""A paragraph of a text that stands in a table's cell is longer; what a cell of a real table holds is shorter."""
SHORTEST_TITLE = 9
"""Characters of a title that tells something; «Документ» tells nothing."""
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
    yield Part(_joined(lines), 'pptx')


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
    title, hints = _properties(core)
    yield Part(_joined(lines), 'docx', title=title, hints=hints)


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
                yield from _row([list(_docx_lines(cell)) for cell in _inner(row, 'tc')])
        elif node.tag in _HOLDERS:
            yield from _docx_lines(node.find(f'{_WORD}sdtContent') if node.tag == f'{_WORD}sdt' else node)


def _inner(node: Any, name: str) -> Iterator[Any]:
    """The rows of a table or the cells of a row, not those of tables inside."""
    for child in node:
        if child.tag == f'{_WORD}{name}':
            yield child
        elif child.tag in _HOLDERS:
            yield from _inner(child, name)


def _row(cells: list[list[str]]) -> Iterator[str]:
    """A table's row as a line; a cell that lays out a text gives its paragraphs.

    >>> list(_row([['Пермь'], ['5 школ', 'и 2 сада']])), list(_row([['Заголовок', 'Текст.'], []]))
    (['Пермь\\t5 школ и 2 сада'], ['Заголовок', 'Текст.'])
    """
    filled = [kept for cell in cells if (kept := [line.strip() for line in cell if line.strip()])]
    prose = any(len(cell) > 1 and any(len(line) > PROSE and line[-1] in '.!?…»' for line in cell) for cell in filled)
    if len(filled) == 1 or prose or any('\t' in line for cell in filled for line in cell):
        yield from (line for cell in filled for line in cell)
    else:
        yield '\t'.join(' '.join(cell) for cell in filled)


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


def read_odt(data: bytes, max_bytes: int) -> Iterator[Part]:
    """The text of an OpenDocument text, its title and, as a hint, the day it was made."""
    with archive_of(data) as archive:
        root = xml_of(member_of(archive, 'content.xml', max_bytes))
        meta = xml_of(member_of(archive, 'meta.xml', max_bytes)) if 'meta.xml' in archive.namelist() else None
    body = next((n for n in root.iter() if local_name(n) == 'text' and local_name(n.getparent()) == 'body'), None)
    title, hints = _properties(meta)
    yield Part(_joined(list(_odt_lines(body))), 'odt', title=title, hints=hints)


def read_flat_odt(root: Any, encoding: str, message: str | None) -> Part:
    """The same of a text in one XML file (.fodt), by its tree."""
    body = next((n for n in root.iter() if local_name(n) == 'text' and local_name(n.getparent()) == 'body'), None)
    title, hints = _properties(next((n for n in root if local_name(n) == 'meta'), None))
    return Part(_joined(list(_odt_lines(body))), 'odt', '', encoding, title, hints=hints, message=message)


def _odt_lines(node: Any) -> Iterator[str]:
    for child in node if node is not None else ():
        local = local_name(child)
        if local in ('p', 'h'):
            yield _odt_text(child).strip()
        elif local == 'table-row':
            yield from _row([list(_odt_lines(cell)) for cell in child if local_name(cell) == 'table-cell'])
        elif local not in ('tracked-changes', 'forms', 'sequence-decls', 'annotation'):
            yield from _odt_lines(child)


def _odt_text(node: Any) -> str:
    pieces = [node.text or '']
    for child in node:
        local = local_name(child)
        if local in ('line-break', 'tab', 's'):
            stated = next((v for k, v in child.attrib.items() if k.endswith('}c')), '')
            spaces = min(int(stated), 100) if re.fullmatch('[0-9]{1,9}', stated) else 1
            pieces.append({'line-break': '\n', 'tab': '\t', 's': ' ' * spaces}[local])
        elif local == 'text-box':
            pieces.append('\n\n'.join(('', *_odt_lines(child), '')))
        elif local not in ('annotation', 'note', 'tracked-changes'):
            pieces.append(_odt_text(child))
        pieces.append(child.tail or '')
    return ''.join(pieces)


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
    yield Part(_joined(lines), 'rtf')


def _joined(lines: list[str]) -> str:
    """Paragraphs by blank lines, the rows of a table and short neighbours by line ends."""
    return '\n'.join(line if '\t' in line else f'{line}\n' for line in lines if line.strip()).strip()


def archive_of(data: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise ReadError(f'A damaged Office file: {error}.') from None


def member_of(archive: zipfile.ZipFile, name: str, max_bytes: int) -> bytes:
    """A member of an archive, refused before it is unpacked if it would be too large."""
    try:
        info = archive.getinfo(name)
        if info.file_size > max_bytes or info.file_size > MAX_RATIO * max(info.compress_size, 1000):
            message = f'The file unpacks to {info.file_size:,} bytes, which is more than allowed (--max-bytes).'
            raise ReadError(message, condition=limit('max_bytes', max_bytes))
        with archive.open(info) as member:
            data = member.read(max_bytes + 1)
    except KeyError:
        raise ReadError('A damaged Office file: its text is missing.') from None
    except RuntimeError:
        raise ReadError('The file is locked with a password.', 'skipped') from None
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError) as error:
        raise ReadError(f'A damaged file: {error}.') from None
    except Exception as error:  # zlib.error and what else a broken stream may raise
        if isinstance(error, ReadError):
            raise
        raise ReadError(f'A damaged file: {error}.') from None
    if len(data) > max_bytes:
        message = f'The file unpacks to more than {max_bytes:,} bytes (--max-bytes).'
        raise ReadError(message, condition=limit('max_bytes', max_bytes))
    return data


def xml_of(data: bytes) -> Any:
    """The tree of an XML text whose entities are not expanded and which fetches nothing."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ReadError(f'A damaged Office file: {error.msg}.') from None


def local_name(node: Any) -> str:
    return node.tag.rpartition('}')[2] if node is not None and isinstance(node.tag, str) else ''


def _properties(tree: Any) -> tuple[str | None, tuple[dt.date, ...]]:
    """A document's title and the days it states for itself."""
    title, days = None, []
    for node in tree.iter() if tree is not None else ():
        words = ' '.join((node.text or '').split())
        if local_name(node) == 'title' and len(words) >= SHORTEST_TITLE:
            title = words
        elif local_name(node) in ('created', 'creation-date', 'modified', 'date') and words:
            try:
                days.append(dt.date.fromisoformat(words[:10]))
            except ValueError:
                continue
    return title, tuple(dict.fromkeys(days))
