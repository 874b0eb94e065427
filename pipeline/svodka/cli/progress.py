"""How far a run is, as it is shown."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from svodka.run.interface import Progress

SECONDS_BETWEEN_LINES = 10
MANY = 100  # files of which it is said that they are begun


def shown(progress: bool | Callable[[Progress], None]) -> AbstractContextManager[Callable[[Progress], None]]:
    """What takes each Progress: the function given; for True a bar on a terminal and a line from time to time
    elsewhere, both on the standard error; for False nothing."""
    if callable(progress):
        return nullcontext(progress)
    if not progress:
        return nullcontext(lambda _: None)
    if sys.stderr.isatty():
        from svodka.cli.console import bar

        return bar()
    return nullcontext(_lines())


def _lines() -> Callable[[Progress], None]:
    began = said = time.monotonic()
    begun = False

    def tell(progress: Progress) -> None:
        nonlocal said, begun
        now = time.monotonic()
        if not begun and progress.total and progress.total >= MANY:
            begun = True
            click.echo(f'{progress.step}: 0 of {progress.total}', err=True)
        if progress.done and progress.total and (now - said > SECONDS_BETWEEN_LINES):
            said = now
            rate = progress.done / (now - began)
            left = (progress.total - progress.done) / rate
            speed = f'{rate:.1f} a second, {left:.0f} s left'
            click.echo(f'{progress.step}: {progress.done} of {progress.total}, {speed}', err=True)

    return tell
