"""The journal of a folder of tables: what each run brought, changed and took away, whatever happens to the run."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from svodka.run import journal
from svodka.run.fingerprint import AFTERWARDS, PACKAGE
from svodka.run.journal import JOURNAL, KNOWN, Document, Known, compare, find_run
from svodka.run.storage import Folder

from tests.releases import write_releases
from tests.run_support import Extract


def lines(out: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (out / '.svodka' / JOURNAL).read_text(encoding='utf-8').splitlines()]


def counts(out: Path) -> dict[str, int]:
    return {kind: n for kind, n in lines(out)[-1]['documents'].items() if n}


def test_each_run_tells_what_is_new_changed_and_gone(extract: Extract, tmp_path: Path) -> None:
    source, out = write_releases(tmp_path / 'in', 3), tmp_path / 'out'
    extract(source, out)
    assert counts(out) == {'new': 3}
    extract(source, out)
    assert counts(out) == {}
    files = sorted(source.iterdir())
    files[0].write_text('Совсем другой текст: Алексеев уехал.', encoding='utf-8')
    files[1].unlink()
    write_releases(source, 1, first=70)
    extract(source, out)
    assert counts(out) == {'new': 1, 'changed': 1, 'gone': 1}
    assert [line['run'] for line in lines(out)] == [1, 2, 3]
    assert (lines(out)[-1]['changed'], lines(out)[-1]['gone']) == ([files[0].name], [files[1].name])
    run = find_run(Folder(str(out)))
    assert run is not None
    assert (run.number, len(run.new), len(run.changed), run.gone, run.gone_paths) == (3, 1, 1, 1, (files[1].name,))


def test_a_file_under_another_name_is_no_news(extract: Extract, tmp_path: Path) -> None:
    source, out = write_releases(tmp_path / 'in', 3), tmp_path / 'out'
    extract(source, out)
    first = min(source.iterdir())
    first.rename(source / f'zz-{first.name}')
    extract(source, out)
    assert counts(out) == {'moved': 1}


def test_a_text_that_only_svodka_reads_otherwise_is_no_change() -> None:
    before = {
        'a': Known(Document('a', '1', 'a', 'bytes', 'ok:text'), 1),
        'b': Known(Document('b', '2', 'b', 'x', 'failed:'), 1),
    }
    now = [Document('a', '1', 'a', 'bytes', 'ok:better text'), Document('b', '2', 'b', 'x', 'ok:read at last')]
    found, gone, moved = compare(before, now, 2)
    assert ({key: known.changed for key, known in found.items()}, gone, moved) == ({'a': 0, 'b': 2}, [], 0)


@pytest.mark.parametrize('step', ['take', 'close'])
def test_news_of_a_run_that_died_is_told_by_the_next(
    extract: Extract, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    source, out = write_releases(tmp_path / 'in', 2), tmp_path / 'out'
    extract(source, out)
    write_releases(source, 2, first=30)
    (source / min(p.name for p in source.iterdir())).unlink()

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(journal.Journal, step, die)
        with pytest.raises(KeyboardInterrupt):
            extract(source, out)
    assert len(lines(out)) == 1
    extract(source, out)
    assert counts(out) == {'new': 2, 'gone': 1}
    assert lines(out)[-1]['run'] == 2
    run = find_run(Folder(str(out)))
    assert run is not None
    assert (len(run.new), run.gone) == (2, 1)
    extract(source, out)
    assert counts(out) == {}


def test_a_line_that_was_cut_off_and_lines_of_others_are_passed_over(extract: Extract, tmp_path: Path) -> None:
    source, out = write_releases(tmp_path / 'in', 2), tmp_path / 'out'
    extract(source, out)
    file = out / '.svodka' / JOURNAL
    torn = b'[]\n{"run": "7"}\n\xff\xfe\n' + b'[' * 100_000 + b'\n{"run": 2, "time": "20'
    file.write_bytes(file.read_bytes() + torn)
    write_releases(source, 1, first=40)
    extract(source, out)
    last = file.read_bytes().splitlines()[-1]
    assert (json.loads(last)['run'], json.loads(last)['documents']['new']) == (2, 1)
    assert file.read_bytes().startswith(b'{"run": 1')


def test_the_journal_stays_small(extract: Extract, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, 'MOST_BYTES', 2_000)
    source, out = write_releases(tmp_path / 'in', 1), tmp_path / 'out'
    for _ in range(12):
        extract(source, out)
        assert (out / '.svodka' / JOURNAL).stat().st_size <= 2_000
    numbers = [line['run'] for line in lines(out)]
    assert numbers == list(range(numbers[0], 13))


@pytest.mark.parametrize('damage', [b'', b'PAR1', b'no table'])
def test_documents_that_cannot_be_read_count_as_new(extract: Extract, tmp_path: Path, damage: bytes) -> None:
    source, out = write_releases(tmp_path / 'in', 2), tmp_path / 'out'
    extract(source, out)
    (out / '.svodka' / KNOWN).write_bytes(damage)
    write_releases(source, 1, first=50)
    extract(source, out)
    assert counts(out) == {'new': 3}


def test_the_tables_are_free_of_it(extract: Extract, tmp_path: Path) -> None:
    source, once, twice = write_releases(tmp_path / 'in', 2), tmp_path / 'once', tmp_path / 'twice'
    extract(source, twice)
    write_releases(source, 1, first=50)
    extract(source, twice)
    extract(source, once)
    for name in ('documents.parquet', 'mentions.parquet'):
        assert (once / name).read_bytes() == (twice / name).read_bytes()


def test_only_code_that_makes_rows_costs_a_new_reading() -> None:
    """Every room and module that does not count is there, so that none is forgotten when the house is rebuilt."""
    names = {file.relative_to(PACKAGE).as_posix() for file in PACKAGE.rglob('*.py')}
    for prefix in AFTERWARDS:
        assert any(name.startswith(prefix) for name in names), prefix
    counting = {name for name in names if not name.startswith(AFTERWARDS)}
    assert {'analyse.py', 'run/shards.py', 'run/part_tables.py', 'read/formats.py', 'schema.py'} <= counting
    assert not any(name.startswith(('cli/', 'report/')) for name in counting)


def test_on_an_object_store_as_on_a_disk() -> None:
    pytest.importorskip('fsspec')
    out = Folder('memory://journal-of-a-test')
    for number, names in enumerate((['a', 'b'], ['b', 'c'], ['b', 'c']), 1):
        book = journal.Journal(out)
        book.take([(name, f'd{name}', f'{name}.txt', 'bytes', f'ok:{name}') for name in names])
        book.close(f'inputs {number}', {})
    run, before = find_run(out), find_run(out, 2)
    assert run is not None
    assert before is not None
    assert (run.number, run.new, run.gone, run.news_before) == (3, (), 0, 2)
    assert (before.new, before.gone, before.gone_paths) == (('dc',), 1, ('a.txt',))
    assert find_run(out, 9) is None
