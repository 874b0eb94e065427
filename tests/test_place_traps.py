"""An organisation is of a place that its name tells, never of one that a word of the name merely resembles."""

from __future__ import annotations

import pytest
from svodka.analyse import parse_documents
from svodka.find.places import resolve_places
from svodka.model import Document, Mention

# Names with a word that the gazetteer has, or nearly has, as a place, or as the adjective of one.
TRAPS = [
    # Bodies of many countries that a town gave its name.
    'Шанхайская организация сотрудничества', 'ШОС', 'Римский клуб', 'Парижский клуб', 'Вишеградская группа',
    # People after whom something is called.
    'Лаборатория Касперского', 'Институт Пушкина', 'Фонд Гагарина', 'Академия Кирова', 'Институт Гайдара',
    'Музей Горького', 'Фонд Чехова', 'Театр Вахтангова', 'Музей имени Пушкина', 'Завод имени Калинина',
    'Школа имени Жуковского', 'Клиника Фёдорова', 'Фонд Королёва', 'Банк Тинькова', 'Фонд Владимира',
    # Adjectives of other words.
    'Королевская академия художеств', 'Королевское общество', 'Советский районный суд', 'Комсомольская правда',
    'Михайловский театр', 'Александринский театр', 'Центральный банк', 'Северный завод', 'Октябрьский суд',
    'Майский фестиваль', 'Красный Крест', 'Крупнейшие компании', 'Народный банк', 'Первомайский суд',
    # Names in marks: planets, lakes, virtues, villages.
    'НПО «Сатурн»', 'ПАО «Ладога»', 'ОАО «Труд»', 'Завод «Заря»', 'Фонд «Мир»', 'Компания «Юг»', 'ООО «Победа»',
    'АО «Алтын»', 'Агрофирма «Светлый»', 'ООО «Орёл»', 'Клуб «Гай»',
    # Oceans and parts of the world say nothing of a seat.
    'Тихоокеанский университет', 'Атлантический совет', 'Ладожская флотилия',
    # Whom a name honours, a legal form that is also an okrug.
    'Школа имени А. С. Пушкина', 'Школа имени Героя Советского Союза Ильи Мороза', 'ЗАО «Сомон»', 'НАНТ', 'СИБ',
    # Abbreviations that another thing shares with a country.
    'СК', 'региональное управление СК',
    # Foreign names.
    'Van Lang Group', 'Victoria Secret', 'Metro', 'Lockheed Martin', 'Monsanto', 'Turkistan',
]  # fmt: skip
# Their neighbours that are of a place.
TOLD = [
    ('Администрация города Кирова', 'Киров'),
    ('Мэрия Пушкина', 'Пушкин'),
    ('Томский государственный университет', 'Томск'),
    ('Ташкентский метрополитен', 'Ташкент'),
    ('Российская академия наук', 'Россия'),
    ('Министерство культуры Казахстана', 'Казахстан'),
    ('Королевский колледж Лондона', 'Лондон'),
    ('Советский районный суд Уфы', 'Уфа'),
    ('Узбекский национальный музей', 'Узбекистан'),
    ('Европейский суд', 'Европа'),
    ('ЦИК КР', 'Кыргызстан'),
    ('Самаркандский институт имени Чехова', 'Самарканд'),
]


def place_of(name: str) -> str | None:
    """The name of the place of an organisation, marked by hand in a sentence."""
    text = f'В пятницу {name} объявил о планах.'
    parse = parse_documents([Document('d', 'd.txt', text)])[0]
    tokens, at = parse.tokens, text.index(name)
    inside = [i for i in range(len(tokens)) if at <= tokens.start[i] < at + len(name)]
    first, last = inside[0], inside[-1] + 1
    mention = Mention(first, last, at, at + len(name), tokens.sentence[first], 'ORG', name, name)
    found = resolve_places(parse, [mention])[0].place
    return found.name if found else None


def test_there_are_fifty_traps() -> None:
    assert len(set(TRAPS)) >= 50


@pytest.mark.parametrize('name', TRAPS)
def test_a_word_that_resembles_a_place(name: str) -> None:
    assert place_of(name) is None


@pytest.mark.parametrize(('name', 'place'), TOLD)
def test_a_place_that_the_name_tells(name: str, place: str) -> None:
    assert place_of(name) == place
