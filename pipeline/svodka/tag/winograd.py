"""Convolutions over three neighbours with half of the multiplications: Winograd's F(4, 3).

Four neighbouring outputs are made of six inputs by six products in place of twelve: y = Aᵀ((G g) · (Bᵀ d)), d being the
inputs and g the taps (A. Lavin, S. Gray, Fast Algorithms for Convolutional Neural Networks, 2015,
https://arxiv.org/abs/1509.09308). G is applied to the weights once, Bᵀ and Aᵀ by the loops `fold` and `unfold…`.
The loop `grouped` says which tokens each group sees, n × 6, -1 where there is none. Groups go on over borders, with as
many places between as the dilation; `joined[t]` says that tokens t - 1 and t are neighbours:

    >>> from svodka.tag.plain import grouped
    >>> grouped(np.array([False, True, True, False, True]), 1).tolist()
    [[-1, 0, 1, 2, -1, 3], [-1, 3, 4, -1, -1, -1]]

Rounding. What is added up on the way is larger than the result, so that an output is rounded more coarsely than that of
a plain sum. Over n channels it is off by at most GROWTH · (n + 12) · 2⁻²⁴ · Σ max|d| · max|g| (the sum over channels of
the largest input and the largest tap), a plain sum by 3 · (n + 2) · 2⁻²⁴ of the same. That is the worst case: in the
tagger's layers outputs are off by at most 4e-6 of the largest. How a token is rounded depends on its place in its group
and on the block's size, hence on its document and on nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from svodka.tag.natasha_files import Floats

INPUTS = 6  # tokens that a group sees; it makes the middle four of them
BLOCK = 64  # groups that are multiplied at a time: what they need stays in the processor's cache
INPUT = np.array(
    [[4, 0, -5, 0, 1, 0], [0, -4, -4, 1, 1, 0], [0, 4, -4, -1, 1, 0], [0, -2, -1, 2, 1, 0], [0, 2, -1, -2, 1, 0],
     [0, 4, 0, -5, 0, 1]], np.float64,
)  # fmt: skip
"""Bᵀ, for points 0, 1, -1, 2, -2 and infinity."""
TAPS = np.array(
    [[1 / 4, 0, 0], [-1 / 6, -1 / 6, -1 / 6], [-1 / 6, 1 / 6, -1 / 6], [1 / 24, 1 / 12, 1 / 6],
     [1 / 24, -1 / 12, 1 / 6], [0, 0, 1]], np.float64,
)  # fmt: skip
"""G."""
OUTPUT = np.array([[1, 1, 1, 1, 1, 0], [0, 1, -1, 2, -2, 0], [0, 1, 1, 4, 4, 0], [0, 1, -1, 8, -8, 1]], np.float64)
"""Aᵀ."""
GROWTH = float((abs(OUTPUT) @ (abs(TAPS).sum(1) * abs(INPUT).sum(1))).max())
"""How much larger than max|d| · max|g| what is added up for an output may be in all: 3 for a plain sum."""

Ints = npt.NDArray[np.int32]


def transformed(weight: Floats) -> Floats:
    """The weights of the six products, 6 × in × out, from those of the three taps, 3 × in × out."""
    folded: Floats = np.einsum('kt,tio->kio', TAPS, weight.astype(np.float64)).astype(np.float32)
    return folded


class Space:
    """Where inputs and products of a block of groups stand, kept from one block to the next."""

    def __init__(self) -> None:
        self._kept = [np.empty(0, np.float32), np.empty(0, np.float32)]

    def of(self, which: int, count: int, width: int) -> Floats:
        """6 × count × width numbers, good until this is asked for again."""
        size = INPUTS * count * width
        if len(self._kept[which]) < size:
            self._kept[which] = np.empty(size, np.float32)
        return self._kept[which][:size].reshape(INPUTS, count, width)

    def products(self, loops: ModuleType, x: Floats, seen: Ints, weight: Floats) -> Iterator[tuple[Floats, Ints]]:
        """The products of the groups `seen` of rows of x (6 × groups × out), block by block with the block's groups."""
        for start in range(0, len(seen), BLOCK):
            some = seen[start : start + BLOCK]
            inputs = self.of(0, len(some), x.shape[1])
            loops.fold(x, some, inputs)
            yield np.matmul(inputs, weight, out=self.of(1, len(some), weight.shape[2])), some
