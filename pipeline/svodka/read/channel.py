"""A saved page of a Telegram channel (t.me/s/…, or messages.html of an export) → its messages, each with its day."""

from __future__ import annotations

import datetime as dt
from copy import deepcopy
from typing import Any, NamedTuple

from svodka.read.days import find_date

MESSAGES = 2
"""A page with fewer is one text, as a page with a message in its article is."""
SHARE = 0.5
"""Messages are what a page is for if so much of its words is theirs."""


class Message(NamedTuple):
    text: str
    published: dt.date | None


class _Shape(NamedTuple):
    """Where a kind of page has its messages, and in them the texts and when they were sent."""

    message: str
    text: str
    sent: str


def _has(name: str) -> str:
    return f'contains(concat(" ", normalize-space(@class), " "), " {name} ")'


_SHAPES = (
    _Shape(
        f'//*[{_has("tgme_widget_message")}]',
        f'.//*[{_has("tgme_widget_message_text")}][not(ancestor::*[{_has("tgme_widget_message_reply")}])]',
        './/time/@datetime',
    ),
    _Shape(
        f'//*[{_has("message")}][.//*[{_has("date")}][@title]]',
        f'.//*[{_has("text")}]',
        f'.//*[{_has("date")}]/@title',
    ),
)


def messages(tree: Any) -> list[Message]:
    """The messages of a page that is a channel, in its order; none for another page."""
    for shape in _SHAPES:
        found = []
        for node in tree.xpath(shape.message):
            text = '\n'.join(_lines(part) for part in node.xpath(shape.text))
            if text.strip():
                sent = [str(stated) for stated in node.xpath(shape.sent)]
                found.append(Message(text, _day(sent[-1]) if sent else None))
        if len(found) >= MESSAGES and sum(len(m.text) for m in found) >= SHARE * _size(tree):
            return found
    return []


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
