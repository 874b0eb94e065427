"""Where the files are that documents were read from, and which addresses a table may lead to."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

ADDRESS = re.compile(r'(https?)://([\w.-]+)(:\d{1,5})?([/?#].*)?', re.IGNORECASE | re.DOTALL)
LONGEST = 2_000  # characters of an address; Excel takes no more than 2,079


def address(url: str) -> str | None:
    """An address of the web as a link may hold it; None for anything else.

    >>> address('https://минтранс.example/новости?n=1')
    'https://xn--80aplfbqje.example/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8?n=1'
    >>> address('javascript:alert(1)')
    """
    match = ADDRESS.fullmatch(url.strip())
    if not match:
        return None
    scheme, host, port, rest = match.groups()
    try:
        host = host.encode('idna').decode('ascii')
    except UnicodeError:
        return None
    whole = f'{scheme.lower()}://{host}{port or ""}{quote(rest or "", safe="%/:?#@!$&()*+,;=~")}'
    return whole if len(whole) <= LONGEST else None


@dataclass(frozen=True, slots=True)
class Origins:
    """By what the tables call a file: where it is on this machine; `folder` is that of the tables, from which links
    lead. Nothing is known of files that are elsewhere. `sources`: the folders and files that were read, by what stands
    before the paths of their files, nothing for the first."""

    files: Mapping[str, str] = field(default_factory=dict)
    folder: Path = Path()
    sources: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.files)

    def of(self, path: str) -> str | None:
        """A link from the folder to the file of a document; `path` may name a text inside it, file#part."""
        while path not in self.files:
            path, mark, _ = path.rpartition('#')
            if not mark:
                return None
        return link(self.folder, Path(self.files[path]))


def link(folder: Path, file: Path) -> str | None:
    """A relative link from a folder to a file; None where there is none, for example to another drive."""
    try:
        whole = quote(Path(os.path.relpath(file, folder)).as_posix(), errors='surrogateescape')
    except (ValueError, UnicodeError):
        return None
    return whole if len(whole) <= LONGEST else None
