"""What the nets see of each corpus, kept in the work folder under the hash of its texts."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from tools.train import corpora
from tools.train.augment import augment
from tools.train.features import Example, examples
from tools.train.invented import invented
from tools.train.releases import releases


def texts(folder: Path, name: str, counts: Mapping[str, int]) -> list[corpora.Text]:
    """The texts of a corpus; NEREL's once more, written otherwise; or so many as `counts` says, invented or made."""
    if name == 'augmented':
        return [augment(text, seed) for seed, text in enumerate(corpora.nerel(folder / 'nerel-train'))]
    if name == 'invented':
        return list(invented(counts[name]))
    if name == 'releases':
        return list(releases(counts[name]))
    return list(corpora.runormas(folder / name) if name.startswith('runormas') else corpora.nerel(folder / name))


def encode(folder: Path, work: Path, names: Sequence[str], counts: Mapping[str, int]) -> None:
    """Puts what the nets see of each corpus into the work folder, unless it lies there."""
    for name in names:
        found = texts(folder, name, counts)
        digest = hashlib.sha256(repr(found).encode()).hexdigest()[:16]
        path = work / f'{name}.pickle'
        if not path.exists() or path.with_suffix('.sha256').read_text() != digest:
            click.echo(f'encoding {name}: {len(found)} texts')
            path.write_bytes(pickle.dumps(list(examples(found)), protocol=5))
            path.with_suffix('.sha256').write_text(digest)


def load(work: Path, name: str) -> list[Example]:
    found: list[Example] = pickle.loads((work / f'{name}.pickle').read_bytes())
    return found
