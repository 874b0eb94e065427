"""The commands that hand tables on: as pages, and to other programs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from svodka.cli.terminal import Command, say
from svodka.export import CHOICES, FORMATS, ExportError
from svodka.printable import counted

if TYPE_CHECKING:  # so that the command starts at once
    from svodka.schema import Language


@click.command(cls=Command)
@click.argument('tables', type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    '--out',
    required=True,
    type=click.Path(path_type=Path),
    metavar='FOLDER',
    help='Folder for the pages: a new or an empty one, or that of an older report, which is replaced.',
)
@click.option('--language', type=click.Choice(['ru', 'en']), default='ru', show_default=True,
              help='Language of the pages.')  # fmt: skip
def report(tables: Path, out: Path, language: Language) -> None:
    """Make pages for the browser of the tables in a folder.

    They open from disk, index.html first, without a server and without the network: an overview, a page for each
    document, person, organisation and place, the quotations, and a search over everything.
    """
    from svodka.report import ReportError, write_report

    def tell(step: str) -> None:
        if sys.stderr.isatty():
            say(f'{step} …', err=True)

    try:
        pages = write_report(tables, out, language, tell)
    except (ReportError, FileNotFoundError) as error:
        say(f'svodka: {error}', err=True)
        sys.exit(2)
    say(f'Written to {out}: {counted(pages, "page")}. Open {out / "index.html"} in a browser.')


@click.command(cls=Command)
@click.argument('tables', type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option('--to', required=True, type=click.Choice(tuple(FORMATS)), metavar='FORMAT',
              help='One of the formats above.')  # fmt: skip
@click.option('--out', required=True, type=click.Path(path_type=Path), metavar='FILE',
              help='What to write; it must not exist yet. A folder for brat.')  # fmt: skip
@click.option('--tables', 'chosen', metavar='A,B,…',
              help='Only these tables, for sqlite and duckdb; for brat, label-studio and jsonl of mentions, positions, '
                   'dates and quotations.')  # fmt: skip
@click.option('--no-tokens', is_flag=True, help='All tables but that of tokens, the largest, for sqlite and duckdb.')
def export(tables: Path, to: str, out: Path, chosen: str | None, no_tokens: bool) -> None:
    """Hand the TABLES in a folder on to another program.

    \b
    sqlite          SQLite with keys, indexes and full-text search, ready for Datasette
    duckdb          DuckDB with described columns
    gexf, graphml   a graph of who is mentioned with whom, for Gephi, yEd, Cytoscape
    gexf-speech,
    graphml-speech  a graph of who speaks of whom
    ftm             FollowTheMoney entities as JSON lines, for Aleph
    conllu          sentences as CoNLL-U, names in MISC
    brat            a folder of texts with standoff annotations
    label-studio    tasks with predictions
    jsonl           a document a line with all its rows
    """
    from svodka.export import export as write

    if not out.absolute().parent.is_dir():
        say(f'svodka: There is no folder {out.absolute().parent}: make it first.', err=True)
        sys.exit(2)
    wanted = [name.strip() for name in chosen.split(',')] if chosen is not None else None
    if no_tokens:
        wanted = [name for name in wanted or CHOICES.get(to, ()) if name != 'tokens']
    try:
        count = write(tables, to, out, wanted)
    except (ExportError, FileNotFoundError) as error:
        say(f'svodka: {error}', err=True)
        sys.exit(2)
    except OSError as error:
        say(f'svodka: {out} cannot be written ({error.strerror}): make room, or choose another place.', err=True)
        sys.exit(3)
    say(f'Written to {out}: {counted(count, FORMATS[to][2])}.')
