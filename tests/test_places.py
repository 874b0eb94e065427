"""Places: names, short forms and adjectives have one key; a document's company decides between places of one name."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from svodka.analyse import find, parse_documents
from svodka.api import extract
from svodka.find.places import find_place, resolve_places, with_halves
from svodka.find.places.gazetteer import FOLDER, candidates, fold, may_begin
from svodka.find.places.lookup import by_adjective
from svodka.find.places.shared_heads import shared_head
from svodka.model import Document, Mention, Tokens

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


def test_a_shared_noun_may_have_a_capital() -> None:
    words = 'Бухарской и Навоийской Областях'.split()
    pos, feats = ['ADJ', 'CCONJ', 'ADJ', 'NOUN'], ['', '', '', 'Case=Loc|Number=Plur']
    tokens = Tokens([], [], words, [0] * 4, ['бухарский', 'и', 'навоийский', 'область'], pos, feats)
    assert shared_head(tokens, 2, 4) == range(3, 4)


@pytest.mark.parametrize(('key', 'names'), SAME)
def test_names_of_one_place(key: str, names: list[str]) -> None:
    assert [place.key if (place := find_place(name)) else None for name in names] == [key] * len(names)


@pytest.mark.parametrize(
    ('adjective', 'name'),
    [
        ('российский', 'Россия'),
        ('узбекистанский', 'Узбекистан'),
        ('американский', 'США'),
        ('ташкентский', 'Ташкент'),
        ('тамбовский', 'Тамбов'),
        ('амурский', 'Амурская область'),
        ('крымский', 'Крым'),
        ('европейский', 'Европа'),
    ],
)
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


@pytest.mark.parametrize(
    ('text', 'country'),
    [
        ('Выпускник из Кембриджа вернулся в США.', 'US'),
        ('Они учились в Кембридже.', 'GB'),
    ],
)
def test_company_decides(text: str, country: str) -> None:
    word = next(w for w in text.split() if w.startswith('Кембридж')).rstrip('.')
    names = [('LOC', word), *([('LOC', 'США')] if 'США' in text else [])]
    place = places(text, *names)[0].place
    assert place is not None
    assert place.country == country


def test_forms_and_kinds() -> None:
    found = places(
        'Жители российских городов и Юнусабадского района приехали в Нижний Новгород и США.',
        ('LOC', 'российских'),
        ('LOC', 'Юнусабадского района'),
        ('LOC', 'Нижний Новгород'),
        ('LOC', 'США'),
    )
    assert [(m.form, m.place and m.place.kind, m.place and m.place.country) for m in found] == [
        ('adjective', 'country', 'RU'),
        ('name', 'district', 'UZ'),
        ('name', 'city', 'RU'),
        ('abbreviation', 'country', 'US'),
    ]


@pytest.mark.parametrize(
    ('organisation', 'place'),
    [
        ('Министерство иностранных дел Республики Узбекистан', 'Узбекистан'),
        ('Правительство Москвы', 'Москва'),
        ('Российская академия наук', 'Россия'),
        ('Университет имени Москвина', None),
    ],
)
def test_place_inside_an_organisation(organisation: str, place: str | None) -> None:
    found = places(f'{organisation} сообщает.', ('ORG', organisation))[0].place
    assert (found and found.name) == place


def lexicon(name: str) -> dict[str, Any]:
    with open(FOLDER / f'{name}.yaml', encoding='utf-8') as file:
        return dict(yaml.load(file, yaml.CSafeLoader))


def keys(name: str, adjective: bool = False) -> set[str]:
    return {c.place.key for c in candidates(name, adjective)}


@pytest.mark.parametrize(('kind', 'name'), [('country', 'countries'), ('region', 'regions')])
def test_every_entry_is_in_the_tables(kind: str, name: str) -> None:
    """Fails when a lexicon was changed and the tables were not: run python -m tools.gazetteer.build."""
    for code, entry in lexicon(name).items():
        for written in (entry.get('name'), *entry.get('names', ())):
            assert written is None or f'{kind}:{code}' in keys(written), written
        for adjective in entry.get('adjectives', ()):
            assert f'{kind}:{code}' in keys(adjective, True), adjective


def test_every_area_and_city_is_in_the_tables() -> None:
    entries = [e for group in lexicon('areas').values() for e in group] + list(lexicon('cities').values())
    for entry in entries:
        for written in (entry.get('name'), *entry.get('names', ())):
            assert written is None or keys(written), written
        for adjective in entry.get('adjectives', ()):
            assert keys(adjective, True), adjective


def test_every_district_is_in_the_tables() -> None:
    for country, entries in lexicon('districts').items():
        own = {number: [e['name'], *e.get('names', ())] for number, e in entries.items() if number != 'others'}
        for number, names in (*own.items(), *((names[0], names) for names in entries.get('others', ()))):
            for written in names:
                found = [c.place for c in candidates(written) if c.place.country == country]
                assert any(p.kind == 'district' for p in found), (number, written)


@pytest.mark.parametrize(('country', 'districts'), [('UZ', 165), ('KZ', 160), ('KG', 40), ('TJ', 55), ('TM', 45)])
def test_central_asia_is_dense(country: str, districts: int) -> None:
    """Regions, districts and towns of five countries are there by their names old and new."""
    rows = [line.split('\t') for line in (FOLDER / 'gazetteer_places.tsv').read_text(encoding='utf-8').split('\n')]
    assert sum(r[2] == 'district' and r[3] == country for r in rows) >= districts


@pytest.mark.parametrize(
    ('old', 'now', 'country'),
    [
        ('Ленинабад', 'Худжанд', 'TJ'),
        ('Чарджоу', 'Туркменабад', 'TM'),
        ('Гурьев', 'Атырау', 'KZ'),
        ('Пржевальск', 'Каракол', 'KG'),
        ('Тойтепа', 'Нурафшон', 'UZ'),
        ('Ганчинский район', 'Деваштичский район', 'TJ'),
        ('Зыряновский район', 'район Алтай', 'KZ'),
        ('Кушкинский район', 'Серхетабатский этрап', 'TM'),
        ('Бозатауский район', 'Бозатауский район', 'UZ'),
        ('Лейлекский район', 'Лейлекский район', 'KG'),
    ],
)
def test_names_old_and_new_of_central_asia(old: str, now: str, country: str) -> None:
    place = find_place(old, country=country)
    assert place is not None
    assert (place.name, place.country) == (now, country)
    assert place.geonames_id


def test_countries_and_regions_have_ids_and_coordinates() -> None:
    for name in ('Узбекистан', 'Германия', 'Ташкентская область', 'Московская область', 'Баден-Вюртемберг'):
        place = find_place(name)
        assert place is not None
        assert place.geonames_id, name
        assert place.latitude, name
        assert place.longitude, name


def test_names_within_an_entry_are_unique() -> None:
    for name in ('countries', 'regions', 'cities'):
        for code, entry in lexicon(name).items():
            names = [fold(n) for n in entry.get('names', ())]
            assert len(names) == len(set(names)), code


@pytest.mark.parametrize(
    ('words', 'name', 'kind', 'country'),
    [
        ('столице Узбекистана', 'Ташкент', 'city', 'UZ'),
        ('юге Италии', 'юге Италии', 'area', 'IT'),
        ('городе Чирчике', 'Чирчик', 'city', 'UZ'),
        ('реке Чирчик', 'Чирчик', 'river', 'UZ'),
        ('Хорезмской области', 'Хорезмская область', 'region', 'UZ'),
        ('Ферганской долине', 'Ферганская долина', 'world_region', None),
    ],
)
def test_names_of_several_words(words: str, name: str, kind: str, country: str | None) -> None:
    place = places(f'Это было в {words}.', ('LOC', words))[0].place
    assert place is not None
    assert (place.name, place.kind, place.country) == (name, kind, country)


def test_names_that_share_a_noun() -> None:
    found = places(
        'Встречи прошли в Ташкентской, Бухарской и Навоийской областях.',
        ('LOC', 'Ташкентской'),
        ('LOC', 'Бухарской'),
        ('LOC', 'Навоийской областях'),
    )
    assert [m.place and m.place.key for m in found[:2]] == ['region:UZ-TO', 'region:UZ-BU']
    assert {m.form for m in found} == {'name'}


@pytest.mark.parametrize(
    'name', ['Нижний Новгород', 'Эр-Рияд', 'Эль-Кувейт', 'Северный Рейн – Вестфалия', 'Нью-Йорк', 'Сен-Дени']
)
def test_every_name_of_several_words_may_begin_with_its_first(name: str) -> None:
    assert candidates(name)
    assert may_begin(name.split()[0])


def test_a_word_that_begins_no_name_is_not_looked_up() -> None:
    assert not may_begin('сообщил')


def test_a_country_is_called_by_its_short_name() -> None:
    texts = ['Российская Федерация и Исламская Республика Пакистан договорились.', 'Киргизия ждёт Россию.']
    found = extract(texts)['places']
    assert set(found['name']) == {'Россия', 'Пакистан', 'Киргизия'}


@pytest.mark.parametrize(
    ('text', 'names'),
    [
        ('Южная столица Казахстана приняла форум.', {'Алматы'}),
        ('В южной столице Киргизии прошла ярмарка.', {'Ош'}),
        ('Жители Донецкой и Луганской народных республик.', {'ДНР', 'ЛНР'}),
        ('Глава Омской и Томской областей.', {'Омская область', 'Томская область'}),
    ],
)  # fmt: skip
def test_places_by_description_and_in_lists(text: str, names: set[str]) -> None:
    found = extract([text])['places']
    assert {find_place(name) for name in names} <= {find_place(name) for name in found['name']}, found['name']


@pytest.mark.parametrize(
    ('text', 'word', 'key'),
    [
        # A noun for a river, or what a river has, tells it from the town of its name; what is in it is in the town.
        ('Река Чирчик обмелела.', 'Чирчик', 'river:чирчик'),
        ('В городе Чирчике открыли мост.', 'Чирчике', 'geonames:1514210'),
        ('Уровень Нарына вырос.', 'Нарына', 'river:нарын'),
        ('Завод работает в Нарыне.', 'Нарыне', 'geonames:1527592'),
        ('Русло Талас меняет весной.', 'Талас', 'river:талас'),
        ('Из Таласа привезли фасоль.', 'Таласа', 'geonames:1527299'),
        ('На Сырдарье построят плотину.', 'Сырдарье', 'river:сырдарья'),
        # What is called after somebody keeps the genitive.
        ('На леднике Соколова нашли озеро.', 'Соколова', 'glacier:соколова'),
    ],
)
def test_the_kind_that_the_words_beside_tell(text: str, word: str, key: str) -> None:
    place = places(text, ('LOC', word))[0].place
    assert place is not None
    assert place.key == key


@pytest.mark.parametrize(
    ('text', 'words', 'expected'),
    [
        # An abbreviation of several lands is the one that the text names otherwise.
        ('РК и Узбекистан подписали план. Каракалпакстан рад.', ('РК', 'Узбекистан', 'Каракалпакстан'), 'region:UZ-QR'),
        ('РК и Узбекистан подписали план. Казахстан рад.', ('РК', 'Узбекистан', 'Казахстан'), 'country:KZ'),
        ('РК и Сеул подписали план. Южная Корея рада.', ('РК', 'Сеул', 'Южная Корея'), 'country:KR'),
        ('РТ примет гостей. Казань готова, Татарстан рад.', ('РТ', 'Казань', 'Татарстан'), 'region:RU-TA'),
        ('РТ примет гостей. Душанбе готов, Таджикистан рад.', ('РТ', 'Душанбе', 'Таджикистан'), 'country:TJ'),
        ('РБ примет гостей. Уфа готова, Башкирия рада.', ('РБ', 'Уфа', 'Башкирия'), 'region:RU-BA'),
        ('РБ примет гостей. Минск готов.', ('РБ', 'Минск'), 'country:BY'),
        # An ambassador is a country's.
        ('Посол РК прибыл в Ташкент. Узбекистан рад.', ('РК', 'Ташкент', 'Узбекистан'), 'country:KZ'),
        ('Президент РК прибыл в Ташкент. Узбекистан рад.', ('РК', 'Ташкент', 'Узбекистан'), 'country:KZ'),
        ('Хокимият РК написал в Ташкент. Узбекистан рад.', ('РК', 'Ташкент', 'Узбекистан'), 'region:UZ-QR'),
    ],
)
def test_abbreviations_of_several_lands(text: str, words: tuple[str, ...], expected: str) -> None:
    place = places(text, *(('LOC', word) for word in words))[0].place
    assert place is not None
    assert place.key == expected


@pytest.mark.parametrize(
    ('lemma', 'keys'),
    [
        ('тверской', ['geonames:480060', 'region:RU-TVE']),
        ('японо-китайский', ['country:CN']),
        ('северо-осетинский', ['region:RU-SE']),
        ('камбар-атинский', []),
        ('ново-московский', []),
        ('нижне-томский', []),
    ],
)
def test_lemmas_of_adjectives(lemma: str, keys: list[str]) -> None:
    assert [c.place.key for c in by_adjective(lemma)][: len(keys) or None] == keys


@pytest.mark.parametrize(
    ('text', 'expected'),
    [
        ('Армяно-азербайджанский диалог начат.', ['country:AM', 'country:AZ']),
        ('Франко-германский канал открыт.', ['country:FR', 'country:DE']),
        ('Северо-осетинский завод открыт.', ['region:RU-SE']),
    ],
)
def test_both_halves_of_a_compound(text: str, expected: list[str]) -> None:
    found = with_halves(places(text, ('LOC', text.split()[0])))
    assert [m.place.key for m in found if m.place] == expected


@pytest.mark.parametrize(
    ('text', 'body', 'place'),
    [
        ('В Ашхабаде обсудили бюджет. Меджлис принял закон.', 'Меджлис', 'country:TM'),
        ('Иран ответил. Меджлис принял закон.', 'Меджлис', 'country:IR'),
        ('Азербайджан ответил. Меджлис принял закон.', 'Меджлис', 'country:AZ'),
        ('Меджлис Азербайджана принял закон.', 'Меджлис Азербайджана', 'country:AZ'),
        ('Меджлис принял закон.', 'Меджлис', None),
        ('Иран и Турция ответили. Меджлис принял закон.', 'Меджлис', None),
        ('Россия ответила. Меджлис принял закон.', 'Меджлис', None),
        ('Россия ответила. Жогорку Кенеш принял закон.', 'Жогорку Кенеш', 'country:KG'),
        ('Завод «БелХимПром» открыт.', 'БелХимПром', 'country:BY'),
        ('Завод «БелХимПром» открыт в Минске.', 'БелХимПром', 'country:BY'),
        ('Казахстан растёт. Завод «БелХимПром» открыт в Казахстане.', 'БелХимПром', None),
    ],
)
def test_a_body_that_several_countries_have_is_of_the_one_that_the_text_names(
    text: str, body: str, place: str | None
) -> None:
    [found] = [row for row in find(parse_documents([Document('d', 'd.txt', text)])[0]).mentions if row.name == body]
    assert (found.place and found.place.key) == place
