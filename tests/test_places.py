"""Places: names, short forms and adjectives have one key; a document's company decides between places of one name."""

from __future__ import annotations

import pytest

from pipeline.analyse import parse_documents
from pipeline.model import Document, Mention
from pipeline.places import find_place, resolve_places

SAME = [
    ('country:UZ', ['Узбекистан', 'Республика Узбекистан', 'РУз']),
    ('country:US', ['США', 'Соединённые Штаты Америки', 'Соединенные Штаты', 'Америка', 'USA']),
    ('country:AE', ['ОАЭ', 'Объединённые Арабские Эмираты']),
    ('country:GB', ['Великобритания', 'Соединённое Королевство', 'Британия']),
    ('country:CN', ['КНР', 'Китай', 'Китайская Народная Республика']),
    ('country:DE', ['ФРГ', 'Германия']),
    ('country:KG', ['Киргизия', 'Кыргызстан', 'Кыргызская Республика']),
    ('country:TM', ['Туркмения', 'Туркменистан']),
    ('country:SU', ['СССР', 'Советский Союз']),
    ('geonames:1526273', ['Астана', 'Нур-Султан']),
    ('geonames:1526384', ['Алматы', 'Алма-Ата']),
    ('geonames:349340', ['Шарм-эш-Шейх', 'Шарм-эль-Шейх']),
    ('geonames:498817', ['Санкт-Петербург', 'Петербург', 'Ленинград', 'СПб']),
    ('region:RU-TA', ['Татарстан', 'Республика Татарстан']),
    ('region:RU-MOS', ['Московская область', 'Подмосковье']),
    ('region:RU-SA', ['Якутия', 'Республика Саха (Якутия)']),
    ('region:UZ-QR', ['Каракалпакстан', 'Республика Каракалпакстан']),
    ('region:143', ['Центральная Азия', 'Средняя Азия', 'ЦА']),
]


@pytest.mark.parametrize(('key', 'names'), SAME)
def test_names_of_one_place(key: str, names: list[str]) -> None:
    assert [place.key if (place := find_place(name)) else None for name in names] == [key] * len(names)


@pytest.mark.parametrize(('adjective', 'name'), [
    ('российский', 'Россия'), ('узбекистанский', 'Узбекистан'), ('американский', 'США'), ('ташкентский', 'Ташкент'),
    ('тамбовский', 'Тамбов'), ('амурский', 'Амурская область'), ('крымский', 'Крым'), ('европейский', 'Европа'),
])
def test_adjectives(adjective: str, name: str) -> None:
    place = find_place(adjective, adjective=True)
    assert place is not None
    assert place.name == name


def places(text: str, *names: tuple[str, str]) -> list[Mention]:
    """The mentions of `text` made by hand, (type, words), resolved."""
    parse = parse_documents([Document('d', 'd.txt', text)])[0]
    tokens, mentions, at = parse.tokens, [], 0
    for kind, words in names:
        at = text.index(words, at)
        first, last = tokens.start.index(at), tokens.stop.index(at + len(words)) + 1
        mentions.append(Mention(first, last, at, at + len(words), tokens.sentence[first], kind, words, words))  # type: ignore[arg-type]
    return resolve_places(parse, mentions)


@pytest.mark.parametrize(('text', 'country'), [
    ('Выпускник из Кембриджа вернулся в США.', 'US'), ('Они учились в Кембридже.', 'GB'),
])
def test_company_decides(text: str, country: str) -> None:
    word = next(w for w in text.split() if w.startswith('Кембридж')).rstrip('.')
    names = [('LOC', word), *([('LOC', 'США')] if 'США' in text else [])]
    place = places(text, *names)[0].place
    assert place is not None
    assert place.country == country


def test_forms_and_kinds() -> None:
    found = places('Жители российских городов и Юнусабадского района приехали в Нижний Новгород и США.',
                   ('LOC', 'российских'), ('LOC', 'Юнусабадского района'), ('LOC', 'Нижний Новгород'), ('LOC', 'США'))
    assert [(m.form, m.place and m.place.kind, m.place and m.place.country) for m in found] == [
        ('adjective', 'country', 'RU'), ('name', 'district', None), ('name', 'city', 'RU'),
        ('abbreviation', 'country', 'US')]


@pytest.mark.parametrize(('organisation', 'place'), [
    ('Министерство иностранных дел Республики Узбекистан', 'Узбекистан'), ('Правительство Москвы', 'Москва'),
    ('Российская академия наук', 'Россия'), ('Университет имени Москвина', None),
])
def test_place_inside_an_organisation(organisation: str, place: str | None) -> None:
    found = places(f'{organisation} сообщает.', ('ORG', organisation))[0].place
    assert (found and found.name) == place
