"""A trained net → the file of svodka/tag/names_model.py: batch norms folded into what follows, 16-bit numbers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from svodka.tag.names_model import DECODED, VERSION
from torch import nn

from tools.train.net import Net

Array = npt.NDArray[Any]


def _scale_shift(norm: nn.Module) -> tuple[Array, Array]:
    """A batch norm as one multiplication and one addition."""
    a = {k: v.numpy() for k, v in norm.state_dict().items()}
    scale = a['weight'] / np.sqrt(a['running_var'] + 1e-5)
    return scale, a['bias'] - a['running_mean'] * scale


def arrays(net: Net, dictionary: npt.NDArray[np.uint8]) -> dict[str, Array]:
    """The arrays of the model file; `dictionary` as in tools.train.dictionary."""
    net.eval()
    w = {k: v.detach().numpy() for k, v in net.state_dict().items()}
    scale, shift = _scale_shift(net.states)
    out: dict[str, Array] = {
        'shape': w['shape.weight'],
        'letter': w['letter.weight'],
        'letters': w['letters.weight'].transpose(2, 1, 0).reshape(-1, net.sizes.letters),
        'letters_bias': w['letters.bias'],
        'word': w['word.weight'].T,
        'word_bias': w['word.bias'] + w['state.weight'] @ shift,
        'governor': w['governor.weight'].T @ w['governed.weight'].T,
        'relation': w['relation.weight'],
        'state': (w['state.weight'] * scale).T,
        'remember': w['remember.weight'].T,
        'remember_bias': w['remember.bias'],
        'recall': w['recall.weight'].T,
        'out': np.concatenate([w[f'outs.{k}.weight'] for k in DECODED]).T,
        'out_bias': np.concatenate([w[f'outs.{k}.bias'] for k in DECODED]),
        **{f'{k}_transitions': w[f'chains.{k}.score'] for k in DECODED},
    }
    for i, norm in enumerate(net.norms):
        scale, shift = _scale_shift(norm)
        out |= {
            f'layer{i}_scale': scale,
            f'layer{i}_shift': shift,
            f'layer{i}_weight': w[f'layers.{i}.weight'].T,
            f'layer{i}_bias': w[f'layers.{i}.bias'],
        }
    out = {k: np.ascontiguousarray(v, np.float16) for k, v in out.items()}
    return out | {'version': np.array(VERSION), 'dilations': np.array(net.sizes.dilations), 'dictionary': dictionary}


def between(a: dict[str, Array], b: dict[str, Array], share: float) -> dict[str, Array]:
    """The weights a share of the way from one model's to those of another that started from it.

    Such a mean is often better than both (Wortsman et al. 2022, Robust fine-tuning of zero-shot models).
    """
    return {
        k: ((1 - share) * v.astype(np.float32) + share * b[k].astype(np.float32)).astype(np.float16)
        if v.dtype == np.float16
        else v
        for k, v in a.items()
    }


def mean(models: Sequence[dict[str, Array]]) -> dict[str, Array]:
    """The mean of the weights of models that began alike."""
    out = models[0]
    for number, other in enumerate(models[1:], 2):
        out = between(out, other, 1 / number)
    return out


def write_model(numbers: dict[str, Any], path: Path) -> None:
    """Writes the model file: an .npz without pickles, the same bytes for the same numbers."""
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(path, **numbers)
