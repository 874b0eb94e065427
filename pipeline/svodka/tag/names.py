"""Names and positions by svodka's own model: a gated convolutional net of four layers, read from models/names.npz.

It sees the word (vector, shape, letters, what dictionaries say of it), the hidden states of slovnet's three models, the
word's governor, and what the other occurrences of the word in the document look like. `tools.train` makes the file;
models/names.md says from what and how good it is. What depends on a word alone is computed once a word and kept in a
table; the rest is a few products of matrices, 0.5 MFLOP a token.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import repeat
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from svodka.model import Span
from svodka.tag.loops import Loops
from svodka.tag.names_model import DECODED, TAGS, Model
from svodka.tag.natasha_files import Floats, Navec
from svodka.tag.vocabulary import BLOCKS, Ints, distinct, rounds_alike
from svodka.tag.winograd import Space

if TYPE_CHECKING:
    from svodka.tag.encode import Encoded

Flags = npt.NDArray[np.bool_]

MAX_WORDS = 40_960  # words in the table, about 1 KB each
MEMORY_LAYER = 2  # layers before the one that sees the word's other occurrences

# Letters that the net tells apart, numbered from 2: 1 is any other, 0 is none. Of a longer word its two ends are read.
LETTERS = (
    'абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ'
    'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.,«»"()№\''
)
LETTER = {letter: i + 2 for i, letter in enumerate(LETTERS)}
SHORT = 2  # letters of a word that is told apart in capitals only: «ЦБ»
READ_LETTERS = 14


def characters(word: str) -> list[int]:
    """The numbers of the letters that the net reads of a word.

    >>> characters('ООН')[:4]
    [50, 50, 49, 0]
    """
    if len(word) > READ_LETTERS:
        word = word[: READ_LETTERS // 2] + word[-(READ_LETTERS // 2) :]
    return [LETTER.get(c, 1) for c in word] + [0] * (READ_LETTERS - len(word))


def stem(word: str) -> str:
    """What the forms of a word have in common, roughly; empty for what is no word or too short to be told apart.

    >>> [stem(w) for w in ('Мирзиёева', 'Мирзиёевым', 'ЦБ', 'не', '2025')]
    ['мирзиее', 'мирзиеев', 'цб', '', '']
    """
    if not word[:1].isalpha() or len(word) == 1 or (len(word) == SHORT and not word.isupper()):
        return ''
    return word.lower().replace('ё', 'е')[: max(4, len(word) - 2)]


class WordTable(dict[str, int]):
    """Word → its row in tables of what the net computes from a word alone; at most MAX_WORDS, then all are forgotten.

    `own` is what a word adds to itself and `governed` what it adds to the words that it governs, each MAX_WORDS ×
    hidden; `stem` numbers the words' stems (0 for none); `lower` tells words in lower case.
    """

    def __init__(self, model: Model, navec: Navec, space: Space) -> None:
        super().__init__()
        self.model, self.navec, self.space = model, navec, space
        self.loops = Loops('svodka.tag.names_kernels', 'svodka.tag.names_plain')
        self.own, self.governed = (np.empty((MAX_WORDS, model.word.shape[1]), np.float32) for _ in range(2))
        self.stem, self.lower = np.zeros(MAX_WORDS, np.int32), np.zeros(MAX_WORDS, np.bool_)
        self.stems = {'': 0}
        self.weights = [np.ascontiguousarray(w.T) for w in (model.word, model.governor, model.letters)]
        self.block = next(b for b in BLOCKS if b == BLOCKS[-1] or all(rounds_alike(w, b) for w in self.weights))

    def rows(self, words: Sequence[str], vector: Ints, shape: Ints) -> Ints:
        """The rows of at most MAX_WORDS words with the ids of their vectors and shapes; good until the next call."""
        rows = np.fromiter(map(self.get, words, repeat(-1)), np.int32, len(words))
        if rows.min(initial=0) >= 0:
            return rows
        new = {words[i]: i for i in np.flatnonzero(rows < 0).tolist()}
        if not self.has_room(len(new)):
            new = {w: i for i, w in enumerate(words)}
        at = np.fromiter(new.values(), np.int32, len(new))
        self.learn(list(new), vector[at], shape[at])
        return np.fromiter(map(self.__getitem__, words), np.int32, len(words))

    def has_room(self, count: int) -> bool:
        """Whether so many new words have room; if they had not, all that was known is forgotten."""
        room = len(self) + count <= MAX_WORDS
        if not room:
            self.forget()
        return room

    def forget(self) -> None:
        """Empties the table."""
        self.clear()
        self.stems = {'': 0}

    def learn(self, words: Sequence[str], vector: Ints, shape: Ints) -> None:
        """Fills rows for new words, cheapest for many at once. There must be room."""
        for start in range(0, len(words), self.block):
            part = slice(start, start + self.block)
            self._add(words[part], vector[part], shape[part])

    def flags(self, word: str) -> int | None:
        """The dictionary's flags of a word in lower case, None if it has no vector."""
        row = self.navec.words.row(word)
        return None if row is None else int(self.model.dictionary[row])

    def _add(self, words: Sequence[str], vector: Ints, shape: Ints) -> None:
        """Fills rows for at most `block` new words, which are the columns of the products: see words.BLOCKS."""
        m, first, size = self.model, len(self), len(words)
        rows = slice(first, first + size)
        letters = np.zeros((self.block, READ_LETTERS), np.int64)
        letters[:size] = [characters(w) for w in words]
        vectors = self.navec.vectors(vector)
        flags = np.unpackbits(m.dictionary[vector, None], axis=1, bitorder='little')
        known = np.zeros((self.block, len(m.word)), np.float32)
        known[:size, : -m.letters.shape[1]] = np.concatenate([vectors, m.shape[shape], flags], 1)
        known[:, -m.letters.shape[1] :] = self._spelling(letters)
        word, governor, _ = self.weights
        self.own[rows] = (word @ known.T).T[:size] + m.word_bias
        self.governed[rows] = (governor @ np.ascontiguousarray(known[:, : vectors.shape[1]]).T).T[:size]
        for row, text in enumerate(words, first):
            self[text] = row
            self.stem[row] = self.stems.setdefault(stem(text), len(self.stems))
            self.lower[row] = text.islower()

    def _spelling(self, letters: npt.NDArray[np.int64]) -> Floats:
        """A convolution over three letters and the highest value of each of its columns."""
        padded = np.pad(self.model.letter[letters], ((0, 0), (1, 1), (0, 0)))
        three = [padded[:, i : i + 3].reshape(len(letters), -1) for i in range(READ_LETTERS)]
        highest = self.weights[2] @ three[0].T
        for part in three[1:]:
            np.maximum(highest, self.weights[2] @ part.T, out=highest)
        spelling: Floats = np.maximum(highest.T + self.model.letters_bias, 0)
        return spelling


def find_spans(table: WordTable, words: Sequence[str], encoded: Encoded, joined: Flags, offset: int = 0) -> list[Span]:
    """Names and positions among consecutive tokens of a document, in order.

    `joined[t]` says that token t is in the sentence of token t - 1; `offset` is the first token's index in the
    document.
    """
    borders = np.append(np.flatnonzero(~joined), len(joined)).astype(np.int32)
    if borders[0] != 0:
        borders = np.append(np.int32(0), borders)
    table.loops.count(len(words))
    emissions = score(table, words, encoded, borders, offset)
    found: list[Span] = []
    column = 0
    for head, (transitions, begins) in zip(DECODED, table.model.chains, strict=True):
        tags = np.empty(len(words), np.int8)
        table.loops.now.best_tags(emissions[:, column : column + len(begins)], borders, transitions, begins, tags)
        found += bio_spans(tags.tolist(), TAGS[head], offset)
        column += len(begins)
    return sorted(found, key=lambda s: (s.first, s.last, s.type))


def score(table: WordTable, words: Sequence[str], encoded: Encoded, borders: Ints, offset: int = 0) -> Floats:
    """The scores of the decoded heads' tags, side by side, n × 10; sentences are [borders[s], borders[s + 1])."""
    m, n, loops = table.model, len(words), table.loops.now
    rows = table.rows(words, encoded.vector, encoded.shape)
    x = np.concatenate([encoded.morph, encoded.syntax, encoded.ner, encoded.emissions], 1) @ m.state
    governor = np.where(encoded.head < 0, -1, encoded.head - offset).astype(np.int32)
    governor[governor >= n] = -1
    loops.add_words(table.own, table.governed, rows, governor, m.relation, encoded.relation, x)
    spare = np.empty_like(x)
    sizes = np.diff(borders)
    first = np.repeat(borders[:-1], sizes)
    joined = first < np.arange(n)
    seen = {dilation: loops.grouped(joined, dilation) for dilation in {layer.dilation for layer in m.layers}}
    for number, layer in enumerate(m.layers):
        if number == MEMORY_LAYER:
            _recall(table, rows, first, x)
        scaled = x * layer.scale
        scaled += layer.shift
        for products, some in table.space.products(loops, scaled, seen[layer.dilation], layer.weight):
            loops.unfold_gated(products, some, layer.bias, x, spare)
        x, spare = spare, x
    emissions: Floats = x @ m.out + m.out_bias
    return emissions


def _recall(table: WordTable, rows: Ints, first: Ints, x: Floats) -> None:
    """Adds to x what the other words of a stem in the document look like, of stems that occur capitalised."""
    m, group, flags = table.model, *stem_groups(table.stem[rows], table.lower[rows], first == np.arange(len(rows)))
    here = np.flatnonzero(group >= 0)
    if len(here):
        seen = np.empty((len(here), len(m.remember_bias)), np.float32)
        values = np.maximum(x[here] @ m.remember + m.remember_bias, 0)
        total = np.zeros((int(group.max()) + 1, values.shape[1]), np.float32)
        table.loops.now.mean_of_others(values, group[here].astype(np.int32), total, seen)
        x[here] += np.concatenate([seen, flags[here]], 1) @ m.recall


def stem_groups(stems: Ints, lower: Flags, begins: Flags) -> tuple[npt.NDArray[np.intp], Floats]:
    """The group of each token, -1 for none, and three flags.

    A group is two or more tokens with one stem, one of which at least is not in lower case. The flags say that another
    one of the group is in lower case, that another one is capitalised within a sentence, and that there is a group.
    """
    _, group = distinct(stems)
    size = int(group.max()) + 1 if len(group) else 0
    lows, capitals = np.bincount(group[lower], minlength=size), np.bincount(group[~lower], minlength=size)
    inner = ~lower & ~begins
    inside = np.bincount(group[inner], minlength=size)
    wanted = (stems > 0) & ((lows + capitals > 1) & (capitals >= 1))[group]
    flags = np.stack([lows[group] > lower, inside[group] > inner, wanted], 1)
    return np.where(wanted, group, -1), flags.astype(np.float32)


def bio_spans(tags: Sequence[int], names: Sequence[str], offset: int = 0) -> list[Span]:
    """The spans of BIO tags, in which I only follows its own type."""
    found: list[Span] = []
    for i in np.flatnonzero(np.asarray(tags)).tolist():
        name = names[tags[i]]
        if name[0] == 'B':
            found.append(Span(offset + i, offset + i + 1, name[2:]))
        else:
            found[-1] = Span(found[-1].first, offset + i + 1, found[-1].type)
    return found
