"""The folder of a report: pages from templates, data for scripts, and what both share.

A page opened from disk may run scripts that lie beside it but may not fetch files, so data are scripts, too: each calls
`svodka(key, value)`, and a page loads it when it needs it.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import re
from contextlib import suppress
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from svodka import __version__
from svodka.report.labels import Language, labels
from svodka.run.ids import digest
from svodka.run.own import MARKER

SAFE_ID = re.compile(r'[0-9A-Za-z_-]{3,64}')
# What a report writes, and the folders for it: nothing else in its folder is ever removed.
TOP = ('assets', 'data', 'documents', 'entities')
FOLDERS = re.compile(r'assets|data|data/words|(?:documents|entities)(?:/[0-9a-z_-]{2})?')
OURS = re.compile(
    r'(?:index|search|documents|people|organisations|places|quotations)\.html|svodka-report\.json'
    r'|assets/[\w-]+\.(?:css|js)|data/(?:words/)?[\w-]+\.js|(?:documents|entities)/[0-9a-z_-]{2}/[\w-]{3,64}\.html'
)
ASSETS = ('style.css', 'site.js', 'lists.js', 'find.js')


class ReportError(Exception):
    """The report cannot be written there."""


class Site:
    """Where pages and data are written."""

    def __init__(self, out: Path, language: Language) -> None:
        self.out, self.language, self.labels = out, language, labels(language)
        self.environment = Environment(
            loader=PackageLoader('svodka.report'),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.environment.filters |= {'day': self.day, 'count': count, 'rounded': lambda number: f'{number:.4g}'}
        self.environment.globals |= {'t': self.labels, 'page_of': page_of, 'version': __version__}
        self.pages = 0

    def prepare(self) -> None:
        """Empty the folder, if it is a report's or there is none yet. Raises ReportError for any other folder."""
        if self.out.exists() and not self.out.is_dir():
            raise ReportError(f'{self.out} is a file: choose a folder with --out.')
        if self.out.exists() and any(self.out.iterdir()):
            if not (self.out / MARKER).exists():
                raise ReportError(f'{self.out} holds other files: choose a new or an empty folder with --out.')
            self._remove_what_is_ours()
        self.out.mkdir(parents=True, exist_ok=True)
        (self.out / MARKER).write_text(json.dumps({'svodka': __version__, 'language': self.language}) + '\n')
        for name in ASSETS:
            source = files(__package__).joinpath('assets', name)
            self.write(f'assets/{name}', source.read_text(encoding='utf-8'))
        self.write('assets/labels.js', f'const LABELS = {literal(dict(self.labels))};\n')

    def _remove_what_is_ours(self) -> None:
        """Remove the files of an older report, and folders that are empty then; what somebody put beside them stays.
        No link is followed; one in the place of a folder of ours goes."""
        for name in TOP:
            if (self.out / name).is_symlink():
                (self.out / name).unlink()
        for folder, folders, names in os.walk(self.out, topdown=False):
            here = Path(folder)
            for name in (*names, *folders):
                path = here / name
                if path.is_symlink() or not path.is_dir():
                    if OURS.fullmatch(path.relative_to(self.out).as_posix()):
                        path.unlink()
                elif FOLDERS.fullmatch(path.relative_to(self.out).as_posix()):
                    with suppress(OSError):  # it holds something else
                        path.rmdir()

    def write(self, name: str, text: str) -> None:
        """Write a file of the report; what is no Unicode (half of a surrogate pair) is replaced."""
        path = self.out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding='utf-8', errors='replace', newline='\n')

    def page(self, name: str, template: str, **values: Any) -> None:
        """Write a page; `root` in its template leads to the folder of the report."""
        self.pages += 1
        root = '../' * name.count('/')
        self.write(name, self.environment.get_template(template).render(root=root, page_name=name, **values))

    def data(self, key: str, value: Any) -> None:
        """Write data for scripts: `load(key)` there gives `value`."""
        self.write(f'data/{key}.js', f'svodka({literal(key)},{literal(value)});\n')

    def day(self, value: dt.date | None) -> str:
        """A date as people write it: 05.09.2025 in Russian, ISO 8601 in English."""
        if value is None:
            return ''
        return f'{value.day:02}.{value.month:02}.{value.year:04}' if self.language == 'ru' else value.isoformat()


def literal(value: Any) -> str:
    """A value as JavaScript that is harmless in a script and in HTML.

    >>> literal('</script>')
    '"\\\\u003c/script>"'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(',', ':'), default=str)
    return text.replace('<', '\\u003c').replace('\u2028', '\\u2028').replace('\u2029', '\\u2029')


def count(number: int | None) -> str:
    """A number with narrow spaces between thousands."""
    return f'{number or 0:,}'.replace(',', '\u202f')


def safe(identifier: str) -> str:
    """An id as part of a file's name; one that could lead elsewhere is hashed."""
    return identifier if SAFE_ID.fullmatch(identifier) else digest('file', identifier)


def page_of(kind: str, identifier: str) -> str:
    """The page of a document or of an entity, from the report's folder; spread over 256 folders.

    >>> page_of('documents', 'd4e5356bb2b3f2ed4')
    'documents/4e/d4e5356bb2b3f2ed4.html'
    """
    name = safe(identifier)
    folder = 'documents' if kind == 'documents' else 'entities'
    return f'{folder}/{name[1:3].lower()}/{name}.html'
