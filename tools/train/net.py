"""The net in torch: what pipeline/svodka/tag/names.py computes with numpy, with dropout and gradients.

Tokens of several documents lie in one row, sentences apart by empty places, so that a convolution is one product of
matrices and nothing is padded to the longest sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from svodka.tag.names import LETTERS, MEMORY_LAYER
from svodka.tag.names_model import TAGS, chain
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812 (as everybody calls it)

from tools.train.batch import Batch

VECTOR, STATES, SHAPES, RELATIONS, FLAGS = 300, 200, 66, 64, 8  # widths and counts that other models set


@dataclass(frozen=True)
class Sizes:
    """Widths of the net's parts, the dilation of each layer, and dropout of inputs and between layers."""

    hidden: int = 128
    shape: int = 24
    letter: int = 24
    letters: int = 64
    governor: int = 48
    memory: int = 64
    dilations: tuple[int, ...] = (1, 2, 4, 1)
    drop_input: float = 0.4
    drop_layer: float = 0.25


class Chain(nn.Module):
    """A linear-chain CRF (Lafferty et al. 2001) over BIO tags."""

    wrong: Tensor
    begins: Tensor

    def __init__(self, tags: Sequence[str]) -> None:
        super().__init__()
        wrong, begins = chain(tags, np.zeros((len(tags), len(tags)), np.float32))
        self.score = nn.Parameter(torch.zeros(len(tags), len(tags)))
        self.register_buffer('wrong', torch.from_numpy(wrong))
        self.register_buffer('begins', torch.from_numpy(begins))

    def loss(self, emissions: Tensor, gold: Tensor, sentence: Tensor) -> Tensor:
        """Mean negative log-likelihood a token; `sentence` as in Batch."""
        table = self.score + self.wrong
        known, at = sentence >= 0, sentence.clamp(min=0)
        e, y = emissions[at], gold[at]
        e = torch.cat([e[:, :1] + self.begins, e[:, 1:]], 1)
        path = (e.gather(2, y.unsqueeze(2)).squeeze(2) * known).sum()
        path = path + (table[y[:, :-1], y[:, 1:]] * known[:, 1:]).sum()
        forward, total = e[:, 0], emissions.new_zeros(())
        for t, alive in enumerate(known.sum(0).tolist()[1:], 1):
            if alive < len(forward):
                total = total + torch.logsumexp(forward[alive:], 1).sum()
                forward = forward[:alive]
            forward = torch.logsumexp(forward.unsqueeze(2) + table, 1) + e[:alive, t]
        return (total + torch.logsumexp(forward, 1).sum() - path) / known.sum()


class Net(nn.Module):
    """See names_model.Model for what each part does."""

    def __init__(self, sizes: Sizes, heads: Sequence[str]) -> None:
        super().__init__()
        self.sizes = sizes
        hidden = sizes.hidden
        self.shape = nn.Embedding(SHAPES, sizes.shape)
        self.letter = nn.Embedding(len(LETTERS) + 2, sizes.letter, 0)
        self.letters = nn.Conv1d(sizes.letter, sizes.letters, 3, padding=1)
        self.word = nn.Linear(VECTOR + sizes.shape + FLAGS + sizes.letters, hidden)
        self.states = nn.BatchNorm1d(STATES)
        self.state = nn.Linear(STATES, hidden, bias=False)
        self.governor = nn.Linear(VECTOR, sizes.governor, bias=False)
        self.governed = nn.Linear(sizes.governor, hidden, bias=False)
        self.relation = nn.Embedding(RELATIONS, hidden)
        nn.init.normal_(self.relation.weight, std=0.05)
        self.norms = nn.ModuleList(nn.BatchNorm1d(hidden) for _ in sizes.dilations)
        self.layers = nn.ModuleList(nn.Linear(3 * hidden, 2 * hidden) for _ in sizes.dilations)
        self.remember = nn.Linear(hidden, sizes.memory)
        self.recall = nn.Linear(sizes.memory + 3, hidden, bias=False)
        nn.init.zeros_(self.recall.weight)
        self.outs = nn.ModuleDict({head: nn.Linear(hidden, len(TAGS[head])) for head in heads})
        self.chains = nn.ModuleDict({head: Chain(TAGS[head]) for head in heads})

    def drop(self, x: Tensor, share: float) -> Tensor:
        return F.dropout(x, share, self.training)

    def forward(self, b: Batch) -> dict[str, Tensor]:
        """The scores of each head's tags, n × tags."""
        s = self.sizes
        spelling = torch.relu(self.letters(self.letter(b.letters).transpose(1, 2)).amax(2))
        word = torch.cat([b.vectors, self.shape(b.shape), b.dictionary, spelling], 1)
        x = self.word(self.drop(word, s.drop_input)) + self.state(self.drop(self.states(b.states), s.drop_input))
        governed = self.governed(self.drop(self.governor(b.vectors), s.drop_input / 2))
        x = x + F.pad(governed, (0, 0, 0, 1))[b.head] + self.relation(b.relation)
        for number, (norm, layer, d) in enumerate(zip(self.norms, self.layers, s.dilations, strict=True)):
            if number == MEMORY_LAYER:
                x = x + self.recalled(x, b)
            y = F.pad(x.new_zeros(b.length, s.hidden).index_copy(0, b.place, norm(x)), (0, 0, d, d))
            a, gate = layer(torch.cat([y[: -2 * d], y[d:-d], y[2 * d :]], 1))[b.place].chunk(2, 1)
            x = x + self.drop(a * torch.relu(gate), s.drop_layer)
        x = self.drop(x, s.drop_input)
        return {head: out(x) for head, out in self.outs.items()}

    def recalled(self, x: Tensor, b: Batch) -> Tensor:
        """What the other words of a group look like, on average."""
        here = (b.group >= 0).nonzero().squeeze(1)
        group = b.group[here]
        values = torch.relu(self.remember(x[here]))
        total = values.new_zeros(b.groups, values.shape[1]).index_add(0, group, values)
        count = torch.bincount(group, minlength=b.groups).to(values.dtype)
        others = (total[group] - values) / (count[group] - 1).unsqueeze(1)
        seen = self.drop(torch.cat([others, b.flags[here]], 1), 0.2)
        return torch.zeros_like(x).index_copy(0, here, self.recall(seen))
