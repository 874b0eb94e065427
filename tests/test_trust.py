"""What docs/security.md promises and no other test holds."""

from __future__ import annotations

import io
import os
import re
import shutil
import stat
import subprocess
import sys
import tempfile
import warnings
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from svodka import extract
from svodka.cli import main
from svodka.collection.assemble import Assembly
from svodka.collection.corrections import Correction
from svodka.printable import printable
from svodka.report import write_report
from svodka.report.site import MARKER
from svodka.run.batch import run
from svodka.run.interface import RunError, RunOptions
from svodka.tables import TableOptions

from tests.releases import write_releases
from tests.report_support import rows, write
from tests.test_read import PAGE, TEXT, packed
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


def test_a_folder_of_releases_is_no_source_of_code(tmp_path: Path) -> None:
    """Where svodka is started inside of it: new processes look for their modules elsewhere."""
    source = write_releases(tmp_path / 'in', 1)
    (source / 'a.html').write_text(PAGE, encoding='utf-8')
    for module in ('multiprocessing', 'pickle', 'signal', 'socket', 'random', 'email', 'lxml', 'numpy', 'svodka'):
        (source / f'{module}.py').write_text(f'open("../{module} was run", "w")\nraise SystemExit')
    (tmp_path / 'svodka').write_text('from svodka.cli import main\nif __name__ == "__main__":\n    main()')
    command = [sys.executable, tmp_path / 'svodka', 'extract', '.', '--out', tmp_path / 'out', '--format', 'parquet']
    env = {**os.environ, 'PYTHONPATH': str(ROOT / 'pipeline')}
    done = subprocess.run(command, cwd=source, env=env, capture_output=True, text=True, check=False, timeout=100)
    assert done.returncode == 0, done.stdout + done.stderr
    assert not list(tmp_path.glob('* was run'))
    assert '2 ok' in done.stdout


STEERING = '\x1b[31mred\u202e'


def test_messages_steer_no_terminal(tmp_path: Path) -> None:
    """Names of files, of columns and of entities, and what is told of each."""
    assert printable('\x1b[31m\x9b2J\r\b\u202eа') == ' [31m 2J   а'
    source = write_releases(tmp_path / 'in', 1)
    (source / f'{STEERING}.docx').write_bytes(b'PK\x03\x04')
    (source / 'a.csv').write_text(f'"{STEERING}";text\n1;2\n', encoding='utf-8')
    corrections = tmp_path / 'corrections.csv'
    line = f'rename,0123456789abcdef,{STEERING},{STEERING},\nmerge,{STEERING},{STEERING},{STEERING},\n'
    corrections.write_text(f'action,entity_id,name,value,document\n{line}', encoding='utf-8')
    foreign = tmp_path / STEERING
    foreign.mkdir()
    (foreign / 'people.csv').touch()
    tables, extracted = tmp_path / 'out', ['extract', str(source), '--format', 'csv', '--workers', '1', '--out']
    for args, code in (
        ([*extracted, str(tables)], 1),
        ([*extracted, str(tables), '--corrections', str(corrections)], None),
        ([*extracted, str(foreign)], 2),
        (['extract', str(tmp_path / f'{STEERING}2'), '--out', str(tables)], 2),
        (['view', str(tables), 'documents', '--columns', STEERING], 2),
        (['view', str(tables), 'documents'], 0),
        (['report', str(tables), '--out', str(foreign)], 2),
        (['evaluate', str(tables), str(tables / 'documents.csv')], 0),
    ):
        shown = CliRunner().invoke(main, args, color=True)
        assert code is None or shown.exit_code == code, shown.output
        assert '\x1b' not in shown.output, args
        assert '\u202e' not in shown.output, args


@pytest.mark.parametrize('name', ['.svodka', '.svodka/parts', '.svodka/svodka-scratch-12345678', '.svodka/lock'])
def test_links_in_the_output_are_not_followed(tmp_path: Path, name: str) -> None:
    """Or a run would tidy up somebody's folder."""
    source, out = write_releases(tmp_path / 'in', 1), tmp_path / 'out'
    mine = tmp_path / 'mine'
    (mine / 'letters').mkdir(parents=True)
    (out / name).parent.mkdir(parents=True)
    (out / name).symlink_to(mine)
    with pytest.raises(RunError, match='is a link'):
        run([str(source)], str(out), RunOptions(workers=1))
    assert [p.name for p in mine.iterdir()] == ['letters']


def test_tables_that_are_links_are_replaced(tmp_path: Path) -> None:
    source, out = write_releases(tmp_path / 'in', 1), tmp_path / 'out'
    (tmp_path / 'mine.csv').write_text('mine')
    options = RunOptions(tables=TableOptions(('csv',)), workers=1)
    run([str(source)], str(out), options)
    for name in ('people.csv', 'run.json'):
        (out / name).unlink()
        (out / name).symlink_to(tmp_path / 'mine.csv')
    run([str(source)], str(out), options)
    assert (tmp_path / 'mine.csv').read_text() == 'mine'
    assert (out / 'people.csv').read_text(encoding='utf-8-sig').startswith('"entity_id"')


def test_a_report_removes_links_and_what_they_lead_to_stays(tmp_path: Path) -> None:
    tables, out = write(tmp_path / 'tables', rows(1), formats=('parquet',)), tmp_path / 'report'
    (tmp_path / 'mine').mkdir()
    (tmp_path / 'mine' / 'index.html').write_text('mine')
    write_report(tables, out)
    for folder in (out / 'data', next((out / 'documents').iterdir())):
        shutil.rmtree(folder)
        folder.symlink_to(tmp_path / 'mine')
    for name in ('index.html', MARKER):
        (out / name).unlink()
        (out / name).symlink_to(tmp_path / 'mine' / 'index.html')
    write_report(tables, out)
    assert [p.read_text() for p in (tmp_path / 'mine').iterdir()] == ['mine']
    assert not [path for path in out.rglob('*') if path.is_symlink()]


def test_a_report_removes_only_what_a_report_writes(tmp_path: Path) -> None:
    tables, out = write(tmp_path / 'tables', rows(2), formats=('parquet',)), tmp_path / 'report'
    write_report(tables, out)
    before = {path.relative_to(out) for path in out.rglob('*') if path.is_file()}
    mine = ['notes.txt', 'data/mine.csv', 'documents/mine/letter.html', 'mine/index.html', 'assets/logo.png']
    for name in mine:
        (out / name).parent.mkdir(exist_ok=True, parents=True)
        (out / name).write_text('mine')
    for name in ('data/words/1.js', 'documents/ab/0123456789abcdef.html'):  # of older texts
        (out / name).parent.mkdir(exist_ok=True)
        (out / name).write_text('old')
    write_report(tables, out)
    after = {path.relative_to(out) for path in out.rglob('*') if path.is_file()}
    assert after == before | set(map(Path, mine))


def test_nobody_else_can_look_into_temporary_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the user's umask is."""
    monkeypatch.setattr(tempfile, 'tempdir', str(tmp_path))
    seen: list[int] = []

    def watching(self: Assembly, *args: object, **options: object) -> None:
        seen.extend(stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir())
        raise LookupError

    monkeypatch.setattr(Assembly, '__init__', watching)
    before = os.umask(0)
    try:
        with pytest.raises(LookupError):
            extract('Иван Петров прибыл в Казань.', corrections=[Correction(2, 'drop', f'e{"0" * 16}')])
    finally:
        os.umask(before)
    assert seen == [0o700]
    assert not list(tmp_path.iterdir()), 'nothing is left behind'


def test_temporary_files_are_made_by_tempfile() -> None:
    for path, source in SOURCES.items():
        assert not re.search(r'mktemp\(|[\'"]/tmp|chmod\(|umask\(', source), path
        assert 'TemporaryFile(' not in source or 'tempfile' in source, path


def test_nothing_is_unpickled_from_a_file() -> None:
    """No module reads pickles; arrays are read without them; nothing evaluates text."""
    for path, source in SOURCES.items():
        if 'train' in path.parts:
            continue
        assert not re.search(
            r'\b(?:pickle|marshal|shelve|dill|joblib)\b', re.sub(r'""".*?"""|#.*', '', source, flags=re.S)
        ), path
        assert not re.search(
            r'\b(?:eval|exec)\(|yaml\.load\([^)]*(?:Unsafe|\bLoader=yaml\.Loader)|shell=True', source
        ), path
        for call in re.findall(r'np\.load\([^)]*\)', source):
            assert 'allow_pickle=False' in call, path
