"""What is found in one text or file, and why, as tables for the eye."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
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
from svodka.resolve import explain_entities
from svodka.run.shards import writable
from svodka.tag import Tagger

MOST_DOCUMENTS = 20  # of a file that are shown
PLAIN_WIDTH = 160  # where there is no terminal
ENTITY_COLUMNS = ('type', 'entity', 'mention', 'with', 'rule', 'lost')
POSITION_COLUMNS = ('person', 'position', 'organisation', 'place', 'status', 'text', 'rule', 'lost to')
DATE_COLUMNS = tuple('text,rule,lost to,edtf,from,to,time,granularity,kind,anchor,why'.split(','))
QUOTATION_COLUMNS = ('kind', 'text', 'cue', 'speaker', 'why', 'candidates', 'rule', 'lost to')
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


Rows = Iterable[Sequence[object]]


def tables(parse: Parse, found: Analysis) -> Iterator[tuple[str, Sequence[str], Rows]]:
    """Title, column names and rows of each table."""
    text, t = parse.document.text, parse.tokens
    sentences = [(i, s.start, s.stop, text[s.start : s.stop]) for i, s in enumerate(parse.sentences)]
    yield 'Sentences', ('', 'start', 'stop', 'text'), sentences
    tokens = zip(range(len(t)), t.text, t.lemma, t.pos, t.feats, t.head, t.relation, strict=True)
    yield 'Tokens', ('', 'text', 'lemma', 'pos', 'feats', 'head', 'relation'), tokens
    spans = [(s.type, text[t.start[s.first] : t.stop[s.last - 1]]) for s in parse.spans]
    yield 'Tagger', ('type', 'text'), spans
    yield 'Mentions', MENTION_COLUMNS, mention_rows(parse, found)
    yield 'Entities', ENTITY_COLUMNS, entity_rows(parse, found)
    yield 'Positions', POSITION_COLUMNS, position_rows(parse, found)
    yield 'Dates', DATE_COLUMNS, date_rows(parse)
    yield 'Quotations', QUOTATION_COLUMNS, quotation_rows(parse, found)


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


def entity_rows(parse: Parse, found: Analysis) -> Rows:
    """Which rule put a mention to an entity, and the others whom it nearly meant with the rule that is against each."""
    names = [mention.text for mention in found.mentions]
    for one in explain_entities(parse, found.mentions):
        lost = '; '.join(f'{names[other]} ({rule})' for other, rule in one.lost)
        entity = found.entities[found.entity_of[one.mention]]
        rules = ' → '.join((one.rule, *one.choice))
        with_whom = None if one.other is None else names[one.other]
        yield entity.type, entity.name, names[one.mention], with_whom, rules, lost


def position_rows(parse: Parse, found: Analysis) -> Rows:
    """The positions with their rules, what another rule made of a role, and roles that are nobody's."""
    text, mentions = parse.document.text, found.mentions
    for p in found.positions:
        organisation = None if p.organisation is None else mentions[p.organisation].name
        place = None if p.place is None else mentions[p.place].name
        yield mentions[p.person].name, p.position, organisation, place, p.status, text[p.start : p.stop], p.rule
    for e in explain_positions(parse, mentions):
        if e.beaten_by or not e.people:
            people = ', '.join(mentions[n].name for n in e.people) or '(nobody)'
            yield people, '', '', '', '', text[e.start : e.stop], e.rule, e.beaten_by


def date_rows(parse: Parse) -> Rows:
    """The dates with their rules and evidence, then the readings that lost."""
    text, explained = parse.document.text, explain_dates(parse)
    for e in explained:
        for d, why in zip(e.dates, e.why, strict=True):
            meaning = (d.edtf, d.start_date, d.end_date, d.time, d.granularity, d.kind, d.anchor)
            yield text[d.start : d.stop], d.rule, '', *meaning, why
    for e in explained:
        if e.beaten_by:
            yield e.text, e.rule, e.beaten_by


def quotation_rows(parse: Parse, found: Analysis) -> Rows:
    """The quotations with the people who may have spoken, what speaks for each, and what lost."""
    text = parse.document.text
    for e in explain_quotations(parse, found.mentions, found.entities, found.entity_of, found.positions):
        q, candidates = e.quotation, '; '.join(f'{c.name} {c.score:g} ({c.reason})' for c in e.candidates)
        yield q.kind, text[q.start : q.stop], e.cue_text, q.speaker, e.why, candidates, q.rule, e.beaten_by
