"""Who published a page, where and by whom, as its head states it: links, Open Graph, JSON-LD, meta elements."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from svodka.language.credits import names_in
from svodka.read.headline import is_label

LONGEST = 200
"""Characters of a name, and so many times ten of an address."""
JSON_LD = 1_000_000
_DEPTH = 4
_ARTICLE = re.compile(r'(?:News|Report|Blog|Scholarly)?(?:Article|Posting)|WebPage')


# Accounts of a site's program, which name nobody.
_ACCOUNTS = re.compile(
    r'(?:super|web)?[ -]?(?:user|admin|administrator|master|editor|root)|админ(?:истратор)?|редактор', re.I
)


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
    outlet = next((name for name, _ in outlets_of(tree, stated)), None)
    url = _first(tree, '//link[@rel="canonical"]/@href', '//meta[@property="og:url"]/@content')
    author = _signed(tree)
    author = author or next((name for one in stated if (name := _name(one.get('author')))), None) or _byline(tree)
    return Source(outlet, address(url), author if author and not address(author) and author != outlet else None)


def _signed(tree: Any) -> str | None:
    """The author whom a page states for programs."""
    for path in ('//meta[@name="author"]/@content', '//*[@itemprop="author"]//*[@itemprop="name"]/text()'):
        if (name := _first(tree, path)) and not _ACCOUNTS.fullmatch(name):
            return name
    return None


def outlets_of(tree: Any, stated: Sequence[dict[str, Any]] | None = None) -> Iterator[tuple[str, str]]:
    """The names of who published a page, and where they stand in it, the best first; `stated` is its linked data."""
    for name in ('property="og:site_name"', 'name="application-name"'):
        if found := _first(tree, f'//meta[@{name}]/@content'):
            yield found, f'meta {name}'
    for one in list(_articles(tree)) if stated is None else stated:
        if publisher := _name(one.get('publisher')):
            yield publisher, 'publisher in linked data'


# What parts a site's name from a headline in <title>, and words that name a section instead.
_PARTED = re.compile(r'\s(?:[—–|•·/-]|::|»)\s|\s?\|\s?')
SITE_WORDS = 7


def site_in_title(title: str, headline: str | None) -> str | None:
    """The site's name behind or before the headline in a page's <title>.

    >>> site_in_title('Мост открыт — Новости — Вологодские вести', 'Мост открыт')
    'Вологодские вести'
    >>> site_in_title('Мост открыт — глава района', None), site_in_title('Мост — открыт', 'Мост — открыт')
    (None, None)
    """
    words, start = ' '.join(title.split()), ' '.join((headline or '').split())
    at = words.lower().find(start.lower()) if start else -1
    if at < 0:
        return None
    behind = [part for part in _PARTED.split(words[at + len(start) :]) if part.strip()]
    before = [part for part in _PARTED.split(words[:at]) if part.strip()]
    if _PARTED.match(words, at + len(start)) and behind:
        name = behind[-1].strip()
    elif not behind and before and _PARTED.search(words[:at] + ' '):
        name = before[0].strip()
    else:
        return None
    fits = any(map(str.isalpha, name)) and len(name.split()) <= SITE_WORDS and len(name) <= LONGEST
    return name if fits and not is_label(name) else None


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


def _byline(tree: Any) -> str | None:
    """The name in the one element that a page calls its author's."""
    found = tree.xpath(
        '//*[@rel="author" or contains(@class, "author") or contains(@class, "byline") or @itemprop="author"]'
    )
    names = {name for node in found if (name := names_in(' '.join(node.text_content().split())[:LONGEST]))}
    return names.pop() if len(names) == 1 else None


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
