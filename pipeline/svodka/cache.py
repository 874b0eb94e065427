"""What is made once on a machine and read ever after: compiled loops, lexicons, the index of the word vectors.

Nothing here is needed: where no file can be kept, what it would hold is made anew by each process. A name tells what
its file was made of, so that a file never has to be changed, only made; whoever reads one does so without running what
is in it (numba's compiled loops are the exception, see `cache_folder`).
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path


@cache
def cache_folder() -> Path | None:
    """A folder for such files, None if nowhere can be written.

    NUMBA_CACHE_DIR if it is set; the package's own `__pycache__`; the user's cache; a private folder in the temporary
    one. numba's cache is pickles, which run code when they are read: somebody else's folder is not used.
    """
    user = os.getuid() if hasattr(os, 'getuid') else os.environ.get('USERNAME')
    places = [
        Path(__file__).parent / '__pycache__',
        Path(os.environ.get('XDG_CACHE_HOME') or '~/.cache') / 'svodka',
        Path(tempfile.gettempdir()) / f'svodka-{user}',
    ]
    if os.environ.get('NUMBA_CACHE_DIR'):
        places.insert(0, Path(os.environ['NUMBA_CACHE_DIR']))
    for place in places:
        try:
            folder = place.expanduser()
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder):
                pass
            if not hasattr(os, 'getuid') or folder.stat().st_uid == os.getuid():
                return folder
        except (OSError, RuntimeError):
            continue
    return None


def keep(name: str, data: Callable[[], bytes]) -> Path | None:
    """The file of this name in the cache, written with `data` if it is not there; None where none can be kept.

    It is written beside and renamed, so that it is whole however many processes make it at once.
    """
    folder = cache_folder()
    if folder is None:
        return None
    path = folder / name
    if path.is_file():
        return path
    with suppress(OSError):
        descriptor, beside = tempfile.mkstemp(dir=folder, prefix=f'{name}.')
        try:
            with os.fdopen(descriptor, 'wb') as file:
                file.write(data())
            os.replace(beside, path)
            return path
        finally:
            with suppress(FileNotFoundError):
                os.unlink(beside)
    return None
