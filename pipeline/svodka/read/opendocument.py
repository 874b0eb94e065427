"""OpenDocument (.odt, .fodt) → text by paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from svodka.read.contents import Part
from svodka.read.office_files import archive_of, joined, local_name, member_of, properties, row_lines, xml_of


def read_odt(data: bytes, max_bytes: int) -> Iterator[Part]:
    """The text of an OpenDocument text, its title and, as a hint, the day it was made."""
    with archive_of(data) as archive:
        root = xml_of(member_of(archive, 'content.xml', max_bytes))
        meta = xml_of(member_of(archive, 'meta.xml', max_bytes)) if 'meta.xml' in archive.namelist() else None
    body = next((n for n in root.iter() if local_name(n) == 'text' and local_name(n.getparent()) == 'body'), None)
    title, hints = properties(meta)
    yield Part(joined(list(_odt_lines(body))), 'odt', title=title, hints=hints)


def read_flat_odt(root: Any, encoding: str, message: str | None) -> Part:
    """The same of a text in one XML file (.fodt), by its tree."""
    body = next((n for n in root.iter() if local_name(n) == 'text' and local_name(n.getparent()) == 'body'), None)
    title, hints = properties(next((n for n in root if local_name(n) == 'meta'), None))
    return Part(joined(list(_odt_lines(body))), 'odt', '', encoding, title, hints=hints, message=message)


def _odt_lines(node: Any) -> Iterator[str]:
    for child in node if node is not None else ():
        local = local_name(child)
        if local in ('p', 'h'):
            yield _odt_text(child).strip()
        elif local == 'table-row':
            yield from row_lines([list(_odt_lines(cell)) for cell in child if local_name(cell) == 'table-cell'])
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
