"""Mentions of places by the evidence around them: what is one, and neighbours of the same words that are none."""

from __future__ import annotations

import pytest
from svodka.api import extract
from svodka.find.places.evidence import enough, weights

# A text, and the places that it has: (words, their name).
PLACES = [
    ('В Сухом Логе и Свободном строят дома.', [('Сухом Логе', 'Сухой Лог'), ('Свободном', 'Свободный')]),
    ('Новый мост откроют в Спасске-Дальнем.', [('Спасске-Дальнем', 'Спасск-Дальний')]),
    ('Из Камня-на-Оби привезли зерно.', [('Камня-на-Оби', 'Камень-на-Оби')]),
    ('Станцию построят в Мирном до осени.', [('Мирном', 'Мирный')]),
    ('Жители Донского пришли на сход. В Донском их 500.', [('Донского', 'Донской'), ('Донском', 'Донской')]),
    ('Павел Владимиров уехал во Владимир.', [('Владимир', 'Владимир')]),
    ('Призёры: Илья Мороз (Термез), Анна Гринько (Бор).', [('Термез', 'Термез'), ('Бор', 'Бор')]),
    ('Дом стоит в х. Зимний, школа — в а. Дальний.', [('Зимний', '*'), ('Дальний', '*')]),
    ('Дороги Кологривского р-на ремонтируют.', [('Кологривского р-на', '*')]),
    ('Глава Пермского кр. Олег Седов прибыл в Лысьву.', [('Пермского кр', 'Пермский край'), ('Лысьву', 'Лысьва')]),
    ('Поезд Москва-Казань опоздал.', [('Москва', 'Москва'), ('Казань', 'Казань')]),
    ('Митинг прошёл на Флит-стрит.', [('Флит-стрит', 'Флит-стрит')]),
    ('Жители Вольска встретили гостей, Сидней Браун выступил.', [('Вольска', 'Вольск')]),
    ('Лауреат: Мария Громова (Шахты).', [('Шахты', 'Шахты')]),
]
# A text, and the words in it that are no place.
NONE = [
    ('В Свободном театре премьера.', ['Свободном']),
    ('Он разочаровался в Путине и Медведеве.', ['Путине', 'Медведеве']),
    ('В Спартаке доволен тренер.', ['Спартаке']),
    ('Владимир Ульянов (Ленин) выступил.', ['Ленин']),
    ('Анна Петрова (Мороз) вышла замуж.', ['Мороз']),
    ('В Совете сообщили о встрече.', ['Совете']),
    ('Крупнейшие компании отчитались.', ['Крупнейшие']),
    ('Сидней Браун выступил в школе.', ['Сидней']),
    ('Сергей Киров и Матвей Орлов поспорили.', ['Киров', 'Орлов']),
]


def mentions(text: str) -> dict[str, tuple[str, str, str]]:
    """The mentions of a text by their words: type, normal form, form."""
    rows = extract([text])['mentions'].to_dict('records')
    return {r['text']: (r['type'], r['name'], r['form']) for r in rows}


@pytest.mark.parametrize(('text', 'wanted'), PLACES)
def test_a_place_by_its_evidence(text: str, wanted: list[tuple[str, str]]) -> None:
    found = mentions(text)
    for words, name in wanted:
        assert words in found, found
        kind, own, _ = found[words]
        assert kind == 'LOC', found
        assert name in ('*', own), found


@pytest.mark.parametrize(('text', 'words'), NONE)
def test_no_place_without_evidence(text: str, words: list[str]) -> None:
    found = mentions(text)
    assert not [w for w in words if found.get(w, ('',))[0] == 'LOC'], found


@pytest.mark.parametrize(
    ('text', 'adjectives'),
    [
        ('Российские и казахстанские компании открыли павильон.', ['Российские', 'казахстанские']),
        ('Новые сибирские и самаркандские заводы получили заказы.', ['сибирские', 'самаркандские']),
        ('Подмосковные сады цветут.', ['Подмосковные']),
        ('Прошёл узбекско-таджикский форум.', ['узбекско', 'таджикский']),
        ('Подписан российско-вьетнамский договор.', ['российско', 'вьетнамский']),
    ],
)
def test_adjectives_of_places(text: str, adjectives: list[str]) -> None:
    found = mentions(text)
    assert [w for w, (kind, _, form) in found.items() if kind == 'LOC' and form == 'adjective'] == adjectives


@pytest.mark.parametrize(
    'text',
    [
        'Королевские особы прибыли.',
        'Ноябрьские праздники прошли.',
        'Майские дожди начались.',
        'Он изучает женевский дневник и русский язык.',
    ],
)
def test_adjectives_of_other_things(text: str) -> None:
    found = mentions(text)
    assert not found.keys() & {'Королевские', 'Ноябрьские', 'Майские', 'русский'}, found


def test_a_sign_is_explained() -> None:
    assert enough() > 0
    assert weights()['in_locative'] > 0 > weights()['modifies']
