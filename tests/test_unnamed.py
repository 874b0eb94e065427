"""Bodies without a name of their own: one row for each country, or for each document."""

from __future__ import annotations

import duckdb
import pyarrow as pa
import pytest
from svodka.collection.small_link import _find_homes, local_entities
from svodka.collection.unnamed import find_homes, is_generic, unnamed
from svodka.run.part_schema import ENTITY

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
        ('талибы', None),
        ('демократическая партия', None),
    ],
)
def test_names(name: str, kind: str | None) -> None:
    assert unnamed(name) == kind


def test_a_body_of_every_country_is_that_of_the_country_of_its_document() -> None:
    found = [ids(RELEASES)[date, ':полиция'[1:]] for date, _ in RELEASES]
    france, australia, lyon, nowhere, somewhere = found
    assert france == lyon
    assert len({france, australia, nowhere, somewhere}) == 4


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


def homes(*entities: tuple[str, str, str, str, int]) -> list[tuple[str | None, int | None]]:
    """Home and place of «Генпрокуратура» in a document with such entities: type, name, kind, country, mentions; the
    same in a database and in memory."""
    rows = []
    for local, (kind, name, of_place, country, mentions) in enumerate(entities):
        place = {'key': name, 'name': name, 'kind': of_place, 'country': country} if kind == 'LOC' else None
        known = {'type': kind, 'name': name, 'place': place, 'mentions': mentions, 'forms': []}
        rows.append({'document_id': 'd', 'local': local, **known})
    db = duckdb.connect()
    schema = pa.schema([('document_id', pa.string()), ('local', pa.int32()), *ENTITY])
    given = pa.Table.from_pylist(rows, schema)
    db.register('given', given)
    db.execute('CREATE TABLE entities AS SELECT * FROM given')
    find_homes(db)
    found = db.execute('SELECT home, located FROM homes').fetchall()
    structs = given.select(pa.schema(ENTITY).names).to_struct_array().combine_chunks()
    held = pa.ListArray.from_arrays(pa.array([0, len(rows)], pa.int32()), structs)
    (document,) = local_entities(held, [('d', 'd.txt', None)])
    _find_homes(document)
    assert [(e.home, e.located) for e in document if unnamed(e.name)] == found
    return found


BODY = ('ORG', 'Генпрокуратура', '', '', 1)


def test_a_body_is_that_of_the_country_that_clearly_most_places_lie_in() -> None:
    russia, syria = ('LOC', 'Россия', 'country', 'RU', 2), ('LOC', 'Сирия', 'country', 'SY', 1)
    assert homes(BODY, russia, syria) == [('RU', 1)]
    assert homes(BODY, russia, (*syria[:4], 2)) == [('d', None)], 'torn between two'
    assert homes(BODY, ('LOC', 'Казань', 'city', 'RU', 2), syria) == [('RU', None)], 'Syria is not its place'
    for order in (1, -1):  # places that nobody mentions, as in a dateline, tell nothing
        unmentioned = [(*place[:4], 0) for place in (russia, syria)][::order]
        assert homes(BODY, *unmentioned) == [(None, None)]


def test_a_text_that_names_regions_may_mean_a_region_s_body() -> None:
    russia, komi = ('LOC', 'Россия', 'country', 'RU', 2), ('LOC', 'Коми', 'region', 'RU', 1)
    assert homes(BODY, russia, komi) == [('RU*', 1)]
    assert homes(('ORG', 'МИД', '', '', 1), russia, komi) == [('RU', 1)], 'a region has no foreign ministry'
    assert homes(BODY, (*russia[:4], 3), komi) == [('RU', 1)], 'the state is clearly what the text is about'


@pytest.mark.parametrize(
    ('name', 'abbreviation', 'generic'),
    [
        ('правительство', None, True),
        ('Полиция', None, True),
        ('пресс-служба министерства', None, True),
        ('Пресс-служба главы государства', None, True),
        ('районный суд', None, True),
        ('Акционерное общество', None, True),
        ('Совет', 'СЕ', False),
        ('МИД', None, False),
        ('Министерство культуры', None, False),
        ('Верховный суд', None, False),
        ('Государственная дума', None, False),
        ('Совет мира', None, False),
        ('правительство Перу', None, False),
        ('Заря', None, False),
    ],
)
def test_generic(name: str, abbreviation: str | None, generic: bool) -> None:
    assert is_generic(name, abbreviation) is generic
