"""The whole of the training, from corpora to the model file.

Two nets learn from NEREL; what both together find is written on the texts of RuNormAS, which come without types; the
first net goes on learning from all of them and from invented texts, four times as much text (distillation, Hinton et
al. 2015, on hard labels); what ships lies between what it was and what it became.
"""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

import click
import numpy as np
import torch
from svodka.engine import shared
from svodka.tag.names import DECODED, model_hash

from tools.train import corpora
from tools.train.augment import augment
from tools.train.dictionary import dictionary
from tools.train.export import arrays, between, write_model
from tools.train.features import Example, examples
from tools.train.fit import Course, Source, Words, fit, predict
from tools.train.invented import invented
from tools.train.net import Net, Sizes
from tools.train.score import scores

CORPORA = ('nerel-train', 'augmented', 'invented', 'runormas-train', 'nerel')
HEADS = ('names', 'roles', 'dates', 'others')
SHIPPED = Sizes(hidden=128)
TEACHERS = ((SHIPPED, Course(epochs=8, seed=1)), (Sizes(hidden=160), Course(epochs=8, seed=2)))
LAST_COURSE = Course(epochs=6, tokens=800, seed=3)
INVENTED = 200  # texts, some 14,000 tokens
# What an epoch sees of the rewritten and the invented texts and of those that the teachers marked.
AUGMENTED_SHARE, INVENTED_SHARE, LABELLED_SHARE = 0.5, 0.5, 0.45
LAST_SHARE = 0.75  # of the last net in the mean that ships


def train(folder: Path, out: Path, work: Path, processes: int) -> None:
    """Trains on the corpora in `folder` and writes the model file `out`; `work` keeps what a second run can use."""
    torch.set_num_threads(1)
    work.mkdir(parents=True, exist_ok=True)
    encode(folder, work, CORPORA)
    if not (work / 'dictionary.npy').exists():
        np.save(work / 'dictionary.npy', dictionary())
    with ProcessPoolExecutor(processes, get_context('spawn')) as pool:
        list(pool.map(train_teacher, [work] * len(TEACHERS), range(len(TEACHERS))))
    words, held = load_words(work), load(work, 'nerel')
    teachers = [load_net(teacher_file(work, number)) for number in range(len(TEACHERS))]
    if not (work / 'labelled.pickle').exists():
        report('the teachers together', teachers, held, words)
        labelled = labels(teachers, load(work, 'runormas-train'), words)
        (work / 'labelled.pickle').write_bytes(pickle.dumps(labelled, protocol=5))
    sources = [*gold_sources(work), (load(work, 'invented'), INVENTED_SHARE), (load(work, 'labelled'), LABELLED_SHARE)]
    last = fit(
        SHIPPED,
        (*HEADS, 'marks'),
        sources,
        words,
        LAST_COURSE,
        lambda net, line: report(f'shipped, {line}', [net], held, words),
        teachers[0],
    )
    write_model(between(arrays(teachers[0], words.dictionary), arrays(last, words.dictionary), LAST_SHARE), out)
    click.echo(f'{out}: {out.stat().st_size:,} bytes, sha256 {model_hash(out)}')


def encode(folder: Path, work: Path, names: Sequence[str]) -> None:
    """Puts what the net sees of each corpus into the work folder, unless it lies there."""
    for name in names:
        path = work / f'{name}.pickle'
        if not path.exists():
            click.echo(f'encoding {name}')
            path.write_bytes(pickle.dumps(list(examples(texts(folder, name))), protocol=5))


def texts(folder: Path, name: str) -> list[corpora.Text]:
    """The texts of a corpus, or NEREL's once more, written otherwise, or invented ones."""
    if name == 'augmented':
        return [augment(text, seed) for seed, text in enumerate(corpora.nerel(folder / 'nerel-train'))]
    if name == 'invented':
        return list(invented(INVENTED))
    return list(corpora.runormas(folder / name) if name.startswith('runormas') else corpora.nerel(folder / name))


def load(work: Path, name: str) -> list[Example]:
    found: list[Example] = pickle.loads((work / f'{name}.pickle').read_bytes())
    return found


def gold_sources(work: Path) -> list[Source]:
    return [(load(work, 'nerel-train'), 1.0), (load(work, 'augmented'), AUGMENTED_SHARE)]


def load_words(work: Path) -> Words:
    with shared.models() as models:
        return Words(models.navec, np.load(work / 'dictionary.npy'))


def teacher_file(work: Path, number: int) -> Path:
    return work / f'teacher{number + 1}.pt'


def train_teacher(work: Path, number: int) -> None:
    """One teacher, kept in the work folder."""
    path = teacher_file(work, number)
    if path.exists():
        return
    torch.set_num_threads(1)
    words, held = load_words(work), load(work, 'nerel')
    sizes, course = TEACHERS[number]
    net = fit(
        sizes,
        HEADS,
        gold_sources(work),
        words,
        course,
        lambda net, line: report(f'{path.stem}, {line}', [net], held, words),
    )
    torch.save((sizes, HEADS, net.state_dict()), path)


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
