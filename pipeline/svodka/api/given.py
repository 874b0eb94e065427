"""What a caller of `extract` gives, checked before anything is done: texts and paths, with ids, titles and dates."""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from os import PathLike
from pathlib import Path, PurePath
from typing import Any

import numpy as np
import pandas as pd

from svodka.model import Document
from svodka.printable import counted
from svodka.read import document_id, stated_by_text
from svodka.run.sources import Found, Source, find_sources
from svodka.run.storage import StorageError

Published = dt.date | np.datetime64 | str | None
DATE_FORMS = 'a date, a datetime, a pandas Timestamp, or an ISO string such as 2025-09-25 or 2025-09-25T18:20'
# A string of this length or shorter that names no file may be meant as a path if it ends or is written like one.
LONGEST_PATH = 255
SUFFIXES = frozenset('.csv .doc .docx .eml .emlx .htm .html .json .jsonl .mbox .md .mht .mhtml .odt .pdf .rss '
                     '.rtf .tsv .txt .xlsx .xml .zip'.split())  # fmt: skip


@dataclass(frozen=True, slots=True)
class Text:
    """A text under the id by which the tables are to call it; `titled` if its caller tells the titles, and may tell
    that it has none."""

    id: str
    text: str
    title: str | None = None
    published: dt.date | None = None
    titled: bool = False

    def document(self) -> Document:
        found = text_document(self.text, self.id, self.published)
        return replace(found, title=self.title) if self.titled else found


def text_document(text: str, name: str = 'text', published: dt.date | None = None) -> Document:
    """A document that was not read from a file; what nobody tells of it, its own lines may."""
    return stated_by_text(
        Document(
            document_id=document_id(name),
            path=name,
            text=text,
            format='text',
            published=published,
            status='ok' if text.strip() else 'empty',
        )
    )


def read_given(sources: Any, published: Any = None, ids: Any = None, titles: Any = None) -> list[Text | Path]:
    """Texts and paths in the order given; see `extract`, which tells what is taken and what is raised."""
    items = _listed(sources)
    # A column of texts from anywhere must not make svodka open a file that one of them happens to name.
    texts_only = isinstance(sources, pd.Series) or ids is not None or titles is not None
    paths = [_path(item, number, texts_only) for number, item in enumerate(items)]
    _refuse_another_index(sources, {'published': published, 'ids': ids, 'titles': titles})
    one = isinstance(published, str) or not isinstance(published, Iterable)
    days = [published] * len(items) if one else _each(published, paths, 'published')
    names = _each([titles] if isinstance(titles, str) else titles, paths, 'titles')
    called = _ids(sources, [ids] if isinstance(ids, str) else ids, paths)
    found: list[Text | Path] = []
    for number, (item, path) in enumerate(zip(items, paths, strict=True)):
        if path is not None:
            found.append(path)
            continue
        day = day_of(days[number], 'published' if one else f'published[{number}]')
        found.append(Text(called[number], item, _title(names[number], number), day, titles is not None))
    if odd := next((t.text for t in found if isinstance(t, Text) and looks_like_a_path(t.text)), None):
        # Of `extract`'s caller. It is a text all the same: no text is to be refused for what it looks like.
        warnings.warn(
            f'{odd!r} looks like a path and is taken for a text: check the name, or give a Path.', stacklevel=3
        )
    return found


def given_sources(given: Sequence[Text | Path]) -> tuple[list[Source], dict[str, int]]:
    """The files of paths, and texts as if they were files, in the order given; the place in that order by key.

    Raises ValueError for a text that would be called as a file is; OSError for a path that cannot be read.
    """
    paths = [item for item in given if isinstance(item, Path)]
    try:
        found = find_sources([str(path) for path in paths]) if paths else Found([])
    except StorageError as error:
        raise OSError(str(error)) from error
    first: dict[str, int] = {}
    for number, item in enumerate(given):
        if isinstance(item, Path):
            first.setdefault(found.labels[str(item.resolve())], number)
    ranks = {file.key: first[file.label or file.path] for file in found.files}  # a file that is a source has no label
    files = list(found.files)
    taken = {name for file in files for name in (file.key, file.name)}
    for number, item in enumerate(given):
        if isinstance(item, Text):
            if taken & {item.id, *(item.id[: mark.start()] for mark in re.finditer('#', item.id))}:
                raise ValueError(f'{item.id!r} is the id of a text and the name of a file: give the text another id.')
            files.append(Source('', item.id, item.id, '', size=len(item.text), text=item.document()))
            ranks[item.id] = number
    return sorted(files, key=lambda file: ranks[file.key]), ranks


def is_missing(value: object) -> bool:
    """Whether it stands for no value: None, NaN, pandas' NA and NaT."""
    if value is None or value is pd.NA:
        return True
    return isinstance(value, float | dt.date | np.datetime64 | np.floating) and bool(value != value)


def day_of(value: object, where: str = 'published') -> dt.date | None:
    """A date of publication, of a time its day there; None of a missing value and of an empty string.

    Raises ValueError, which begins with `where`.

    >>> day_of('2025-09-25T23:30+03:00')
    datetime.date(2025, 9, 25)
    """
    if is_missing(value):
        return None
    if isinstance(value, str) and not value.strip():
        return None
    try:
        if isinstance(value, str):
            return dt.datetime.fromisoformat(value.strip()).date()
        if isinstance(value, np.datetime64):
            value = pd.Timestamp(value)
    except ValueError as error:
        raise ValueError(f'{where} is {value!r}: give {DATE_FORMS}.') from error
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    raise ValueError(f'{where} is {value!r}: give {DATE_FORMS}.')


# ------------------------------------------------------------------------------------------------- texts and paths


def _listed(sources: Any) -> list[Any]:
    """Texts and paths as a list. Raises TypeError for what only looks like some."""
    if isinstance(sources, str | PathLike):
        return [sources]
    if isinstance(sources, pd.DataFrame):
        raise TypeError("sources is a DataFrame: give its column of texts, extract(df['text'], ids=df['id']).")
    if isinstance(sources, Mapping):
        raise TypeError('sources is a dict: give its texts and its keys, extract(d.values(), ids=d.keys()).')
    if isinstance(sources, bytes | bytearray | memoryview):
        raise TypeError('sources is bytes: give a str, for example sources.decode(), or the Path of the file.')
    if isinstance(sources, io.IOBase):
        raise TypeError('sources is an open file: give its Path, or its text, sources.read().')
    if not isinstance(sources, Iterable):
        raise TypeError(f'sources is {_what(sources)}: give a text, a Path, or a list or Series of them.')
    return list(sources)


def _path(item: Any, number: int, texts_only: bool) -> Path | None:
    """The path that an item is or names; None for a text. Raises TypeError, FileNotFoundError."""
    if isinstance(item, str):
        return Path(item) if not texts_only and _exists(item) else None
    if isinstance(item, PathLike):
        path = Path(item)
        if not path.exists():
            raise FileNotFoundError(f'There is no file or folder {path}: check the name.')
        return path
    if is_missing(item):
        raise TypeError(f'sources[{number}] is {item!r}: leave it out, or give an empty text.')
    raise TypeError(f'sources[{number}] is {_what(item)}: give a str, or a Path.')


def _exists(name: str) -> bool:
    try:
        return bool(name) and Path(name).exists()
    except (OSError, ValueError):  # too long for a name, or with a NUL
        return False


def _what(value: object) -> str:
    kind = type(value).__name__
    if value is None or kind == 'bytes':
        return kind.removesuffix('Type')
    return f'{"an" if kind[:1].lower() in "aeiou" else "a"} {kind}'


def looks_like_a_path(text: str) -> bool:
    r"""Whether a text is one line that ends as files do, or one word with a separator of folders in it.

    >>> [looks_like_a_path(t) for t in ('releases/2025', r'D:\мои файлы\релиз 1.docx', 'Совещание прошло.')]
    [True, True, False]
    """
    text = text.strip()
    if not text or len(text) > LONGEST_PATH or len(text.splitlines()) > 1:
        return False
    parted = '/' in text or '\\' in text
    return PurePath(text).suffix.lower() in SUFFIXES or (parted and len(text.split()) == 1)


# ------------------------------------------------------------------------------------------ ids, titles and dates


def _each(values: Any, paths: Sequence[Path | None], name: str) -> list[Any]:
    """A value for each text or path. Raises TypeError for what is no list, ValueError for one of another length."""
    if values is None:
        return [None] * len(paths)
    if isinstance(values, pd.DataFrame | Mapping | bytes) or not isinstance(values, Iterable):
        raise TypeError(f'{name} is {_what(values)}: give a list, one a text.')
    found = list(values)
    if len(found) != len(paths):
        raise ValueError(f'sources has {counted(len(paths), "item")}, {name} has {len(found)}: give one each.')
    for number, (value, path) in enumerate(zip(found, paths, strict=True)):
        if path is not None and not is_missing(value):
            raise ValueError(f'{name}[{number}] is {value!r}, and {path} has its own: give None for a path.')
    return found


def _refuse_another_index(sources: Any, others: Mapping[str, Any]) -> None:
    """Raises ValueError for two Series of which one was sorted or filtered: their rows do not belong together."""
    for name, other in others.items():
        both = isinstance(sources, pd.Series) and isinstance(other, pd.Series)
        if both and not other.index.equals(sources.index):
            raise ValueError(f'The index of {name} is not that of the texts: take both from one frame, or give '
                             f'{name}.to_list() if their order is the same.')  # fmt: skip


def _title(value: Any, number: int) -> str | None:
    if is_missing(value):
        return None
    if not isinstance(value, str):
        raise TypeError(f'titles[{number}] is {_what(value)}: give a str or None.')
    return value or None


def _ids(sources: Any, ids: Any, paths: Sequence[Path | None]) -> list[str]:
    """An id for each text, '' for each path. Raises ValueError for ids that do not tell the texts apart."""
    if ids is not None:
        given, name, remedy = _each(ids, paths, 'ids'), 'ids', 'give each text its own'
    elif isinstance(sources, pd.Series):
        given, name, remedy = list(sources.index), 'The index of the texts', 'give ids='
    else:
        given, name, remedy = [f'text {number}' for number in range(1, len(paths) + 1)], '', ''
    found = [''] * len(paths)
    places: dict[str, int] = {}
    for number, (value, path) in enumerate(zip(given, paths, strict=True)):
        if path is not None:
            continue
        if is_missing(value) or isinstance(value, bytes) or str(value) == '':
            raise ValueError(f'{name} has {value!r} at {number}, which is no id: {remedy}.')
        found[number] = str(value).encode('utf-8', 'backslashreplace').decode()  # a table holds no lone surrogate
        if (first := places.setdefault(found[number], number)) != number:
            raise ValueError(f'{name} has {value!r} at {first} and at {number}: {remedy}.')
    return found
