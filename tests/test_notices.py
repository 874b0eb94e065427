"""What is a page's own: notices and menus go, sentences and lists of people stay."""

from __future__ import annotations

import pytest
from svodka.read.notices import is_notice, without_menus
from svodka.read.pages import page

PEOPLE = [f'Лауреат {name} Орлова' for name in ('Анна', 'Вера', 'Дарья', 'Зоя', 'Лидия', 'Мария', 'Ольга')]
LEAD = 'В Перми вручили премии лучшим учителям края, на церемонию пришли двести гостей из двадцати школ.'


@pytest.mark.parametrize(
    'line',
    [
        'Видео с места аварии передал водитель автобуса Семён Лосев.',
        'Фото погибших кораблей привёз из экспедиции водолаз Лев Котов.',
        'По теме урока учительница Анна Орлова показала опыт.',
        'Комментарии к закону приняли депутаты Пермской думы.',
        'Сюжет о реке сняла студия «Кама».',
        'ВИДЕОКАМЕРЫ УСТАНОВЯТ НА МОСТАХ',
        'Обсудить дорогу пришли жители трёх улиц.',
        'Реклама на остановках исчезнет, обещает мэр Пётр Зуев.',
        'Наш канал судоходен до октября, пояснил капитан Зуев.',
    ],
)
def test_a_sentence_is_no_notice(line: str) -> None:
    assert not is_notice(line)


@pytest.mark.parametrize(
    'line',
    [
        'Фото: Семён Лосев, пресс-служба края',
        'Фото Семёна Лосева',
        'Видео',
        'Видео: МЧС',
        'Теги: школа, премия',
        'Читайте такжеВ Перми открыт каток',
        'Комментарии (12)',
        'Комментарии закрыты.',
        'Реклама. ООО «Липа»',
        'По теме: В Перми открыли школу',
        'Обсудить в Telegram',
        'Читайте также: В Перми открыли школу',
        'Наш канал в Telegram',
        'Фото предоставлено музеем.',
    ],
)
def test_notices(line: str) -> None:
    assert is_notice(line)


def test_only_links_are_a_menu() -> None:
    menu = ['Главная', 'Новости', 'Документы', 'Контакты', 'О школе', 'Вопросы']
    assert without_menus([LEAD, *menu, LEAD, *PEOPLE], frozenset(menu)) == [LEAD, LEAD, *PEOPLE]
    assert without_menus(PEOPLE, frozenset(menu)) == PEOPLE


@pytest.mark.parametrize('tag', ['<p>{}</p>', '{}<br>', '<div>{}</div>', '<tr><td>{}</td></tr>'])
def test_a_list_of_people_stays(tag: str) -> None:
    rows = ''.join(tag.format(line) for line in PEOPLE)
    rows = f'<table>{rows}</table>' if '<td>' in tag else f'<div>{rows}</div>'
    menu = ''.join(f'<li><a href="/{i}">Раздел {i}</a></li>' for i in range(8))
    head = f'<title>Премии</title><nav><ul>{menu}</ul></nav>'
    source = f'{head}<article><h1>Премии учителям</h1><p>{LEAD}</p>{rows}<p>{LEAD}</p></article>'
    found = page(source, None).text
    assert all(line in found for line in PEOPLE)
    assert 'Раздел 3' not in found


def test_links_below_the_line_that_announces_them() -> None:
    lines = [LEAD, 'Другие новости', 'В Перми открыт каток 07.09.2025', '- Мост чинят', 'Премии вручал губернатор.']
    links = {'В Перми открыт каток', 'Мост чинят'}
    assert without_menus(lines, links) == [LEAD, 'Премии вручал губернатор.']
    assert without_menus([LEAD, *lines[2:]], links) == [LEAD, *lines[2:]]
