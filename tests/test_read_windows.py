"""Messages of Outlook, old workbooks and web archives, made by hand."""

from __future__ import annotations

import datetime as dt
import gzip
import struct
import sys
from pathlib import Path

import pytest

from tests.compound import compound, message, outlook, workbook
from tests.test_read import packed as zipped
from tests.test_read import read

# ruff: noqa: E501 (a record's head stands on one line)

LEAD = 'Лыжную базу в Пудоже открыл чемпион края Тарас Веденин, на лыжи встали триста школьников.'
SECOND = 'Трассу длиной пять километров осветили фонарями, каток зальют к первому декабря.'
SUBMITTED = (dt.datetime(2025, 3, 5, 9) - dt.datetime(1601, 1, 1)) // dt.timedelta(microseconds=1) * 10


def test_a_message_of_outlook_and_what_is_attached(tmp_path: Path) -> None:
    attached = {'release.txt': SECOND.encode(), 'list.csv': f'date;text\n2025-03-01;{LEAD}\n'.encode()}
    message, release, row = read(tmp_path, 'a.msg', outlook('Открыта база', LEAD, 'Пресс-служба', SUBMITTED, attached))
    assert (message.text, message.title, message.published) == (LEAD, 'Открыта база', dt.date(2025, 3, 5))
    assert (message.format, message.outlet) == ('msg', 'Пресс-служба')
    assert (release.path, release.text, release.published) == ('a.msg#release.txt', SECOND, dt.date(2025, 3, 5))
    assert (row.path, row.published) == ('a.msg#list.csv#1', dt.date(2025, 3, 1))


def test_a_message_inside_a_message_of_outlook(tmp_path: Path) -> None:
    earlier = SUBMITTED - 864_000_000_000 * 2
    inner = message('Трасса', SECOND, 'Лыжный союз', earlier, {'list.txt': LEAD.encode()}, embedded=True)
    data = outlook('Fwd: Трасса', 'Пересылаю письмо союза.', 'Пресс-служба', SUBMITTED, {'Трасса': inner})
    outer, forwarded, attached = read(tmp_path, 'a.msg', data)
    assert (outer.title, outer.published) == ('Fwd: Трасса', dt.date(2025, 3, 5))
    assert (forwarded.path, forwarded.text, forwarded.title) == ('a.msg#Трасса', SECOND, 'Трасса')
    assert (forwarded.outlet, forwarded.published) == ('Лыжный союз', dt.date(2025, 3, 3))
    assert (attached.path, attached.text, attached.published) == ('a.msg#Трасса#list.txt', LEAD, dt.date(2025, 3, 3))


def test_damaged_messages_of_outlook_are_told(tmp_path: Path) -> None:
    whole = outlook('Открыта база', LEAD * 60, 'Пресс-служба', SUBMITTED, {'a.txt': SECOND.encode() * 60})
    loop = bytearray(whole)  # a chain of sectors that leads back to its beginning
    table = struct.unpack_from('<I', whole, 76)[0] * 512 + 512
    struct.pack_into('<II', loop, table, 1, 0)
    empty = compound({'__properties_version1.0': b'', '__nameid_version1.0': {}})
    for data in (whole[:2000], bytes(loop), empty):
        documents = read(tmp_path, 'a.msg', data, max_seconds=20)
        assert all(d.status != 'ok' or LEAD in d.text or SECOND in d.text for d in documents)
        assert documents[-1].message or documents[0].status == 'ok'


def test_a_message_is_told_where_its_library_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from svodka.read.contents import ReadError
    from svodka.read.outlook import read_msg

    monkeypatch.setitem(sys.modules, 'oxmsg', None)
    with pytest.raises(ReadError, match='svodka\\[formats\\]'):
        list(read_msg(b'', lambda *_: iter(())))


def test_an_old_workbook(tmp_path: Path) -> None:
    rows = [['Дата выхода', 'СМИ', 'Заголовок', 'Текст публикации'], ['05.03.2025', 'Пудожский вестник', 'База', LEAD]]
    [document] = read(tmp_path, 'monitor.xls', workbook(rows))
    assert (document.text, document.title, document.published) == (LEAD, 'База', dt.date(2025, 3, 5))
    assert document.outlet == 'Пудожский вестник'
    [damaged] = read(tmp_path, 'b.xls', workbook(rows)[:3000])
    assert damaged.status in ('failed', 'skipped')
    assert 'Excel' in str(damaged.message)


@pytest.mark.parametrize(
    ('name', 'data', 'words'),
    [
        ('a.djvu', b'AT&TFORM\0\0\0\x10DJVM', 'DjVu'),
        ('a.webp', b'RIFF\x10\0\0\0WEBPVP8 ', 'WebP'),
        ('a.mp4', b'\0\0\0\x18ftypmp42', 'film'),
        ('a.heic', b'\0\0\0\x18ftypheic', 'HEIC'),
        ('a.mobi', b'name'.ljust(60, b'\0') + b'BOOKMOBI', 'Kindle'),
        ('a.xz', b'\xfd7zXZ\0\0', 'XZ'),
        ('a.pages', zipped({'Index/Document.iwa': b'x', 'preview.jpg': b'x'}), 'Apple iWork'),
        ('a.xps', zipped({'FixedDocSeq.fdseq': '<a/>', 'x.xml': LEAD}), 'XPS'),
        ('a.vsd', compound({'VisioDocument': b'x' * 5000}), 'Visio'),
        ('a.pub', compound({'Quill': {'QuillSub': b'x' * 99}}), 'Publisher'),
        ('a.ppt', compound({'PowerPoint Document': b'x' * 5000}), 'PowerPoint'),
        ('a.one', compound({'Other': b'x' * 5000}), 'OLE2'),
        ('a.xlsx', compound({'EncryptedPackage': b'x' * 5000}), 'locked Office file'),
    ],
)
def test_messages_name_the_true_format(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    [document] = read(tmp_path, name, data)
    assert document.status == 'skipped'
    assert words in str(document.message)


@pytest.mark.parametrize('name', ['a.txt', 'b.md'])
def test_words_that_look_like_a_format_are_text(tmp_path: Path, name: str) -> None:
    for start in ('BZh', 'MSCF', 'ITSF', 'fLaC', 'AT&TFORM', 'WARC'):
        [document] = read(tmp_path, name, f'{start} — так начинается файл. {LEAD}')
        assert document.status == 'ok', start


def record(
    kind: str, address: str, content: bytes, http: str = 'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n'
) -> bytes:
    block = (f'{http}\r\n'.encode() if http else b'') + content
    head = f'WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2025-09-09T10:00:00Z\r\n' \
           f'WARC-Record-ID: <urn:uuid:1>\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n'  # fmt: skip
    return head.encode() + block + b'\r\n\r\n'


def page(lead: str) -> bytes:
    return f'<html><head><meta charset="utf-8"></head><body><h1>База открыта</h1><p>{lead}</p><p>{lead}</p></body></html>'.encode()


ARCHIVE = [
    record('warcinfo', 'a.warc', b'software: crawler', ''),
    record('request', 'https://p.example/1', b'', 'GET /1 HTTP/1.1\r\n'),
    record('response', 'https://p.example/2025/03/05/1.html', page(LEAD)),
    record('response', 'https://p.example/2', gzip.compress(page(SECOND)),
           'HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Encoding: gzip\r\n'),
    record('response', 'https://p.example/old', b'', 'HTTP/1.1 301 Moved\r\nLocation: /1\r\n'),
    record('response', 'https://p.example/no', page('Нет такой страницы.'), 'HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n'),
    record('response', 'https://p.example/a.css', b'a{}', 'HTTP/1.1 200 OK\r\nContent-Type: text/css\r\n'),
    record('response', 'https://p.example/robots.txt', b'User-agent: *', 'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n'),
]  # fmt: skip


@pytest.mark.parametrize('packed', [False, True])
def test_each_answer_of_a_web_archive(tmp_path: Path, packed: bool) -> None:
    pytest.importorskip('warcio')
    data = b''.join(map(gzip.compress, ARCHIVE) if packed else ARCHIVE)
    first, second = read(tmp_path, 'a.warc.gz' if packed else 'a.warc', data)
    assert (first.path.partition('#')[2], first.url) == ('https://p.example/2025/03/05/1.html',) * 2
    assert (LEAD in first.text, first.title, first.published) == (True, 'База открыта', dt.date(2025, 3, 5))
    assert (SECOND in second.text, second.url, second.published) == (True, 'https://p.example/2', None)


def test_hostile_web_archives_are_told(tmp_path: Path) -> None:
    pytest.importorskip('warcio')
    whole = b''.join(ARCHIVE)
    cut = read(tmp_path, 'a.warc', whole[: whole.index(b'p.example/2\r') + 60])
    assert LEAD in cut[0].text
    zeros = gzip.compress(b'\0' * 30_000_000)
    bomb = record(
        'response',
        'https://p.example/b',
        zeros,
        'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n',
    )
    [told] = read(tmp_path, 'b.warc', bomb)
    assert (told.status, 'more than allowed' in str(told.message)) == ('failed', True)
    [lying] = read(tmp_path, 'c.warc', ARCHIVE[2].replace(b'Content-Length: ', b'Content-Length: 9'))
    assert lying.status in ('ok', 'failed')
    [nonsense] = read(tmp_path, 'd.warc', b'WARC/1.0\r\n\xff\xfe no header\r\n\r\n' * 50)
    assert nonsense.status in ('failed', 'empty')
    escaping = record('response', '../../../etc/passwd', page(LEAD))
    assert [d.status for d in read(tmp_path, 'e.warc', escaping)] == ['empty']  # no address of the web


def test_a_web_archive_is_told_where_its_library_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    from svodka.read.contents import ReadError
    from svodka.read.webarchive import read_warc

    monkeypatch.setitem(sys.modules, 'warcio.archiveiterator', None)
    with pytest.raises(ReadError, match='svodka\\[formats\\]'):
        list(read_warc(b'WARC/1.0', lambda *_: iter(()), 1000))
