"""Text that stands bare beside tags is the text of a mail or page, too; what is around an article stays out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.test_read import read

# ruff: noqa: E501 (a case stands on one line)

FIRST = 'Ледокол «Витязь» пришёл в Певек на два дня раньше расписания, сообщил капитан порта Архип Долгих.'
SECOND = 'На борту семьсот тонн муки и новое оборудование для котельной, уточнили в администрации посёлка.'
THIRD = '«Таких ранних рейсов не было лет двадцать», — рассказала начальник смены Фаина Теплова.'
LAST = 'Следующее судно ждут к концу месяца, если позволит лёд в проливе Лонга.'
ALL = (FIRST, SECOND, THIRD, LAST)
HEADLINE = 'В Певек пришёл первый ледокол'
MAIL = (
    'From: a@example.org\nTo: b@example.org\nDate: Mon, 02 Jun 2025 09:00:00 +1200\nSubject: Port\nMIME-Version: 1.0\n'
)
HTML = 'Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n'
PLAIN = HTML.replace('html', 'plain')
AROUND = (
    '<nav><a href=/>Главная</a> <a href=/n>Новости</a></nav>{}<div class="sidebar"><h3>Ещё</h3><div><a href=/1>На Чукотке '
    'открыли новую школу искусств</a></div><div><a href=/2>Оленеводы получили вездеходы и палатки</a></div></div>'
    '<footer>© 2025 Северный курьер. Все права защищены.</footer>'
)


@pytest.mark.parametrize(
    'body',
    [
        f'<div dir="ltr">{FIRST}<div><br></div><div>{SECOND}</div><div><br></div><div>{THIRD}</div><div>{LAST}</div></div>',
        f'<html><body style="x">{FIRST}<div><br></div><div>{SECOND}</div><div>{THIRD}<br><br>{LAST}</div></body></html>',
        f'<html><body>{FIRST}<br><br>{SECOND}<br><br>{THIRD}<br><br>{LAST}</body></html>',
        f'{FIRST}<br><br>{SECOND}<br><br>{THIRD}<br><br>{LAST}',
        f'<table><tr><td><img src=a></td></tr><tr><td>{FIRST}<br><br>{SECOND}<p>{THIRD}</p>{LAST}</td></tr></table>',
    ],
)
def test_bare_text_of_a_mail(tmp_path: Path, body: str) -> None:
    [document] = read(tmp_path, 'a.eml', MAIL + HTML + body)
    assert [words for words in ALL if words not in document.text] == []


@pytest.mark.parametrize(
    'body',
    [
        f'<div><h1>{HEADLINE}</h1>{FIRST}<p>{SECOND}</p><p>{THIRD}</p><p>{LAST}</p></div>',
        f'<section><h1>{HEADLINE}</h1>{FIRST}<br>{SECOND}<br><br>{THIRD}<br>{LAST}</section>',
        f'<center><h1>{HEADLINE}</h1>{FIRST}<p>{SECOND}</p>{THIRD}</center>{LAST}',
        f'<article><h1>{HEADLINE}</h1><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>{LAST}</article>',
        f'<article><h1>{HEADLINE}</h1>{FIRST}<br>{SECOND}<p>{THIRD}</p><address>{LAST}</address></article>',
        f'<article><h1>{HEADLINE}</h1><article>{FIRST}<br><br>{SECOND}<br>{THIRD}<br>{LAST}</article></article>',
        f'<div class="news"><h1>{HEADLINE}</h1><b>Певек.</b> {FIRST}<p>{SECOND}</p><i>{THIRD}</i><p>{LAST}</p></div>',
    ],
)
def test_bare_text_of_a_page(tmp_path: Path, body: str) -> None:
    page = f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{HEADLINE}</title></head><body>{AROUND.format(body)}</body></html>'
    [document] = read(tmp_path, 'a.html', page)
    assert [words for words in ALL if words not in document.text] == []
    assert not any(words in document.text for words in ('Главная', 'школу искусств', 'вездеходы', 'Все права'))


def both(plain: str, html: str) -> str:
    return (
        f'{MAIL}Content-Type: multipart/alternative; boundary=QQ\n\n--QQ\n{PLAIN}{plain}\n--QQ\n{HTML}{html}\n--QQ--\n'
    )


def test_the_plain_part_of_a_mail_is_read_where_it_alone_is_whole(tmp_path: Path) -> None:
    html = f'<p>{SECOND}</p><p>{THIRD}</p>'
    [document] = read(tmp_path, 'a.eml', both(f'{FIRST}\n\n{SECOND}\n\n{THIRD}', html))
    assert FIRST in document.text
    address = 'Если письмо не видно как следует, откройте его в браузере по адресу https://example.org/1 .'
    [document] = read(tmp_path, 'a.eml', both(f'{address}\n\n{SECOND}\n\n{THIRD}', html))
    assert 'браузере' not in document.text
