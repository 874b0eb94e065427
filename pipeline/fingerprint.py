"""What the tables depend on beside the sources: code, lexicons, models, libraries.

A part made by another version is never taken for one of this: its folder is named by the fingerprint.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import metadata
from pathlib import Path

from pipeline.tag.files import model_folder

PACKAGE = Path(__file__).parent
# Modules that a part does not depend on: they only say what is to be done, or work on finished parts.
AFTERWARDS = (
    *('assemble.py', 'cli.py', 'evaluate.py', 'explain.py', 'library.py', 'link.py', 'run.py', 'storage.py'),
    *('reference.py', 'view.py', 'workers.py', 'report/', 'tables/', 'train/'),
)
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
def models() -> dict[str, str]:
    """The model files, natasha's and our own, with the first half of their SHA-256."""
    files = [*sorted(model_folder().rglob('*.tar')), *sorted((PACKAGE / 'models').glob('*.npz'))]
    return {file.name: _hash(file) for file in files}


@cache
def code(afterwards: bool = False) -> str:
    """A hash of the package's files; with `afterwards` also of those that only work on finished parts."""
    total = hashlib.sha256()
    for file in sorted(PACKAGE.rglob('*')):
        name = file.relative_to(PACKAGE).as_posix()
        counts = file.is_file() and file.suffix not in IDLE and '__pycache__' not in name
        if counts and (afterwards or not name.startswith(AFTERWARDS)):
            total.update(f'{name}\\0{_hash(file)}\\0'.encode())
    return total.hexdigest()


def fingerprint(*options: object) -> str:
    """What a part depends on beside its files: 16 hexadecimal digits."""
    text = repr((code(), sorted(models().items()), sorted(versions().items()), options))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _hash(file: Path) -> str:
    with file.open('rb') as opened:
        return hashlib.file_digest(opened, 'sha256').hexdigest()[:32]
