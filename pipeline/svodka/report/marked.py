"""A document's text with everything marked that was found in it.

The only place of the report that puts HTML together by hand, so that the template need not walk a tree of marks for
each of them; every character of the text and of the attributes goes through `escape`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape

# A text whose lines were broken by hand: most are nearly full and none is longer.
FULL, LONGEST_LINE, WRAPPED = 45, 110, 0.6
# What begins a line of its own: a list, speech, a signature in brackets.
OWN_LINE = re.compile(r'\s*(?:[-–—•·*#(]|\d+[.)]\s|[А-ЯЁA-Z][\w ]{0,30}:)|\s*$')


def flowed(text: str) -> str:
    """A text as long as it is, in which the line ends that somebody put inside its paragraphs are spaces.

    >>> flowed('Первая строка абзаца, которую прервали прямо посреди\\nпредложения ради ширины.')
    'Первая строка абзаца, которую прервали прямо посреди предложения ради ширины.'
    """
    lines = text.splitlines(keepends=True)
    lengths = [len(line.rstrip()) for line in lines if line.strip()]
    full = sum(length >= FULL for length in lengths[:-1])
    if len(lengths) <= 1 or max(lengths) > LONGEST_LINE or full < WRAPPED * len(lengths[:-1]):
        return text
    joined = []
    for line, following in zip(lines, [*lines[1:], ''], strict=True):
        bare = line.rstrip('\r\n')
        inside = len(bare.rstrip()) >= FULL and not OWN_LINE.match(following)
        joined.append(bare + ' ' * (len(line) - len(bare)) if inside else line)
    return ''.join(joined)


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters [start, stop) of a text; `id` names its place in the page, `href` makes it a link."""

    start: int
    stop: int
    style: str
    id: str
    note: str = ''
    href: str = ''


@dataclass(slots=True)
class _Open:
    mark: Mark
    tag: str


def marked(text: str, marks: Iterable[Mark]) -> Markup:
    """The text as HTML; marks may lie in each other, and one that crosses another's end is cut there.

    >>> print(marked('a<b', [Mark(0, 2, 'x', 'i')]))
    <span class="x" id="i">a&lt;</span>b
    """
    waiting = sorted((m for m in marks if 0 <= m.start < m.stop <= len(text)), key=lambda m: (m.start, -m.stop))
    waiting.reverse()
    pieces: list[str] = []
    stack: list[_Open] = []
    seen: set[str] = set()
    at = 0

    def advance(stop: int) -> None:
        nonlocal at
        pieces.append(str(escape(text[at:stop])))
        at = max(at, stop)

    while waiting:
        mark = waiting.pop()
        while stack and stack[-1].mark.stop <= mark.start:
            advance(stack[-1].mark.stop)
            pieces.append(f'</{stack.pop().tag}>')
        advance(mark.start)
        outer = stack[-1].mark.stop if stack else mark.stop
        if mark.stop > outer:
            rest = Mark(outer, mark.stop, mark.style, mark.id, mark.note, mark.href)
            mark = Mark(mark.start, outer, mark.style, mark.id, mark.note, mark.href)
            _insert(waiting, rest)
        stack.append(_open(mark, pieces, seen, any(o.tag == 'a' for o in stack)))
    while stack:
        advance(stack[-1].mark.stop)
        pieces.append(f'</{stack.pop().tag}>')
    advance(len(text))
    return Markup(''.join(pieces))


def _insert(waiting: list[Mark], mark: Mark) -> None:
    """Put the rest of a mark where its start belongs; `waiting` has the last one first."""
    place = len(waiting)
    while place and (waiting[place - 1].start, -waiting[place - 1].stop) < (mark.start, -mark.stop):
        place -= 1
    waiting.insert(place, mark)


def _open(mark: Mark, pieces: list[str], seen: set[str], in_link: bool) -> _Open:
    """Write the opening tag. Links do not lie in links; a script gives a tab stop to what no link can reach."""
    tag = 'a' if mark.href and not in_link else 'span'
    attributes: Mapping[str, str] = {
        'class': mark.style,
        'id': '' if mark.id in seen else mark.id,
        'href': mark.href if tag == 'a' else '',
        'title': mark.note,
    }
    seen.add(mark.id)
    pieces.append(f'<{tag}' + ''.join(f' {k}="{escape(v)}"' for k, v in attributes.items() if v) + '>')
    return _Open(mark, tag)
