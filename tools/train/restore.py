"""The file that ships → a net that can go on learning: the inverse of tools.train.export."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from svodka.tag.names_model import DECODED, TAGS
from torch import nn

from tools.train.features import Example
from tools.train.net import Net, Sizes

EPSILON = 1e-5  # of a batch norm

Array = npt.NDArray[Any]


def read_arrays(path: Path) -> dict[str, Array]:
    """The arrays of a model file as they are stored."""
    with np.load(path, allow_pickle=False) as file:
        return dict(file.items())


def restored(arrays: dict[str, Array], examples: Sequence[Example], heads: Sequence[str]) -> Net:
    """A net that says what the file says; heads that it does not hold begin anew.

    The norms between the layers are folded into the file, so they stand for the scale and shift alone and must not
    count batches again: see `frozen`. That of slovnet's states is put back by `examples`, for the step size of each
    weight depends on the spread of what it multiplies.
    """
    a = {k: v.astype(np.float32) if v.dtype == np.float16 else v for k, v in arrays.items()}
    hidden, letter = a['word'].shape[1], a['letter'].shape[1]
    sizes = Sizes(
        hidden=hidden,
        shape=a['shape'].shape[1],
        letter=letter,
        letters=a['letters'].shape[1],
        memory=a['remember'].shape[1],
        dilations=tuple(a['dilations'].tolist()),
    )
    net = Net(sizes, heads)
    states = np.concatenate([e.states for e in examples]).astype(np.float32)
    mean, spread = states.mean(0), np.sqrt(states.var(0) + EPSILON)
    weights: dict[str, Array] = {
        'shape.weight': a['shape'],
        'letter.weight': a['letter'],
        'letters.weight': a['letters'].reshape(3, letter, -1).transpose(2, 1, 0),
        'letters.bias': a['letters_bias'],
        'word.weight': a['word'].T,
        'word.bias': a['word_bias'] + mean @ a['state'],
        'states.running_mean': mean,
        'states.running_var': states.var(0),
        'state.weight': a['state'].T * spread,
        'relation.weight': a['relation'],
        'remember.weight': a['remember'].T,
        'remember.bias': a['remember_bias'],
        'recall.weight': a['recall'].T,
    }
    # The product of two matrices comes apart by its singular values.
    left, values, right = np.linalg.svd(a['governor'], full_matrices=False)
    root = np.sqrt(values[: sizes.governor])
    weights['governor.weight'] = (left[:, : sizes.governor] * root).T
    weights['governed.weight'] = (root[:, None] * right[: sizes.governor]).T
    for i in range(len(sizes.dilations)):
        weights |= {
            f'norms.{i}.weight': a[f'layer{i}_scale'],
            f'norms.{i}.bias': a[f'layer{i}_shift'],
            f'norms.{i}.running_var': np.full(hidden, 1 - EPSILON, np.float32),
            f'layers.{i}.weight': a[f'layer{i}_weight'].T,
            f'layers.{i}.bias': a[f'layer{i}_bias'],
        }
    at = 0
    for head in DECODED:
        stop = at + len(TAGS[head])
        weights |= {
            f'outs.{head}.weight': a['out'][:, at:stop].T,
            f'outs.{head}.bias': a['out_bias'][at:stop],
            f'chains.{head}.score': a[f'{head}_transitions'],
        }
        at = stop
    with torch.no_grad():
        state = net.state_dict()
        for key, value in weights.items():
            state[key].copy_(torch.from_numpy(np.ascontiguousarray(value, np.float32)))
    return net


def frozen(net: Net) -> None:
    """Keeps the norms of a net in training from counting batches."""
    for module in net.modules():
        if isinstance(module, nn.BatchNorm1d):
            module.eval()
