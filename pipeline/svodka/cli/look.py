"""The commands that look: what is new in tables, their rows, what is found in a text and why."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from svodka.cli.terminal import Command, Day, Number, is_file, is_folder, refuse, say
from svodka.schema import TABLES

if TYPE_CHECKING:
    from svodka.schema import Language
    from svodka.tag import Tagger


@click.command(cls=Command)
@click.argument('tables', type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option('--since', type=Day(), metavar='DATE',
              help='What was published on this day or later.')  # fmt: skip
@click.option(
    '--last-run', is_flag=True, help='What the last run of svodka extract brought: so unless something else is said.'
)
@click.option('--run', type=Number(1), metavar='NUMBER', help='What the run of this number brought.')
@click.option('--watch', type=click.Path(dir_okay=False, path_type=Path), metavar='FILE',
              help='YAML file of entities, words and phrases that are to be put first.')  # fmt: skip
@click.option('--out', type=click.Path(dir_okay=False, path_type=Path), metavar='FILE',
              help='An .html, .xlsx or .md file; Markdown on the standard output unless said.')  # fmt: skip
@click.option('--language', type=click.Choice(['ru', 'en']), default='ru', show_default=True,
              help='Language of the digest.')  # fmt: skip
@click.option('--limit', type=Number(0), default=100, show_default=True,
              help='Most rows of a section; 0 for all.')  # fmt: skip
def digest(
    tables: Path,
    since: dt.datetime | None,
    last_run: bool,
    run: int | None,
    watch: Path | None,
    out: Path | None,
    language: Language,
    limit: int,
) -> None:
    """Tell what is new in the TABLES in a folder.

    New documents by outlet, what was said by whom, positions that changed, who and what came up for the first time, and
    what is mentioned more than in the weeks before.

    A watch list has the keys entities (names or ids), words and phrases, each with a list; words are found in all their
    forms.

    \b
    Exit codes: 0 done; 2 wrong usage; 3 the file could not be written;
    4 done, and the watch list was met.
    """  # fmt: skip
    from svodka import daily  # here, so that the command starts at once

    if sum(map(bool, (since, last_run, run))) > 1:
        raise click.UsageError('Give one of --since, --last-run and --run.')
    try:
        watched = daily.read_watch(watch) if watch else None
        period = daily.since(since.date(), tables) if since else daily.of_run(tables, run)
        made = daily.make_digest(tables, period, watched, language, limit)
        if out:
            daily.write(made, out)
            say(f'Written to {out}.')
        else:
            click.echo(daily.markdown(made), nl=False)
    except (daily.DigestError, FileNotFoundError) as error:
        say(f'svodka: {error}', err=True)
        sys.exit(2)
    except OSError as error:
        say(
            f'svodka: {out} cannot be written ({error.strerror}): make room, or name another file with --out.', err=True
        )
        sys.exit(3)
    sys.exit(4 if made.matched else 0)


@click.command(cls=Command)
@click.argument('tables', type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument('table', type=click.Choice(tuple(TABLES)), metavar='TABLE')
@click.option('--speaker', metavar='TEXT', help='Only what somebody of this name said.')
@click.option('--name', metavar='TEXT', help='Only rows with this name: of a person, an organisation, a place.')
@click.option('--words', metavar='TEXT', help='Only rows whose text holds all these words.')
@click.option('--document', metavar='TEXT', help='Only rows of documents with this in headline or path.')
@click.option('--status', metavar='TEXT', help='Only rows of this status, for example failed.')
@click.option('--from', 'first', type=Day(), metavar='DATE', help='Published on this day or later.')
@click.option('--to', 'last', type=Day(), metavar='DATE', help='Published on this day or earlier.')
@click.option('--columns', metavar='A,B,…', help='Which columns.')
@click.option(
    '--sort',
    metavar='A,-B,…',
    help='Order of the rows, with - downwards; the latest or most frequent first unless said.',
)
@click.option('--format', 'form', type=click.Choice(['table', 'csv', 'json', 'jsonl']), default='table',
              show_default=True, help='All but table are in UTF-8, with all rows.')  # fmt: skip
@click.option('--limit', type=Number(0), help='Most rows; 0 for all. 50 of a table unless said.')
def view(
    tables: Path,
    table: str,
    first: dt.datetime | None,
    last: dt.datetime | None,
    columns: str | None,
    sort: str | None,
    form: str,
    limit: int | None,
    **parts: str | None,
) -> None:
    """Show rows of one of the TABLES in a folder.

    \b
    svodka view tables quotations --speaker Мустафаев --from 2025-09-01
    svodka view tables positions --name "Институт" --columns person,position,organisation
    svodka view tables people --sort -documents,name --format csv > people.csv

    Parts of names and texts will do; letter case and ё do not matter.
    """
    from svodka.cli.rows import LIMIT, Choice, ViewError, hand_on, show  # here, so that the command starts at once

    choice = Choice(first=first.date() if first else None, last=last.date() if last else None, **parts)
    chosen, order = (value.split(',') if value else () for value in (columns, sort))
    try:
        if form == 'table':
            show(tables, table, choice, chosen, LIMIT if limit is None else limit, order)
        else:
            hand_on(tables, table, choice, chosen, limit or 0, order, form)
    except (ViewError, FileNotFoundError) as error:
        say(f'svodka: {error}', err=True)
        sys.exit(2)


def _standard_input() -> str:
    """The text on the standard input, in whatever encoding."""
    from svodka.read.contents import ReadError
    from svodka.read.decode import decode

    try:
        return decode(sys.stdin.buffer.read()).text.removeprefix('\ufeff')
    except ReadError as error:
        refuse(f'What stands on the standard input cannot be read as a text. {error}')


@click.command(cls=Command)
@click.argument('text')
@click.option('--published', type=Day(), metavar='DATE',
              help='Date of publication, for relative dates.')  # fmt: skip
@click.option('--tagger', type=click.Choice(['svodka', 'natasha']), default='svodka', show_default=True,
              help="Whose model marks names: svodka's, or natasha's for comparison.")  # fmt: skip
def explain(text: str, published: dt.datetime | None, tagger: Tagger) -> None:
    """Show what is found in a text, and why; or what a file states of itself.

    Sentences, tokens, names, positions, dates and quotations, with the rules that found them. TEXT is the text itself,
    or - to read it from the standard input. If it names a file, its documents are shown: what was found for the date of
    publication, the headline and the outlet, where, and which of it counts.
    """
    from svodka.api.given import looks_like_a_path  # here, so that the command starts at once
    from svodka.explain import show, show_file

    if text != '-' and is_file(text):
        if published:
            refuse(f'--published is for a text, and {text} is a file, which is shown with what it states itself: leave '
                   f'--published out, or hand its text on with svodka explain - --published … < {text}.')  # fmt: skip
        show_file(Path(text))
        return
    if text != '-' and is_folder(text):
        refuse(f'{text} is a folder: name one file in it, or give a text.')
    if text != '-' and looks_like_a_path(text):
        refuse(f'There is no file {text}: give one, or a text.')
    given = _standard_input() if text == '-' else text
    if not given.strip():
        refuse('There is nothing to explain: give a text in quotation marks, a file, or - and a text by a pipe.')
    show(given, published.date() if published else None, tagger)
