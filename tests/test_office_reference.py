"""Whom an office means that stands alone: what each sign of lexicons/office_reference.yaml is there for."""

from __future__ import annotations

import pytest
from svodka import extract
from svodka.find.positions import lexicon
from svodka.find.positions.reference import weights
from svodka.lexicons import load

from tests.gate.switches import SWITCHES
from tests.test_positions import told

SIGNS = load('office_reference')['signs']


@pytest.mark.parametrize('sign', SIGNS)
def test_a_sign_decides_in_its_example(sign: str) -> None:
    (switch,) = [s for s in SWITCHES if (s.room, s.kind, s.name) == ('positions', 'point', sign)]
    text, holds = SIGNS[sign]['example'], '; '.join(sorted(SIGNS[sign]['holds'].split('; ')))
    assert told(text)[0] == holds
    with switch.off():
        assert told(text)[0] != holds
    assert told(text)[0] == holds, 'it stayed off'


def test_every_sign_has_points() -> None:
    assert 0.0 not in weights().values()


def test_the_nouns_of_a_list_name_positions() -> None:
    kinds = load('office_reference')['kinds']
    nouns = {*kinds, *(noun for row in kinds.values() for noun in row)}
    nouns |= {noun for row in load('office_reference')['one_office'] for noun in row}
    assert sorted(noun for noun in nouns if not lexicon.role_lemma(noun)) == []


def test_what_a_person_is_called_later_is_not_the_position_of_the_table() -> None:
    tables = extract('Премьер-министр Греции Никос Ламброс заболел. Премьер лежит дома. Премьера навестил врач.')
    assert list(tables['positions']['position']) == ['премьер-министр Греции', 'премьер', 'премьер']
    assert tables['people'].iloc[0]['position'] == 'премьер-министр Греции'


def test_an_office_said_again_has_its_body_and_place() -> None:
    tables = extract('Директор завода «Луч» Олег Белов ушёл. Директору 60 лет. Мэр Омска Илья Мороз рад. Мэр приехал.')
    rows = tables['positions']
    assert list(rows['position']) == ['директор завода', 'директор', 'мэр Омска', 'мэр']
    assert rows['organisation_id'].notna().tolist() == [True, True, False, False]
    assert rows['place_id'].notna().tolist() == [False, False, True, True]


def test_who_elects_is_not_where_the_office_is() -> None:
    rows = extract('Совет директоров «Луча» избрал председателем правления Олега Белова.')['positions']
    assert list(rows['position']) == ['председатель правления']
    assert rows['organisation_id'].isna().all()


def test_people_of_one_surname_are_told_apart() -> None:
    text = 'Мэр Омска Олег Белов уехал. Илья Белов, сын мэра, остался.'
    assert told(text)[0] == 'Олег Белов: мэр; Олег Белов: мэр Омска'
