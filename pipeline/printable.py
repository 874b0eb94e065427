"""Texts that are shown on a terminal and cannot steer it."""

from __future__ import annotations


def printable(text: str) -> str:
    """A text without control characters, escape sequences and marks of direction.

    >>> printable('a\\x1b[31mb')
    'a [31mb'
    """
    return ''.join(c if c.isprintable() else ' ' for c in text)
