"""Tables handed on to other programs: a function a format, which writes one file or folder."""

from __future__ import annotations

from contextlib import closing
from importlib import import_module
from pathlib import Path

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


class ExportError(Exception):
    """Tables that cannot be exported, with one sentence that says what to do."""


def export(tables: Path, to: str, out: Path) -> int:
    """Write the tables of a folder in another format; returns how many there are of what the format counts.

    `out` must not exist: it is written beside and renamed when it is complete. Raises ExportError, and
    FileNotFoundError for a folder without tables.
    """
    if out.exists():
        raise ExportError(f'{out} exists already: choose another name, or remove it first.')
    import secrets  # the command wants the formats only for its help
    import shutil

    from svodka.api import connect  # takes 0.5 s

    module, function, _ = FORMATS[to]
    write = getattr(import_module(f'svodka.export.{module}'), function)
    beside = out.with_name(f'{out.name}.svodka-{secrets.token_hex(4)}.tmp')
    try:
        with closing(connect(tables)) as db:
            count: int = write(db, beside)
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
