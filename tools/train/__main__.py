"""Trains the names model and writes its file: `python -m tools.train --help`."""

from __future__ import annotations

from pathlib import Path

import click
from svodka.tag.names import MODEL

from tools.train.distil import train
from tools.train.tune import tune


@click.command(context_settings={'show_default': True})
@click.option(
    '--corpora',
    type=click.Path(exists=True, path_type=Path),
    default=Path('../shared/corpora'),
    help='Folder with nerel-train, runormas-train and, to report scores only, nerel.',
)
@click.option('--out', type=click.Path(path_type=Path), default=MODEL, help='The model file to write.')
@click.option(
    '--work',
    type=click.Path(path_type=Path),
    default=Path('train-work'),
    help='Folder for what can be used again: encoded corpora and teachers.',
)
@click.option('--processes', default=2, help='Nets trained at a time, one thread each.')
@click.option(
    '--start',
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help='A model file to go on from with texts as releases write them, instead of beginning anew.',
)
def main(corpora: Path, out: Path, work: Path, processes: int, start: Path | None) -> None:
    """Train the names model on NEREL train and RuNormAS train and write its file."""
    if start is None:
        train(corpora, out, work, processes)
    else:
        tune(corpora, start, out, work)


if __name__ == '__main__':
    main()
