"""What the tables depend on beside the sources: code, lexicons, models, libraries.

A part made by another version is never taken for one of this: its folder is named by the fingerprint.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from importlib import metadata
from pathlib import Path

from svodka.cache import keep
from svodka.run.shards import WorkOptions, content_of
from svodka.tag.files import model_folder

PACKAGE = Path(__file__).parents[1]
# What a part does not depend on: rooms and modules that only say what is to be done, or work on finished parts.
AFTERWARDS = (
    *('api/', 'cli/', 'collection/', 'daily/', 'export/', 'report/', 'tables/', 'explain.py'),
    *('run/arrow.py', 'run/batch.py', 'run/compaction.py', 'run/conditions.py', 'run/dated.py'),
    *('run/debuts.py', 'run/fingerprint.py', 'run/interface.py', 'run/journal.py', 'run/lock.py'),
    *('run/output_tables.py', 'run/own.py', 'run/part_index.py', 'run/plan.py', 'run/record.py'),
    *('run/refusals.py', 'run/requirements.py', 'run/storage.py', 'run/workers.py'),
)
# The libraries that read and tag, with the extras that are used of them; what they need counts, too.
# Of natasha only the models are used, which count by their content.
ROWS = ('htmldate', 'lxml', 'lxml_html_clean', 'numba', 'numpy', 'pymorphy3[fast]', 'pymorphy3-dicts-ru', 'pypdfium2',
        'pyyaml', 'razdel', 'rensa', 'striprtf', 'trafilatura')  # fmt: skip
REQUIREMENT = re.compile(r'\s*([A-Za-z0-9._-]+)\s*(?:\[([^\]]*)\])?[^;]*(?:;(.*))?')
# What those need for other things than reading: the network, installing, types.
IDLE_LIBRARIES = frozenset({'certifi', 'setuptools', 'six', 'typing-extensions', 'urllib3'})
EXTRA = re.compile(r'extra\s*==\s*["\']([^"\']+)')
ABOUT = '.dist-info', '.egg-info'  # how the names end of what tells of an installed library
IDLE = frozenset({'.pyc', '.md', '.tmp'})  # files that no table depends on


@cache
def versions() -> dict[str, str]:
    """The versions of svodka and of the libraries that it needs."""
    names = [r.split(';')[0] for r in metadata.requires('svodka') or [] if 'extra ==' not in r]
    names = [n.split('>')[0].split('=')[0].split('<')[0].split('[')[0].strip() for n in names]
    found = {'svodka': metadata.version('svodka')}
    for name in sorted(names):
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            found[name] = ''
    return found


@cache
def readers() -> dict[str, str]:
    """The versions of the libraries that change rows, with all that they need; empty for one that is not there.

    As long as nothing is installed or removed it is in the cache: to read what 30 libraries need takes 30 ms.
    """
    stamps = hashlib.sha256(repr((ROWS, sorted(IDLE_LIBRARIES), _installed())).encode('utf-8', 'surrogateescape'))
    kept = keep(f'libraries-{stamps.hexdigest()[:32]}', lambda: json.dumps(find_readers()).encode())
    if kept is None:
        return find_readers()
    found: dict[str, str] = json.loads(kept.read_bytes())
    return found


def _installed() -> list[tuple[str, str, int]]:
    """What tells that a library was installed, removed or exchanged: names with versions in them, and times."""
    found = []
    for place in sys.path:
        with suppress(OSError), os.scandir(place or '.') as entries:
            found += [(place, e.name, e.stat().st_mtime_ns) for e in entries if e.name.endswith(ABOUT)]
    return sorted(found)


def find_readers() -> dict[str, str]:
    """The same as `readers`, looked up."""
    found: dict[str, str] = {}
    waiting = list(ROWS)
    seen = set(waiting)
    while waiting:
        name, extras, _ = _requirement(waiting.pop())
        try:
            found[_normal(name)] = metadata.version(name)
            needed = metadata.requires(name) or []
        except metadata.PackageNotFoundError:
            found[_normal(name)] = ''
            continue
        for text in needed:
            other, others_extras, marker = _requirement(text)
            extra = EXTRA.search(marker)
            if extra and extra.group(1) not in extras:
                continue
            wanted = f'{other}[{",".join(others_extras)}]' if others_extras else other
            if wanted not in seen:
                seen.add(wanted)
                waiting.append(wanted)
    return {name: found[name] for name in sorted(found.keys() - IDLE_LIBRARIES)}


def _requirement(text: str) -> tuple[str, list[str], str]:
    """Name, extras and marker of a requirement (https://peps.python.org/pep-0508).

    >>> _requirement('dawg2 (>=0.9) ; extra == "fast"')
    ('dawg2', [], ' extra == "fast"')
    """
    match = REQUIREMENT.match(text)
    name, extras, marker = match.groups() if match else (text, '', '')
    return name, [e.strip() for e in (extras or '').split(',') if e.strip()], marker or ''


def _normal(name: str) -> str:
    return re.sub(r'[-_.]+', '-', name).lower()


@cache
def models() -> dict[str, str]:
    """The model files, natasha's and our own, with the first half of their SHA-256."""
    files = [*sorted(model_folder().rglob('*.tar')), *sorted((PACKAGE / 'models').glob('*.npz'))]
    return {file.name: hash_by_stamps((file,)) for file in files}


@cache
def code(afterwards: bool = False) -> str:
    """A hash of the package's files; with `afterwards` also of those that only work on finished parts."""
    files = []
    for file in sorted(PACKAGE.rglob('*')):
        name = file.relative_to(PACKAGE).as_posix()
        counts = file.suffix not in IDLE and '__pycache__' not in name and file.is_file()
        if counts and (afterwards or not name.startswith(AFTERWARDS)):
            files.append(file)
    return hash_by_stamps(files)


def hash_by_stamps(files: Sequence[Path]) -> str:
    """A hash of files of this installation; of files that are as they were (size, time, place) it is in the cache."""
    stamps = hashlib.sha256()
    for file in files:
        found = file.stat()
        stamps.update(f'{file}\0{found.st_size}\0{found.st_mtime_ns}\0'.encode('utf-8', 'surrogateescape'))
    kept = keep(f'hash-{stamps.hexdigest()[:32]}', lambda: _hash(files).encode())
    return kept.read_text(encoding='ascii') if kept else _hash(files)


def _hash(files: Sequence[Path]) -> str:
    if len(files) == 1:
        return content_of(files[0])
    total = hashlib.sha256()
    for file in files:
        total.update(f'{file.relative_to(PACKAGE).as_posix()}\0{content_of(file)}\0'.encode())
    return total.hexdigest()


def fingerprint(options: WorkOptions) -> str:
    """What a part depends on beside its files: 16 hexadecimal digits.

    Limits do not count: what they have cut off says so by itself (see svodka.run.conditions).
    """
    read = options.read
    columns = (read.text_column, read.date_column, read.outlet_column, read.url_column)
    chosen = (options.tagger, *columns, read.any_language, read.ocr)
    text = repr((code(), models(), readers(), sys.version_info[:2], chosen))
    return hashlib.sha256(text.encode()).hexdigest()[:16]
