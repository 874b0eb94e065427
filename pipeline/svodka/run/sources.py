"""Where releases lie: files and folders of this machine, and addresses that fsspec knows.

A source has a label, its own name, of which the keys and ids of its files are made; so they stay what they are when
other sources are named beside it. What the tables call a file (`Source.name`) is its path in its source, behind the
label for all sources but the first.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any

from svodka.model import Document, Status
from svodka.read.folder import PassedOver, unique_names, walk
from svodka.run.own import MAX_BYTES, STATE, Own, kind_of
from svodka.run.source_labels import labels_of
from svodka.run.storage import StorageError, filesystem_of, is_remote, local_path, local_stamp, object_stamp


class SourceError(OSError):
    """A file that cannot be fetched, and why in one sentence."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read: the label of its source, its path there (POSIX), and what the tables call it.

    `location` is a path or an address; `stamp` changes when the file does (size and time of modification, or an
    object's tag), and is empty where even that cannot be seen; `refused` says why it is not to be opened, `status` is
    that of the row which says so. `text` is what the caller of the library has in hand: there is nothing to open then.
    `days` are the days of publication that the user gives to documents in it, by their keys; - for none.
    """

    label: str
    path: str
    name: str
    location: str
    stamp: str = ''
    size: int = 0
    refused: str | None = None
    status: Status = 'skipped'
    text: Document | None = None
    days: tuple[tuple[str, str], ...] = ()

    @property
    def key(self) -> str:
        """What tells the file from all others, however many sources are named."""
        return key_of(self.label, self.path)

    @contextmanager
    def opened(self) -> Iterator[Path]:
        """The file on this machine, fetched if need be. Raises SourceError for one that cannot be fetched."""
        if not is_remote(self.location):
            yield Path(self.location)
            return
        filesystem, path = filesystem_of(self.location)
        with tempfile.TemporaryDirectory(prefix='svodka-') as folder:
            local = Path(folder) / f'source{PurePosixPath(path).suffix}'
            try:
                filesystem.get_file(path, str(local))
            except FileNotFoundError:
                local.unlink(missing_ok=True)
            except OSError as error:
                message = f'The object cannot be fetched ({_reason(error)}): allow it, or take it out of the source.'
                raise SourceError(message) from error
            yield local


def _reason(error: OSError) -> str:
    """Why something failed, in a few words; a store's errors have only a text of their own."""
    return error.strerror or str(error).partition('\n')[0] or type(error).__name__


def key_of(label: str, path: str) -> str:
    """The key of a file, or of a text inside it: its path behind its source's label, if there is one."""
    return f'{label}/{path}' if label else path


@dataclass(frozen=True, slots=True)
class Origin:
    """The file that a document comes from: its path in its source, that source's label, its stamp (see `Source`), its
    hash, and what its outcome hangs on (see svodka.run.conditions)."""

    path: str
    label: str = ''
    stamp: str = ''
    sha256: str = ''
    condition: str = ''

    @property
    def key(self) -> str:
        """As `Source.key`."""
        return key_of(self.label, self.path)


@dataclass(frozen=True, slots=True)
class Found:
    """The files of some sources in the order of their keys; svodka's own folders among them, which are no sources; the
    labels of the sources by their locations, in the order in which they were named; the labels that are remembered, of
    sources that are not named now, too."""

    files: list[Source]
    passed_over: list[PassedOver] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)
    held: dict[str, str] = field(default_factory=dict)

    def name_of(self, key: str) -> str:
        """What the tables call a file that cannot be looked at now."""
        first = next(iter(self.labels.values()), '')
        return key.removeprefix(f'{first}/')


def find_sources(locations: Sequence[str], out: str = '', remembered: Mapping[str, str] | None = None) -> Found:
    """The files of all sources. `out` is the folder for the tables, `remembered` the labels that sources had before.

    Raises StorageError as `whole_locations` does.
    """
    wholes = whole_locations(locations, out)
    held = {place: label for place, label in (remembered or {}).items() if place in wholes or _is_there(place)}
    labels = labels_of(wholes, held)
    found: dict[str, Source] = {}
    passed_over: list[PassedOver] = []
    for whole, label in zip(wholes, labels, strict=True):
        for item in (_remote if is_remote(whole) else _local)(whole, out, label):
            if isinstance(item, PassedOver):
                passed_over.append(item)
            else:
                found.setdefault(item.location, item)
    files = sorted(found.values(), key=lambda s: (s.key, s.location))
    names = _names(files, labels[0] if labels else '')
    named = [file if file.name == name else replace(file, name=name) for file, name in zip(files, names, strict=True)]
    return Found(named, passed_over, dict(zip(wholes, labels, strict=True)), held)


def wanted(path: str, include: Sequence[str] = (), exclude: Sequence[str] = ()) -> bool:
    """Whether patterns choose a file by its path in its source: it is like one of `include`, if there are any, and like
    none of `exclude`. A pattern without / is of a name at any depth; * stops at /, ** does not.

    >>> wanted('2025/may/a.html', ['*.html'], ['drafts/**']), wanted('drafts/a.html', [], ['drafts/**'])
    (True, False)
    """

    def like(patterns: Sequence[str]) -> bool:
        return any(_pattern(pattern).fullmatch(path) for pattern in patterns)

    return (not include or like(include)) and not like(exclude)


@lru_cache(maxsize=1_000)
def _pattern(pattern: str) -> re.Pattern[str]:
    """A glob as an expression over whole paths."""
    whole = pattern.strip('/')
    pieces = {'**/': '(?:.*/)?', '**': '.*', '*': '[^/]*', '?': '[^/]'}
    parts = re.findall(r'\*\*/|\*\*|\*|\?|[^*?]+', whole)
    anywhere = '' if '/' in whole else '(?:.*/)?'
    return re.compile(anywhere + ''.join(pieces.get(part) or re.escape(part) for part in parts), re.DOTALL)


def whole_locations(locations: Sequence[str], out: str = '') -> list[str]:
    """Sources as they are written in full. Raises StorageError for one that is not there or is the output folder."""
    wholes = [_whole(location) for location in locations]
    if out and _whole(out, must_exist=False) in wholes:
        raise StorageError(f'{out} is a folder of releases: choose another folder for the tables with --out, for '
                           f'example {out.rstrip("/")}/tables.')  # fmt: skip
    return wholes


def _is_there(location: str) -> bool:
    """Whether a source may come back: of a folder that was moved away another one takes the label."""
    try:
        return is_remote(location) or Path(location).exists()
    except OSError:
        return True


def _names(files: Sequence[Source], first: str) -> list[str]:
    """What the tables call files: those of the first source by their path, the others by their key."""
    order = sorted(range(len(files)), key=lambda i: (files[i].label != first, i))
    shown = [files[i].path if files[i].label == first else files[i].key for i in order]
    names = dict(zip(order, unique_names(shown), strict=True))
    return [names[i] for i in range(len(files))]


def _whole(location: str, must_exist: bool = True) -> str:
    """A location as it is written in full, so that one place has one name. Raises StorageError if it is not there."""
    if is_remote(location):
        return location.rstrip('/')
    path = local_path(location)
    try:
        if must_exist and not path.exists():
            raise StorageError(f'There is no file or folder {path}: check the name.')
        return str(path.resolve())
    except (OSError, RuntimeError) as error:  # RuntimeError: a loop of links, before Python 3.13
        why = getattr(error, 'strerror', None) or 'a loop of links'
        raise StorageError(f'{path} cannot be read ({why}): check the name, or allow it.') from error


def _local(location: str, out: str, label: str) -> Iterator[Source | PassedOver]:
    out_folder = None if not out or is_remote(out) else local_path(out).resolve()
    for file in walk(Path(location), out_folder):
        if isinstance(file, PassedOver):
            yield file
            continue
        stamp, size = '', 0
        if file.refused:
            stamp = f'refused: {file.refused}'
        else:
            with suppress(OSError):
                found = file.path.stat()
                stamp, size = local_stamp(found), found.st_size
        yield _source(label, file.name, str(file.path), stamp, size, file.refused, file.status)


def _source(label: str, name: str, *rest: Any) -> Source:
    """A file of the source with a label; one without a name is the source itself."""
    return Source(label, name, name, *rest) if name else Source('', label, label, *rest)


def _remote(location: str, out: str, label: str) -> Iterator[Source | PassedOver]:
    filesystem, root = filesystem_of(location)
    scheme = location.partition('://')[0]
    try:
        objects: dict[str, dict[str, Any]] = filesystem.find(root, detail=True)
    except OSError as error:
        raise StorageError(f'{location} cannot be read ({_reason(error)}): check the address, or allow it.') from error
    if not objects:
        raise StorageError(f'There is nothing at {location}: check the address.')
    own = _own_folders(filesystem, objects)
    yield from (PassedOver(f'{scheme}://{folder}', kind) for folder, kind in own.items())
    for path, info in objects.items():
        name = '' if path == root else os.path.relpath(path, root)
        inside = bool(out) and f'{scheme}://{path}'.startswith(out.rstrip('/') + '/')
        if inside or _is_own(path, root, own) or any(step.startswith('.') for step in PurePosixPath(name).parts):
            continue
        yield _source(label, name, f'{scheme}://{path}', object_stamp(info), int(info.get('size') or 0))


def _is_own(path: str, root: str, own: Mapping[str, Own]) -> bool:
    """Whether svodka made an object: all in a folder of its own, only its tables where those lie in the source."""
    kinds = [(str(folder), own[str(folder)]) for folder in PurePosixPath(path).parents if str(folder) in own]
    return any(
        kind.everything or folder != root.rstrip('/') or PurePosixPath(path).name in kind.files
        for folder, kind in kinds
    )


def _own_folders(filesystem: Any, objects: Mapping[str, Mapping[str, Any]]) -> dict[str, Own]:
    """The folders among these objects that svodka made."""
    inside: dict[str, tuple[set[str], set[str]]] = {}
    for path in objects:
        place = PurePosixPath(path)
        inside.setdefault(str(place.parent), (set(), set()))[1].add(place.name)
        for parent in place.parents:
            inside.setdefault(str(parent.parent), (set(), set()))[0].add(parent.name)
    own: dict[str, Own] = {}
    for folder, (_, files) in inside.items():
        parts = inside[f'{folder}/{STATE}/parts'][0] if f'{folder}/{STATE}/parts' in inside else ()

        def read(name: str, folder: str = folder) -> bytes:
            path = f'{folder}/{name}'
            return _fetched(filesystem, path) if int(objects[path].get('size') or 0) <= MAX_BYTES else b''

        if kind := kind_of(files, parts, read):
            own[folder] = kind
    return own


def _fetched(filesystem: Any, path: str) -> bytes:
    try:
        return bytes(filesystem.cat_file(path))
    except OSError:
        return b''
