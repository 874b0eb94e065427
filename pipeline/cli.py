"""Options and messages (a first, plain version)."""

from __future__ import annotations

from pathlib import Path

import click


@click.group()
def main() -> None:
    """svodka."""


@main.command()
@click.argument('source', type=Path)
@click.option('--out', type=Path, required=True)
@click.option('--format', 'formats', multiple=True)
def extract(source: Path, out: Path, formats: tuple[str, ...]) -> None:
    """Tables of a folder of releases."""
    from pipeline.analyse import analyse
    from pipeline.read import read_file
    from pipeline.tables import write

    documents = [d for p in sorted(source.rglob('*')) if p.is_file() for d in read_file(p, p.relative_to(source).as_posix())]
    write(analyse(documents), out)
