"""The commands by which a reader decides of tables: what is likely one, what is wrong, how much is right."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from svodka.cli.terminal import Command, Number, say
from svodka.printable import counted
from svodka.schema import TABLES

MOST_CELLS = 50  # of which a fault is told


@click.command(cls=Command)
@click.argument('tables', type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    '--out',
    type=click.Path(dir_okay=False, path_type=Path),
    metavar='FILE',
    help='CSV file for the proposals; it must not exist yet. They are only printed unless this is given.',
)
@click.option('--limit', type=Number(0), default=50, show_default=True, help='Most to print; 0 for all.')
def duplicates(tables: Path, out: Path | None, limit: int) -> None:
    """List entities that are likely the same, for you to decide.

    With --out, each line of the file is a correction without its action: type «merge» in the first column of those that
    are right, and give the file to `svodka extract --corrections`. The other lines do nothing.
    """  # fmt: skip
    # here, so that the command starts at once
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
    hint = ' --out FILE writes them for you to decide.' if found else ''
    say(f'{counted(len(found), "likely duplicate")}{shown}.{hint}')


@click.command(cls=Command)
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
    from svodka.tables.corrected import CorrectedError, write_corrections  # here, so that the command starts at once

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


@click.command(cls=Command)
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
@click.option('--limit', type=Number(0), default=20, show_default=True, help='Most differences to print.')
def evaluate(tables: Path, gold: Path, table: str | None, all_documents: bool, out: Path | None, limit: int) -> None:
    """Compare a table with a copy that you corrected in a spreadsheet.

    GOLD is the CSV of the table with wrong rows taken out, missing ones put in (document_id and text are enough), wrong
    values set right. Prints precision, recall and the differences.
    """
    from svodka.tables.evaluate import evaluate as compare  # here, so that the command starts at once
    from svodka.tables.evaluate import write_differences
    from svodka.tables.gold import EvaluationError

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
