"""Why a run does not begin, or cannot end: what is in its way in the output folder."""

from __future__ import annotations

import errno
from pathlib import Path

from svodka.run.interface import RunError
from svodka.run.journal import JOURNAL, KNOWN
from svodka.run.output_tables import NAMES, REPRINTS
from svodka.run.own import SCRATCH, STATE, TABLE_FILES
from svodka.run.part_index import INDEX
from svodka.run.record import LAYOUT, read_record
from svodka.run.storage import Folder


def refuse_what_is_in_the_way(out: Folder) -> None:
    """Refuse a folder whose insides lead elsewhere or are not svodka's. Tables that are links are replaced, not
    followed. Raises RunError."""
    if out.here is None:
        return
    if out.here.is_symlink() and not out.here.exists():
        raise RunError(f'{out.location} is a link that leads nowhere: remove it, or choose another folder with --out.')
    state = out.here / STATE
    files = [state / name for name in ('lock', INDEX, JOURNAL, KNOWN, REPRINTS, NAMES)]
    inside = [state, state / 'parts', *files]
    if not state.is_symlink():
        inside += [path for path in _children(state) if path.name.startswith(SCRATCH)]
        if not (state / 'parts').is_symlink():
            inside += _children(state / 'parts')
    for path in inside:
        if path.is_symlink():
            raise RunError(f'{path} is a link to somewhere else: remove it.')
    for path in (state, state / 'parts'):
        if path.exists() and not path.is_dir():
            raise RunError(f'{path} is in the way: move it, or choose another folder with --out.')
    for path in files:
        if path.exists() and not path.is_file():
            raise RunError(f'{path} is in the way: move it, or choose another folder with --out.')


def _children(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def refuse_foreign(out: Folder) -> None:
    """Refuse a folder whose tables this version must not touch."""
    record = read_record(out)
    if record.get('layout', LAYOUT) > LAYOUT:
        raise RunError(f'{out.location} was written by svodka {record.get("version")}, which is newer than this one: '
                       'upgrade, or choose another folder with --out.')  # fmt: skip
    if not record and 'parts' not in out.sub(STATE).folders():
        strangers = out.stamps(TABLE_FILES.__contains__)
        if strangers:
            raise RunError(f'{out.location} holds {min(strangers)}, which this version did not write: choose another '
                           'folder with --out, or remove the old tables.')  # fmt: skip


def unwritten(out: str, error: OSError) -> str:
    """Why the tables could not be written, and what to do."""
    where = f' at {error.filename}' if error.filename and str(error.filename) != out else ''
    if error.errno in (errno.ENOTDIR, errno.EISDIR, errno.EEXIST, errno.ENOTEMPTY):
        advice = 'move away what is in the way'
    elif error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        advice = 'allow writing there'
    elif error.errno == errno.ENOENT:
        advice = 'put back what was removed while svodka ran'
    else:
        advice = 'make room'
    why = f'{error.strerror or error}{where}'
    message = f'{out} cannot be written ({why}): {advice} or choose another folder with --out.'
    return f'{message} What is done is kept: the same command goes on from here.'
