"""Datelines: their grammar, and the place of a document by its own."""

from __future__ import annotations

import pandas as pd
import pytest
from svodka import extract
from svodka.analyse import analyse
from svodka.model import Document, Place
from svodka.read.dateline import dateline_day, find_dateline
from svodka.read.dateline_grammar import parse_dateline
from svodka.run.part_entities import dateline_place


@pytest.mark.parametrize(
    ('dateline', 'place'),
    [
        ('Москва, Кремль', 'Москва'),
        ('Химки, Московская область', 'Химки'),
        ('Московская область, Химки', 'Химки'),
        ('Париж, Франция', 'Париж'),
        ('НАВОИ', 'Навои'),
        ('Нигдевск', None),
    ],
)
def test_place(dateline: str, place: str | None) -> None:
    found = dateline_place(analyse([Document('d', 'd.txt', 'Мост открыт.', dateline=dateline)])[0])
    assert (found.name if isinstance(found, Place) else found) == place


REST = 'Паром пустили.'


@pytest.mark.parametrize(
    ('line', 'place', 'day', 'agency'),
    [
        ('04.06.2024, БЕЛТА. ', None, '2024-06-04', 'БЕЛТА'),
        ('04.06.2024. ', None, '2024-06-04', None),
        ('4 июня 2024 года. ', None, '2024-06-04', None),
        ('04.06.2024 г. ', None, '2024-06-04', None),
        ('Ош, 4 июня 2024 года — АКИpress. ', 'Ош', '2024-06-04', 'АКИpress'),
        ('Уфа. 4 июня. ИНТЕРФАКС-ПОВОЛЖЬЕ - ', 'Уфа', '4.6', 'ИНТЕРФАКС-ПОВОЛЖЬЕ'),
        ('ШЫМКЕНТ. КАЗИНФОРМ – ', 'ШЫМКЕНТ', None, 'КАЗИНФОРМ'),
        ('ОМСК, 4 июня /ТАСС/. ', 'ОМСК', '4.6', 'ТАСС'),
        ('ОМСК, 4 июн ПРАЙМ. ', 'ОМСК', '4.6', 'ПРАЙМ'),
        ('ОМСК, 4 июн — РИА Новости. ', 'ОМСК', '4.6', 'РИА Новости'),
        ('Нукус. UzDaily.uz. 4 июня. ', 'Нукус', '4.6', 'UzDaily.uz'),
        ('Нукус, Узбекистан (UzDaily.uz) -- ', 'Нукус, Узбекистан', None, 'UzDaily.uz'),
        ('Нукус, 4 июня 2024 года (УзА). ', 'Нукус', '2024-06-04', 'УзА'),
        ('Ош, 04.06.24 /Кабар/. ', 'Ош', '2024-06-04', 'Кабар'),
        ('4 июня 2024 года, Брест /Корр. БЕЛТА/. ', 'Брест', '2024-06-04', 'БЕЛТА'),
        ('4 июня, Брест. БЕЛТА. ', 'Брест', '4.6', 'БЕЛТА'),
        ('ТАСС, 4 июня. ', None, '4.6', 'ТАСС'),
        ('/ТАСС/. ', None, None, 'ТАСС'),
        ('ИА REGNUM, 4 июня. ', None, '4.6', 'ИА REGNUM'),
        ('г. Томск, 4 июня 2024 г. ', 'Томск', '2024-06-04', None),
        ('Минск, 4 июня 2024 года, 14:05 — Sputnik. ', 'Минск', '2024-06-04', 'Sputnik'),
        ('БАКУ /Trend/ - ', 'БАКУ', None, 'Trend'),
        ('Ереван, 4 июня, Арменпресс: ', 'Ереван', '4.6', 'Арменпресс'),
        ('МОСКВА, 4 июня. СРОЧНО. ', 'МОСКВА', '4.6', None),
    ],
)
def test_a_dateline(line: str, place: str | None, day: str | None, agency: str | None) -> None:
    found = parse_dateline(line + REST)
    assert found is not None
    told = str(found.date) if found.date else f'{found.day}.{found.month}' if found.month else None
    assert (found.place, told, found.agency) == (place, day, agency)
    rest = (line + REST)[found.end :].strip()
    assert rest == ('СРОЧНО. ' + REST if 'СРОЧНО' in line else REST)


@pytest.mark.parametrize(
    'line',
    [
        'Уфа. 4 июня здесь пустили паром.',
        'Уфа. Паром пустили.',
        '4 июня Уфа приняла гостей.',
        '4 июня, в Уфе, пустили паром.',
        '4 июня 2024 года в Уфе пустили паром.',
        '04.06.2024 — последний день приёма.',
        '31.02.2024. Паром пустили.',
        'ТАСС — старейшее агентство страны.',
        'Кабар провёл опрос.',
        'Сегодня, 4 июня, пустили паром.',
        'Глава района 4 июня 2024 года, выступая в думе, пустил паром.',
        'Майкоп, 4 июня – 7 июня 2024 года. Ярмарка',
        'РОССИЯ – ЕГИПЕТ. 4 июня. Матч окончен.',
        'НА КАМЕ ОТКРЫТ МОСТ',
        'МОСКВА. ВЫСТАВКА КАРТИН',
        'Любовь, 5 лет назад, уехала.',
    ],
)
def test_no_dateline(line: str) -> None:
    assert parse_dateline(line) is None


@pytest.mark.parametrize(
    ('line', 'rest'),
    [
        ('Уфа, 4 июня. ТАСС сообщил о пароме.', 'ТАСС сообщил о пароме.'),
        ('Уфа, 4 июня. МЧС – служба спасения.', 'МЧС – служба спасения.'),
        ('Уфа, 4 июня. Кабар провёл опрос.', 'Кабар провёл опрос.'),
    ],
)
def test_the_subject_of_the_first_sentence_is_no_agency(line: str, rest: str) -> None:
    found = parse_dateline(line)
    assert found is not None
    assert (found.agency, line[found.end :].strip()) == (None, rest)


def test_a_chronicle_has_no_dateline() -> None:
    lines = ['04.06.2024. Паром спустили.', '05.06.2024. Паром пустили.']
    assert dateline_day('\n'.join(lines)) is None
    assert str(dateline_day('Паром пустили\n' + lines[0])) == '2024-06-04'
    assert find_dateline('\n'.join(['Паром', 'На реке', lines[0]])) is None  # far below it is a day of something


def test_a_text_by_itself_is_dated_as_a_file_is() -> None:
    texts = pd.Series(['ОМСК, 4 июня 2024 г. /ТАСС/. Паром вчера пустили.', 'Паром вчера пустили.'])
    tables = extract(texts)
    documents = tables['documents']
    assert documents['published'].dt.strftime('%Y-%m-%d').fillna('').to_list() == ['2024-06-04', '']
    assert documents['published_from'].fillna('').to_list() == ['dateline', '']
    assert documents['outlet'].fillna('').to_list() == ['ТАСС', '']
    assert documents['place_id'].notna().to_list() == [True, False]
    told = extract(texts, published='2025-01-01')['documents']
    assert told['published_from'].to_list() == ['metadata', 'metadata']


def test_a_text_by_itself_has_the_headline_of_its_first_line_unless_titles_are_given() -> None:
    text = 'Паром через Обь пустили\n\nЕго ждали три года. Рейсы идут каждый час.'
    assert extract([text])['documents']['title'].to_list() == ['Паром через Обь пустили']
    assert extract([text], titles=[None])['documents']['title'].isna().all()
