"""What a pass or rule is worth, on two invented texts."""

from __future__ import annotations

import datetime as dt

import pytest
from svodka.analyse import analyse
from svodka.model import Document

from tests.gate import ablate
from tests.gate.ablate import Bench, Worth, told, worth
from tests.gate.switches import SWITCHES, Switch

TEXTS = ('Мост открыли 5 мая 2025 года в Омске.', 'Учится в школе № 54 третий год.')


def switch(room: str, name: str) -> Switch:
    (found,) = [s for s in SWITCHES if (s.room, s.name) == (room, name)]
    return found


@pytest.fixture(scope='module')
def bench() -> Bench:
    """Counts the dates and mentions of each text."""

    def measure(piece: int) -> dict[str, float]:
        (found,) = ablate.road.analyse([Document('d', 'd.txt', TEXTS[piece])])
        return {f'dates {piece}': float(len(found.dates)), 'mentions': float(len(found.mentions))}

    texts = {(text, None): a for text in TEXTS for a in analyse([Document('d', 'd.txt', text)])}
    return Bench('counts', measure, [{(text, None)} for text in TEXTS], texts)


def test_a_switch_tells_what_changes_and_nothing_stays_off(bench: Bench) -> None:
    found = worth(switch('dates', 'day'), [bench])
    assert (found.documents, found.moved) == (1, {})  # «мая 2025 года» is left of the date
    found = worth(switch('names', 'known'), [bench])
    assert (found.documents, found.moved) == (1, {'mentions': -1.0})
    assert worth(switch('names', 'nickname'), [bench]).documents == 0
    assert analyse([Document('d', 'd.txt', TEXTS[1])])[0].mentions == bench.texts[TEXTS[1], None].mentions


def test_other_processes_tell_the_same(bench: Bench) -> None:
    chosen = [switch('names', 'known'), switch('names', 'nickname')]
    alone, together = (list(ablate._over(chosen, [bench], workers)) for workers in (1, 2))
    assert [(w.switch.name, w.documents, w.moved) for w in alone] == [
        (w.switch.name, w.documents, w.moved) for w in together
    ]


def test_what_moved_is_told_in_one_line() -> None:
    moved = {'NEREL PER exact': -0.004, 'names 3': -1.0, 'names 7': -1.0, 'names 9': 1.0}
    assert told(Worth(switch('dates', 'day'), 3, moved)) == 'NEREL PER exact −.004; cases names −2 +1'


def test_a_case_has_its_texts_and_day() -> None:
    case = {'text': ['А.', 'Б.'], 'published': '2025-05-06'}
    assert ablate.texts_of(case) == [('А.', dt.date(2025, 5, 6)), ('Б.', dt.date(2025, 5, 6))]


def test_a_rule_of_positions_and_one_of_resolution_change_their_rows() -> None:
    text = 'Ректором был Пётр Орлов. Орлов ждёт.'
    bench = Bench('none', lambda _: {}, [{(text, None)}], {(text, None): analyse([Document('d', 'd.txt', text)])[0]})
    assert worth(switch('positions', 'copula'), [bench]).documents == 1
    assert worth(switch('positions', 'next_line'), [bench]).documents == 0
    assert worth(switch('resolution', 'nearest'), [bench]).documents == 0
    found = bench.texts[text, None]
    assert [p.position for p in found.positions] == ['ректор']
