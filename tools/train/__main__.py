"""Trains the names model, writes its file and its figures into the card: `python -m tools.train --help`."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import click
from svodka.tag.names_model import MODEL, model_hash

from tools.train.ablate import ablation
from tools.train.card import CARD, figures, write_ablation, write_figures
from tools.train.distil import RECIPE, train
from tools.train.tune import tune


@click.command(context_settings={'show_default': True})
@click.option(
    '--corpora',
    type=click.Path(exists=True, path_type=Path),
    default=Path('../shared/corpora'),
    help='Folder with nerel-train, runormas-train and, to report scores only, nerel.',
)
@click.option('--out', type=click.Path(path_type=Path), default=MODEL, help='The model file to write.')
@click.option('--card', type=click.Path(path_type=Path), default=CARD, help='The card that gets the figures.')
@click.option(
    '--work',
    type=click.Path(path_type=Path),
    default=Path('train-work'),
    help='Folder for what can be used again: encoded corpora and nets.',
)
@click.option('--processes', default=2, help='Nets trained at a time, one thread each.')
@click.option(
    '--runs',
    default=1,
    help='Trainings, each with other seeds; the first ships, the card says how far they differ.',
)
@click.option(
    '--start',
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help='A model file to go on from with texts made by rule, instead of beginning anew.',
)
@click.option(
    '--ablate',
    is_flag=True,
    help='Only measure what each kind of made text is worth to a net that goes on from --start; into the card.',
)
def main(
    corpora: Path, out: Path, card: Path, work: Path, processes: int, runs: int, start: Path | None, ablate: bool
) -> None:
    """Train the names model on NEREL train, RuNormAS train and texts made by rule, and write its file and figures."""
    if ablate:
        rows = []
        for row in ablation(corpora, start or MODEL, work, RECIPE):
            click.echo(row)
            rows.append(row)
            write_ablation(card, rows)
        return
    files = [out, *(work / f'run{number}.npz' for number in range(1, runs))]
    started = time.time()
    for number, file in enumerate(files):
        recipe = replace(RECIPE, seed=number)
        if start is None:
            train(corpora, file, work, processes, recipe)
        else:
            tune(corpora, start, file, work, recipe)
        click.echo(f'{file}: {file.stat().st_size:,} bytes, sha256 {model_hash(file)}')
    click.echo(f'{(time.time() - started) / 60:.0f} minutes')
    write_figures(card, [(model_hash(file), figures(file, work)) for file in files])


if __name__ == '__main__':
    main()
