"""Options and messages, no logic."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import click

from pipeline import __version__


@click.group(context_settings={'help_option_names': ['-h', '--help']})
@click.version_option(__version__, prog_name='svodka')
def main() -> None:
    """Turn Russian press releases and news into tables: who, which organisation, where, when, and who said what.

    \b
    svodka extract releases --out tables     read a folder, write tables
    svodka explain "текст"                   show what is found in a text, and why
    """


class Listing(click.Command):
    """A command whose --format takes several values: --format parquet csv."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        spread: list[str] = []
        listing = False
        for arg in args:
            if listing and arg in ('parquet', 'csv', 'xlsx') and spread[-1] != '--format':
                spread.append('--format')
            elif arg.startswith('-'):
                listing = arg == '--format'
            elif arg not in ('parquet', 'csv', 'xlsx'):
                listing = False
            spread.append(arg)
        return super().parse_args(ctx, spread)


@main.command(cls=Listing)
@click.argument('sources', nargs=-1, required=True, metavar='SOURCE...')
@click.option('--out', required=True, metavar='FOLDER', help='Folder for the tables.')
@click.option('--format', 'formats', multiple=True, type=click.Choice(['parquet', 'csv', 'xlsx']),
              help='Formats of the tables; all three unless said.')
@click.option('--workers', type=click.IntRange(1), help='Processes; one a core unless said.')
@click.option('--cluster', metavar='ADDRESS', help='A Dask scheduler whose workers are to do it: tcp://host:8786.')
@click.option('--tagger', type=click.Choice(['svodka', 'natasha']), default='svodka', show_default=True,
              help="Whose model marks names: svodka's, or natasha's for comparison.")
@click.option('--any-language', is_flag=True, help='Keep documents that are not in Russian.')
@click.option('--text-column', help='Column of .csv and .jsonl files that holds the text.')
@click.option('--date-column', help='Column of .csv and .jsonl files that holds the date of publication.')
@click.option('--max-bytes', type=click.IntRange(1), default=50_000_000, show_default=True,
              help='Largest file, and what an archive may unpack to.')
@click.option('--max-seconds', type=click.FloatRange(0, min_open=True), default=60.0, show_default=True,
              help='Longest time for one document.')
@click.option('--csv-dialect', type=click.Choice(['standard', 'excel', 'excel-ru']), default='standard', show_default=True,
              help='excel guards against formulas; excel-ru also writes semicolons and decimal commas.')
@click.option('--xlsx-tokens', is_flag=True, help='A sheet for tokens in the workbook, too.')
def extract(sources: tuple[str, ...], out: str, **given: Any) -> None:
    """Read files and folders of releases and write their tables.

    Run it again after adding, changing or removing releases: only what is new or changed is done.
    """  # fmt: skip
    from pipeline.read import ReadOptions
    from pipeline.run import RunError, RunOptions, run
    from pipeline.shards import WorkOptions
    from pipeline.tables import FORMATS, TableOptions

    read = ReadOptions(max_bytes=given['max_bytes'], max_seconds=given['max_seconds'], text_column=given['text_column'],
                       date_column=given['date_column'], any_language=given['any_language'])  # fmt: skip
    tables = TableOptions(given['formats'] or FORMATS, given['csv_dialect'], given['xlsx_tokens'])
    options = RunOptions(WorkOptions(read, given['tagger']), tables, given['workers'], given['cluster'])
    try:
        summary = run(sources, out, options, _progress())
    except RunError as error:
        click.echo(f'svodka: {error}', err=True)
        sys.exit(2)
    _summarise(summary)
    sys.exit(1 if summary.status.get('failed') else 0)


def _progress() -> Callable[[Any], None]:
    return lambda _: None


def _summarise(summary: Any) -> None:
    """Print what a run did."""
    counts = ', '.join(f'{n} {status}' for status, n in summary.status.items())
    click.echo(f'{sum(summary.status.values())} documents ({counts}) from {summary.files} files, '
               f'{summary.fresh} of them new or changed, in {summary.seconds:.1f} s.')  # fmt: skip
    click.echo('Rows: ' + ', '.join(f'{table} {n}' for table, n in summary.rows.items()) + '.')
    click.echo(f'The tables are in {summary.out}.')
