"""The points of the signs by which a speaker is chosen, and their fitting."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import yaml
from svodka.find.quotations.weights import weights

from tools.train.speakers import cross_validate, fit, read_texts, score

TEXT = 'Пётр Ильин приехал в Орск. Олег Белов встретил гостя. Он заявил, что мост открыт.'


def annotated(folder: Path, speaker: str) -> Path:
    """A folder with one annotated document."""
    start = TEXT.index('мост открыт')
    row = {'start': start, 'stop': start + len('мост открыт'), 'kind': 'indirect', 'speaker': speaker}
    (folder / 'd.txt').write_text(TEXT, encoding='utf-8')
    (folder / 'quotations.json').write_text(json.dumps({'d': [row]}), encoding='utf-8')
    return folder


def test_every_sign_says_why() -> None:
    record = yaml.safe_load(files('svodka.find.quotations').joinpath('weights.yaml').read_text(encoding='utf-8'))
    assert sum(map(len, record.values())) == len(weights())
    for signs in record.values():
        for entry in signs.values():
            assert {'points', 'why'} <= set(entry) <= {'points', 'why', 'example', 'speaker'}
            assert entry['why']


def test_a_wrong_name_costs_what_a_right_one_earns(tmp_path: Path) -> None:
    assert score(read_texts(annotated(tmp_path, 'Олег Белов')), weights()) == 1
    assert score(read_texts(annotated(tmp_path, 'Пётр Ильин')), weights()) == -1
    assert score(read_texts(annotated(tmp_path, 'Олег Белов')), {**weights(), 'least.context': 99.0}) == 0


def test_fitting_finds_points_that_are_right(tmp_path: Path) -> None:
    texts = read_texts(annotated(tmp_path, 'Олег Белов'))
    poor = {**weights(), 'least.context': 3.5}
    assert score(texts, poor) == 0
    assert score(texts, fit(texts, poor)) == 1
    assert cross_validate(texts, poor) == (0, 0)
