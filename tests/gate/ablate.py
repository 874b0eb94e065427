"""What each pass, rule and point is worth: `python -m tests.gate --ablate [--only names dates …] [--workers N]`.

Every document of the golds and the cases is parsed once. Then one thing after the other is switched off, the stage is
run again over all of them, and where a row changes, the scorers say what that does to their measures. The table goes
to docs/ablation.md.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import importlib
import io
import json
import multiprocessing
import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import svodka
import svodka.analyse as road
from svodka.find.dates import find_dates
from svodka.find.positions import find_positions
from svodka.find.quotations import find_quotations
from svodka.model import Analysis, Document, Parse, Tokens
from svodka.resolve import resolve_mentions
from svodka.run.part_schema import local
from svodka.run.part_tables import date_rows
from svodka.schema import TABLES, columns

from tests.gate import own
from tests.gate.measure import CASES, ROOT, SCORER, parse_scores
from tests.gate.switches import SWITCHES, Switch

PAGE = ROOT / 'docs' / 'ablation.md'
# For each room the golds and suites of cases whose measures its rows may change.
GOLDS = {
    'names': ('own', 'nerel', 'factru', 'runormas', 'quotations'),
    'places': ('own', 'nerel', 'factru'),
    'positions': ('own', 'nerel', 'factru'),
    'resolution': ('own', 'nerel', 'factru', 'quotations'),
    'dates': ('own', 'nerel', 'dates'),
    'quotations': ('own', 'quotations'),
}
SUITES = {
    'names': ('names', 'quotations'),
    'places': ('names',),
    'positions': ('names', 'quotations'),
    'resolution': ('names', 'quotations'),
    'dates': ('dates',),
    'quotations': ('quotations',),
}
ROOMS = tuple(GOLDS)
SMALL = 0.0005  # below what the scorers print

whole_road = road.analyse
extract_here = partial(svodka.extract, workers=1)


Text = tuple[str, dt.date | None]  # what the rules see of a document: its text and its day of publication


@dataclass
class Bench:
    """One gold or one suite of cases: how each of its pieces is measured, the texts that each looks at, what was found
    in them and, as far as it was asked for, the measures as they are."""

    name: str
    measure: Callable[[int], dict[str, float]]
    pieces: list[set[Text]] = field(default_factory=list)
    texts: dict[Text, Analysis] = field(default_factory=dict)
    base: dict[int, dict[str, float]] = field(default_factory=dict)

    def measured(self, piece: int) -> dict[str, float]:
        """The measures of a piece with nothing switched off."""
        if piece not in self.base:
            with analysing(self.texts):
                self.base[piece] = self.measure(piece)
        return self.base[piece]


@dataclass
class Worth:
    """What a switch changed when it was off: so many documents, and each measure that moved."""

    switch: Switch
    documents: int
    moved: dict[str, float]


def scorer(path: Path) -> Any:
    """The module of a scorer beside the project."""
    if str(path.parent) not in sys.path:
        sys.path.insert(0, str(path.parent))
    return importlib.import_module(path.stem)


def in_process(command: Sequence[str], **_: object) -> None:
    """Stands in for the command `svodka extract SOURCE --out OUT …`."""
    out = Path(command[4])
    tables = extract_here(Path(command[2]))
    out.mkdir()
    for name, table in tables.items():
        table.to_parquet(out / f'{name}.parquet')


@cache
def gold_documents(name: str) -> list[Any]:
    evaluate = scorer(SCORER)
    return list(evaluate.corpora.READERS[name](evaluate.GOLD / name))


def measure_gold(name: str, _: int = 0) -> dict[str, float]:
    """The measures of a gold beside the project."""
    evaluate, docs = scorer(SCORER), gold_documents(name)
    evaluate.subprocess = SimpleNamespace(run=in_process)
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()) as said:
        getattr(evaluate, name)(docs, evaluate.run(docs, Path(folder) / name), [])
    return parse_scores(said.getvalue())


def measure_sample(_: int = 0) -> dict[str, float]:
    """The measures of the project's own gold."""
    own.extract = extract_here
    own.tables.cache_clear()
    return own.measure_own()


@cache
def cases_of(suite: str) -> list[dict[str, Any]]:
    """The cases of a suite that are texts."""
    lines = (CASES.parent.parent / 'cases' / f'{suite}.jsonl').read_text(encoding='utf-8').splitlines()
    return [case for case in map(json.loads, lines) if 'text' in case]


def texts_of(case: Mapping[str, Any]) -> list[Text]:
    """The texts of a case, each with its day of publication."""
    day = dt.date.fromisoformat(case['published']) if case.get('published') else None
    return [(text, day) for text in (case['text'] if isinstance(case['text'], list) else [case['text']])]


def measure_case(suite: str, number: int) -> dict[str, float]:
    """Whether a case is right, 1 or 0."""
    cases, case = scorer(CASES), cases_of(suite)[number]
    cases.extract = extract_here if suite != 'dates' else dates_alone
    return {f'{suite} {number}': float(not cases.SUITES[suite](case['expect'], cases.Got(case, CASES.parent)))}


def dates_alone(texts: Sequence[str], published: str | None) -> dict[str, pd.DataFrame]:
    """The table of dates and what a case needs beside it, without the work of linking."""
    found = road.analyse(
        [
            Document(f'text {n}', f'text {n}', text, published=published and dt.date.fromisoformat(published))
            for n, text in enumerate(texts, 1)
        ]
    )
    tables = {table: pd.DataFrame(columns=[c.name for c in columns(table)]) for table in TABLES}
    tables['documents'] = pd.DataFrame(
        [{'document_id': a.parse.document.document_id, 'path': a.parse.document.path} for a in found]
    )
    tables['dates'] = pd.concat([pd.DataFrame(dict(zip(local('dates'), date_rows(a), strict=True))) for a in found])
    return tables


@contextlib.contextmanager
def analysing(texts: Mapping[Text, Analysis]) -> Iterator[None]:
    """svodka with what was found in these texts in place of finding it."""

    def instead(documents: Sequence[Document], *_: object) -> list[Analysis]:
        nothing = Analysis(Parse(Document('', ''), (), Tokens([], [], [], [])))  # in another language
        found = ((document, texts.get((document.text, document.published), nothing)) for document in documents)
        return [replace(a, parse=replace(a.parse, document=document)) for document, a in found]

    road.analyse = instead
    try:
        yield
    finally:
        road.analyse = whole_road


@contextlib.contextmanager
def remembering() -> Iterator[dict[Text, Analysis]]:
    """svodka that keeps what it finds in each text."""
    kept: dict[Text, Analysis] = {}

    def analyse(documents: Sequence[Document], *arguments: Any) -> list[Analysis]:
        found = whole_road(documents, *arguments)
        kept.update(((d.text, d.published), a) for d, a in zip(documents, found, strict=True))
        return found

    road.analyse = analyse
    try:
        yield kept
    finally:
        road.analyse = whole_road


def bench_of(name: str) -> Bench:
    """A gold or «cases SUITE», with all its texts analysed."""
    if not name.startswith('cases '):
        bench = Bench(name, measure_sample if name == 'own' else partial(measure_gold, name))
        with remembering() as bench.texts:
            bench.base[0] = bench.measure(0)
        bench.pieces = [set(bench.texts)]
        return bench
    suite = name.removeprefix('cases ')
    bench = Bench(name, partial(measure_case, suite))
    bench.pieces = [set(texts_of(case)) for case in cases_of(suite)]
    every = list(dict.fromkeys(text for piece in bench.pieces for text in piece))
    with remembering() as bench.texts:
        extract_here([text for text, _ in every], published=[day for _, day in every])
    return bench


def anew(room: str, a: Analysis) -> Analysis:
    """A document's rows, those of a room found again."""
    if room == 'dates':
        return replace(a, dates=tuple(find_dates(a.parse)))
    if room == 'quotations':
        rows = find_quotations(a.parse, a.mentions, a.entities, a.entity_of, a.positions)
        return replace(a, quotations=tuple(rows))
    if room not in ('positions', 'resolution'):
        return road.find(a.parse)
    if room == 'positions':
        a = replace(a, positions=tuple(find_positions(a.parse, a.mentions)))
    else:
        entities, entity_of = resolve_mentions(a.parse, a.mentions, a.positions)
        a = replace(a, entities=tuple(entities), entity_of=tuple(entity_of))
    return anew('quotations', a)


def rows(a: Analysis) -> tuple[object, ...]:
    """What an analysis found, the names of rules apart."""
    ruled = (*a.mentions, *a.positions, *a.dates, *a.quotations)
    return (*(replace(row, rule='') for row in ruled), a.entities, a.entity_of)


def worth(switch: Switch, benches: Sequence[Bench]) -> Worth:
    """What a switch changes on the benches when it is off."""
    documents, moved = 0, dict[str, float]()
    with switch.off():
        for bench in benches:
            found = {text: anew(switch.room, a) for text, a in bench.texts.items()}
            changed = {t for t, a in found.items() if a != bench.texts[t] and rows(a) != rows(bench.texts[t])}
            documents += len(changed)
            for number in (n for n, piece in enumerate(bench.pieces) if piece & changed):
                base = bench.measured(number)
                with analysing(found):
                    measured = bench.measure(number)
                moved |= {n: v - base[n] for n, v in measured.items() if abs(v - base[n]) >= SMALL}
    return Worth(switch, documents, moved)


def told(found: Worth) -> str:
    """The measures that moved in words: «NEREL PER exact −.004; cases names −3 +1»."""
    golds = [f'{name} {value:+.3f}'.replace('0.', '.').replace('-', '−') for name, value in found.moved.items()
             if not re.search(r' \d+$', name)]  # fmt: skip
    suites: dict[str, list[float]] = {}
    for name, value in found.moved.items():
        if re.search(r' \d+$', name):
            suites.setdefault(name.partition(' ')[0], []).append(value)
    for suite, values in suites.items():
        lost, won = sum(v < 0 for v in values), sum(v > 0 for v in values)
        golds.append(f'cases {suite}' + f' −{lost}' * bool(lost) + f' +{won}' * bool(won))
    return '; '.join(golds)


def section(room: str, found: Sequence[Worth], benches: Sequence[Bench]) -> str:
    """The table of a room, in Markdown."""
    sizes = ', '.join(f'{b.name} {len(b.texts)}' for b in benches)
    lines = [
        f'## {room.capitalize()}',
        '',
        f'Measured on {dt.date.today().isoformat()} over {sum(len(b.texts) for b in benches)} documents ({sizes}).',
        '',
        '| without | | documents that change | measures that move |',
        '|---|---|--:|---|',
    ]
    for w in found:
        lines.append(f'| `{w.switch.name}` | {w.switch.kind} | {w.documents} | {told(w) or "–"} |')
    return '\n'.join([*lines, ''])


def write_section(room: str, text: str) -> None:
    """Put a room's table between its marks in the page."""
    page = PAGE.read_text(encoding='utf-8')
    between = re.compile(rf'(<!-- {room} -->\n).*?(<!-- /{room} -->)', re.DOTALL)
    PAGE.write_text(between.sub(lambda mark: f'{mark[1]}{text}{mark[2]}', page), encoding='utf-8')


def ablate(only: Sequence[str] = (), workers: int = 1) -> None:
    """Measure the rooms named, or all, and write their tables."""
    made: dict[str, Bench] = {}
    for room in only or ROOMS:
        names = [*GOLDS[room], *(f'cases {suite}' for suite in SUITES[room])]
        if not SCORER.exists():
            names = ['own']
        for name in names:
            if name not in made:
                made[name] = bench_of(name)
                print(f'{name}: {len(made[name].texts)} documents', flush=True)
        benches = [made[name] for name in names]
        chosen = [s for s in SWITCHES if s.room == room]
        found = []
        for one in _over(chosen, benches, workers):
            found.append(one)
            print(f'{room} {one.switch.name}: {one.documents} documents, {told(one) or "no measure"}', flush=True)
        write_section(room, section(room, found, benches))


def _over(chosen: Sequence[Switch], benches: Sequence[Bench], workers: int) -> Iterator[Worth]:
    """The worth of each switch, in order; other processes are forks of this one, with all that it has parsed."""
    if workers < 2:
        yield from (worth(switch, benches) for switch in chosen)
        return
    _task.append((chosen, benches))
    with multiprocessing.get_context('fork').Pool(workers) as pool:
        for number, (documents, moved) in enumerate(pool.imap(_worth_of, range(len(chosen)))):
            yield Worth(chosen[number], documents, moved)
    _task.clear()


_task: list[tuple[Sequence[Switch], Sequence[Bench]]] = []


def _worth_of(number: int) -> tuple[int, dict[str, float]]:
    chosen, benches = _task[0]
    found = worth(chosen[number], benches)
    return found.documents, found.moved
