"""The figures in the model's card: what the training measured, written between marks by the training itself."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import torch
from svodka.tag.names_model import MODEL

from tools.train import distil
from tools.train.encoded import load
from tools.train.features import Example, examples
from tools.train.fit import Words, predict
from tools.train.net import Net
from tools.train.releases import releases
from tools.train.restore import read_arrays, restored
from tools.train.score import scores

CARD = MODEL.with_suffix('.md')
HELD_SEED, HELD = 1_000, 150  # made texts of the same kinds with other names, to measure on

Figures = dict[str, float]


def figures(file: Path, work: Path) -> Figures:
    """Exact F1 of the net in a model file, by itself, on NEREL dev and on made texts with other names."""
    held, stored = load(work, 'nerel'), read_arrays(file)
    words = Words(distil.load_words(work).navec, stored['dictionary'])
    net = restored(stored, held, distil.HEADS)
    made = list(examples(releases(HELD, HELD_SEED)))
    return measured('NEREL dev', net, held, words) | measured('made releases', net, made, words)


def measured(name: str, net: Net, held: Sequence[Example], words: Words) -> Figures:
    return {f'{name}, {kind}': f1 for kind, f1 in scores(held, predict([net], held, words)).items()}


def write_figures(card: Path, runs: Sequence[tuple[str, Figures]]) -> None:
    """Writes the hash and the figures of each run into the card, the first the one that ships."""
    names = ['this file', *(f'seed {number}' for number in range(1, len(runs)))]
    hashes = '; '.join(f'{name}: sha256 {hash_}' for name, (hash_, _) in zip(names, runs, strict=True))
    lines = [
        f'Torch {torch.__version__}. {hashes}.',
        '',
        f'| exact F1, the model alone | {" | ".join(names)} |' + (' most apart |' if len(runs) > 1 else ''),
        '|---|' + '--:|' * (len(runs) + (len(runs) > 1)),
    ]
    for key in runs[0][1]:
        values = [found[key] for _, found in runs]
        apart = f' {max(values) - min(values):.4f} |' if len(runs) > 1 else ''
        lines.append(f'| {key} | {" | ".join(f"{v:.4f}" for v in values)} |{apart}')
    put(card, 'figures', lines)


def write_ablation(card: Path, rows: Sequence[Mapping[str, object]]) -> None:
    """Writes what each kind of made text is worth into the card."""
    heads = list(rows[0])
    lines = [f'| {" | ".join(heads)} |', '|---|' + '--:|' * (len(heads) - 1)]
    for row in rows:
        lines.append('| ' + ' | '.join(f'{v:.3f}' if isinstance(v, float) else str(v) for v in row.values()) + ' |')
    put(card, 'ablation', lines)


def put(card: Path, name: str, lines: Sequence[str]) -> None:
    """Puts lines between `<!-- name -->` and `<!-- /name -->`; ValueError if the card has no such marks."""
    text = card.read_text(encoding='utf-8')
    marks = re.compile(f'(<!-- {name} -->\n).*?(<!-- /{name} -->)', re.DOTALL)
    if not marks.search(text):
        raise ValueError(f'{card} has no place for {name}: put the lines <!-- {name} --> and <!-- /{name} --> into it')
    card.write_text(marks.sub(lambda m: m[1] + '\n'.join(lines) + '\n' + m[2], text), encoding='utf-8')
