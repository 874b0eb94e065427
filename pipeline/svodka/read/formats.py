"""One reader a format, and what is inside a container read by the same way again.

A reader is loaded when a file needs it, as each takes its time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from svodka.read.contents import Part, ReadError
from svodka.read.decode import decode
from svodka.read.own_files import is_own_file
from svodka.read.settings import ReadOptions
from svodka.read.sniff import sniff

OF_COLUMNS = ('table', 'json', 'xlsx')  # what a column of text may be named of, whoever made it
DEPTH = 3
"""Archives in archives are opened so deep."""
OFFICE_SECONDS = 0.8
"""The share of a document's time that LibreOffice gets, so that its own process ends first."""


# What holds other files, and the documents of office suites.
CONTAINERS = frozenset(('mail', 'zip', 'gzip', 'tar', '7z', 'msg', 'warc'))
OFFICE = frozenset(('docx', 'pptx', 'odt', 'rtf', 'doc'))


def parts_of(data: bytes, suffix: str, options: ReadOptions, depth: int = 0) -> Iterator[Part]:
    """The texts in a file's bytes; `suffix` is that of its name («.txt»). Raises ReadError for a file without one."""
    if not data:
        yield Part('', suffix[1:] or 'txt', status='empty', message='The file is empty.')
        return
    kind = sniff(data, suffix)
    if not (options.text_column and kind in OF_COLUMNS) and is_own_file(data, kind):
        raise ReadError('A file that svodka itself has made, which is no release.', 'skipped')

    def inside(content: bytes, name: str) -> Iterator[Part]:
        yield from _inside(content, name, options, depth + 1)

    if kind == 'txt':
        yield _text(data, suffix)
    elif kind == 'gzip':
        from svodka.read.packed import unzipped  # here, as the module says

        yield from parts_inside(unzipped(data, options.max_bytes), suffix, options, depth)
    elif kind in CONTAINERS:
        yield from _opened(kind, data, options, inside)
    elif kind in OFFICE:
        yield from _office(kind, data, options, inside)
    else:
        yield from _single(kind, data, options)


def parts_inside(content: bytes, suffix: str, options: ReadOptions, depth: int) -> Iterator[Part]:
    """The texts of what a file is when it is unpacked. Raises ReadError where that is packed once too often."""
    if depth >= DEPTH:
        raise ReadError(f'Archives are opened {DEPTH} deep only.', 'skipped')
    yield from parts_of(content, '' if suffix in ('.gz', '.tgz') else suffix, options, depth + 1)


def _opened(
    kind: str, data: bytes, options: ReadOptions, inside: Callable[[bytes, str], Iterator[Part]]
) -> Iterator[Part]:
    """The texts of a file that holds others."""
    match kind:
        case 'mail':
            from svodka.read.mail import read_mail  # here, as the module says

            yield from read_mail(data, inside)
        case 'msg':
            from svodka.read.outlook import read_msg

            yield from read_msg(data, inside)
        case 'warc':
            from svodka.read.webarchive import read_warc

            yield from read_warc(data, inside, options.max_bytes)
        case 'zip':
            from svodka.read.archive import read_archive

            yield from read_archive(data, inside, options.max_bytes)
        case _:
            from svodka.read.packed import read_7z, read_tar

            yield from (read_tar if kind == 'tar' else read_7z)(data, inside, options.max_bytes)


def _single(kind: str, data: bytes, options: ReadOptions) -> Iterator[Part]:
    """The texts of a page, a feed, a table, a PDF or a book. Raises ReadError for what is none."""
    match kind:
        case 'xml':
            from svodka.read.feed import read_xml  # here, as the module says

            yield read_xml(data)
        case 'feed':
            from svodka.read.feed import read_feed

            yield from read_feed(data)
        case 'html':
            from svodka.read.pages import read_html

            yield from read_html(data)
        case 'table' | 'json':
            from svodka.read.table import read_json, read_table

            yield from (read_table if kind == 'table' else read_json)(data, options)
        case 'xlsx':
            from svodka.read.spreadsheet import read_workbook

            yield from read_workbook(data, options)
        case 'pdf':
            from svodka.read.pdf import read_pdf

            yield from read_pdf(data, options.ocr)
        case 'epub':
            from svodka.read.books import read_epub

            yield from read_epub(data, options.max_bytes)
        case _:
            raise ReadError(f'{kind[0].upper()}{kind[1:]}.', 'skipped')


def _office(
    kind: str, data: bytes, options: ReadOptions, inside: Callable[[bytes, str], Iterator[Part]]
) -> Iterator[Part]:
    from svodka.read import office  # here, as the module says
    from svodka.read.legacy import read_doc
    from svodka.read.opendocument import read_odt

    match kind:
        case 'docx':
            yield from office.read_docx(data, options.max_bytes, inside)
        case 'pptx':
            yield from office.read_pptx(data, options.max_bytes)
        case 'odt':
            yield from read_odt(data, options.max_bytes)
        case 'rtf':
            yield from office.read_rtf(data)
        case _:
            yield from read_doc(data, OFFICE_SECONDS * options.max_seconds)


# Names that promise a format which plain text is not.
_PROMISES = {
    '.docx': 'Word',
    '.doc': 'Word',
    '.odt': 'OpenDocument',
    '.pdf': 'PDF',
    '.rtf': 'RTF',
    '.zip': 'ZIP',
    '.xlsx': 'Excel',
    '.epub': 'EPUB',
    '.warc': 'WARC',
}


def _text(data: bytes, suffix: str) -> Part:
    text, encoding, message = decode(data)
    if suffix in _PROMISES:
        raise ReadError(f'Not the {_PROMISES[suffix]} file that its name says, but other text.')
    part = Part(text, 'txt', encoding=encoding, message=message)
    if suffix in ('.md', '.markdown'):
        from svodka.read.markdown import with_front_matter  # here, as the module says

        return with_front_matter(part)
    return part


def _inside(content: bytes, name: str, options: ReadOptions, depth: int) -> Iterator[Part]:
    """The texts of a file in a container, each named after it; one that cannot be read is told and passed."""
    if depth > DEPTH:
        yield Part('', '', name, status='skipped', message=f'Archives are opened {DEPTH} deep only.')
        return
    try:
        for part in parts_of(content, PurePosixPath(name).suffix.lower(), options, depth):
            inner = part.name if not part.name or part.name.startswith('#') else f'#{part.name}'
            yield replace(part, name=f'{name}{inner}')
    except ReadError as error:
        yield Part('', '', name, status=error.status, message=str(error), condition=error.condition)
