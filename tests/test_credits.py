"""Who wrote, photographed and published a text is told of it, and is nobody that it speaks of."""

from __future__ import annotations

from pathlib import Path

import pytest
from svodka.language.credits import credit_in, credits_of
from svodka.read.dateline import dateline_agency
from svodka.read.outlet import site_in_title
from svodka.repair import repair

from tests.test_read import read

LEAD = (
    'Паром через Сухону пустили в пятницу, на берег пришли жители трёх деревень, а гармонисты играли до самого вечера '
    'под дождём.'
)


@pytest.mark.parametrize(
    ('line', 'role', 'value'),
    [
        ('Фото: Глеб Рогов', 'picture', 'Глеб Рогов'),
        ('Фото: Глеб Рогов / архив музея', 'picture', 'Глеб Рогов / архив музея'),
        ('(Фото: Г. Рогов)', 'picture', 'Г. Рогов'),
        ('Фото Глеба Рогова', 'picture', 'Глеба Рогова'),
        ('Фото: пресс-служба департамента транспорта', 'picture', 'пресс-служба департамента транспорта'),
        ('Видео: МЧС', 'picture', 'МЧС'),
        ('© Глеб Рогов / «Сухона»', 'picture', 'Глеб Рогов / «Сухона»'),
        ('Автор: Инна Лось', 'author', 'Инна Лось'),
        ('Авторы: Инна Лось, Глеб Рогов и Пётр Кан', 'author', 'Инна Лось, Глеб Рогов и Пётр Кан'),
        ('Текст и фото: Инна ЛОСЬ', 'author', 'Инна ЛОСЬ'),
        ('Текст — Инна Лось', 'author', 'Инна Лось'),
        ('Беседовала Инна Лось', 'author', 'Инна Лось'),
        ('Подготовил Пётр Кан, «Сухона»', 'author', 'Пётр Кан, «Сухона»'),
        ('Источник: «Вести Тотьмы»', 'source', '«Вести Тотьмы»'),
        ('Источник: газета «Вести Тотьмы»', 'source', 'газета «Вести Тотьмы»'),
        ('Источник: Тотемская районная газета', 'source', 'Тотемская районная газета'),
        ('Источник: https://vesti.example/7', 'source', 'https://vesti.example/7'),
    ],
)
def test_a_credit(line: str, role: str, value: str) -> None:
    found = credit_in(line)
    assert found is not None
    assert (found.start, found.role, found.value) == (0, role, value)
    assert repair(f'{LEAD}\n\n{line}').blocks == repair(LEAD).blocks


@pytest.mark.parametrize(
    'line',
    [
        'Фото: Глеб Рогов пускает паром.',
        'На фото: Глеб Рогов и Инна Лось',
        'Автор: Я долго думал, о чём писать.',
        'Автор идеи — Глеб Рогов.',
        'Текст: в нём три ошибки',
        'Беседовала Инна Лось с капитаном.',
        'Корреспондент Инна Лось побывала на пароме.',
        'Источник: сотрудник порта, знакомый с ходом дела',
        'Источник: новая скважина у сайта',
        'Корр.: Инна Лось, когда паром пустят снова?',
        'Автор: Инна Лось, которая живёт в Тотьме',
        'Источник рассказал, что паром починили.',
        'Видео с парома снял Глеб Рогов.',
        'Фотограф Глеб Рогов открыл выставку.',
    ],
)
def test_no_credit(line: str) -> None:
    assert credit_in(line) is None
    assert len(repair(f'{LEAD}\n\n{line}').blocks) == 2


def test_a_credit_at_the_end_of_a_paragraph() -> None:
    text = f'{LEAD} Фото: Глеб Рогов'
    [block] = repair(text).blocks
    assert text[slice(*repair(text).span(block.start, block.stop))] == LEAD


def test_who_took_the_pictures_is_the_author_where_nobody_signs() -> None:
    assert credits_of([LEAD, 'Фото: Глеб Рогов / архив музея']).author == 'Глеб Рогов'
    assert credits_of([LEAD, 'Фото: Глеб Рогов', 'Текст: Инна Лось']).author == 'Инна Лось'
    assert credits_of([LEAD, 'Фото: пресс-служба порта']).author is None


@pytest.mark.parametrize('line', ['Инна Лось', 'Инна Лось, корреспондент «Сухоны»', 'И. Лось'])
def test_an_author_under_the_headline(line: str) -> None:
    lines = ['Паром пустили', line, LEAD]
    assert credits_of(lines).author in ('Инна Лось', 'И. Лось')
    assert len(repair('\n\n'.join(lines)).blocks) == 2


@pytest.mark.parametrize(
    'lines',
    [
        ['Паром пустили', 'Инна Лось', f'{LEAD} Капитану Лось вручили цветы.'],  # of whom the text speaks
        ['Юбилей Зареченской', 'Инна Зареченская', f'{LEAD} Зареченскую поздравили.'],
        ['Паром пустили', 'Инна Лось, капитан', LEAD],  # a person of the story
        ['Состав команды', 'Инна Лось', 'Глеб Рогов', 'Пётр Кан'],  # a list
        [LEAD, 'Инна Лось', LEAD],  # a heading inside
        [LEAD, 'С уважением,', 'Инна Лось'],  # a signature
    ],
)
def test_no_author_under_the_headline(lines: list[str]) -> None:
    assert credits_of(lines).author is None


@pytest.mark.parametrize(
    ('lines', 'outlet'),
    [
        ([f'ТОТЬМА, 5 марта — ИА «Сухона». {LEAD}'], 'ИА «Сухона»'),
        ([f'ТОТЬМА. 5 марта. /ИА Север/. {LEAD}'], 'ИА Север'),
        ([LEAD, 'ИА «Сухона»'], 'ИА «Сухона»'),
        ([LEAD, '— ИА Север'], 'ИА Север'),
        ([LEAD, 'Агентство Север сообщило о пароме.'], None),
        ([f'ИА «Сухона» передаёт: {LEAD}'], None),
    ],
)
def test_an_agency(lines: list[str], outlet: str | None) -> None:
    assert credits_of(lines).outlet == outlet


@pytest.mark.parametrize(
    ('text', 'agency'),
    [
        ('МОСКВА, 5 марта. /ТАСС/. Паром пустили.', 'ТАСС'),
        ('МОСКВА, 9 июл ПРАЙМ. Паром пустили.', 'ПРАЙМ'),
        ('Москва. 12 сентября 2024 года. INTERFAX.RU - Паром пустили.', 'INTERFAX.RU'),
        ('МОСКВА, 5 марта. Мэр города пустил паром.', None),
        ('МОСКВА, 5 марта — МЧС пустило паром.', None),
    ],
)
def test_the_agency_of_a_dateline(text: str, agency: str | None) -> None:
    assert dateline_agency(text) == agency


@pytest.mark.parametrize(
    ('title', 'headline', 'site'),
    [
        ('Паром пустили — Вести Тотьмы', 'Паром пустили', 'Вести Тотьмы'),
        ('Паром пустили | Новости | Вести Тотьмы', 'Паром пустили', 'Вести Тотьмы'),
        ('Вести Тотьмы | Паром пустили', 'Паром пустили', 'Вести Тотьмы'),
        ('Паром — дело общее', 'Паром — дело общее', None),
        ('Паром пустили — Новости', 'Паром пустили', None),
        ('Паром пустили - глава района', 'Другой заголовок', None),
        ('Паром пустили', None, None),
    ],
)
def test_the_site_in_a_title(title: str, headline: str | None, site: str | None) -> None:
    assert site_in_title(title, headline) == site


def test_a_document_has_its_source(tmp_path: Path) -> None:
    credits = 'Текст: Инна Лось\nФото: Глеб Рогов\nИсточник: «Вести Тотьмы», https://vesti.example/7'
    text = f'Паром пустили\n\n{LEAD}\n\n{credits}'
    [document] = read(tmp_path, 'a.txt', text)
    assert (document.author, document.outlet, document.url) == (
        'Инна Лось',
        '«Вести Тотьмы»',
        'https://vesti.example/7',
    )
    assert document.text == text  # it stays as it is
    page = (
        '<html><head><title>Паром пустили - Вести Тотьмы</title></head><body><h1>Паром пустили</h1>'
        f'<div class="news-author">Автор: Инна Лось</div><p>{LEAD}</p><p>{LEAD}</p></body></html>'
    )
    [document] = read(tmp_path, 'a.html', page)
    assert (document.author, document.outlet) == ('Инна Лось', 'Вести Тотьмы')
    named = page.replace('<title>', '<meta property="og:site_name" content="Тотьма онлайн"><title>')
    assert read(tmp_path, 'b.html', named)[0].outlet == 'Тотьма онлайн'


def test_a_credit_of_a_picture_below_a_page(tmp_path: Path) -> None:
    source = f'<html><head><title>Паром</title></head><body><h1>Паром</h1><p>{LEAD}</p>{{}}</body></html>'
    [document] = read(tmp_path, 'a.html', source.format('<p>Фото: Глеб Рогов</p>'))
    assert document.author == 'Глеб Рогов'
    [document] = read(tmp_path, 'a.html', source.format('<p>Фото: пресс-служба порта</p>'))
    assert document.author is None
