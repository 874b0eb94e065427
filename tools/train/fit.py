"""Training and prediction."""

from __future__ import annotations

import copy
import math
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from svodka.tag import names_kernels as kernels
from svodka.tag.names_model import DECODED, TAGS, chain
from svodka.tag.natasha_files import Navec
from torch.nn import functional as F  # noqa: N812 (as everybody calls it)

from tools.train.batch import batches, collate
from tools.train.features import Example
from tools.train.net import Net, Sizes
from tools.train.restore import frozen
from tools.train.score import Predicted

# How much each head's loss counts. Those that are not decoded are there for what they teach the layers below.
WEIGHTS = {'names': 1.0, 'roles': 0.5, 'dates': 0.25, 'others': 0.4, 'marks': 0.4}
AVERAGE = 0.998  # the weights that are kept are a running average over about 500 steps
WARM_UP, LEAST = 150, 0.03  # steps to the full learning rate, and the share of it at the end of a cosine
LONGEST_GRADIENT = 3.0


@dataclass(frozen=True)
class Words:
    """What is known of words: vectors and the dictionary's flags."""

    navec: Navec
    dictionary: npt.NDArray[np.uint8]


@dataclass(frozen=True)
class Course:
    """How long and fast a net learns: `epochs` over all sources, batches of `tokens`; `keep_norms` leaves the norms as
    they are, for a net that comes from a file (see restore)."""

    epochs: int = 10
    tokens: int = 600
    rate: float = 2e-3
    seed: int = 1
    keep_norms: bool = False


# Examples, and the share of them that an epoch sees.
Source = tuple[Sequence[Example], float]


def fit(
    sizes: Sizes,
    heads: Sequence[str],
    sources: Sequence[Source],
    words: Words,
    course: Course,
    report: Callable[[Net, str], None] = lambda net, line: None,
    start: Net | None = None,
) -> Net:
    """A trained net, `start` going on if given; `report` gets the averaged one after each epoch and a line about it."""
    torch.manual_seed(course.seed)
    rng = random.Random(course.seed)
    net = Net(sizes, heads)
    if start is not None:
        net.load_state_dict(start.state_dict(), strict=False)  # it may have fewer heads
    average = copy.deepcopy(net)
    optimiser = torch.optim.AdamW(net.parameters(), course.rate, weight_decay=0.01, fused=True)
    epochs = [_epoch(sources, course.tokens, rng) for _ in range(course.epochs)]
    steps, step, started = sum(map(len, epochs)), 0, time.process_time()
    for number, todo in enumerate(epochs, 1):
        net.train()
        if course.keep_norms:
            frozen(net)
        losses = 0.0
        for chosen in todo:
            for group in optimiser.param_groups:
                group['lr'] = course.rate * _share(step, steps)
            loss = _loss(net, chosen, words)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(net.parameters(), LONGEST_GRADIENT)
            optimiser.step()
            step += 1
            losses += float(loss.detach())
            _follow(average, net, min(AVERAGE, step / (step + 10)))
        minutes = (time.process_time() - started) / 60
        report(average, f'epoch {number} of {course.epochs}, loss {losses / len(todo):.3f}, {minutes:.1f} CPU minutes')
    return average.eval()


def _share(step: int, steps: int) -> float:
    """The share of the learning rate at a step: a short way up and a cosine down."""
    return min(1.0, (step + 1) / WARM_UP) * (LEAST + (1 - LEAST) * (1 + math.cos(math.pi * step / steps)) / 2)


def _epoch(sources: Sequence[Source], tokens: int, rng: random.Random) -> list[list[Example]]:
    todo = []
    for found, share in sources:
        chosen = found if share >= 1 else rng.sample(list(found), max(1, round(share * len(found))))
        todo += batches(chosen, tokens, rng)
    rng.shuffle(todo)
    return todo


def _loss(net: Net, chosen: Sequence[Example], words: Words) -> torch.Tensor:
    batch = collate(chosen, words.navec, words.dictionary)
    emissions = net(batch)
    loss = torch.zeros(())
    for head, gold in batch.gold.items():
        if head in emissions:
            own = (
                net.chains[head].loss(emissions[head], gold, batch.sentence)
                if head in DECODED
                else F.cross_entropy(emissions[head], gold)
            )
            loss = loss + WEIGHTS[head] * own
    return loss


@torch.no_grad()
def _follow(average: Net, net: Net, keep: float) -> None:
    for mean, value in zip(average.state_dict().values(), net.state_dict().values(), strict=True):
        if value.dtype.is_floating_point:
            mean.lerp_(value, 1 - keep)
        else:
            mean.copy_(value)


@torch.no_grad()
def predict(nets: Sequence[Net], examples: Sequence[Example], words: Words) -> list[Predicted]:
    """The best tags of each example by the mean of what several nets say."""
    chains = {head: chain(TAGS[head], np.mean([net.chains[head].score.numpy() for net in nets], 0)) for head in DECODED}
    out = []
    for example in examples:
        batch = collate([example], words.navec, words.dictionary)
        said = [net.eval()(batch) for net in nets]
        borders = example.borders.astype(np.int32)
        predicted = {}
        for head, (transitions, begins) in chains.items():
            tags = np.empty(len(example), np.int8)
            kernels.best_tags(np.mean([s[head].numpy() for s in said], 0), borders, transitions, begins, tags)
            predicted[head] = tags.tolist()
        out.append(predicted)
    return out
