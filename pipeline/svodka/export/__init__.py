"""Tables handed on to other programs: a function a format, which writes one file or folder."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from importlib import import_module
from pathlib import Path

from svodka.schema import TABLES

# Format → its module, the function there, and what it counts.
FORMATS = {
    'sqlite': ('databases', 'write_sqlite', 'row'),
    'duckdb': ('databases', 'write_duckdb', 'row'),
    'gexf': ('graphs', 'write_gexf', 'node'),
    'gexf-speech': ('graphs', 'write_speech_gexf', 'node'),
    'graphml': ('graphs', 'write_graphml', 'node'),
    'graphml-speech': ('graphs', 'write_speech_graphml', 'node'),
    'ftm': ('follow_the_money', 'write_ftm', 'object'),
    'conllu': ('conllu', 'write_conllu', 'sentence'),
    'brat': ('annotation', 'write_brat', 'document'),
    'label-studio': ('annotation', 'write_label_studio', 'document'),
    'jsonl': ('annotation', 'write_jsonl', 'document'),
}
# Tables of rows that stand in a text.
FOUND = ('mentions', 'positions', 'dates', 'quotations')
# Format → the tables that may be chosen for it.
CHOICES = {to: tuple(TABLES) if to in ('sqlite', 'duckdb') else FOUND
           for to in ('sqlite', 'duckdb', 'brat', 'label-studio', 'jsonl')}  # fmt: skip


class ExportError(Exception):
    """Tables that cannot be exported, with one sentence that says what to do."""


def export(tables: Path, to: str, out: Path, chosen: Sequence[str] | None = None) -> int:
    """Write the tables of a folder in another format; returns how many there are of what the format counts.

    chosen: only these tables, all unless given; of the texts with all that stands in them, only these kinds of rows.
    `out` must not exist: it is written beside and renamed when it is complete. Raises ExportError, and
    FileNotFoundError for a folder without tables.
    """
    if out.exists():
        raise ExportError(f'{out} exists already: choose another name, or remove it first.')
    asked = () if to not in CHOICES else (_checked(to, chosen),)
    if chosen is not None and not asked:
        raise ExportError(f'{to} has no tables to choose from: leave out --tables and --no-tokens.')
    import secrets  # the command wants the formats only for its help
    import shutil

    from svodka.api import connect  # takes 0.5 s

    module, function, _ = FORMATS[to]
    write = getattr(import_module(f'svodka.export.{module}'), function)
    beside = out.with_name(f'{out.name}.svodka-{secrets.token_hex(4)}.tmp')
    try:
        with closing(connect(tables)) as db:
            count: int = write(db, beside, *asked)
        beside.rename(out)
    except OSError as error:
        if isinstance(error, FileNotFoundError) and not beside.parent.exists():
            raise ExportError(f'There is no folder {out.parent}: make it first.') from error
        raise
    finally:
        if beside.is_dir():
            shutil.rmtree(beside)
        else:
            beside.unlink(missing_ok=True)
    return count


def _checked(to: str, chosen: Sequence[str] | None) -> tuple[str, ...]:
    """The tables that a format is to have, in the schema's order. Raises ExportError for one that it cannot have."""
    there = CHOICES[to]
    wanted = there if chosen is None else chosen
    unknown = next((table for table in wanted if table not in there), None)
    if unknown is not None:
        raise ExportError(f'{to} has no table «{unknown}» to choose: there are {", ".join(there)}.')
    if not wanted:
        raise ExportError(f'No table is left for {to}: choose some of {", ".join(there)}.')
    return tuple(table for table in there if table in wanted)
