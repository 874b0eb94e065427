"""What the tagger loads and what it remembers of words: for one thread at a time, see svodka.engine."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from svodka.tag.files import model_folder
from svodka.tag.loops import Loops
from svodka.tag.names import WordTable
from svodka.tag.names_model import read_model
from svodka.tag.natasha_files import EMBEDDINGS, Floats, Layer, Navec, Network, read_navec, read_network
from svodka.tag.vocabulary import Table, Words
from svodka.tag.winograd import Space, transformed

TASKS = ('morph', 'syntax', 'ner')


@dataclass(frozen=True, slots=True)
class Vocabularies:
    """What ids stand for: UPOS and UD features of a tag («NOUN|Case=Gen»), relations, and BIO tags of names."""

    tags: list[str]
    relations: list[str]
    names: list[str]


@dataclass(frozen=True, slots=True)
class SyntaxHead:
    """The biaffine heads of the parser. `projection` makes four times 32 columns: for heads, head and tail; for
    relations, head and tail. `relation` is 32 × (32 · width), `count` relations padded to `width`."""

    projection: Floats
    bias: Floats
    kernel: Floats
    root: Floats
    relation: Floats
    relation_root: Floats
    count: int


@dataclass(frozen=True)
class Models:
    """The networks of natasha and svodka's own, and the tables of words they have seen, which each text changes."""

    navec: Navec
    networks: dict[str, Network]
    words: Words
    table: Table
    layers: dict[str, tuple[Layer, ...]]
    syntax: SyntaxHead
    loops: Loops
    space: Space

    @cached_property
    def names(self) -> WordTable:
        """svodka's own model of names, which natasha's names do without."""
        return WordTable(read_model(), self.navec, self.space)

    @cached_property
    def vocabularies(self) -> Vocabularies:
        """What the ids in Encoded stand for."""
        v = {task: network.vocabularies for task, network in self.networks.items()}
        return Vocabularies(v['morph']['tag'], v['syntax']['rel'], v['ner']['tag'])

    @cached_property
    def tag_parts(self) -> tuple[list[str], list[str]]:
        """UPOS and features of each tag."""
        parts = [tag.partition('|') for tag in self.vocabularies.tags]
        return [pos for pos, _, _ in parts], [feats for _, _, feats in parts]

    def forget(self) -> None:
        """Empties the tables of words."""
        self.words.clear()
        self.table.forget()
        if 'names' in vars(self):
            self.names.forget()


def load_models() -> Models:
    """The models, read from their files, with empty tables."""
    folder = model_folder()
    navec = read_navec(folder / EMBEDDINGS)
    networks = {task: read_network(task, folder) for task in TASKS}
    words = Words(navec, networks['morph'].vocabularies['shape'])
    layers = {task: tuple(_folded(layer) for layer in n.layers[1:]) for task, n in networks.items()}
    loops = Loops('svodka.tag.kernels', 'svodka.tag.plain')
    return Models(
        navec, networks, words, Table(words, networks), layers, _syntax_head(networks['syntax']), loops, Space()
    )


def _folded(layer: Layer) -> Layer:
    """The three taps as six matrices, see winograd."""
    return Layer(transformed(layer.weight), layer.bias, layer.scale, layer.shift)


def _syntax_head(network: Network) -> SyntaxHead:
    head, rel = network.head['head'], network.head['rel']
    projections = [part['proj'] for part in (head['head'], head['tail'], rel['head'], rel['tail'])]
    depth, columns = rel['kernel'].shape
    count = columns // depth
    width = -(-count // 16) * 16  # a multiple of what the processor adds at once
    relation = np.zeros((depth, depth, width), np.float32)
    relation[:, :, :count] = rel['kernel'].reshape(depth, count, depth).transpose(0, 2, 1)

    def root(part: dict[str, Floats], projection: dict[str, Floats]) -> Floats:
        rooted: Floats = np.maximum(part['root'] @ projection['weight'] + projection['bias'], 0)
        return rooted

    weight, bias = (np.concatenate([p[part] for p in projections], -1) for part in ('weight', 'bias'))
    return SyntaxHead(
        weight,
        bias,
        head['kernel'],
        root(head, projections[1]),
        relation.reshape(depth, -1),
        root(rel, projections[2]),
        count,
    )
