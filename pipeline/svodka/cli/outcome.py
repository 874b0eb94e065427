"""What a run did, in words or as JSON."""

from __future__ import annotations

import json
import shlex
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from svodka.cli.terminal import say
from svodka.printable import counted

if TYPE_CHECKING:
    from svodka.run.interface import Summary

Voice = Literal['', 'quiet', 'verbose', 'json']


def tell_summary(summary: Summary, voice: Voice) -> None:
    """Print what a run did: in words, only what failed anew (on the standard error), more of it, or as JSON."""
    if voice == 'json':
        # In ASCII, which any pipe takes.
        click.echo(json.dumps(asdict(summary) | {'again': summary.again}))
        return
    if voice == 'quiet':
        _tell_losses(summary)
        if summary.failed_anew:
            say(f'svodka: {counted(summary.failed_anew, "document")} failed that did not before. {_see_all(summary)}',
                err=True)  # fmt: skip
        return
    _tell_files(summary)
    if voice == 'verbose':
        told = ', '.join(f'{n} {kind}' for kind, n in summary.news.items() if n) or 'none new, changed or gone'
        say(f'Documents since the last run: {told}.')
    say('Rows: ' + ', '.join(f'{table} {n}' for table, n in summary.rows.items()) + '.')
    for effect in summary.corrections:
        say(f'Corrections, {effect}.')
    say(f'The tables are in {summary.out}.')
    if summary.status.get('skipped'):
        say('Skipped:')
        for message, n in summary.skipped:
            say(f'  {counted(n, "document")}: {message}')
    if summary.status.get('failed'):
        _tell_failures(summary, voice == 'verbose')


def _tell_files(summary: Summary) -> None:
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
    _tell_losses(summary)


def _tell_losses(summary: Summary) -> None:
    """What of the reader's own work is not in the tables."""
    if summary.edited:
        say(
            f'The workbook had been written into: it is kept as {summary.edited}, svodka corrections reads it.',
            err=True,
        )
    if summary.left_out:
        say(f'The last run had {counted(summary.left_out, "correction")} that this one was not given: to keep what is '
            'corrected, give --corrections for each file.', err=True)  # fmt: skip


def _tell_failures(summary: Summary, every: bool) -> None:
    failed = list(summary.failed)
    if every and summary.status['failed'] > len(failed) and Path(summary.out).is_dir():
        from svodka.cli.rows import Choice, select

        rows = select(Path(summary.out), 'documents', Choice(status='failed'), ('path', 'message'), 0, ('path',))[1]
        failed = [(path, message or '') for path, message in rows]
    say('Failed:')
    for path, message in failed:
        say(f'  {path}: {message}')
    if summary.status['failed'] > len(failed):
        say(f'  and {summary.status["failed"] - len(failed)} more')
    say(_see_all(summary))


def _see_all(summary: Summary) -> str:
    return f'See all: svodka view {shlex.quote(summary.out)} documents --status failed --columns path,message --limit 0'
