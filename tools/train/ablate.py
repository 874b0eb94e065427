"""What each kind of made text is worth: short courses from one file, each without one kind.

A course with all of them is the base; each other one leaves one kind out and is measured on NEREL dev and on texts of
that kind, whose frames are those of the training and whose names are others.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tools.train import distil
from tools.train.distil import Recipe
from tools.train.encoded import load
from tools.train.features import Example, examples
from tools.train.fit import Course, Words, fit, predict
from tools.train.net import Net
from tools.train.parts import parts
from tools.train.releases import releases
from tools.train.restore import read_arrays, restored
from tools.train.score import scores

COURSE = Course(epochs=1, tokens=600, rate=6e-4, seed=5, keep_norms=True)
GOLD = 0.25  # of NEREL, and of it rewritten, to keep the net from forgetting
TEXTS, HELD, HELD_SEED = 30, 8, 1_000  # of a kind, to learn from and to measure on

Row = dict[str, str | float]


def ablation(folder: Path, start: Path, work: Path, recipe: Recipe, course: Course = COURSE) -> list[Row]:
    """A row for the base, one for each kind left out, and one for the file itself."""
    distil.prepared(folder, work, recipe)
    old, held, gold = read_arrays(start), load(work, 'nerel'), load(work, 'nerel-train')
    words = Words(distil.load_words(work).navec, old['dictionary'])
    own = {kind: of_kind(kind, HELD, HELD_SEED) for kind in kinds()}
    sources = {kind: (of_kind(kind, TEXTS, 0), 1.0) for kind in kinds()}
    sources |= {'invented': (load(work, 'invented'), 1.0), 'augmented': (load(work, 'augmented'), GOLD)}

    def trained(without: str) -> Net:
        net = restored(old, gold, distil.HEADS)
        chosen = [(gold, GOLD), *(source for name, source in sources.items() if name != without)]
        net = fit(net.sizes, distil.HEADS, chosen, words, course, start=net)
        distil.report(f'without {without or "nothing"}', [net], held, words)
        return net

    base, empty = trained(''), Row({'its kind, with': '', 'without': ''})
    rows: list[Row] = [
        Row({'left out': 'nothing'}) | row_of(base, held, words) | empty,
        Row({'left out': 'the course'}) | row_of(restored(old, gold, distil.HEADS), held, words) | empty,
    ]
    for kind in sources:
        net = trained(kind)
        mine = empty
        if kind in own:
            mine = {'its kind, with': f1_of(base, own[kind], words), 'without': f1_of(net, own[kind], words)}
        rows.append(Row({'left out': kind}) | row_of(net, held, words) | mine)
    return rows


def kinds() -> list[str]:
    """The kinds of made texts."""
    return list(parts()['kinds'])


def of_kind(kind: str, count: int, seed: int) -> list[Example]:
    """Texts of one kind alone."""
    return list(examples(releases(count, seed, without=[other for other in parts()['kinds'] if other != kind])))


def row_of(net: Net, held: Sequence[Example], words: Words) -> Row:
    """Exact F1 on NEREL dev by type."""
    return {kind: f1 for kind, f1 in scores(held, predict([net], held, words)).items() if kind != 'names'}


def f1_of(net: Net, held: Sequence[Example], words: Words) -> float:
    """Exact F1 of names of all types; where there is none to find, the share of texts in which none is found."""
    found = predict([net], held, words)
    if not any(e.text.layers['names'] for e in held):
        return sum(not any(p['names']) for p in found) / len(found)
    return scores(held, found)['names']
