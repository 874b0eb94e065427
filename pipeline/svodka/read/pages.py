"""HTML → the headline, lead and body of a page, its title and date; by trafilatura and htmldate."""

from __future__ import annotations

import datetime as dt
import logging
import re
from collections.abc import Iterable, Iterator
from copy import deepcopy
from typing import Any

from svodka.language.credits import credit_in, credits_of
from svodka.read.blocks import holder, unfold_layout_tables, wrap_bare_text
from svodka.read.channel import messages
from svodka.read.contents import Evidence, Part
from svodka.read.decode import declared_encoding
from svodka.read.garbled import decode_restored
from svodka.read.headings import PROSE, headline_of, title_of, titles_told, words_above
from svodka.read.notices import is_notice, link_lines, without_menus
from svodka.read.outlet import outlets_of, site_in_title, source_of
from svodka.read.pagedate import best_day, days_told, page_lines, page_place, page_stamps, stated_days

FIRST_DATE = '1995-01-01'
"""No page of the web is older; htmldate's own default."""
BODY = 200
"""A marked article body (schema.org) with so many characters is taken for the text."""
_NO_MARKUP = re.compile('[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]')
"""Characters that no element may hold, and that lxml does not take from us, though it takes them from a page."""
SENTENCE, SENTENCE_ENDS = 30, '.!?…:;»"”'
"""A sentence has more characters, and ends so."""
_SENTENCE_END = re.compile(r'(?<=[.!?…])\s+')
NEAR = 4
"""Lines from the last one of an article on in which a credit is its own."""
START = 40
"""By so many characters a line is found in its page."""
LONGEST_LEAD = 1500
"""Characters of a paragraph that may be a page's lead."""


def read_html(data: bytes, declared: str | None = None, format: str = 'html') -> Iterator[Part]:
    """The one text of a page, or the messages of a saved channel."""
    source, encoding, message = decode_restored(data, declared or declared_encoding(data))
    tree = page_tree(source)
    sent = messages(tree) if tree is not None else []
    for number, one in enumerate(sent, 1):
        yield Part(
            one.text,
            format,
            f'#{number}',
            encoding,
            published=one.published,
            message=message,
            outlet=one.outlet,
            url=one.url,
            author=one.author,
        )
    if not sent:
        yield part_of(tree, format, encoding, message)


def page(source: str, encoding: str | None, message: str | None = None, format: str = 'html') -> Part:
    """The text of a page's source: headline, lead and body, a paragraph a line."""
    return part_of(page_tree(source), format, encoding, message)


def page_tree(source: str) -> Any:
    """The tree of a page; None for a source without one."""
    from lxml import html

    try:
        tree = html.fromstring(_NO_MARKUP.sub(' ', _undeclared(source)))
    except (ValueError, html.etree.ParserError):
        return None
    _without_controls(tree)
    return tree


def part_of(tree: Any, format: str, encoding: str | None, message: str | None) -> Part:
    """The text of a page's tree, which is changed by it."""
    if tree is None:
        return Part('', format, encoding=encoding, message=message)
    for logger in ('trafilatura', 'htmldate'):
        logging.getLogger(logger).setLevel(logging.CRITICAL)
    for line_end in tree.iter('br'):  # a space where words are told apart, in headings too
        line_end.tail = f'\n{line_end.tail or ""}'
    title, headline, source = title_of(tree), headline_of(tree), source_of(tree)
    shown = deepcopy(tree)
    lead = _lead(tree)
    _drop_copies(tree)
    lines = _extract(tree)
    headline = headline or words_above(tree, lines)
    lines = _below(_from_headline(lines, headline or title), headline, shown)
    flat = ' '.join(' '.join(lines).split())
    if lead and lead[:60] not in flat:
        lines.insert(1 if lines and headline and lines[0] == headline else 0, lead)
    if headline and headline[:60].lower() not in flat[:1000].lower():
        lines.insert(0, headline)
    text = '\n'.join(lines)
    stamps = page_stamps(shown, headline or title, lines)
    stamped, days = best_day(stamps), list(stated_days(shown))
    published = _date(shown, stamped, [day for day, _ in days])
    site = site_in_title(' '.join(shown.xpath('//title/text()')), headline)
    evidence = (
        *days_told(published, days, stamps),
        *titles_told(shown, headline),
        *(Evidence('outlet', *found) for found in outlets_of(shown)),
        *([Evidence('outlet', site, 'behind the headline in <title>')] if site else []),
    )
    return Part(
        text,
        format,
        encoding=encoding,
        title=headline or title,
        published=published,
        stamped=stamped,
        message=message,
        outlet=source.outlet or site,
        url=source.url,
        author=source.author or _credited(shown, lines),
        place=page_place(shown, headline or title),
        evidence=evidence,
    )


def _credited(tree: Any, lines: list[str]) -> str | None:
    """Who is named by a credit beside the lines of an article («Фото: …»), which is a notice of its page."""
    shown = [line.text for line in page_lines(tree) if not line.aside]
    starts = {line[:START] for line in lines}
    article = [i for i, text in enumerate(shown) if text[:START] in starts]
    near = shown[article[0] : article[-1] + NEAR] if article else []
    return credits_of([text for text in near if credit_in(text)]).author


def _without_controls(tree: Any) -> None:
    """Takes out what a page brought in by its number («&#1;»)."""
    for node in tree.iter():
        if node.text and _NO_MARKUP.search(node.text):
            node.text = _NO_MARKUP.sub(' ', node.text)
        if node.tail and _NO_MARKUP.search(node.tail):
            node.tail = _NO_MARKUP.sub(' ', node.tail)


def _extract(tree: Any) -> list[str]:
    """trafilatura's text by lines, in the one of its two readings that holds the other's sentences."""
    import trafilatura

    body, links = _body(tree), link_lines(tree)
    unfold_layout_tables(body)
    wrap_bare_text(body)
    found = []
    for generous in (True, False):
        text = trafilatura.extract(deepcopy(body), include_comments=False, favor_recall=generous, deduplicate=False)
        found.append(_text_lines((text or '').split('\n'), links))
    long_enough = [lines for lines in found if sum(map(len, lines)) >= BODY] or [
        max(found, key=lambda lines: len(lines))
    ]
    return _whole(long_enough, body) or _text_lines(all_lines(tree), links)


def _whole(readings: list[list[str]], body: Any) -> list[str]:
    """The shortest reading, as longer ones have taken in what is around the article; but if one holds all of its
    sentences and more that stand beside them, that one as far as it stands there."""
    shortest, *others = sorted(readings, key=lambda lines: sum(map(len, lines)))
    own = _sentences(shortest)
    for longer in others:
        theirs = _sentences(longer)
        if own < theirs:
            page, beside = holder(body, [line[:START] for line in shortest])
            if any(sentence[:START] in beside for sentence in theirs - own):
                return [line for line in longer if line[:START] in beside or line[:START] not in page]
    return shortest


def _sentences(lines: list[str]) -> set[str]:
    found = (sentence for line in lines for sentence in _SENTENCE_END.split(line.removeprefix('- ')))
    return {sentence for sentence in found if len(sentence) > SENTENCE and sentence[-1] in SENTENCE_ENDS}


def _undeclared(source: str) -> str:
    """A source without its XML declaration, which lxml refuses in a text that is decoded."""
    return re.sub(r'^\s*<\?xml[^>]*\?>', '', source.lstrip('\ufeff'))


def _date(tree: Any, stamped: dt.date | None, days: list[dt.date]) -> dt.date | None:
    """The day of publication that a page states for programs, by htmldate: taken only if the page does state it, in its
    metadata or stamp, for it looks at the words of the text, too."""
    import htmldate

    try:
        found = htmldate.find_date(tree, extensive_search=False, original_date=True, min_date=FIRST_DATE)
        day = dt.date.fromisoformat(found) if found else None
    except (ValueError, TypeError, AttributeError, OverflowError, AssertionError):  # the last for a frame alone
        day = None
    return day if day and (day in days or day == stamped) else next(iter(days), None)


def _lead(tree: Any) -> str | None:
    """The paragraph that the page also gives as its description, whole."""
    for described in tree.xpath('//meta[@property="og:description" or @name="description"]/@content'):
        start = ' '.join(str(described).split()).rstrip('.…')[:60]
        if len(start) > START:
            for node in tree.xpath('//body//p | //body//div[not(.//p) and not(.//div)] | //body//h2'):
                words = ' '.join(node.text_content().split())
                if words.startswith(start) and len(words) < LONGEST_LEAD:
                    return words
    return None


def _drop_copies(tree: Any) -> None:
    """Take the machine-readable copy of an article out of its page, with the fields around it."""
    for node in tree.xpath('//*[@itemscope][.//*[@itemprop="articleBody" and not(*)]]'):
        copy = node.xpath('string(.//*[@itemprop="articleBody"])').strip()[:40]
        if copy and node.getparent() is not None and tree.text_content().count(copy) > 1:
            node.drop_tree()


def _body(tree: Any) -> Any:
    """The page, or its article's body where that is marked."""
    from lxml import html

    marked = [n for n in tree.xpath('//*[@itemprop="articleBody"][*]') if len(n.text_content()) >= BODY]
    if len(marked) != 1:
        return tree
    article = html.fromstring('<html><body><article></article></body></html>')
    article.find('.//article').append(deepcopy(marked[0]))
    return article


def all_lines(tree: Any) -> list[str]:
    """All words of a page on which nothing stands out as its text."""
    for node in tree.xpath('//script|//style|//noscript|//nav|//header|//footer|//form|//template|//head'):
        if node.getparent() is not None:
            node.drop_tree()
    for node in tree.iter('p', 'div', 'br', 'li', 'td', 'th', 'h1', 'h2', 'h3', 'h4', 'tr', 'section', 'article'):
        node.tail = '\n' + (node.tail or '')
    return str(tree.text_content()).split('\n')


def _text_lines(lines: Iterable[str], links: frozenset[str]) -> list[str]:
    """The lines without table rules, the page's own notices and menus; the cells of a table by tabs."""
    kept: list[str] = []
    for line in lines:
        cells = [' '.join(cell.split()) for cell in (line.split('|') if line.count('|') > 1 else [line])]
        words = '\t'.join(cell for cell in cells if cell.strip('- '))
        if any(map(str.isalnum, words)):
            kept.append(words)
    return [line for line in without_menus(kept, links) if not is_notice(line)]


def _below(lines: list[str], headline: str | None, tree: Any) -> list[str]:
    """The lines without those that stand above the headline in the page, in a column beside, unless most do."""
    words = ' '.join(' '.join(tree.xpath('//body//text()')).split()) if headline else ''
    at = words.find(headline or '')
    if at > 0 and not any(line.startswith((headline or '')[:60]) for line in lines):
        first = next((i for i, line in enumerate(lines) if not 0 <= words.rfind(line[:START]) < at), len(lines))
        if sum(map(len, lines[:first])) < sum(map(len, lines[first:])):
            return lines[first:]
    return lines


def _from_headline(lines: list[str], headline: str | None) -> list[str]:
    """The lines from the headline on, if hardly a text stands before it; else the headline first."""
    if headline:
        for at, line in enumerate(lines):
            if line[:60].lower() == headline[:60].lower():
                before, after = sum(map(len, lines[:at])), sum(map(len, lines[at + 1 :]))
                menu = max(map(len, lines[:at]), default=0) < PROSE
                return lines[at:] if menu or before < after else [line, *lines[:at], *lines[at + 1 :]]
    return lines
