"""The whole of the training, from corpora to the model file.

Two wider nets learn from NEREL; what both together find marks the texts of RuNormAS, which come without types; the net
that ships learns from NEREL and from these, four times as much text (distillation, Hinton et al. 2015, on hard labels).
"""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import click
import numpy as np
import torch

from pipeline.tag.encode import models
from pipeline.tag.names import DECODED, model_hash
from pipeline.train import corpora
from pipeline.train.augment import augment
from pipeline.train.dictionary import dictionary
from pipeline.train.export import write_model
from pipeline.train.features import Example, examples
from pipeline.train.fit import Course, Source, Words, fit, predict
from pipeline.train.net import Net, Sizes
from pipeline.train.score import scores

CORPORA = ('nerel-train', 'augmented', 'runormas-train', 'nerel')
HEADS = ('names', 'roles', 'dates', 'others', 'marks')
TEACHER, STUDENT = Sizes(hidden=160), Sizes(hidden=128)
TEACHER_COURSES = (Course(epochs=9, tokens=800, seed=1), Course(epochs=9, tokens=800, seed=2))
STUDENT_COURSE = Course(epochs=9, tokens=800, seed=3)
# What an epoch sees of each corpus.
AUGMENTED_SHARE, TEACHER_UNLABELLED_SHARE, STUDENT_UNLABELLED_SHARE = .5, .15, .45


def train(folder: Path, out: Path, work: Path, processes: int) -> None:
    """Trains on the corpora in `folder` and writes the model file `out`; `work` keeps what a second run can use."""
    torch.set_num_threads(1)
    work.mkdir(parents=True, exist_ok=True)
    for name in CORPORA:
        path = work / f'{name}.pickle'
        if not path.exists():
            click.echo(f'encoding {name}')
            path.write_bytes(pickle.dumps(list(examples(texts(folder, name))), protocol=5))
    if not (work / 'dictionary.npy').exists():
        np.save(work / 'dictionary.npy', dictionary(models().navec))
    with ProcessPoolExecutor(processes, get_context('spawn')) as pool:
        list(pool.map(train_teacher, [work] * len(TEACHER_COURSES), range(len(TEACHER_COURSES))))
    words, gold, augmented, unlabelled, held = load(work)
    teachers = [load_net(path) for path in teacher_files(work)]
    report(f'{len(teachers)} teachers', teachers, held, words)
    labelled = labels(teachers, unlabelled, words)
    sources = [(gold, 1.), (augmented, AUGMENTED_SHARE), (labelled, STUDENT_UNLABELLED_SHARE)]
    student = fit(STUDENT, HEADS, sources, words, STUDENT_COURSE,
                  lambda net, line: report(f'student {line}', [net], held, words))
    write_model(student, words.dictionary, out)
    report('shipped', [student], held, words)
    click.echo(f'{out}: {out.stat().st_size:,} bytes, sha256 {model_hash(out)}')


def texts(folder: Path, name: str) -> list[corpora.Text]:
    """The texts of a corpus, or NEREL's once more, written otherwise."""
    if name == 'augmented':
        return [augment(text, seed) for seed, text in enumerate(corpora.nerel(folder / 'nerel-train'))]
    return list(corpora.runormas(folder / name) if name.startswith('runormas') else corpora.nerel(folder / name))


def load(work: Path) -> tuple[Words, list[Example], list[Example], list[Example], list[Example]]:
    """What is known of words, and the examples of NEREL train, the same augmented, RuNormAS train, NEREL dev."""
    read: list[Any] = [pickle.loads((work / f'{name}.pickle').read_bytes()) for name in CORPORA]
    return Words(models().navec, np.load(work / 'dictionary.npy')), read[0], read[1], read[2], read[3]


def teacher_files(work: Path) -> list[Path]:
    return [work / f'teacher{course.seed}.pt' for course in TEACHER_COURSES]


def train_teacher(work: Path, number: int) -> None:
    """One teacher, kept in the work folder."""
    path = teacher_files(work)[number]
    if path.exists():
        return
    torch.set_num_threads(1)
    words, gold, augmented, unlabelled, held = load(work)
    sources: list[Source] = [(gold, 1.), (augmented, AUGMENTED_SHARE), (unlabelled, TEACHER_UNLABELLED_SHARE)]
    net = fit(TEACHER, HEADS, sources, words, TEACHER_COURSES[number],
              lambda net, line: report(f'{path.stem} {line}', [net], held, words))
    torch.save((TEACHER, HEADS, net.state_dict()), path)


def load_net(path: Path) -> Net:
    with torch.serialization.safe_globals([Sizes]):
        sizes, heads, weights = torch.load(path)
    net = Net(sizes, heads)
    net.load_state_dict(weights)
    return net.eval()


def labels(teachers: Sequence[Net], unlabelled: Sequence[Example], words: Words) -> list[Example]:
    """The texts with the teachers' names and positions as if they were gold, beside the marks that are."""
    said = predict(teachers, unlabelled, words)
    return [replace(e, gold=e.gold | {head: np.array(p[head], np.int64) for head in DECODED})
            for e, p in zip(unlabelled, said, strict=True)]


def report(line: str, nets: Sequence[Net], held: Sequence[Example], words: Words) -> None:
    """Prints exact F1 on the texts that nothing is learnt from."""
    found = scores(held, predict(nets, held, words))
    click.echo(f'{line}: ' + ', '.join(f'{kind} {f1:.3f}' for kind, f1 in found.items()))

