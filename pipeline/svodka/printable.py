"""What is shown on a terminal: texts that cannot steer it, and counts."""

from __future__ import annotations


def printable(text: str) -> str:
    """A text without control characters, escape sequences and marks of direction.

    >>> printable('a\\x1b[31mb')
    'a [31mb'
    """
    return ''.join(c if c.isprintable() else ' ' for c in text)


def counted(number: int, noun: str) -> str:
    """A number with its noun, which gets an s for any number but one.

    >>> counted(1, 'row'), counted(0, 'row'), counted(12, 'likely duplicate')
    ('1 row', '0 rows', '12 likely duplicates')
    """
    return f'{number} {noun}' if number == 1 else f'{number} {noun}s'
