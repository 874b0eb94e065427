"""Files added one after the other give the tables of a fresh run, in whatever order, whatever is kept between runs."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

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


def test_answers_of_other_code_are_none(tmp_path: Path) -> None:
    names = Names('one')
    assert names_known.plain_key('МИД Перу')
    assert names.changed
    path = tmp_path / 'names.parquet'
    names.write(path)
    assert not any(Names('other', path.read_bytes()).before.values())
    assert Names('one', path.read_bytes()).before['plain_key'] == {('МИД Перу',)}
