"""Where tables go: a folder of this machine, or an address that fsspec knows (s3://…, file://…).

What is written takes its name only when it is complete: a local file is written beside and renamed, an object is put
whole. What is removed is a file that this module's callers name; no link is followed, and no folder with what is in it
goes but by `remove_tree`, for a folder that svodka made for itself.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

# A file that is being written; nobody else's has such a name.
TEMPORARY = re.compile(r'.+\.svodka-[0-9a-f]{8}\.tmp')


class StorageError(Exception):
    """Sources or output that cannot be used, with one sentence that says what to do."""


def is_remote(location: str) -> bool:
    """Whether it is an address of another machine's or service's files."""
    scheme, _, _ = location.partition('://')
    return '://' in location and scheme != 'file'


def local_path(location: str) -> Path:
    """The path of a location on this machine; file:// is taken off."""
    return Path(location.removeprefix('file://'))


def filesystem_of(location: str) -> tuple[Any, str]:
    """The fsspec filesystem of an address and the path there. Raises StorageError where it cannot be used."""
    try:
        import fsspec
    except ImportError as error:
        raise StorageError(f'{location} needs fsspec: run pip install "svodka[cluster]".') from error
    try:
        return fsspec.core.url_to_fs(location)  # type: ignore[no-any-return]
    except (ImportError, ValueError) as error:
        raise StorageError(f'{location} cannot be used ({error}): install what it needs, or name a folder.') from error


def local_stamp(found: os.stat_result) -> str:
    """What changes when a local file does: size and time of modification."""
    return f'{found.st_size}-{found.st_mtime_ns}'


def object_stamp(info: dict[str, Any]) -> str:
    """What changes when an object does: stores name it differently."""
    changed = next((info[k] for k in ('ETag', 'etag', 'LastModified', 'mtime', 'created') if info.get(k)), '')
    return f'{info.get("size")}-{changed}'


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder that is written to: here or elsewhere. Names are those of the files in it, without /."""

    location: str

    @property
    def here(self) -> Path | None:
        """The folder on this machine; None if it is elsewhere."""
        return None if is_remote(self.location) else local_path(self.location)

    def sub(self, name: str) -> Folder:
        """A folder inside it."""
        return Folder(f'{self.location.rstrip("/")}/{name}')

    def _remote(self, name: str = '') -> tuple[Any, str]:
        filesystem, root = filesystem_of(self.location)
        return filesystem, f'{root.rstrip("/")}/{name}'.rstrip('/')

    def make(self) -> None:
        """Make the folder where folders exist."""
        if self.here is not None:
            self.here.mkdir(parents=True, exist_ok=True)

    def stamps(self, wanted: Callable[[str], object] = lambda _: True) -> dict[str, str]:
        """The files in it by name, in order, each with what changes when it does. Links and folders are no files."""
        if self.here is not None:
            return {p.name: local_stamp(p.lstat()) for p in self._entries(stat.S_ISREG) if wanted(p.name)}
        return {
            PurePosixPath(info['name']).name: object_stamp(info)
            for info in self._objects()
            if info.get('type') != 'directory' and wanted(PurePosixPath(info['name']).name)
        }

    def folders(self) -> list[str]:
        """The names of the folders in it, in order. Links are no folders."""
        if self.here is not None:
            return [p.name for p in self._entries(stat.S_ISDIR)]
        return [PurePosixPath(info['name']).name for info in self._objects() if info.get('type') == 'directory']

    def _entries(self, kind: Callable[[int], bool]) -> list[Path]:
        """What lies in a local folder and is of this kind; what vanishes meanwhile is left out."""
        assert self.here is not None
        found = []
        with suppress(FileNotFoundError, NotADirectoryError):
            for path in sorted(self.here.iterdir()):
                with suppress(FileNotFoundError):
                    if kind(path.lstat().st_mode):
                        found.append(path)
        return found

    def _objects(self) -> list[dict[str, Any]]:
        filesystem, root = self._remote()
        filesystem.invalidate_cache()
        try:
            found: list[dict[str, Any]] = filesystem.ls(root, detail=True)
        except FileNotFoundError:
            return []
        return sorted(found, key=lambda info: str(info['name']))

    @contextmanager
    def written(self, name: str) -> Iterator[Path]:
        """A local path to write to; the file takes its name in the folder when the block ends without an error."""
        if self.here is None:
            with tempfile.TemporaryDirectory(prefix='svodka-') as folder:
                beside = Path(folder) / name
                yield beside
                filesystem, path = self._remote(name)
                filesystem.put_file(str(beside), path)
            return
        beside = self.here / f'{name}.svodka-{secrets.token_hex(4)}.tmp'
        try:
            yield beside
            move(beside, self.here / name)
        finally:
            beside.unlink(missing_ok=True)

    def create(self, name: str, data: bytes) -> None:
        """Write a new file on an object store. Raises FileExistsError if it is there, for all but one of several who
        try at once where the store can tell (S3 can)."""
        filesystem, path = self._remote(name)
        filesystem.pipe_file(path, data, mode='create')

    def replace(self, name: str, data: bytes) -> None:
        """Write a file on an object store, whether it is there or not."""
        filesystem, path = self._remote(name)
        filesystem.pipe_file(path, data)

    def take(self, name: str, local: Path) -> None:
        """Move a complete local file into the folder."""
        if self.here is not None:
            move(local, self.here / name)
            return
        filesystem, path = self._remote(name)
        filesystem.put_file(str(local), path)
        local.unlink()

    def fetch(self, name: str, scratch: Path) -> Path:
        """The file on this machine: itself, or a copy in `scratch`."""
        if self.here is not None:
            return self.here / name
        scratch.mkdir(parents=True, exist_ok=True)
        filesystem, path = self._remote(name)
        filesystem.get_file(path, str(scratch / name))
        return scratch / name

    def read(self, name: str) -> bytes | None:
        """The bytes of a file; None if it is not there, or is no file."""
        try:
            if self.here is not None:
                path = self.here / name
                return path.read_bytes() if path.is_file() else None
            filesystem, where = self._remote(name)
            return bytes(filesystem.cat_file(where))
        except (FileNotFoundError, NotADirectoryError):
            return None

    def remove(self, name: str) -> None:
        """Remove a file of this folder, or a link in its place; a folder stays. Raises ValueError for a name that
        leads elsewhere."""
        if not name or name in ('.', '..') or PurePosixPath(name).name != name:
            raise ValueError(f'{name!r} is no plain name of a file')
        if self.here is not None:
            with suppress(FileNotFoundError, NotADirectoryError):
                if not stat.S_ISDIR((self.here / name).lstat().st_mode):
                    (self.here / name).unlink(missing_ok=True)
            return
        filesystem, where = self._remote(name)
        with suppress(FileNotFoundError):
            filesystem.rm_file(where)

    def sweep(self) -> None:
        """Remove what runs that died were writing here."""
        if self.here is not None:
            for name in self.stamps(TEMPORARY.fullmatch):
                self.remove(name)

    def remove_if_empty(self) -> None:
        """Remove the folder itself where folders exist, if nothing is in it."""
        if self.here is not None:
            with suppress(OSError):
                self.here.rmdir()


@contextmanager
def scratch(out: Folder, prefix: str) -> Iterator[Path]:
    """An empty folder to work in, on the output's own disk where that is here, so that a rename is enough."""
    with tempfile.TemporaryDirectory(prefix=prefix, dir=out.here, ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def sweep_scratch(out: Folder, prefix: str) -> None:
    """Remove the folders in which runs that died were working."""
    if out.here is not None:
        for name in out.folders():
            if re.fullmatch(rf'{re.escape(prefix)}\w{{8}}', name):
                shutil.rmtree(out.here / name, ignore_errors=True)


def move(source: Path, target: Path) -> None:
    """Give a complete file its name, after its bytes are on the disk."""
    with source.open('rb') as file:
        os.fsync(file.fileno())
    source.replace(target)
