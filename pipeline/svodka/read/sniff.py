"""Bytes → format, by what they are; a name decides only between formats of plain text."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from svodka.read.decode import wide_encoding
from svodka.read.legacy_kinds import ole_kind

_MAGIC = (
    (b'{\\rtf', 'rtf'),
    (b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'ole'),
    (b'\x1f\x8b', 'gzip'),
    (b'7z\xbc\xaf\x27\x1c', '7z'),
    (b'WARC/', 'warc'),
    (b'PK\x03\x04', 'zip'),
    (b'PK\x05\x06', 'zip'),
)
# Formats that are told by name in a message, not read.
_OTHERS = (
    (b'\x89PNG', 'a PNG picture'),
    (b'\xff\xd8\xff', 'a JPEG picture'),
    (b'GIF8', 'a GIF picture'),
    (b'BM', 'a BMP picture'),
    (b'II*\x00', 'a TIFF picture'),
    (b'MM\x00*', 'a TIFF picture'),
    (b'Rar!', 'a RAR archive'),
    (b'MZ', 'a program'),
    (b'\x7fELF', 'a program'),
    (b'ID3', 'a sound file'),
    (b'OggS', 'a sound file'),
    (b'\x1aE\xdf\xa3', 'a film'),
    (b'PAR1', 'a Parquet table'),
    (b'SQLite format 3', 'a database'),
    (b'AT&TFORM', 'a DjVu file: save it as PDF'),
    (b'\xfd7zXZ\x00', 'an XZ archive: unpack it'),
    (b'BZh', 'a BZIP2 archive: unpack it'),
    (b'\x28\xb5\x2f\xfd', 'a Zstandard archive: unpack it'),
    (b'MSCF', 'a CAB archive: unpack it'),
    (b'ITSF', 'a Windows help file (.chm)'),
    (b'\xff\xfb', 'a sound file'),
    (b'fLaC', 'a sound file'),
)
# The same for what stands behind the first bytes.
_OTHERS_AT = (
    (8, b'WEBP', 'a WebP picture'),
    (8, b'WAVE', 'a sound file'),
    (8, b'AVI ', 'a film'),
    (4, b'ftyphei', 'a HEIC picture'),
    (4, b'ftypavif', 'an AVIF picture'),
    (4, b'ftypM4A', 'a sound file'),
    (4, b'ftyp', 'a film'),
    (60, b'BOOKMOBI', 'a Kindle book (.mobi): save it as EPUB'),
)
# Members of a ZIP file that tell a document of another program.
_PACKED_OTHERS = (
    (re.compile(r'Index/(?:Document|Tables/.*)\.iwa|index\.apxl|Index\.zip'),
     'an Apple iWork document (Pages, Numbers or Keynote): export it as .docx or PDF'),
    (re.compile(r'FixedDocSeq\.fdseq|FixedDocumentSequence\.fdseq', re.I), 'an XPS document: save it as PDF'),
    (re.compile(r'AndroidManifest\.xml|META-INF/MANIFEST\.MF'), 'a program'),
    (re.compile(r'visio/document\.xml'), 'a Visio drawing'),
)  # fmt: skip
ASSETS = frozenset(('.css', '.js', '.mjs', '.map', '.scss', '.less', '.svg', '.webmanifest'))
"""What a saved page brings along beside its text."""
_TAR = b'ustar', 257
"""What a tar archive holds, and where."""
_CONTROLS = bytes(set(range(32)) - set(b'\t\n\v\f\r\x1a\x1b')) + b'\x7f'
WORD_TEXT = re.compile(r'word/document\d*\.xml')
"""Where a Word file has its text; Word Online writes a number."""
CONTROLS_SHARE = 0.01
"""More control characters than one and than this share of the bytes are no text."""
_HTML = re.compile(rb'<(?:!doctype\s+html|html|head|body|meta|title|article|script|div|p|h1)[\s>]', re.I)
_HTML_START = re.compile(
    rb'\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)[\s>]', re.I | re.S
)
_FEED = re.compile(
    rb'\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*|<\?[^>]*>\s*|<!DOCTYPE[^>]*>\s*)*<(?:[a-z]+:)?(?:rss|feed|RDF)[\s>]',
    re.S,
)
_HEADER = re.compile(
    rb'(?:From|To|Cc|Date|Subject|Sender|Reply-To|Received|Return-Path|Delivered-To|Message-ID|MIME-Version|'
    rb'Content-Type|Content-Transfer-Encoding|X-[\w-]+|DKIM-Signature|Snapshot-Content-Location):[ \t]',
    re.I,
)
HEAD, START = 4096, 20_000
"""Bytes at the beginning that tell a format, and among which the tags of a page are counted."""
EMLX = re.compile(rb'\A\d{1,10}[ \t]*\r?\n')
"""What Apple Mail writes before a message: its size in bytes."""
HTML_TAGS = 3
"""A text with so many tags is a page."""
MAIL_HEADERS = 3
"""A text that begins with so many lines of mail headers is mail."""
LONGEST_MIMETYPE = 200
"""Bytes of what an OpenDocument file says that it is."""


def sniff(data: bytes, suffix: str) -> str:
    """The format: pdf, docx, xlsx, zip, mail, html, txt, … (see formats.parts_of); «not …» for no text."""
    return _by_magic(data, suffix) or _by_words(data, suffix)


def _by_magic(data: bytes, suffix: str) -> str:
    """The format that the first bytes tell, '' for none."""
    head = data[:HEAD]
    if b'%PDF-' in data[:1024]:
        return 'pdf'
    for magic, name in _MAGIC:
        if head.startswith(magic):
            return _packed(data) if name == 'zip' else ole_kind(data, suffix) if name == 'ole' else name
    for magic, what in _OTHERS:
        if head.startswith(magic) and (not magic.isascii() or b'\0' in head):
            return f'not a text but {what}'
    for at, magic, what in _OTHERS_AT:
        if head.startswith(magic, at) and b'\0' in head:
            return f'not a text but {what}'
    return 'tar' if head.startswith(*_TAR) else ''


def _by_words(data: bytes, suffix: str) -> str:
    """The format that the first lines and the name tell."""
    head = data[:HEAD]
    plain = _ascii(head)
    if _mail(plain):
        return 'mail'
    if _FEED.match(plain):
        return 'feed'
    is_xml = plain.lstrip().startswith(b'<?xml')
    # Before HTML, as their cells may hold it.
    if plain.lstrip()[:1] in (b'{', b'[') and (suffix in ('.json', '.jsonl', '.ndjson') or _json(plain)):
        return 'json'
    if suffix in ('.csv', '.tsv', '.tab') and not _HTML_START.match(plain) and not _binary(head):
        return 'table'
    if _HTML_START.match(plain) or (len(_HTML.findall(_ascii(data[:START]))) >= HTML_TAGS and not is_xml):
        return 'html'
    if suffix in ('.csv', '.tsv', '.tab') or (suffix not in ('.txt', '.md', '') and _table(plain)):
        return 'table'
    if _binary(head):
        return 'not a text but binary data'
    if suffix in ASSETS:
        return 'not a release but a script, style sheet or drawing of a page'
    return 'xml' if is_xml else 'txt'


def _ascii(data: bytes) -> bytes:
    """The bytes without byte order mark, UTF-16 folded so that ASCII can be matched."""
    if data[:2] in (b'\xff\xfe', b'\xfe\xff'):
        return data[2:].replace(b'\0', b'')
    return data.removeprefix(b'\xef\xbb\xbf')


def _binary(head: bytes) -> bool:
    """Whether bytes are no text; a NUL or another control character may stand in one by accident."""
    if head.startswith((b'\xff\xfe', b'\xfe\xff')) or wide_encoding(head):
        return False
    head = head.rstrip(b'\0')  # what a file was given room for
    return len(head) - len(head.translate(None, _CONTROLS)) > max(1, CONTROLS_SHARE * len(head))


def _packed(data: bytes) -> str:
    """What a ZIP file is: a document of an office suite or an archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if any(map(WORD_TEXT.fullmatch, names)):
                return 'docx'
            if 'xl/workbook.xml' in names or 'xl/workbook.bin' in names:
                return 'xlsx'
            if 'ppt/presentation.xml' in names:
                return 'pptx'
            if 'mimetype' in names and archive.getinfo('mimetype').file_size < LONGEST_MIMETYPE:
                kind = archive.read('mimetype').strip()
                if kind.startswith(b'application/vnd.oasis.opendocument.text'):
                    return 'odt'
                if kind == b'application/epub+zip':
                    return 'epub'
                return 'not a text but an OpenDocument file without text (a workbook or slides)'
            for pattern, what in _PACKED_OTHERS:
                if any(map(pattern.fullmatch, names)):
                    return f'not a text but {what}'
            if '[Content_Types].xml' in names:
                return 'not a text but an Office file without text (a workbook or slides)'
            return 'zip'
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):
        return 'zip'


def _mail(head: bytes) -> bool:
    head = EMLX.sub(b'', head)
    lines = [line for line in head.splitlines()[:30] if not line[:1].isspace()]
    headers = 0
    for line in lines:
        if not _HEADER.match(line):
            break
        headers += 1
    return headers >= MAIL_HEADERS or (
        head.startswith(b'From ') and headers == 0 and len(lines) > 1 and bool(_HEADER.match(lines[1]))
    )


def _json(head: bytes) -> bool:
    return bool(re.match(rb'\s*\[?\s*\{\s*"[^"\n]{1,60}"\s*:', head))


def _table(head: bytes) -> bool:
    """Whether the first lines have the same number of delimiters, at least one each."""
    lines = [line for line in head.splitlines()[:5] if line.strip()][:-1]
    return len(lines) > 1 and any(
        len({line.count(mark) for line in lines}) == 1 and mark in lines[0] for mark in (b';', b'\t')
    )
