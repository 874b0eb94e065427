"""Options and messages, no logic."""

from __future__ import annotations

import datetime as dt
import os
import sys
from contextlib import closing, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from svodka import __version__
from svodka.cli.look import digest, view
from svodka.cli.terminal import Commands, Listing, is_file, say
from svodka.export import CHOICES, FORMATS, ExportError
from svodka.printable import counted
from svodka.schema import TABLES

MOST_CELLS = 50  # of which a fault is told

if TYPE_CHECKING:  # so that the command starts at once
    from svodka.schema import Language
    from svodka.tag import Tagger


@click.group(cls=Commands, context_settings={'help_option_names': ['-h', '--help']})
@click.version_option(__version__, prog_name='svodka')
def main() -> None:
    """Turn Russian press releases and news into tables: who, which organisation, where, when, and who said what.

    \b
    svodka extract releases --out tables     read a folder, write tables
    svodka report tables --out pages         make pages for the browser of the tables
    svodka digest tables                     tell what the last run brought: what is new, who said what
    svodka view tables quotations            show rows of a table
    svodka export tables --to sqlite --out tables.db
                                             hand them on: SQLite, graphs, CoNLL-U, brat …
    svodka duplicates tables                 propose entities that are likely one
    svodka corrections tables/svodka.xlsx    make corrections of what you wrote into the workbook
    svodka evaluate tables gold.csv          compare a table with one that you corrected
    svodka explain "текст"                   show what is found in a text, and why
    svodka explain release.docx              show what a file states of date, headline and outlet
    """


main.add_command(digest)
main.add_command(view)


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


@main.command()
@click.argument('text')
@click.option('--published', type=click.DateTime(['%Y-%m-%d']), metavar='DATE',
              help='Date of publication, for relative dates.')  # fmt: skip
@click.option('--tagger', type=click.Choice(['svodka', 'natasha']), default='svodka', show_default=True,
              help="Whose model marks names: svodka's, or natasha's for comparison.")  # fmt: skip
def explain(text: str, published: dt.datetime | None, tagger: Tagger) -> None:
    """Show what is found in a text, and why; or what a file states of itself.

    Sentences, tokens, names, positions, dates and quotations, with the rules that found them. TEXT is the text itself,
    or - to read it from the standard input. If it names a file, its documents are shown: what was found for the date of
    publication, the headline and the outlet, where, and which of it counts.
    """
    from svodka.api.given import looks_like_a_path
    from svodka.explain import show, show_file

    if text != '-' and is_file(text):
        show_file(Path(text))
        return
    if text != '-' and looks_like_a_path(text):
        say(f'svodka: There is no file {text}: give one, or a text.', err=True)
        sys.exit(2)
    show(sys.stdin.read() if text == '-' else text, published.date() if published else None, tagger)


@main.command()
@click.argument('tables', type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    '--out',
    type=click.Path(dir_okay=False, path_type=Path),
    metavar='FILE',
    help='CSV file for the proposals; it must not exist yet. They are only printed unless this is given.',
)
@click.option('--limit', type=click.IntRange(0), default=50, show_default=True, help='Most to print; 0 for all.')
def duplicates(tables: Path, out: Path | None, limit: int) -> None:
    """List entities that are likely the same, for you to decide.

    With --out, each line of the file is a correction without its action: type «merge» in the first column of those that
    are right, and give the file to `svodka extract --corrections`. The other lines do nothing.
    """  # fmt: skip
    from svodka.collection.duplicates import TablesError, find_duplicates, write_duplicates

    try:
        found = find_duplicates(tables)
        if out:
            write_duplicates(found, out)
    except TablesError as error:
        say(f'svodka: {error}', err=True)
        sys.exit(2)
    if out:
        say(f'Written to {out}: {counted(len(found), "likely duplicate")}.')
        return
    for p in found[: limit or None]:
        say(f'{p.score}  {p.kind}  {p.evidence}')
        for entity, known in ((p.entity, p.background), (p.other, p.other_background)):
            country = f', {known.country}' if known.country else ''
            say(f'    {entity.entity_id}  {entity.name}{country}; {known}')
    shown = f', {limit} of them shown: --limit 0 shows all' if limit and len(found) > limit else ''
    say(f'{counted(len(found), "likely duplicate")}{shown}. --out FILE writes them for you to decide.')


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
        wrong = str(error).split('\n')
        for line in wrong[:MOST_CELLS]:
            say(f'svodka: {line}', err=True)
        if len(wrong) > 1:
            left = f', {len(wrong) - MOST_CELLS} of them not shown' if len(wrong) > MOST_CELLS else ''
            say(f'svodka: {counted(len(wrong), "cell")} not understood{left}, and nothing written: mend them, and run '
                'the command again.', err=True)  # fmt: skip
        sys.exit(2)
    hint = '' if count else ' Nothing stands in the columns «Исправление» (correction) of the workbook.'
    say(f'Written to {out}: {counted(count, "correction")}.{hint}')


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
