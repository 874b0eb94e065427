"""Analyses → the rows of the tables that are nested in a document's row, given as columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from svodka.model import Analysis, Position
from svodka.run.ids import row_id
from svodka.run.part_entities import place_indices
from svodka.run.part_schema import local


def sentence_rows(a: Analysis) -> list[list[Any]]:
    text = a.parse.document.text
    sentences = a.parse.sentences
    starts, stops = [s.start for s in sentences], [s.stop for s in sentences]
    return [list(range(len(sentences))), starts, stops, _slices(text, starts, stops)]


def token_rows(a: Analysis) -> list[list[Any]]:
    t = a.parse.tokens
    heads = [None if head < 0 else head for head in t.head]
    words = _slices(a.parse.document.text, t.start, t.stop)
    return [t.sentence, list(range(len(t))), t.start, t.stop, words, t.lemma, t.pos, t.feats, heads, t.relation]


def mention_rows(a: Analysis) -> list[list[Any]]:
    text, document = a.parse.document.text, a.parse.document.document_id
    return _turned(
        'mentions',
        (
            (row_id('mention', document, m.type, m.start, m.stop), e, m.type, m.form, m.start, m.stop,
             text[m.start : m.stop], m.name, m.sentence, m.rule)
            for m, e in zip(a.mentions, a.entity_of, strict=True)
        ),
    )  # fmt: skip


def position_rows(a: Analysis) -> list[list[Any]]:
    text, indices = a.parse.document.text, place_indices(a)

    def place(p: Position) -> int | None:
        """The place of the office as its words have it, else that of its organisation."""
        if p.place is not None:
            return a.entity_of[p.place]
        body = None if p.organisation is None else a.entities[a.entity_of[p.organisation]]
        return None if body is None or body.place is None else indices[body.place.key]

    return _turned(
        'positions',
        (
            (a.entity_of[p.person], p.position, None if p.organisation is None else a.entity_of[p.organisation],
             place(p), p.start, p.stop, text[p.start : p.stop], p.sentence, p.status, p.rule)
            for p in a.positions
        ),
    )  # fmt: skip


def date_rows(a: Analysis) -> list[list[Any]]:
    text = a.parse.document.text
    return _turned(
        'dates',
        (
            (d.start, d.stop, text[d.start : d.stop], d.edtf, d.start_date, d.end_date, d.time, d.granularity, d.kind,
             d.anchor, d.rule, d.sentence)
            for d in a.dates
        ),
    )  # fmt: skip


def quotation_rows(a: Analysis) -> list[list[Any]]:
    text, document = a.parse.document.text, a.parse.document.document_id
    return _turned(
        'quotations',
        (
            (row_id('quotation', document, q.kind, q.start, q.stop), q.start, q.stop, text[q.start : q.stop], q.kind,
             q.cue, q.cue_start, q.cue_stop, q.negated, q.speaker, q.entity, q.speaker_start, q.speaker_stop,
             q.speaker_from, q.relayed_by, row_id('utterance', document, 'utterance', q.utterance), q.sentence, q.rule)
            for q in a.quotations
        ),
    )  # fmt: skip


ROWS = {
    'sentences': sentence_rows,
    'tokens': token_rows,
    'mentions': mention_rows,
    'positions': position_rows,
    'dates': date_rows,
    'quotations': quotation_rows,
}


def _turned(table: str, rows: Iterable[Sequence[Any]]) -> list[list[Any]]:
    """Rows → columns."""
    turned = [list(column) for column in zip(*rows, strict=True)]
    return turned or [[] for _ in local(table)]


def _slices(text: str, starts: Sequence[int], stops: Sequence[int]) -> list[str]:
    return [text[start:stop] for start, stop in zip(starts, stops, strict=True)]
