"""The headline of a page: where it may stand, and which of the places counts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from svodka.read.contents import Evidence

PROSE = 100
"""A line of a text has so many characters, an entry of a menu has not."""
SENTENCE = 60
"""Or so many, if it ends as a sentence does."""
HEADLINE = (8, 300)
"""Characters of a headline, more than and less than."""
FEWEST_WORDS = 3
"""Words of a headline."""
_EMBLEM = ' or '.join(f'contains(concat(@class, " ", @id), "{name}")' for name in ('logo', 'brand', 'site-name'))
_OWN_HEADING = f'//h1[not(parent::*[{_EMBLEM}]) and not(parent::*/parent::*[{_EMBLEM}])]'
_SECOND_HEADING, _THIRD_HEADING = '//h2[not(.//a)]', '//h3[not(.//a)]'
_CLASS = 'translate(@class, "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")'  # «eTitle»
_CALLED = ' or '.join(f'contains({_CLASS}, "{name}")' for name in ('title', 'headline', 'zagolovok'))
_ASIDE = ' or '.join(f'contains({_CLASS}, "{name}")' for name in ('site', 'widget', 'sidebar'))
_TITLE_CLASS = (
    '//*[self::h2 or self::h3 or self::div or self::span or self::p][not(ancestor::a) and not(.//a) and not(.//p) and '
    f'not(.//script) and ({_CALLED}) and not({_ASIDE})]'
)
_OFFICE = '//meta[translate(@name, "G", "g")="generator"][contains(@content, "Word") or contains(@content, "Office")]'
HEADINGS = {
    _OWN_HEADING: '<h1>',
    _TITLE_CLASS: 'element that its class calls the title',
    _SECOND_HEADING: '<h2>',
    _THIRD_HEADING: '<h3>',
    '//h1': "<h1> beside the site's emblem",
}
"""Where a page may have its headline, and how that is called, the best first."""
TITLES = {'//meta[@property="og:title"]/@content': 'meta og:title', '//title/text()': '<title>'}


def title_of(tree: Any) -> str | None:
    """What a page states as its title; of a page that an office program has made only what its text has, too: there it
    is a property of the document."""
    text = ' '.join(' '.join(tree.xpath('//body//text()')).split()) if tree.xpath(_OFFICE) else None
    for path in TITLES:
        for found in tree.xpath(path):
            if (words := ' '.join(str(found).split())) and (text is None or words in text):
                return words
    return None


def headline_of(tree: Any) -> str | None:
    """The page's one first-rank heading, or the one element that its class calls the title; a heading beside the
    site's emblem names the site."""
    found = (heading for path in HEADINGS for heading in _headings(tree, path))
    return next((words for words, _, against in found if not against), None)


def _headings(tree: Any, path: str) -> list[tuple[str, str, str]]:
    """The headings of a kind, where they stand, and why they are not the page's headline, empty for the one that is."""
    title = title_of(tree) or ''
    found = [' '.join(node.text_content().split()) for node in tree.xpath(path)]
    found = [words for words in dict.fromkeys(found) if HEADLINE[0] < len(words) < HEADLINE[1]]
    alone = len(found) == 1 and path not in (_SECOND_HEADING, _THIRD_HEADING)
    named = next((words for words in found if title.startswith(words[:30])), None)
    right = found[0] if alone else named
    against = 'one of several, and not as <title> begins' if len(found) > 1 else 'not as <title> begins'
    return [(words, HEADINGS[path], '' if words == right else against) for words in found]


def words_above(tree: Any, lines: list[str]) -> str | None:
    """The bold or centred words right above the first line of the text, on a page without headings."""
    for node in tree.xpath('//p | //div[not(.//p)] | //td[not(.//p)]') if lines and is_prose(lines[0]) else ():
        if ' '.join(node.text_content().split()).startswith(lines[0][:60]):
            above = node.xpath('preceding::*[self::b or self::strong or self::center or self::h2 or self::h3][1]')
            words = ' '.join(above[0].text_content().split()) if above and not above[0].xpath('.//a') else ''
            fits = (
                HEADLINE[0] < len(words) < HEADLINE[1] and len(words.split()) >= FEWEST_WORDS and words[-1] not in '.:'
            )
            return words if fits else None
    return None


def is_prose(line: str) -> bool:
    """Whether a line is a paragraph: long, or a sentence."""
    return len(line) > PROSE or (len(line) > SENTENCE and line[-1] in '.!?…')


def titles_told(tree: Any, chosen: str | None) -> Iterator[Evidence]:
    """A page's headings, then its titles, each with why another counts before it."""
    headings = [found for path in HEADINGS for found in _headings(tree, path)]
    taken = next((words for words, _, against in headings if not against), None)
    yield from (Evidence('title', words, where, against) for words, where, against in headings)
    if chosen and not taken:
        yield Evidence('title', chosen, 'bold or centred words above the text')
    for path, where in TITLES.items():
        for found in tree.xpath(path)[:1]:
            if words := ' '.join(str(found).split()):
                yield Evidence('title', words, where)
