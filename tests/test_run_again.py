"""What the next run does: what vanished, what failed, what changed, what the cache hangs on, how parts are kept."""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from importlib import metadata
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner
from svodka import cache
from svodka.cli import main
from svodka.collection.corrections import Correction
from svodka.model import Analysis, Document
from svodka.read import ReadOptions
from svodka.run import batch as run_module
from svodka.run import compaction, fingerprint, plan
from svodka.run.batch import run
from svodka.run.interface import RunError, RunOptions
from svodka.run.own import PART_FILE
from svodka.run.part_index import INDEX
from svodka.run.shards import WorkOptions
from svodka.run.storage import Folder
from svodka.tables import TableOptions

from tests.releases import bytes_of, release, write_releases
from tests.run_support import Extract, plain, somebody_else, threads


@pytest.fixture
def anywhere() -> Iterator[Path]:
    """A folder that every user of the machine may enter, as pytest's own are not."""
    with tempfile.TemporaryDirectory() as name:
        os.chmod(name, 0o755)
        yield Path(name)


def documents(out: Path) -> pd.DataFrame:
    return pd.read_parquet(out / 'documents.parquet').set_index('path')


def parts(out: Path) -> list[Path]:
    return sorted((out / '.svodka/parts').rglob('*.parquet'))


# ------------------------------------------------------------------------------------------------- what vanished


def closed(folder: Path, mode: int) -> bool:
    """Whether the folder is closed to the user that `somebody_else` becomes."""
    folder.chmod(mode)
    with somebody_else():
        return not os.access(folder, os.R_OK | os.X_OK, effective_ids=os.access in os.supports_effective_ids)


@pytest.mark.skipif(not hasattr(os, 'geteuid'), reason='Windows has no such users')
@pytest.mark.parametrize('mode', [0o000, 0o444])
def test_a_folder_that_cannot_be_entered_is_a_row_and_keeps_what_was_read(
    extract: Extract, anywhere: Path, tmp_path: Path, mode: int
) -> None:
    source, out = write_releases(anywhere / 'in', 3), tmp_path / 'out'
    write_releases(source / 'sub', 2, first=50)
    before = extract(source, out)
    assert before.status == {'ok': 5}
    held = documents(out)
    assert closed(source / 'sub', mode)
    (source / sorted(p.name for p in source.iterdir() if p.is_file())[0]).unlink()
    os.chmod(tmp_path, 0o777)
    for path in [tmp_path, *tmp_path.parents]:
        path.chmod(path.stat().st_mode | 0o011)
    for path in [out, *out.rglob('*')]:
        path.chmod(0o777 if path.is_dir() else 0o666)
    with somebody_else():
        summary = extract(source, out)
        assert (summary.kept, summary.gone) == (2, 1)
        now = documents(out)
        kept = [path for path in held.index if path.startswith('sub/')]
        assert held.loc[kept, 'document_id'].equals(now.loc[kept, 'document_id'])
        if mode == 0o000:
            assert summary.status == {'failed': 1, 'ok': 4}
            assert now.at['sub', 'status'] == 'failed'
            assert 'cannot be entered (Permission denied)' in now.at['sub', 'message']
            assert summary.failed_anew == 1
        assert extract(source, out).failed_anew == 0, 'it is known by now'
    (source / 'sub').chmod(0o755)
    summary = extract(source, out)
    assert summary.status == {'ok': 4}
    assert (summary.kept, summary.fresh) == (0, 0)


def test_folders_that_cannot_be_entered_are_kept_over_a_change_of_svodka(
    extract: Extract, anywhere: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, out = write_releases(anywhere / 'in', 3), tmp_path / 'out'
    write_releases(source / 'sub', 2, first=50)
    extract(source, out)
    texts = pd.read_parquet(out / 'texts.parquet')
    monkeypatch.setattr(fingerprint, 'code', lambda afterwards=False: 'other')

    def scandir(path: str) -> object:
        if str(path).endswith('/sub'):
            raise PermissionError(13, 'Permission denied', str(path))
        return scan(path)

    scan = os.scandir
    with monkeypatch.context() as patch:
        patch.setattr(os, 'scandir', scandir)
        for _ in range(2):
            summary = extract(source, out)
            assert (summary.kept, summary.status) == (2, {'failed': 1, 'ok': 5})
            assert pd.read_parquet(out / 'texts.parquet').equals(texts)
    summary = extract(source, out)
    assert (summary.fresh, summary.again, summary.status) == (2, 2, {'ok': 5}), 'they are done by the new svodka now'
    assert bytes_of(out) == bytes_of_fresh(extract, source, tmp_path)


def bytes_of_fresh(extract: Extract, source: Path, tmp_path: Path) -> dict[str, bytes]:
    """The tables of a run from nothing."""
    extract(source, tmp_path / 'from nothing')
    return bytes_of(tmp_path / 'from nothing')


def test_a_source_that_cannot_be_entered_at_all(
    extract: Extract, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, out = write_releases(tmp_path / 'in', 2), tmp_path / 'out'
    extract(source, out)

    def scandir(path: str) -> object:
        if str(path).startswith(str(source)):
            raise PermissionError(13, 'Permission denied', str(path))
        return scan(path)

    scan = os.scandir
    with monkeypatch.context() as patch:
        patch.setattr(os, 'scandir', scandir)
        summary = extract(source, out)
    assert (summary.kept, summary.status) == (2, {'failed': 1, 'ok': 2})
    assert documents(out).at['in', 'status'] == 'failed'


def test_what_is_new_changed_and_gone_is_counted(extract: Extract, tmp_path: Path) -> None:
    source, out = write_releases(tmp_path / 'in', 6), tmp_path / 'out'
    first = extract(source, out)
    assert (first.new, first.changed, first.again, first.gone) == (6, 0, 0, 0)
    a, b, c, *_ = sorted(source.iterdir())
    a.unlink()
    b.write_text('Новый текст о встрече министров.', encoding='utf-8')
    os.utime(c)
    write_releases(source, 2, first=50)
    second = extract(source, out)
    assert (second.files, second.fresh, second.new, second.changed, second.gone) == (7, 3, 2, 1, 1)
    third = extract(source, out)
    assert (third.fresh, third.gone) == (0, 0)
    record = json.loads((out / 'run.json').read_text(encoding='utf-8'))
    assert record['files'] == {'all': 7, 'new': 2, 'changed': 1, 'read': 3, 'kept': 0, 'gone': 1}


def test_the_summary_says_it_in_words(tmp_path: Path) -> None:
    source = write_releases(tmp_path / 'in', 3)

    def shown(*more: str) -> str:
        args = ['extract', str(source), '--out', str(tmp_path / 'out'), '--format', 'csv', '--workers', '1', *more]
        return CliRunner().invoke(main, args).output

    assert 'from 3 files (3 new)' in shown()
    assert 'from 3 files (3 unchanged)' in shown()
    next(iter(sorted(source.iterdir()))).unlink()
    for number in range(7):
        (source / f'broken{number}.docx').write_bytes(b'PK\x03\x04')
    told = shown()
    assert 'from 9 files (7 new, 2 unchanged; 1 gone since the last run)' in told
    assert 'and 2 more' in told
    last = told.strip().splitlines()[-1]
    assert last.startswith('See all: svodka view ')
    viewed = CliRunner().invoke(main, last.removeprefix('See all: svodka ').split())
    assert viewed.output.count('.docx') == 7


def test_corrections_that_are_left_out_are_told(extract: Extract, tmp_path: Path) -> None:
    source, out = write_releases(tmp_path / 'in', 2), tmp_path / 'out'
    correction = Correction(2, 'rename', '0123456789abcdef', 'Иван Петров')
    assert extract(source, out, corrections=(correction,)).left_out == 0
    assert extract(source, out).left_out == 1
    assert extract(source, out).left_out == 0, 'told once'
    other = replace(correction, line=3, value='Пётр Иванов')
    assert extract(source, out, corrections=(correction,)).left_out == 0
    assert extract(source, out, corrections=(other,)).left_out == 1, 'another file in its place'
    assert extract(source, out, corrections=(replace(correction, file='a.csv'), other)).left_out == 0
    assert extract(source, out, corrections=(correction, other)).left_out == 0, 'the same under another name'


# --------------------------------------------------------------------------------------------------- what failed


def failing(message: str) -> type[Exception]:
    return {'memory': MemoryError, 'time': TimeoutError}[message]


@pytest.mark.parametrize('why', ['memory', 'time'])
def test_a_failure_of_the_moment_is_tried_again_and_rewrites_no_table(
    extract: Extract, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, why: str
) -> None:
    source, out = write_releases(tmp_path / 'in', 4), tmp_path / 'out'

    def hostile(documents: Sequence[Document], *_: object) -> list[Analysis]:
        if any('номер 2:' in d.text for d in documents):
            raise failing(why)
        return plain(documents)

    with monkeypatch.context() as patch:
        patch.setattr('svodka.analyse.analyse', hostile)
        assert extract(source, out).failed_anew == 1
        before = {p: p.stat().st_mtime_ns for p in out.iterdir() if p.is_file()}
        again = extract(source, out)
        assert (again.fresh, again.new, again.changed, again.again, again.failed_anew) == (1, 0, 0, 1, 0)
        assert {p: p.stat().st_mtime_ns for p in out.iterdir() if p.is_file()} == before, 'nothing has come of it'
    assert extract(source, out).status == {'ok': 4}
    assert extract(source, out).fresh == 0


def test_a_reader_that_dies_or_takes_too_long_is_tried_again(
    extract: Extract, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, out = write_releases(tmp_path / 'in', 1), tmp_path / 'out'
    (source / 'a.html').write_text(f'<html><body><p>{release(1)}</p></body></html>', encoding='utf-8')
    with monkeypatch.context() as patch:
        patch.setattr('svodka.read.guard.MEMORY', 1_000_000)
        patch.setattr('svodka.read.guard.PROGRAM', 'import sys; sys.exit(1)')
        assert extract(source, out).status == {'failed': 1, 'ok': 1}
    assert extract(source, out).status == {'ok': 2}


def test_libreoffice_that_comes_or_changes_reads_its_files_anew(
    extract: Extract, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from svodka.read import legacy, read_here
    from svodka.read.contents import Part

    def read_doc(data: bytes, seconds: float) -> Iterator[Part]:
        version = legacy.office_version()
        if not version:
            raise legacy.ReadError('install LibreOffice', condition=legacy.libreoffice(''))
        yield Part(f'Иван Петров прибыл в Казань, как сообщили в пресс-службе. Версия {version}.', 'doc',
                   condition=legacy.libreoffice(version))  # fmt: skip

    source, out = write_releases(tmp_path / 'in', 1), tmp_path / 'out'
    (source / 'a.doc').write_bytes(bytes.fromhex('d0cf11e0a1b11ae1') + bytes(600))
    monkeypatch.setattr(legacy, 'read_doc', read_doc)
    monkeypatch.setattr('svodka.read.read_guarded', read_here)
    steps = (('', 'failed', 2), ('', 'failed', 0), ('7', 'ok', 1), ('7', 'ok', 0), ('8', 'ok', 1))
    for version, status, fresh in steps:
        monkeypatch.setattr(legacy, 'office_version', lambda version=version: version)
        monkeypatch.setattr(plan, 'office_version', lambda version=version: version)
        assert extract(source, out).fresh == fresh, version
        assert documents(out).at['a.doc', 'status'] == status


def test_a_scan_is_read_anew_when_tesseract_comes_and_not_before(
    extract: Extract, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from svodka.read import read_here, scans
    from svodka.read.contents import Part
    from svodka.run.conditions import tesseract

    def read_pdf(data: bytes, ocr: bool = True) -> Iterator[Part]:
        if not scans.version():
            yield Part('', 'pdf', status='empty', message='install Tesseract', condition=tesseract(''))
        else:
            yield Part('Иван Петров прибыл в Казань, как сообщили в пресс-службе.', 'pdf',
                       condition=tesseract(scans.version()))  # fmt: skip

    source, out = write_releases(tmp_path / 'in', 1), tmp_path / 'out'
    (source / 'a.pdf').write_bytes(b'%PDF-1.4')
    monkeypatch.setattr('svodka.read.pdf.read_pdf', read_pdf)
    monkeypatch.setattr('svodka.read.read_guarded', read_here)
    steps = (('', 'empty', 2), ('', 'empty', 0), ('5', 'ok', 1), ('5', 'ok', 0), ('6', 'ok', 1))
    for version, status, fresh in steps:
        monkeypatch.setattr(scans, 'version', lambda version=version: version)
        assert extract(source, out).fresh == fresh, version
        assert documents(out).at['a.pdf', 'status'] == status


def test_a_file_whose_library_is_missing_is_read_anew_when_it_comes_and_not_before(
    extract: Extract, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from svodka.read import read_here

    source, out = write_releases(tmp_path / 'in', 1), tmp_path / 'out'
    (source / 'a.warc').write_bytes(b'WARC/1.0\r\n')
    monkeypatch.setattr('svodka.read.read_guarded', read_here)
    with monkeypatch.context() as patch:
        patch.setitem(sys.modules, 'warcio', None)
        patch.setitem(sys.modules, 'warcio.archiveiterator', None)
        for fresh in (2, 0):
            assert extract(source, out).fresh == fresh
            assert documents(out).at['a.warc', 'status'] == 'skipped'
    monkeypatch.setattr(plan, 'installed', lambda module: module)
    assert extract(source, out).fresh == 1


def test_limits_are_no_part_of_the_key_and_what_they_cut_off_is_read_when_they_change(
    extract: Extract, tmp_path: Path
) -> None:
    source, out = write_releases(tmp_path / 'in', 3), tmp_path / 'out'
    (source / 'long.txt').write_text(release(1) * 40, encoding='utf-8')

    def go(**limits: float) -> tuple[int, dict[str, int]]:
        work = WorkOptions(ReadOptions(**limits))  # type: ignore[arg-type]
        summary = run([str(source)], str(out), RunOptions(work, TableOptions(('parquet',)), 1))
        return summary.fresh, summary.status

    assert go(max_characters=2_000) == (4, {'ok': 3, 'skipped': 1})
    assert go(max_characters=2_000, max_seconds=120.0) == (0, {'ok': 3, 'skipped': 1})
    assert go() == (1, {'ok': 4})
    assert go(max_bytes=10_000_000) == (0, {'ok': 4})


def test_an_object_that_cannot_be_fetched_is_a_row(
    extract: Extract, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fsspec

    monkeypatch.setattr(run_module, 'processes', threads)
    memory = fsspec.filesystem('memory')
    for number in range(3):
        memory.pipe_file(f'/fetch/in/{number}.txt', release(number).encode())

    def get_file(self: object, path: str, *args: object, **kwargs: object) -> None:
        if path.endswith('1.txt'):
            raise PermissionError('Forbidden')
        original(self, path, *args, **kwargs)

    original = type(memory).get_file
    with monkeypatch.context() as patch:
        patch.setattr(type(memory), 'get_file', get_file)
        assert extract('memory://fetch/in', tmp_path / 'out').status == {'failed': 1, 'ok': 2}
    assert 'cannot be fetched (Forbidden)' in documents(tmp_path / 'out').at['1.txt', 'message']
    assert extract('memory://fetch/in', tmp_path / 'out').status == {'ok': 3}


# ---------------------------------------------------------------------------------------------------- the cache's key


def test_the_key_has_the_libraries_that_read_and_tag_and_no_others() -> None:
    found = fingerprint.readers()
    needed = {'trafilatura', 'justext', 'courlan', 'htmldate', 'dateparser', 'lxml', 'lxml-html-clean', 'pymorphy3',
              'pymorphy3-dicts-ru', 'dawg2', 'razdel', 'numpy', 'numba', 'pypdfium2', 'striprtf', 'pyyaml'}  # fmt: skip
    assert needed <= found.keys()
    assert all(found[name] for name in needed - {'lxml-html-clean'})
    idle = {'rich', 'click', 'jinja2', 'xlsxwriter', 'duckdb', 'pandas', 'pymorphy2', 'certifi', 'setuptools'}
    assert not idle & found.keys()


@pytest.mark.parametrize(
    ('library', 'changes'),
    [('justext', True), ('courlan', True), ('dateparser', True), ('DAWG2', True), ('rich', False), ('duckdb', False)],
)
def test_a_library_that_changes(
    extract: Extract, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, library: str, changes: bool
) -> None:
    source, out = write_releases(tmp_path / 'in', 2), tmp_path / 'out'
    extract(source, out)
    version = metadata.version

    def other(name: str) -> str:
        return '999' if name.lower() == library.lower() else version(name)

    monkeypatch.setattr(metadata, 'version', other)
    monkeypatch.setattr(fingerprint, 'readers', fingerprint.find_readers)
    assert extract(source, out).fresh == (2 if changes else 0)


def test_what_is_installed_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The versions of libraries are looked up anew when one is installed or exchanged, and only then."""
    monkeypatch.setattr(cache, 'cache_folder', lambda: tmp_path / 'cache')
    (tmp_path / 'cache').mkdir()
    monkeypatch.setattr('sys.path', [*sys.path, str(tmp_path)])
    looked: list[str] = []
    find = fingerprint.find_readers
    monkeypatch.setattr(fingerprint, 'find_readers', lambda: (looked.append(''), find())[1])
    versions = fingerprint.readers.__wrapped__
    assert versions() == versions() == find()
    assert len(looked) == 1
    (tmp_path / 'numpy-999.dist-info').mkdir()
    assert versions() == find()
    assert len(looked) == 2
    os.utime(tmp_path / 'numpy-999.dist-info', (1, 1))
    assert versions() == find()
    assert len(looked) == 3


def test_another_python_reads_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    now = fingerprint.fingerprint(WorkOptions())
    assert now == fingerprint.fingerprint(WorkOptions(ReadOptions(max_seconds=1, max_bytes=1, max_characters=1)))
    assert now != fingerprint.fingerprint(WorkOptions(ReadOptions(text_column='x')))
    monkeypatch.setattr('sys.version_info', (3, 99, 0))
    assert now != fingerprint.fingerprint(WorkOptions())


def test_another_source_changes_no_id_and_reads_nothing_anew(extract: Extract, tmp_path: Path) -> None:
    first, second = write_releases(tmp_path / 'mfa', 4), write_releases(tmp_path / 'mvd', 3, first=50)
    out = tmp_path / 'out'
    extract(first, out)
    ids = documents(out)['document_id']
    assert extract([first, second], out).fresh == 3
    assert documents(out)['document_id'].loc[ids.index].equals(ids)
    assert extract([second, first], out).fresh == 0
    assert set(ids) < set(documents(out)['document_id'])
    assert f'mfa/{ids.index[0]}' in documents(out).index, 'the first source is another one now, and the ids are not'
    assert extract(second, out).gone == 4


def test_sources_of_one_name_keep_their_ids_when_one_goes(extract: Extract, tmp_path: Path) -> None:
    first, second = write_releases(tmp_path / 'x/rel', 2), write_releases(tmp_path / 'y/rel', 2, first=50)
    out = tmp_path / 'out'
    extract([first, second], out)
    ids = set(documents(out)['document_id'])
    assert len(ids) == 4
    assert extract(second, out).fresh == 0
    assert set(documents(out)['document_id']) < ids
    extract(first, out)
    assert set(documents(out)['document_id']) < ids, 'and comes back'


# ------------------------------------------------------------------------------------------------------- index, parts


def test_a_run_with_nothing_new_reads_the_index_and_no_part(
    extract: Extract, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fsspec

    monkeypatch.setattr(run_module, 'processes', threads)
    source, read = write_releases(tmp_path / 'in', 30), list[str]()
    memory = fsspec.filesystem('memory')
    extract(source, 'memory://index/out', formats=('parquet',))

    def watch(way: str) -> None:
        def watched(self: object, path: str, *args: object, **kwargs: object) -> object:
            read.append(path)
            return original(self, path, *args, **kwargs)

        original = getattr(type(memory), way)
        monkeypatch.setattr(type(memory), way, watched)

    for way in ('cat_file', 'get_file', 'put_file'):
        watch(way)
    assert extract(source, 'memory://index/out', formats=('parquet',)).fresh == 0
    names = {path.rpartition('/')[2] for path in read}
    assert {'index.parquet', 'run.json'} <= names
    assert not [name for name in names if PART_FILE.fullmatch(name)]
    assert not [path for path in memory.find('/index/out') if 'lock' in path]


@pytest.mark.parametrize('content', [None, b'', b'PAR1', b'{"files": 1}'])
def test_an_index_that_is_lost_or_damaged_costs_nothing(
    extract: Extract, tmp_path: Path, content: bytes | None
) -> None:
    source, out = write_releases(tmp_path / 'in', 9), tmp_path / 'out'
    extract(source, out)
    good, index = bytes_of(out), out / '.svodka' / INDEX
    index.unlink()
    if content is not None:
        index.write_bytes(content)
    assert extract(source, out).fresh == 0
    assert bytes_of(out) == good
    assert index.stat().st_size > 100


def test_an_index_of_parts_that_are_gone_or_others_is_not_believed(extract: Extract, tmp_path: Path) -> None:
    source, out = write_releases(tmp_path / 'in', 9), tmp_path / 'out'
    extract(source, out)
    good = bytes_of(out)
    first, second, *_ = parts(out)
    first.unlink()
    shutil.copy(second, second.with_name('0123456789abcdef.parquet'))
    assert 0 < extract(source, out).fresh < 9
    assert bytes_of(out) == good
    assert not (second.with_name('0123456789abcdef.parquet')).exists()


def test_small_parts_are_compacted_and_the_tables_stay(
    extract: Extract, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compaction, 'SMALL_PARTS', 5)
    source, out = write_releases(tmp_path / 'in', 1), tmp_path / 'out'
    most = 0
    for number in range(2, 24):
        write_releases(source, number)
        extract(source, out, formats=('parquet',), workers=1)
        most = max(most, len(parts(out)))
    assert most <= compaction.SMALL_PARTS + 24 / (7 * compaction.SMALL) + 1
    extract(source, tmp_path / 'from nothing', formats=('parquet',))
    assert bytes_of(out) == bytes_of(tmp_path / 'from nothing')
    assert extract(source, out, formats=('parquet',)).fresh == 0


def test_a_run_that_dies_while_it_compacts_loses_nothing(
    extract: Extract, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, out = write_releases(tmp_path / 'in', 1), tmp_path / 'out'
    monkeypatch.setattr(compaction, 'SMALL_PARTS', 4)

    def die(*_: object) -> None:
        raise OSError(28, 'No space left on device')

    for number in range(2, 16):
        write_releases(source, number)
        if number % 3:
            with monkeypatch.context() as patch:
                patch.setattr(run_module, 'write_index', die)
                with pytest.raises(RunError):
                    extract(source, out)
        else:
            extract(source, out)
    extract(source, out)
    extract(source, tmp_path / 'from nothing')
    assert bytes_of(out) == bytes_of(tmp_path / 'from nothing')
    files = {'index.parquet', 'known.parquet', 'entities.parquet', 'lock', 'reprints.parquet', 'runs.jsonl'}
    assert Folder(str(out)).sub('.svodka').stamps().keys() == files


def test_a_part_that_rots_on_the_disk_is_removed_and_made_anew(extract: Extract, tmp_path: Path) -> None:
    source, out = write_releases(tmp_path / 'in', 5), tmp_path / 'out'
    extract(source, out)
    part = parts(out)[0]
    found, data = part.stat(), bytearray(part.read_bytes())
    data[100 : len(data) // 2] = bytes(len(data) // 2 - 100)
    part.write_bytes(data)
    os.utime(part, ns=(found.st_atime_ns, found.st_mtime_ns))
    write_releases(source, 1, first=50)
    with pytest.raises(RunError, match=r'parts of an earlier run were damaged .* run the command again'):
        extract(source, out)
    extract(source, out)
    extract(source, tmp_path / 'from nothing')
    assert bytes_of(out) == bytes_of(tmp_path / 'from nothing')
