"""What the parts of several documents become together."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

from svodka import open_tables
from svodka.model import Analysis

from tests.test_corrections import analysis, tables


def released(found: Analysis, day: dt.date) -> Analysis:
    """The same document, published on a day."""
    return replace(found, parse=replace(found.parse, document=replace(found.parse.document, published=day)))


def test_an_entity_is_dated_by_the_documents_that_mention_it(tmp_path: Path) -> None:
    """One that a document only implies, as a city its country, is not in it."""
    implied = analysis('1.txt', ('LOC', 'Самара'), ('LOC', 'Тонга'))
    city, country = implied.entities
    implied = replace(implied, mentions=implied.mentions[:1], entities=(city, replace(country, mentions=())),
                      entity_of=(0,))  # fmt: skip
    named = [analysis('2.txt', ('LOC', 'Тонга')), analysis('3.txt', ('LOC', 'Тонга'))]
    days = [dt.date(2019, 1, 1), dt.date(2024, 5, 6), dt.date(2024, 6, 7)]
    made = tables(tmp_path / 'x', [released(a, day) for a, day in zip([implied, *named], days, strict=True)])
    places = open_tables(made)['places'].set_index('name')
    columns = ['documents', 'mentions', 'first_date', 'last_date']
    assert [str(value) for value in places.loc['Тонга', columns]] == ['2', '2', '2024-05-06 00:00:00',
                                                                      '2024-06-07 00:00:00']  # fmt: skip
    assert str(places.loc['Самара', 'first_date'].date()) == '2019-01-01'
