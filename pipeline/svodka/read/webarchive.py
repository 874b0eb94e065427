"""Web archives (.warc, .warc.gz) → a document a response, by warcio where it is installed."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from svodka.read.archive import MAX_MEMBERS, MAX_RATIO
from svodka.read.contents import Part, ReadError
from svodka.read.outlet import address
from svodka.run.conditions import library, limit

ASSETS = re.compile(r'image/|audio/|video/|font/|text/css|text/dns|.*(?:javascript|ecmascript|font|json|wasm)', re.I)
"""Types of what a crawler fetches beside pages and documents."""


def read_warc(data: bytes, read_inside: Callable[[bytes, str], Iterator[Part]], max_bytes: int) -> Iterator[Part]:
    """The documents of the answers in a web archive, in its order; each is named by its address. What a crawler fetched
    beside them (pictures, scripts, robots.txt, errors, redirections) is passed over."""
    try:
        from warcio.archiveiterator import ArchiveIterator
    except ImportError:
        message = 'A web archive (WARC): install svodka[formats] to have it read.'
        raise ReadError(message, 'skipped', library('warcio')) from None
    left, given, seen = min(max_bytes, MAX_RATIO * max(len(data), 1000)), False, 0
    records = iter(ArchiveIterator(io.BytesIO(data)))
    while True:
        try:
            record = next(records, None)
            if record is None:
                break
            if not _is_document(record):
                continue
            content = record.content_stream().read(left + 1)
        except (TimeoutError, MemoryError):
            raise
        except Exception as error:  # ArchiveLoadFailed, zlib.error, AttributeError: whatever a broken record raises
            why = f'A damaged web archive: {" ".join(str(error).split())[:100] or type(error).__name__}.'
            if not given:
                raise ReadError(why) from None
            yield Part('', 'warc', '#rest', status='failed', message=why)
            return
        left, seen = left - len(content), seen + 1
        if left < 0 or seen > MAX_MEMBERS:
            raise _too_much(max_bytes)
        where = record.rec_headers.get_header('WARC-Target-URI') or ''
        for part in read_inside(content, where.strip('<>') or f'#{seen}'):
            given = True
            yield part if part.url else replace(part, url=address(where.strip('<>')))
    if not given:
        yield Part('', 'warc', status='empty', message='The web archive holds no pages.')


def _is_document(record: Any) -> bool:
    """Whether a record is the answer of a server with a page or document in it."""
    if record.rec_type not in ('response', 'resource'):
        return False
    http = record.http_headers
    if record.rec_type == 'response' and (http is None or not (http.get_statuscode() or '').startswith('2')):
        return False
    kind = (http or record.rec_headers).get_header('Content-Type') or ''
    where = urlsplit((record.rec_headers.get_header('WARC-Target-URI') or '').strip('<>'))
    return not ASSETS.match(kind) and where.path != '/robots.txt'


def _too_much(max_bytes: int) -> ReadError:
    message = 'The web archive unpacks to more than allowed (--max-bytes).'
    return ReadError(message, condition=limit('max_bytes', max_bytes))
