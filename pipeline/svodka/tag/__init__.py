"""Tokens → part of speech, syntax and names.

weights   the files of the models that natasha ships
models    all that is loaded, with what is remembered of words; blas: how many threads its products take
words     word → ids, and the table that stands for the networks' first layer
kernels   the inner loops, compiled; plain: the same in numpy; loops: which of the two runs
winograd  convolutions with half of the multiplications
encode    the networks over a document: states, tags, heads, relations, names' scores
decode    ids → what stands in a Parse
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from svodka.model import Parse

if TYPE_CHECKING:
    from svodka.tag.models import Models

Tagger = Literal['svodka', 'natasha']


def tag(parses: Sequence[Parse], models: Models, tagger: Tagger = 'svodka') -> list[Parse]:
    """The same parses with pos, feats, head, relation and the tagger's spans.

    `tagger` says whose names are wanted: svodka's own model's or natasha's. Raises TimeoutError when the time of the
    document is up (svodka.limits).
    """
    from svodka.tag.outputs import decode  # here, as it loads numpy, which the command does without

    return decode(parses, tagger, models)
