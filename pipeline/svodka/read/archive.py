"""ZIP archives → the documents of their members."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress

from svodka.read.contents import Part, ReadError
from svodka.read.decode import decode
from svodka.run.conditions import limit

MAX_MEMBERS = 10_000
UTF8 = 0x800
"""The flag of a member whose name is in UTF-8."""
MAX_RATIO = 200
"""As for Office files: what unpacks to more is a bomb."""


def read_archive(data: bytes, read_inside: Callable[[bytes, str], Iterator[Part]], max_bytes: int) -> Iterator[Part]:
    """The documents of an archive's members in the order of their names; all of them unpack to `max_bytes` at most."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise ReadError(f'A damaged archive: {error}.') from None
    members = sorted(
        (m for m in archive.infolist() if m.filename and not m.is_dir() and not _hidden(m.filename)),
        key=lambda m: m.filename,
    )
    if not members:
        yield Part('', 'zip', status='empty', message='The archive holds no files.')
    if len(members) > MAX_MEMBERS:
        raise ReadError(f'The archive holds {len(members):,} files, more than the {MAX_MEMBERS:,} that are read.')
    left = max_bytes
    for member in members:
        name = _name(member)
        if member.file_size > left or member.file_size > MAX_RATIO * max(member.compress_size, 1000):
            alone = f'«{name}» alone to {member.file_size:,} bytes'
            message = f'The archive unpacks to more than allowed (--max-bytes): {alone}.'
            raise ReadError(message, condition=limit('max_bytes', max_bytes))
        try:
            with archive.open(member) as opened:
                content = opened.read(left + 1)
        except RuntimeError:
            yield Part('', 'zip', name, status='skipped', message='The file is locked with a password.')
            continue
        except Exception as error:  # zlib.error, EOFError, BadZipFile: whatever a broken stream raises
            yield Part('', 'zip', name, status='failed', message=f'A damaged member of the archive: {error}.')
            continue
        left -= len(content)
        if left < 0:
            raise ReadError(
                'The archive unpacks to more than allowed (--max-bytes).', condition=limit('max_bytes', max_bytes)
            )
        yield from read_inside(content, name)


def _hidden(name: str) -> bool:
    return any(part.startswith('.') or part == '__MACOSX' for part in name.split('/'))


def _name(member: zipfile.ZipInfo) -> str:
    """A member's name; where the archive does not say UTF-8, Windows writes cp866, others what they have."""
    name = member.filename
    if not member.flag_bits & UTF8 and not name.isascii():
        with suppress(UnicodeEncodeError, ReadError):
            name = decode(name.encode('cp437'), 'cp866').text
    return name.lstrip('/')
