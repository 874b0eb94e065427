"""Nothing inside a mailbox, channel or table is lost without a word."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path

import pytest
from svodka.read.language import language

from tests.test_read import read

# ruff: noqa: E501 (a case stands on one line)

ONE = 'Библиотека в Тотьме открыла зал редкой книги, сообщила её директор Римма Огаркова.'
TWO = 'В Тотьме начали чинить пристань, деньги выделил областной бюджет.'
THREE = 'На ярмарку в Тотьму приехали двести мастеров из девяти областей.'


def mail(text: str, subject: str = 'News', kind: str = 'text/plain; charset=utf-8') -> str:
    return (
        f'From: a@example.org\nTo: b@example.org\nDate: Tue, 03 Jun 2025 09:00:00 +0300\nSubject: {subject}\n'
        f'MIME-Version: 1.0\nContent-Type: {kind}\nContent-Transfer-Encoding: 8bit\n\n{text}\n'
    )


def mailbox(*messages: str) -> str:
    return ''.join(f'From a@example.org Tue Jun  3 09:0{n}:00 2025\n{text}\n' for n, text in enumerate(messages))


@pytest.mark.parametrize('line_end', ['\n', '\r\n'])
def test_each_message_of_a_mailbox(tmp_path: Path, line_end: str) -> None:
    attached = f'--ZZ\nContent-Type: text/plain; charset=utf-8\n\n{ONE}\n--ZZ\nContent-Type: text/plain; charset=utf-8\nContent-Disposition: attachment; filename=a.txt\n\n{TWO}\n--ZZ--'
    data = mailbox(mail(attached, kind='multipart/mixed; boundary=ZZ'), mail(THREE + '\n>From here on')).replace(
        '\n', line_end
    )
    documents = read(tmp_path, 'a.mbox', data)
    assert [(d.path, d.text.strip().split('\r')[0].split('\n')[0]) for d in documents] == [
        ('a.mbox#1', ONE), ('a.mbox#1#a.txt', TWO), ('a.mbox#2', THREE)]  # fmt: skip
    assert documents[2].text.strip().endswith('\nFrom here on')


def test_a_mailbox_of_one_message_and_a_line_that_looks_like_another(tmp_path: Path) -> None:
    [document] = read(tmp_path, 'a.mbox', mailbox(mail(f'{ONE}\n\nFrom the North:\n{TWO}')))
    assert document.path == 'a.mbox'
    assert TWO in document.text


def test_a_message_of_apple_mail(tmp_path: Path) -> None:
    message = mail(ONE)
    [document] = read(
        tmp_path, 'a.emlx', f'{len(message.encode())}   \n{message}<?xml version="1.0"?><plist><dict/></plist>'
    )
    assert (document.text.strip(), document.published) == (ONE, dt.date(2025, 6, 3))


def test_a_mail_that_is_all_quotation(tmp_path: Path) -> None:
    [document] = read(tmp_path, 'a.eml', mail(f'> {ONE}\n>\n> > {TWO}\n'))
    assert document.text.split() == f'{ONE} {TWO}'.split()
    [answer] = read(tmp_path, 'a.eml', mail(f'{THREE}\n\n> {ONE}\n'))
    assert answer.text.strip() == THREE
    [forwarded] = read(tmp_path, 'a.eml', mail(f'{THREE}\n\n> {ONE}\n', 'Fwd: News'))
    assert ONE in forwarded.text


def post(text: str, day: int) -> str:
    return (
        f'<div class="tgme_widget_message_wrap"><div class="tgme_widget_message js-widget_message"><a class="tgme_widget_message_owner_name">Тотьма</a>'
        f'<div class="tgme_widget_message_text js-message_text" dir="auto">{text}</div><a href="x"><time datetime="2025-06-0{day}T07:00:00+00:00">10:00</time></a></div></div>'
    )


def test_each_message_of_a_saved_channel(tmp_path: Path) -> None:
    texts = [ONE, f'{TWO}<br/><br/>{THREE}', 'Пристань готова.']
    page = f'<!DOCTYPE html><html><head><title>Тотьма</title></head><body><main>{"".join(map(post, texts, (1, 2, 3)))}</main></body></html>'
    documents = read(tmp_path, 'a.html', page)
    assert [(d.path, d.text, d.published and d.published.day) for d in documents] == [
        ('a.html#1', ONE, 1), ('a.html#2', f'{TWO}\n\n{THREE}', 2), ('a.html#3', 'Пристань готова.', 3)]  # fmt: skip


def test_each_message_of_an_exported_channel(tmp_path: Path) -> None:
    sent = '<div class="message default clearfix" id="m{0}"><div class="body"><div class="pull_right date details" title="0{0}.06.2025 10:00:00 UTC+03:00">10:00</div><div class="text">{1}</div></div></div>'
    page = f'<!DOCTYPE html><html><body><div class="history">{sent.format(1, ONE)}{sent.format(2, TWO)}</div></body></html>'
    documents = read(tmp_path, 'messages.html', page)
    assert [(d.text, d.published) for d in documents] == [(ONE, dt.date(2025, 6, 1)), (TWO, dt.date(2025, 6, 2))]


def export(*messages: str) -> str:
    """A page of an export of Telegram Desktop with these bodies of messages."""
    sent = ''.join(
        f'<div class="message default clearfix" id="message{n}"><div class="body">{body}</div></div>'
        for n, body in enumerate(messages)
    )
    service = '<div class="message service" id="message-1"><div class="body details">5 June 2025</div></div>'
    head = '<div class="page_header"><div class="content"><div class="text bold">Тотьма сегодня</div></div></div>'
    return f'<!DOCTYPE html><html><body><div class="page_wrap">{head}<div class="page_body chat_page"><div class="history">{service}{sent}</div></div></div></body></html>'


def test_an_export_tells_channel_author_and_where_a_message_comes_from(tmp_path: Path) -> None:
    date = '<div class="pull_right date details" title="0{}.06.2025 10:00:00 UTC+03:00">10:00</div>'
    own = f'{date.format(5)}<div class="from_name">Тотьма сегодня</div><div class="media_wrap clearfix"><a class="photo_wrap" href="photos/1.jpg"><img class="photo" src="1.jpg"></a></div><div class="text">{ONE}</div><div class="signature details">Инна Лось</div>'
    forwarded = f'{date.format(6)}<div class="forwarded body"><div class="from_name">Пристань <span class="date details" title="01.06.2025 09:00:00">01.06.2025 09:00</span></div><div class="text">{TWO}</div></div>'
    picture = f'{date.format(7)}<div class="media_wrap clearfix"><a class="photo_wrap" href="photos/2.jpg"><img class="photo" src="2.jpg"></a></div>'
    first, second = read(tmp_path, 'messages.html', export(own, forwarded, picture))
    assert (first.text, first.published, first.outlet, first.author) == (
        ONE,
        dt.date(2025, 6, 5),
        'Тотьма сегодня',
        'Инна Лось',
    )
    assert (second.text, second.published, second.outlet, second.author) == (
        TWO,
        dt.date(2025, 6, 6),
        'Тотьма сегодня',
        'Пристань',
    )
    [one] = read(tmp_path, 'messages2.html', export(own))
    assert (one.text, one.path) == (ONE, 'messages2.html#1')


def test_a_member_of_a_group_is_the_author_of_a_message(tmp_path: Path) -> None:
    date = '<div class="pull_right date details" title="05.06.2025 10:00:00">10:00</div>'
    [message] = read(
        tmp_path, 'messages.html', export(f'{date}<div class="from_name">Глеб Рогов</div><div class="text">{ONE}</div>')
    )
    assert (message.outlet, message.author) == ('Тотьма сегодня', 'Глеб Рогов')


def test_a_saved_channel_tells_where_its_messages_are(tmp_path: Path) -> None:
    body = post(ONE, 1).replace(
        '<a href="x">',
        '<div class="tgme_widget_message_forwarded_from">Forwarded from <a class="tgme_widget_message_forwarded_from_name" href="https://t.me/pier/3"><span>Пристань</span></a></div><a class="tgme_widget_message_date" href="https://t.me/totma/7">',
    )
    page = f'<!DOCTYPE html><html><body><main>{body}{post(TWO, 2)}</main></body></html>'
    first, second = read(tmp_path, 'a.html', page)
    assert (first.outlet, first.url, first.author) == ('Тотьма', 'https://t.me/totma/7', 'Пристань')
    assert (second.outlet, second.url, second.author) == ('Тотьма', None, None)


def test_messages_within_an_article_are_part_of_it(tmp_path: Path) -> None:
    article = ''.join(f'<p>{text}</p>' for text in (ONE, TWO, THREE) * 3)
    page = f'<!DOCTYPE html><html><body><article>{article}{post("Пристань готова.", 1)}{post("Зал открыт.", 2)}</article></body></html>'
    [document] = read(tmp_path, 'a.html', page)
    assert ONE in document.text


def test_a_damaged_line_of_json(tmp_path: Path) -> None:
    lines = [json.dumps({'text': text}, ensure_ascii=False) for text in (ONE, TWO, THREE)]
    lines[1] = lines[1][:30]
    first, second, third = read(tmp_path, 'a.jsonl', '\n'.join(lines))
    assert (first.text, second.status, third.path, third.text) == (ONE, 'failed', 'a.jsonl#3', THREE)
    assert 'Line 2 ' in str(second.message)
    [document] = read(tmp_path, 'a.json', '{"text": "a",\n "b": \n')
    assert document.status == 'failed'


@pytest.mark.parametrize('row', ['02.06.2025;"{}', '02.06.2025;"{}"'])
def test_a_quotation_mark_that_is_not_closed(tmp_path: Path, row: str) -> None:
    rows = [row.format(ONE), '03.06.2025;"' + TWO, f'04.06.2025;"{THREE}"']
    documents = read(tmp_path, 'a.csv', '\n'.join(['date;text', *rows, '']))
    assert [d.text for d in documents] == [ONE, TWO, THREE]
    assert 'not closed' in str(documents[1].message)


def test_what_an_open_quotation_mark_may_have_taken_is_told(tmp_path: Path) -> None:
    [document] = read(tmp_path, 'a.csv', f'title;text\nЗал;"{ONE}\nПристань;{TWO}\n')
    assert TWO in document.text
    assert 'not in order' in str(document.message)
    documents = read(tmp_path, 'a.csv', f'title;text\nЗал;"{ONE}\n\n{TWO}"\nЯрмарка;{THREE}\n')
    assert [d.message for d in documents] == [None, None]


ENGLISH = 'The library of the town has opened a hall for rare books, and the work on the pier is to begin in June. '
UKRAINIAN = 'Бібліотека міста відкрила зал рідкісної книги, і роботи на пристані мають початися в червні. '
RUSSIAN = f'{ONE} {TWO} {THREE} Это были первые выходные лета, и на площади собрались все жители города. '


@pytest.mark.parametrize(
    ('text', 'code'),
    [
        (ENGLISH * 80 + RUSSIAN * 25, 'ru'),
        (UKRAINIAN * 90 + RUSSIAN * 25, 'ru'),
        (RUSSIAN * 25 + ENGLISH * 900, 'ru'),
        (ENGLISH * 900 + RUSSIAN, 'en'),
        (UKRAINIAN * 90 + f'«{TWO}»', 'uk'),
        (TWO + ' https://example.org/news/the-pier-of-the-town-is-being-repaired' * 6, 'ru'),
        (TWO + ' press.office@the-longest-name-of-a-town.example.org' * 6, 'ru'),
    ],
)
def test_the_language_of_a_whole_text(text: str, code: str) -> None:
    assert language(text) == code


QUOTED = '<blockquote {}>Пришлите новость о катке, его строил Глеб Рогов.</blockquote>'


@pytest.mark.parametrize(
    'answered',
    [
        '<div class="gmail_quote"><div>ср, 5 мар. 2025 г. в 11:00, Редакция &lt;r@example.org&gt;:</div>'
        + QUOTED.format('class="gmail_quote"') + '</div>',
        '<div class="moz-cite-prefix">05.03.2025 11:00, Редакция пишет:</div>' + QUOTED.format('type="cite"'),
        '<div>05.03.2025, 11:00, "Редакция" &lt;r@example.org&gt;:</div>' + QUOTED.format(''),
    ],
)  # fmt: skip
def test_a_message_that_is_answered_is_no_text(tmp_path: Path, answered: str) -> None:
    own = '<div>Каток в Пудоже зальют к субботе, на лёд выйдут школьники и хоккеисты трёх команд.</div>'
    message = mail(own + answered, kind='text/html; charset=utf-8')
    [document] = read(tmp_path, 'a.eml', message.encode())
    assert document.text.strip() == own[5:-6]
    [forwarded] = read(tmp_path, 'a.eml', mail(own + answered, 'Fwd: News', 'text/html; charset=utf-8').encode())
    assert 'Глеб Рогов' in forwarded.text
    plain = mail(f'{own[5:-6]}\n\n05.03.2025 11:00, Редакция пишет:\n> Его строил Глеб Рогов.\n')
    [document] = read(tmp_path, 'a.eml', plain.encode())
    assert document.text.strip() == own[5:-6]


def test_a_day_of_a_message_in_russian(tmp_path: Path) -> None:
    message = mail('Каток в Пудоже зальют к субботе.')
    assert 'Date: ' in message
    day = re.sub(r'Date: [^\r\n]*', 'Date: Ср, 5 мар 2025 11:00:00 +0300', message)
    [document] = read(tmp_path, 'a.eml', day.encode())
    assert document.published == dt.date(2025, 3, 5)


def test_a_message_that_is_passed_on_is_text(tmp_path: Path) -> None:
    cited = f'<blockquote type="cite"><div>Начало переадресованного сообщения:</div><div>{ONE}</div></blockquote>'
    own = '<div>Коллеги, посылаем вам новость библиотеки, просим дать её сегодня на сайте и в газете.</div>'
    [document] = read(tmp_path, 'a.eml', mail(own + cited, 'Новость', 'text/html; charset=utf-8').encode())
    assert ONE in document.text
