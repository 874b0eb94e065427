"""Which place a name means by the words around it: rivers and towns, what holds a place, what the gazetteer lacks."""

from __future__ import annotations

import pytest
from svodka import extract
from svodka.analyse import analyse
from svodka.find.places.gazetteer import candidates
from svodka.find.places.inclusion import inside
from svodka.model import Document


def places(text: str) -> list[tuple[str, str | None, str]]:
    """The places of a text's mentions: name, country, kind."""
    mentions = analyse([Document('d', 'd.txt', text)])[0].mentions
    return [(m.name, m.place.country, m.place.kind) for m in mentions if m.type == 'LOC' and m.place]


@pytest.mark.parametrize(
    ('text', 'found'),
    [
        ('Зарафшан обмелел на треть', [('Зарафшан', None, 'river')]),
        ('Рудник в Зарафшане закрыт.', [('Зарафшан', 'UZ', 'city')]),
        ('Уровень воды в Зарафшане упал.', [('Зарафшан', None, 'river')]),
        ('Мост через Шексну построен.', [('Шексна', None, 'river')]),
        ('Школу в Онеге закрыли.', [('Онега', 'RU', 'city')]),
        ('Нарын вышел из берегов.', [('Нарын', None, 'river')]),
    ],
)
def test_a_river_and_a_town_of_one_name(text: str, found: list[tuple[str, str | None, str]]) -> None:
    assert places(text) == found


@pytest.mark.parametrize(
    ('town', 'holder'),
    [
        ('в Берёзовском Кемеровской области', 'Кемеровская область'),
        ('в Кемеровской области, в городе Берёзовском', 'Кемеровская область'),
        ('в Кирове (Калужская область)', 'Калужская область'),
    ],
)
def test_the_namesake_nearest_to_the_region_that_holds_it(town: str, holder: str) -> None:
    text = f'Открыли школу {town}.'
    own = next(m for m in analyse([Document('d', 'd.txt', text)])[0].mentions if m.text in ('Берёзовском', 'Кирове'))
    name = {'Берёзовском': 'Берёзовский', 'Кирове': 'Киров'}[own.text]
    [nearest] = inside(candidates(name), candidates(holder)[0].place)
    assert own.place == nearest.place
    assert len({c.place.key for c in candidates(name) if c.place.country == 'RU'}) > 1


@pytest.mark.parametrize(
    ('text', 'land'),
    [
        ('Посол США в Берлине уехал.', 'DE'),
        ('Переговоры с Россией в Брюсселе окончены.', 'BE'),
        ('Он летел из столицы Украины в Берлин.', 'DE'),
        ('Студент из Кембриджа (штат Массачусетс) победил.', 'US'),
        ('Студенты из Кембриджа и Оксфорда победили.', 'GB'),
    ],
)
def test_a_country_beside_a_town_does_not_hold_it(text: str, land: str) -> None:
    assert land in {country for name, country, kind in places(text) if kind == 'city'}


@pytest.mark.parametrize(
    ('text', 'found'),
    [
        ('В деревне Ясный Гай Минской области пожар.', ('Ясный Гай', 'BY', 'city')),
        ('В кишлаке Бешкурган Чартакского района пожар.', ('Бешкурган', 'UZ', 'city')),
        ('В посёлке Мирном Минской области пожар.', ('Мирный', 'BY', 'city')),
        ('Турист из Омска пропал в кишлаке Бешкурган.', ('Бешкурган', None, 'city')),
    ],
)
def test_a_settlement_that_the_gazetteer_lacks(text: str, found: tuple[str, str | None, str]) -> None:
    assert found in places(text)


def test_what_the_gazetteer_lacks_is_one_place_of_a_text() -> None:
    text = 'Пожар вспыхнул в кишлаке Бешкурган. Школы в Бешкургане нет.'
    assert places(text) == [('Бешкурган', None, 'city')] * 2


@pytest.mark.parametrize(
    ('text', 'name', 'kind'),
    [
        ('Жители р.п. Колывань уехали.', 'Колывань', 'city'),
        ('В п.г.т. Ильский открыли школу.', 'Ильский', 'city'),
        ('Работы на реке Колывань окончены.', 'Колывань', 'river'),
        ('Лагерь стоял у пика Ленина.', 'Ленина', 'mountain'),
        ('Шардаринское водохранилище заполнено.', 'Шардаринское водохранилище', 'lake'),
        ('Снег выпал на полуострове Камчатка.', 'Камчатка', 'peninsula'),
    ],
)
def test_a_noun_beside_a_place(text: str, name: str, kind: str) -> None:
    assert [(n, k) for n, _, k in places(text)] == [(name, kind)]


@pytest.mark.parametrize(
    ('text', 'spans'),
    [
        ('Хоким Наманганской области приехал.', ['Наманганской области']),
        ('Аким Абайской области приехал.', ['Абайской области']),
        ('Аким Седов приехал.', []),
        ('Матч прошёл на стадионе имени Кирова.', ['стадионе имени Кирова']),
        ('Тюменские и курганские заводы закрыты.', ['Тюменские']),
        ('Мастерские и столовые закрыты.', []),
        ('Этрап Сакар получил газ.', ['Этрап Сакар']),
        ('Глава махалли Каримов уехал.', []),
    ],
)
def test_what_is_a_place(text: str, spans: list[str]) -> None:
    mentions = analyse([Document('d', 'd.txt', text)])[0].mentions
    assert [m.text for m in mentions if m.type == 'LOC'] == spans


def test_what_the_gazetteer_lacks_is_one_place_of_all_texts() -> None:
    texts = ['Пожар вспыхнул в кишлаке Бешкурган Чартакского района.', 'Школы в Бешкургане нет.', 'Люди из Гарви.']
    rows = extract(texts)['places']
    assert rows[rows['name'] == 'Бешкурган'][['country', 'documents']].to_numpy().tolist() == [['UZ', 2]]
