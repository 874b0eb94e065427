"""Everything takes linear time, with slack for a busy machine; `python -m tests.bench.growth` measures closer."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.bench.growing import FILES, TEXTS
from tests.bench.growth import Times, growth_of_collection, growth_of_reader, growth_of_stages, slow
from tests.clock import ATTEMPTS

SLACK = 3.4  # times the time for twice as much; quadratic is 4
MOMENT = 0.02  # seconds; what takes less is not judged


def is_linear(measured: Callable[[], Times]) -> None:
    for _ in range(ATTEMPTS):
        found = slow(measured(), SLACK, MOMENT)
        if not found:
            return
    raise AssertionError(
        ', '.join(f'{step}: {a:.3f} s and {b:.3f} s for twice as much' for step, (a, b) in found.items())
    )


@pytest.mark.parametrize('text', TEXTS)
def test_stages(text: str) -> None:
    is_linear(lambda: growth_of_stages(text, 20_000, 2))


@pytest.mark.parametrize('name', FILES)
def test_readers(name: str) -> None:
    is_linear(lambda: growth_of_reader(name, 300, 2))


def test_the_collection() -> None:
    is_linear(lambda: growth_of_collection(150, 2))
