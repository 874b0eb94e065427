"""Options and messages, no logic."""

from __future__ import annotations

import datetime as dt
import os
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from svodka import __version__
from svodka.cli.terminal import Commands, Listing, say
from svodka.export import FORMATS, ExportError
from svodka.printable import counted
from svodka.schema import TABLES

if TYPE_CHECKING:  # so that the command starts at once
    from svodka.report import Language
    from svodka.run.batch import Summary
    from svodka.tag import Tagger


@click.group(cls=Commands, context_settings={'help_option_names': ['-h', '--help']})
@click.version_option(__version__, prog_name='svodka')
def main() -> None:
    """Turn Russian press releases and news into tables: who, which organisation, where, when, and who said what.

    \b
    svodka extract releases --out tables     read a folder, write tables
    svodka report tables --out pages         make pages for the browser of the tables
    svodka view tables quotations            show rows of a table
    svodka export tables --to sqlite --out tables.db
                                             hand them on: SQLite, graphs, CoNLL-U, brat …
    svodka duplicates tables                 propose entities that are likely one
    svodka corrections tables/svodka.xlsx    make corrections of what you wrote into the workbook
    svodka evaluate tables gold.csv          compare a table with one that you corrected
    svodka explain "текст"                   show what is found in a text, and why
    """


@main.command(cls=Listing)
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
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help='CSV file of corrections to entities; `svodka duplicates` proposes some.',
)
@click.option('--strict', is_flag=True, help='Exit with 1 if any document failed, and not only if one failed anew.')
def extract(sources: tuple[str, ...], out: str, strict: bool, **given: Any) -> None:
    """Read files and folders of releases and write their tables.

    Run it again after adding, changing or removing releases: only what is new or changed is done, and what may have
    failed for a reason that has passed.

    \b
    Exit codes: 0 all was read; 1 some document failed that did not fail in the last run, too;
    2 wrong usage; 3 the tables could not be written; 130 interrupted.
    """  # fmt: skip
    from svodka.cli.progress import shown
    from svodka.collection.corrections import CorrectionsError, read_corrections
    from svodka.read import ReadOptions
    from svodka.run.batch import RunError, RunOptions, run
    from svodka.run.shards import WorkOptions
    from svodka.run.workers import ENVIRONMENT
    from svodka.tables import FORMATS, TableOptions

    os.environ.update(ENVIRONMENT)  # this process, too, is svodka's own
    read = ReadOptions(max_bytes=given['max_bytes'], max_seconds=given['max_seconds'], text_column=given['text_column'],
                       date_column=given['date_column'],
                       outlet_column=given['outlet_column'], url_column=given['url_column'],
                       any_language=given['any_language'], ocr=not given['no_ocr'],
                       max_characters=given['max_characters'])  # fmt: skip
    tables = TableOptions(given['formats'] or FORMATS, given['csv_dialect'], given['xlsx_tokens'],
                          given['language'])  # fmt: skip
    try:
        corrections = read_corrections(given['corrections']) if given['corrections'] else ()
        work = WorkOptions(read, given['tagger'])
        options = RunOptions(work, tables, given['workers'], given['cluster'], corrections)
        with shown(True) as tell:
            summary = run(sources, out, options, tell)
    except (RunError, CorrectionsError) as error:
        say(f'svodka: {error}', err=True)
        sys.exit(3 if isinstance(error, RunError) and not error.usage else 2)
    except KeyboardInterrupt:
        say('svodka: Stopped. What is done is kept: the same command goes on from here.', err=True)
        sys.exit(130)
    _summarise(summary)
    sys.exit(1 if summary.failed_anew or (strict and summary.status.get('failed')) else 0)


def _summarise(summary: Summary) -> None:
    """Print what a run did."""
    documents = ', '.join(f'{n} {status}' for status, n in summary.status.items())
    counts = {'new': summary.new, 'changed': summary.changed, 'done again': summary.again,
              'unchanged': summary.files - summary.fresh - summary.kept}  # fmt: skip
    files = ', '.join(f'{n} {what}' for what, n in counts.items() if n) or 'none of them new'
    gone = f'; {summary.gone} gone since the last run' if summary.gone else ''
    say(f'{counted(sum(summary.status.values()), "document")} ({documents}) from {counted(summary.files, "file")} '
        f'({files}{gone}), in {summary.seconds:.1f} s.')  # fmt: skip
    if summary.kept:
        say(f'Not to be looked at now, and in the tables as before: {counted(summary.kept, "file")}.')
    for folder in summary.passed_over:
        say(f'Passed over, as svodka itself has made it: {folder}.')
    if summary.stale:
        say(f'Not written by this run, and left as they are: {", ".join(summary.stale)}. Remove them if they are older '
            'tables, or they will be read with the new ones.')  # fmt: skip
    if summary.left_out:
        left_out = counted(summary.left_out, 'correction')
        say(f'The last run had {left_out}, this one none: give --corrections to apply the file again.')
    say('Rows: ' + ', '.join(f'{table} {n}' for table, n in summary.rows.items()) + '.')
    for effect in summary.corrections:
        say(f'Corrections, {effect}.')
    say(f'The tables are in {summary.out}.')
    if summary.status.get('failed'):
        say('Failed:')
        for path, message in summary.failed:
            say(f'  {path}: {message}')
        if summary.status['failed'] > len(summary.failed):
            say(f'  and {summary.status["failed"] - len(summary.failed)} more')
        out = shlex.quote(summary.out)
        say(f'See all: svodka view {out} documents --status failed --columns path,message --limit 0')


@main.command()
@click.argument('text')
@click.option('--published', type=click.DateTime(['%Y-%m-%d']), help='Date of publication, for relative dates.')
@click.option('--tagger', type=click.Choice(['svodka', 'natasha']), default='svodka', show_default=True,
              help="Whose model marks names: svodka's, or natasha's for comparison.")  # fmt: skip
def explain(text: str, published: dt.datetime | None, tagger: Tagger) -> None:
    """Show what is found in a text, and why.

    Sentences, tokens, names, positions, dates and quotations, with the rules that found them. TEXT is the text itself,
    or - to read it from the standard input.
    """
    from svodka.explain import show

    show(sys.stdin.read() if text == '-' else text, published.date() if published else None, tagger)


@main.command()
@click.argument('tables', type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    '--out',
    type=click.Path(dir_okay=False, path_type=Path),
    default='corrections.csv',
    show_default=True,
    help='CSV file for the proposals; it must not exist yet.',
)
def duplicates(tables: Path, out: Path) -> None:
    """List entities that are likely the same, for you to decide.

    Each line is a correction without its action: type «merge» in the first column of those that are right, and give the
    file to `svodka extract --corrections`. The other lines do nothing.
    """  # fmt: skip
    from svodka.collection.duplicates import TablesError, write_duplicates

    try:
        count = write_duplicates(tables, out)
    except TablesError as error:
        say(f'svodka: {error}', err=True)
        sys.exit(2)
    say(f'Written to {out}: {counted(count, "likely duplicate")}.')


@main.command()
@click.argument('workbook', type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    '--out',
    type=click.Path(dir_okay=False, path_type=Path),
    default='corrections.csv',
    show_default=True,
    help='CSV file for the corrections; it must not exist yet.',
)
def corrections(workbook: Path, out: Path) -> None:
    """Make a file of corrections of what you wrote into a workbook.

    \b
    In the column «Исправление» (correction) of a row stands
    удалить                            the row is wrong
    Иван Петров                        what the sheet is about: speaker, position, date, name
    дата: 01.09.2025; источник: ТАСС   fields of a document
    то же, что: Иван Петров            the entity is the same as another

    Give the file to `svodka extract --corrections`.
    """
    from svodka.tables.corrected import CorrectedError, write_corrections

    try:
        count = write_corrections(workbook, out)
    except CorrectedError as error:
        say(f'svodka: {error}', err=True)
        sys.exit(2)
    say(f'Written to {out}: {counted(count, "correction")}.')


@main.command()
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


@main.command()
@click.argument('tables', type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option('--to', required=True, type=click.Choice(tuple(FORMATS)), metavar='FORMAT',
              help='One of the formats above.')  # fmt: skip
@click.option('--out', required=True, type=click.Path(path_type=Path), metavar='FILE',
              help='What to write; it must not exist yet. A folder for brat.')  # fmt: skip
def export(tables: Path, to: str, out: Path) -> None:
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

    try:
        count = write(tables, to, out)
    except (ExportError, FileNotFoundError) as error:
        say(f'svodka: {error}', err=True)
        sys.exit(2)
    except OSError as error:
        say(f'svodka: {out} cannot be written ({error.strerror}): make room, or choose another place.', err=True)
        sys.exit(3)
    say(f'Written to {out}: {counted(count, FORMATS[to][2])}.')


@main.command()
@click.argument('tables', type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument('table', type=click.Choice(tuple(TABLES)), metavar='TABLE')
@click.option('--speaker', metavar='TEXT', help='Only what somebody of this name said.')
@click.option('--name', metavar='TEXT', help='Only rows with this name: of a person, an organisation, a place.')
@click.option('--words', metavar='TEXT', help='Only rows whose text holds all these words.')
@click.option('--document', metavar='TEXT', help='Only rows of documents with this in headline or path.')
@click.option('--status', metavar='TEXT', help='Only rows of this status, for example failed.')
@click.option(
    '--from', 'first', type=click.DateTime(['%Y-%m-%d']), metavar='DATE', help='Published on this day or later.'
)
@click.option(
    '--to', 'last', type=click.DateTime(['%Y-%m-%d']), metavar='DATE', help='Published on this day or earlier.'
)
@click.option('--columns', metavar='A,B,…', help='Which columns.')
@click.option('--limit', type=click.IntRange(0), default=50, show_default=True, help='Most rows; 0 for all.')
def view(
    tables: Path,
    table: str,
    first: dt.datetime | None,
    last: dt.datetime | None,
    columns: str | None,
    limit: int,
    **parts: str | None,
) -> None:
    """Show rows of one of the TABLES in a folder.

    \b
    svodka view tables quotations --speaker Мустафаев --from 2025-09-01
    svodka view tables positions --name "Институт" --columns person,position,organisation

    Parts of names and texts will do; letter case and ё do not matter.
    """
    from svodka.cli.view import Choice, ViewError, show

    choice = Choice(first=first.date() if first else None, last=last.date() if last else None, **parts)
    try:
        show(tables, table, choice, columns.split(',') if columns else (), limit)
    except (ViewError, FileNotFoundError) as error:
        say(f'svodka: {error}', err=True)
        sys.exit(2)


@main.command()
@click.argument('tables', type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument('gold', type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    '--table',
    type=click.Choice(tuple(TABLES)),
    metavar='TABLE',
    help='Which table the gold corrects; told by its file name or columns unless said.',
)
@click.option(
    '--all-documents',
    is_flag=True,
    help='Compare documents of which the gold has no row, too: everything found there is wrong then.',
)
@click.option(
    '--out',
    type=click.Path(dir_okay=False, path_type=Path),
    metavar='FILE',
    help='CSV file for the list of differences.',
)
@click.option('--limit', type=click.IntRange(0), default=20, show_default=True, help='Most differences to print.')
def evaluate(tables: Path, gold: Path, table: str | None, all_documents: bool, out: Path | None, limit: int) -> None:
    """Compare a table with a copy that you corrected in a spreadsheet.

    GOLD is the CSV of the table with wrong rows taken out, missing ones put in (document_id and text are enough), wrong
    values set right. Prints precision, recall and the differences.
    """
    from svodka.tables.evaluate import EvaluationError, write_differences
    from svodka.tables.evaluate import evaluate as compare

    try:
        found = compare(tables, gold, table, all_documents)
    except (EvaluationError, FileNotFoundError) as error:
        say(f'svodka: {error}', err=True)
        sys.exit(2)
    for warning in found.warnings[:limit]:
        say(warning, err=True)
    say(
        f'{found.table}: {counted(found.gold, "row")} in the gold, {found.ours} in the table, {found.right} the same, '
        f'{found.overlapping} only overlapping; {counted(found.documents, "document")}.'
    )
    say(f'precision {found.precision:.3f}  recall {found.recall:.3f}  F1 {found.f1:.3f}')
    for column, (right, total) in found.values.items():
        say(f'  {column}: {right} of {total} right ({right / total:.3f})')
    for d in found.differences[:limit]:
        value = f' {d.column}: {d.ours!r} → {d.gold!r}' if d.column else ''
        say(f'{d.what:8}{d.document} {d.start} «{d.text[:80]}»{value}')
    if len(found.differences) > limit:
        more = f'and {counted(len(found.differences) - limit, "more difference")}'
        say(more + ('' if out else ': --out writes them all'))
    if out:
        write_differences(out, found.differences)
        say(f'Written to {out}: {counted(len(found.differences), "difference")}.')
