"""The loops of `kernels` in numpy: the same numbers to the last bit, two to three times slower, and nothing to load.

Each adds up in the order in which its namesake does, for the order decides how a sum is rounded.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from svodka.tag.natasha_files import Floats

Ints = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]


def convolve_words(
    table: Floats, rows: Ints, first: int, joined: Flags, scale: Floats, shift: Floats, out: Floats
) -> None:
    """See kernels."""
    width = out.shape[1]
    products = table[rows, first : first + 3 * width]
    out[:] = products[:, width : 2 * width]
    inner = joined[1:, None]
    np.add(out[1:], products[:-1, :width], out=out[1:], where=inner)
    np.add(out[:-1], products[1:, 2 * width :], out=out[:-1], where=inner)
    np.maximum(out, 0, out=out)
    np.multiply(out, scale, out=out)
    np.add(out, shift, out=out)


def grouped(joined: Flags, dilation: int) -> Ints:
    """See kernels."""
    step = 4 * dilation
    place = np.arange(len(joined)) + dilation * np.cumsum(~joined)
    place -= place[0]
    steps = -(-int(place[-1] + 1) // step)
    token = np.full(steps * step + 2 * dilation, -1, np.int32)
    token[place + dilation] = np.arange(len(joined))
    first = np.arange(0, steps * step, step)[:, None] + np.arange(dilation)
    found: Ints = token[first.reshape(-1, 1) + np.arange(6) * dilation]
    return found[(found[:, 1:-1] >= 0).any(1)]


def fold(x: Floats, groups: Ints, out: Floats) -> None:
    """See kernels."""
    a, b, c, d, e, f = np.concatenate([x, np.zeros((1, x.shape[1]), np.float32)])[groups.T]  # -1: the row of zeros
    out[0] = (np.float32(4) * a - np.float32(5) * c) + e
    even, odd = e - np.float32(4) * c, d - np.float32(4) * b
    out[1], out[2] = even + odd, even - odd
    even, odd = e - c, np.float32(2) * (d - b)
    out[3], out[4] = even + odd, even - odd
    out[5] = (np.float32(4) * b - np.float32(5) * d) + f


def unfold(products: Floats, groups: Ints, bias: Floats, scale: Floats, shift: Floats, out: Floats) -> None:
    """See kernels."""
    for values, token in zip(unfolded(products), groups[:, 1:].T, strict=False):
        here = token >= 0
        out[token[here]] = np.maximum(values[here] + bias, 0) * scale + shift


def unfolded(products: Floats) -> tuple[Floats, ...]:
    """The values of the four tokens of each group from its six products."""
    a, b, c, d, e, f = products
    near, far = b + c, d + e
    odd_near, odd_far = b - c, d - e
    return (
        (a + near) + far,
        odd_near + np.float32(2) * odd_far,
        near + np.float32(4) * far,
        (odd_near + np.float32(8) * odd_far) + f,
    )


def find_heads(queries: Floats, keys: Floats, root: Floats, borders: Ints, tie: np.float32, heads: Ints) -> None:
    """See kernels."""
    for first, last in zip(borders[:-1].tolist(), borders[1:].tolist(), strict=True):
        turned = np.concatenate([root[:, None], keys[first:last].T], 1)
        scores = np.zeros((last - first, turned.shape[1]), np.float32)
        for query, row in zip(queries[first:last].T, turned, strict=True):
            scores += query[:, None] * row
        best = scores.max(1, keepdims=True)
        place = (scores >= best - tie * abs(scores).max(1, keepdims=True)).argmax(1)
        heads[first:last] = np.where(place > 0, first + place - 1, -1)


def find_relations(governors: Floats, governor: Ints, dependents: Floats, count: int, relations: Ints) -> None:
    """See kernels."""
    depth = dependents.shape[1]
    weights = governors.reshape(len(governors), depth, -1)
    scores = np.zeros((len(relations), weights.shape[2]), np.float32)
    for h in range(depth):
        scores += weights[governor, h] * dependents[:, h, None]
    relations[:] = scores[:, :count].argmax(1)


def viterbi(emissions: Floats, transitions: Floats, tags: npt.NDArray[np.int8]) -> None:
    """See kernels."""
    score, back = emissions[0], []
    for emission in emissions[1:]:
        values = (score[:, None] + transitions) + emission
        back.append(values.argmax(0))
        score = values.max(0)
    tags[-1] = score.argmax()
    for t in range(len(back) - 1, -1, -1):
        tags[t] = back[t][tags[t + 1]]
