"""File → documents."""

from __future__ import annotations

import hashlib
import re
import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from pipeline.model import Document


def read_file(path: Path, name: str) -> Iterator[Document]:
    """The documents of one file; `name` is its path relative to the source folder."""
    data = path.read_bytes()
    text = data.decode('utf-8')
    found = re.search(r'(\d{4})-(\d\d)-(\d\d)', name)
    published = dt.date(*map(int, found.groups())) if found else None
    yield Document(document_id=hashlib.sha256(name.encode()).hexdigest()[:16], path=name, text=text, format='txt', encoding='utf-8',
                   sha256=hashlib.sha256(data).hexdigest(), published=published, published_from='filename' if published else None,
                   language='ru', status='ok' if text.strip() else 'empty')
