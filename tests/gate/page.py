"""Writes what was measured into docs/accuracy.md and the README, between marks: `python -m tests.gate --write`."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import yaml

from tests.gate.measure import ROOT

ROWS = Path(__file__).with_name('published.yaml')
PAGE = ROOT / 'docs' / 'accuracy.md'
READMES = (ROOT / 'README.md',)
BETWEEN = re.compile(r'(<!-- accuracy -->\n).*?(<!-- /accuracy -->)', re.DOTALL)


def cell(measured: dict[str, float], names: list[str]) -> str:
    """The measures of a cell: shares with three digits, counts whole.

    >>> cell({'a': 0.9651, 'files': 126.0}, ['a', 'files'])
    '.965 / 126'
    """
    return ' / '.join(f'{measured[n]:.0f}' if measured[n] > 1 else f'{measured[n]:.3f}'.lstrip('0') for n in names)


def tables(measured: dict[str, float], day: dt.date) -> tuple[str, str]:
    """The table of the page and that of the README, in Markdown."""
    rows: list[dict[str, Any]] = yaml.safe_load(ROWS.read_text(encoding='utf-8'))
    whole = ['| measure | natasha 1.6 | svodka | best published, any system |', '|---|---|---|---|']
    short = ['| | natasha 1.6 | svodka |', '|---|--:|--:|']
    for row in rows:
        ours, natasha = cell(measured, row['svodka']), row.get('natasha', '–')
        whole.append(f'| {row["row"]} | {natasha} | {ours} | {row.get("published", "–")} |')
        if 'short' in row:
            short.append(f'| {row["short"]} | {natasha} | {ours} |')
    return '\n'.join([f'Measured on {day.isoformat()}.', '', *whole, '']), '\n'.join([*short, ''])


def write(measured: dict[str, float]) -> None:
    """Put the measures into the pages; all measures of `published.yaml` must be there."""
    whole, short = tables(measured, dt.date.today())
    for path, made in ((PAGE, whole), *((readme, short) for readme in READMES)):
        text = path.read_text(encoding='utf-8')
        path.write_text(BETWEEN.sub(lambda found, made=made: f'{found[1]}{made}{found[2]}', text), encoding='utf-8')
