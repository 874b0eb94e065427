"""File → documents."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from pipeline.model import Document, Status
from pipeline.read.folder import SourceFile, find_files
from pipeline.read.options import ReadOptions

__all__ = ['ReadOptions', 'SourceFile', 'find_files', 'read_file', 'unread']


def read_file(path: Path, name: str, options: ReadOptions = ReadOptions()) -> Iterator[Document]:  # noqa: B008
    """The documents of one file, `name` being its path in the tables. Never raises for what is in a file."""
    try:
        data = path.read_bytes()
    except OSError as error:
        yield unread(name, f'The file cannot be opened: {error.strerror}.')
        return
    text = data.decode('utf-8', 'replace')
    found = re.search(r'(\d{4})-(\d\d)-(\d\d)', name)
    published = dt.date(*map(int, found.groups())) if found else None
    yield Document(
        document_id=document_id(name), path=name, text=text, format='txt', encoding='utf-8',
        sha256=hashlib.sha256(data).hexdigest(), published=published, published_from='filename' if published else None,
        language='ru', status='ok' if text.strip() else 'empty',
    )


def unread(name: str, message: str, status: Status = 'failed') -> Document:
    """A file that gave no text, and why in one sentence."""
    return Document(document_id=document_id(name), path=name, status=status, message=message)


def document_id(name: str) -> str:
    """A document's id: a hash of its path, so that it is the same in every run."""
    return hashlib.sha256(name.encode()).hexdigest()[:16]
