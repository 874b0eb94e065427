"""The day on which a page says that it was published, in its own words beside its headline or below its article.

Pages are full of days: today's in the head, other news' beside it, «Обновлено», deadlines. What counts is a stamp (see
svodka.read.stamps) by its place: labelled as that of publication anywhere, right above or below the headline, or right
below the article; never inside a menu, a side column, the page's head or foot.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from svodka.read.contents import Evidence
from svodka.read.dateline import dateline_place
from svodka.read.filename import AHEAD, date_in_name
from svodka.read.stamps import Stamp, stamp_in, stamp_of
from svodka.read.written_days import find_date

BLOCKS = frozenset(
    'p div section article main header footer aside nav ul ol li table tr td th h1 h2 h3 h4 h5 h6 br hr dl dt dd '
    'figure figcaption blockquote form time body'.split()
)
SKIPPED = frozenset('script style noscript template head select option button'.split())
SIDE_TAGS = frozenset('nav aside footer'.split())
SIDE = re.compile(
    'sidebar|related|similar|widget|calendar|archive|last-?news|news-?list|other-?news|popular|recommend|copyright|footer|'
    'menu|clock|current-?date|today|banner|comment|breadcrumb',
    re.IGNORECASE,
)
HEAD = re.compile(r'(?:^|\s)(?:u?header|(?:site|main)-?header|top-?(?:bar|line|panel)|masthead)(?:\s|$)', re.IGNORECASE)
ABOVE, BELOW, BEHIND = 4, 3, 4  # lines before and after the headline, and after the article, in which a stamp counts
BESIDE = 1  # the rank of a stamp right above or below the headline
START = 40  # by so many characters a line of the article is found


class Line(NamedTuple):
    """A line of a page as a reader sees it: its text, whether it is a link, stands aside, in the page's head, or is the
    first-rank heading."""

    text: str
    link: bool
    aside: bool
    head: bool
    heading: bool


class PageStamp(NamedTuple):
    """A stamp of a page: its day, its line, how good its place is (the smaller the better), or why it is none."""

    day: dt.date
    line: str
    rank: tuple[int, int] | None
    against: str = ''


def page_day(tree: Any, headline: str | None, article: Sequence[str]) -> dt.date | None:
    """The day of a page's own stamp, None without one or where two of one rank differ."""
    return best_day(page_stamps(tree, headline, article))


def best_day(stamps: Sequence[PageStamp]) -> dt.date | None:
    """The day of the stamps in the best place, if they agree."""
    best = min((stamp.rank for stamp in stamps if stamp.rank is not None), default=None)
    days = {stamp.day for stamp in stamps if best is not None and stamp.rank == best}
    return days.pop() if len(days) == 1 else None


def page_stamps(tree: Any, headline: str | None, article: Sequence[str]) -> list[PageStamp]:
    """The stamps of a page in its order."""
    lines = list(page_lines(tree))
    at = _headline_at(lines, headline)
    starts = {line[:START] for line in article}
    body = [i for i, line in enumerate(lines) if i != at and line.text[:START] in starts and len(line.text) > START]
    first, last = (body[0], body[-1]) if body else (len(lines), len(lines))
    found = []
    for i, line in enumerate(lines):
        if not (stamp := stamp_in(line.text)):
            continue
        rank = _rank(i, stamp, at, first, last)
        against = '' if rank is not None else 'far from headline and article'
        if line.aside or (line.head and not (at is not None and lines[at].head)):
            against = "in a menu, a side column or the site's head or foot"
        # The day beside a headline may lead to that day's news; elsewhere a link is to another text.
        elif rank is not None and rank[0] != BESIDE and line.link:
            against = 'a link'
        found.append(PageStamp(stamp.day, line.text, None if against else rank, against))
    return found


def days_told(
    published: dt.date | None, days: list[tuple[dt.date, str]], stamps: list[PageStamp]
) -> Iterator[Evidence]:
    """A page's days of publication: of its metadata the one that counts first, then its stamps by their places."""
    for day, where in sorted(days, key=lambda found: found[0] != published):
        yield Evidence('published', day.isoformat(), where)
    agreed = best_day(stamps)
    if published and not any(day == published for day, _ in days):
        yield Evidence('published', published.isoformat(), 'page, by htmldate, as its stamp has it')
    for stamp in sorted(stamps, key=lambda found: found.rank or (9, 9)):
        against = stamp.against or ('' if agreed else 'another stamp in as good a place has another day')
        yield Evidence('published', stamp.day.isoformat(), f'stamp «{stamp.line[:80]}»', against)


def page_place(tree: Any, headline: str | None) -> str | None:
    """The place in a dateline right above the headline («ТАШКЕНТ, 23 сентября»), where the text does not begin yet."""
    lines = list(page_lines(tree))
    at = _headline_at(lines, headline) or 0
    near = [line.text for line in lines[max(at - ABOVE, 0) : at] if not (line.link or line.aside)]
    return next(filter(None, map(dateline_place, reversed(near))), None)


def _headline_at(lines: Sequence[Line], headline: str | None) -> int | None:
    start = (headline or '')[:60].lower()
    same = [i for i, line in enumerate(lines) if start and line.text[:60].lower() == start and not line.link]
    return next((i for i in same if lines[i].heading), same[0] if same else None)


def _rank(i: int, stamp: Stamp, at: int | None, first: int, last: int) -> tuple[int, int] | None:
    """How near a stamp is to what it dates, the smaller the better; None for one that dates something else."""
    top = first if at is None else at
    if stamp.labelled:
        return 0, 0
    if top < i <= top + BELOW and i <= first + 1:
        return BESIDE, i - top
    if top - ABOVE <= i < top:
        return BESIDE, top - i
    if last < i <= last + BEHIND:
        return 2, i - last
    return None


# Fields that hold the day of publication, and those that hold another.
_FIELD = re.compile('publi|pubdate|dat(?:e|um)|time|issued|created', re.IGNORECASE)
_OTHER_FIELD = re.compile(
    'modif|updat|chang|last|valid|expir|event|start|end|birth|death|print|access|review|timezone|until|reading',
    re.IGNORECASE,
)
_IN_SCRIPT = re.compile(r'"(?:datePublished|dateCreated|uploadDate|published_?(?:at|time)?)"\s*:\s*"([^"]{6,40})"')


def stated_days(tree: Any) -> Iterator[tuple[dt.date, str]]:
    """The days of publication in a page's metadata and where they stand, the surest first: fields of the head, linked
    data, `<time>`, and the page's address. None is yet to come."""
    latest = dt.date.today() + AHEAD
    yield from (found for found in _stated(tree) if found[0] <= latest)


def _stated(tree: Any) -> Iterator[tuple[dt.date, str]]:
    yield from _in_head(tree)
    yield from _in_marked(tree)
    for address in tree.xpath('//link[@rel="canonical"]/@href | //meta[@property="og:url"]/@content'):
        if day := date_in_name(str(address).split('?')[0]):
            yield day, 'address of the page'


def _in_head(tree: Any) -> Iterator[tuple[dt.date, str]]:
    """The days of publication that a page states in its head and its linked data."""
    for node in tree.xpath('//meta[@content]'):
        name = ' '.join(node.get(key) or '' for key in ('name', 'property', 'itemprop', 'http-equiv'))
        if _FIELD.search(name) and not _OTHER_FIELD.search(name) and (day := stated_day(node.get('content'))):
            yield day, f'meta {" ".join(name.split())}'
    for node in tree.xpath('//script[contains(@type, "json")]'):
        for found in _IN_SCRIPT.finditer(node.text or ''):
            if day := stated_day(found[1]):
                yield day, 'linked data'


def _in_marked(tree: Any) -> Iterator[tuple[dt.date, str]]:
    """The days that stand in the page and are marked as that of its publication."""
    for node in tree.xpath('//*[@datetime or @itemprop]'):
        name = f'{node.get("itemprop") or ""} {node.get("class") or ""}'
        place = [*node.iterancestors()]
        if _OTHER_FIELD.search(name) or any(_Place().inside(above).aside for above in place):
            continue
        field = node.get('datetime') or node.get('content') or node.text_content()[:60]
        if (node.get('datetime') or 'date' in name.lower()) and (day := stated_day(field)):
            yield day, f'<{node.tag}> that is marked as a date'


def stated_day(text: str) -> dt.date | None:
    """The day in a field of metadata: ISO, numbers, words, seconds since 1970."""
    text = text.strip()
    if text.isdigit() and len(text) in (10, 13):
        return dt.datetime.fromtimestamp(int(text[:10]), dt.UTC).date()
    if re.fullmatch(r'(?:19|20)\d{6}(?:T?\d{4,6}Z?)?', text):
        return find_date(f'{text[:4]}-{text[4:6]}-{text[6:8]}')
    stamp = stamp_of(text[:60])
    return find_date(text[:60]) or (stamp.day if stamp else None)


class _Place(NamedTuple):
    """Where in a page a node stands."""

    link: bool = False
    aside: bool = False
    head: bool = False
    heading: bool = False
    skipped: bool = False

    def inside(self, node: Any) -> _Place:
        """The place of what is in a node."""
        tag = node.tag if isinstance(node.tag, str) else ''
        called = f'{node.get("class") or ""} {node.get("id") or ""}' if tag else ''
        return _Place(
            self.link or tag == 'a',
            self.aside or tag in SIDE_TAGS or (tag not in ('body', 'html') and bool(SIDE.search(called))),
            self.head or tag == 'header' or bool(HEAD.search(called)),
            tag == 'h1' or (self.heading and tag not in BLOCKS),
            self.skipped or not tag or tag in SKIPPED,
        )


def page_lines(tree: Any) -> Iterator[Line]:
    """The lines of a page: what stands between two blocks, and each element that its class calls a date."""
    from lxml import etree

    body = tree.find('.//body')
    words: list[tuple[str, _Place]] = []
    places = [_Place()]

    def line() -> Iterator[Line]:
        text = ' '.join(' '.join(text for text, _ in words).split())
        if text:
            all_link = all(place.link for _, place in words)
            aside, head = (any(getattr(place, name) for _, place in words) for name in ('aside', 'head'))
            yield Line(text, all_link, aside, head, any(place.heading for _, place in words))
        words.clear()

    def add(text: str | None, place: _Place) -> None:
        if text and text.strip() and not place.skipped:
            words.append((text, place))

    for event, node in etree.iterwalk(tree if body is None else body, events=('start', 'end', 'comment')):
        if event == 'comment':
            add(node.tail, places[-1])
            continue
        block = node.tag in BLOCKS or 'date' in (node.get('class') or '').lower()
        if block:
            yield from line()
        if event == 'start':
            places.append(places[-1].inside(node))
            add(node.text, places[-1])
        else:
            places.pop()
            add(node.tail, places[-1])
    yield from line()
