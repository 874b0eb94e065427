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
