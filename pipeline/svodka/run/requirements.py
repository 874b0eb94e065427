"""The libraries that svodka needs: one that is missing or broken stops a run, where a damaged file costs a row."""

from __future__ import annotations

import sys
from functools import cache
from importlib import import_module
from importlib.util import find_spec

LIBRARIES = {
    'numpy': 'numpy',
    'lxml': 'lxml',
    'lxml_html_clean': 'lxml_html_clean',
    'htmldate': 'htmldate',
    'trafilatura': 'trafilatura',
    'striprtf': 'striprtf',
    'pypdfium2': 'pypdfium2',
    'yaml': 'pyyaml',
    'razdel': 'razdel',
    'pymorphy3_dicts_ru': 'pymorphy3-dicts-ru',
    'pymorphy3': 'pymorphy3',
    'threadpoolctl': 'threadpoolctl',
    'natasha': 'natasha==1.6.0',
    'rensa': 'rensa',
    'pyarrow': 'pyarrow',
    'pandas': 'pandas',
    'duckdb': 'duckdb',
    'rapidfuzz': 'rapidfuzz',
    'xlsxwriter': 'xlsxwriter',
    'jinja2': 'jinja2',
    'click': 'click',
    'rich': 'rich',
}
"""What Python imports and what pip calls it; what others are built on comes first, so that the broken one is named.
numba is not among them, as numpy's loops run without it (pipeline/svodka/tag/loops.py)."""
FILES_ONLY = ('natasha',)
"""What is never imported, as only its files are used."""
PROGRAM = 'from svodka.run.requirements import load_all; load_all()'
SECONDS = 120.0
"""All libraries load in two seconds; an antivirus or a network drive may make that much longer."""


class LibraryError(ImportError):
    """A library that is missing or broken, in one sentence that says what to do."""


@cache
def require_libraries() -> None:
    """Raises LibraryError for a library that is not installed; looks for files, and only until all are there."""
    for module, package in LIBRARIES.items():
        if find_spec(module) is None:
            raise LibraryError(f'The library {package} is missing: run pip install {package}.')


def blame_library(error: BaseException) -> None:
    """Raises LibraryError if an import has failed for the installation's fault; does nothing for any other error.

    An import may also fail for what is being read, which has taken the memory or has the reader's process in its
    power. So the libraries are loaded once more where there is no file: in a fresh Python.
    """
    if isinstance(error, LibraryError):
        raise error
    if isinstance(error, ImportError) and (fault := _fault()):
        raise LibraryError(fault) from error


def told(error: ImportError) -> str:
    """What the user is told of an import that has failed in a command, whose libraries may all be sound."""
    try:
        blame_library(error)
    except LibraryError as fault:
        return str(fault)
    return f'svodka cannot be loaded ({error}): install it again, on each machine of a cluster.'


@cache
def _fault() -> str:
    """What is wrong with the first library that a fresh Python cannot load; empty if it loads them all."""
    import subprocess  # not with the command, which starts at once

    from svodka.read.guard import fresh_environment  # not with this module, which the readers import

    call = [sys.executable, '-P', '-c', PROGRAM]
    try:
        done = subprocess.run(call, env=fresh_environment(), capture_output=True, encoding='utf-8', timeout=SECONDS)
    except (OSError, subprocess.TimeoutExpired):  # nothing is known, so nothing is blamed
        return ''
    return done.stdout.strip()


def load_all() -> None:
    """Import one library after the other and print what is wrong with the first that cannot be."""
    try:
        require_libraries()
    except LibraryError as error:
        print(error)
        return
    for module, package in LIBRARIES.items():
        try:
            if module not in FILES_ONLY:
                import_module(module)
        except Exception as error:  # ImportError, and whatever a damaged one raises
            reason = ' '.join(str(error).split()) or type(error).__name__
            print(f'The library {package} is broken ({reason}): run pip install --force-reinstall {package}.')
            return
