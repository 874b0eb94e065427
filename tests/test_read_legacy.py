"""Legacy Word files through LibreOffice, where it is installed."""

from __future__ import annotations

import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from svodka.read.contents import ReadError
from svodka.read.legacy import _program, read_doc

SENTENCES = ['Мост открыли в Орске.', 'Дорогу откроют в мае.']
SECONDS = 50.0
OLE = bytes.fromhex('d0cf11e0a1b11ae1')

needs_office = pytest.mark.skipif(_program() is None, reason='no LibreOffice')


@pytest.fixture(scope='module')
def legacy(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A .doc made of an .rtf."""
    folder = tmp_path_factory.mktemp('legacy')
    escaped = ''.join('\\par ' if letter == '\n' else f'\\u{ord(letter)}?' for letter in '\n'.join(SENTENCES))
    Path(folder, 'source.rtf').write_text(f'{{\\rtf1\\ansi {escaped}}}', encoding='ascii')
    command = ['soffice', f'-env:UserInstallation={(folder / "profile").as_uri()}', '--headless', '--convert-to', 'doc']
    subprocess.run([*command, '--outdir', folder, folder / 'source.rtf'], capture_output=True, timeout=100, check=True)
    return Path(folder, 'source.doc').read_bytes()


def running(folder: Path) -> list[str]:
    """The command lines of LibreOffice's processes that work in a folder."""
    lines = (path.read_bytes() for path in Path('/proc').glob('[0-9]*/cmdline') if path.exists())
    return [str(line) for line in lines if b'soffice' in line and bytes(folder) in line]


@needs_office
def test_several_at_once(legacy: bytes) -> None:
    assert legacy.startswith(OLE)
    with ThreadPoolExecutor(2) as pool:
        for parts in pool.map(lambda _: list(read_doc(legacy, SECONDS)), range(2)):
            (part,) = parts
            assert part.format == 'doc'
            assert [line for line in part.text.split('\n') if line] == SENTENCES


@needs_office
def test_time_is_up(legacy: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, 'tempdir', str(tmp_path))
    with pytest.raises(ReadError, match='too long'):
        list(read_doc(legacy, 0.3))
    if Path('/proc/self/cmdline').exists():
        assert running(tmp_path) == []


@needs_office
def test_damaged(legacy: bytes) -> None:
    with pytest.raises(ReadError, match='could not read'):
        list(read_doc(OLE + b'\0' * 5000, SECONDS))


FLAT = """<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"
xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" office:version="1.2"
office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text>
<text:section text:name="S"><text:section-source xlink:href="{secret}"/><text:p>Мост</text:p></text:section>
<text:p>открыт <draw:frame text:anchor-type="paragraph"><draw:image xlink:href="{url}/image.png"/></draw:frame></text:p>
</office:text></office:body></office:document>"""

PAGE = '<html><link rel="stylesheet" href="{url}/a.css"><p>открыт <img src="{url}/a.png">'


@needs_office
@pytest.mark.parametrize('markup', [FLAT, PAGE])
def test_a_document_fetches_nothing_from_elsewhere(tmp_path: Path, markup: str) -> None:
    """Nobody learns that it was read, and no file of the reader's comes into it."""
    (tmp_path / 'secret.txt').write_text('тайна', encoding='utf-8')
    asked = []

    class Listening(BaseHTTPRequestHandler):
        def handle(self) -> None:
            asked.append(self.client_address)

    with ThreadingHTTPServer(('127.0.0.1', 0), Listening) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        url, secret = f'http://127.0.0.1:{server.server_port}', (tmp_path / 'secret.txt').as_uri()
        (part,) = read_doc(markup.format(url=url, secret=secret).encode(), SECONDS)
        server.shutdown()
    assert 'открыт' in part.text
    assert 'тайна' not in part.text
    assert not asked


def test_without_office(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv('PATH', '')
    with pytest.raises(ReadError, match='install LibreOffice'):
        list(read_doc(OLE, SECONDS))
