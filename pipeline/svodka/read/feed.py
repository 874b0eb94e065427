"""RSS, RDF and Atom feeds → a document an item, with its fullest text, title and date; other XML → its words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from typing import Any

from svodka.read.columns import day_in
from svodka.read.contents import Part, ReadError
from svodka.read.decode import declared_encoding
from svodka.read.garbled import decode_restored
from svodka.read.outlet import address

# Where a text may stand, in whatever namespace (content:encoded, yandex:full-text, …); the longest is taken.
_TEXTS = ('full-text', 'encoded', 'content', 'fulltext', 'description', 'summary', 'text')
_DATES = ('pubDate', 'published', 'date', 'issued', 'updated', 'modified')
_NO_WORDS = {'binary', 'binary-data', 'stylesheet', 'config-item-set'}
"""Elements of e-books (.fb2) and office files in plain XML that hold pictures and settings."""
_CODE = re.compile(r'<(script|style)\b[^<>]{0,2000}>.*?</\1\s*>', re.I | re.S)
_BLOCK_TAG = re.compile(r'<\s*/?\s*(?:p|br|div|li|tr|h\d|blockquote|ul|ol|table)\b[^>]*>', re.I)
_TAG = re.compile(r'<[^<>]{1,2000}>')


def read_feed(data: bytes) -> Iterator[Part]:
    """The items of a feed, in its order; entities of its own are not expanded and no file is fetched."""
    root, encoding, message = _parse(data)
    items = [] if root is None else [node for node in root.iter() if _local(node) in ('item', 'entry')]
    outlet = _feed_name(root)
    for number, item in enumerate(items, 1):
        yield replace(_item(item, f'#{number}', encoding, message), outlet=outlet)
    if not items:
        yield Part('', 'feed', encoding=encoding, status='empty', message='The feed has no items.')


def _feed_name(root: Any) -> str | None:
    """What a feed calls itself: the title beside its items or in its channel."""
    if root is None:
        return None
    places = [root, *(node for node in root if _local(node) == 'channel')]
    titles = (''.join(node.itertext()) for place in places for node in place if _local(node) == 'title')
    return next((name for title in titles if (name := ' '.join(words_of_markup(title).split()))), None)


def read_xml(data: bytes) -> Part:
    """The text of a book (.fb2) or of OpenDocument in one file (.fodt); of another kind of XML its words, an element
    with words of its own a paragraph."""
    root, encoding, message = _parse(data)
    if _local(root) == 'FictionBook':
        from svodka.read.books import read_fb2  # here, as a book is rare

        return read_fb2(root, encoding, message)
    if _local(root) == 'document' and any(_local(node) == 'body' for node in root):
        from svodka.read.opendocument import read_flat_odt  # here, as such a file is rare

        return read_flat_odt(root, encoding, message)
    return Part('\n\n'.join(_paragraphs(root)) if root is not None else '', 'xml', encoding=encoding, message=message)


def _paragraphs(node: Any) -> Iterator[str]:
    own = [node.text or '', *(child.tail or '' for child in node)]
    if any(words.strip() for words in own) or not len(node):
        if words := ' '.join(''.join(node.itertext()).split()):
            yield words
    else:
        for child in node:
            if isinstance(child.tag, str) and _local(child) not in _NO_WORDS:
                yield from _paragraphs(child)


def _parse(data: bytes) -> tuple[Any, str, str | None]:
    """The tree of an XML text, None if it has none; its encoding; what to tell about its letters."""
    from lxml import etree

    text, encoding, message = decode_restored(data, declared_encoding(data))
    source = re.sub(r'^\s*<\?xml[^>]*\?>', '', text.lstrip('\ufeff'))
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(source.encode('utf-8', 'replace'), parser), encoding, message
    except etree.XMLSyntaxError as error:
        raise ReadError(f'Damaged XML: {error.msg}.') from None


def _item(item: Any, name: str, encoding: str, message: str | None) -> Part:
    fields: dict[str, str] = {}
    for node in item:
        local = _local(node)
        fields.setdefault(local, '')
        words = ''.join(node.itertext()) if local else ''  # comments and entities have no elements
        fields[local] = max(fields[local], words or (node.get('content') or ''), key=len)
    body = max((words_of_markup(fields.get(name, '')) for name in _TEXTS), key=len)
    title = ' '.join(words_of_markup(fields.get('title', '')).split()) or None
    text = body if title is None or body.startswith(title) else f'{title}\n\n{body}'
    published = next((day for name in _DATES if (day := day_in(fields.get(name, '')))), None)
    links = [node.get('href') or node.text or '' for node in item if _local(node) == 'link'
             and node.get('rel') in (None, 'alternate')]  # fmt: skip
    url = next((found for link in [*links, fields.get('guid', '')] if (found := address(link.strip()))), None)
    names = [' '.join(fields.get(role, '').split()) for role in ('creator', 'author')]
    author = next((stated for stated in names if stated and '@' not in stated), None)
    return Part(text.strip(), 'feed', name, encoding, title, published, message=message, url=url, author=author)


def _local(node: Any) -> str:
    return '' if node is None else node.tag.rpartition('}')[2].rpartition(':')[2] if isinstance(node.tag, str) else ''


def words_of_markup(markup: str) -> str:
    """The text of an item, which is HTML inside XML or plain."""
    if '<' in markup:
        markup = _CODE.sub(' ', markup)
        markup = _TAG.sub('', _BLOCK_TAG.sub('\n\n', markup))
    text = unescape(markup)
    return '\n'.join(line.strip() for line in re.sub(r'\n\s*\n\s*', '\n\n', text).strip().split('\n'))
