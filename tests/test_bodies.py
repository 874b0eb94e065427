"""One body, one row: names of one body are joined by what can be told, and none by their beginning alone."""

from __future__ import annotations

import pytest
from svodka.analyse import analyse
from svodka.find.places.gazetteer import candidates
from svodka.language.short_names import shortens
from svodka.model import Document
from svodka.resolve.keys import body_key

from tests.gate.bodies import found
from tests.test_resolve import groups, organisation

MOST_ROWS = 1.03  # rows a body


def test_forty_releases_of_bodies_named_in_every_way() -> None:
    bodies = found()
    assert bodies.merged == []
    assert bodies.missing == []
    assert bodies.rows_a_body <= MOST_ROWS, {b: own for b, own in bodies.rows.items() if len(own) > 1}


@pytest.mark.parametrize(
    ('one', 'two', 'place', 'same'),
    [
        ('МИД РТ', 'Министерство иностранных дел Таджикистана', 'country:TJ', True),
        ('Нацбанк Казахстана', 'Национальный банк Республики Казахстан', 'country:KZ', True),
        ('грузинский парламент', 'парламент Грузии', 'country:GE', True),
        ('тверская прокуратура', 'Прокуратура Тверской области', 'region:RU-TVE', True),
        ('тверская областная прокуратура', 'Прокуратура Тверской области', 'region:RU-TVE', True),
        ('российская сборная', 'сборная России', 'country:RU', True),
        ('мэрия города Ош', 'ошская мэрия', candidates('ош')[0].place.key, True),
        ('Национальное собрание Армении', 'армянский парламент', 'country:AM', True),
        ('Олий Мажлис', 'парламент Узбекистана', 'country:UZ', True),
        ('Сенат Олий Мажлиса', 'парламент Узбекистана', 'country:UZ', False),
        ('Национальное собрание Чада', 'парламент Чада', 'country:TD', False),
        ('УФНС России по Омской области', 'УФНС по Омской области', 'region:RU-OMS', True),
        ('Управление Росреестра по Республике Бурятия', 'Управление Росреестра по Бурятии', 'region:RU-BU', True),
        ('Агентство Республики Узбекистан по печати', 'Агентство по печати Узбекистана', 'country:UZ', True),
        ('Агентство Узбекистана по печати', 'Агентство Узбекистана по туризму', 'country:UZ', False),
        ('УФНС России по Омской области', 'УФСИН России по Омской области', 'region:RU-OMS', False),
        # A bank of Russia is not the Bank of Russia, nor a university of Georgia the one of that name.
        ('российский банк', 'Банк России', 'country:RU', False),
        ('грузинский университет', 'Университет Грузии', 'country:GE', False),
        ('прокуратура Твери', 'Прокуратура Тверской области', 'region:RU-TVE', False),
        ('секретариат Организации Объединённых Наций', 'Секретариат ООН', None, True),
        ('секретариат ОБСЕ', 'Секретариат ООН', None, False),
    ],
)
def test_whose_a_body_is(one: str, two: str, place: str | None, same: bool) -> None:
    assert (body_key(one, place) == body_key(two, place)) is same


@pytest.mark.parametrize(
    ('text', 'name', 'country'),
    [
        ('Комитет охраны лесов (КОЛ) Киргизии ввёл запрет.', 'Комитет охраны лесов', 'KG'),
        ('Вчера УФНС России по Омской области провела приём.', 'УФНС России по Омской области', 'RU'),
        ('Вчера ОАО «Минский литейный завод» открыло цех.', 'Минский литейный завод', 'BY'),
        ('Вчера Якутская топливная компания открыла цех.', 'Якутская топливная компания', 'RU'),
        # By the name alone.
        ('Вчера Узбеклеспром открыл цех.', 'Узбеклеспром', 'UZ'),
        ('Вчера «КазЛесТорг» открыл цех.', 'КазЛесТорг', 'KZ'),
        ('Вчера Жогорку Кенеш принял закон.', 'Жогорку Кенеш', 'KG'),
        ('Вчера «УралЛесТорг» открыл цех.', 'УралЛесТорг', None),
        ('Вчера Народное собрание приняло закон.', 'Народное собрание', None),
        # Not of Sapporo, nor of Королёв.
        ('Вчера АО «НК «Ғарыш Сапары» открыло цех.', 'АО «НК «Ғарыш Сапары»', None),
        ('Вчера Королевская академия художеств открыла зал.', 'Королевская академия художеств', None),
    ],
)
def test_in_whose_country_a_body_is(text: str, name: str, country: str | None) -> None:
    (found,) = analyse([Document('d', 'd', text)])
    places = {m.name: m.place for m in found.mentions if m.type == 'ORG'}
    assert name in places
    assert (places[name].country if places[name] else None) == country


@pytest.mark.parametrize(
    ('short', 'full', 'is_short'),
    [
        ('Минлеса', 'Министерство леса и охоты', True),
        ('Минстройторг', 'Министерство строительства и торговли', True),
        ('Госкомводхоз', 'Государственный комитет водного хозяйства', True),
        ('ОмГТУ', 'Омский государственный технический университет', True),
        ('ИПЛ', 'Институт прикладной логистики', True),
        ('ЦЗР', 'Пермский центр защиты рек', True),
        ('Минлеса', 'Министерство обороны', False),
        ('Минск', 'Министерство строительства', False),
        ('ОмГТУ', 'Омский государственный университет', False),
        ('ИПЛ', 'Институт прикладной экономики', False),
        ('Государство', 'Государственный комитет', False),
    ],
)
def test_names_put_together(short: str, full: str, is_short: bool) -> None:
    assert shortens(short, full.lower()) is is_short


@pytest.mark.parametrize(
    ('names', 'expected'),
    [
        (['РТВ', 'РТВ Спорт', 'РТВ'], [0, 1, 0]),
        (['Роспотребнадзор Тверской области', 'Роспотребнадзор'], [0, 1]),
        (['Bella Casa', 'Bella Casa Luis Gran'], [0, 1]),
        (['ООО «Синий лес»', 'ООО «Синий лес Сервис»'], [0, 1]),
        (['Пермский центр защиты рек', 'ПЦЗР', 'ЦЗР'], [0, 0, 0]),
        (['Министерство леса и охоты', 'Минлеса'], [0, 0]),
        (['Министерство леса', 'Министерство лесного хозяйства', 'Минлес'], [0, 1, 2]),
    ],
)
def test_names_of_one_text(names: list[str], expected: list[int]) -> None:
    assert groups([organisation(name) for name in names]) == expected
