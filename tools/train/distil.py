"""The whole of the training, from corpora to the model file.

Two nets learn from NEREL; what both together find is written on the texts of RuNormAS, which come without types. From
the first of them students go on with all of it and with texts made by rule (distillation, Hinton et al. 2015, on hard
labels). What ships is the mean of the students (model soups, Wortsman et al. 2022), and lies between it and the first
net.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import click
import numpy as np
import torch
from svodka.engine import shared
from svodka.tag.names_model import DECODED

from tools.train.dictionary import dictionary
from tools.train.encoded import encode, load
from tools.train.export import arrays, between, mean, write_model
from tools.train.features import Example
from tools.train.fit import Course, Source, Words, fit, predict
from tools.train.net import Net, Sizes
from tools.train.score import scores

HEADS = ('names', 'roles', 'dates', 'others')
SHIPPED = Sizes(hidden=128)
LAST_SHARE = 0.75  # of the students in the mean that ships


@dataclass(frozen=True)
class Recipe:
    """How much text is made, how long the nets learn and which seeds they begin with.

    `shares` are those of each corpus that an epoch of the students sees, `gold` those that a teacher's sees; `seed`
    moves all seeds of the nets, the texts stay.
    """

    invented: int = 200  # texts, some 14,000 tokens
    releases: int = 1200  # texts, some 75,000 tokens
    teachers: tuple[tuple[Sizes, Course], ...] = (
        (SHIPPED, Course(epochs=8, seed=1)),
        (Sizes(hidden=160), Course(epochs=8, seed=2)),
    )
    students: tuple[Course, ...] = (Course(epochs=4, tokens=800, seed=3), Course(epochs=4, tokens=800, seed=4))
    gold: dict[str, float] = field(default_factory=lambda: {'nerel-train': 1.0, 'augmented': 0.5})
    made: dict[str, float] = field(default_factory=lambda: {'invented': 0.5, 'releases': 1.0})
    labelled: float = 0.45
    seed: int = 0

    def counts(self) -> dict[str, int]:
        """How many texts are made of each kind of corpus that has no file."""
        return {'invented': self.invented, 'releases': self.releases}


RECIPE = Recipe()


def train(folder: Path, out: Path, work: Path, processes: int, recipe: Recipe = RECIPE) -> None:
    """Trains on the corpora in `folder` and writes the model file `out`; `work` keeps what another run can use."""
    prepared(folder, work, recipe)
    each(partial(train_teacher, work, recipe), len(recipe.teachers), processes)
    write_labels(work, recipe)
    each(partial(train_student, work, recipe), len(recipe.students), processes)
    known = np.load(work / 'dictionary.npy')
    first = arrays(load_net(teacher_file(work, recipe, 0)), known)
    students = [arrays(load_net(student_file(work, recipe, n)), known) for n in range(len(recipe.students))]
    write_model(between(first, mean(students), LAST_SHARE), out)


def each(job: Callable[[int], None], count: int, processes: int) -> None:
    """Does a job for each number below `count`, in processes of their own if there are to be several."""
    if processes == 1:
        for number in range(count):
            job(number)
        return
    with ProcessPoolExecutor(processes, get_context('spawn')) as pool:
        list(pool.map(job, range(count)))


def prepared(folder: Path, work: Path, recipe: Recipe) -> None:
    """Puts into the work folder what the nets see: encoded texts and the dictionary's flags."""
    once(work)
    encode(folder, work, (*recipe.gold, *recipe.made, 'runormas-train', 'nerel'), recipe.counts())
    if not (work / 'dictionary.npy').exists():
        np.save(work / 'dictionary.npy', dictionary())
    seeded(work, recipe).mkdir(exist_ok=True)


def once(work: Path) -> None:
    """Makes torch give the same numbers for the same seeds, and the folder."""
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    work.mkdir(parents=True, exist_ok=True)


def seeded(work: Path, recipe: Recipe) -> Path:
    return work / f'seed{recipe.seed}'


def teacher_file(work: Path, recipe: Recipe, number: int) -> Path:
    return seeded(work, recipe) / f'teacher{number + 1}.pt'


def student_file(work: Path, recipe: Recipe, number: int) -> Path:
    return seeded(work, recipe) / f'student{number + 1}.pt'


def moved(course: Course, recipe: Recipe) -> Course:
    """A course with the seed of another run."""
    return replace(course, seed=course.seed + 10 * recipe.seed)


def gold_sources(work: Path, recipe: Recipe) -> list[Source]:
    return [(load(work, name), share) for name, share in recipe.gold.items()]


def load_words(work: Path) -> Words:
    with shared.models() as models:
        return Words(models.navec, np.load(work / 'dictionary.npy'))


def train_teacher(work: Path, recipe: Recipe, number: int) -> None:
    """One teacher, kept in the work folder."""
    path = teacher_file(work, recipe, number)
    if path.exists():
        return
    once(work)
    words, held = load_words(work), load(work, 'nerel')
    sizes, course = recipe.teachers[number]
    net = fit(
        sizes,
        HEADS,
        gold_sources(work, recipe),
        words,
        moved(course, recipe),
        lambda net, line: report(f'{path.stem}, {line}', [net], held, words),
    )
    save_net(net, HEADS, path)


def write_labels(work: Path, recipe: Recipe) -> None:
    """What the teachers together find in the texts that come without types, kept in the work folder."""
    path = seeded(work, recipe) / 'labelled.pickle'
    if path.exists():
        return
    words = load_words(work)
    teachers = [load_net(teacher_file(work, recipe, number)) for number in range(len(recipe.teachers))]
    report('the teachers together', teachers, load(work, 'nerel'), words)
    path.write_bytes(pickle.dumps(labels(teachers, load(work, 'runormas-train'), words), protocol=5))


def train_student(work: Path, recipe: Recipe, number: int) -> None:
    """One student, kept in the work folder."""
    path = student_file(work, recipe, number)
    if path.exists():
        return
    once(work)
    words, held = load_words(work), load(work, 'nerel')
    labelled: list[Example] = pickle.loads((seeded(work, recipe) / 'labelled.pickle').read_bytes())
    made = [(load(work, name), share) for name, share in recipe.made.items()]
    net = fit(
        recipe.teachers[0][0],
        (*HEADS, 'marks'),
        [*gold_sources(work, recipe), *made, (labelled, recipe.labelled)],
        words,
        moved(recipe.students[number], recipe),
        lambda net, line: report(f'{path.stem}, {line}', [net], held, words),
        load_net(teacher_file(work, recipe, 0)),
    )
    save_net(net, (*HEADS, 'marks'), path)


def save_net(net: Net, heads: Sequence[str], path: Path) -> None:
    torch.save((net.sizes, tuple(heads), net.state_dict()), path)


def load_net(path: Path) -> Net:
    with torch.serialization.safe_globals([Sizes]):
        sizes, heads, weights = torch.load(path)
    net = Net(sizes, heads)
    net.load_state_dict(weights)
    return net.eval()


def labels(teachers: Sequence[Net], unlabelled: Sequence[Example], words: Words) -> list[Example]:
    """The texts with the teachers' names and positions as if they were gold, beside the marks that are."""
    said = predict(teachers, unlabelled, words)
    return [
        replace(e, gold=e.gold | {head: np.array(p[head], np.int64) for head in DECODED})
        for e, p in zip(unlabelled, said, strict=True)
    ]


def report(line: str, nets: Sequence[Net], held: Sequence[Example], words: Words) -> None:
    """Prints exact F1 on the texts that nothing is learnt from."""
    found = scores(held, predict(nets, held, words))
    click.echo(f'{line}: ' + ', '.join(f'{kind} {f1:.3f}' for kind, f1 in found.items()))
