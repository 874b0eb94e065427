"""svodka.toml: options that stand beside a folder, so that they need not be given each time.

    [extract]
    sources = ["releases"]
    out = "tables"
    format = ["parquet"]
    exclude = ["drafts/**"]

A table for each command, with its options by their names. Paths count from the file's folder. What the command line
says goes before. A cluster cannot be named here: a file that came with the releases must not choose who does the work.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import click

from svodka.printable import printable

NAME = 'svodka.toml'
MOST_BYTES = 1_000_000
PATHS = frozenset({'sources', 'out', 'corrections', 'tables', 'gold', 'watch', 'workbook'})
ONLY_BY_HAND = frozenset({'cluster', 'help'})


class ConfigError(Exception):
    """A svodka.toml that cannot be used, with one sentence that says what to do."""


def find(first: str | Path | None) -> Path | None:
    """The file beside the folder that a command names first; in the folder of now where it names none."""
    if first is not None and '://' in str(first):
        return None
    try:
        path = (Path(first).absolute().parent if first is not None else Path.cwd()) / NAME
        return path if path.is_file() else None
    except (OSError, ValueError):
        return None


def read(path: Path, commands: Mapping[str, click.Command], name: str) -> dict[str, Any]:
    """The options that a file gives to a command, by the names of the command's parameters. Raises ConfigError."""
    try:
        data = path.read_bytes() if path.stat().st_size <= MOST_BYTES else b'\xff'
        found = tomllib.loads(data.decode('utf-8-sig'))
    except OSError as error:
        raise ConfigError(f'{path} cannot be read ({error.strerror}): allow it, or move it away.') from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f'{path} is not TOML: {error}.') from error
    except (UnicodeDecodeError, RecursionError) as error:
        raise ConfigError(f'{path} is no file of options: write it in UTF-8, a table for each command.') from error
    for table, options in found.items():
        if table not in commands:
            raise ConfigError(f'{path}: there is no command {_near(table, commands)}')
        if not isinstance(options, dict):
            raise ConfigError(f'{path}: «{table}» must be a table: [{table}], and its options below.')
        _checked(path, table, options, _parameters(commands[table]))
    own = _parameters(commands[name])
    return {own[_plain(key)].name or '': _value(path, own[_plain(key)], value)
            for key, value in found.get(name, {}).items()}  # fmt: skip


def _parameters(command: click.Command) -> dict[str, click.Parameter]:
    """The parameters of a command by all the names under which a file may give them."""
    found: dict[str, click.Parameter] = {}
    # An argument's name is before that of an option: `tables` is the folder.
    for parameter in sorted(command.params, key=lambda parameter: isinstance(parameter, click.Argument)):
        names = [parameter.name or '', *(opt.lstrip('-') for opt in parameter.opts if opt.startswith('--'))]
        if parameter.name not in ONLY_BY_HAND:
            found |= {_plain(name): parameter for name in names}
    return found


def _plain(key: str) -> str:
    return key.replace('-', '_')


def _near(key: str, known: Mapping[str, Any]) -> str:
    near = get_close_matches(_plain(key), known, 1)
    return f'«{key}»: did you mean {near[0]}?' if near else f'«{key}»: there are {", ".join(sorted(known))}.'


def _checked(path: Path, table: str, options: Mapping[str, Any], known: Mapping[str, click.Parameter]) -> None:
    for key, value in options.items():
        if _plain(key) in ONLY_BY_HAND:
            raise ConfigError(f'{path}: {key} can be given on the command line only: take it out of [{table}].')
        if _plain(key) not in known:
            raise ConfigError(f'{path}: [{table}] has no option {_near(key, known)}')
        parameter = known[_plain(key)]
        several = parameter.multiple if isinstance(parameter, click.Option) else parameter.nargs != 1
        flag = isinstance(parameter, click.Option) and parameter.is_flag
        items = value if several and isinstance(value, list) else [value]
        plain = all(isinstance(item, str | int | float | dt.date) for item in items)
        if not plain or any(isinstance(item, bool) is not flag for item in items):
            kind = 'true or false' if flag else 'a list of values' if several else 'one value'
            raise ConfigError(f'{path}: {key} in [{table}] must be {kind}.')
        if parameter.name in PATHS and not all(isinstance(item, str) and item.strip() for item in items):
            raise ConfigError(f'{path}: {key} in [{table}] must be the name of a file or a folder.')
        if odd := next((item for item in items if isinstance(item, str) and printable(item) != item), None):
            raise ConfigError(f'{path}: {key} in [{table}], «{printable(odd)}», has characters that cannot be shown.')


def _value(path: Path, parameter: click.Parameter, value: Any) -> Any:
    """A value as if it came from the command line; a path counts from the file's folder."""

    def one(item: Any) -> Any:
        if isinstance(item, dt.date):
            return item.isoformat()[:10]
        return str(path.parent / str(item)) if parameter.name in PATHS and '://' not in str(item) else item

    if isinstance(value, list):
        return [one(item) for item in value]
    several = parameter.multiple if isinstance(parameter, click.Option) else parameter.nargs != 1
    return [one(value)] if several else one(value)
