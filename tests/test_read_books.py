"""Books, notes with front matter, and files of another format inside a Word document."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path

import pytest

from tests.test_read import read

# ruff: noqa: E501 (a file's text stands on one line)

LEAD = 'Мельницу в селе Верховье снова пустил мастер Ефим Кочкин, муку первого помола раздали школам.'
SECOND = 'Жернова привезли с Урала, а плотину за лето укрепили студенты из Великого Устюга.'
CONTAINER = '<container><rootfiles><rootfile full-path="OEBPS/content.opf"/></rootfiles></container>'
PACKAGE = """<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:opf="http://www.idpf.org/2007/opf"><metadata><dc:title>Вестник Верховья, № 3</dc:title>
<dc:creator>Зоя Ветрова</dc:creator><dc:creator>Ефим Кочкин</dc:creator><dc:publisher>Дом печати</dc:publisher>
<dc:date opf:event="modification">2025-09-09</dc:date><dc:date opf:event="publication">2025-03-05</dc:date></metadata>
<manifest><item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="b" href="text/two.xhtml" media-type="application/xhtml+xml"/>
<item id="a" href="text/%D0%BE%D0%B4%D0%B8%D0%BD.xhtml" media-type="application/xhtml+xml"/>
<item id="x" href="{href}" media-type="application/xhtml+xml"/><item id="c" href="c.css" media-type="text/css"/></manifest>
<spine><itemref idref="n"/><itemref idref="a"/><itemref idref="b"/><itemref idref="x"/><itemref idref="c"/></spine>
</package>"""


def chapter(*paragraphs: str) -> str:
    words = ''.join(f'<p>{text}</p>' for text in paragraphs)
    return (
        f'<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><body>{words}</body></html>'
    )


def epub(href: str = 'none.xhtml', **members: str | bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, 'w', zipfile.ZIP_DEFLATED) as archive:
        archive.writestr('mimetype', 'application/epub+zip', zipfile.ZIP_STORED)
        archive.writestr('META-INF/container.xml', CONTAINER)
        archive.writestr('OEBPS/content.opf', PACKAGE.format(href=href))
        archive.writestr('OEBPS/nav.xhtml', chapter('Содержание номера'))
        archive.writestr('OEBPS/text/один.xhtml', chapter('Мельница пошла', LEAD))
        archive.writestr('OEBPS/text/two.xhtml', chapter(SECOND))
        for name, content in members.items():
            archive.writestr(name.replace('__', '/'), content)
    return out.getvalue()


def test_a_book_in_the_order_of_reading(tmp_path: Path) -> None:
    [book] = read(tmp_path, 'a.epub', epub())
    assert book.text == f'Мельница пошла\n\n{LEAD}\n\n{SECOND}'
    assert (book.format, book.title, book.published) == ('epub', 'Вестник Верховья, № 3', dt.date(2025, 3, 5))
    assert (book.author, book.outlet) == ('Зоя Ветрова, Ефим Кочкин', 'Дом печати')


def test_an_address_that_leads_out_of_a_book_is_no_chapter(tmp_path: Path) -> None:
    (tmp_path / 'secret.xhtml').write_text(chapter('Тайна мельника.'), encoding='utf-8')
    for href in ('../../secret.xhtml', str(tmp_path / 'secret.xhtml'), f'file://{tmp_path}/secret.xhtml'):
        [book] = read(tmp_path, 'a.epub', epub(href))
        assert 'Тайна' not in book.text
        assert LEAD in book.text


def test_a_locked_book_is_told(tmp_path: Path) -> None:
    lock = '<encryption><EncryptedData><CipherData><CipherReference URI="OEBPS/{}"/></CipherData></EncryptedData></encryption>'
    [font] = read(tmp_path, 'a.epub', epub(**{'META-INF__encryption.xml': lock.format('font.otf')}))
    assert LEAD in font.text
    [locked] = read(tmp_path, 'b.epub', epub(**{'META-INF__encryption.xml': lock.format('text/two.xhtml')}))
    assert (locked.status, locked.message) == ('skipped', 'An e-book locked by its seller.')


def test_hostile_books_are_told(tmp_path: Path) -> None:
    bomb = epub('bomb.xhtml', **{'OEBPS__bomb.xhtml': b'<p>' + b'a' * 30_000_000})
    [document] = read(tmp_path, 'a.epub', bomb)
    assert (document.status, 'more than allowed' in str(document.message)) == ('failed', True)
    many = epub('x.xhtml', **{'OEBPS__x.xhtml': chapter(LEAD)})
    [document] = read(tmp_path, 'b.epub', many, max_bytes=len(PACKAGE) + 1000)
    assert document.status in ('failed', 'skipped')
    entities = '<!DOCTYPE c [<!ENTITY a "ха"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><container>&b;<rootfile full-path="x"/></container>'
    [document] = read(tmp_path, 'c.epub', epub(**{'META-INF__container.xml': entities}))
    assert document.status == 'failed'
    [document] = read(tmp_path, 'd.epub', epub()[:-300])
    assert document.status == 'failed'


FB2 = (
    '<?xml version="1.0" encoding="{}"?><FictionBook xmlns="http://www.gribuser.ru/xml/fictionbook/2.0"><description>'
    '<title-info><author><first-name>Зоя</first-name><last-name>Ветрова</last-name></author>'
    '<book-title>Мельницы севера</book-title><date value="2025-03-05">весна</date></title-info>'
    '<document-info><author><nickname>scan</nickname></author><id>Q7Z</id></document-info>'
    '<publish-info><publisher>Дом печати</publisher></publish-info></description>'
    f'<body><title><p>Мельницы севера</p></title><section><p>{LEAD}</p><p>{SECOND}</p></section></body>'
    '<binary id="c.jpg">{}</binary></FictionBook>'
)


@pytest.mark.parametrize('encoding', ['utf-8', 'windows-1251'])
def test_a_fiction_book(tmp_path: Path, encoding: str) -> None:
    [book] = read(tmp_path, 'a.fb2', FB2.format(encoding, 'QkFTRTY0' * 900).encode(encoding))
    assert book.text == f'Мельницы севера\n\n{LEAD}\n\n{SECOND}'
    assert (book.title, book.author, book.outlet) == ('Мельницы севера', 'Зоя Ветрова', 'Дом печати')
    assert book.published == dt.date(2025, 3, 5)


def test_open_document_in_one_file(tmp_path: Path) -> None:
    text = (
        '<?xml version="1.0"?><office:document xmlns:office="urn:o" xmlns:text="urn:t" xmlns:meta="urn:m"><office:meta>'
        '<meta:generator>Writer/7.4</meta:generator></office:meta><office:settings><x>Принтер</x></office:settings>'
        f'<office:body><office:text><text:h>Мельница пошла</text:h><text:p>{LEAD}</text:p></office:text></office:body>'
        '</office:document>'
    )
    [document] = read(tmp_path, 'a.fodt', text)
    assert (document.title, document.text) == ('Мельница пошла', f'Мельница пошла\n\n{LEAD}')


@pytest.mark.parametrize(
    'matter',
    [
        '---\ntitle: "Мельница пошла"\ndate: 2025-03-05T10:00:00+03:00\nauthor: Зоя Ветрова\nurl: https://v.example/1\n---\n',
        "---\r\ntitle: 'Мельница пошла'\r\npublished: 5 марта 2025\r\nauthors:\r\n  - Зоя Ветрова\r\nsource: https://v.example/1\r\ntags: [a, b]\r\n---\r\n",
        '+++\ntitle = "Мельница пошла"\ndate = 2025-03-05\nauthors = ["Зоя Ветрова"]\nlink = "https://v.example/1"\n+++\n',
    ],
)
def test_front_matter(tmp_path: Path, matter: str) -> None:
    [note] = read(tmp_path, 'a.md', f'{matter}\n# Мельница\n\n{LEAD}\n')
    assert (note.title, note.published, note.author) == ('Мельница пошла', dt.date(2025, 3, 5), 'Зоя Ветрова')
    assert (note.url, note.text) == ('https://v.example/1', f'# Мельница\n\n{LEAD}\n')


@pytest.mark.parametrize(
    'text',
    [
        f'---\n{LEAD}\n---\n{SECOND}\n',
        f'---\nauthor: Зоя Ветрова\n{LEAD}\n---\n{SECOND}\n',
        f'{LEAD}\n---\ntitle: нет\n---\n{SECOND}\n',
        f'---\ntitle: нет\n{LEAD}\n',
    ],
)
def test_what_is_no_front_matter_stays(tmp_path: Path, text: str) -> None:
    [note] = read(tmp_path, 'a.md', text)
    assert note.text == text


def test_aliases_of_yaml_are_words(tmp_path: Path) -> None:
    bomb = 'a: &a [x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b]\ntitle: !!python/object/apply:os.getcwd []'
    [note] = read(tmp_path, 'a.md', f'---\n{bomb}\n---\n{LEAD}\n')
    assert (note.status, note.text) == ('ok', f'{LEAD}\n')


WORD = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
RELATION = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'


def word_with_chunk(target: str, content: str | bytes, mode: str = '') -> bytes:
    """A Word document whose second paragraph is another file, as converters of HTML write it."""
    body = f'<w:p><w:r><w:t>Мельница пошла</w:t></w:r></w:p><w:altChunk r:id="c1"/><w:p><w:r><w:t>{SECOND}</w:t></w:r></w:p>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, 'w', zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            'word/document.xml',
            f'<w:document xmlns:w="{WORD}" xmlns:r="{RELATION}"><w:body>{body}</w:body></w:document>',
        )
        archive.writestr(
            'word/_rels/document.xml.rels',
            f'<Relationships><Relationship Id="c1" Target="{target}" {mode}/></Relationships>',
        )
        archive.writestr('word/chunk.html', content)
    return out.getvalue()


@pytest.mark.parametrize('target', ['chunk.html', '/word/chunk.html', '../word/chunk.html'])
def test_a_file_in_a_word_document_is_read_in_its_place(tmp_path: Path, target: str) -> None:
    [document] = read(tmp_path, 'a.docx', word_with_chunk(target, f'<html><body><p>{LEAD}</p></body></html>'))
    assert document.text == f'Мельница пошла\n\n{LEAD}\n\n{SECOND}'


def test_a_chunk_leads_nowhere_outside_and_unpacks_to_no_bomb(tmp_path: Path) -> None:
    (tmp_path / 'secret.html').write_text(f'<p>{LEAD}</p>', encoding='utf-8')
    for target in ('../../secret.html', f'file://{tmp_path}/secret.html', 'chunk.html" TargetMode="External'):
        [document] = read(tmp_path, 'a.docx', word_with_chunk(target, f'<p>{LEAD}</p>'))
        assert document.text == f'Мельница пошла\n\n{SECOND}'
    [document] = read(tmp_path, 'b.docx', word_with_chunk('chunk.html', b'<p>' + b'a' * 30_000_000))
    assert (document.status, 'more than allowed' in str(document.message)) == ('failed', True)
    inner: bytes = f'<p>{LEAD}</p>'.encode()
    for _ in range(6):
        inner = word_with_chunk('chunk.html', inner)
    [document] = read(tmp_path, 'c.docx', inner)
    assert document.status == 'ok'
    assert LEAD not in document.text


@pytest.mark.parametrize('above', ['ВЕРХОВЬЕ, 5 марта 2025', 'Вологда, 5 марта'])
def test_a_dateline_above_the_headline_of_a_page(tmp_path: Path, above: str) -> None:
    page = f'<html><body><div>{above}</div><h1>Мельница снова пошла</h1><p>{LEAD}</p><p>{SECOND}</p></body></html>'
    [document] = read(tmp_path, 'a.html', page)
    assert document.dateline == above.partition(',')[0]
    [document] = read(tmp_path, 'b.html', page.replace('<div>', '<nav>').replace('</div>', '</nav>'))
    assert document.dateline is None
