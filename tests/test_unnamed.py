"""Bodies without a name of their own: one row for each country, or for each document."""

from __future__ import annotations

import pytest

from pipeline.unnamed import unnamed
from tests.link_support import ids, linked

RELEASES = [
    ('2025-01-01', [':полиция', '@Франция', '@Париж', '@Марсель', '@Алжир']),
    ('2025-01-02', [':полиция', '@Австралия', '@Сидней']),
    ('2025-01-03', [':полиция', '@Лион']),
    ('2025-01-04', [':полиция']),
    ('2025-01-05', [':полиция', '@Италия', '@Испания']),
]


@pytest.mark.parametrize(
    ('name', 'kind'),
    [
        ('полиция', 'national'),
        ('МИД', 'national'),
        ('Министерство культуры', 'national'),
        ('Министерство культуры Франции', None),
        ('Совет', 'local'),
        ('администрация аэропорта', 'local'),
        ('Администрация аэропорта Сочи', None),
        ('«Совет»', 'local'),
        ('Заря', None),
        ('СП «заря»', None),
    ],
)
def test_names(name: str, kind: str | None) -> None:
    assert unnamed(name) == kind


def test_a_body_of_every_country_is_that_of_the_country_of_its_document() -> None:
    found = [ids(RELEASES)[date, ':полиция'[1:]] for date, _ in RELEASES]
    france, australia, lyon, nowhere, somewhere = found
    assert france == lyon
    assert nowhere == somewhere
    assert len({france, australia, nowhere}) == 3


def test_the_country_becomes_the_place_of_the_body() -> None:
    rows = linked(RELEASES[:2]).execute(
        """SELECT p.name FROM entities e JOIN entities p ON p.document_id = e.document_id AND p.local = e.located
           WHERE e.type = 'ORG' ORDER BY e.document_id"""
    )
    assert rows.fetchall() == [('Франция',), ('Австралия',)]


def test_any_other_is_known_in_its_document_only() -> None:
    found = ids([('2025-01-01', [':комиссия', ':Центр печати']), ('2025-01-02', [':комиссия', ':Центр печати'])])
    assert len({found[date, 'комиссия'] for date in ('2025-01-01', '2025-01-02')}) == 2
    assert len({found[date, 'Центр печати'] for date in ('2025-01-01', '2025-01-02')}) == 1
