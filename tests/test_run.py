"""Batches: incremental, resumable after any death, the same bytes whatever the way."""

from __future__ import annotations

import errno
import json
import os
import random
import resource
import shutil
import signal
import time
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path

import pandas as pd
import pytest
from svodka.model import Analysis, Document
from svodka.run import fingerprint, shards, storage, workers
from svodka.run.batch import run
from svodka.run.interface import RunError, RunOptions
from svodka.run.lock import locked
from svodka.run.shards import WorkOptions
from svodka.tables import TableOptions

from tests.releases import bytes_of, write_releases
from tests.run_support import Extract, plain


def test_workers_increments_and_order_leave_the_same_bytes(extract: Extract, tmp_path: Path) -> None:
    source = write_releases(tmp_path / 'in', 40)
    extract(source, tmp_path / 'one', workers=1)
    extract(source, tmp_path / 'three', workers=3)
    assert bytes_of(tmp_path / 'one') == bytes_of(tmp_path / 'three')
    grown = tmp_path / 'grown' / 'in'
    grown.mkdir(parents=True)
    files = sorted(source.iterdir())
    random.Random(1).shuffle(files)
    for i in range(0, 40, 9):
        for file in files[i : i + 9]:
            shutil.copy(file, grown)
        extract(grown, tmp_path / 'ten')
    assert bytes_of(tmp_path / 'ten') == bytes_of(tmp_path / 'one')


def test_second_run_does_only_what_is_new_or_changed_and_drops_what_is_gone(extract: Extract, tmp_path: Path) -> None:
    source, out = write_releases(tmp_path / 'in', 20), tmp_path / 'out'
    assert extract(source, out).fresh == 20
    before = {p: p.stat().st_mtime_ns for p in out.iterdir() if p.is_file()}
    assert extract(source, out).fresh == 0
    assert {p: p.stat().st_mtime_ns for p in out.iterdir() if p.is_file()} == before
    first, second, third = sorted(source.iterdir())[:3]
    first.unlink()
    second.write_text('Новый текст о встрече министров.', encoding='utf-8')
    os.utime(third)
    write_releases(source, 1, first=500)
    summary = extract(source, out)
    assert (summary.files, summary.fresh) == (20, 2)
    assert summary.status == {'ok': 20}
    extract(source, tmp_path / 'fresh')
    assert bytes_of(out) == bytes_of(tmp_path / 'fresh')


def test_damaged_table_or_part_is_made_again(extract: Extract, tmp_path: Path) -> None:
    source, out = write_releases(tmp_path / 'in', 10), tmp_path / 'out'
    extract(source, out)
    good = bytes_of(out)
    (out / 'mentions.parquet').write_bytes(b'')
    next((out / '.svodka/parts').rglob('*.parquet')).write_bytes(b'PAR1')
    assert 0 < extract(source, out).fresh < 10
    assert bytes_of(out) == good


def test_options_and_code_make_parts_anew(extract: Extract, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, out = write_releases(tmp_path / 'in', 5), tmp_path / 'out'
    extract(source, out)
    run([str(source)], str(out), RunOptions(WorkOptions(tagger='natasha'), TableOptions(('csv',))))
    assert not list(out.glob('*.parquet')), 'tables of a format that is no longer asked for go'
    assert len(list((out / '.svodka/parts').iterdir())) == 1
    monkeypatch.setattr('svodka.run.fingerprint.code', lambda afterwards=False: 'other')
    assert extract(source, out).fresh == 5


@pytest.mark.parametrize('changed', ['lexicons/cues.yaml', 'models/names.npz', '../natasha/slovnet.tar', 'segment.py'])
def test_a_changed_lexicon_or_model_makes_parts_anew(
    extract: Extract, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changed: str
) -> None:
    source, out, package = write_releases(tmp_path / 'in', 5), tmp_path / 'out', tmp_path / 'package'
    for name in (changed, 'report/page.html', 'models/names.md'):
        (package / name).parent.mkdir(parents=True, exist_ok=True)
        (package / name).write_text('as it was')
    monkeypatch.setattr(fingerprint, 'PACKAGE', package)
    monkeypatch.setattr(fingerprint, 'model_folder', lambda: tmp_path / 'natasha')
    for cached in ('code', 'models'):
        monkeypatch.setattr(fingerprint, cached, getattr(fingerprint, cached).__wrapped__)
    assert [extract(source, out).fresh for _ in range(2)] == [5, 0]
    (package / 'report/page.html').write_text('changed')
    (package / 'models/names.md').write_text('changed')
    assert extract(source, out).fresh == 0, 'pages and cards change no part'
    (package / changed).write_text('changed')
    assert [extract(source, out).fresh for _ in range(2)] == [5, 0]


def wait_for_lock(out: Path) -> None:
    """Wait until the killed workers, which have the lock open, too, are gone."""
    for _ in range(500):
        try:
            with locked(storage.Folder(str(out))):
                return
        except (OSError, storage.StorageError):
            if not out.exists():
                return
            time.sleep(0.02)


def test_kill_at_any_moment_then_the_same_bytes(extract: Extract, tmp_path: Path) -> None:
    source = write_releases(tmp_path / 'in', 40)
    began = time.monotonic()
    extract(source, tmp_path / 'undisturbed')
    duration = time.monotonic() - began
    out = tmp_path / 'out'
    pick = random.Random(5)
    for attempt in range(20):
        if attempt % 5 == 0:
            shutil.rmtree(out, ignore_errors=True)
        child = os.fork()
        if child == 0:
            try:
                os.setsid()
                extract(source, out)
            finally:  # or it would go on with the tests behind this one
                os._exit(0)
        time.sleep(pick.uniform(0, duration))
        if os.waitpid(child, os.WNOHANG) == (0, 0):
            with suppress(ProcessLookupError):  # it has not come to its own group yet
                os.killpg(child, signal.SIGKILL)
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            wait_for_lock(out)
    extract(source, out)
    assert bytes_of(out) == bytes_of(tmp_path / 'undisturbed')
    assert not list(out.rglob('*.tmp'))


def test_worker_that_dies_once_costs_nothing(extract: Extract, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = write_releases(tmp_path / 'in', 30)
    extract(source, tmp_path / 'undisturbed')
    flag = tmp_path / 'died'

    def dies_once(documents: Sequence[Document], *_: object) -> list[Analysis]:
        if not flag.exists() and any('номер 11:' in d.text for d in documents):
            flag.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return plain(documents)

    monkeypatch.setattr('svodka.analyse.analyse', dies_once)
    assert extract(source, tmp_path / 'out').status == {'ok': 30}
    assert bytes_of(tmp_path / 'out') == bytes_of(tmp_path / 'undisturbed')


def test_document_that_kills_its_worker_fails_alone_and_is_tried_again_by_the_next_run(
    extract: Extract, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, out = write_releases(tmp_path / 'in', 30), tmp_path / 'out'

    def dies(documents: Sequence[Document], *_: object) -> list[Analysis]:
        if any('номер 11:' in d.text for d in documents):
            os.kill(os.getpid(), signal.SIGKILL)
        return plain(documents)

    with monkeypatch.context() as patch:
        patch.setattr('svodka.analyse.analyse', dies)
        assert extract(source, out).status == {'failed': 1, 'ok': 29}
    documents = pd.read_parquet(out / 'documents.parquet').set_index('path')
    assert documents.at['2025-05-12_0011.txt', 'message'] == workers.DIED
    again = extract(source, out)
    assert (again.fresh, again.status) == (1, {'ok': 30})


def test_failing_and_slow_documents_are_rows(extract: Extract, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, out = write_releases(tmp_path / 'in', 12), tmp_path / 'out'

    def hostile(documents: Sequence[Document], *_: object) -> list[Analysis]:
        if any('номер 3:' in d.text for d in documents):
            raise ValueError('a bug')
        if any('номер 4:' in d.text for d in documents):
            raise MemoryError
        if any('номер 5:' in d.text for d in documents):
            time.sleep(60)
        return plain(documents)

    monkeypatch.setattr('svodka.analyse.analyse', hostile)
    options = WorkOptions(shards.ReadOptions(max_seconds=0.3))
    summary = run([str(source)], str(out), RunOptions(options, TableOptions(('parquet',))))
    assert summary.status == {'failed': 3, 'ok': 9}
    messages = pd.read_parquet(out / 'documents.parquet')['message'].dropna().to_list()
    assert any('a bug' in m for m in messages)
    assert any('--max-seconds' in m for m in messages)
    assert any('more memory' in m for m in messages)


def test_a_worker_is_bounded_in_memory() -> None:
    with workers.processes(1).start(1) as executor:
        assert executor.submit(_bound).result() == workers.MEMORY


def _bound() -> int:
    return resource.getrlimit(resource.RLIMIT_DATA)[0]


@pytest.mark.parametrize('calls', [1, 12, 26])  # in a worker, in the middle of the tables, at run.json
def test_full_disk_stops_with_a_sentence_and_the_next_run_goes_on(
    extract: Extract, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, calls: int
) -> None:
    source, out = write_releases(tmp_path / 'in', 60), tmp_path / 'out'
    left = [calls]

    def move(origin: Path, target: Path) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise OSError(errno.ENOSPC, 'No space left on device')
        os.replace(origin, target)

    with monkeypatch.context() as patch:
        patch.setattr(storage, 'move', move)
        with pytest.raises(RunError, match=r'No space left on device.*make room'):
            extract(source, out)
    extract(source, out)
    extract(source, tmp_path / 'undisturbed')
    assert bytes_of(out) == bytes_of(tmp_path / 'undisturbed')


def test_lock_keeps_a_second_run_out(extract: Extract, tmp_path: Path) -> None:
    source, out = write_releases(tmp_path / 'in', 2), tmp_path / 'out'
    extract(source, out)
    with locked(storage.Folder(str(out))), pytest.raises(RunError, match='Another run is writing'):
        extract(source, out)
    extract(source, out)


def test_foreign_and_newer_folders_are_refused(extract: Extract, tmp_path: Path) -> None:
    source, out = write_releases(tmp_path / 'in', 2), tmp_path / 'out'
    out.mkdir()
    (out / 'people.csv').write_text('mine')
    with pytest.raises(RunError, match=r'holds people\.csv'):
        extract(source, out)
    assert (out / 'people.csv').read_text() == 'mine'
    extract(source, tmp_path / 'newer')
    record = json.loads((tmp_path / 'newer/run.json').read_text())
    (tmp_path / 'newer/run.json').write_text(json.dumps(record | {'layout': 99}))
    with pytest.raises(RunError, match='newer than this one'):
        extract(source, tmp_path / 'newer')


@pytest.mark.parametrize('name', ['missing', 'empty'])
def test_nothing_to_read_is_said(extract: Extract, tmp_path: Path, name: str) -> None:
    (tmp_path / 'empty').mkdir()
    with pytest.raises(RunError, match='There is no file'):
        extract(tmp_path / name, tmp_path / 'out')


def test_same_text_is_kept_once(extract: Extract, tmp_path: Path) -> None:
    source = write_releases(tmp_path / 'in', 3)
    first = min(source.iterdir())
    (source / 'z.txt').write_text(first.read_text(encoding='utf-8'), encoding='utf-8')
    assert extract(source, tmp_path / 'out').status == {'ok': 3, 'skipped': 1}
    documents = pd.read_parquet(tmp_path / 'out/documents.parquet').set_index('path')
    assert first.name in documents.at['z.txt', 'message']
    texts = pd.read_parquet(tmp_path / 'out/texts.parquet')
    assert documents.at['z.txt', 'document_id'] not in set(texts['document_id'])
    assert documents.at['z.txt', 'tokens'] == 0, 'it has no rows of its own'


def test_the_environment_is_left_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv('OMP_NUM_THREADS', '3')
    monkeypatch.delenv('PYTHONSAFEPATH', raising=False)
    before = dict(os.environ)
    with closing(workers.processes(1)) as pool, pool.start(1) as executor:
        assert executor.submit(os.getenv, 'OMP_NUM_THREADS').result() == '1'
    assert dict(os.environ) == before


def test_record_of_the_run(extract: Extract, tmp_path: Path) -> None:
    source, out = write_releases(tmp_path / 'in', 3), tmp_path / 'out'
    extract(source, out)
    record = json.loads((out / 'run.json').read_text(encoding='utf-8'))
    assert record['documents'] == {'ok': 3}
    assert record['rows']['documents'] == 3
    assert len(record['models']) >= 3
    assert record['options']['tagger'] == 'svodka'
    assert all(size > 50_000_000 for size in record['memory'].values())


def test_a_worker_that_began_ahead_does_all_the_work_of_one() -> None:
    with closing(workers.processes_ahead(2)) as pool, pool.start(1) as executor:
        assert len({executor.submit(os.getpid).result() for _ in range(3)}) == 1
    with closing(workers.processes_ahead(1)):
        pass  # nothing to do
