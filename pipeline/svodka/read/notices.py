"""Lines of a page that are its own and no part of an article: notices («Читайте также …») and menus."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache
from typing import Any

from svodka.lexicons import load

MENU_LINES, MENU_WIDTH = 6, 60
"""So many lines in a row that are short and end no sentence may be a menu or a list of links."""
NOTICE_WIDTH = 200
"""A line of the page's own («Читайте также …») is not longer."""
LABEL_WORDS, LABEL_STOPPED = 7, 3
"""One that begins with a label («Фото Ивана Петрова») has no more words, and where it has a full stop fewer: a sentence
may begin so, too."""
MENU_LINKS = 0.5
"""Of a menu's lines more than this share are links; a list of people has hardly one."""
_WORDS = re.compile(r'\w+')
_DATE = re.compile(r'\b\d{1,2}[.:]\d\d(?:[.]\d{2,4})?\b')


@cache
def _lexicon() -> tuple[tuple[str, ...], tuple[str, ...], frozenset[str]]:
    lexicon = load('page_lines')
    begins, labels, whole = ([words.lower() for words in lexicon[name]] for name in ('begins', 'labels', 'whole'))
    return tuple(begins), tuple(labels), frozenset(whole)


def is_notice(line: str) -> bool:
    """Whether a line is a notice of its page.

    >>> is_notice('Фото: Илья Громов'), is_notice('Фото с места пожара снял Илья Громов.')
    (True, False)
    """
    begins, labels, whole = _lexicon()
    low = line.lower()
    if low.strip(' .:!→»') in whole:
        return True
    if len(line) >= NOTICE_WIDTH:
        return False
    if _after(line, begins) is not None:
        return True
    rest = _after(line, labels)
    if rest is None:
        return False
    # A mark or figure follows at once, or a few words that are no sentence.
    labelled = not rest or not (rest.lstrip()[:1].isalpha() or rest.lstrip()[:1] in '«"')
    most = LABEL_STOPPED if line[-1] in '.!?…' else LABEL_WORDS
    return labelled or (len(_WORDS.findall(line)) <= most and ',' not in line)


def _after(line: str, beginnings: Sequence[str]) -> str | None:
    """What follows the beginning that a line has, as whole words; a link may be glued to it («Читайте такжеМост …»)."""
    low = line.lower()
    for start in (start for start in beginnings if low.startswith(start)):
        rest = line[len(start) :]
        if not rest[:1].isalpha() or (rest[0].isupper() and line[len(start) - 1].islower()):
            return rest
    return None


def without_menus(lines: Sequence[str], links: Collection[str]) -> list[str]:
    """The lines without runs that look like a menu and most of which are `links`, lines that stand in links.

    Neither are the links below a line that announces them («Другие новости»).
    """
    kept = (line for run in _runs(lines) for line in (() if _is_menu(run, links) else run))
    found: list[str] = []
    announced = False
    for line in kept:
        link = announced and _undated(line) in links
        announced = link or line.lower().strip(' .:!→»') in _announcing()
        found += [] if announced else [line]
    return found


def _undated(line: str) -> str:
    """A line of a list without its mark, and the date and time beside its words."""
    return _DATE.sub('', line.lstrip('-–—•· ')).strip(' ,|—–-')


@cache
def _announcing() -> frozenset[str]:
    return frozenset(words.lower() for words in load('page_lines')['announcing'])


def link_lines(tree: Any) -> frozenset[str]:
    """The words of each link and button of a page."""
    return frozenset(' '.join(node.text_content().split()) for node in tree.iter('a', 'button', 'option'))


def _is_menu(run: Sequence[str], links: Collection[str]) -> bool:
    return len(run) >= MENU_LINES and sum(line.lstrip('-–—•· ') in links for line in run) > MENU_LINKS * len(run)


def _runs(lines: Sequence[str]) -> list[list[str]]:
    """Each line alone, but neighbours that look like a menu's together."""
    runs: list[list[str]] = []
    in_menu = False
    for line in lines:
        entry = len(line) < MENU_WIDTH and '\t' not in line and line[-1] not in '.!?…:;,»")' and line[0] not in '-–—•'
        if entry and in_menu:
            runs[-1].append(line)
        else:
            runs.append([line])
        in_menu = entry
    return runs
