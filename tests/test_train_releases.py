"""Texts made of frames and of names made of parts: each kind with what it makes."""

from __future__ import annotations

import random
import re

import pytest

from tools.train.invented import marked
from tools.train.parts import CASES, MAKERS, parts
from tools.train.releases import paragraph, releases

KINDS = list(parts()['kinds'])


@pytest.mark.parametrize('kind', KINDS)
def test_a_kind_leaves_no_slot_and_marks_whole_words(kind: str) -> None:
    for seed in range(40):
        text, layers = marked(paragraph(kind, random.Random(seed)))
        assert not re.search(r'[{}~]', text)
        for start, stop, _ in (*layers['names'], *layers['roles']):
            assert text[start:stop].strip() == text[start:stop] != ''
            assert not text[start - 1 : start].isalnum()
            assert not text[stop : stop + 1].isalnum()


@pytest.mark.parametrize(
    ('kind', 'types'),
    [('body_first', 'ORG'), ('person_first', 'PER'), ('town_first', 'LOC'), ('legal', 'ORG'), ('people_list', 'PER')],
)
def test_a_kind_has_its_type(kind: str, types: str) -> None:
    for seed in range(40):
        _, layers = marked(paragraph(kind, random.Random(seed)))
        assert types in {found for _, _, found in layers['names']}


@pytest.mark.parametrize('kind', ['furniture'])
def test_furniture_has_no_names(kind: str) -> None:
    assert not any(marked(paragraph(kind, random.Random(seed)))[1]['names'] for seed in range(40))


@pytest.mark.parametrize('maker', MAKERS)
def test_a_name_has_six_forms(maker: str) -> None:
    for seed in range(30):
        assert len(MAKERS[maker](random.Random(seed)).forms) == len(CASES)


def test_women_are_named_as_often_as_men() -> None:
    rng = random.Random(1)
    women = sum(MAKERS['person'](rng).gender == 'f' for _ in range(1000))
    assert 450 < women < 550


def test_the_same_seed_gives_the_same_texts_and_kinds_can_be_left_out() -> None:
    assert list(releases(5, 2)) == list(releases(5, 2))
    assert not any(text.layers['names'] for text in releases(5, without=[k for k in KINDS if k != 'furniture']))


def test_a_net_comes_back_from_its_file() -> None:
    pytest.importorskip('torch')
    from svodka.tag.names import MODEL

    from tools.train.export import arrays
    from tools.train.features import examples
    from tools.train.restore import read_arrays, restored

    stored = read_arrays(MODEL)
    net = restored(stored, list(examples(releases(3))), ('names', 'roles'))
    again = arrays(net, stored['dictionary'])
    for name in ('word', 'state', 'governor', 'out', 'layer0_weight', 'names_transitions'):
        assert abs(again[name].astype('f4') - stored[name].astype('f4')).max() < 0.02
