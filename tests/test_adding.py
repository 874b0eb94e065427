"""Files added one after the other give the tables of a fresh run, in whatever order, whatever is kept between runs."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from svodka.collection import names_known, put_together
from svodka.collection.names_known import Names
from svodka.run import batch
from svodka.run.batch import run
from svodka.run.interface import RunOptions
from svodka.run.output_tables import NAMES
from svodka.tables import TableOptions

from tests.releases import bytes_of
from tests.run_support import threads
from tests.test_small import REPRINT, TEXTS

OPTIONS = RunOptions(tables=TableOptions(('parquet', 'csv')), workers=1)
DAYS = 'мая', 'июня', 'июля'
NAMED = {
    f'{number:02}.txt': f'{number + 1} {DAYS[number % 3]} 2025 года\n\n{text}'
    for number, text in enumerate([*filter(None, TEXTS), REPRINT, f'Мост открыт. {REPRINT}', TEXTS[1]])
}


@pytest.fixture
def tables(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path, Path], dict[str, bytes]]:
    """A run in this process; the bytes of its tables."""
    monkeypatch.setattr(batch, 'processes', threads)

    def made(source: Path, out: Path) -> dict[str, bytes]:
        run([str(source)], str(out), OPTIONS)
        return bytes_of(out)

    return made


@pytest.mark.parametrize('few', [0, 7, 100])
def test_any_order_of_adding_gives_the_tables_of_a_fresh_run(
    tables: Callable[[Path, Path], dict[str, bytes]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    """In a database, in memory, and in memory until there are too many; with one that goes and one that changes."""
    monkeypatch.setattr(put_together, 'FEW_DOCUMENTS', few)
    pick = random.Random(few)
    source, out = tmp_path / 'in', tmp_path / 'out'
    source.mkdir()
    left = sorted(NAMED)
    pick.shuffle(left)
    while left:
        for name in [left.pop() for _ in range(min(len(left), pick.randint(1, 4)))]:
            (source / name).write_text(NAMED[name], encoding='utf-8')
        tables(source, out)
    (source / '03.txt').unlink()
    (source / '05.txt').write_text(NAMED['05.txt'].replace('Осин', 'Лунин'), encoding='utf-8')
    assert tables(source, out) == tables(source, tmp_path / 'fresh')


def test_answers_are_kept_and_asked_for_once(
    tables: Callable[[Path, Path], dict[str, bytes]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, out = tmp_path / 'in', tmp_path / 'out'
    source.mkdir()
    for name in sorted(NAMED)[:-1]:
        (source / name).write_text(NAMED[name], encoding='utf-8')
    tables(source, out)
    kept = out / '.svodka' / NAMES
    before = kept.read_bytes()
    (source / 'new.txt').write_text('Открылась новая выставка.', encoding='utf-8')
    with monkeypatch.context() as patch:
        for question in names_known.QUESTIONS.values():
            patch.setattr(question, 'of', lambda key: pytest.fail(f'{key} was known'))
        found = tables(source, out)
    assert kept.read_bytes() == before
    assert found == tables(source, tmp_path / 'fresh')
    (source / '03.txt').unlink()
    tables(source, out)
    assert pq.read_metadata(kept).num_rows < pq.read_metadata(tmp_path / 'fresh' / '.svodka' / NAMES).num_rows


@pytest.mark.parametrize('spoil', [lambda data: b'', lambda data: data[: len(data) // 2], lambda data: b'PAR1' * 9])
def test_answers_that_cannot_be_read_are_none(
    tables: Callable[[Path, Path], dict[str, bytes]], tmp_path: Path, spoil: Callable[[bytes], bytes]
) -> None:
    source, out = tmp_path / 'in', tmp_path / 'out'
    source.mkdir()
    (source / 'a.txt').write_text(TEXTS[1], encoding='utf-8')
    tables(source, out)
    kept = out / '.svodka' / NAMES
    whole = kept.read_bytes()
    kept.write_bytes(spoil(whole))
    (source / 'b.txt').write_text(TEXTS[2], encoding='utf-8')
    assert tables(source, out) == tables(source, tmp_path / 'fresh')


def before(code: str, path: Path) -> Mapping[str, set[names_known.Key]]:
    with closing(Names(code, path.read_bytes())) as names:
        return names.before


def test_answers_of_other_code_are_none(tmp_path: Path) -> None:
    path = tmp_path / 'names.parquet'
    with closing(Names('one')) as names:
        assert names_known.plain_key('МИД Перу')
        assert names.changed
        names.write(path)
    assert not any(before('other', path).values())
    assert before('one', path)['plain_key'] == {('МИД Перу',)}


def test_what_is_noted_is_little(tmp_path: Path) -> None:
    """Only while somebody will write it, once for each question, and no long names."""
    names_known.plain_key('МИД Чада')
    path = tmp_path / 'names.parquet'
    with closing(Names('one')) as names:
        for call in (lambda: names_known.generic('полиция'), lambda: names_known.generic('полиция', None)):
            assert call() == names_known.YES
        assert names_known.plain_key('МИД ' * 60) == names_known.plain_key('МИД ' * 60)
        assert not names_known.plain_key
        names.write(path)
    names_known.plain_key('МИД Мали')
    assert all(question.asked is None for question in names_known.QUESTIONS.values())
    assert {about: keys for about, keys in before('one', path).items() if keys} == {'generic': {('полиция', None)}}


@pytest.mark.parametrize('error', [OSError(28, 'No space left on device'), pa.ArrowInvalid('no'), None])
def test_answers_that_cannot_be_written_end_no_run(
    tables: Callable[[Path, Path], dict[str, bytes]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    error: Exception | None,
) -> None:
    source = tmp_path / 'in'
    source.mkdir()
    (source / 'a.txt').write_text(TEXTS[1], encoding='utf-8')
    write = Names.write

    def fail(names: Names, path: Path) -> None:
        if error:
            raise error
        names_known.plain_key('МИД \ud800')  # half a character, which no file can hold
        write(names, path)

    monkeypatch.setattr(Names, 'write', fail)
    found = tables(source, tmp_path / 'out')
    assert not (tmp_path / 'out' / '.svodka' / NAMES).exists()
    monkeypatch.undo()
    monkeypatch.setattr(batch, 'processes', threads)
    assert tables(source, tmp_path / 'fresh') == found
