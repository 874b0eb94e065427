"""The prices of letters, by which encodings are told."""

from __future__ import annotations

import json

import pytest
from svodka.read.letters import MODEL, price
from svodka.tag.files import model_folder
from svodka.tag.natasha_files import EMBEDDINGS

from tools.train import letters


@pytest.mark.parametrize('text', ['ПРИКАЗ ПО ЗАВОДУ', 'Анна Щукина, СПб', 'Müller и «Їжак»', '12 №'])
def test_prices_do_not_depend_on_case(text: str) -> None:
    assert price(text.upper()) == pytest.approx(price(text.lower()))


def test_the_prices_are_those_that_the_command_makes() -> None:
    made = letters.prices(letters.read_counts(model_folder() / EMBEDDINGS))
    assert json.loads(MODEL.read_text(encoding='utf-8')) == {'letters': letters.LETTERS, 'prices': made}
