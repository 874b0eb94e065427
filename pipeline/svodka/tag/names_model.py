"""The file of the names model: its numbers, the tags that it gives, and which tag may follow which."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
import numpy.typing as npt

from svodka.tag.natasha_files import Floats
from svodka.tag.winograd import transformed

MODEL = Path(__file__).parent.parent / 'models' / 'names.npz'
VERSION = 1
IMPOSSIBLE = -1e4
# What the beginning of a name is worth beyond its score. A CRF trained for likelihood finds too few names and joins
# neighbours; on NEREL dev .4 to 1.3 give .2 to .3 points more exact F1.
BEGINNING = np.float32(0.8)

# The tags of each head; the first two are decoded, the others only help in training.
TAGS: dict[str, tuple[str, ...]] = {
    'names': ('O', 'B-PER', 'I-PER', 'B-LOC', 'I-LOC', 'B-ORG', 'I-ORG'),
    'roles': ('O', 'B-ROLE', 'I-ROLE'),
    'dates': ('O', 'B-DATE', 'I-DATE'),
    'marks': ('O', 'B-NAME', 'I-NAME'),
    'others': (
        'O',
        *(
            f'{p}-{t}'
            for t in (
                'FAC',
                'ART',
                'PRODUCT',
                'EVENT',
                'AWARD',
                'LAW',
                'NATION',
                'FAMILY',
                'AGE',
                'TIME',
                'MONEY',
                'IDEA',
            )
            for p in 'BI'
        ),
    ),
}
DECODED = ('names', 'roles')


@dataclass(frozen=True, slots=True)
class Layer:
    """x + a · relu(b), where a and b are the halves of bias + weight times the shift + scale · x of the tokens
    `dilation` before, here and `dilation` behind; `weight` is 6 × hidden × 2·hidden, see winograd."""

    dilation: int
    scale: Floats
    shift: Floats
    weight: Floats
    bias: Floats


@dataclass(frozen=True, slots=True)
class Model:
    """The numbers of a model file as float32; `dictionary` is a byte of flags for each of the vectors' words."""

    dictionary: npt.NDArray[np.uint8]
    shape: Floats
    letter: Floats
    letters: Floats
    letters_bias: Floats
    word: Floats
    word_bias: Floats
    governor: Floats
    relation: Floats
    state: Floats
    remember: Floats
    remember_bias: Floats
    recall: Floats
    out: Floats
    out_bias: Floats
    layers: tuple[Layer, ...]
    chains: tuple[tuple[Floats, Floats], ...]


def read_model(path: Path = MODEL) -> Model:
    """The model in a file that `tools.train` wrote; ValueError if it is of another make."""
    with np.load(path, allow_pickle=False) as file:
        a = {k: v.astype(np.float32) if v.dtype == np.float16 else v for k, v in file.items()}
    if int(a['version']) != VERSION:
        raise ValueError(f'{path}: names model of version {a["version"]}, expected {VERSION}')
    a['out_bias'] = a['out_bias'] + beginnings()
    parts = ('scale', 'shift', 'weight', 'bias')
    for i in range(len(a['dilations'])):
        taps = a[f'layer{i}_weight']
        a[f'layer{i}_weight'] = transformed(taps.reshape(3, -1, taps.shape[1]))
    layers = tuple(Layer(int(d), *(a[f'layer{i}_{part}'] for part in parts)) for i, d in enumerate(a['dilations']))
    chains = tuple(chain(TAGS[head], a[f'{head}_transitions']) for head in DECODED)
    plain = {f.name: a[f.name] for f in fields(Model) if f.name in a}
    return Model(**plain, layers=layers, chains=chains)


def beginnings() -> Floats:
    """What is added to the scores of the decoded heads' tags."""
    worth = [BEGINNING * (head == 'names' and tag[0] == 'B') for head in DECODED for tag in TAGS[head]]
    return np.array(worth, np.float32)


def model_hash(path: Path = MODEL) -> str:
    """What tells one model file from another: the SHA-256 of its bytes."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def chain(tags: Sequence[str], score: Floats) -> tuple[Floats, Floats]:
    """Transitions and beginnings of a CRF over BIO tags: I never follows what it cannot continue.

    >>> chain(('O', 'B-X', 'I-X'), np.zeros((3, 3), np.float32))[0][:, 2].tolist()
    [-10000.0, 0.0, 0.0]
    """
    wrong = np.array([[b[0] == 'I' and a[1:] != b[1:] for b in tags] for a in tags])
    begins = np.array([IMPOSSIBLE if t[0] == 'I' else 0 for t in tags], np.float32)
    return (score + IMPOSSIBLE * wrong).astype(np.float32), begins
