"""Mail and saved web pages (.eml, .mhtml) → the message, and its attachments as files of their own."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from email.utils import parsedate_to_datetime

from pipeline.read.decode import decode, restore
from pipeline.read.pages import page, read_html
from pipeline.read.part import Part

# How a client marks what it quotes from the message answered or forwards with headers of its own.
_QUOTED = re.compile(r'(?m)^>.*\n?')


def read_mail(data: bytes, read_inside: Callable[[bytes, str], Iterator[Part]]) -> Iterator[Part]:
    """The message's text with subject and date from its headers, then its attachments, read by `read_inside`."""
    message = message_from_bytes(data, policy=policy.default)
    if (message.get_content_type() == 'multipart/related' and not message['From']) or message[
        'Snapshot-Content-Location'
    ]:
        yield from _saved_page(message)
        return
    title, published = _header(message, 'Subject'), _date(message)
    body = message.get_body(('html', 'plain'))
    plain = message.get_body(('plain',))
    text, encoding, note = '', None, None
    if body is not None and body.get_content_type() == 'text/html':
        found = next(read_html(_payload(body), body.get_content_charset()), None)
        text, encoding, note = (found.text, found.encoding, found.message) if found else ('', None, None)
    if plain is not None and len(text) < 0.5 * len(alternative := _plain(plain)[0]):
        text, encoding, note = alternative, *_plain(plain)[1:]
    attachments = list(message.iter_attachments()) if message.is_multipart() else []
    if text.strip() or not attachments:
        yield Part(text, 'eml', encoding=encoding, title=title, published=published, message=note)
    for number, attachment in enumerate(attachments, 1):
        if attachment.get_content_maintype() in ('image', 'audio', 'video', 'font'):
            continue
        name = attachment.get_filename() or f'attachment {number}'
        yield from read_inside(_payload(attachment), name)


def _saved_page(message: EmailMessage) -> Iterator[Part]:
    """The page in a browser's archive: its first HTML part."""
    for part in message.walk():
        if part.get_content_type() in ('text/html', 'application/xhtml+xml'):
            text, encoding = decode(_payload(part), None)
            text, note = restore(text, encoding)
            yield page(text, encoding, note, format='mhtml')
            return
    yield Part('', 'mhtml', status='empty', message='The saved page holds no HTML.')


def _payload(part: MIMEPart) -> bytes:
    if part.get_content_type() == 'message/rfc822':
        inner = part.get_payload(0) if part.is_multipart() else None
        return inner.as_bytes() if isinstance(inner, EmailMessage) else b''
    try:
        payload = part.get_payload(decode=True)
    except (LookupError, ValueError, AssertionError):
        payload = None
    return payload if isinstance(payload, bytes) else str(part.get_payload()).encode('utf-8', 'replace')


def _plain(part: MIMEPart) -> tuple[str, str, str | None]:
    text, encoding = decode(_payload(part), _known(part.get_content_charset()))
    text, note = restore(text, encoding)
    return _QUOTED.sub('', text), encoding, note


def _known(charset: str | None) -> str | None:
    import codecs

    try:
        return codecs.lookup(charset).name if charset else None
    except (LookupError, ValueError):  # ValueError: with a NUL in it
        return None


def _header(message: EmailMessage, name: str) -> str | None:
    try:
        words = ' '.join(str(message[name] or '').split())
    except (ValueError, LookupError, IndexError, AttributeError):
        return None
    return words or None


def _date(message: EmailMessage) -> dt.date | None:
    try:
        return parsedate_to_datetime(str(message['Date'])).date() if message['Date'] else None
    except (ValueError, TypeError, IndexError, AttributeError, OverflowError):
        return None
