"""A source → the files to read, in an order that never changes; whatever is not a plain file inside is told."""

from __future__ import annotations

import os
import re
import stat
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from svodka.model import Status
from svodka.run.own import OUTPUT, Own, made_here


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of a source; `name` is relative to the source, POSIX, unique in it, always valid Unicode.

    `refused` says why it is not to be opened, None for a file to read; `status` is the one of the row that says so.
    """

    path: Path
    name: str
    refused: str | None = None
    status: Status = 'skipped'


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A folder that svodka made, which is no source: what it is, and how many files in it are not svodka's."""

    path: str
    what: Own
    others: int = 0


def walk(root: Path, out: Path | None = None) -> Iterator[SourceFile | PassedOver]:
    """The files of a source, a resolved path, in order of their names; hidden ones are left out. A source that is a
    file has no name in itself.

    Folders that svodka made are passed over, `out` among them; where the source itself holds tables, only those are. A
    folder that cannot be entered is a file that failed.
    """
    if not root.is_dir():
        yield SourceFile(root, '', _refusal(root))
        return
    found: list[SourceFile] = []
    for item in _walk(root, out):
        if isinstance(item, PassedOver):
            yield item
        else:
            found.append(item)
    found.sort(key=lambda f: (f.name, os.fsencode(f.path)))
    for file, name in zip(found, unique_names([f.name for f in found]), strict=True):
        yield file if file.name == name else replace(file, name=name)


def _walk(root: Path, out: Path | None) -> Iterator[SourceFile | PassedOver]:
    closed: list[OSError] = []
    for folder, folders, files in os.walk(root, onerror=closed.append):
        here = Path(folder)
        if own := made_here(here, folders, files):
            if here != root or own.everything:
                folders[:] = []
                yield PassedOver(str(here), own, own.others(files))
                continue
            files = [name for name in files if name not in own.files]
            yield PassedOver(str(here), own)
        elif here == out:
            folders[:] = []
            yield PassedOver(str(here), OUTPUT, OUTPUT.others(files))
            continue
        inside = f'{_relative(here, root)}/' if here != root else ''
        links = [f for f in folders if os.path.islink(here / f) and not f.startswith('.')]
        folders[:] = sorted(f for f in folders if not f.startswith('.') and f not in links)
        for name in sorted([*files, *links]):
            if not name.startswith(('.', '~$')):  # ~$: what Word keeps beside an open file
                path = here / name
                yield SourceFile(path, f'{inside}{printable_name(name)}', _refusal(path, root))
    for error in closed:
        path = Path(os.fsdecode(error.filename))
        if path == root or not path.name.startswith('.'):
            yield SourceFile(path, _relative(path, root), _closed(error), 'failed')


def _closed(error: OSError) -> str:
    why = error.strerror or type(error).__name__
    return f'The folder cannot be entered ({why}): allow it. What was read in it before is kept.'


def _relative(path: Path, root: Path) -> str:
    return printable_name(path.relative_to(root).as_posix()) if path != root else ''


def _refusal(path: Path, root: Path | None = None) -> str | None:
    """Why a path is not opened: a link, or something else than a plain file."""
    try:
        mode = path.lstat().st_mode
    except OSError:
        return None  # it vanished, or may not be looked at
    if stat.S_ISLNK(mode):
        try:
            target = path.resolve(strict=True)
            mode = target.stat().st_mode
        except (OSError, RuntimeError):  # RuntimeError: a loop of links, before Python 3.13
            return 'A link that leads nowhere.'
        if root:
            if target.is_relative_to(root):
                return f'A link to {target.relative_to(root)}, which is read there.'
            return 'A link that leads out of the folder.'
    return None if stat.S_ISREG(mode) else 'Not a file but a device, pipe or socket.'


def printable_name(name: str) -> str:
    """A name that a table can hold: bytes that are no UTF-8 are written out as \\xNN."""
    return os.fsencode(name).decode('utf-8', 'backslashreplace')


def unique_names(names: Sequence[str]) -> list[str]:
    """Names of files, in order, changed where two things would have one name.

    What several files are called is told apart by a number. A file whose name looks like that of a text inside another
    one («a.zip#b.txt» beside «a.zip») gets its # written out.

    >>> unique_names(['a.txt', 'a.txt', 'a.zip', 'a.zip#b.txt', 'b#c.txt'])
    ['a.txt', 'a.txt (2)', 'a.zip', 'a.zip\\\\x23b.txt', 'b#c.txt']
    """
    taken: set[str] = set()
    seen: Counter[str] = Counter()
    unique = []
    for given in names:
        inside = any(given[: mark.start()] in taken for mark in re.finditer('#', given))
        name = base = given.replace('#', r'\x23') if inside else given
        while name in taken:
            seen[base] += 1
            name = f'{base} ({seen[base] + 1})'
        taken.add(name)
        unique.append(name)
    return unique
