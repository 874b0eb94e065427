"""The shipped net goes on learning from texts as releases write them: `python -m tools.train --start FILE`.

NEREL and what the net itself says of RuNormAS keep it from forgetting what it knew (learning without forgetting, Li and
Hoiem 2016); what is written lies between what it was and what it became.
"""

from __future__ import annotations

import pickle
from collections.abc import Collection
from pathlib import Path

import click
import torch
from svodka.engine import shared
from svodka.tag.names import model_hash

from tools.train import distil
from tools.train.export import arrays, between, write_model
from tools.train.features import examples
from tools.train.fit import Course, Words, fit
from tools.train.net import Net
from tools.train.releases import releases
from tools.train.restore import read_arrays, restored

RELEASES = 1200  # texts, some 70,000 tokens
HELD_SEED, HELD = 1_000, 150  # other texts of the same kinds, to report on
COURSE = Course(epochs=3, tokens=600, rate=6e-4, seed=4, keep_norms=True)
AUGMENTED_SHARE, LABELLED_SHARE = 0.4, 0.3
SHARE = 0.7  # of the new net in the mean that ships


def tune(folder: Path, start: Path, out: Path, work: Path, share: float = SHARE, without: Collection[str] = ()) -> None:
    """Trains on from the model file `start` and writes `out`; `without` leaves kinds of tools.train.releases out."""
    torch.set_num_threads(1)
    work.mkdir(parents=True, exist_ok=True)
    distil.encode(folder, work, ('nerel-train', 'augmented', 'invented', 'runormas-train', 'nerel'))
    old, held = read_arrays(start), distil.load(work, 'nerel')
    with shared.models() as models:
        words = Words(models.navec, old['dictionary'])
    made = list(examples(releases(RELEASES, without=without)))
    new = list(examples(releases(HELD, HELD_SEED)))
    gold = distil.gold_sources(work)
    net = restored(old, gold[0][0], distil.HEADS)
    labelled = work / 'labelled-by-itself.pickle'
    if not labelled.exists():
        found = distil.labels([net], distil.load(work, 'runormas-train'), words)
        labelled.write_bytes(pickle.dumps(found, protocol=5))

    def report(net: Net, line: str) -> None:
        distil.report(f'{line}, NEREL dev', [net], held, words)
        distil.report(f'{line}, made releases', [net], new, words)

    report(net, 'before')
    sources = [
        (gold[0][0], 1.0),
        (gold[1][0], AUGMENTED_SHARE),
        (made, 1.0),
        (distil.load(work, 'invented'), 1.0),
        (distil.load(work, 'labelled-by-itself'), LABELLED_SHARE),
    ]
    last = fit(net.sizes, distil.HEADS, sources, words, COURSE, report, net)
    write_model(between(old, arrays(last, old['dictionary']), share), out)
    click.echo(f'{out}: {out.stat().st_size:,} bytes, sha256 {model_hash(out)}')
