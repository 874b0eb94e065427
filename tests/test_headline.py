"""The headline of a text: labels, stamps, addresses and stale properties are none."""

from __future__ import annotations

import pytest
from svodka.read.headline import first_line, headline
from svodka.read.pages import page

HEADLINE = 'На Каме построят ледовый дворец'
BODY = 'Строители начнут работу в апреле. Дворец примет тысячу зрителей.'


@pytest.mark.parametrize(
    'above',
    [
        'ПРЕСС-РЕЛИЗ',
        'Пресс-релиз № 17',
        'Для немедленной публикации',
        'Новости',
        'Приём заявок: до 14.05.2024',
        'Начало: 14 мая 2024 в 10:00',
        '14 мая 2024, 09:30',
        'вторник, 14 мая 2024 года',
        '* * *',
        'https://example.org/news/17',
        'От: Пресс-служба <press@example.org>',
        'Тел.: +7 342 000-00-00',
        '614000, г. Пермь, ул. Ленина, 1',
        'ИНФОРМАЦИОННОЕ СООБЩЕНИЕ\n14.05.2024',
        'Пресс-служба мэрии Перми\n14 мая 2024 г.',
        'АДМИНИСТРАЦИЯ ГОРОДА ПЕРМИ\nПРЕСС-РЕЛИЗ\n14 мая 2024 г.',
        'Источник: Пермские вести\n14.05.2024',
        'Пермь\n14 мая 2024 года',
        'ПРЕСС-РЕЛИЗ\n14.05.2024\nг. Верхний Уфалей',
        'Информационное письмо\nот 14.05.2024 № 7',
        'МИНИСТЕРСТВО СПОРТА\nПЕРМСКОГО КРАЯ\n614000, г. Пермь, ул. Ленина, 1\nтел. (342) 000-00-00',
    ],
)
def test_what_stands_above_a_headline(above: str) -> None:
    assert headline(f'{above}\n\n{HEADLINE}\n\n{BODY}', None, 'txt') == HEADLINE


def test_a_headline_that_begins_with_a_publisher() -> None:
    line = 'Прокуратура проверила дворец'
    assert headline(f'{line}\n14 мая 2024 г.\n\n{BODY}\n\n{BODY}', None, 'txt') == line


@pytest.mark.parametrize('stated', ['Microsoft Word - Документ7', 'ПРЕСС-РЕЛИЗ', 'Протокол совещания от 02.02.2019'])
def test_a_property_that_the_text_does_not_have(stated: str) -> None:
    assert headline(f'{HEADLINE}\n\n{BODY}', stated, 'docx') == HEADLINE


def test_a_property_holds_where_the_text_shows_no_headline() -> None:
    assert headline(BODY, 'Протокол совещания строителей', 'pdf') == 'Протокол совещания строителей'


def test_what_a_page_states_holds() -> None:
    assert headline(f'{HEADLINE}\n{BODY}', 'Дворец &laquo;Лёд&raquo;', 'html') == 'Дворец «Лёд»'


@pytest.mark.parametrize(
    ('text', 'found'),
    [
        ('НА КАМЕ ПОСТРОЯТ\nЛЕДОВЫЙ ДВОРЕЦ\n\n' + BODY, 'НА КАМЕ ПОСТРОЯТ ЛЕДОВЫЙ ДВОРЕЦ'),
        ('ПРЕСС-РЕЛИЗ\nНА КАМЕ ПОСТРОЯТ ДВОРЕЦ\n' + BODY, 'НА КАМЕ ПОСТРОЯТ ДВОРЕЦ'),
        ('На Каме построят дворец\nдля фигуристов\n' + BODY, 'На Каме построят дворец для фигуристов'),
        ('Строители начнут работу в\nапреле. Дворец примет тысячу\nзрителей\nи гостей\nСрок — год.', None),
        (f'14.05.2024, 10:01 {HEADLINE} — Пермь\nhttps://example.org/17 1/2\n\n{HEADLINE}\n' + BODY, HEADLINE),
        ('# ' + HEADLINE + '\n\n' + BODY, HEADLINE),
        ('ПРЕСС-РЕЛИЗ', None),
        (BODY, None),
    ],
)  # fmt: skip
def test_the_first_line_that_is_one(text: str, found: str | None) -> None:
    assert first_line(text) == found


def test_a_headline_keeps_no_soft_hyphens() -> None:
    assert headline('Воз\u00adло\u00adже\u00adние цветов\n\nСегодня прошло возложение цветов.', None, 'txt') == (
        'Возложение цветов')  # fmt: skip
    assert headline('Сегодня прошло возложение.', 'Воз\u00adло\u00adжение цветов', 'html') == 'Возложение цветов'


def test_line_ends_in_a_heading_part_words() -> None:
    source = f'<title>x</title><h1>На Каме<br>построят<br/>дворец</h1><p>{BODY * 3}</p>'
    found = page(source, None)
    assert found.title == 'На Каме построят дворец'
    assert 'Камепостроят' not in found.text


def test_a_heading_beside_the_emblem_names_the_site() -> None:
    source = (
        f'<title>{HEADLINE} | Сайт</title><div class="logo"><h1>Министерство спорта края</h1></div>'
        f'<main><h2>{HEADLINE}</h2><p>{BODY * 3}</p></main>'
    )
    assert page(source, None).title == HEADLINE


def test_the_heading_holds_against_a_title_for_programs() -> None:
    source = f'<title>Дворец на Каме: подробности</title><h1>{HEADLINE}</h1><p>{BODY * 3}</p><h2>Дворец на Каме</h2>'
    assert page(source, None).title == HEADLINE


def test_a_column_beside_does_not_come_before_the_article() -> None:
    aside = '<div><p>Приём ведёт начальник отдела Фёдор Бобров по средам с девяти до одиннадцати часов.</p></div>'
    source = f'<title>x</title><body>{aside}<div><h1>{HEADLINE}</h1><p>{BODY}</p><p>{BODY * 3}</p></div></body>'
    assert page(source, None).text.startswith(HEADLINE)
    assert 'Бобров' not in page(source, None).text


def test_the_title_of_a_page_that_word_has_made_is_a_property() -> None:
    head = '<meta name=Generator content="Microsoft Word 15"><title>Протокол</title>'
    source = f'<html><head>{head}</head><body>{{}}</body></html>'
    made = page(source.format(f'<p>14 мая 2024 г.</p><p><b>{HEADLINE}</b></p><p>{BODY}</p>'), None)
    assert headline(made.text, made.title, 'html') == HEADLINE
