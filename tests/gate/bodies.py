"""One body, one row: forty invented releases with their bodies marked, and what svodka makes of them."""

from __future__ import annotations

import re
import tempfile
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from svodka import extract

from tests.gate.measure import ROOT

GOLD = ROOT / 'tests' / 'gold' / 'bodies.yaml'
MARK = re.compile(r'\[(\w+)\|([^\]]*)\]')


@dataclass(frozen=True)
class Bodies:
    """What came of the marked mentions: the rows of each body, its mentions that were not found, the bodies that share
    a row."""

    rows: dict[str, set[str]]
    missing: list[str]
    merged: list[set[str]]

    @property
    def rows_a_body(self) -> float:
        return sum(len(own) for own in self.rows.values()) / len(self.rows)


def plain(release: str) -> tuple[str, list[tuple[str, int, int]]]:
    """A release without marks, and of each mark the body and where its words are."""
    text, marks, at = '', list[tuple[str, int, int]](), 0
    for found in MARK.finditer(release):
        text += release[at : found.start()]
        marks.append((found[1], len(text), len(text) + len(found[2])))
        text += found[2]
        at = found.end()
    return text + release[at:], marks


@cache
def found() -> Bodies:
    """The rows that the marked bodies get, all releases one collection; a mention counts as found if it lies inside
    the mark and covers half of it, for marks and legal forms are aside."""
    releases = [plain(text) for text in yaml.safe_load(GOLD.read_text(encoding='utf-8'))]
    with tempfile.TemporaryDirectory() as folder:
        for n, (text, _) in enumerate(releases):
            (Path(folder) / f'{n:02}.txt').write_text(text, encoding='utf-8')
        tables = extract(folder)
    paths = dict(zip(tables['documents']['document_id'], tables['documents']['path'], strict=True))
    names = dict(zip(tables['organisations']['entity_id'], tables['organisations']['name'], strict=True))
    mentions = tables['mentions'][tables['mentions']['type'] == 'ORG']
    by_path: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for row in mentions.to_dict('records'):
        by_path[paths[row['document_id']]].append((row['start'], row['stop'], row['entity_id']))
    rows: dict[str, set[str]] = {body: set() for _, marks in releases for body, _, _ in marks}
    missing = []
    for n, (text, marks) in enumerate(releases):
        for body, start, stop in marks:
            within = (m for m in by_path[f'{n:02}.txt'] if start <= m[0] and m[1] <= stop)
            inside = [m for m in within if 2 * (m[1] - m[0]) >= stop - start]
            if inside:
                rows[body].add(f'{names[inside[0][2]]} ({inside[0][2]})')
            else:
                missing.append(f'{n:02}: {body} «{text[start:stop]}»')
    bodies_of: dict[str, set[str]] = defaultdict(set)
    for body, own in rows.items():
        for row in own:
            bodies_of[row].add(body)
    return Bodies(rows, missing, [bodies for bodies in bodies_of.values() if len(bodies) > 1])


def measure_bodies() -> dict[str, float]:
    """The share of bodies that have one row and share it with no other."""
    bodies = found()
    merged = set().union(*bodies.merged)
    alone = sum(len(own) == 1 and body not in merged for body, own in bodies.rows.items())
    return {'own bodies in one row': round(alone / len(bodies.rows), 4)}


if __name__ == '__main__':
    for body, own in found().rows.items():
        print(len(own), body, sorted(own))
    print('\n'.join(found().missing), found().merged, f'{found().rows_a_body:.3f} rows a body', sep='\n')
