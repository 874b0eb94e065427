"""Pages without letters → their text, by Tesseract where it is installed with Russian."""

from __future__ import annotations

import io
import shutil
import subprocess
import time
from functools import cache
from pathlib import Path
from typing import Any

from svodka.run.storage import local_stamp

PAGES, SECONDS, PAGE_SECONDS = 30, 45.0, 20.0
"""Pages of a file that are recognised, and seconds for all of them and for one; a document has 60 by default."""
DPI, POINTS = 300, 72
PIXELS = 25_000_000
"""A page is drawn smaller rather than with more."""
READ_SO = 'Read from pictures of pages by Tesseract: expect some wrong letters.'
MISSING = 'install Tesseract with Russian (Debian: tesseract-ocr-rus) to have it read'


@cache
def program() -> str | None:
    """The command of a Tesseract that knows Russian; None without one."""
    found = shutil.which('tesseract')
    if not found:
        return None
    try:
        known = subprocess.run([found, '--list-langs'], capture_output=True, text=True, timeout=10, check=True).stdout
    except (OSError, subprocess.SubprocessError):
        return None
    return found if 'rus' in known.split() else None


@cache
def version() -> str:
    """What tells one Tesseract with Russian from another; empty where there is none."""
    command = program()
    return local_stamp(Path(command).resolve().stat()) if command else ''


def why_unread(ocr: bool, spent: bool = False) -> str:
    """Why a scan gave no text, and what to do about it."""
    if not ocr:
        return '--no-ocr left them unread'
    if spent:
        return f'no more than {PAGES} pages, in {SECONDS:g} seconds, are recognised of a file'
    return 'Tesseract found no words in them' if program() else MISSING


class Reader:
    """Recognises pages of one file until its pages or its time are used up, which `spent` tells."""

    def __init__(self) -> None:
        self.left, self.until = PAGES, time.monotonic() + SECONDS
        self.spent = False

    def page(self, page: Any) -> str:
        """The text of a page of pdfium's; empty where there is none, or no time."""
        command, seconds = program(), min(self.until - time.monotonic(), PAGE_SECONDS)
        self.spent = self.spent or self.left <= 0 or seconds <= 0
        if not command or self.spent:
            return ''
        self.left -= 1
        scale = DPI / POINTS
        width, height = page.get_size()
        scale *= min(1.0, (PIXELS / max(width * height * scale**2, 1.0)) ** 0.5)
        bitmap = page.render(scale=scale, grayscale=True)
        return recognised(command, _pgm(bitmap), seconds)


def _pgm(bitmap: Any) -> bytes:
    """A grey bitmap as a portable graymap, which needs no library for pictures."""
    out = io.BytesIO()
    out.write(f'P5\n{bitmap.width} {bitmap.height}\n255\n'.encode())
    rows = memoryview(bitmap.buffer).cast('B')
    for row in range(bitmap.height):
        out.write(rows[row * bitmap.stride : row * bitmap.stride + bitmap.width])
    return out.getvalue()


def recognised(command: str, picture: bytes, seconds: float) -> str:
    """The text of a picture; empty where Tesseract fails or takes longer."""
    call = [command, 'stdin', 'stdout', '-l', 'rus', '--psm', '3']
    try:
        done = subprocess.run(call, input=picture, capture_output=True, timeout=seconds, check=True)
    except (OSError, subprocess.SubprocessError):
        return ''
    return done.stdout.decode('utf-8', 'replace').replace('\f', '').strip()
