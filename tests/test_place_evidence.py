"""Mentions of places by the evidence around them: what is one, and neighbours of the same words that are none."""

from __future__ import annotations

import pytest
from svodka.analyse import find_mentions
from svodka.api import extract
from svodka.find.places.evidence import enough, weights

from tests.gate.switches import SWITCHES
from tests.names_support import marked

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
    (
        'Главами районов назначены: Ровенского — Олег Рогов, Ташлинского – Анна Крылова.',
        [('Ровенского', 'Ровенский'), ('Ташлинского', 'Ташлинский')],
    ),
    (
        'Хокимами областей назначены: Бухарской – Олег Рогов, Навоийской – Анна Лунина.',
        [('Бухарской', 'Бухарская'), ('Навоийской', 'Навоийская')],
    ),
    (
        'Главами округов избраны:\nИрбитского — Степан Кравец;\nКаменского — Лидия Рогова.',
        [('Ирбитского', 'Ирбитский'), ('Каменского', 'Каменский')],
    ),
    (
        'Клуб в д. Ольшега, школу в д. Чёрная Губа Каменского района и мост в р. п. Речное сдали.',
        [('Ольшега', 'Ольшега'), ('Чёрная Губа', 'Чёрная Губа'), ('Каменского района', 'Каменский район')],
    ),
    ('Школы открыли в с. Отрадное и в с. Горелом.', [('Отрадное', 'Отрадное'), ('Горелом', 'Горелое')]),
    ('Дома сдали в а. Акшы и в ст. Зелёная.', [('Акшы', 'Акшы'), ('Зелёная', 'Зелёная')]),
    ('Отчёт о ремонте моста через овраг в д. Ларьга Каменского района принят.', [('Ларьга', 'Ларьга')]),
    ('Семинар прошёл в г. Омске и в г. Тулу не поедет.', [('Омске', 'Омск'), ('Тулу', 'Тула')]),
    ('Поезд Москва-Казань опоздал.', [('Москва', 'Москва'), ('Казань', 'Казань')]),
    ('Митинг прошёл на Флит-стрит.', [('Флит-стрит', 'Флит-стрит')]),
    ('Жители Вольска встретили гостей, Сидней Браун выступил.', [('Вольска', 'Вольск')]),
    ('Лауреат: Мария Громова (Шахты).', [('Шахты', 'Шахты')]),
]
# A text, and the words in it that are no place.
NONE = [
    ('Вместо Роговского – Анна Лунина.', ['Роговского']),
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


# For each sign a text that has other places without it: with the tagger's names marked, and the places.
SIGNS = {
    'country': ('[PER Гана] ждёт гостей.', ['Гана']),
    'region': ('[PER Ямал] ждёт гостей.', ['Ямал']),
    'city': ('Под Сочи строят завод.', ['Сочи']),
    'great_city': ('[PER Мумбаи] ждёт гостей.', ['Мумбаи']),
    'water_or_land': ('[PER Амударья] ждёт гостей.', ['Амударья']),
    'several_words': ('[LOC Омск] и [ORG Нижний Новгород] ждут гостей.', ['Омск', 'Нижний Новгород']),
    'in_locative': ('Жили в Орле.', ['Орле']),
    'on_locative': ('Отряд работает на Алдане.', ['Алдане']),
    'to_inanimate': ('Он уехал во Владимир.', ['Владимир']),
    'out_of_genitive': ('Зерно привезли из Мирного.', ['Мирного']),
    'near': ('Под Сочи строят завод.', ['Сочи']),
    'descriptor': ('В городе [PER Орлов] ждут гостей.', ['Орлов']),
    'behind_its_noun': ('Мэр [PER Кирова] ждёт гостей.', ['Кирова']),
    'predicate': ('[PER Виктория] — столица островов.', ['Виктория']),
    'flows': ('Чу обмелела на треть.', ['Чу']),
    'in_brackets': ('[PER Илья Мороз] (Владимир) победил.', ['Владимир']),
    'listed': ('[LOC Омск] и Орск ждут гостей.', ['Омск', 'Орск']),
    'unknown_person': ('[PER Мумбаи] ждёт гостей.', ['Мумбаи']),
    'only_place': ('Под Сочи строят завод.', ['Сочи']),
    'place_here': ('Жители [LOC Вольска] спорят. За Вольск играет Иван.', ['Вольска', 'Вольск']),
    'given_name': ('Мимо Виктории прошёл сосед.', []),
    'surname': ('Посылку передали через [PER Киров].', []),
    'person_here': ('[PER Сергей Киров] уехал. Жители Кирова спорят.', []),
    'common_word': ('В Совете сообщили о встрече.', []),
    'modifies': ('В Мирном договоре сказано о границе.', []),
    'beside_a_name': ('[PER Иван] [PER Сингапур] ушёл.', []),
    'in_marks': ('«[PER Сингапур]» победил.', []),
    'tagged_person': ('Посылку передали через [PER Киров].', []),
    'tagged_body': ('[ORG Омск] победил.', []),
    'untagged': ('Из Победы едут гости.', []),
}


@pytest.mark.parametrize('sign', sorted(weights()))
def test_there_are_other_places_without_a_sign(sign: str) -> None:
    text, wanted = SIGNS[sign]
    parse = marked(text)

    def places() -> list[str]:
        return [m.text for m in find_mentions(parse) if m.type == 'LOC']

    assert places() == wanted
    (switch,) = [s for s in SWITCHES if (s.room, s.name) == ('places', sign)]
    with switch.off():
        assert places() != wanted
