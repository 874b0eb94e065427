"""What each group of kinds of made texts is worth: short courses from one file, each without one group.

A course with all of them is the base; each other one leaves one group out (releases.yaml has them) and is measured on
NEREL dev and on texts of that group, whose frames are those of the training and whose names are others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from svodka.tag.names_model import DECODED

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

COURSE = Course(epochs=1, tokens=400, rate=1e-3, seed=5, keep_norms=True)
GOLD = 0.1  # of NEREL, and of it rewritten, to keep the net from forgetting
TEXTS, HELD, HELD_SEED = 24, 8, 1_000  # of a kind, to learn from and to measure on

Row = dict[str, str | float]


def ablation(folder: Path, start: Path, work: Path, recipe: Recipe, course: Course = COURSE) -> Iterator[Row]:
    """A row for the base, one for the file itself, and one for each group left out."""
    distil.prepared(folder, work, recipe)
    old, held, gold = read_arrays(start), load(work, 'nerel'), load(work, 'nerel-train')
    words = Words(distil.load_words(work).navec, old['dictionary'])
    own = {name: of_kinds(kinds, HELD, HELD_SEED) for name, kinds in groups().items()}
    sources = {name: (of_kinds(kinds, TEXTS, 0), 1.0) for name, kinds in groups().items()}
    sources |= {'invented': (load(work, 'invented'), 1.0), 'augmented': (load(work, 'augmented'), GOLD)}

    def trained(without: str) -> Net:
        net = restored(old, gold, DECODED)
        chosen = [(gold, GOLD), *(source for name, source in sources.items() if name != without)]
        return fit(net.sizes, distil.HEADS, chosen, words, course, start=net)

    def row(name: str, net: Net) -> Row:
        mine: Row = {'its texts, with': '', 'without': ''}
        if name in own:
            mine = {'its texts, with': f1_of(base, own[name], words), 'without': f1_of(net, own[name], words)}
        found = {kind: f1 for kind, f1 in scores(held, predict([net], held, words)).items() if kind != 'names'}
        return {'left out': name, **found, **mine}

    base = trained('')
    yield row('nothing', base)
    yield row('the course', restored(old, gold, distil.HEADS))
    for name in sources:
        yield row(name, trained(name))


def groups() -> dict[str, list[str]]:
    """The groups of kinds of made texts."""
    return dict(parts()['groups'])


def of_kinds(kinds: Sequence[str], count: int, seed: int) -> list[Example]:
    """So many texts of each of these kinds and of no other."""
    others = [kind for kind in parts()['kinds'] if kind not in kinds]
    return list(examples(releases(count * len(kinds), seed, without=others)))


def f1_of(net: Net, held: Sequence[Example], words: Words) -> float:
    """Exact F1 of names of all types; where there is none to find, the share of texts in which none is found."""
    found = predict([net], held, words)
    if not any(e.text.layers['names'] for e in held):
        return sum(not any(p['names']) for p in found) / len(found)
    return scores(held, found)['names']
