"""Stamps, and the day that a page shows: lines and pages as sites write them, and what is no day of publication."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from svodka.read import read_file
from svodka.read.filename import date_in_name
from svodka.read.stamps import stamp_in, stamp_of

DAY = dt.date(2024, 4, 17)


@pytest.mark.parametrize(
    'line',
    [
        '17 апреля 2024 года, среда',
        'Среда, 17 апреля 2024',
        '«17» апреля 2024 г.',
        '“17” апреля 2024 г.',
        '17-04-2024',
        '2024.04.17',
        '17.04.24',
        '17.04.2024 в 09:15 (МСК)',
        'Пресс-релиз № 31 от 17.04.2024',
        '№ 207 от 17 апреля 2024 года',
        'Дата новости: 17.04.2024',
        'Новости / 17.04.2024',
        'Опубликовано: 17 апреля 2024 г., 12:40. Просмотров: 315',
        'Пресс-служба музея, 17 апреля 2024 г.',
        'г. Омск, 17 апреля 2024 г.',
    ],
)
def test_stamps(line: str) -> None:
    found = stamp_of(line)
    assert found is not None
    assert found.day == DAY


@pytest.mark.parametrize(
    'line',
    [
        'Обновлено 17 апреля 2024 года',
        'Распечатано 17.04.2024 09:15',
        'Приём заявок до 17.04.2024 18:00',
        'Закон от 17 апреля 2024 года № 5 изменён',
        'Начало: 17.04.2024 в 11:00',
        '17 апреля 2024 года в Омске прошла встреча учителей',
        'Выставка работает с 17.04.2024 по 20.05.2024',
        '17 апреля 2099 года',
        'Сегодня 17 апреля 2024 года',
    ],
)
def test_what_is_no_stamp(line: str) -> None:
    assert stamp_of(line) is None


BODY = ''.join(
    f'<p>Музей речного флота открыл в Омске зал номер {n}, в котором стоят модели судов и карты старых лоций.</p>'
    for n in range(1, 6)
)
HEADLINE = '<h1>Музей речного флота открыл новые залы</h1>'


@pytest.mark.parametrize(
    ('page', 'day'),
    [
        (f'<main><i>17 апреля 2024, среда</i>{HEADLINE}{BODY}</main>', DAY),
        (f'<main>{HEADLINE}<table><tr><td>17.04.24</td></tr></table>{BODY}</main>', DAY),
        (f'<main>{HEADLINE}<time>17 апреля 2024</time>{BODY}</main>', DAY),
        (f'<main>{HEADLINE}{BODY}<div>17.04.2024</div></main>', DAY),
        (f'<main>{HEADLINE}{BODY}</main><div>Дата публикации: 17 апреля 2024</div>', DAY),
        (f'<aside><span class="date">11.11.2024</span> <a href="/1">Другое</a></aside><main>{HEADLINE}'
         f'<span class="date">17.04.2024</span>{BODY}</main>', DAY),
        (f'<header><div>17 апреля 2024</div></header><main>{HEADLINE}{BODY}</main>', None),
        (f'<main>{HEADLINE}{BODY}<p>Заявки принимают до 2024-04-17.</p></main>', None),
        (f'<main>{HEADLINE}{BODY}</main><p>Обновлено 17 апреля 2024</p>', None),
        (f'<main>{HEADLINE}{BODY}</main><footer>© 2010 – 17.04.2024 Музей</footer>', None),
    ],
)  # fmt: skip
def test_the_day_that_a_page_shows(tmp_path: Path, page: str, day: dt.date | None) -> None:
    path = tmp_path / 'page.html'
    path.write_text(f'<html><head><title>Музей</title></head><body>{page}</body></html>', encoding='utf-8')
    [document] = read_file(path, 'page.html')
    assert document.published == day


@pytest.mark.parametrize(
    ('head', 'day'),
    [
        ('<meta property="article:published_time" content="2024-04-17T10:00:00+03:00">', DAY),
        ('<meta property="article:published_time" content="2095-01-01T00:00:00Z">', None),
        ('<meta http-equiv="last-modified" content="Wed, 17 Apr 2024 10:00:00 GMT">', None),
        ('<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"17.04.2024 10:05"}</script>', DAY),
    ],
)
def test_what_a_page_states_for_programs(tmp_path: Path, head: str, day: dt.date | None) -> None:
    path = tmp_path / 'page.html'
    page = f'<html><head>{head}</head><body><main>{HEADLINE}{BODY}</main></body></html>'
    path.write_text(page, encoding='utf-8')
    [document] = read_file(path, 'page.html')
    assert document.published == day


@pytest.mark.parametrize(
    'name', ['Пресс-релиз 17 апреля 2024.txt', 'релиз_17_апреля_2024.docx', 'Сводка 17 04 2024.txt', '2024 04 17.txt']
)
def test_names_of_files_in_words_and_with_spaces(name: str) -> None:
    assert date_in_name(name) == DAY


def test_a_stamp_in_one_part_of_a_line() -> None:
    assert stamp_in('Просмотров: 12 | Добавил: ivan | Дата: 17.04.2024 | Рейтинг: 0.0/0') == stamp_of(
        'Дата: 17.04.2024'
    )
    assert stamp_in('Обновлено: 20.04.2024 | Опубликовано: 17.04.2024') == stamp_of('Опубликовано: 17.04.2024')
    assert stamp_in('17.04.2024 | 20.04.2024') is None
    assert stamp_in('Опубликовано: 17.04.2024 Обновлено: 20.04.2024') == stamp_of('Опубликовано: 17.04.2024')


def test_an_account_beside_a_day_is_no_word_of_it() -> None:
    assert stamp_of('Автор: museum от 17-04-2024, 12:30, посмотрело: 88') == stamp_of('17.04.2024')


def test_the_day_of_a_page_is_not_that_of_its_head(tmp_path: Path) -> None:
    source = (
        '<title>Мост через Ую открыт - Новости</title><div id="uHeader">Суббота, 29.06.2024, 10:11</div>'
        '<div class="eTitle">Мост через Ую открыт</div><div><p>Мост открыли в присутствии жителей трёх деревень, '
        'сообщил мэр Троицка Пётр Ильин.</p><p>Движение пустят до осени, а перила покрасят позже.</p></div>'
        '<div class="eDetails">Просмотров: 41 | Добавил: <a href="#">ivan</a> | Дата: 17.04.2024</div>'
    )
    (tmp_path / 'a.html').write_text(source)
    [document] = read_file(tmp_path / 'a.html', 'a.html')
    assert (document.published, document.title) == (DAY, 'Мост через Ую открыт')
