"""The loops of names_kernels in numpy, for an engine that tags a few texts; see loops."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from svodka.tag.natasha_files import Floats
from svodka.tag.plain import fold, grouped, unfolded  # noqa: F401
from svodka.tag.vocabulary import Ints


def add_words(
    own: Floats, governed: Floats, rows: Ints, governor: Ints, relations: Floats, relation: Ints, x: Floats
) -> None:
    x += own[rows] + relations[relation]
    has = governor >= 0
    x[has] += governed[rows[governor[has]]]


def unfold_gated(products: Floats, groups: Ints, bias: Floats, x: Floats, out: Floats) -> None:
    width = x.shape[1]
    for values, token in zip(unfolded(products), groups[:, 1:].T, strict=False):
        here = token >= 0
        gated = values[here] + bias
        out[token[here]] = x[token[here]] + gated[:, :width] * np.maximum(gated[:, width:], np.float32(0))


def mean_of_others(values: Floats, group: Ints, total: Floats, out: Floats) -> None:
    np.add.at(total, group, values)
    count = np.bincount(group, minlength=len(total)).astype(np.float32)
    share = np.float32(1) / (count - np.float32(1))[group]
    out[:] = (total[group] - values) * share[:, None]


def best_tags(
    emissions: Floats, borders: Ints, transitions: Floats, begins: Floats, tags: npt.NDArray[np.int8]
) -> None:
    sizes = np.diff(borders)
    order = np.argsort(-sizes, kind='stable')
    starts, lengths = borders[:-1][order], sizes[order]
    score = emissions[starts] + begins
    back = np.empty((int(lengths.max(initial=1)), len(order), len(begins)), np.int8)
    for t in range(1, len(back)):
        alive = int(np.searchsorted(-lengths, -t, 'left'))  # sentences of more than t tokens
        paths = score[:alive, :, None] + transitions
        back[t, :alive] = paths.argmax(1)
        score[:alive] = paths.max(1) + emissions[starts[:alive] + t]
    for row, (start, length) in enumerate(zip(starts.tolist(), lengths.tolist(), strict=True)):
        tag = int(score[row].argmax())
        for t in range(length - 1, -1, -1):
            tags[start + t] = tag
            tag = int(back[t, row, tag])
