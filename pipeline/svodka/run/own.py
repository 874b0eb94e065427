"""What svodka itself has made is no release: its folders are known by what lies in them, whatever they are called."""

from __future__ import annotations

import json
import os
import re
import stat
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from svodka.tables import PACKAGE, TableOptions, table_files

RECORD, STATE, MARKER = 'run.json', '.svodka', 'svodka-report.json'
TABLE_FILES = frozenset(table_files(TableOptions()))  # of all formats
PART_FOLDER = re.compile('[0-9a-f]{16}')
PART_FILE = re.compile(r'[0-9a-f]{16}\.parquet')
SCRATCH = 'svodka-scratch-'  # how folders to work in begin
MAX_BYTES = 10_000_000  # of a file by which a folder is known


@dataclass(frozen=True, slots=True)
class Own:
    """A kind of folder that svodka makes, and its files there; `everything`: whatever lies in it is svodka's."""

    name: Literal['tables', 'pages', 'state']
    files: frozenset[str] = frozenset()
    everything: bool = True

    def others(self, files: Collection[str]) -> int:
        """How many of these files in the folder are not svodka's."""
        shown = [name for name in files if not name.startswith('.')]
        if self.everything:
            return sum(1 for name in shown if not name.endswith(('.html', '.json', '.js', '.css', '.parquet', 'lock')))
        return sum(1 for name in shown if name not in self.files)


PAGES = Own('pages')
INSIDE = Own('state')
OUTPUT = Own('tables', TABLE_FILES | {RECORD}, everything=False)


def made_here(folder: Path, folders: Collection[str], files: Collection[str]) -> Own | None:
    """What svodka has made in a local folder that holds these folders and files; None for somebody else's."""
    if 'parts' in folders and 'lock' in files and any(map(PART_FOLDER.fullmatch, _names(folder / 'parts'))):
        return INSIDE
    parts = _names(folder / STATE / 'parts') if STATE in folders else ()
    return kind_of(files, parts, lambda name: _bytes(folder / name))


def kind_of(files: Collection[str], parts: Collection[str], read: Callable[[str], bytes]) -> Own | None:
    """What a folder is that holds these files, and these folders of parts; `read` gives a file of it."""
    for name, check, kind in ((MARKER, is_report, PAGES), (RECORD, is_record, OUTPUT), (PACKAGE, is_package, OUTPUT)):
        if name in files and check(_object(read(name))):
            return kind
    return OUTPUT if any(map(PART_FOLDER.fullmatch, parts)) else None


def is_report(found: Mapping[str, Any]) -> bool:
    """Whether a file's content is the marker of a folder of pages."""
    return {'svodka', 'language'} <= found.keys()


def is_record(found: Mapping[str, Any]) -> bool:
    """Whether a file's content is the record of a run."""
    return isinstance(found.get('layout'), int) and {'version', 'inputs', 'outputs'} <= found.keys()


def is_package(found: Mapping[str, Any]) -> bool:
    """Whether a file's content is the description of svodka's tables."""
    return found.get('name') == 'svodka' and str(found.get('created_by', '')).startswith('svodka ')


def _names(folder: Path) -> list[str]:
    try:
        return os.listdir(folder)
    except OSError:
        return []


def _bytes(path: Path) -> bytes:
    """The bytes of a small file; none of any other thing."""
    try:
        found = path.lstat()
        return path.read_bytes() if stat.S_ISREG(found.st_mode) and found.st_size <= MAX_BYTES else b''
    except OSError:
        return b''


def _object(data: bytes) -> dict[str, Any]:
    """The object in a JSON text; empty for anything else."""
    try:
        found = json.loads(data or b'{}')
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
