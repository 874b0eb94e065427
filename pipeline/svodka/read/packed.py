"""Files that are packed otherwise than as ZIP (.gz, .tar, .tar.gz, .7z) → the files in them."""

from __future__ import annotations

import io
import tarfile
import zlib
from collections.abc import Callable, Iterator

from svodka.read.archive import MAX_MEMBERS, MAX_RATIO
from svodka.read.contents import Part, ReadError
from svodka.run.conditions import library, limit

STEP = 1 << 16
"""Bytes that are taken out of a stream at once."""
READ_INSIDE = Callable[[bytes, str], Iterator[Part]]


def unzipped(data: bytes, max_bytes: int) -> bytes:
    """What a gzip file holds, a member after the other. Raises ReadError."""
    out, left = bytearray(), data
    try:
        while left.startswith(b'\x1f\x8b'):
            unpacker = zlib.decompressobj(wbits=31)
            rest = left
            while rest and not unpacker.eof:
                out += unpacker.decompress(rest, STEP)
                rest = unpacker.unconsumed_tail
                if len(out) > max_bytes or len(out) > MAX_RATIO * max(len(data), 1000):
                    raise _too_much(max_bytes)
            if not unpacker.eof:
                raise ReadError('A damaged gzip file: its end is missing.')
            left = unpacker.unused_data
    except zlib.error as error:
        raise ReadError(f'A damaged gzip file: {error}.') from None
    return bytes(out)


def read_tar(data: bytes, read_inside: READ_INSIDE, max_bytes: int) -> Iterator[Part]:
    """The documents of a tar archive's files in the order of their names; links and devices are none."""
    try:
        with tarfile.open(fileobj=io.BytesIO(data), mode='r:') as archive:
            members = []
            for member in archive:
                if member.isfile() and not _hidden(member.name):
                    members.append(member)
                if len(members) > MAX_MEMBERS:
                    raise _too_many()
            # A sparse file is as long as its header says, however short its archive is: the header is asked first.
            if sum(member.size for member in members) > min(max_bytes, MAX_RATIO * max(len(data), 1000)):
                raise _too_much(max_bytes)
            files = []
            for member in sorted(members, key=lambda m: m.name):
                opened = archive.extractfile(member)
                files.append((member.name.lstrip('/'), opened.read() if opened else b''))
    except (tarfile.TarError, ValueError, EOFError, OSError) as error:
        raise ReadError(f'A damaged archive: {error}.') from None
    yield from _read(files, 'tar', read_inside)


def read_7z(data: bytes, read_inside: READ_INSIDE, max_bytes: int) -> Iterator[Part]:
    """The documents of a 7z archive's files, by libarchive where it is installed."""
    try:
        from libarchive import memory_reader
        from libarchive.exception import ArchiveError
    except (ImportError, OSError, AttributeError, TypeError):  # the package, or the library under it
        message = 'A 7z archive: install svodka[formats] and libarchive to have it read, or unpack it.'
        raise ReadError(message, 'skipped', library('libarchive')) from None
    files, left = [], min(max_bytes, MAX_RATIO * max(len(data), 1000))
    try:
        with memory_reader(data, format_name='7zip') as archive:
            for entry in archive:
                if not entry.isfile or _hidden(entry.pathname):
                    continue
                content = bytearray()
                for block in entry.get_blocks():
                    content += block
                    left -= len(block)
                    if left < 0:
                        raise _too_much(max_bytes)
                files.append((entry.pathname.lstrip('/'), bytes(content)))
                if len(files) > MAX_MEMBERS:
                    raise _too_many()
    except ArchiveError as error:
        why = 'It is locked with a password' if 'ncrypt' in str(error) else 'It is damaged'
        raise ReadError(f'A 7z archive that cannot be unpacked. {why}.') from None
    yield from _read(sorted(files), '7z', read_inside)


def _read(files: list[tuple[str, bytes]], format: str, read_inside: READ_INSIDE) -> Iterator[Part]:
    if not files:
        yield Part('', format, status='empty', message='The archive holds no files.')
    for name, content in files:
        yield from read_inside(content, name)


def _hidden(name: str) -> bool:
    return any(part.startswith('.') and part not in ('.', '..') for part in name.split('/'))


def _too_much(max_bytes: int) -> ReadError:
    return ReadError('It unpacks to more than allowed (--max-bytes).', condition=limit('max_bytes', max_bytes))


def _too_many() -> ReadError:
    return ReadError(f'The archive holds more than the {MAX_MEMBERS:,} files that are read.')
