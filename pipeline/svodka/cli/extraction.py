"""The command that makes tables."""

from __future__ import annotations

import os
import sys
from contextlib import closing, nullcontext
from pathlib import Path
from typing import Any

import click

from svodka.cli.terminal import Listing, say


@click.command(cls=Listing)
@click.argument('sources', nargs=-1, required=True, metavar='SOURCE...')
@click.option('--out', required=True, metavar='FOLDER', help='Folder for the tables.')
@click.option(
    '--format',
    'formats',
    multiple=True,
    type=click.Choice(['parquet', 'csv', 'xlsx']),
    help='Formats of the tables; all three unless said.',
)
@click.option('--workers', type=click.IntRange(1), help='Processes; one a core unless said.')
@click.option('--cluster', metavar='ADDRESS', help='A Dask scheduler whose workers are to do it: tcp://host:8786.')
@click.option(
    '--tagger',
    type=click.Choice(['svodka', 'natasha']),
    default='svodka',
    show_default=True,
    help="Whose model marks names: svodka's, or natasha's for comparison.",
)
@click.option('--any-language', is_flag=True, help='Keep documents that are not in Russian.')
@click.option('--text-column', help='Column of .csv and .jsonl files that holds the text.')
@click.option('--date-column', help='Column of .csv and .jsonl files that holds the date of publication.')
@click.option('--outlet-column', help='Column of .csv and .jsonl files that tells who published the text.')
@click.option('--url-column', help='Column of .csv and .jsonl files that holds the address of the text.')
@click.option('--no-ocr', is_flag=True, help='Do not recognise pictures of pages, which takes seconds a page.')
@click.option(
    '--max-bytes',
    type=click.IntRange(1),
    default=50_000_000,
    show_default=True,
    help='Largest file, and what an archive may unpack to.',
)
@click.option(
    '--max-characters', type=click.IntRange(1), default=2_000_000, show_default=True, help='Longest text of a document.'
)
@click.option(
    '--max-seconds',
    type=click.FloatRange(0, min_open=True),
    default=60.0,
    show_default=True,
    help='Longest time for one document.',
)
@click.option(
    '--csv-dialect',
    type=click.Choice(['standard', 'excel', 'excel-ru']),
    default='standard',
    show_default=True,
    help='excel guards against formulas; excel-ru writes semicolons and decimal commas, too.',
)
@click.option('--xlsx-tokens', is_flag=True, help='A sheet for tokens in the workbook, too.')
@click.option(
    '--language', type=click.Choice(['ru', 'en']), default='ru', show_default=True, help='Language of the workbook.'
)
@click.option(
    '--corrections',
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help='CSV file of corrections to entities and single rows; repeat it for more files. docs/how-to.md tells its '
    'columns.',
)
@click.option(
    '--include', multiple=True, metavar='GLOB', help='Only files like this, «*.html» or «2025/**»; repeat it.'
)
@click.option('--exclude', multiple=True, metavar='GLOB', help='No files like this, «drafts/**» or «~*»; repeat it.')
@click.option('--strict', is_flag=True, help='Exit with 1 if any document failed, and not only if one failed anew.')
@click.option('--quiet', '-q', is_flag=True, help='Say nothing but what went wrong.')
@click.option('--verbose', '-v', is_flag=True, help='Name every document that failed, and more of what was done.')
@click.option('--json', 'as_json', is_flag=True, help='Tell what was done as one line of JSON, and nothing else.')
def extract(sources: tuple[str, ...], out: str, strict: bool, **given: Any) -> None:
    """Read files and folders of releases and write their tables.

    Run it again after adding, changing or removing releases: only what is new or changed is done, and what may have
    failed for a reason that has passed. What --include and --exclude leave out is not in the tables.

    Options may stand in a file svodka.toml beside the first SOURCE; those of the command line go before.

    \b
    Exit codes: 0 all was read; 1 some document failed that did not fail in the last run, too;
    2 wrong usage; 3 the tables could not be written; 130 interrupted.
    """  # fmt: skip
    from svodka.cli.outcome import Voice, tell_summary
    from svodka.run.workers import ENVIRONMENT, processes_ahead

    if sum(map(bool, (given['quiet'], given['verbose'], given['as_json']))) > 1:
        raise click.UsageError('Give one of --quiet, --verbose and --json.')
    voice: Voice = 'json' if given['as_json'] else 'quiet' if given['quiet'] else 'verbose' if given['verbose'] else ''
    os.environ.update(ENVIRONMENT)  # this process, too, is svodka's own
    # For a folder without tables there is surely something to do: a worker loads what it needs meanwhile.
    first = not (Path(out) / 'run.json').exists() and all(os.path.exists(source) for source in sources)
    pool = processes_ahead(given['workers']) if first and not given['cluster'] else None

    from svodka.cli.progress import shown
    from svodka.collection.corrections import CorrectionsError, join_corrections
    from svodka.read.settings import ReadOptions
    from svodka.run.batch import run
    from svodka.run.interface import RunError, RunOptions
    from svodka.run.shards import WorkOptions
    from svodka.tables import FORMATS, TableOptions

    read = ReadOptions(max_bytes=given['max_bytes'], max_seconds=given['max_seconds'], text_column=given['text_column'],
                       date_column=given['date_column'],
                       outlet_column=given['outlet_column'], url_column=given['url_column'],
                       any_language=given['any_language'], ocr=not given['no_ocr'],
                       max_characters=given['max_characters'])  # fmt: skip
    tables = TableOptions(given['formats'] or FORMATS, given['csv_dialect'], given['xlsx_tokens'],
                          given['language'])  # fmt: skip
    try:
        corrections = join_corrections(given['corrections']) if given['corrections'] else ()
        work = WorkOptions(read, given['tagger'])
        options = RunOptions(work, tables, given['workers'], given['cluster'], corrections,
                             given['include'], given['exclude'])  # fmt: skip
        with closing(pool) if pool else nullcontext(), shown(voice in ('', 'verbose')) as tell:
            summary = run(sources, out, options, tell, pool)
    except (RunError, CorrectionsError) as error:
        say(f'svodka: {error}', err=True)
        sys.exit(3 if isinstance(error, RunError) and not error.usage else 2)
    tell_summary(summary, voice)
    sys.exit(1 if summary.failed_anew or (strict and summary.status.get('failed')) else 0)
