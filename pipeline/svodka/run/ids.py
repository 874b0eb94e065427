"""Ids: hashes of what they name, so that they are the same in every run and on every machine."""

from __future__ import annotations

import hashlib
from typing import Literal

# The letter in front tells what an id is of, and keeps a spreadsheet from taking 6250278662570386 or 953229078388e603
# for a number, which it would round.
LETTERS = {'document': 'd', 'entity': 'e', 'mention': 'm', 'quotation': 'q', 'utterance': 'u'}
Kind = Literal['document', 'entity', 'mention', 'quotation', 'utterance']


def row_id(kind: Kind, *parts: object) -> str:
    """The id of a row: a letter for what it is, and 64 bits of a hash of the parts.

    >>> row_id('entity', 'PER', 'иван петров')
    'e73360c156b35b9de'
    """
    return LETTERS[kind] + digest(*parts)


def digest(*parts: object) -> str:
    """64 bits of a hash of the parts, as 16 hexadecimal digits.

    >>> digest('PER', 'иван петров')
    '73360c156b35b9de'
    """
    return hashlib.sha256('\0'.join([str(part) for part in parts]).encode('utf-8', 'replace')).hexdigest()[:16]
