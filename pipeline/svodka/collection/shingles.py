"""What a text is compared by: its words in overlapping runs (shingles), and a MinHash sketch of them.

A sketch is made where a text is read, so it depends on that text alone; svodka.collection.reprints compares them.
Broder, On the resemblance and containment of documents, 1997.
"""

from __future__ import annotations

import re

from svodka.lexicons import fold

RUN = 4
"""Words of a shingle."""
FEWEST = 25
"""A text of fewer words is compared with none: «Подробности позже» says nothing."""
VALUES, SEED = 128, 1
"""Values of a sketch, 32 bits each, and what their hashes begin with."""
_WORD = re.compile(r'[^\W_]+')
_CUT = re.compile(r'(?<=[а-яё])-[ \t]{0,9}\r?\n[ \t]{0,9}(?=[а-яё])')


def words_of(text: str) -> list[str]:
    """The words and figures of a text, whatever their case, line ends and marks.

    >>> words_of('Объ-\\nём — 1,5 т')
    ['объем', '1', '5', 'т']
    """
    return _WORD.findall(fold(_CUT.sub('', text)))


def shingles_of(words: list[str]) -> set[str]:
    """The runs of words, each once."""
    return set(map(' '.join, zip(*(words[i:] for i in range(RUN)), strict=False)))


def sketch(text: str) -> bytes:
    """VALUES numbers of 32 bits, the lowest byte first; empty for a text that is too short."""
    words = words_of(text)
    if len(words) < FEWEST:
        return b''
    from rensa import RMinHash  # here, as it is compiled code that only a reading process needs

    values = RMinHash(num_perm=VALUES, seed=SEED)
    values.update(list(shingles_of(words)))  # their order does not matter
    return b''.join(value.to_bytes(4, 'little') for value in values.digest())
