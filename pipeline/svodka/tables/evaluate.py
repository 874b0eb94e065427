"""A table against one that the user corrected: precision, recall, and what differs.

The gold is the table's CSV after a spreadsheet: with rows taken out, put in and changed, maybe with another delimiter,
encoding and order of columns, maybe without some columns. A row that was put in needs no offsets: its words are looked
up in the document. Only documents of which the gold has rows are compared, unless all are asked for.
"""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from svodka.api import connect
from svodka.printable import counted
from svodka.schema import columns
from svodka.tables.gold import EvaluationError, Row, guess, normal, read_gold, without_guards
from svodka.tables.russian import from_russian

# Columns that say what a row of a place in a text is: a mention's type is part of it, its normal form is a value.
KINDS = {'mentions': 'type', 'quotations': 'kind'}
# Tables whose rows have no place in a text are told apart by their keys.
PLACED = frozenset({'mentions', 'positions', 'dates', 'quotations', 'sentences'})
UNJUDGED = frozenset({'mention_id', 'quotation_id', 'rule', 'sentence', 'token', 'anchor'})


@dataclass(frozen=True, slots=True)
class Difference:
    """`what` is missing (only the gold has it), extra (only the table), changed (a value), moved (the span)."""

    what: str
    document: str
    start: str
    text: str
    column: str = ''
    ours: str = ''
    gold: str = ''


@dataclass(slots=True)
class Evaluation:
    """What a comparison found; `right` counts rows that are the same in place and kind, `values` right of compared."""

    table: str
    documents: int = 0
    ours: int = 0
    gold: int = 0
    right: int = 0
    overlapping: int = 0
    values: dict[str, tuple[int, int]] = field(default_factory=dict)
    differences: list[Difference] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / self.ours if self.ours else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def evaluate(folder: Path, gold: Path, table: str | None = None, whole: bool = False) -> Evaluation:
    """Compare a table of a folder with a corrected one. Raises EvaluationError and FileNotFoundError."""
    names, rows = read_gold(gold)
    table, names, rows = from_russian(names, rows, table)
    table = table or guess(gold, names)
    result = Evaluation(table)
    known = {c.name for c in columns(table)}
    compared = [name for name in names if name in known]
    keys = ['document_id'] if table in PLACED else [c.name for c in columns(table) if c.key]
    absent = [key for key in keys if key not in names]
    if absent:
        raise EvaluationError(f'{gold} has no column {absent[0]}, by which rows of {table} are known.')
    ours, texts, paths = _stored(folder, table)
    gold_rows = [{name: normal(row.get(name, ''), name, table) for name in compared} for row in rows]
    lost = sum(row.get('document_id', '') not in paths for row in gold_rows) if 'document_id' in names else 0
    if lost:
        result.warnings.append(f'{counted(lost, "row")} of the gold with a document_id that is not in the tables: did '
                               'a spreadsheet take ids for numbers? Import them as text.')  # fmt: skip
    if 'document_id' in known and not whole:
        annotated = {row['document_id'] for row in gold_rows}
        ours = [row for row in ours if row['document_id'] in annotated]
        result.documents = len(annotated & set(paths))
    else:
        result.documents = len(paths)
    result.ours, result.gold = len(ours), len(gold_rows)
    if table in PLACED:
        place(gold_rows, ours, texts, result)
        match_places(ours, gold_rows, compared, KINDS.get(table, ''), paths, result)
    else:
        match_keys(ours, gold_rows, compared, keys, paths, result)
    result.differences.sort(key=lambda d: (d.document, int(d.start or 0), d.what, d.column))
    return result


def _stored(folder: Path, table: str) -> tuple[list[Row], dict[str, str], dict[str, str]]:
    """The rows of a table as strings, and by document the texts and the paths."""
    db = connect(folder)
    try:
        rows = _strings(db.sql(f'SELECT * FROM {table}'))
        texts = dict(db.sql('SELECT document_id, text FROM texts').fetchall())
        paths = dict(db.sql('SELECT document_id, path FROM documents').fetchall())
    finally:
        db.close()
    return rows, texts, paths


def _strings(relation: object) -> list[Row]:
    names = relation.columns  # type: ignore[attr-defined]
    rows = relation.fetchall()  # type: ignore[attr-defined]
    return [{n: '' if v is None else _string(v) for n, v in zip(names, row, strict=True)} for row in rows]


def _string(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()  # as Arrow writes it
    return value.isoformat() if isinstance(value, dt.date) else without_guards(str(value))


def place(gold: Iterable[Row], ours: Iterable[Row], texts: Mapping[str, str], result: Evaluation) -> None:
    """Look the words of gold rows without offsets up in their documents: first where the table has them, too."""
    known: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row in ours:
        known[row['document_id'], row['text']].append(int(row['start']))
    taken = {(r['document_id'], r['start']) for r in gold if r.get('start', '').isdecimal()}
    for row in gold:
        if row.get('start', '').isdecimal() and row.get('stop', '').isdecimal():
            continue
        text, words = texts.get(row['document_id'], ''), row.get('text', '')
        found = [m.start() for m in re.finditer(re.escape(words), text)] if words else []
        found.sort(key=lambda at: (at not in known[row['document_id'], words], at))
        free = [at for at in found if (row['document_id'], str(at)) not in taken]
        if free:
            row['start'], row['stop'] = str(free[0]), str(free[0] + len(words))
            taken.add((row['document_id'], row['start']))
        else:
            row['start'] = row['stop'] = ''
            result.warnings.append(f'Not in the text of {row["document_id"]}: «{words[:60]}».')


def match_places(
    ours: Sequence[Row], gold: Sequence[Row], compared: Sequence[str], kind: str, paths: Mapping[str, str],
    result: Evaluation,
) -> None:  # fmt: skip
    """Rows of the same place and kind are the same; of others, those that overlap are told as moved."""

    def key(row: Row) -> tuple[str, ...]:
        return row['document_id'], row['start'], row['stop'], row.get(kind, '') if kind in compared else ''

    free: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in ours:
        free[key(row)].append(row)
    missing = []
    for row in gold:
        if free.get(key(row)):
            result.right += 1
            values(free[key(row)].pop(0), row, compared, paths, result)
        else:
            missing.append(row)
    by_document: dict[str, list[Row]] = defaultdict(list)
    for rows in free.values():
        for row in rows:
            by_document[row['document_id']].append(row)
    for row in missing:
        at = paths.get(row['document_id'], row['document_id'])
        others = by_document[row['document_id']]
        near = max(others, key=lambda other: overlap(row, other), default=None)
        if near is not None and overlap(row, near):
            others.remove(near)
            result.overlapping += 1
            same_span = (near['start'], near['stop']) == (row['start'], row['stop'])
            what, column = ('changed', kind) if same_span else ('moved', 'text')
            result.differences.append(
                Difference(what, at, row['start'], row.get('text', ''), column, near[column], row.get(column, ''))
            )
        else:
            result.differences.append(Difference('missing', at, row['start'], row.get('text', '')))
    for others in by_document.values():
        for row in others:
            at = paths.get(row['document_id'], row['document_id'])
            result.differences.append(Difference('extra', at, row['start'], row['text']))


def overlap(a: Row, b: Row) -> int:
    """How many characters two rows share."""
    if not a['start'] or not b['start']:
        return 0
    return max(0, min(int(a['stop']), int(b['stop'])) - max(int(a['start']), int(b['start'])))


def values(ours: Row, gold: Row, compared: Sequence[str], paths: Mapping[str, str], result: Evaluation) -> None:
    """Compare the values of a row that both have."""
    for name in compared:
        if name in UNJUDGED or name in ('document_id', 'start', 'stop', 'text'):
            continue
        right, total = result.values.get(name, (0, 0))
        same = ours[name] == gold[name]
        result.values[name] = right + same, total + 1
        if not same:
            document = ours.get('document_id', '')
            words = ours.get('text') or ours.get('name') or ours.get('title') or ''
            at = paths.get(document, '')
            result.differences.append(
                Difference('changed', at, ours.get('start', ''), words, name, ours[name], gold[name])
            )


def match_keys(
    ours: Sequence[Row], gold: Sequence[Row], compared: Sequence[str], keys: Sequence[str], paths: Mapping[str, str],
    result: Evaluation,
) -> None:  # fmt: skip
    """Rows of tables without a place in a text are known by their keys."""
    free = {tuple(row[k] for k in keys): row for row in ours}
    seen = Counter[tuple[str, ...]]()
    for row in gold:
        key = tuple(row[k] for k in keys)
        seen[key] += 1
        if key in free and seen[key] == 1:
            result.right += 1
            values(free[key], row, [name for name in compared if name not in keys], paths, result)
        else:
            result.differences.append(Difference('missing', ' '.join(key), '', row.get('name', '')))
    for key, row in free.items():
        if not seen[key]:
            result.differences.append(Difference('extra', ' '.join(key), '', row.get('name', '')))


def write_differences(path: Path, differences: Iterable[Difference]) -> None:
    """Write the list as CSV that Excel opens."""
    with path.open('w', encoding='utf-8-sig', newline='') as file:
        writer = csv.writer(file)
        writer.writerow(['what', 'document', 'start', 'text', 'column', 'ours', 'gold'])
        writer.writerows([d.what, d.document, d.start, d.text, d.column, d.ours, d.gold] for d in differences)
