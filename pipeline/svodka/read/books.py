"""Electronic books and issues (.epub, .fb2) → one document with title, author, publisher and date."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote, urlsplit

from svodka.read.columns import day_in
from svodka.read.contents import Part, ReadError
from svodka.read.decode import declared_encoding
from svodka.read.garbled import decode_restored
from svodka.read.office_files import archive_of, local_name, member_of, xml_of
from svodka.read.pages import all_lines, page_tree

CONTAINER, LOCKS = 'META-INF/container.xml', 'META-INF/encryption.xml'
PAGES = ('application/xhtml+xml', 'text/html')
MAX_CHAPTERS = 2000


def read_epub(data: bytes, max_bytes: int) -> Iterator[Part]:
    """The text of an EPUB, chapter after chapter in the order of reading; its table of contents is none."""
    with archive_of(data) as archive:
        names = set(archive.namelist())
        left = max_bytes

        def member(name: str) -> bytes:
            nonlocal left
            content = member_of(archive, name, left)
            left -= len(content)
            return content

        if CONTAINER not in names:
            raise ReadError('A damaged e-book: it does not say where its text is.')
        places = (node.get('full-path') for node in xml_of(member(CONTAINER)).iter() if local_name(node) == 'rootfile')
        package = next((place for place in places if place in names), None)
        if package is None:
            raise ReadError('A damaged e-book: it does not say where its text is.')
        root = xml_of(member(package))
        chapters = [name for name in _chapters(root, posixpath.dirname(package)) if name in names]
        if LOCKS in names and not _locked(xml_of(member(LOCKS))).isdisjoint(chapters):
            raise ReadError('An e-book locked by its seller.', 'skipped')
        lines, encoding, notes = [], None, []
        for name in chapters[:MAX_CHAPTERS]:
            content = member(name)
            source, encoding, note = decode_restored(content, declared_encoding(content))
            notes.append(note)
            lines += _lines(source)
    about = _about(root)
    yield Part(
        '\n\n'.join(lines),
        'epub',
        encoding=encoding,
        title=about.get('title'),
        published=day_in(about.get('date')),
        message=next(filter(None, notes), None),
        outlet=about.get('publisher'),
        author=about.get('creator'),
    )


def _chapters(package: Any, folder: str) -> Iterator[str]:
    """The files of a package's spine by their names in the archive."""
    items = {node.get('id'): node for node in package.iter() if local_name(node) == 'item'}
    for reference in package.iter():
        if local_name(reference) == 'itemref' and (item := items.get(reference.get('idref'))) is not None:
            contents = 'nav' in (item.get('properties') or '').split()
            if item.get('media-type') in PAGES and not contents:
                yield _inside(folder, item.get('href') or '')


def _inside(folder: str, address: str) -> str:
    """A relative address as the name of a member; one that leads out of the archive is no member's."""
    return posixpath.normpath(posixpath.join(folder, unquote(urlsplit(address).path)))


def _locked(encryption: Any) -> set[str]:
    found = (node.get('URI') for node in encryption.iter() if local_name(node) == 'CipherReference')
    return {_inside('', address) for address in found if address}


def _lines(source: str) -> list[str]:
    tree = page_tree(source)
    found = all_lines(tree) if tree is not None else []
    return [words for line in found if (words := ' '.join(line.split()))]


def _about(package: Any) -> dict[str, str]:
    """The first title, publisher and date that a package states, and all its authors."""
    told: dict[str, str] = {}
    metadata = next((node for node in package.iter() if local_name(node) == 'metadata'), ())
    for node in metadata:
        role, words = local_name(node), ' '.join((node.text or '').split())
        if role == 'creator' and words and role in told:
            told[role] += f', {words}'
        elif words and not (role == 'date' and _another_event(node)):
            told.setdefault(role, words)
    return told


def _another_event(node: Any) -> bool:
    """Whether a date is not that of publication: older packages say what happened then."""
    return any(key.endswith('event') and value != 'publication' for key, value in node.attrib.items())


def read_fb2(root: Any, encoding: str, message: str | None) -> Part:
    """The text of a FictionBook by its tree: the paragraphs of its bodies, notes last."""
    lines: list[str] = []
    told: dict[str, str] = {}
    for node in root.iter():
        name = local_name(node)
        within = {local_name(above) for above in node.iterancestors()}
        if name in ('p', 'v', 'subtitle', 'text-author', 'td') and 'body' in within:
            lines.append(' '.join(''.join(node.itertext()).split()))
        elif name in ('book-title', 'publisher', 'date') and 'description' in within and 'document-info' not in within:
            told.setdefault(name, (node.get('value') or ' '.join(''.join(node.itertext()).split())))
        elif name == 'author' and 'title-info' in within and 'author' not in told:
            parts = (
                child.text or '' for child in node if re.fullmatch('(?:first|middle|last)-name', local_name(child))
            )
            told['author'] = ' '.join(' '.join(parts).split())
    return Part(
        '\n\n'.join(filter(None, lines)),
        'fb2',
        encoding=encoding,
        title=told.get('book-title') or None,
        published=day_in(told.get('date')),
        message=message,
        outlet=told.get('publisher') or None,
        author=told.get('author') or None,
    )
