"""Tables and JSON of media monitors, channels and services: a document a row, with who published it and where."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import json
import sys
import tarfile
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest
import xlsxwriter
from svodka.read import ReadOptions, read_file
from svodka.read.contents import ReadError
from svodka.read.spreadsheet import read_workbook

from tests.test_read import read

LEAD = 'Бригада Веры Осиной пустила ток в посёлке Рябиновка раньше срока.'
SECOND = 'Хлебозавод «Колос» начал печь ржаной хлеб по старому рецепту.'


def test_a_monitors_table_has_lines_above_its_head(tmp_path: Path) -> None:
    table = f'Мониторинг СМИ;;;\n1-7 июня 2024;;;\nДата выхода;СМИ;Заголовок;Текст публикации;URL\n\
04.06.24;Вестник Рябиновки;Свет пришёл;{LEAD};https://vestnik.example/1\n'
    [document] = read(tmp_path, 'monitor.csv', table)
    assert (document.text, document.title, str(document.published)) == (LEAD, 'Свет пришёл', '2024-06-04')
    assert (document.outlet, document.url) == ('Вестник Рябиновки', 'https://vestnik.example/1')


def test_excel_says_what_parts_its_cells(tmp_path: Path) -> None:
    [document] = read(tmp_path, 'a.csv', f'sep=|\ntitle|text\nСвет; вода, газ|{LEAD}\n')
    assert (document.title, document.text) == ('Свет; вода, газ', LEAD)


def test_cells_that_hold_html_are_cells(tmp_path: Path) -> None:
    rows = [{'title': 'Свет', 'text': f'<div><p>{LEAD}</p><p>{SECOND}</p></div>', 'date': '2024-06-04'}] * 5
    lines = '\n'.join(json.dumps(row, ensure_ascii=False) for row in rows)
    table = 'date;text\n' + f'2024-06-04;"<h1>Свет</h1><p>{LEAD}</p><script>var x = 1</script>"\n' * 5
    for name, data in (('a.json', json.dumps(rows)), ('a.jsonl', lines), ('a.csv', table)):
        documents = read(tmp_path, name, data)
        assert len(documents) == 5
        assert all(LEAD in d.text and '<' not in d.text and 'var' not in d.text for d in documents)


def test_a_page_of_a_frame_alone_is_empty(tmp_path: Path) -> None:
    [document] = read(tmp_path, 'a.html', "<body><iframe src='x'></iframe></body>")
    assert document.status == 'empty'


def test_a_channel_wraps_its_posts(tmp_path: Path) -> None:
    export = {'name': 'Рябиновка сегодня', 'type': 'public_channel', 'messages': [
        {'id': 1, 'type': 'service', 'date': '2024-06-01T10:00:00', 'text': '', 'action': 'create_channel'},
        {'id': 2, 'type': 'message', 'date': '2024-06-04T10:00:00', 'forwarded_from': 'Пресс-служба',
         'text': ['Бригада ', {'type': 'bold', 'text': 'Веры Осиной'}, ' пустила ток в посёлке.']}]}  # fmt: skip
    service, post = read(tmp_path, 'result.json', json.dumps(export))
    assert service.status == 'empty'
    assert (post.text, str(post.published)) == ('Бригада Веры Осиной пустила ток в посёлке.', '2024-06-04')
    assert (post.outlet, post.author) == ('Рябиновка сегодня', 'Пресс-служба')


def test_services_wrap_their_articles(tmp_path: Path) -> None:
    article = {'source': {'id': None, 'name': 'Вестник'}, 'author': 'Нина Лось', 'title': 'Свет', 'description': 'Ток.',
               'url': 'https://v.example/2', 'publishedAt': '2024-06-04T10:00:00Z', 'content': LEAD}  # fmt: skip
    [document] = read(tmp_path, 'a.json', json.dumps({'status': 'ok', 'totalResults': 1, 'articles': [article]}))
    assert (document.text, document.outlet, document.author) == (LEAD, 'Вестник', 'Нина Лось')
    wall = {
        'response': {'count': 2, 'items': [{'date': 1717495200, 'text': LEAD}, {'date': 1717495200, 'text': SECOND}]}
    }
    assert [str(d.published) for d in read(tmp_path, 'b.json', json.dumps(wall))] == ['2024-06-04'] * 2
    found = {'hits': {'hits': [{'_id': '7', '_source': {'title': 'Свет', 'content': LEAD, 'published': '2024-06-04'}}]}}
    monitor = {'result': {'documents': [{'newsTitle': 'Свет', 'newsText': LEAD, 'publishDate': '04.06.2024'}]}}
    for name, shape in (('c.json', found), ('d.json', monitor)):
        [document] = read(tmp_path, name, json.dumps(shape))
        assert (document.text, document.title, str(document.published)) == (LEAD, 'Свет', '2024-06-04')


def test_columns_may_be_named(tmp_path: Path) -> None:
    table = f'text;кто;где\n{LEAD};Вестник;https://v.example/3\n'
    [document] = read(tmp_path, 'a.csv', table, outlet_column='кто', url_column='где')
    assert (document.outlet, document.url) == ('Вестник', 'https://v.example/3')


def test_a_table_that_svodka_wrote_is_no_table_of_releases(tmp_path: Path) -> None:
    head = 'document_id,quotation_id,start,stop,text,kind,cue\n'
    [document] = read(tmp_path, 'quotations.csv', f'{head}1,2,0,9,"{LEAD}",direct,сказать\n')
    assert document.status == 'skipped'


def packed_tar(**files: bytes) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode='w') as archive:
        for name, content in files.items():
            member = tarfile.TarInfo(f'{name}.txt')
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return out.getvalue()


def test_what_gzip_and_tar_pack_is_read(tmp_path: Path) -> None:
    [one] = read(tmp_path, 'a.txt.gz', gzip.compress(LEAD.encode()))
    assert one.text == LEAD
    tar = packed_tar(b=SECOND.encode(), a=LEAD.encode())
    for name, data in (('a.tar', tar), ('a.tar.gz', gzip.compress(tar))):
        first, second = read(tmp_path, name, data)
        assert (first.path, first.text, second.text) == (f'{name}#a.txt', LEAD, SECOND)


@pytest.mark.parametrize(
    ('data', 'word'),
    [
        (gzip.compress(b'\0' * 30_000_000), 'more than allowed'),
        (gzip.compress(LEAD.encode())[:-12], 'end is missing'),
        (gzip.compress(gzip.compress(gzip.compress(gzip.compress(LEAD.encode())))), 'deep'),
        (packed_tar(a=LEAD.encode() * 20)[:1000], 'damaged'),
    ],
    ids=['bomb', 'cut', 'nested', 'broken'],  # of their own: gzip writes the time into its files
)
def test_hostile_packed_files_are_told(tmp_path: Path, data: bytes, word: str) -> None:
    [document] = read(tmp_path, 'a.gz', data)
    assert document.status in ('failed', 'skipped')
    assert word in str(document.message)


def word_file(
    name: str, body: str, schema: str = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, 'w') as archive:
        archive.writestr('[Content_Types].xml', '<Types/>')
        archive.writestr(name, f'<w:document xmlns:w="{schema}"><w:body>{body}</w:body></w:document>')
    return out.getvalue()


@pytest.mark.parametrize('holder', ['{}', '<w:customXml>{}</w:customXml>', '<w:moveTo>{}</w:moveTo>'])
def test_word_files_of_other_makers(tmp_path: Path, holder: str) -> None:
    body = holder.format(f'<w:p><w:r><w:t>{LEAD}</w:t></w:r></w:p>')
    strict = 'http://purl.oclc.org/ooxml/wordprocessingml/main'
    for data in (word_file('word/document2.xml', body), word_file('word/document.xml', body, strict)):
        [document] = read(tmp_path, 'a.docx', data)
        assert document.text == LEAD


def test_old_office_files_are_told_by_what_they_are(tmp_path: Path) -> None:
    magic = b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' + b'\0' * 600
    for stream, word in (('EncryptedPackage', 'locked'), ('PowerPoint Document', 'slides')):
        [document] = read(tmp_path, 'a.docx', magic + stream.encode('utf-16-le'))
        assert document.status == 'skipped'
        assert word in str(document.message)


def test_a_workbook_is_a_table(tmp_path: Path) -> None:
    pytest.importorskip('python_calamine')
    path = tmp_path / 'made.xlsx'
    with xlsxwriter.Workbook(str(path), {'default_date_format': 'dd.mm.yyyy'}) as book:
        book.add_worksheet('О выгрузке').write(0, 0, 'Мониторинг')
        sheet = book.add_worksheet('Публикации')
        sheet.write(0, 0, 'Мониторинг за июнь')
        sheet.write_row(2, 0, ['Дата выхода', 'Источник', 'Заголовок', 'Текст публикации'])
        sheet.write_datetime(3, 0, dt.datetime(2024, 6, 4))
        sheet.write_row(3, 1, ['Вестник', 'Свет', LEAD])
    [document] = read(tmp_path, 'monitor.xlsx', path.read_bytes())
    assert (document.text, document.outlet, str(document.published)) == (LEAD, 'Вестник', '2024-06-04')


def test_a_missing_library_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, 'python_calamine', None)
    with pytest.raises(ReadError, match=r'svodka\[formats\]'):
        list(read_workbook(b'PK', ReadOptions()))


def test_a_page_and_a_feed_tell_their_source(tmp_path: Path) -> None:
    head = (
        '<link rel="canonical" href="https://v.example/4"><script type="application/ld+json">{"@type": "NewsArticle", '
        '"author": {"name": "Нина Лось"}, "publisher": {"name": "Вестник"}}</script>'
    )
    [page] = read(tmp_path, 'a.html', f'<html><head>{head}</head><body><h1>Свет</h1><p>{LEAD}</p></body></html>')
    feed = f'<rss><channel><title>Вестник</title><item><title>Свет</title><link>https://v.example/4</link>\
<author>Нина Лось</author><description>{LEAD}</description></item></channel></rss>'
    [item] = read(tmp_path, 'a.xml', feed)
    for document in (page, item):
        assert (document.outlet, document.url, document.author) == ('Вестник', 'https://v.example/4', 'Нина Лось')


@pytest.mark.parametrize(('text', 'day'), [(LEAD, '2024-06-04'), (f'3 июня 2024 года\n\n{LEAD}', '2024-06-03')])
def test_an_attachment_has_the_day_of_its_mail(tmp_path: Path, text: str, day: str) -> None:
    mail = EmailMessage()
    mail['From'], mail['Date'], mail['Subject'] = 'Пресс-служба <p@v.example>', 'Tue, 4 Jun 2024 10:00:00 +0300', 'Свет'
    mail.set_content('Высылаем релиз о пуске тока в посёлке.')
    mail.add_attachment(text.encode(), maintype='application', subtype='octet-stream', filename='r.txt')
    body, attached = read(tmp_path, 'a.eml', mail.as_bytes())
    assert (body.outlet, str(body.published)) == ('Пресс-служба', '2024-06-04')
    assert str(attached.published) == day


def test_the_pictures_of_an_e_book_are_no_words(tmp_path: Path) -> None:
    book = f'<?xml version="1.0"?><FictionBook><body><section><p>{LEAD}</p></section></body>\
<binary id="a.png">{"iVBORw0KGgo" * 900}</binary></FictionBook>'
    [document] = read(tmp_path, 'a.fb2', book)
    assert document.text == LEAD


def test_a_tar_whose_file_is_longer_than_its_archive_is_not_unpacked(tmp_path: Path) -> None:
    """An old GNU header calls a sparse file of 40 gigabytes, of which the archive holds a block."""
    header = tarfile.TarInfo('a.txt')
    header.size, header.type = 512, tarfile.GNUTYPE_SPARSE
    block = bytearray(header.tobuf(tarfile.GNU_FORMAT))
    block[386:398], block[398:410] = b'00000000000\0', b'00000001000\0'  # one piece at 0, 512 bytes
    block[483:495] = b'\x80' + (40 << 30).to_bytes(11, 'big')  # the real size
    block[148:156] = b' ' * 8
    block[148:156] = f'{sum(block):06o}\0 '.encode()
    path = tmp_path / 'a.tar'
    path.write_bytes(bytes(block) + b'x' * 512 + bytes(1024))
    [document] = read_file(path, 'a.tar')
    assert document.status != 'ok'
    assert document.message is not None
    assert 'max-bytes' in document.message
