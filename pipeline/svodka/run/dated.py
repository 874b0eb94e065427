"""Days of publication that the user corrected. «Вчера» is reckoned from them, so such a file is read again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from svodka.collection.corrections import Correction, bare
from svodka.read import document_id
from svodka.run.sources import Source


def with_days(files: Sequence[Source], corrections: Iterable[Correction], known: Mapping[str, str]) -> list[Source]:
    """The files, those with the days that the corrections give to documents in them; `known`: keys of documents by id
    without its letter, as far as the last run knows them."""
    wanted = [c for c in corrections if c.action == 'published']
    if not wanted:
        return list(files)
    by_key = {file.key: file for file in files}
    by_name = {file.name: file for file in files}
    by_id = {bare(document_id(key)): key for key in by_key} | dict(known)
    days: dict[str, dict[str, str]] = defaultdict(dict)
    for c in wanted:
        if c.entity_id:
            key = by_id.get(bare(c.entity_id), '')
            file = _holder(key, by_key)
        else:
            file = _holder(c.document, by_name) or _holder(c.document, by_key)
            key = c.document if file and c.document.startswith(file.key) else ''
            if file and not key:
                key = file.key + c.document[len(file.name) :]
        if file:
            days[file.key][key] = c.value
    return [replace(file, days=tuple(sorted(days[file.key].items()))) if file.key in days else file for file in files]


def _holder(path: str, files: Mapping[str, Source]) -> Source | None:
    """The file that is called so, or in which the text of this path is: `file#part`."""
    marks = [len(path), *(i for i, letter in enumerate(path) if letter == '#')]
    return next((files[path[:mark]] for mark in sorted(marks, reverse=True) if path[:mark] in files), None)
