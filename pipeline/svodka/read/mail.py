"""Mail and saved web pages (.eml, .emlx, .mbox, .mhtml) → the messages, and attachments as files of their own."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from email import message_from_bytes, policy
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr, parsedate_to_datetime
from itertools import pairwise
from typing import Any

from svodka.read.contents import Part, ReadError
from svodka.read.decode import declared_encoding, known_encoding
from svodka.read.garbled import decode_restored
from svodka.read.pages import page_tree, part_of, read_html
from svodka.read.sniff import EMLX
from svodka.read.written_days import find_date

# How a client marks what it quotes from the message answered or forwards with headers of its own.
_QUOTED = re.compile(r'(?m)^>.*\n?')
# The line above it: «12.11.2025 18:00, Редакция пишет:».
_ANSWERED = re.compile(
    r'(?m)^[^>\n]{0,200}(?:@|\d:\d\d|пиш[еу]т|написал)[^>\n]{0,200}:[ \t]*\r?\n(?:[ \t]*\r?\n)?(?=>)'
)
_MARKS = re.compile(r'(?m)^>[> ]*')
_PASSED_ON = re.compile(r'перес(?:ыл|л)|переадрес|перенаправ|forward', re.I)
_FORWARDED = re.compile(r'\s*(?:fwd?|пересл\w*)\s*:', re.I)
# The line before a message of a mailbox («From a@example.org Mon Apr  7 09:00:00 2025»), and the same line in a text.
_MBOX = re.compile(rb'(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\r\n]{0,200}\d:\d\d[^\r\n]{0,200}\r?\n(?=[\w-]{1,100}:)')
_ESCAPED = re.compile(rb'(?m)^>(>*From )')
_ADDRESS = re.compile(r'https?://|www\.|\S@\S')
SENTENCE = 60
"""A paragraph of so many characters with a full stop is text."""
ANSWERED_LINE = 200
"""Characters of the line above a message that is answered, at most."""
_MARKED = '@type="cite" or contains(@class, "quote") or contains(@id, "quote")'
_ABOVE_ANSWERED = re.compile(r'(?:@|\d:\d\d)[^@]{0,200}:$')
COMPARED = 40
"""Letters at its beginning and at its end by which a paragraph is found in another reading."""
_NAME = re.compile(r'name="([^"]{1,300})"')


def read_mail(data: bytes, read_inside: Callable[[bytes, str], Iterator[Part]]) -> Iterator[Part]:
    """The text of a message with subject and date from its headers, then its attachments, read by `read_inside`; of a
    mailbox (mbox) each of its messages, read by `read_inside` too."""
    starts = [found.start() for found in _MBOX.finditer(data)]
    if len(starts) > 1 and starts[0] == 0:
        for number, (start, end) in enumerate(pairwise([*starts, len(data)]), 1):
            yield from read_inside(_ESCAPED.sub(rb'\1', data[start:end]), f'#{number}')
        return
    yield from _read_message(_of_emlx(data), read_inside)


def _of_emlx(data: bytes) -> bytes:
    """A message without what Apple Mail writes around it: its size, and a property list."""
    size = EMLX.match(data)
    return data[size.end() : size.end() + int(size.group())] if size else data


def _read_message(data: bytes, read_inside: Callable[[bytes, str], Iterator[Part]]) -> Iterator[Part]:
    message = message_from_bytes(data, policy=policy.default)
    if (message.get_content_type() == 'multipart/related' and not message['From']) or message[
        'Snapshot-Content-Location'
    ]:
        yield from _saved_page(message)
        return
    body = message.get_body(('html', 'plain'))
    stated = known_encoding(body.get_content_charset()) if body is not None else None
    (title, doubt), published = _words(_header(message, 'Subject'), stated), _date(message)
    attachments = list(message.iter_attachments()) if message.is_multipart() else []
    try:
        text, encoding, note = _body(message, bool(title and _FORWARDED.match(title)))
    except ReadError as error:
        yield Part('', 'eml', title=title, published=published, status=error.status, message=str(error))
    else:
        if text.strip() or not attachments:
            notes = ' '.join(dict.fromkeys(filter(None, (note, doubt)))) or None
            yield Part(
                text, 'eml', encoding=encoding, title=title, published=published, message=notes, outlet=_sender(message)
            )
    for number, attachment in enumerate(attachments, 1):
        if attachment.get_content_maintype() in ('image', 'audio', 'video', 'font'):
            continue
        name = _filename(attachment) or f'attachment {number}'
        for part in read_inside(_payload(attachment), name):
            # What is sent on the day of its mail was published then, unless it states another day.
            yield part if part.published else replace(part, sent=published)


def _body(message: EmailMessage, forwarded: bool) -> tuple[str, str | None, str | None]:
    """The text of a message, its encoding and what to tell about its letters. Raises ReadError."""
    body, plain = message.get_body(('html', 'plain')), message.get_body(('plain',))
    text, encoding, note = '', None, None
    if body is not None and body.get_content_type() == 'text/html':
        payload = _payload(body)
        declared = known_encoding(body.get_content_charset()) or declared_encoding(payload)
        source, encoding, note = decode_restored(payload, declared)
        tree = page_tree(source)
        if tree is not None and not forwarded:
            _drop_answered(tree)
        found = part_of(tree, 'html', encoding, note)
        text, encoding, note = found.text, found.encoding, found.message
    if plain is not None:
        alternative = _plain(plain, forwarded)
        if len(text) < 0.5 * len(alternative[0]) or _lacks_sentences(text, alternative[0]):
            return alternative
    return text, encoding, note


def _drop_answered(tree: Any) -> None:
    """Take the message that is answered out of a message's tree, with the line above it, if words are left."""
    for quoted in tree.xpath('//blockquote'):
        above = quoted.xpath('preceding-sibling::*[1]')
        line = ' '.join(above[0].text_content().split()) if above else ''
        rest = len(tree.text_content()) - len(quoted.text_content())
        if not quoted.xpath(f'self::*[{_MARKED}]') and not _ABOVE_ANSWERED.search(line[-ANSWERED_LINE:]):
            continue  # a quotation of the release itself
        passed_on = _PASSED_ON.search(line + quoted.text_content()[:ANSWERED_LINE])
        if passed_on or rest - len(line) < SENTENCE or quoted.getparent() is None:
            continue
        quoted.drop_tree()
        if line.endswith(':') and len(line) <= ANSWERED_LINE:
            above[0].drop_tree()


def _lacks_sentences(text: str, plain: str) -> bool:
    """Whether the reading of a message's HTML lacks sentences that its plain text has. What the plain text says beside
    an address is furniture of a newsletter («открыть в браузере», «отписаться»)."""
    letters = _letters(text)
    for paragraph in re.split(r'\n[ \t\r]*\n', plain):
        words = ' '.join(paragraph.split())
        if len(words) > SENTENCE and words[-1] in '.!?…»"' and not _ADDRESS.search(words):
            wanted = _letters(words)
            if wanted[:COMPARED] not in letters or wanted[-COMPARED:] not in letters:
                return True
    return False


def _letters(text: str) -> str:
    return ''.join(filter(str.isalnum, text)).lower()


def _saved_page(message: EmailMessage) -> Iterator[Part]:
    """The page in a browser's archive: its first HTML part."""
    for part in message.walk():
        if part.get_content_type() in ('text/html', 'application/xhtml+xml'):
            yield from read_html(_payload(part), format='mhtml')
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


def _plain(part: MIMEPart, forwarded: bool) -> tuple[str, str, str | None]:
    """A plain text without the message that it answers; what is forwarded, or has no words of its own, is the text."""
    text, encoding, note = decode_restored(_payload(part), known_encoding(part.get_content_charset()))
    own = _QUOTED.sub('', _ANSWERED.sub('', text))
    if forwarded or not any(map(str.isalnum, own)):
        own = _MARKS.sub('', text)
    return own, encoding, note


def _header(message: MIMEPart, name: str) -> str:
    """A header as it stands; bytes beyond ASCII, which it should not have, as surrogates."""
    return next((str(value) for key, value in message.raw_items() if key.lower() == name.lower()), '')


def _words(header: str, declared: str | None = None) -> tuple[str | None, str | None]:
    """The words of a header, in whatever encodings it names or, against the rules, does not; what to tell about them.

    >>> _words('Re: =?cp-1251?B?z+7m4PA=?=')
    ('Re: Пожар', None)
    """
    # The parser of encoded words takes no more than Latin-1.
    plain = header.encode('utf-8', 'surrogateescape').decode('latin-1')
    try:
        pieces = decode_header(plain)
    except HeaderParseError:
        pieces = [(plain, None)]
    words, note = '', None
    for piece, charset in pieces:
        data = piece if isinstance(piece, bytes) else piece.encode('latin-1')
        with suppress(ReadError):
            found = decode_restored(data, known_encoding(charset) or declared)
            words, note = words + found.text, note or found.message
    return ' '.join(words.split()) or None, note


def _filename(attachment: MIMEPart) -> str | None:
    """The name of an attachment; one that the parser cannot read is looked for in the header itself."""
    name = attachment.get_filename()
    if not name or '\ufffd' not in name:
        return name
    headers = _header(attachment, 'Content-Disposition') + _header(attachment, 'Content-Type')
    stated = _NAME.search(headers)
    return (stated and _words(stated.group(1))[0]) or name


def _sender(message: EmailMessage) -> str | None:
    """The name of who sent a message, or the address."""
    name, at = parseaddr(_words(_header(message, 'From'))[0] or '')
    return name or at or None


def _date(message: EmailMessage) -> dt.date | None:
    try:
        return parsedate_to_datetime(str(message['Date'])).date() if message['Date'] else None
    except (ValueError, TypeError, IndexError, AttributeError, OverflowError):
        return find_date(_words(_header(message, 'Date'))[0] or '')
