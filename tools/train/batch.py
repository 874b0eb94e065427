"""Examples → tensors. Tokens of several documents lie in one row; see net."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from svodka.tag.names_model import TAGS
from svodka.tag.natasha_files import Navec
from torch import Tensor

from tools.train.features import Example

GAP = 4  # empty places between sentences, at least the longest dilation
LONGEST = 90  # tokens of a sentence that the CRF sees at a time in training; its loop is the slowest part


@dataclass
class Batch:
    """n tokens. `place` is a token's place in the row with gaps, which has `length` places; `head` is n for a root;
    `group` is -1 outside groups; `sentence` holds indices of tokens, sentences × longest, the longest first, -1 behind
    the end."""

    vectors: Tensor
    shape: Tensor
    letters: Tensor
    dictionary: Tensor
    states: Tensor
    head: Tensor
    relation: Tensor
    place: Tensor
    length: int
    group: Tensor
    groups: int
    flags: Tensor
    sentence: Tensor
    gold: dict[str, Tensor]


def collate(examples: Sequence[Example], navec: Navec, dictionary: npt.NDArray[np.uint8]) -> Batch:
    """Examples of one corpus as a batch."""
    offsets = np.cumsum([0] + [len(e) for e in examples])
    total = int(offsets[-1])
    vector = np.concatenate([e.vector for e in examples])
    place = np.empty(total, np.int64)
    heads, groups, pieces = [], [], []
    at, group = GAP, 0
    for example, offset in zip(examples, offsets.tolist(), strict=False):
        for a, b in zip(example.borders[:-1].tolist(), example.borders[1:].tolist(), strict=True):
            place[offset + a : offset + b] = np.arange(at, at + b - a)
            at += b - a + GAP
        pieces += [(offset + a, offset + b) for a, b in _pieces(example)]
        heads.append(np.where(example.head < 0, total, example.head + offset))
        groups.append(np.where(example.group < 0, -1, example.group + group))
        group += int(example.group.max(initial=-1)) + 1
    pieces.sort(key=lambda p: p[0] - p[1])
    sentence = np.full((len(pieces), pieces[0][1] - pieces[0][0]), -1, np.int64)
    for row, (a, b) in enumerate(pieces):
        sentence[row, : b - a] = np.arange(a, b)

    def joined(parts: list[Any], kind: type) -> Tensor:
        return torch.from_numpy(np.concatenate(parts).astype(kind))

    flags = np.unpackbits(dictionary[vector, None], axis=1, bitorder='little').astype(np.float32)
    gold = {layer: torch.from_numpy(np.concatenate([e.gold[layer] for e in examples])) for layer in examples[0].gold}
    return Batch(
        vectors=torch.from_numpy(navec.vectors(vector)),
        shape=joined([e.shape for e in examples], np.int64),
        letters=joined([e.letters for e in examples], np.int64),
        dictionary=torch.from_numpy(flags),
        states=joined([e.states for e in examples], np.float32),
        head=joined(heads, np.int64),
        relation=joined([e.relation for e in examples], np.int64),
        place=torch.from_numpy(place),
        length=at,
        group=joined(groups, np.int64),
        groups=group,
        flags=joined([e.flags for e in examples], np.float32),
        sentence=torch.from_numpy(sentence),
        gold=gold,
    )


def _pieces(example: Example) -> Iterator[tuple[int, int]]:
    """Sentences, long ones in pieces that cut no gold span."""

    def inside(token: int) -> bool:
        return any(TAGS[layer][tags[token]][0] == 'I' for layer, tags in example.gold.items())

    for start, stop in zip(example.borders[:-1].tolist(), example.borders[1:].tolist(), strict=True):
        first = start
        while stop - first > LONGEST:
            cut = next((c for c in range(first + LONGEST, first + 1, -1) if not inside(c)), first + LONGEST)
            yield first, cut
            first = cut
        yield first, stop


def batches(examples: Sequence[Example], size: int, rng: random.Random) -> list[list[Example]]:
    """Examples in random order, some `size` tokens together."""
    out: list[list[Example]] = [[]]
    total = 0
    for example in rng.sample(list(examples), len(examples)):
        if out[-1] and total + len(example) > size:
            out.append([])
            total = 0
        out[-1].append(example)
        total += len(example)
    return out
