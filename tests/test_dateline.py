"""The place of a document by its dateline."""

from __future__ import annotations

import pytest
from svodka.analyse import analyse
from svodka.model import Document, Place
from svodka.run.part_entities import dateline_place


@pytest.mark.parametrize(
    ('dateline', 'place'),
    [
        ('Москва, Кремль', 'Москва'),
        ('Химки, Московская область', 'Химки'),
        ('Московская область, Химки', 'Химки'),
        ('Париж, Франция', 'Париж'),
        ('НАВОИ', 'Навои'),
        ('Нигдевск', None),
    ],
)
def test_place(dateline: str, place: str | None) -> None:
    found = dateline_place(analyse([Document('d', 'd.txt', 'Мост открыт.', dateline=dateline)])[0])
    assert (found.name if isinstance(found, Place) else found) == place
