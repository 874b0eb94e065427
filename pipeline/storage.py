"""Where sources lie and tables go: a folder of this machine, or an address that fsspec knows (s3://…, file://…).

What is written takes its name only when it is complete: a local file is written beside and renamed, an object is put
whole.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import socket
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

from pipeline.read import find_files
from pipeline.read.folder import unique_names

# A lock on an object store is a note: a run that has not renewed its note for this many seconds is taken for dead.
LOCK_SECONDS = 600


class StorageError(Exception):
    """Sources or output that cannot be used, with one sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read. `name` is what the tables call it, `location` a path or an address; `stamp` changes when the file
    does (size and time of modification, or an object's tag); `refused` says why it is not to be opened."""

    name: str
    location: str
    stamp: str = ''
    size: int = 0
    refused: str | None = None

    @contextmanager
    def opened(self) -> Iterator[Path]:
        """The file on this machine, fetched if need be."""
        if not is_remote(self.location):
            yield Path(self.location)
            return
        filesystem, path = _filesystem(self.location)
        with tempfile.TemporaryDirectory(prefix='svodka-') as folder:
            local = Path(folder) / f'source{PurePosixPath(path).suffix}'
            try:
                filesystem.get_file(path, str(local))
            except FileNotFoundError:
                local.unlink(missing_ok=True)
            yield local


@dataclass(frozen=True, slots=True)
class Origin:
    """The file that a document comes from: its name, its stamp (see `Source`), its hash.

    `passing` marks a failure that may be the machine's and not the file's: the next run tries again.
    """

    name: str
    stamp: str = ''
    sha256: str = ''
    passing: bool = False


def is_remote(location: str) -> bool:
    """Whether it is an address of another machine's or service's files."""
    scheme, _, _ = location.partition('://')
    return '://' in location and scheme != 'file'


def local_path(location: str) -> Path:
    """The path of a location on this machine; file:// is taken off."""
    return Path(location.removeprefix('file://'))


def _filesystem(location: str) -> tuple[Any, str]:
    try:
        import fsspec
    except ImportError as error:
        raise StorageError(f'{location} needs fsspec: run pip install "svodka[cluster]".') from error
    try:
        return fsspec.core.url_to_fs(location)  # type: ignore[no-any-return]
    except (ImportError, ValueError) as error:
        raise StorageError(f'{location} cannot be used ({error}): install what it needs, or name a folder.') from error


def find_sources(locations: Sequence[str], out: str) -> list[Source]:
    """The files of all sources, by name. Raises StorageError for a source that is not there."""
    remote = [x for x in locations if is_remote(x)]
    paths = [local_path(x) for x in locations if x not in remote]
    try:
        files = find_files(paths, None if is_remote(out) else local_path(out)) if paths else []
    except FileNotFoundError as error:
        raise StorageError(f'There is no file or folder {error.args[0]}: check the name.') from error
    sources = [_local_source(file.name, file.path, file.refused) for file in files]
    for location in remote:
        prefix = f'{location.rstrip("/").rpartition("/")[2]}/' if len(locations) > 1 else ''
        sources += _remote_sources(location, prefix, out)
    sources.sort(key=lambda s: (s.name, s.location))
    names = unique_names([source.name for source in sources])
    return [replace(source, name=name) for source, name in zip(sources, names, strict=True)]


def _local_source(name: str, path: Path, refused: str | None) -> Source:
    if refused:
        return Source(name, str(path), f'refused: {refused}', refused=refused)
    try:
        return Source(name, str(path), _local_stamp(path), path.stat().st_size)
    except OSError:
        return Source(name, str(path))


def _remote_sources(location: str, prefix: str, out: str) -> Iterator[Source]:
    filesystem, root = _filesystem(location)
    scheme = location.partition('://')[0]
    found = filesystem.find(root, detail=True)
    if not found:
        raise StorageError(f'There is nothing at {location}: check the address.')
    for path, info in found.items():
        name = os.path.relpath(path, root) if path != root else PurePosixPath(path).name
        inside = out.startswith(location.rstrip('/') + '/') and f'{scheme}://{path}'.startswith(out.rstrip('/') + '/')
        if inside or any(step.startswith('.') for step in PurePosixPath(name).parts):
            continue
        size = int(info.get('size') or 0)
        yield Source(prefix + name, f'{scheme}://{path}', _object_stamp(info), size)


def _local_stamp(path: Path) -> str:
    found = path.stat()
    return f'{found.st_size}-{found.st_mtime_ns}'


def _object_stamp(info: dict[str, Any]) -> str:
    """What changes when an object does: stores name it differently."""
    changed = next((info[k] for k in ('ETag', 'etag', 'LastModified', 'mtime', 'created') if info.get(k)), '')
    return f'{info.get("size")}-{changed}'


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder that is written to: here or elsewhere. Names are relative to it, with /."""

    location: str

    @property
    def here(self) -> Path | None:
        """The folder on this machine; None if it is elsewhere."""
        return None if is_remote(self.location) else local_path(self.location)

    def sub(self, name: str) -> Folder:
        """A folder inside it."""
        return Folder(f'{self.location.rstrip("/")}/{name}')

    def _remote(self, name: str = '') -> tuple[Any, str]:
        filesystem, root = _filesystem(self.location)
        return filesystem, f'{root.rstrip("/")}/{name}'.rstrip('/')

    def make(self) -> None:
        """Make the folder where folders exist."""
        if self.here is not None:
            self.here.mkdir(parents=True, exist_ok=True)

    def names(self, suffix: str = '') -> list[str]:
        """The names of the files in it, sorted, that end so."""
        return sorted(self.stamps(suffix))

    def stamps(self, suffix: str = '') -> dict[str, str]:
        """The files in it that end so, each with what changes when it does."""
        if self.here is not None:
            return {p.name: _local_stamp(p) for p in self.here.glob(f'*{suffix}')} if self.here.is_dir() else {}
        filesystem, root = self._remote()
        filesystem.invalidate_cache()
        try:
            found = filesystem.ls(root, detail=True)
        except FileNotFoundError:
            return {}
        stamps = {PurePosixPath(info['name']).name: _object_stamp(info) for info in found}
        return {name: stamp for name, stamp in stamps.items() if name.endswith(suffix)}

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
        beside = self.here / f'{name}.{secrets.token_hex(4)}.tmp'
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
        """The bytes of a file; None if it is not there."""
        try:
            if self.here is not None:
                return (self.here / name).read_bytes()
            filesystem, path = self._remote(name)
            return bytes(filesystem.cat_file(path))
        except FileNotFoundError:
            return None

    def remove(self, name: str) -> None:
        """Remove a file, or a folder with all that is in it."""
        if self.here is not None:
            path = self.here / name
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)
            return
        filesystem, where = self._remote(name)
        with suppress(FileNotFoundError):
            filesystem.rm(where, recursive=True)

    @contextmanager
    def locked(self) -> Iterator[Callable[[], None]]:
        """Keep a second run out; gives a function to call from time to time. Raises StorageError if there is one."""
        message = f'Another run is writing to {self.location}: wait for its end, or choose another folder with --out.'
        if self.here is not None:
            with (self.here / '.svodka' / 'lock').open('a') as file:
                if not _lock(file.fileno()):
                    raise StorageError(message)
                yield lambda: None
            return
        state = self.sub('.svodka')
        owner = f'process {os.getpid()} on {socket.gethostname()}'
        try:
            state.create('lock', _note(owner))
        except FileExistsError:
            note = json.loads(state.read('lock') or '{"time": 0}')
            if time.time() - note['time'] < LOCK_SECONDS:
                died = f'It is {note["owner"]}; if that died, wait {LOCK_SECONDS // 60} minutes.'
                raise StorageError(f'{message} {died}') from None
        last = 0.0

        def renew() -> None:
            nonlocal last
            if time.monotonic() - last > LOCK_SECONDS / 10:
                last = time.monotonic()
                with state.written('lock') as path:
                    path.write_bytes(_note(owner))

        renew()
        try:
            yield renew
        finally:
            state.remove('lock')


def _note(owner: str) -> bytes:
    return json.dumps({'owner': owner, 'time': time.time()}).encode()


def move(source: Path, target: Path) -> None:
    """Give a complete file its name, after its bytes are on the disk."""
    with source.open('rb') as file:
        os.fsync(file.fileno())
    source.replace(target)


def _lock(file: int) -> bool:
    """Lock an open file without waiting; the lock goes with the process, however it ends."""
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt

        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        except OSError:
            return False
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
