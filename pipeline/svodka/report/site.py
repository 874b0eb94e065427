"""The folder of a report: pages from templates, data for scripts, and what both share.

A page opened from disk may run scripts that lie beside it but may not fetch files, so data are scripts, too: each calls
`svodka(key, value)`, and a page loads it when it needs it.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import re
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from svodka import __version__
from svodka.report.wording import labels
from svodka.run.ids import digest
from svodka.run.own import MARKER
from svodka.schema import Language

SAFE_ID = re.compile(r'[0-9A-Za-z_-]{3,64}')
# What a report writes, and the folders for it: nothing else in its folder is ever removed.
FOLDERS = re.compile(
    r'assets|data|data/(?:words|texts|entities)|data/entities/[0-9a-z_-]{2}|(?:documents|entities)(?:/[0-9a-z_-]{2})?'
)
OURS = re.compile(
    r'(?:index|search|documents|people|organisations|places|quotations)\.html|svodka-report\.json|assets/[\w-]+\.(?:css|js)'
    r'|data/(?:(?:words|texts|entities/[0-9a-z_-]{2})/)?[\w-]+\.js|(?:documents|entities)/[0-9a-z_-]{2}/[\w-]{3,64}\.html'
)
# The files of scripts and style, each of these put together: what all pages need stands in one.
ASSETS = {
    'style.css': ('style.css',),
    'top.js': ('top.js',),
    'site.js': ('words.js', 'site.js'),
    'lists.js': ('lists.js',),
    'find.js': ('find.js',),
    'overview.js': ('overview.js',),
}


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
        self.environment.globals |= {'t': self.labels, 'page_of': page_of}
        self.pages = 0
        self.written: set[str] = set()
        self.before: dict[str, str] = {}  # by page: what it was made of
        self.made: dict[str, str] = {}

    def prepare(self) -> None:
        """Begin, in a new folder or in that of an older report, of which what is as it was stays. Raises ReportError
        for any other folder."""
        if self.out.exists() and not self.out.is_dir():
            raise ReportError(f'{self.out} is a file: choose a folder with --out.')
        if self.out.exists() and any(self.out.iterdir()):
            if not (self.out / MARKER).exists():
                raise ReportError(f'{self.out} holds other files: choose a new or an empty folder with --out.')
            self._remove_links()
            self.before = self._pages_before(self._marker())
        self.out.mkdir(parents=True, exist_ok=True)
        self._write_marker({})  # a report that is cut off is made whole by the next one
        for name, pieces in ASSETS.items():
            text = '\n'.join(
                files(__package__).joinpath('assets', piece).read_text(encoding='utf-8') for piece in pieces
            )
            if name == 'top.js':
                words = f'const LABELS = {literal(dict(self.labels))}, VERSION = {literal(__version__)};\n'
                text = words + text
            self.write(f'assets/{name}', text)

    def finish(self, tables: str) -> None:
        """Remove what an older report had and this one has not, and note of what its pages and all of it are made."""
        self._remove_what_is_old()
        self._write_marker(self.made, {'tables': tables, 'size': self._size()})

    def pages_made_of(self, tables: str) -> int:
        """How many pages a report has that is there already, whole and made of these tables; 0 where there is none."""
        told = self._marker()
        whole = told.get('tables') == tables and told.get('size') == self._size()
        return len(self._pages_before(told)) if whole else 0

    def _size(self) -> list[int]:
        """Files of a report in the folder, and their bytes."""
        sizes = [
            (Path(folder) / name).lstat().st_size
            for folder, _, names in os.walk(self.out)
            for name in names
            if name != MARKER and OURS.fullmatch((Path(folder) / name).relative_to(self.out).as_posix())
        ]
        return [len(sizes), sum(sizes)]

    def _marker(self) -> dict[str, Any]:
        """What an older report says of itself; nothing of one by another version or in another language."""
        try:
            told = json.loads((self.out / MARKER).read_text(encoding='utf-8'))
        except (OSError, ValueError, RecursionError):
            return {}
        return told if isinstance(told, dict) and told.get('made_by') == self._made_by() else {}

    @staticmethod
    def _pages_before(told: Mapping[str, Any]) -> dict[str, str]:
        """What the pages of an older report were made of."""
        pages = told.get('pages')
        return {k: v for k, v in pages.items() if isinstance(v, str)} if isinstance(pages, dict) else {}

    def _write_marker(self, pages: Mapping[str, str], more: Mapping[str, Any] = MappingProxyType({})) -> None:
        told = {'svodka': __version__, 'language': self.language, 'made_by': self._made_by(), **more, 'pages': pages}
        (self.out / MARKER).write_text(json.dumps(told, indent=0) + '\n', encoding='utf-8')

    def _made_by(self) -> str:
        """A hash of what makes pages: the program, its templates and labels, the language."""
        return digest(self.language, __version__, _own_code())

    def _remove_links(self) -> None:
        """Remove links in the place of files and folders of ours: none is followed, and none written through."""
        for folder, folders, names in os.walk(self.out):
            for path in (Path(folder) / name for name in (*folders, *names)):
                own = path.relative_to(self.out).as_posix()
                if path.is_symlink() and (OURS.fullmatch(own) or FOLDERS.fullmatch(own)):
                    path.unlink()

    def _remove_what_is_old(self) -> None:
        """Remove the files of an older report that this one has not written, and folders that are empty then; what
        somebody put beside them stays."""
        for folder, folders, names in os.walk(self.out, topdown=False):
            here = Path(folder)
            for name in (*names, *folders):
                path = here / name
                own = path.relative_to(self.out).as_posix()
                if path.is_symlink() or not path.is_dir():
                    if OURS.fullmatch(own) and own not in self.written and name != MARKER:
                        path.unlink()
                elif FOLDERS.fullmatch(path.relative_to(self.out).as_posix()):
                    with suppress(OSError):  # it holds something else
                        path.rmdir()

    def write(self, name: str, text: str) -> None:
        """Write a file of the report; what is no Unicode (half of a surrogate pair) is replaced."""
        path = self.out / name
        self.written.add(name)
        data = text.encode('utf-8', 'replace')
        if path.is_symlink():
            path.unlink()
        elif path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

    def page(self, name: str, template: str, **values: Any) -> None:
        """Write a page, unless it is there and would be made of the same; `root` in its template leads to the folder of
        the report."""
        self.pages += 1
        self.made[name] = digest(template, repr(values))
        if self.before.get(name) == self.made[name] and (self.out / name).is_file():
            self.written.add(name)
            return
        root = '../' * name.count('/')
        self.write(name, self.environment.get_template(template).render(root=root, **values))

    def data(self, key: str, value: Any) -> None:
        """Write data for scripts: `load(key)` there gives `value`."""
        self.write(f'data/{key}.js', f'svodka({literal(key)},{literal(value)});\n')

    def day(self, value: dt.date | None) -> str:
        """A date as people write it: 05.09.2025 in Russian, ISO 8601 in English."""
        if value is None:
            return ''
        return f'{value.day:02}.{value.month:02}.{value.year:04}' if self.language == 'ru' else value.isoformat()


@cache
def _own_code() -> str:
    """A hash of the files of this room."""
    found = sorted(path for path in Path(__file__).parent.rglob('*') if path.suffix in ('.py', '.html', '.yaml'))
    return digest(*(path.read_bytes() for path in found))


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
