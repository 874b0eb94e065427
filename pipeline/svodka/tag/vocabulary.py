"""Words → ids and rows of the first layer.

The first layer of the three networks sees a word's vector and shape and nothing else, so that its products with the
three taps are computed once a word, not once a token: a row of the table holds them for all networks and taps.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from svodka.tag.natasha_files import Floats, Navec, Network

Ints = npt.NDArray[np.int32]

MAX_ROWS = 24_576  # 9 KB each: at most 226 MB; with 16,384 twice as many words of news are computed again
KEPT = 3 / 4  # of the rows, when the table is full; the rest is for the words of the next call
MAX_WORDS = 1 << 17  # distinct words whose ids are remembered
# Words multiplied at a time: always as many, and in the widest way that rounds them all alike, so that a word has the
# same row whatever is looked up with it. BLAS may round a column by its place in the matrix: of OpenBLAS's kernels
# those for processors without AVX-512 do, in all but the first sixteen.
BLOCKS = (96, 16)

PUNCTUATION = '!#$%&()[]\\/*+,.:;<=>?@^_{|}~-‐−‒⁃–—―`"\'«»„“ʼʻ”№…'
KIND = re.compile(rf'(?P<RU>[а-яё]+)|(?P<EN>[a-z]+)|(?P<NUM>[+-]?\d+)|(?P<PUNCT>[{re.escape(PUNCTUATION)}]+)', re.I)


def word_shape(word: str) -> str:
    """The alphabet and outline of a word, as slovnet names them.

    >>> [word_shape(w) for w in ('Уфа', 'ЕС', 'Санкт-Петербург', 'x', '2025', '«', '?!', 'β')]
    ['RU_Xx', 'RU_XX', 'RU_Xx-Xx', 'EN_x', 'NUM', 'PUNCT_«', 'PUNCT_OTHER', 'OTHER']
    """
    match = KIND.match(word)
    kind = match.lastgroup if match else 'OTHER'
    if kind == 'PUNCT':
        return f'PUNCT_{word}' if len(word) == 1 and word in PUNCTUATION else 'PUNCT_OTHER'
    return f'{kind}_{_outline(word)}' if kind in ('RU', 'EN') else str(kind)


def _outline(word: str) -> str:
    if len(word) == 1:
        return 'X' if word.isupper() else 'x'
    if word.isupper():
        return 'XX'
    if word.islower():
        return 'xx'
    if _is_title(word):
        return 'Xx'
    left, dash, right = word.partition('-')
    return 'Xx-Xx' if dash and _is_title(left) and _is_title(right) else 'OTHER'


def _is_title(word: str) -> bool:
    return len(word) > 1 and word[0].isupper() and word[1:].islower()


class Words(dict[str, int]):
    """Word → its number here, given at first sight, with the ids of its vector and shape by number.

    What is remembered is bounded: `make_room` forgets everything when too much is.
    """

    def __init__(self, navec: Navec, shapes: Sequence[str]) -> None:
        super().__init__()
        self.navec, self.shapes = navec, {shape: i for i, shape in enumerate(shapes)}
        self.vector, self.shape = np.empty(MAX_WORDS, np.int32), np.empty(MAX_WORDS, np.int32)

    def __missing__(self, word: str) -> int:
        number = len(self)
        row = self.navec.words.row(word.lower())
        self.vector[number] = self.navec.unknown if row is None else row
        self.shape[number] = self.shapes[word_shape(word)]
        self[word] = number
        return number

    def numbers(self, words: Sequence[str]) -> Ints:
        """The numbers of some words, which stay good until `make_room`."""
        return np.fromiter(map(self.__getitem__, words), np.int32, len(words))

    def make_room(self, count: int) -> bool:
        """Sees to it that `count` new words have room; True if all that was known is forgotten for it."""
        if len(self) + count <= MAX_WORDS:
            return False
        self.clear()
        return True


class Table:
    """The products of the first layers, a row for each pair of vector and shape that was seen: MAX_ROWS at most.

    `places[name]` is the first column of a network: its three taps stand side by side, the bias in the middle one.
    """

    def __init__(self, words: Words, networks: dict[str, Network]) -> None:
        self.words = words
        taps, shapes, bias, self.places, column = [], [], [], {}, 0
        for name, network in networks.items():
            first, depth = network.layers[0], network.shape_vectors.shape[1]
            width = first.weight.shape[2]
            taps += [tap[:-depth] for tap in first.weight]
            shapes += [network.shape_vectors @ tap[-depth:] for tap in first.weight]
            bias += [np.zeros(width, np.float32), first.bias, np.zeros(width, np.float32)]
            self.places[name], column = column, column + 3 * width
        self.taps = np.ascontiguousarray(np.concatenate(taps, 1).T)
        self.block = next(size for size in BLOCKS if rounds_alike(self.taps, size) or size == BLOCKS[-1])
        self.shapes: Floats = np.concatenate(shapes, 1) + np.concatenate(bias)
        self.rows = np.empty((MAX_ROWS, column), np.float32)
        self.uses = np.zeros(len(self.rows), np.int64)
        self.free = np.arange(len(self.rows))
        self.row_of_pair: dict[int, int] = {}
        self.row_of_word = np.full(MAX_WORDS, -1, np.int32)

    def prepare(self, numbers: Ints) -> None:
        """Sees to it that words by number have rows; at most (1 - KEPT) · MAX_ROWS distinct ones."""
        rows = self.row_of_word[numbers]
        if len(rows) and rows.min() < 0:
            if not self._add(numbers[rows < 0]):
                self._keep_the_most_used(int(KEPT * len(self.rows)))
                self._add(numbers[self.row_of_word[numbers] < 0])
            rows = self.row_of_word[numbers]
        self.uses += np.bincount(rows, minlength=len(self.rows))

    def rows_of(self, numbers: Ints) -> Ints:
        """The rows of words by number (at most (1 - KEPT) · MAX_ROWS distinct ones), good until the next `prepare`."""
        rows = self.row_of_word[numbers]
        if len(rows) and rows.min() < 0:
            self.prepare(numbers)
            rows = self.row_of_word[numbers]
        return rows

    def forget(self) -> None:
        """Empties the table."""
        self.row_of_pair.clear()
        self.free = np.arange(len(self.rows))
        self.row_of_word[:] = -1
        self.uses[:] = 0

    def _add(self, numbers: Ints) -> bool:
        """Fills rows for words by number; False if there is no room for them."""
        numbers, _ = distinct(numbers)
        pairs = (self.words.vector[numbers] * len(self.shapes) + self.words.shape[numbers]).tolist()
        new = list(dict.fromkeys(p for p in pairs if p not in self.row_of_pair))
        if len(new) > len(self.free):
            return False
        places, self.free = self.free[: len(new)], self.free[len(new) :]
        vector, shape = np.divmod(np.array(new, np.int32), len(self.shapes))
        for start in range(0, len(new), self.block):
            part = slice(start, min(start + self.block, len(new)))
            block = np.zeros((self.block, self.taps.shape[1]), np.float32)
            block[: part.stop - start] = self.words.navec.vectors(vector[part])
            self.rows[places[part]] = (self.taps @ block.T).T[: part.stop - start] + self.shapes[shape[part]]
        self.row_of_pair.update(zip(new, places.tolist(), strict=True))
        self.row_of_word[numbers] = [self.row_of_pair[p] for p in pairs]
        return True

    def _keep_the_most_used(self, count: int) -> None:
        """Forgets all rows but some; how often those were used then counts half."""
        taken = np.fromiter(self.row_of_pair.values(), np.int64, len(self.row_of_pair))
        lost = np.zeros(len(self.rows) + 1, np.bool_)
        lost[taken[np.argsort(-self.uses[taken], kind='stable')[count:]]] = True
        lost[-1] = True  # of words that have no row, -1
        self.row_of_word[lost[self.row_of_word]] = -1
        self.row_of_pair = {pair: row for pair, row in self.row_of_pair.items() if not lost[row]}
        self.free = np.concatenate([self.free, np.flatnonzero(lost[:-1])])
        self.uses //= 2
        self.uses[lost[:-1]] = 0


def distinct(values: npt.NDArray[Any]) -> tuple[npt.NDArray[Any], npt.NDArray[np.intp]]:
    """The different numbers in order, and which of them each is: `np.unique`, which loads half of numpy first."""
    ordered = np.sort(values)
    found = ordered[np.append(True, ordered[1:] != ordered[:-1])[: len(ordered)]]
    return found, found.searchsorted(values)


def rounds_alike(weights: Floats, columns: int) -> bool:
    """Whether BLAS gives equal columns for equal columns: weights (n × m) times m × `columns`, laid out as in Table."""
    vector = np.sin(np.arange(weights.shape[1], dtype=np.float32) ** 2)  # as good as random, which takes 20 ms to load
    products = weights @ np.tile(vector, (columns, 1)).T
    return bool((products == products[:, :1]).all())
