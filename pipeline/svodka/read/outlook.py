"""Messages of Outlook (.msg) → the message and its attachments, by oxmsg where it is installed."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable, Iterator
from dataclasses import replace
from email.utils import parseaddr
from typing import Any

from svodka.read.contents import Part, ReadError
from svodka.run.conditions import library

DEPTH = 4
"""Messages inside messages are read so deep."""
_EMBEDDED = '__substg1.0_3701000D'
# An embedded message's stream of properties has no such bytes behind its head, which a message of its own has.
_HEAD, _RESERVED = 24, b'\0' * 8


def read_msg(data: bytes, read_inside: Callable[[bytes, str], Iterator[Part]]) -> Iterator[Part]:
    """The text of a message with its subject, sender and day, and what is attached to it: files, and messages."""
    try:
        from oxmsg import Message
    except ImportError:
        wanted = 'A message of Outlook (.msg): install svodka[formats] to have it read, or save it as .eml.'
        raise ReadError(wanted, 'skipped', library('oxmsg')) from None
    try:
        message = Message.load(io.BytesIO(data))
    except (OSError, ValueError, LookupError, AttributeError, AssertionError, struct.error, RecursionError) as error:
        raise _damaged(error) from None
    yield from _parts_of(message, read_inside, DEPTH)


def _parts_of(message: Any, read_inside: Callable[[bytes, str], Iterator[Part]], depth: int) -> Iterator[Part]:
    try:
        text, markup = message.body or '', message.html_body or ''
        sent, attachments = message.sent_date, list(message.attachments)
        title, sender = message.subject, message.sender
        files = [(a.file_name or f'attachment {n}', a.file_bytes, _embedded(a)) for n, a in enumerate(attachments, 1)]
    except (OSError, ValueError, LookupError, AttributeError, AssertionError, struct.error, RecursionError) as error:
        raise _damaged(error) from None
    if not text.strip() and markup:
        text = _text_of(markup)
    day = sent.date() if sent else None
    if text.strip() or not files:
        outlet = next(filter(None, parseaddr(sender or '')), None)
        yield Part(text, 'msg', title=title or None, published=day, outlet=outlet)
    for name, content, inner in files:
        if inner is not None and depth:
            yield from _message_inside(name, inner, read_inside, depth - 1)
        elif content is None:
            yield Part('', 'msg', name, status='skipped', message='A message inside a message: save it as .eml.')
        elif content:
            for part in read_inside(content, name):
                yield part if part.published else replace(part, sent=day)


def _embedded(attachment: Any) -> Any | None:
    """The message that an attachment is; the library reads those of a file of their own only."""
    from oxmsg import Message
    from oxmsg.storage import Storage, Stream

    inner = next((one for one in attachment._storage.storages if one.name == _EMBEDDED), None)
    if inner is None:
        return None
    streams = []
    for stream in inner.streams:
        content = stream.bytes_
        if stream.name == '__properties_version1.0':
            content = content[:_HEAD] + _RESERVED + content[_HEAD:]
        streams.append(Stream(stream.path, content))
    return Message(Storage(inner.path, tuple(streams), inner.storages))


def _damaged(error: Exception) -> ReadError:
    return ReadError(f'A damaged message of Outlook ({type(error).__name__}).')


def _text_of(markup: str) -> str:
    from svodka.read.pages import page  # here, as most letters are no pages

    return page(markup, None).text


def _message_inside(
    name: str, message: Any, read_inside: Callable[[bytes, str], Iterator[Part]], depth: int
) -> Iterator[Part]:
    """The texts of a message that is attached to one, each named after it."""
    try:
        for part in _parts_of(message, read_inside, depth):
            yield replace(part, name=name + (part.name and f'#{part.name}'))
    except ReadError as error:
        yield Part('', 'msg', name, status=error.status, message=str(error))
