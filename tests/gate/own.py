"""The measures on the project's own small gold, the sample releases: they are there on every machine."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

import pandas as pd
import yaml
from svodka import extract

from tests.gate.measure import ROOT

GOLD = ROOT / 'tests' / 'gold' / 'releases.yaml'
RELEASES = ROOT / 'data' / 'releases'
# Quotations are compared by this many of their first and last letters: borders, not every comma inside.
COMPARED = 30
Rows = dict[str, Any]


def fold(text: object) -> str:
    return ' '.join(str(text or '').lower().replace('ё', 'е').split())


@cache
def tables() -> dict[str, pd.DataFrame]:
    """The tables of the sample releases."""
    return extract(RELEASES)


def names() -> dict[str, str]:
    """The name of each entity."""
    return {
        row['entity_id']: row['name']
        for table in ('people', 'organisations', 'places')
        for row in tables()[table].to_dict('records')
    }


def quotation(kind: str, speaker: str, text: str) -> tuple[str, str, str, str]:
    folded = fold(text)
    return kind, fold(speaker), folded[:COMPARED], folded[-COMPARED:]


def found() -> dict[str, dict[str, set[Any]]]:
    """{document: {measure: what svodka finds}}."""
    name = names()
    path = dict(tables()['documents'][['document_id', 'path']].to_numpy().tolist())
    out: dict[str, dict[str, set[Any]]] = {}

    def add(table: str, measure: str | Callable[[Rows], str], item: Callable[[Rows], object]) -> None:
        for row in tables()[table].to_dict('records'):
            kind = measure if isinstance(measure, str) else measure(row)
            out.setdefault(path[row['document_id']], {}).setdefault(kind, set()).add(item(row))

    kinds = {'PER': 'people', 'ORG': 'organisations', 'LOC': 'places'}
    add('mentions', lambda r: kinds[r['type']], lambda r: fold(name[r['entity_id']]))
    add('positions', 'positions', lambda r: (fold(name[r['person_id']]), fold(r['position'])[:5]))
    add('dates', 'dates', lambda r: (fold(r['text']), str(r['start_date'])[:10], str(r['end_date'])[:10]))
    add('quotations', 'quotations', lambda r: quotation(r['kind'], r['speaker'], r['text']))
    return out


def gold() -> dict[str, dict[str, set[Any]]]:
    """{document: {measure: what is there}}."""

    def items(measure: str, rows: Iterable[str]) -> set[Any]:
        if measure == 'dates':
            split = (row.rpartition(': ') for row in rows)
            return {(fold(words), *interval.split('/')) for words, _, interval in split}
        if measure == 'quotations':
            return {quotation(*(part.strip() for part in row.split('|', 2))) for row in rows}
        if measure == 'positions':
            return {(fold(who), fold(what)[:5]) for who, _, what in (row.partition(': ') for row in rows)}
        return {fold(row) for row in rows}

    read = yaml.safe_load(GOLD.read_text(encoding='utf-8'))
    return {document: {m: items(m, rows) for m, rows in by.items()} for document, by in read.items()}


def measure_own() -> dict[str, float]:
    """F1 of each kind of row over the sample releases: {«own people»: …}."""
    hits: dict[str, int] = {}
    sizes: dict[str, int] = {}
    here = found()
    for document, by in gold().items():
        for measure, wanted in by.items():
            got = here.get(document, {}).get(measure, set())
            hits[measure] = hits.get(measure, 0) + len(got & wanted)
            sizes[measure] = sizes.get(measure, 0) + len(got) + len(wanted)
    return {f'own {measure}': round(2 * hits[measure] / sizes[measure], 4) for measure in hits if sizes[measure]}


def differences() -> list[str]:
    """A line for each disagreement, for those who mend one."""
    here = found()
    return [
        f'{document}  {sign} {measure}: {item}'
        for document, by in gold().items()
        for measure, wanted in by.items()
        for sign, items in (('-', wanted - here.get(document, {}).get(measure, set())),
                            ('+', here.get(document, {}).get(measure, set()) - wanted))
        for item in sorted(items, key=str)
    ]  # fmt: skip
