"""Sources → the files to read, in an order that never changes; whatever is not a plain file inside is told."""

from __future__ import annotations

import os
import re
import stat
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of a source; `name` is what the tables call it: relative, POSIX, unique, always valid Unicode.

    `refused` says why it is not to be opened; None for a file to read.
    """

    path: Path
    name: str
    refused: str | None = None


def find_files(sources: Sequence[Path], out: Path | None = None) -> list[SourceFile]:
    """The files of all sources, by name; hidden ones and the folder `out` are left out.

    Raises FileNotFoundError for a source that is not there. With several sources a name begins with its source's own.
    """
    found: dict[Path, SourceFile] = {}
    left_out = out.resolve() if out else None
    for source in sources:
        if not source.exists():
            raise FileNotFoundError(source)
        prefix = f'{_name(source.resolve().name)}/' if len(sources) > 1 and source.is_dir() else ''
        for file in _walk(source.resolve(), left_out):
            found.setdefault(file.path, SourceFile(file.path, prefix + file.name, file.refused))
    files = sorted(found.values(), key=lambda f: (f.name, os.fsencode(f.path)))
    return [replace(file, name=name) for file, name in zip(files, unique_names([f.name for f in files]), strict=True)]


def _walk(root: Path, left_out: Path | None) -> Iterator[SourceFile]:
    if not root.is_dir():
        yield SourceFile(root, _name(root.name), _refusal(root))
        return
    for folder, folders, files in os.walk(root):
        here = Path(folder)
        links = [f for f in folders if (here / f).is_symlink() and not f.startswith('.')]
        folders[:] = sorted(f for f in folders if not f.startswith('.') and f not in links and here / f != left_out)
        for file in sorted([*files, *links]):
            if not file.startswith('.'):
                path = here / file
                yield SourceFile(path, _name(path.relative_to(root).as_posix()), _refusal(path, root))


def _refusal(path: Path, root: Path | None = None) -> str | None:
    """Why a path is not opened: a link, or something else than a plain file."""
    try:
        if path.is_symlink() and root:
            target = path.resolve(strict=True)
            if target.is_relative_to(root):
                return f'A link to {target.relative_to(root)}, which is read there.'
            return 'A link that leads out of the folder.'
        mode = path.stat().st_mode
    except (OSError, RuntimeError):  # RuntimeError: a loop of links, before Python 3.13
        return 'A link that leads nowhere.' if path.is_symlink() else None  # a vanished file is read_file's matter
    return None if stat.S_ISREG(mode) else 'Not a file but a device, pipe or socket.'


def _name(name: str) -> str:
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
