"""Ids: hashes of what they name, so that they are the same in every run and on every machine."""

from __future__ import annotations

import hashlib


def digest(*parts: object) -> str:
    """64 bits of a hash of the parts, as 16 hexadecimal digits.

    >>> digest('PER', 'иван петров')
    '73360c156b35b9de'
    """
    return hashlib.sha256('\0'.join([str(part) for part in parts]).encode('utf-8', 'replace')).hexdigest()[:16]
