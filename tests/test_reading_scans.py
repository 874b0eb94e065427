"""Pages without letters are read by Tesseract where it is installed, and told where it is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont
from svodka.read import scans

from tests.test_read import read

LINES = ('В посёлке Рябиновка пустили ток', 'раньше срока, сообщила бригадир', 'Вера Осина на встрече.')


def scan(folder: Path) -> bytes:
    from matplotlib import font_manager

    page = Image.new('L', (1240, 1754), 255)
    font = ImageFont.truetype(font_manager.findfont('DejaVu Sans'), 40)
    for number, line in enumerate(LINES):
        ImageDraw.Draw(page).text((120, 160 + 64 * number), line, fill=0, font=font)
    page.save(folder / 'made.pdf', resolution=150)
    return (folder / 'made.pdf').read_bytes()


@pytest.mark.skipif(not scans.program(), reason='Tesseract with Russian is not installed')
def test_a_scan_is_read(tmp_path: Path) -> None:
    [document] = read(tmp_path, 'a.pdf', scan(tmp_path))
    assert (document.text.split(), document.message) == (' '.join(LINES).split(), scans.READ_SO)


def test_a_scan_that_is_not_read_is_told(tmp_path: Path) -> None:
    [document] = read(tmp_path, 'a.pdf', scan(tmp_path), ocr=False)
    assert document.status == 'empty'
    assert 'scan' in str(document.message)


def test_pages_without_letters_beside_others_are_told(tmp_path: Path) -> None:
    """One page of text and a scan: what is not read is told, and read when Tesseract comes."""
    import pypdfium2 as pdfium

    whole = pdfium.PdfDocument(scan(tmp_path))
    typed = pdfium.PdfDocument.new()
    typed.import_pages(pdfium.PdfDocument(text_pdf()))
    typed.import_pages(whole)
    typed.save(str(tmp_path / 'mixed.pdf'))
    data = (tmp_path / 'mixed.pdf').read_bytes()
    [document] = read(tmp_path, 'b.pdf', data, ocr=False, any_language=True)
    assert (document.status, 'Rabota' in document.text) == ('ok', True)
    assert document.message == 'Pages that hold a picture and hardly a letter: 1 of 2 (--no-ocr left them unread).'


def text_pdf() -> bytes:
    """A page with letters."""
    stream = b'BT /F1 12 Tf 40 700 Td (' + b'Rabota idet po planu. ' * 12 + b') Tj ET'
    objects = [
        b'<</Type/Catalog/Pages 2 0 R>>', b'<</Type/Pages/Kids[3 0 R]/Count 1>>',
        b'<</Type/Page/Parent 2 0 R/MediaBox[0 0 2000 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>',
        b'<</Length %d>>stream\n%b\nendstream' % (len(stream), stream),
        b'<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
    ]  # fmt: skip
    out, places = b'%PDF-1.4\n', []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b'%d 0 obj\n%b\nendobj\n' % (number, body)
    table = b''.join(b'%010d 00000 n \n' % place for place in places)
    return out + b'xref\n0 6\n0000000000 65535 f \n%btrailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF' % (
        table,
        len(out),
    )
