"""Cells, text boxes and layout tables keep their paragraphs; the scripts and styles of a saved page are no releases."""

from __future__ import annotations

import io
import zipfile

import pytest
from svodka.read.contents import ReadError
from svodka.read.formats import parts_of
from svodka.read.office import read_docx
from svodka.read.opendocument import read_odt
from svodka.read.pages import page
from svodka.read.settings import ReadOptions

HEADLINE = 'На Каме построят ледовый дворец'
FIRST = 'Строители начнут работу в апреле, дворец примет тысячу зрителей из края и соседних областей.'
SECOND = 'Деньги выделил краевой бюджет, сообщил министр спорта Лев Котов на встрече с тренерами.'
_W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'


def docx(body: str) -> str:
    data = io.BytesIO()
    with zipfile.ZipFile(data, 'w') as archive:
        archive.writestr('word/document.xml', f'<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>')
    return next(read_docx(data.getvalue(), 10**7)).text


def p(*inside: str) -> str:
    return (
        '<w:p>' + ''.join(one if one.startswith('<') else f'<w:r><w:t>{one}</w:t></w:r>' for one in inside) + '</w:p>'
    )


def table(*rows: list[str]) -> str:
    cells = (''.join(f'<w:tc>{cell}</w:tc>' for cell in row) for row in rows)
    return '<w:tbl>' + ''.join(f'<w:tr>{row}</w:tr>' for row in cells) + '</w:tbl>'


def test_a_release_in_a_cell_keeps_its_paragraphs() -> None:
    for body in (
        table([p(HEADLINE) + p(FIRST) + p(SECOND)]),
        table([p('Министерство спорта'), p(HEADLINE) + p(FIRST) + p(SECOND)]),
        table([table([p(HEADLINE)], [p(FIRST)], [p(SECOND)])]),
    ):
        lines = [line for line in docx(body).split('\n') if line]
        assert lines[-3:] == [HEADLINE, FIRST, SECOND]


def test_a_table_of_data_is_rows() -> None:
    text = docx(table([p('Город'), p('Школы')], [p('Пермь'), p('12') + p('и 3 сада')]))
    assert text.split('\n') == ['Город\tШколы', 'Пермь\t12 и 3 сада']


def test_a_text_box_stands_apart() -> None:
    box = f'<w:r><w:pict><w:txbxContent>{p(HEADLINE)}{p(SECOND)}</w:txbxContent></w:pict></w:r>'
    lines = [line for line in docx(p(box, FIRST)).split('\n') if line]
    assert sorted(lines) == sorted([HEADLINE, FIRST, SECOND])


def test_a_text_box_of_opendocument() -> None:
    data = io.BytesIO()
    names = ' '.join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{uri}:1.0"'
        for name, uri in (('office', 'office'), ('text', 'text'), ('draw', 'drawing'))
    )
    frame = (
        f'<draw:frame><draw:text-box><text:p>{HEADLINE}</text:p><text:p>{SECOND}</text:p></draw:text-box></draw:frame>'
    )
    with zipfile.ZipFile(data, 'w') as archive:
        archive.writestr(
            'content.xml',
            f'<office:document-content {names}><office:body><office:text><text:p>{frame}{FIRST}</text:p></office:text>'
            '</office:body></office:document-content>',
        )
    lines = [line for line in next(read_odt(data.getvalue(), 10**7)).text.split('\n') if line]
    assert lines == [HEADLINE, SECOND, FIRST]


def test_a_layout_table_of_an_old_page() -> None:
    menu = ''.join(f'<a href="{i}">Раздел {i}</a><br>' for i in range(7))
    third = 'Первый камень заложат в день города, на празднике выступят юные фигуристы из пяти школ.'
    fourth = 'Лёд зальют к зиме, а пока спортсмены занимаются на открытых катках трёх районов, добавил он.'
    fifth = 'Подрядчика выберут на торгах до конца марта, заявки подали четыре компании из Перми и Уфы.'
    paragraphs = [FIRST, SECOND, third, fourth, fifth]
    source = (
        f'<html><body><table><tr><td>{menu}</td><td><b>{HEADLINE}</b>'
        + ''.join(f'<p>{words}' for words in paragraphs)
        + '</td></tr></table></body></html>'
    )
    lines = page(source, None).text.split('\n')
    assert lines[-5:] == paragraphs
    assert not any('Раздел' in line for line in lines)


def test_a_short_release_in_a_layout_table() -> None:
    third = 'Первый камень заложат в день города, на празднике выступят юные фигуристы из пяти школ.'
    source = (
        '<html><body><table><tr><td><a href="1">Новости</a><br><a href="2">Архив</a><br><a href="3">Редакция</a></td>'
        f'<td><b>{HEADLINE}</b><br>{FIRST}<br>{SECOND}<br>{third}</td></tr></table></body></html>'
    )
    lines = page(source, None).text.split('\n')
    assert lines[-3:] == [FIRST, SECOND, third]
    assert not any('Архив' in line for line in lines)


@pytest.mark.parametrize('suffix', ['.css', '.js'])
def test_what_a_saved_page_brings_along(suffix: str) -> None:
    with pytest.raises(ReadError, match='script'):
        list(parts_of('/* Стили новостей для слабовидящих */ p { color: red }'.encode(), suffix, ReadOptions()))
