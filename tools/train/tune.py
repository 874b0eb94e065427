"""A file goes on learning from texts made by rule: `python -m tools.train --start FILE`, a fifth of the whole's time.

NEREL and what the net itself says of RuNormAS keep it from forgetting what it knew (learning without forgetting, Li and
Hoiem 2016); what is written lies between what it was and what it became.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

from svodka.tag.names_model import DECODED

from tools.train import distil
from tools.train.encoded import load
from tools.train.export import arrays, between, write_model
from tools.train.fit import Course, Words, fit
from tools.train.restore import read_arrays, restored

COURSE = Course(epochs=2, tokens=600, rate=4e-4, seed=4, keep_norms=True)


@dataclass(frozen=True)
class Tuning:
    """How a file goes on: the shares of the corpora that an epoch sees, how many texts of RuNormAS it marks itself, and
    how far what is written lies from the old weights to the new ones."""

    course: Course = COURSE
    augmented: float = 0.4
    releases: float = 0.6
    invented: float = 0.5
    labelled: int = 650
    share: float = 0.35


TUNING = Tuning()


def tune(folder: Path, start: Path, out: Path, work: Path, recipe: distil.Recipe, tuning: Tuning = TUNING) -> None:
    """Trains on from the model file `start` and writes `out`."""
    distil.prepared(folder, work, recipe)
    old, held, gold = read_arrays(start), load(work, 'nerel'), load(work, 'nerel-train')
    words = Words(distil.load_words(work).navec, old['dictionary'])
    net = restored(old, gold, DECODED)  # the other heads begin in `fit`, which sets the seed
    unlabelled = load(work, 'runormas-train')
    some = random.Random(7).sample(unlabelled, min(tuning.labelled, len(unlabelled)))
    sources = [
        (gold, 1.0),
        (load(work, 'augmented'), tuning.augmented),
        (load(work, 'releases'), tuning.releases),
        (load(work, 'invented'), tuning.invented),
        (distil.labels([net], some, words), 1.0),
    ]
    last = fit(
        net.sizes,
        (*distil.HEADS, 'marks'),
        sources,
        words,
        distil.moved(tuning.course, recipe),
        lambda net, line: distil.report(line, [net], held, words),
        net,
    )
    write_model(between(old, arrays(last, old['dictionary']), tuning.share), out)
