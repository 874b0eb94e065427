"""One name in one text has one type."""

import pytest
from svodka.find.names.votes import is_body, is_personal, voted

from tests.names_support import marked


@pytest.mark.parametrize(
    ('text', 'expected'),
    [
        # Parts that only bodies have.
        ('[PER Облдорстрой] начал ремонт.', ['ORG']),
        ('[PER Росводконтроль] ждёт отзывов.', ['ORG']),
        ('[PER Строев] ждёт отзывов.', ['PER']),
        # A person's whole name in the text, a noun for a body in front of the word.
        ('Пришёл [PER Иван Лентов]. [PER Лентов] рад. [ORG Лентов] устал.', ['PER', 'PER', 'PER']),
        ('Компания [ORG Тевира] растёт. [PER Тевира] наймёт людей.', ['ORG', 'ORG']),
        # Else the votes, of which nobody wins without a majority unless a dictionary has the name.
        ('[PER Долмекс] растёт. [ORG Долмекс] наймёт людей.', ['ORG', 'ORG']),
        ('[PER Седова] растёт. [ORG Седова] наймёт людей.', ['PER', 'PER']),
        ('[LOC Владимир] рад. [PER Владимир] рад.', ['LOC', 'PER']),
    ],
)
def test_votes(text: str, expected: list[str]) -> None:
    parse = marked(text)
    assert [s.type for s in voted(parse.tokens, parse.spans)] == expected


def test_names_of_people_are_no_bodies() -> None:
    people = 'Банков Горин Минина Газизов Росин Строева Хазин Узбеков Краевский Горчаков'.split()
    assert not [w for w in people if is_body(w)]
    assert [w for w in people if is_personal(w)] == people
