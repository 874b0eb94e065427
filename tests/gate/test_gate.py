"""The gate itself, and that it closes when a measure falls."""

from __future__ import annotations

import pytest

from tests.gate import firms, floors, measure, own, pages, people

OUTPUT = """NEREL PER exact        F1 0.889   P 0.910   R 0.870   gold 920
NEREL entities across documents, B3: F1 0.861   P 0.988   R 0.762   mentions 1387
RuNormAS normal forms  right 0.9870 of 3000 found   found 0.912 of 3300
quotations direct      F1 0.931   P 0.940   R 0.920   gold 191   speaker right 0.944 of 180
date values            F1 0.950   P 0.950   R 0.950   gold 262
releases  exit code 1   files seen 126 of 126   status right 126   published right 75 of 76
cases names  right 0.5776  (551 of 954)
"""


def test_scores_are_read() -> None:
    assert measure.parse_scores(OUTPUT) == {
        'NEREL PER exact': 0.889,
        'NEREL entities across documents, B3': 0.861,
        'RuNormAS normal forms right': 0.987,
        'RuNormAS found': 0.912,
        'quotations direct': 0.931,
        'quotations direct speaker': 0.944,
        'date values': 0.95,
        'releases files seen': 126,
        'releases status right': 126,
        'releases published right': 75,
        'cases names': 0.5776,
    }


def test_gate_closes_below_a_floor_and_floors_only_rise() -> None:
    set_before = floors.raised({'a': 0.9, 'files': 126}, {})
    assert set_before == {'a': pytest.approx(0.9 - measure.MARGIN), 'files': 126}
    assert floors.raised({'a': 0.8}, set_before) == set_before
    assert floors.below({'a': 0.8, 'files': 126}, set_before) == ['a is 0.8, below its floor of 0.89']
    assert floors.below({'files': 125}, set_before) == ['files is 125, below its floor of 126']
    assert floors.lowered({'a': 0.8}, set_before, 'a')['a'] == pytest.approx(0.8 - measure.MARGIN)


def test_own_gold_is_not_below_its_floor() -> None:
    missed = floors.below(own.measure_own(), floors.read_floors())
    assert not missed, '; '.join(missed)


def test_no_words_of_pages_are_lost_or_taken_in() -> None:
    assert len(list(pages.pages())) >= 60
    missed = floors.below(pages.measure_pages(), floors.read_floors())
    assert not missed, '; '.join(missed)


def test_people_and_bodies_made_of_parts_come_out_whole() -> None:
    missed = floors.below(people.measure_people() | firms.measure_firms(), floors.read_floors())
    assert not missed, '; '.join(missed)


def test_the_sweeps_are_the_same_each_time_and_have_all_cells() -> None:
    first, again = (list(people.sentences()) for _ in range(2))
    assert first == again
    assert len({s.cell for s in first}) == 128
    assert all(s.form in s.text for s in first)
    assert list(firms.sentences()) == list(firms.sentences())


@pytest.mark.skipif(not measure.SCORER.exists(), reason='the gold corpora are not here')
def test_no_measure_is_below_its_floor() -> None:
    missed = floors.below(measure.measure_shared(), floors.read_floors())
    assert not missed, '; '.join(missed)
