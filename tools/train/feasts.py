"""The table of feasts that move with the moon: `python -m tools.train.feasts` prints `lexicons/feasts.yaml`.

It needs hijridate (MIT), of the group `train`: the table is made once. Its calendar is Umm al-Qura's, by
which Russia and Central Asia keep the feasts to a day.
"""

from __future__ import annotations

import datetime as dt
import importlib
import textwrap
from collections.abc import Iterator
from typing import Any

FIRST, LAST = 1990, 2060
WIDTH = 118
DAYS = {'fitr': (10, 1), 'adha': (12, 10)}  # Ураза-байрам, Курбан-байрам: month and day of the Islamic calendar
HEAD = f"""# Feasts that move with the moon, {FIRST}–{LAST}, by the calendar of Umm al-Qura. Made by hijridate:
# `python -m tools.train.feasts` (that module says more). Read by pipeline/svodka/find/dates/interval.py."""


def days(month: int, day: int) -> Iterator[dt.date]:
    hijri: Any = importlib.import_module('hijridate').Hijri
    for year in range(1410, 1490):
        found: dt.date = hijri(year, month, day).to_gregorian()
        if FIRST <= found.year <= LAST:
            yield dt.date(found.year, found.month, found.day)


def main() -> None:
    print(HEAD)
    for name, (month, day) in DAYS.items():
        print(textwrap.fill(f'{name}: [{", ".join(map(str, days(month, day)))}]', WIDTH, subsequent_indent='  '))


if __name__ == '__main__':
    main()
