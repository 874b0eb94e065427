"""Reading: every format, encoding and container gives the same text, with title, date, place and language."""

from __future__ import annotations

import base64
import datetime as dt
import io
import json
import zipfile
from pathlib import Path

import pytest
from svodka.model import Document
from svodka.read import ReadOptions, fingerprint, read_file

# ruff: noqa: E501 (a case stands on one line)

TITLE = 'В Навои открыт завод солнечных панелей'
LEAD = 'НАВОИ, 14 марта 2024 года. /Вестник/. Новый завод будет выпускать сто тысяч панелей в год.'
BODY = '«Мы ждали этого дня три года», — сказал директор завода Ёркин Садыков на церемонии открытия.'
TEXT = f'{TITLE}\n\n{LEAD}\n\n{BODY}\n'
PAGE = f"""<!DOCTYPE html><html lang="ru"><head><title>{TITLE} — Вестник</title>
<meta property="article:published_time" content="2024-03-15T10:00:00+05:00"></head><body>
<nav><a href="/">Главная</a> <a href="/news">Новости</a> <a href="/sport">Спорт</a></nav>
<article><h1>{TITLE}</h1><p>{LEAD}</p><p>{BODY}</p>
<p>{BODY.replace('Мы ждали', 'Рабочие ждали')}</p><p>Читайте также: «Завод кабелей в Нукусе»</p></article>
<footer>© 2024 Вестник. Все права защищены.</footer></body></html>"""
RSS = f"""<?xml version="1.0" encoding="{{encoding}}"?><rss version="2.0" xmlns:y="urn:y"><channel><title>Лента</title>
<item><title>{TITLE}</title><pubDate>Fri, 15 Mar 2024 10:00:00 +0500</pubDate><description>Коротко.</description>
<y:full-text>{LEAD} {BODY}</y:full-text></item>
<item><title>Выставка в Хиве</title><description>&lt;p&gt;Первый абзац о выставке.&lt;/p&gt;&lt;p&gt;Второй.&lt;/p&gt;</description></item>
</channel></rss>"""
MAIL = f"""From: press@example.org
To: desk@example.org
Date: Fri, 15 Mar 2024 10:00:00 +0500
Subject: =?utf-8?B?{base64.b64encode(TITLE.encode()).decode()}?=
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=XX

--XX
Content-Type: text/plain; charset=koi8-r
Content-Transfer-Encoding: 8bit

"""


def read(folder: Path, name: str, data: bytes | str, **options: object) -> list[Document]:
    path = folder / Path(name).name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return list(read_file(path, name, ReadOptions(**options)))  # type: ignore[arg-type]


def garbled(text: str, written: str = 'utf-8', read_as: str = 'cp1251') -> str:
    """A text in one encoding as another shows it; bytes that have no letter there are control characters."""
    return ''.join(bytes((b,)).decode(read_as, 'ignore') or chr(b) for b in text.encode(written))


def docx(paragraphs: list[str], table: list[list[str]] | None = None) -> bytes:
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = ''.join(f'<w:p><w:r><w:t>{p}</w:t></w:r></w:p>' for p in paragraphs)
    rows = ''.join(
        '<w:tr>' + ''.join(f'<w:tc><w:p><w:r><w:t>{cell}</w:t></w:r></w:p></w:tc>' for cell in row) + '</w:tr>'
        for row in table or []
    )
    return packed(
        {
            '[Content_Types].xml': '<Types/>',
            'word/document.xml': f'<w:document {w}><w:body>{body}<w:tbl>{rows}</w:tbl></w:body></w:document>',
        }
    )


def odt(paragraphs: list[str]) -> bytes:
    names = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    body = ''.join(f'<text:p>{p}</text:p>' for p in paragraphs)
    return packed(
        {
            'mimetype': 'application/vnd.oasis.opendocument.text',
            'content.xml': f'<office:document-content {names}><office:body><office:text>{body}</office:text></office:body></office:document-content>',
        }
    )


def rtf(paragraphs: list[str]) -> bytes:
    def escaped(text: str) -> str:
        return ''.join(c if c.isascii() else ''.join(f"\\'{b:02x}" for b in c.encode('cp1251')) for c in text)

    return ('{\\rtf1\\ansi\\ansicpg1251 ' + '\\par\n'.join(map(escaped, paragraphs)) + '\\par}').encode('ascii')


def packed(members: dict[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, 'w', compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def pdf(lines: list[tuple[float, float, str]]) -> bytes:
    """A page of Helvetica with (x, y, ASCII text) lines."""
    content = ''.join(f'BT /F 10 Tf {x} {y} Td ({text}) Tj ET\n' for x, y, text in lines).encode()
    objects = [
        b'<< /Type /Catalog /Pages 2 0 R >>',
        b'<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
        b'<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>',
        b'<< /Length %d >>\nstream\n%s\nendstream' % (len(content), content),
        b'<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    ]
    out, at = b'%PDF-1.4\n', []
    for number, body in enumerate(objects, 1):
        at.append(len(out))
        out += b'%d 0 obj\n%s\nendobj\n' % (number, body)
    table = b''.join(b'%010d 00000 n \n' % a for a in at)
    return (
        out
        + b'xref\n0 6\n0000000000 65535 f \n'
        + table
        + b'trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF' % len(out)
    )


# ------------------------------------------------------------------------------------------------------ encodings


@pytest.mark.parametrize(
    'encoding', ['utf-8', 'windows-1251', 'koi8-r', 'cp866', 'mac-cyrillic', 'iso-8859-5', 'utf-16']
)
def test_encodings(tmp_path: Path, encoding: str) -> None:
    text = (
        TEXT
        if encoding in ('utf-8', 'utf-16', 'windows-1251', 'mac-cyrillic')
        else TEXT.translate(str.maketrans('«»—', '""-'))
    )
    [document] = read(tmp_path, 'a.txt', text.encode(encoding))
    assert document.text.lstrip('\ufeff') == text
    assert document.encoding == encoding
    assert document.status == 'ok'


def test_a_byte_order_mark_stays_in_the_text(tmp_path: Path) -> None:
    [document] = read(tmp_path, 'a.txt', TEXT.encode('utf-8-sig'))
    assert (document.text, document.encoding) == ('\ufeff' + TEXT, 'utf-8-sig')
    assert document.title == TITLE


def test_line_ends_stay_as_they_are(tmp_path: Path) -> None:
    text = TEXT.replace('\n', '\r\n')
    [document] = read(tmp_path, 'a.txt', text)
    assert document.text == text


def test_utf16_without_a_mark(tmp_path: Path) -> None:
    assert read(tmp_path, 'a.txt', TEXT.encode('utf-16-le'))[0].text == TEXT


def test_a_declared_encoding_that_lies(tmp_path: Path) -> None:
    lying = PAGE.replace('<head>', '<head><meta charset="windows-1251">')
    [document] = read(tmp_path, 'a.html', lying)
    assert TITLE in document.text
    assert document.encoding == 'utf-8'
    [document] = read(tmp_path, 'b.html', PAGE.replace('<head>', '<head><meta charset="utf-8">').encode('windows-1251'))
    assert (document.encoding, document.title) == ('windows-1251', TITLE)


def test_mojibake_is_undone_only_when_certain(tmp_path: Path) -> None:
    garbled = TEXT.translate(str.maketrans('«»—', '""-')).encode('koi8-r').decode('windows-1251')
    [document] = read(tmp_path, 'a.txt', garbled)
    assert TITLE in document.text
    assert 'garbled' in str(document.message)
    for text in (TEXT, TEXT.upper(), 'ПРИКАЗ МИНИСТРА'):
        [document] = read(tmp_path, 'b.txt', text)
        assert (document.text, document.message) == (text, None)


def test_lost_letters_are_told(tmp_path: Path) -> None:
    [document] = read(tmp_path, 'a.txt', ''.join('\ufffd' if c.isalpha() else c for c in TEXT))
    assert document.status == 'failed'
    assert 'lost' in str(document.message)


# -------------------------------------------------------------------------------------------------------- formats


def test_the_same_text_in_every_format(tmp_path: Path) -> None:
    paragraphs = [TITLE, LEAD, BODY]
    given = {'a.txt': TEXT, 'a.docx': docx(paragraphs), 'a.odt': odt(paragraphs), 'a.rtf': rtf(paragraphs)}
    documents = {name: read(tmp_path, name, data)[0] for name, data in given.items()}
    assert {d.status for d in documents.values()} == {'ok'}
    assert {d.format for d in documents.values()} == {'txt', 'docx', 'odt', 'rtf'}
    assert len({d.fingerprint for d in documents.values()}) == 1
    assert {(d.title, d.published, d.published_from, d.dateline) for d in documents.values()} == {
        (TITLE, dt.date(2024, 3, 14), 'dateline', 'НАВОИ')
    }


def test_a_page_without_what_is_around_its_text(tmp_path: Path) -> None:
    [document] = read(tmp_path, 'a.html', PAGE)
    assert document.text.startswith(f'{TITLE}\n{LEAD}\n{BODY}')
    assert not any(words in document.text for words in ('Главная', 'Спорт', 'Читайте также', 'защищены'))
    assert (document.title, document.published, document.published_from) == (TITLE, dt.date(2024, 3, 15), 'metadata')


def test_a_page_of_divisions_with_a_title_by_class(tmp_path: Path) -> None:
    source = f"""<html><head><title>Новости — Министерство</title></head><body><table><tr><td><a href="/">Главная</a></td></tr></table>
    <div class="date">14.03.2024 / 23:15</div><div class="title">{TITLE}</div><div>{LEAD}<br><br>{BODY}<br>{BODY.upper()}</div>
    <div class="related"><ul><li><a href="1">Заседание коллегии министерства</a></li><li><a href="2">Конкурс</a></li></ul></div></body></html>"""
    [document] = read(tmp_path, 'a.html', source)
    assert document.title == TITLE
    assert document.text.startswith(f'{TITLE}\n{LEAD}\n{BODY}')
    assert 'Главная' not in document.text
    assert 'Конкурс' not in document.text


@pytest.mark.parametrize(
    ('name', 'data', 'format'),
    [
        ('page.txt', PAGE, 'html'),
        ('text.html', TEXT, 'txt'),
        ('feed.html', RSS.format(encoding='utf-8'), 'feed'),
        ('word.txt', docx([TITLE, LEAD, BODY]), 'docx'),
        ('odt.doc', odt([TITLE, LEAD, BODY]), 'odt'),
        ('no_suffix', TEXT, 'txt'),
    ],
)
def test_content_decides_not_the_name(tmp_path: Path, name: str, data: bytes | str, format: str) -> None:
    document = read(tmp_path, name, data)[0]
    assert (document.format, document.status) == (format, 'ok')


def test_a_text_named_docx_is_told(tmp_path: Path) -> None:
    [document] = read(tmp_path, 'a.docx', 'this is no docx')
    assert document.status == 'failed'


def test_cells_and_list_items_of_a_document(tmp_path: Path) -> None:
    [document] = read(tmp_path, 'a.docx', docx([TITLE], [['Область', 'Панели'], ['Навоийская', '100']]))
    assert document.text == f'{TITLE}\n\nОбласть\tПанели\nНавоийская\t100'


@pytest.mark.parametrize('encoding', ['utf-8', 'windows-1251', 'koi8-r'])
def test_feeds(tmp_path: Path, encoding: str) -> None:
    source = RSS.format(encoding=encoding).translate(str.maketrans('«»—', '""-'))
    first, second = read(tmp_path, 'feed.xml', source.encode(encoding))
    assert (first.path, second.path) == ('feed.xml#1', 'feed.xml#2')
    assert first.published == dt.date(2024, 3, 15)
    assert first.title == TITLE
    assert 'сто тысяч панелей' in first.text
    assert second.text == 'Выставка в Хиве\n\nПервый абзац о выставке.\n\nВторой.'


def test_other_xml_is_read_for_its_words(tmp_path: Path) -> None:
    source = f'<?xml version="1.0"?><news><head><headline>{TITLE}</headline></head><body><p>Завод <b>новый</b>.</p><p/></body></news>'
    [document] = read(tmp_path, 'a.xml', source)
    assert (document.text, document.format) == (f'{TITLE}\n\nЗавод новый.', 'xml')


def test_mail_with_an_attachment(tmp_path: Path) -> None:
    attachment = (
        '\n\n--XX\nContent-Type: text/html; charset=utf-8\nContent-Disposition: attachment; filename=page.html\n\n'
    )
    data = (
        MAIL.encode()
        + TEXT.translate(str.maketrans('«»—', '""-')).encode('koi8-r')
        + (attachment + PAGE + '\n--XX--\n').encode()
    )
    message, page = read(tmp_path, 'a.eml', data)
    assert (message.path, page.path) == ('a.eml', 'a.eml#page.html')
    assert (message.title, message.published, message.encoding) == (TITLE, dt.date(2024, 3, 15), 'koi8-r')
    assert 'Ёркин Садыков' in message.text
    assert page.format == 'html'


def test_a_saved_page(tmp_path: Path) -> None:
    source = (
        'From: <Saved by Blink>\nSnapshot-Content-Location: https://example.org/\nMIME-Version: 1.0\n'
        'Content-Type: multipart/related; boundary="YY"\n\n--YY\nContent-Type: text/html\n\n' + PAGE + '\n--YY--\n'
    )
    [document] = read(tmp_path, 'a.mhtml', source)
    assert (document.format, document.title) == ('mhtml', TITLE)


def test_an_archive(tmp_path: Path) -> None:
    inner = packed({'в папке/текст.txt': TEXT.encode('windows-1251')})
    documents = read(
        tmp_path, 'a.zip', packed({'b.html': PAGE, 'c.zip': inner, 'd.png': b'\x89PNG\r\n', '.hidden': 'x'})
    )
    assert [(d.path, d.status) for d in documents] == [
        ('a.zip#b.html', 'ok'),
        ('a.zip#c.zip#в папке/текст.txt', 'ok'),
        ('a.zip#d.png', 'skipped'),
    ]


def test_tables_of_texts(tmp_path: Path) -> None:
    rows = f'Дата;Заголовок;Текст\n14.03.2024;{TITLE};"{LEAD}"\n15.03.2024;;"{BODY}"\n'
    first, second = read(tmp_path, 'a.csv', rows.encode('windows-1251'))
    assert (first.path, first.text, first.published, first.title) == ('a.csv#1', LEAD, dt.date(2024, 3, 14), TITLE)
    assert second.text == BODY
    lines = json.dumps({'body_ru': BODY, 'day': '2024-03-16'}, ensure_ascii=False) + '\n'
    [document] = read(tmp_path, 'a.jsonl', lines, text_column='body_ru', date_column='day')
    assert (document.text, document.published) == (BODY, dt.date(2024, 3, 16))
    [document] = read(tmp_path, 'b.csv', 'Тема;Ссылка\nа;б\nв;г\n')
    assert document.status == 'skipped'
    assert '--text-column' in str(document.message)


def test_columns_of_a_pdf_are_read_one_after_the_other(tmp_path: Path) -> None:
    left = [(40.0, 700.0 - 14 * i, f'left column line number {i} has some words') for i in range(10)]
    right = [(330.0, 700.0 - 14 * i, f'right column line number {i} has more words') for i in range(10)]
    lines = [(40.0, 740.0, 'A headline that stands over both of the columns of this page, all across')]
    lines += [line for pair in zip(left, right, strict=True) for line in pair]
    [document] = read(tmp_path, 'a.pdf', pdf(lines), any_language=True)
    found = [line.split(' line')[0] for line in document.text.split('\n') if ' line number' in line]
    assert found == ['left column'] * 10 + ['right column'] * 10
    assert document.text.startswith('A headline')


# -------------------------------------------------------------------------------------- date, place, title, language


@pytest.mark.parametrize(
    ('name', 'text', 'published', 'source'),
    [
        ('2025-09-23_uza.txt', 'Открыт музей.', '2025-09-23', 'filename'),
        ('news_23.09.2025.txt', 'Открыт музей.', '2025-09-23', 'filename'),
        ('uza20250923_1.txt', 'Открыт музей.', '2025-09-23', 'filename'),
        ('2025/09/23/a.txt', 'Открыт музей.', '2025-09-23', 'filename'),
        ('a_1719330438.txt', 'Открыт музей.', None, None),
        ('a.txt', 'АСТАНА, 5 мая 2023 г. – Открыт музей.', '2023-05-05', 'dateline'),
        ('a.txt', 'ТАШКЕНТ, 23 сентября. /УзА/. Форум идёт 23–25 сентября 2025 года.', '2025-09-23', 'dateline'),
        ('a.txt', 'ТАШКЕНТ, 23 сентября. /УзА/. Форум начался 22 сентября 2025 года.', '2025-09-23', 'dateline'),
        ('a.txt', 'ТАШКЕНТ, 23 сентября. /УзА/. Открыт музей.', None, None),
        ('a.txt', 'Открыт музей. 7 мая 2025 года 18:20 Москва Музей построен в 1990 году.', '2025-05-07', 'text'),
        ('a.txt', 'Открыт музей.\n18:20, 07.05.2025\nОн построен давно.', '2025-05-07', 'text'),
        ('a.txt', 'Открыт музей.\nMon, 02 Jan 2006 17:25:00 +0300\n\nОн построен.', '2006-01-02', 'text'),
        ('a.txt', 'Открыт музей.\n\nДата публикации: 16 апреля 2025 года, 15:00', '2025-04-16', 'text'),
        ('a.txt', 'Музей построен 5 мая 1990 года и закрыт 6 мая 1995 года.', None, None),
        ('a.txt', 'Музей построен 31 февраля 2020 года.', None, None),
        ('a.txt', 'Встреча с прессой состоится 7 мая 2030 года в 18:20 в музее.', None, None),
        ('a.txt', 'Приходите в 18:20 7 мая 2030 года на открытие.', None, None),
        ('a.txt', 'День открытых дверей\nДата: 7 мая 2030 года\nМесто: музей', None, None),
        ('a.txt', 'Дата: 07.05.2025\nОткрыт музей\nОн построен давно.', '2025-05-07', 'text'),
        ('a.txt', 'Открыт музей.\nОпубликовано 7 мая 2025 года в 18:20\nОн построен.', '2025-05-07', 'text'),
    ],
)
def test_publication(tmp_path: Path, name: str, text: str, published: str | None, source: str | None) -> None:
    (tmp_path / 'x').mkdir()
    [document] = read(tmp_path / 'x', name, text)
    assert (document.published and str(document.published), document.published_from) == (published, source)


@pytest.mark.parametrize(
    ('text', 'place'),
    [
        ('ТАШКЕНТ, 23 сентября. /УзА/. Открыта выставка.', 'ТАШКЕНТ'),
        ('Нижний Новгород, 5 мая 2024 г. – Открыта выставка.', 'Нижний Новгород'),
        ('АСТАНА. КАЗИНФОРМ – Открыта выставка.', 'АСТАНА'),
        ('Открыта выставка\n7 мая 2025 года\nКурская область\n\nТекст.', 'Курская область'),
        ('Открыта выставка\n7 мая 2025 года, Москва, Кремль\n\nТекст.', 'Москва, Кремль'),
        ('Сегодня, 23 сентября, открыта выставка.', None),
        ('С 5 мая открыта выставка.', None),
        ('Губернатор 5 мая 2024 года, выступая в думе, открыл выставку.', None),
        ('МИНЗДРАВ сообщил – открыта выставка.', None),
        ('Бишкек, 12 июня. /Кабар/. Открыта выставка.', 'Бишкек'),
        ('МОСКВА, 7 апр — РИА Новости. Открыта выставка.', 'МОСКВА'),
        ('МОСКВА, 7 апр ПРАЙМ. Открыта выставка.', 'МОСКВА'),
    ],
)
def test_place_of_the_dateline(tmp_path: Path, text: str, place: str | None) -> None:
    assert read(tmp_path, 'a.txt', text)[0].dateline == place


@pytest.mark.parametrize(
    ('text', 'code'),
    [
        ('Президент встретился с послом.', 'ru'),
        ('Мукаррам Ҳолиқова и Тўхтасин Жўраев', 'ru'),
        ('Мбаппе, Хаби Алонсо, Месси', 'ru'),
        ('IELTS, TOEFL, Duolingo и другие экзамены', 'ru'),
        ('ОАО «Ґрунт» и Київ', 'ru'),
        ('Президент України зустрівся з послом, який прибув до країни, щоб обговорити це питання.', 'uk'),
        ('Прэзідэнт сустрэўся з паслом, які прыехаў у краіну, каб абмеркаваць гэтае пытанне.', 'be'),
        ('Ўзбекистон Республикаси Президенти бугун ҳам элчи билан учрашув ўтказди ва бу ҳақда хабар берилди.', 'uz'),
        ('Қазақстан Республикасының Президенті бүгін елшімен кездесті және осы мәселе бойынша әңгімелесті.', 'kk'),
        (
            'Президентът на България се срещна с посланика, който пристигна в страната, за да обсъди това с министъра.',
            'bg',
        ),
        ('The president met with the ambassador of the country in the capital.', 'en'),
        ('Prezident elchi bilan uchrashdi va bu haqda xabar berildi.', 'uz'),
    ],
)
def test_language(tmp_path: Path, text: str, code: str) -> None:
    [document] = read(tmp_path, 'a.txt', text)
    assert document.language == code
    assert document.status == ('ok' if code == 'ru' else 'skipped')
    assert read(tmp_path, 'a.txt', text, any_language=True)[0].status == 'ok'


def test_the_same_text_has_the_same_fingerprint() -> None:
    assert fingerprint('О сотрудни-\nчестве\u00a0сторон.') == fingerprint('О  сотруд\xadничестве сторон')
    assert fingerprint('один') != fingerprint('два')


# -------------------------------------------------------------------------------------- the releases, where present

RELEASES = Path(__file__).parent.parent.parent / 'shared/releases'


@pytest.mark.skipif(not RELEASES.exists(), reason='the shared releases are not here')
@pytest.mark.parametrize(
    ('one', 'other'),
    [
        ('html/hd_metro_mvd_1716561772.html', 'html/dv_cp1251_hd_metro_mvd_1716561772.html'),
        ('html/ti_tatarinform_069.html', 'html/dv_koi8r_ti_tatarinform_069.html'),
        ('docx/ukrf.doc', 'docx/ukrf.odt'),
        ('pdf/dessqa_novost.pdf', 'docx/dessqa_novost.docx'),
    ],
)
def test_pairs_of_the_same_release(one: str, other: str) -> None:
    first, second = (next(read_file(RELEASES / name, name)) for name in (one, other))
    assert first.fingerprint == second.fingerprint
