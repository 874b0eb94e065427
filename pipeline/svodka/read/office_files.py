"""What the formats of Office have in common: a zip archive of XML, within limits, and texts made of paragraphs and
tables."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterator
from typing import Any

from svodka.read.contents import ReadError
from svodka.run.conditions import limit

MAX_RATIO = 200
"""A member that unpacks to so many times its size is a bomb; text packs 3 to 20 times, a blank form 100."""
PROSE = 60
"""A paragraph of a text that stands in a table's cell is longer; what a cell of a real table holds is shorter."""
SHORTEST_TITLE = 9
"""Characters of a title that tells something; «Документ» tells nothing."""


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


def properties(tree: Any) -> tuple[str | None, tuple[dt.date, ...]]:
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


def row_lines(cells: list[list[str]]) -> Iterator[str]:
    """A table's row as a line; a cell that lays out a text gives its paragraphs.

    >>> list(row_lines([['Пермь'], ['5 школ', 'и 2 сада']])), list(row_lines([['Заголовок', 'Текст.'], []]))
    (['Пермь\\t5 школ и 2 сада'], ['Заголовок', 'Текст.'])
    """
    filled = [kept for cell in cells if (kept := [line.strip() for line in cell if line.strip()])]
    prose = any(len(cell) > 1 and any(len(line) > PROSE and line[-1] in '.!?…»' for line in cell) for cell in filled)
    if len(filled) == 1 or prose or any('\t' in line for cell in filled for line in cell):
        yield from (line for cell in filled for line in cell)
    else:
        yield '\t'.join(' '.join(cell) for cell in filled)


def joined(lines: list[str]) -> str:
    """Paragraphs by blank lines, the rows of a table and short neighbours by line ends."""
    return '\n'.join(line if '\t' in line else f'{line}\n' for line in lines if line.strip()).strip()
