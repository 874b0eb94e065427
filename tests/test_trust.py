"""What SECURITY.md promises and no other test holds."""

# ruff: noqa: E501 (a case stands on one line)

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import warnings
import zipfile
from pathlib import Path

from pipeline import extract
from pipeline.console import printable
from tests.releases import write_releases
from tests.test_read import TEXT, packed
from tests.test_tables import holds

ROOT = Path(__file__).parent.parent
SOURCES = {path: path.read_text(encoding='utf-8') for path in sorted((ROOT / 'pipeline').rglob('*.py'))}


# ------------------------------------------------------------------------------------------------------------ dangers


def test_an_archive_writes_nowhere(tmp_path: Path) -> None:
    (tmp_path / 'in').mkdir()
    names = ('../escaped.txt', '/escaped.txt', 'a/../../escaped.txt', 'C:\\escaped.txt')
    (tmp_path / 'in' / 'a.zip').write_bytes(packed({name: f'{TEXT} {name}' for name in names}))
    before = set(tmp_path.rglob('*'))
    tables = extract(tmp_path / 'in')
    assert set(tmp_path.rglob('*')) == before
    assert not Path('/escaped.txt').exists()
    assert set(tables['documents']['path']) == {'a.zip#escaped.txt', 'a.zip#C:\\escaped.txt'}  # «..» is hidden


def test_texts_of_one_name_are_told_apart(tmp_path: Path) -> None:
    """Or the rows of one would be put to the other, and every text of n of that name come n times."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, 'w') as opened, warnings.catch_warnings():
        warnings.simplefilter('ignore')  # about just this
        for number, name in enumerate(('b.txt', 'b.txt (2)', 'b.txt', 'b.txt', 'c.txt')):
            opened.writestr(name, f'{TEXT} В городе построят школу номер {number}.')
    (tmp_path / 'a.zip').write_bytes(archive.getvalue())
    (tmp_path / 'a.zip#c.txt').write_text(f'{TEXT} В городе построят больницу.', encoding='utf-8')
    tables = extract([tmp_path, 'Мэр Иван Петров прибыл в Казань.'])
    holds(tables)
    names = ('#b.txt', '#b.txt (2)', '#b.txt (2) (2)', '#b.txt (3)', '#c.txt', r'\x23c.txt')
    assert tables['documents']['path'].to_list() == [*(f'a.zip{name}' for name in names), 'text 2']
    assert tables['documents']['status'].eq('ok').all()


def test_links_are_not_followed(tmp_path: Path) -> None:
    source = write_releases(tmp_path / 'in', 1)
    (tmp_path / 'secret.txt').write_text('Тайна следствия раскрыта в Ташкенте.', encoding='utf-8')
    (source / 'link.txt').symlink_to(tmp_path / 'secret.txt')
    (source / 'circle').symlink_to(source)
    tables = extract(source)
    assert not tables['texts']['text'].str.contains('Тайна').any()
    assert tables['documents']['status'].eq('ok').sum() == 1


def test_messages_steer_no_terminal(tmp_path: Path) -> None:
    assert printable('\x1b[31m\x9b2J\r\b\u202eа') == ' [31m 2J   а'
    source = tmp_path / 'in'
    source.mkdir()
    (source / '\x1b[31mred\u202e.docx').write_bytes(b'PK\x03\x04')
    command = [sys.executable, '-c', 'from pipeline.cli import main; main()', 'extract', source, '--out', tmp_path / 'out']
    done = subprocess.run(command, env={**os.environ, 'PYTHONPATH': str(ROOT)}, capture_output=True, check=False)
    assert done.returncode == 1
    assert b'red' in done.stdout + done.stderr
    assert b'\x1b[31m' not in done.stdout + done.stderr


def test_temporary_files_are_made_by_tempfile() -> None:
    for path, source in SOURCES.items():
        assert not re.search(r'mktemp\(|[\'"]/tmp|chmod\(|umask\(', source), path
        assert 'TemporaryFile(' not in source or 'tempfile' in source, path


def test_nothing_is_unpickled_from_a_file() -> None:
    """Pickles go only between a process and its helper; arrays are read without them; nothing evaluates text."""
    for path, source in SOURCES.items():
        if 'train' in path.parts:
            continue
        assert 'import pickle' not in source or path.name == 'guard.py', path
        assert not re.search(r'\b(?:eval|exec)\(|yaml\.load\([^)]*(?:Unsafe|\bLoader=yaml\.Loader)|shell=True', source), path
        for call in re.findall(r'np\.load\([^)]*\)', source):
            assert 'allow_pickle=False' in call, path
