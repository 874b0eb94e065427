"""What the outcome of a file hangs on beside the file itself and svodka, so that the next run knows whether it holds.

A condition is empty, or some of these words, parted by spaces:

    again               a failure of the moment (time, memory, a dead helper): tried again by every run
    libreoffice=X       read, or refused, by this version of LibreOffice; by none where X is empty; tesseract=X as well
    library.NAME=       refused, as this library is not there
    max_bytes=N         what it is only because of this limit, or max_characters
    days=H              with these days of publication, corrected by the user
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module

from svodka.run.ids import digest

AGAIN = 'again'
LIBRARY = 'library.'


def libreoffice(version: str) -> str:
    """The condition of what LibreOffice was needed for."""
    return f'libreoffice={version}'


def tesseract(version: str) -> str:
    """The condition of what Tesseract was needed for."""
    return f'tesseract={version}'


def library(module: str) -> str:
    """The condition of what this library, which is not there, was needed for."""
    return f'{LIBRARY}{module}='


def installed(module: str) -> str:
    """What a condition holds of a library: something if it can be loaded."""
    try:
        import_module(module)
    except (ImportError, OSError, AttributeError, TypeError):  # the last three: what lies under libarchive is not there
        return ''
    return 'there'


def limit(name: str, value: int) -> str:
    """The condition of what a limit of `ReadOptions` has cut off."""
    return f'{name}={value}'


def dated(days: Iterable[tuple[str, str]]) -> str:
    """The condition of a file in which documents have days that the user gave them; empty without any."""
    given = list(days)
    return f'days={digest(given)}' if given else ''


def without_days(condition: str) -> tuple[str, str]:
    """A condition in two: what else it hangs on, and the condition of its days.

    >>> without_days('days=0a libreoffice=7')
    ('libreoffice=7', 'days=0a')
    """
    words = condition.split()
    days = [word for word in words if word.startswith('days=')]
    return ' '.join(word for word in words if word not in days), ' '.join(days)


def joined(conditions: Iterable[str]) -> str:
    """All of these conditions as one."""
    return ' '.join(sorted({word for condition in conditions for word in condition.split()}))


def holds(condition: str, now: Callable[[str], str]) -> bool:
    """Whether an outcome is still what a new try would give; `now` tells the present value of a name.

    >>> holds('libreoffice= max_bytes=10', {'libreoffice': '', 'max_bytes': '10'}.__getitem__)
    True
    >>> holds('again', str)
    False
    """
    pairs = (word.partition('=') for word in condition.split())
    return all(mark and value == now(name) for name, mark, value in pairs)
