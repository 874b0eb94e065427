"""A saved page of a Telegram channel (t.me/s/…, or messages.html of an export) → its messages, each with its day,
channel and author."""

from __future__ import annotations

import datetime as dt
from copy import deepcopy
from typing import Any, NamedTuple

from svodka.read.outlet import LONGEST, address
from svodka.read.written_days import find_date

MESSAGES = 2
"""A page with fewer is one text, as a page with a message in its article is, but for an export's."""
SHARE = 0.5
"""Messages are what a page is for if so much of its words is theirs."""


class Message(NamedTuple):
    """A message of a channel; `author` is who signed it, else where it was forwarded from."""

    text: str
    published: dt.date | None
    outlet: str | None = None
    url: str | None = None
    author: str | None = None


class _Shape(NamedTuple):
    """Where a kind of page has its messages, and in them the texts, when and by whom they were sent, and where they
    come from; `sign` is an element that only such pages have, so that one message is enough."""

    message: str
    text: str
    sent: str
    channel: str
    sender: str
    signature: str
    forwarded: str
    url: str
    sign: str = ''


def _has(name: str) -> str:
    return f'contains(concat(" ", normalize-space(@class), " "), " {name} ")'


_SHAPES = (
    _Shape(  # t.me/s/…
        message=f'//*[{_has("tgme_widget_message")}]',
        text=f'.//*[{_has("tgme_widget_message_text")}][not(ancestor::*[{_has("tgme_widget_message_reply")}])]',
        sent='(.//time/@datetime)[last()]',
        channel=f'(//*[{_has("tgme_channel_info_header_title")}])[1]',
        sender=f'.//*[{_has("tgme_widget_message_owner_name")}]',
        signature=f'.//*[{_has("tgme_widget_message_from_author")}]',
        forwarded=f'.//*[{_has("tgme_widget_message_forwarded_from_name")}]',
        url=f'.//a[{_has("tgme_widget_message_date")}]/@href',
    ),
    _Shape(  # an export of Telegram Desktop; a message forwarded has a body inside its body, with a day of its own
        message=f'//*[{_has("message")}][.//*[{_has("date")}][@title]]',
        text=f'.//*[{_has("text")}]',
        sent=f'(.//*[{_has("date")}]/@title)[1]',
        channel=f'//*[{_has("page_header")}]//*[{_has("text")}]',
        sender=f'.//*[{_has("from_name")}][not(ancestor::*[{_has("forwarded")}])]',
        signature=f'.//*[{_has("signature")}]',
        forwarded=f'.//*[{_has("forwarded")}]//*[{_has("from_name")}]',
        url=f'.//*[{_has("forwarded")}]//*[{_has("from_name")}]//a/@href',
        sign=f'//*[{_has("chat_page")}]',
    ),
)


def messages(tree: Any) -> list[Message]:
    """The messages of a page that is a channel, in its order; none for another page."""
    for shape in _SHAPES:
        nodes = tree.xpath(shape.message)
        channel = _words(tree, shape.channel) if nodes else None
        found = [message for node in nodes if (message := _message(node, shape, channel)).text.strip()]
        told = shape.sign and tree.xpath(shape.sign)
        enough = len(found) >= MESSAGES and sum(len(m.text) for m in found) >= SHARE * _size(tree)
        if found and (told or enough):
            return found
    return []


def _message(node: Any, shape: _Shape, channel: str | None) -> Message:
    text = '\n'.join(_lines(part) for part in node.xpath(shape.text))
    sent = node.xpath(shape.sent)
    sender = _words(node, shape.sender)
    member = sender if shape.sign and channel and sender != channel else None  # of a group
    author = _words(node, shape.signature) or _words(node, shape.forwarded) or member
    url = next((found for stated in node.xpath(shape.url) if (found := address(str(stated)))), None)
    return Message(text, _day(str(sent[0])) if sent else None, channel or sender, url, author)


def _words(node: Any, path: str) -> str | None:
    """The words of the first such element, without the day beside them."""
    for found in node.xpath(path):
        own = found.xpath(f'.//text()[not(ancestor::*[{_has("date")}])]')
        if words := ' '.join(' '.join(own).split()):
            return words[:LONGEST]
    return None


def _lines(node: Any) -> str:
    node = deepcopy(node)
    node.tail = None
    for line_end in node.iter('br'):
        line_end.tail = '\n' + (line_end.tail or '')
    lines = (' '.join(line.split()) for line in node.text_content().split('\n'))
    return '\n'.join(lines).strip()


def _size(tree: Any) -> int:
    pieces = tree.xpath('//text()[not(ancestor::script or ancestor::style or ancestor::head)]')
    return sum(len(' '.join(str(piece).split())) for piece in pieces)


def _day(stated: str) -> dt.date | None:
    """
    >>> _day('2025-03-05T07:05:00+00:00'), _day('05.03.2025 14:05:00 UTC+07:00')
    (datetime.date(2025, 3, 5), datetime.date(2025, 3, 5))
    """
    try:
        return dt.date.fromisoformat(stated[:10])
    except ValueError:
        return find_date(stated[:60])
