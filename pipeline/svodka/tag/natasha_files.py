"""The models that natasha ships, read from its files: none of natasha's, slovnet's or navec's code is run.

slovnet's networks (https://github.com/natasha/slovnet, MIT) are tar files: `model.json` is a tree in which a leaf
`{shape, dtype, array: N}` stands for the numbers in `arrays/N.bin`; `vocabs/*.gz` hold one item a line. navec's word
vectors (https://github.com/natasha/navec, MIT) are quantised: 100 bytes a word, each the index of a centroid of three
numbers, 300 numbers in all.
"""

from __future__ import annotations

import gzip
import io
import json
import mmap
import tarfile
from bisect import bisect_left
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from svodka.cache import keep
from svodka.tag.files import model_folder

Floats = npt.NDArray[np.float32]
EMBEDDINGS = 'emb/navec_news_v1_1B_250K_300d_100q.tar'
PROTOCOL = 1
CENTROIDS = 256  # a centroid's index is one byte


class Vocabulary:
    """The rows of words, found by their hashes, `index[0]` in order; `index[1]` are the rows.

    A dict of the 250,000 words takes 35 MB and six times as long to make. That a word which is not there has the hash
    of one that is, of 64 bits, happens once in 10^13 words.
    """

    def __init__(self, index: npt.NDArray[np.uint64]) -> None:
        self.hashes, self.rows = (memoryview(part) for part in index)  # their items are Python's numbers

    def __len__(self) -> int:
        return len(self.rows)

    def row(self, word: str) -> int | None:
        """The row of a word, None if it is not there."""
        wanted = _hash(word)
        at = bisect_left(self.hashes, wanted)
        return self.rows[at] if at < len(self.rows) and self.hashes[at] == wanted else None


def _hash(word: str) -> int:
    """64 bits that are the same in every process, as Python's own hashes of strings are not."""
    return int.from_bytes(blake2b(word.encode('utf-8', 'surrogatepass'), digest_size=8).digest(), 'little')


def word_index(words: Sequence[str]) -> npt.NDArray[np.uint64]:
    """The index of a vocabulary: the hashes of its words in order, and the row of each."""
    hashes = np.fromiter(map(_hash, words), np.uint64, len(words))
    order = np.argsort(hashes, kind='stable')
    return np.stack([hashes[order], order.astype(np.uint64)])


@dataclass(frozen=True, slots=True)
class Navec:
    """Quantised word vectors. `words` knows the rows of lower-case words; what is not there is row `unknown`.

    `indexes` is words × 100 bytes, `codes` 100 × 256 × 3 numbers.
    """

    id: str
    words: Vocabulary
    unknown: int
    indexes: npt.NDArray[np.uint8]
    codes: Floats

    def vectors(self, ids: npt.NDArray[np.int32]) -> Floats:
        """The vectors of words by id, n × 300."""
        first = np.arange(len(self.codes), dtype=np.int32) * CENTROIDS
        return np.take(self.codes.reshape(-1, self.codes.shape[2]), self.indexes[ids] + first, 0).reshape(len(ids), -1)


@dataclass(frozen=True, slots=True)
class Layer:
    """A convolution over three neighbours, ReLU, and the batch norm behind it as one multiplication and addition.

    `weight` is 3 × in × out: the taps for the token before, the token itself and the token after.
    """

    weight: Floats
    bias: Floats
    scale: Floats
    shift: Floats


@dataclass(frozen=True, slots=True)
class Network:
    """One of slovnet's networks: three layers over words and shapes, and a head that differs from task to task."""

    id: str
    layers: tuple[Layer, ...]
    shape_vectors: Floats
    head: Any
    vocabularies: dict[str, list[str]]


def read_words(path: Path) -> list[str]:
    """The words of a navec file, in the order of their rows."""
    with tarfile.open(path) as tar:
        return _words(tar)


def _words(tar: tarfile.TarFile) -> list[str]:
    packed = gzip.decompress(_member(tar, 'vocab.bin'))
    size = int(np.frombuffer(packed, np.uint32, 1)[0])
    return packed[4 + 4 * size :].decode().splitlines()


def read_navec(path: Path) -> Navec:
    """The word vectors in a navec file, mapped where they lie: all processes share them, and none reads them all."""
    with tarfile.open(path) as tar:
        meta = json.loads(_member(tar, 'meta.json'))
        start = tar.getmember('pq.bin').offset_data
    with path.open('rb') as file:
        numbers = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    count, _, chunks, _ = np.frombuffer(numbers, np.uint32, 4, start).tolist()
    indexes = np.frombuffer(numbers, np.uint8, count * chunks, start + 16).reshape(count, chunks)
    codes = np.frombuffer(numbers, np.float32, chunks * CENTROIDS * 3, start + 16 + count * chunks)
    words = Vocabulary(_index_of(path))
    unknown = words.row('<unk>')
    if unknown is None or len(words) != count:
        raise ValueError(f'{path}: {count} vectors, but {len(words)} words')
    return Navec(meta['id'], words, unknown, indexes, codes.reshape(chunks, CENTROIDS, -1).copy())


def _index_of(path: Path) -> npt.NDArray[np.uint64]:
    """The index of a navec file's words, from the cache; making it takes 0.5 s."""
    found = path.stat()
    name = f'words-{found.st_size:x}-{found.st_mtime_ns:x}.npy'

    def data() -> bytes:
        file = io.BytesIO()
        np.save(file, word_index(read_words(path)), allow_pickle=False)
        return file.getvalue()

    kept = keep(name, data)
    if kept is not None:
        with suppress(OSError, ValueError):
            index: npt.NDArray[np.uint64] = np.load(kept, mmap_mode='r', allow_pickle=False).view(np.ndarray)
            if index.dtype == np.uint64 and index.shape == (2, index.size // 2):
                return index
    return word_index(read_words(path))


def read_network(task: str, folder: Path | None = None) -> Network:
    """slovnet's network for a task: morph, syntax or ner."""
    with tarfile.open((folder or model_folder()) / f'model/slovnet_{task}_news_v1.tar') as tar:
        meta = json.loads(_member(tar, 'meta.json'))
        if meta['protocol'] != PROTOCOL:
            raise ValueError(f'{tar.name!r}: protocol {meta["protocol"]}, expected {PROTOCOL}')
        tree = _numbers(tar, json.loads(_member(tar, 'model.json')))
        names = [n for n in tar.getnames() if n.startswith('vocabs/') and not n.endswith('/word.gz')]
        vocabularies = {Path(n).stem: gzip.decompress(_member(tar, n)).decode().splitlines() for n in names}
    layers = tuple(_layer(layer) for layer in tree['encoder']['layers'])
    head = {k: v for k, v in tree.items() if k not in ('emb', 'encoder')}
    return Network(meta['id'], layers, tree['emb']['shape']['weight'], head, vocabularies)


def _layer(tree: Any) -> Layer:
    norm = tree['norm']
    scale = norm['weight'] / norm['std']
    weight = np.ascontiguousarray(tree['conv']['weight'].transpose(2, 1, 0))
    return Layer(weight, tree['conv']['bias'], scale, norm['bias'] - norm['mean'] * scale)


def _numbers(tar: tarfile.TarFile, tree: Any) -> Any:
    """The tree with its leaves replaced by their arrays, by None where they are not in the file (navec)."""
    if isinstance(tree, list):
        return [_numbers(tar, x) for x in tree]
    if not isinstance(tree, dict):
        return tree
    if 'shape' in tree and 'dtype' in tree:
        if 'array' not in tree:
            return None
        return np.frombuffer(_member(tar, f'arrays/{tree["array"]}.bin'), tree['dtype']).reshape(tree['shape']).copy()
    return {k: _numbers(tar, v) for k, v in tree.items()}


def _member(tar: tarfile.TarFile, name: str) -> bytes:
    file = tar.extractfile(name)
    if file is None:
        raise FileNotFoundError(f'{tar.name!r} has no {name}')
    return file.read()
