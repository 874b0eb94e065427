"""Messages of Outlook (.msg) → the message and its attachments, by oxmsg where it is installed."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable, Iterator
from dataclasses import replace
from email.utils import parseaddr

from svodka.read.parts import Part, ReadError
from svodka.run.conditions import library


def read_msg(data: bytes, read_inside: Callable[[bytes, str], Iterator[Part]]) -> Iterator[Part]:
    """The text of a message with its subject, sender and day, and what is attached to it."""
    try:
        from oxmsg import Message
    except ImportError:
        wanted = 'A message of Outlook (.msg): install svodka[formats] to have it read, or save it as .eml.'
        raise ReadError(wanted, 'skipped', library('oxmsg')) from None
    try:
        message = Message.load(io.BytesIO(data))
        text, markup = message.body or '', message.html_body or ''
        sent, attachments = message.sent_date, list(message.attachments)
        files = [(a.file_name or f'attachment {n}', a.file_bytes) for n, a in enumerate(attachments, 1)]
    except (OSError, ValueError, LookupError, AttributeError, AssertionError, struct.error, RecursionError) as error:
        raise ReadError(f'A damaged message of Outlook ({type(error).__name__}).') from None
    if not text.strip() and markup:
        from svodka.read.pages import page

        text = page(markup, None).text
    day = sent.date() if sent else None
    if text.strip() or not files:
        name, at = parseaddr(message.sender or '')
        yield Part(text, 'msg', title=message.subject or None, published=day, outlet=name or at or None)
    for name, content in files:
        if content is None:
            yield Part('', 'msg', name, status='skipped', message='A message inside a message: save it as .eml.')
        elif content:
            for part in read_inside(content, name):
                yield part if part.published else replace(part, sent=day)
