"""Makes the prices of a letter after another from the words of natasha's vectors and how often news has them.

    python -m tools.train.letters

The vocabulary of navec (https://github.com/natasha/navec, MIT) is 250,000 words of a thousand million of Russian news,
with counts. A pair of letters costs −log of how often the second follows the first, words without regard to case, ё as
е; so that no pair is impossible, a little of the price of the second letter alone is mixed in.
"""

from __future__ import annotations

import gzip
import json
import re
import tarfile
from collections.abc import Iterable
from itertools import pairwise
from math import log
from pathlib import Path

import numpy as np
from svodka.read.letters import EDGE, MODEL
from svodka.tag.files import model_folder
from svodka.tag.natasha_files import EMBEDDINGS

LETTERS = EDGE + 'абвгдежзийклмнопрстуфхцчшщъыьэюя'
MIXED_IN = 0.01
"""The share of the second letter alone: abbreviations hold any two."""


def prices(words: Iterable[tuple[str, int]]) -> list[list[float]]:
    """The price in nats of each of LETTERS (column) after each (row), from words and how often each occurs."""
    pairs = {a: dict.fromkeys(LETTERS, 0) for a in LETTERS}
    for word, count in words:
        for part in re.findall('[а-я]+', word.lower().replace('ё', 'е')):
            spelt = EDGE + part + EDGE
            for a, b in pairwise(spelt):
                pairs[a][b] += count
    alone = {b: sum(row[b] for row in pairs.values()) for b in LETTERS}
    total = sum(alone.values())

    def nats(row: dict[str, int], b: str) -> float:
        return round(-log((1 - MIXED_IN) * row[b] / sum(row.values()) + MIXED_IN * alone[b] / total), 2)

    return [[nats(pairs[a], b) for b in LETTERS] for a in LETTERS]


def read_counts(path: Path) -> list[tuple[str, int]]:
    """The words of a navec file and how often each stood in the texts that it was made of."""
    with tarfile.open(path) as tar:
        packed = tar.extractfile('vocab.bin')
        assert packed
        vocabulary = gzip.decompress(packed.read())
    size = int(np.frombuffer(vocabulary, np.uint32, 1)[0])
    counts = np.frombuffer(vocabulary, np.uint32, size, offset=4).tolist()
    return list(zip(vocabulary[4 + 4 * size :].decode().splitlines(), counts, strict=True))


def main() -> None:
    rows = prices(read_counts(model_folder() / EMBEDDINGS))
    table = ',\n'.join(json.dumps(row) for row in rows)
    MODEL.write_text(f'{{"letters": "{LETTERS}",\n"prices": [\n{table}\n]}}\n', encoding='utf-8')


if __name__ == '__main__':
    main()
