"""Regions, districts and towns of Central Asia by their Russian names old and new, each in its country."""

from __future__ import annotations

import pytest
from svodka.find.places.gazetteer import candidates
from svodka.lexicons import load

PLACES = {
    'KZ': 'Абайская область, область Жетысу, область Улытау, Каскелен, Затобольск, Тобыл, Ушарал, Сайрам, Каркаралы,'
    ' Узынагаш, Темирлан, Косшы, Серебрянск, Катон-Карагай, Шаульдер, район Сауран, Созакский район',
    'KG': 'Баткенская область, Ноокат, Майлуу-Суу, Кочкор, Сокулук, Раззаков, Исфана, Манас, Араван, Кадамжай,'
    ' Джети-Огузский район, Кара-Буринский район, Иссык-Атинский район',
    'TJ': 'Хатлонская область, Рушан, Ванч, Мургаб, Шугнан, Калайхумб, Нурек, Рогун, Восе, Шаартуз, Муминабад, Гарм,'
    ' Зафарабад, Спитамен, Бободжон Гафуров, Левакант, Сангворский район, Носири-Хусравский район',
    'TM': 'Лебапский велаят, Балканабат, Небит-Даг, Бахерден, Бахардок, Киянлы, Кушка, Керки, Губадаг, Мургап, Хазар,'
    ' Саят, Ёлотен, Гасан-Кули, Куня-Ургенч',
    'UZ': 'Каракалпакстан, Вуадиль, Караузяк, Кегейли, Тахтакупыр, Ханка, Шават, Багат, Бируни, Кармана, Бричмулла,'
    ' Шараф-Рашидовский район, Тайлакский район, Кукдалинский район',
}  # fmt: skip
NAMES = [(country, name.strip()) for country, names in PLACES.items() for name in names.split(',')]


@pytest.mark.parametrize(('country', 'name'), NAMES)
def test_a_place_of_central_asia(country: str, name: str) -> None:
    assert country in {c.place.country for c in candidates(name)}


def test_every_name_of_the_lexicons_is_in_the_tables() -> None:
    for country, entries in load('towns').items():
        own = [[e['name'], *e.get('names', ())] for number, e in entries.items() if number != 'others']
        for name in (name for names in (*own, *entries['others']) for name in names):
            assert country in {c.place.country for c in candidates(name)}, name
    for country, entries in load('districts').items():
        for name in (name for names in entries.get('others', ()) for name in names):
            assert country in {c.place.country for c in candidates(name)}, name
