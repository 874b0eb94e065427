"""What is found in one text or file, and why, as tables for the eye."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from svodka.analyse import find, parse_documents
from svodka.api.given import text_document
from svodka.find.dates import explain_dates
from svodka.find.names.history import explain_mentions
from svodka.find.positions import explain_positions
from svodka.find.quotations import explain_quotations
from svodka.model import Analysis, Parse
from svodka.printable import counted, printable
from svodka.read import ReadOptions, read_file
from svodka.run.shards import writable
from svodka.tag import Tagger

MOST_DOCUMENTS = 20  # of a file that are shown
PLAIN_WIDTH = 160  # where there is no terminal
MENTION_COLUMNS = ('type', 'form', 'text', 'normal form', 'entity', 'place', 'rule', 'lost to', 'touched by')


def show(text: str, published: dt.date | None, tagger: Tagger = 'svodka', console: Console | None = None) -> None:
    """Print everything that is found in a text."""
    console = console or Console(width=None if sys.stdout.isatty() else PLAIN_WIDTH)
    document = writable(text_document(text, 'text', published))
    (parse,) = parse_documents([document], tagger)
    found = find(parse)
    for title, header, rows in tables(parse, found):
        table = Table(title=title, title_justify='left', box=box.SIMPLE, title_style='bold')
        for name in header:
            table.add_column(name, overflow='fold')
        for row in rows:
            table.add_row(*(escape(printable('' if cell is None else str(cell))) for cell in row))
        if table.row_count:
            console.print(table)


def mention_rows(parse: Parse, found: Analysis) -> Iterable[Sequence[object]]:
    """The mentions with the rules that touched them, and the names that a rule gave up."""
    text, t = parse.document.text, parse.tokens
    told = explain_mentions(parse, found.mentions)
    for m, e, history in zip(found.mentions, found.entity_of, told, strict=False):
        place = m.place and m.place.key
        yield m.type, m.form, m.text, m.name, found.entities[e].name, place, m.rule, '', ' → '.join(history.rules)
    for span, rules, winner in told[len(found.mentions) :]:
        words = text[t.start[span.first] : t.stop[span.last - 1]]
        yield span.type, '', words, '', '', '', rules[-1], winner, ' → '.join(rules)


def show_file(path: Path, console: Console | None = None) -> None:
    """Print what a file's documents state of their date, headline and outlet, in the order in which it counts."""
    console = console or Console(width=None if sys.stdout.isatty() else PLAIN_WIDTH)
    name = path.name if path.is_absolute() else path.as_posix()
    hidden = 0
    for number, document in enumerate(read_file(path, name, ReadOptions(explain=True))):
        if number >= MOST_DOCUMENTS:
            hidden += 1
            continue
        told = [document.status, document.format, document.message]
        console.print(escape(printable(f'{document.path}: {", ".join(filter(None, told))}')), style='bold')
        table = Table(box=box.SIMPLE)
        for head in ('column', 'verdict', 'value', 'where'):
            table.add_column(head, overflow='fold')
        for row in json.loads(document.evidence or '[]'):
            table.add_row(*(escape(printable(str(cell))) for cell in row))
        if table.row_count:
            console.print(table)
    if hidden:
        console.print(f'{counted(hidden, "document")} more.')


def tables(parse: Parse, found: Analysis) -> Iterable[tuple[str, Sequence[str], Iterable[Sequence[object]]]]:
    """Title, column names and rows of each table."""
    text, t = parse.document.text, parse.tokens
    yield (
        'Sentences',
        ('', 'start', 'stop', 'text'),
        [(i, s.start, s.stop, text[s.start : s.stop]) for i, s in enumerate(parse.sentences)],
    )
    yield (
        'Tokens',
        ('', 'text', 'lemma', 'pos', 'feats', 'head', 'relation'),
        zip(range(len(t)), t.text, t.lemma, t.pos, t.feats, t.head, t.relation, strict=True),
    )
    yield (
        'Tagger',
        ('type', 'text'),
        [(s.type, text[t.start[s.first] : t.stop[s.last - 1]]) for s in parse.spans],
    )
    yield 'Mentions', MENTION_COLUMNS, mention_rows(parse, found)
    yield (
        'Positions',
        ('person', 'position', 'organisation', 'place', 'status', 'text', 'rule', 'lost to'),
        [
            (
                found.mentions[p.person].name,
                p.position,
                None if p.organisation is None else found.mentions[p.organisation].name,
                None if p.place is None else found.mentions[p.place].name,
                p.status,
                text[p.start : p.stop],
                p.rule,
            )
            for p in found.positions
        ]
        + [
            (
                ', '.join(found.mentions[n].name for n in e.people) or '(nobody)',
                *('', '', '', ''),
                text[e.start : e.stop],
                e.rule,
                e.beaten_by,
            )
            for e in explain_positions(parse, found.mentions)
            if e.beaten_by or not e.people
        ],
    )
    explained_dates = explain_dates(parse)
    dated = [pair for e in explained_dates for pair in zip(e.dates, e.why, strict=True)]
    yield (
        'Dates',
        ('text', 'rule', 'lost to', 'edtf', 'from', 'to', 'time', 'granularity', 'kind', 'anchor', 'why'),
        [
            (
                text[d.start : d.stop],
                d.rule,
                '',
                d.edtf,
                d.start_date,
                d.end_date,
                d.time,
                d.granularity,
                d.kind,
                d.anchor,
                why,
            )
            for d, why in dated
        ]
        + [(e.text, e.rule, e.beaten_by) for e in explained_dates if e.beaten_by],
    )
    explained = explain_quotations(parse, found.mentions, found.entities, found.entity_of, found.positions)
    yield (
        'Quotations',
        ('kind', 'text', 'cue', 'speaker', 'why', 'candidates', 'rule', 'lost to'),
        [
            (
                e.quotation.kind,
                text[e.quotation.start : e.quotation.stop],
                e.cue_text,
                e.quotation.speaker,
                e.why,
                '; '.join(f'{c.name} {c.score:g} ({c.reason})' for c in e.candidates),
                e.quotation.rule,
                e.beaten_by,
            )
            for e in explained
        ],
    )
