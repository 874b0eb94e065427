"""What the suites of other date libraries try: `python -m tests.peers.dates` runs svodka on it, dateparser beside it.

A phrase is right if its dates are all found, with their spans and intervals, and no other. dateparser finds single
days, so it is asked only for phrases whose dates are single days or none, and its spans do not count.
"""

from __future__ import annotations

import datetime as dt
import importlib
import importlib.util
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from svodka.analyse import parse_documents
from svodka.find.dates import find_dates
from svodka.model import Document, Parse

PHRASES = Path(__file__).with_suffix('.yaml')


class Phrase(NamedTuple):
    """A sentence, the day it was published, and its dates as (span, value)."""

    suite: str
    text: str
    published: dt.date
    dates: list[tuple[str, str]]

    @property
    def days(self) -> set[str] | None:
        """Its dates, if they are single days."""
        values = {value for _, value in self.dates}
        return None if any('/' in value or not value for value in values) else values


def phrases() -> Iterator[Phrase]:
    for suite in yaml.safe_load(PHRASES.read_text(encoding='utf-8')):
        for entry in suite['phrases']:
            dates = [(str(span), str(value)) for span, value in entry['dates'].items()]
            yield Phrase(suite['suite'], entry['text'], entry.get('published', suite['published']), dates)


def found_by_svodka(parse: Parse) -> list[tuple[str, str]]:
    text, out = parse.document.text, []
    for d in find_dates(parse):
        ends = dict.fromkeys(str(day) for day in (d.start_date, d.end_date) if day)
        out.append((text[d.start : d.stop], '/'.join(ends)))
    return out


def results() -> list[tuple[Phrase, bool]]:
    """Each phrase, and whether svodka is right."""
    every = list(phrases())
    documents = [Document(str(n), f'{n}.txt', p.text, published=p.published) for n, p in enumerate(every)]
    return [(p, found_by_svodka(parse) == p.dates) for p, parse in zip(every, parse_documents(documents), strict=True)]


def found_by_dateparser(phrase: Phrase) -> set[str]:
    search: Any = importlib.import_module('dateparser.search')
    base = dt.datetime.combine(phrase.published, dt.time())
    found = search.search_dates(phrase.text, languages=['ru'], settings={'RELATIVE_BASE': base}) or []
    return {str(day.date()) for _, day in found}


def main() -> None:
    rows = results()
    beside = importlib.util.find_spec('dateparser') is not None
    print(f'{"suite":<36} {"svodka":>12} {"on days: svodka":>16}' + (f' {"dateparser":>11}' if beside else ''))
    for suite in [*dict.fromkeys(p.suite for p, _ in rows), 'all']:
        mine = [(p, right) for p, right in rows if suite in (p.suite, 'all')]
        days = [(p, right) for p, right in mine if p.days is not None]
        line = f'{suite:<36} {ratio(right for _, right in mine):>12} {ratio(right for _, right in days):>16}'
        print(line + (f' {ratio(found_by_dateparser(p) == p.days for p, _ in days):>11}' if beside else ''))
    for p, right in rows:
        if not right:
            print(f'wrong: {p.text} ({p.published}) {p.dates}')


def ratio(rights: Iterator[bool]) -> str:
    values = list(rights)
    return f'{sum(values)} of {len(values)}'


if __name__ == '__main__':
    main()
