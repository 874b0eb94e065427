"""Messages of Outlook (.msg) → the message and its attachments, by oxmsg where it is installed."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

from svodka.read.parts import Part, ReadError
from svodka.run.conditions import AGAIN


def read_msg(data: bytes, read_inside: Callable[[bytes, str], Iterator[Part]]) -> Iterator[Part]:
    """The text of a message with its subject, sender and day, and what is attached to it."""
    try:
        from oxmsg import Message
    except ImportError:
        wanted = 'A message of Outlook (.msg): install svodka[formats] to have it read, or save it as .eml.'
        raise ReadError(wanted, 'skipped', AGAIN) from None
    try:
        message = Message.load(io.BytesIO(data))
        text, markup = message.body or '', message.html_body or ''
        sent, attachments = message.sent_date, list(message.attachments)
        files = [(a.file_name or f'attachment {n}', a.file_bytes or b'') for n, a in enumerate(attachments, 1)]
    except (OSError, ValueError, KeyError, IndexError, AttributeError, AssertionError) as error:
        raise ReadError(f'A damaged message of Outlook ({type(error).__name__}).') from None
    if not text.strip() and markup:
        from svodka.read.pages import page

        text = page(markup, None).text
    if text.strip() or not files:
        day = sent.date() if sent else None
        yield Part(text, 'msg', title=message.subject or None, published=day, outlet=message.sender or None)
    for name, content in files:
        if content:
            yield from read_inside(content, name)
