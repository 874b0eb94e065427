"""Texts → what the net sees of each token, and the gold tags of each layer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from svodka.engine import shared
from svodka.language.segment import segment
from svodka.model import Document, Parse
from svodka.repair import repair
from svodka.tag.encode import encode
from svodka.tag.names import characters, stem, stem_groups
from svodka.tag.names_model import TAGS
from svodka.tag.outputs import in_ordinary_letters

from tools.train.corpora import Marked, Text

Ints = npt.NDArray[np.int64]


@dataclass(slots=True)
class Example:
    """A text of n tokens. `borders` are those of its sentences; `states` slovnet's hidden states, n × 200, of 16 bits
    to save memory; `head` the index of the governor or -1; `group` and `flags` as in `names.stem_groups`; `gold` tag
    numbers by layer."""

    text: Text
    start: list[int]
    stop: list[int]
    borders: Ints
    vector: npt.NDArray[np.int32]
    shape: npt.NDArray[np.int32]
    letters: npt.NDArray[np.uint8]
    states: npt.NDArray[np.float16]
    head: npt.NDArray[np.int32]
    relation: npt.NDArray[np.int32]
    group: npt.NDArray[np.intp]
    flags: npt.NDArray[np.float32]
    gold: dict[str, Ints]

    def __len__(self) -> int:
        return len(self.vector)


def gold_tags(parse: Parse, spans: Sequence[Marked], tags: Sequence[str]) -> Ints:
    """BIO tag numbers; a span marks the tokens that it overlaps (one in 370 of NEREL cuts a token)."""
    number = {t: i for i, t in enumerate(tags)}
    out = np.zeros(len(parse.tokens), np.int64)
    for start, stop, kind in spans:
        a = int(np.searchsorted(parse.tokens.stop, start, 'right'))
        b = int(np.searchsorted(parse.tokens.start, stop, 'left'))
        if a < b and not out[a:b].any():
            out[a], out[a + 1 : b] = number[f'B-{kind}'], number[f'I-{kind}']
    return out


def example(text: Text) -> Example | None:
    """A text segmented and encoded as the pipeline does it; None if it has no tokens."""
    with shared.models() as models:
        parse = in_ordinary_letters(segment(Document(text.id, text.id, text.text), repair(text.text)), models)
        words = parse.tokens.text
        if not words:
            return None
        e = encode(parse, models)
    borders = np.array([s.first for s in parse.sentences] + [len(words)])
    begins = np.zeros(len(words), np.bool_)
    begins[borders[:-1]] = True
    numbers: dict[str, int] = {'': 0}
    stems = np.array([numbers.setdefault(stem(w), len(numbers)) for w in words], np.int32)
    group, flags = stem_groups(stems, np.array([w.islower() for w in words]), begins)
    states = np.concatenate([e.morph, e.syntax, e.ner, e.emissions], 1).astype(np.float16)
    return Example(
        text,
        parse.tokens.start,
        parse.tokens.stop,
        borders,
        e.vector,
        e.shape,
        np.array([characters(w) for w in words], np.uint8),
        states,
        e.head,
        e.relation,
        group,
        flags,
        {layer: gold_tags(parse, spans, TAGS[layer]) for layer, spans in text.layers.items()},
    )


def examples(texts: Iterable[Text]) -> Iterator[Example]:
    """The texts that have tokens, as examples."""
    return (e for e in map(example, texts) if e is not None)
