"""Who published a page, where and by whom, as its head states it: links, Open Graph, JSON-LD, meta elements."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import urlsplit

LONGEST = 200
"""Characters of a name, and so many times ten of an address."""
JSON_LD = 1_000_000
_DEPTH = 4
_ARTICLE = re.compile(r'(?:News|Report|Blog|Scholarly)?(?:Article|Posting)|WebPage')


class Source(NamedTuple):
    outlet: str | None = None
    url: str | None = None
    author: str | None = None


def source_of(tree: Any) -> Source:
    """What a page's tree states of its source; each field empty where it states none.

    >>> from lxml.html import fromstring
    >>> source_of(fromstring('<html><head><meta property="og:site_name" content="Вестник"></head></html>')).outlet
    'Вестник'
    """
    stated = list(_articles(tree))
    outlet = _first(tree, '//meta[@property="og:site_name"]/@content', '//meta[@name="application-name"]/@content')
    url = _first(tree, '//link[@rel="canonical"]/@href', '//meta[@property="og:url"]/@content')
    author = _first(tree, '//meta[@name="author"]/@content', '//*[@itemprop="author"]//*[@itemprop="name"]/text()')
    outlet = outlet or next((name for one in stated if (name := _name(one.get('publisher')))), None)
    author = author or next((name for one in stated if (name := _name(one.get('author')))), None)
    return Source(outlet, address(url), author if author and not address(author) and author != outlet else None)


def address(stated: str | None) -> str | None:
    """A whole address of the web, None for another one.

    >>> address('https://vestnik.example/1'), address('/news/1'), address('javascript:x')
    ('https://vestnik.example/1', None, None)
    """
    if not stated or len(stated) > 10 * LONGEST or re.search(r'[\s<>"]', stated):
        return None
    try:
        parts = urlsplit(stated)
    except ValueError:
        return None
    return stated if parts.scheme in ('http', 'https') and parts.netloc else None


def _first(tree: Any, *paths: str) -> str | None:
    for path in paths:
        for found in tree.xpath(path):
            if (words := ' '.join(str(found).split())) and len(words) <= 10 * LONGEST:
                return words
    return None


def _articles(tree: Any) -> Iterator[dict[str, Any]]:
    for script in tree.xpath('//script[@type="application/ld+json"]/text()'):
        if len(script) <= JSON_LD:
            try:
                yield from _typed(json.loads(script), _DEPTH)
            except (ValueError, RecursionError):
                continue


def _typed(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if isinstance(value, list) and depth:
        for item in value:
            yield from _typed(item, depth - 1)
    elif isinstance(value, dict) and depth:
        kinds = value.get('@type')
        if any(isinstance(k, str) and _ARTICLE.fullmatch(k) for k in (kinds if isinstance(kinds, list) else [kinds])):
            yield value
        yield from _typed(value.get('@graph'), depth - 1)


def _name(value: Any) -> str | None:
    if isinstance(value, list):
        names = [name for item in value[:10] if not isinstance(item, list) and (name := _name(item))]
        return ', '.join(names) or None
    if isinstance(value, dict):
        value = value.get('name')
    words = ' '.join(value.split()) if isinstance(value, str) else ''
    return words if 0 < len(words) <= LONGEST else None
