"""Reading, raising and lowering the floors in floors.json."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

from tests.gate.measure import MARGIN, MARGIN_OF_COUNTS, ROOT

FLOORS = Path(__file__).with_name('floors.json')
CHANGELOG = ROOT / 'CHANGELOG.md'


def read_floors() -> dict[str, float]:
    return dict(json.loads(FLOORS.read_text(encoding='utf-8')))


def write_floors(floors: dict[str, float]) -> None:
    FLOORS.write_text(json.dumps(dict(sorted(floors.items())), ensure_ascii=False, indent=2) + '\n', encoding='utf-8')


def floor_of(value: float) -> float:
    """The floor that a measured value sets."""
    return round(value - (MARGIN_OF_COUNTS if value > 1 else MARGIN), 4)


def below(measured: dict[str, float], floors: dict[str, float]) -> list[str]:
    """A sentence for each measure that lies below its floor."""
    return [
        f'{name} is {measured[name]:.4g}, below its floor of {floor:.4g}'
        for name, floor in floors.items()
        if name in measured and measured[name] < floor
    ]


def raised(measured: dict[str, float], floors: dict[str, float]) -> dict[str, float]:
    """The floors with each raised to what is measured, none lowered."""
    return floors | {name: max(floor_of(value), floors.get(name, 0.0)) for name, value in measured.items()}


def lowered(measured: dict[str, float], floors: dict[str, float], name: str) -> dict[str, float]:
    """The floors with one lowered to what is measured."""
    if name not in measured:
        raise KeyError(f'There is no measure called {name!r}; there are: {", ".join(sorted(measured))}')
    return floors | {name: floor_of(measured[name])}


def note_in_changelog(name: str, old: float, new: float, reason: str) -> None:
    """Write the reason for a lowered floor at the top of the changelog's newest section."""
    head, mark, rest = CHANGELOG.read_text(encoding='utf-8').partition('\n## ')
    title, _, body = rest.partition('\n')
    line = f'- Floor of «{name}» lowered from {old:.4g} to {new:.4g} on {dt.date.today().isoformat()}: {reason}'
    CHANGELOG.write_text(f'{head}{mark}{title}\n{line}\n{body.lstrip()}', encoding='utf-8')
