"""What the commands have in common: they print on any terminal, and refuse arguments that they cannot read."""

from __future__ import annotations

import os
import re
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

import click
from click.core import ParameterSource

from svodka.cli import config
from svodka.printable import printable
from svodka.run.requirements import told
from svodka.tables import LayoutError

UNDECODED = re.compile('[\ud800-\udfff]')  # how Python keeps bytes that are no letters in the locale's encoding
INTERRUPTED = 130  # as a shell tells it of a program that the signal SIGINT ends
CLOSED_PIPE = 141  # as a shell tells it of a program that the signal SIGPIPE ends
FORMATS = ('parquet', 'csv', 'xlsx')
MOST = 2**40  # of anything that is counted
DAY = 86_400  # seconds


def say(line: str, err: bool = False) -> None:
    """Print a line, whatever stands in the names of files, in corrections and in tables."""
    click.echo(printable(line), err=err)


def refuse(why: str) -> NoReturn:
    """End a command that was asked for wrongly, with one sentence that says what to do."""
    say(f'svodka: {why}', err=True)
    sys.exit(2)


class Day(click.DateTime):
    """A day as a table or a newspaper writes it, in one sentence if it is none: click tells formats of C."""

    def __init__(self) -> None:
        super().__init__(['%Y-%m-%d', '%d.%m.%Y'])

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            self.fail(f'{value} is no day: write it as 2025-09-01 or 01.09.2025.', param, ctx)


class Number(click.IntRange):
    """A whole number of at least `min`, and of no more than a machine can count to."""

    def __init__(self, min: int, most: int = MOST) -> None:
        super().__init__(min)
        self.most = most

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if isinstance(value, float):  # of a svodka.toml
            self.fail(f'{value} is not a whole number.', param, ctx)
        found = int(super().convert(value, param, ctx))
        if found > self.most:
            self.fail(f'{found} is more than {self.most}.', param, ctx)
        return found


class Seconds(click.FloatRange):
    """A time of more than nothing and at most a day."""

    def __init__(self) -> None:
        super().__init__(0, min_open=True)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        found = float(super().convert(value, param, ctx))
        if not found <= DAY:  # nor what is no number
            self.fail(f'{found} is no time of at most a day, {DAY} seconds.', param, ctx)
        return found


class Command(click.Command):
    """A command whose texts and folders are in letters that all its parts can read, and whose options may stand in a
    svodka.toml beside the folder that it names first."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if ctx.resilient_parsing or {'-h', '--help'} & set(args):
            return super().parse_args(ctx, args)
        self._configure(ctx, args)
        given = list(args)
        try:
            left = super().parse_args(ctx, args)
        except click.BadParameter as error:
            name = (error.param and error.param.name) or ''
            if ctx.get_parameter_source(name) is ParameterSource.DEFAULT_MAP:
                refuse(f'{ctx.meta["svodka.config"]}: {error.format_message()}')
            raise
        self._refuse_empty(ctx, given)
        return left

    def _refuse_empty(self, ctx: click.Context, args: list[str]) -> None:
        """An empty variable of the shell is no name for the folder of now."""
        raw, _, _ = self.make_parser(ctx).parse_args(args=list(args))
        for parameter in self.params:
            value = raw.get(parameter.name or '')
            if parameter.name in config.PATHS and '' in (value if isinstance(value, tuple | list) else (value,)):
                refuse(f'{parameter.get_error_hint(ctx)} is empty: name a file or a folder.')

    def _configure(self, ctx: click.Context, args: list[str]) -> None:
        """Take the options of svodka.toml for defaults."""
        group = ctx.parent.command if ctx.parent else None
        if not isinstance(group, click.Group):
            return
        trial = click.Context(self, ctx.parent, ctx.info_name, resilient_parsing=True)
        with suppress(click.ClickException):  # which the real parsing tells
            self.parse_args(trial, list(args))
        first = trial.params.get('sources') or trial.params.get('tables') or trial.params.get('workbook')
        path = config.find(first[0] if isinstance(first, tuple) else first)
        if path is None:
            return
        try:
            ctx.default_map = config.read(path, group.commands, self.name or '')
        except config.ConfigError as error:
            say(f'svodka: {error}', err=True)
            sys.exit(2)
        if ctx.default_map:
            ctx.meta['svodka.config'] = path

    def invoke(self, ctx: click.Context) -> Any:
        encoding = sys.getfilesystemencoding()
        for value in ctx.params.values():  # but for files to read, which may have any name
            if isinstance(value, str | Path) and not is_readable(value, encoding):
                name = os.fsencode(value).decode('utf-8', 'replace')
                say(f'svodka: «{name}» cannot be read in the encoding of this system, {encoding}: set PYTHONUTF8=1 in '
                    'the environment, or write it in Latin letters.', err=True)  # fmt: skip
                sys.exit(2)
        if 'svodka.config' in ctx.meta and not any(ctx.params.get(name) for name in ('quiet', 'as_json')):
            say(f'Options from {ctx.meta["svodka.config"]}.', err=True)
        return super().invoke(ctx)


def is_file(name: str) -> bool:
    """Whether a text names a file, as far as that can be seen."""
    try:
        return Path(name).is_file()
    except (OSError, ValueError):  # too long for a name, or with a NUL
        return False


def is_folder(name: str) -> bool:
    """Whether a text names a folder."""
    try:
        return bool(name) and Path(name).is_dir()
    except (OSError, ValueError):
        return False


def is_readable(value: str | Path, encoding: str) -> bool:
    """Whether an argument was decoded, and a path means to DuckDB and Arrow, which write UTF-8, what it means here.

    >>> is_readable('сводка', 'koi8-r'), is_readable(Path('сводка'), 'koi8-r'), is_readable(Path('сводка'), 'utf-8')
    (True, False, True)
    """
    if UNDECODED.search(str(value)):
        return False
    return isinstance(value, str) or encoding.lower().replace('-', '') == 'utf8' or str(value).isascii()


class Commands(click.Group):
    """The commands. What a terminal or a pipe cannot show is printed as a question mark; a library that cannot be
    loaded is named, and tables of another version are, whichever command needs them."""

    command_class = Command

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except ImportError as error:
            say(f'svodka: {told(error)}', err=True)
            sys.exit(2)
        except LayoutError as error:
            say(f'svodka: {error}', err=True)
            sys.exit(2)
        except KeyboardInterrupt:
            kept = (
                ' What is done is kept: the same command goes on from here.'
                if ctx.invoked_subcommand == 'extract'
                else ''
            )
            say(f'svodka: Stopped.{kept}', err=True)
            sys.exit(INTERRUPTED)
        except BrokenPipeError:  # `| head` has read enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(CLOSED_PIPE)

    def main(self, *args: Any, **options: Any) -> Any:
        if hasattr(sys.stdout, 'reconfigure'):
            sys.stdout.reconfigure(errors='replace')
        return super().main(*args, **options)


class Listing(Command):
    """A command whose --format takes several values: --format parquet csv, --format=parquet csv."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        spread: list[str] = []
        listing = False
        for arg in args:
            if listing and arg in FORMATS and spread[-1] != '--format':
                spread.append('--format')
            elif arg.startswith('-'):
                listing = arg.partition('=')[0] == '--format'
            elif arg not in FORMATS:
                listing = False
            spread.append(arg)
        return super().parse_args(ctx, spread)
