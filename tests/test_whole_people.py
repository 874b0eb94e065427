"""People by the grammar of names: spans that an anchor fixes, and the parts that come out of a name.

Names are put together of parts in every order and case, and read back (as CheckList tests do).
"""

from __future__ import annotations

import itertools

import pandas as pd
import pytest
from svodka import extract
from svodka.language.person_names import person_name

SPANS = [
    ('Приём провёл Мамедов Эльчин Ариф оглы, начальник станции.', ['Мамедов Эльчин Ариф оглы']),
    ('Премию вручили Самире Тофик кызы Рагимовой.', ['Самире Тофик кызы Рагимовой']),
    ('Каримову Шерзоду Улугбек угли объявлена благодарность.', ['Каримову Шерзоду Улугбек угли']),
    ('Айбек Серик уулу Токтосунов открыл школу.', ['Айбек Серик уулу Токтосунов']),
    ('На вопросы ответила Мадина Рустам кизи.', ['Мадина Рустам кизи']),
    ('ДОЛГИХ Степан Романович – директор музея.', ['ДОЛГИХ Степан Романович']),
    ('Прибыли: ШЕВЧЕНКО Лидия Марковна, врач; КОВАЛЬ Роман Ильич, инженер.',
     ['ШЕВЧЕНКО Лидия Марковна', 'КОВАЛЬ Роман Ильич']),
    ('Приказом ректора Абдрашитову Ренату Маратовичу объявлена благодарность.', ['Абдрашитову Ренату Маратовичу']),
    ('Проф. Лунин Степан прочитал лекцию.', ['Лунин Степан']),
    ('К.э.н. Рогова Лидия выступила с докладом.', ['Рогова Лидия']),
    ('По словам д-ра Лунина, больной здоров.', ['Лунина']),
    ('Бухгалтер Рогова закрыла счёт.', ['Рогова']),
    ('Вчера Анна Ильинична приехала в Омск.', ['Анна Ильинична']),
    ('Директор Анна Ильинична Рогова приехала в Омск.', ['Анна Ильинична Рогова']),
    ('Учитель Степан Романович открыл урок.', ['Степан Романович']),
    ('Глава МИД Сергей Лавров приехал.', ['Сергей Лавров']),
    ('Иван ПЕТРЕНКО и Лидия ШЕВЧЕНКО приехали.', ['Иван ПЕТРЕНКО', 'Лидия ШЕВЧЕНКО']),
    ('Школа имени Степана Романовича Лунина открыта.', []),
    ('По поручению Олега Романовича [Лунина] Лунин Олег Романович Председатель Совета буду решать задачу.',
     ['Олега Романовича [Лунина]', 'Лунин Олег Романович']),
    ('Рогов Степан Маркович Первый заместитель директора.', ['Рогов Степан Маркович']),
    ('На борту был командир Лунин А.А. с сыном.', ['Лунин А.А.']),
    ('Инвестор Karl Webber вложил средства в порт.', ['Karl Webber']),
    ('Вокалист Iron Maiden приехал.', []),
    ('С Лидией Рогозой Кравцов знаком давно.', ['Лидией Рогозой', 'Кравцов']),
    ('Депутат Долгих выступила с речью.', ['Долгих']),
    ('КАЗАНСКАЯ Лидия Марковна – врач.', ['КАЗАНСКАЯ Лидия Марковна']),
    ('ПРОИЗВОДСТВО СТАНКОВ\nАвгуст 2017 года.', []),
    ('Об этом сообщила Сауле Жантурина.', ['Сауле Жантурина']),
]  # fmt: skip


@pytest.mark.parametrize(('text', 'people'), SPANS)
def test_an_anchor_fixes_the_whole_name(text: str, people: list[str]) -> None:
    mentions = extract(text)['mentions']
    assert mentions[mentions['type'] == 'PER']['text'].to_list() == people


MEN = [
    (('Роман', 'Степан', 'Ильдар', 'Азамат'), ('Львович', 'Маратович', 'Тимур оглы', 'Бекзод угли'),
     ('Рогов', 'Лунин', 'Зарецкий', 'Кравец', 'Шевченко', 'Долгих', 'Тулькевич')),
]  # fmt: skip
WOMEN = [
    (('Лидия', 'Самира', 'Нигора', 'Айгуль'), ('Львовна', 'Маратовна', 'Тимур кызы', 'Бекзод қизи'),
     ('Рогова', 'Лунина', 'Зарецкая', 'Кравец', 'Шевченко', 'Долгих', 'Тулькевич')),
]  # fmt: skip


@pytest.mark.parametrize(('names', 'gender'), [(MEN, 'male'), (WOMEN, 'female')])
def test_a_name_of_parts_is_read_back_in_every_order(names: list[tuple[tuple[str, ...], ...]], gender: str) -> None:
    slot = 'm' if gender == 'male' else 'f'
    for firsts, middles, lasts in names:
        for first, middle, last in itertools.product(firsts, middles, lasts):
            for order in ((first, middle, last), (last, first, middle), (last.upper(), first, middle)):
                found = person_name(tuple(' '.join(order).split()), slot)
                assert (found.first, found.middle, found.last, found.gender) == (first, middle, last, gender), order


@pytest.mark.parametrize(
    ('words', 'first', 'middle', 'last'),
    [
        ('Алексей Тулькевич', 'Алексей', None, 'Тулькевич'),
        ('Степан Романович', 'Степан', 'Романович', None),
        ('Ким Чен Ын', 'Чен Ын', None, 'Ким'),
        ('Нгуен Фу Чонг', 'Фу Чонг', None, 'Нгуен'),
        ('Марко ван Бастен', 'Марко', None, 'ван Бастен'),
        ('Мухаммед бин Салман', 'Мухаммед', None, 'бин Салман'),
        ('Дональд Трамп младший', 'Дональд', None, 'Трамп младший'),
        ('Рогова Лидия', 'Лидия', None, 'Рогова'),
        ('Лидия РОГОВА', 'Лидия', None, 'Рогова'),
        ('Гасанова Лейла Вагиф-кызы', 'Лейла', 'Вагиф-кызы', 'Гасанова'),
        ('Ж . - П . Морель', 'Ж.-П.', None, 'Морель'),
        ('Джон Роберт Кеннеди', 'Джон Роберт', None, 'Кеннеди'),
    ],
)
def test_parts(words: str, first: str | None, middle: str | None, last: str | None) -> None:
    found = person_name(tuple(words.split()), 'm')
    assert (found.first, found.middle, found.last) == (first, middle, last)


@pytest.mark.parametrize(
    ('text', 'gender'),
    [
        ('Протокол подписала Т. Мороз.', 'female'),
        ('Протокол подписал Т. Мороз.', 'male'),
        ('Врач Шевченко осмотрела больного.', 'female'),
        ('Л. Рогова приехала в Омск.', 'female'),
        ('Договор подписала Огуль Гюнай.', 'female'),
        ('Т. Мороз не приезжает.', None),
    ],
)
def test_the_verb_tells_the_gender_that_the_name_does_not(text: str, gender: str | None) -> None:
    [found] = extract(text)['people']['gender'].to_list()
    assert (None if pd.isna(found) else found) == gender


@pytest.mark.parametrize(
    ('text', 'found'),
    [
        ('Минводхоз открыл офис. Глава Минводхоза доволен.', ['ORG', 'ORG']),
        ('Агрохиминвест построит завод.', ['ORG']),
        ('Казлесбанк выдал ссуду. В Казлесбанке не ответили.', ['ORG', 'ORG']),
        ('Сибиряков приехал.', ['PER']),
        ('Росинка выпала утром.', []),
        ('Базирующаяся в Риме ФАО ответила.', ['LOC', 'ORG']),
    ],
)
def test_what_a_word_is_made_of_tells_a_body(text: str, found: list[str]) -> None:
    assert extract(text)['mentions']['type'].to_list() == found
