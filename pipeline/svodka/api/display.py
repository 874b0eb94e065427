"""A text with everything that was found in it, for a notebook and for a terminal."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
from markupsafe import escape

from svodka.printable import printable

# Layer → letter, colour in a light and in a dark theme, line under the words: they differ without colour, too.
LAYERS = {
    'PER': ('Л', '#0b5cad', '#8cc2f5', 'solid'),
    'ORG': ('О', '#0f6e56', '#6fd3b4', 'double'),
    'LOC': ('М', '#a04a00', '#f2a65e', 'dotted'),
    'position': ('Д', '#5b636d', '#b4bac1', 'solid'),
    'date': ('К', '#7a3aa5', '#d0a6f0', 'dashed'),
}
TOLD = {'PER': 'люди', 'ORG': 'организации', 'LOC': 'места', 'position': 'должности', 'date': 'даты'}
SAID = {'direct': ('❝', '❞'), 'mixed': ('‹', '›'), 'indirect': ('⟨', '⟩')}
QUOTED = {'direct': 'прямая', 'mixed': 'частичная', 'indirect': 'косвенная'}
AROUND = 300  # characters shown on each side of a row
DOCUMENT_ID = re.compile('d[0-9a-f]{16}')

STYLE = """<style>.svodka{max-width:46rem;font:1rem/1.7 Georgia,serif;white-space:pre-line}.svodka small{color:#6b7280}
.svodka u{text-decoration-thickness:2px;text-underline-offset:.2em}.svodka sup{font:700 .6em sans-serif;opacity:.7}
.svodka q{quotes:none;background:#8884;border-radius:3px}.svodka q::before,.svodka q::after{content:none}
.svodka b.here{outline:2px solid #c99700;font-weight:inherit}
%s@media(prefers-color-scheme:dark){%s}</style>"""


@dataclass(frozen=True, slots=True)
class Span:
    """Characters [start, stop) of a text that are marked; `note` says what they are."""

    start: int
    stop: int
    kind: str
    note: str


@dataclass(frozen=True)
class Shown:
    """A text with its layers, which a notebook shows as HTML and a terminal in colours; `str()` has letters only."""

    text: str
    spans: tuple[Span, ...]
    title: str = ''
    here: tuple[int, int] | None = None
    cut: tuple[int, int] = field(default=(0, 0))

    def _repr_html_(self) -> str:
        """HTML that runs nothing and loads nothing; whatever stands in the text is escaped."""
        light = ''.join(_rule(kind, layer[1], layer[3]) for kind, layer in LAYERS.items())
        dark = ''.join(_rule(kind, layer[2], layer[3]) for kind, layer in LAYERS.items())
        head = f'<strong>{escape(self.title)}</strong>\n' if self.title else ''
        legend = ' '.join(f'<u class="{kind}">{TOLD[kind]}</u><sup>{layer[0]}</sup>' for kind, layer in LAYERS.items())
        body = ''.join(_html(piece) for piece in self._pieces())
        return f'{STYLE % (light, dark)}<div class="svodka">{head}<small>{legend}</small>\n\n{body}</div>'

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {'text/html': self._repr_html_(), 'text/plain': str(self)}

    def __repr__(self) -> str:
        return str(self)

    def __str__(self) -> str:
        return self.plain()

    def plain(self, colours: bool = False) -> str:
        """The text for a terminal: names in brackets with their letter, words in the marks of their kind."""
        body = ''.join(_plain(piece, colours) for piece in self._pieces())
        return f'{printable(self.title)}\n\n{body}' if self.title else body

    def _pieces(self) -> Iterator[str | tuple[bool, Span]]:
        """Text, and where spans begin (True) and end; they lie in each other, as they are cut where they cross."""
        first, last = self.cut if self.cut[1] else (0, len(self.text))
        marks = [*self.spans, *([Span(*self.here, 'here', '')] if self.here else [])]
        waiting = sorted((s for s in marks if first <= s.start < s.stop <= last), key=_order, reverse=True)
        stack: list[Span] = []
        at = first
        yield '…' if first else ''
        while waiting or stack:
            if stack and (not waiting or stack[-1].stop <= waiting[-1].start):
                span = stack.pop()
                yield self.text[at : span.stop]
                at = span.stop
                yield False, span
                continue
            span = waiting.pop()
            yield self.text[at : span.start]
            at = span.start
            if stack and span.stop > stack[-1].stop:
                waiting.append(Span(stack[-1].stop, span.stop, span.kind, span.note))
                waiting.sort(key=_order, reverse=True)
                span = Span(span.start, stack[-1].stop, span.kind, span.note)
            stack.append(span)
            yield True, span
        yield self.text[at:last]
        yield '…' if last < len(self.text) else ''


def _order(span: Span) -> tuple[int, int, int]:
    return span.start, -span.stop, [*SAID, 'here', *LAYERS].index(span.kind)


def _rule(kind: str, colour: str, line: str) -> str:
    return f'.svodka .{kind}{{text-decoration-color:{colour};text-decoration-style:{line}}}'


def _html(piece: str | tuple[bool, Span]) -> str:
    if isinstance(piece, str):
        return str(escape(piece))
    begins, span = piece
    note = escape(span.note)
    if span.kind == 'here':
        return '<b class="here">' if begins else '</b>'
    if span.kind in SAID:
        opening, closing = SAID[span.kind]
        return f'<q title="{note}">{opening}' if begins else f'{closing}<small>[{note}]</small></q>'
    return f'<u class="{span.kind}" title="{note}">' if begins else f'</u><sup>{LAYERS[span.kind][0]}</sup>'


CODES = {'PER': '34', 'ORG': '32', 'LOC': '33', 'position': '2', 'date': '35'}  # of ANSI terminals


def _plain(piece: str | tuple[bool, Span], colours: bool) -> str:
    if isinstance(piece, str):
        return ''.join(c if c in '\n\t' or c.isprintable() else ' ' for c in piece.replace('\r\n', '\n'))
    begins, span = piece
    if span.kind == 'here':
        return '>>>' if begins else '<<<'
    if span.kind in SAID:
        opening, closing = SAID[span.kind]
        return opening if begins else f'{closing}({printable(span.note)})'
    if colours:
        return f'\x1b[4;{CODES[span.kind]}m' if begins else f'\x1b[0m⁽{LAYERS[span.kind][0]}⁾'
    return '[' if begins else f' {LAYERS[span.kind][0]}]'


def show(
    what: str | Mapping[str, Any] | pd.Series[Any],
    tables: Mapping[str, pd.DataFrame] | None = None,
    published: dt.date | str | None = None,
) -> Shown:
    """A text with its names, positions, dates and quotations, as a notebook and a terminal show it.

    what: a text, which is analysed; or with `tables` a row of any of them (`quotations.iloc[0]`) or a document_id. Of a
        row that has a place in a text, the text around it is shown and the row pointed at.
    tables: what `extract` or `open_tables` gave.
    published: the date of publication of a text, by which «вчера» is understood.

    Raises TypeError for what is neither text nor row, and KeyError for a document that the tables do not hold.

    >>> print(show('Об этом 7 мая сообщил Иван Петров.', published='2025-05-08'))
    Об этом [7 мая К] сообщил [Иван Петров Л].
    """
    if isinstance(what, str) and (tables is None or not DOCUMENT_ID.fullmatch(what)):
        from svodka.api import extract  # here, as it loads this module

        tables = extract([what], published=published, ids=['text'])
        return _shown(str(tables['documents']['document_id'].iloc[0]), tables, text=what)
    if tables is None:
        raise TypeError('A row alone has no text: give the tables, show(row, tables).')
    if isinstance(what, str):
        return _shown(what, tables)
    try:
        row = dict(what)
        document = str(row['document_id'])
    except (TypeError, ValueError, KeyError) as error:
        raise TypeError('show takes a text, or a row that has a document_id: show(row, tables).') from error
    placed = all(isinstance(row.get(k), int) or hasattr(row.get(k), '__index__') for k in ('start', 'stop'))
    return _shown(document, tables, (int(row['start']), int(row['stop'])) if placed else None)


def _shown(
    document: str, tables: Mapping[str, pd.DataFrame], here: tuple[int, int] | None = None, text: str | None = None
) -> Shown:
    texts = tables['texts']
    found = texts.loc[texts['document_id'] == document, 'text']
    if text is None and found.empty:
        raise KeyError(f'The tables hold no text of the document {document}.')
    text = str(found.iloc[0]) if text is None else text
    row = tables['documents'].loc[tables['documents']['document_id'] == document]
    title = '' if row.empty or pd.isna(row['title'].iloc[0]) else str(row['title'].iloc[0])
    cut = (0, 0)
    if here:
        first, last = max(0, here[0] - AROUND), min(len(text), here[1] + AROUND)
        cut = (text.rfind(' ', 0, first) + 1 if first else 0, last if (n := text.find(' ', last)) < 0 else n)
    return Shown(text, tuple(_spans(document, tables)), title, here, cut)


def _spans(document: str, tables: Mapping[str, pd.DataFrame]) -> Iterator[Span]:
    """Everything marked in a document."""
    called: dict[str, str] = {}
    for table in ('people', 'organisations', 'places'):
        called |= dict(zip(tables[table]['entity_id'], tables[table]['name'], strict=True))

    def rows(table: str) -> Iterator[dict[str, Any]]:
        frame = tables[table]
        for row in frame.loc[frame['document_id'] == document].to_dict('records'):
            yield {str(k): v for k, v in row.items()}

    for q in rows('quotations'):
        speaker = q['speaker'] or 'неизвестно кто'
        yield Span(q['start'], q['stop'], str(q['kind']), f'{speaker}, {QUOTED[str(q["kind"])]}')
    for p in rows('positions'):
        yield Span(p['start'], p['stop'], 'position', f'{p["position"]} — {called.get(p["person_id"], "")}')
    for m in rows('mentions'):
        yield Span(m['start'], m['stop'], str(m['type']), called.get(m['entity_id'], m['name']))
    for d in rows('dates'):
        yield Span(d['start'], d['stop'], 'date', _days(d))


def _days(row: Mapping[str, Any]) -> str:
    first, last = row['start_date'], row['end_date']
    if pd.isna(first):
        return '' if pd.isna(row['edtf']) else str(row['edtf'])
    days = [f'{day:%d.%m.%Y}' for day in dict.fromkeys((first, last)) if not pd.isna(day)]
    return ' – '.join(days)
