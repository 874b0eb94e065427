"""Double surnames with a half that does not decline."""

from __future__ import annotations

import pytest
from svodka import extract

NAMES = [
    ('Грамоту вручили Елене Роговой-Блюм.', 'Елена Рогова-Блюм'),
    ('Ректор поблагодарил Марину Лунину-Вебер.', 'Марина Лунина-Вебер'),
    ('На встречу пригласили Степана Рогова-Шевченко.', 'Степан Рогов-Шевченко'),
    ('Выставку открыла Елена Рогова-Блюм.', 'Елена Рогова-Блюм'),
    ('Грамоту вручили Роману Рогову-Лунину.', 'Роман Рогов-Лунин'),
    ('Работы Степана Рогова-Залесского ценят.', 'Степан Рогов-Залесский'),
]


@pytest.mark.parametrize(('text', 'name'), NAMES)
def test_a_half_that_does_not_decline_leaves_the_other_to_its_case(text: str, name: str) -> None:
    people = extract(text)['people']
    assert people['name'].to_list() == [name]
