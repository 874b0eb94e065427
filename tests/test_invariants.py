"""What holds of the tables whatever is read: of the sample releases always, of all texts there are with `-m whole`.

What each table must be is `holds` in tests/test_tables.py. Here it is asked of many documents, and that the tables are
the same byte for byte whatever the number of workers, the order of files and the number of runs.
"""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from svodka import extract, open_tables
from svodka.analyse import analyse
from svodka.language.person_names import JUNIOR, PARTICLES, PATRONYMIC_WORDS
from svodka.model import Document
from svodka.run.batch import run
from svodka.run.interface import RunOptions
from svodka.run.parts import part
from svodka.run.shards import BATCH_DOCUMENTS, ReadOptions, WorkOptions, read_documents, writable
from svodka.run.sources import Origin, find_sources
from svodka.tables import TableOptions

from tests.releases import bytes_of
from tests.test_tables import holds

ROOT = Path(__file__).parent.parent
RELEASES = ROOT / 'data' / 'releases'
SHARED = ROOT.parent / 'shared'
RUNS = 10
whole = [pytest.mark.whole, pytest.mark.skipif(not SHARED.exists(), reason='the shared texts are not here')]
# The clock must not decide what a table holds: a busy machine reads slowly.
WORK = WorkOptions(ReadOptions(max_seconds=600))


@pytest.fixture(scope='module', params=['samples', pytest.param('shared', marks=whole)])
def source(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of all files there are: the sample releases, or the shared releases in every format and the corpora."""
    if request.param == 'samples':
        return RELEASES
    folder = tmp_path_factory.mktemp('shared')
    shutil.copytree(SHARED / 'releases', folder / 'releases')
    for path in sorted((SHARED / 'corpora').rglob('*.txt')):
        copy = folder / path.relative_to(SHARED)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, copy)
    return folder


@pytest.fixture(scope='module')
def undisturbed(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables that one worker makes in one run."""
    return tables_of([source], tmp_path_factory.mktemp('tables') / 'out', 1)


def tables_of(sources: list[Path], out: Path, workers: int) -> Path:
    run([str(s) for s in sources], str(out), RunOptions(WORK, TableOptions(), workers))
    return out


def test_tables_are_sound(undisturbed: Path) -> None:
    tables = open_tables(undisturbed, names=False)
    holds(tables)
    assert not tables['documents']['message'].str.contains('please report').any()
    assert tables['documents']['status'].eq('ok').mean() > 0.8


def test_people_are_called_as_people_are(undisturbed: Path) -> None:
    """No name of a person is in lower case, cut, with a mark open, or two people's."""
    names = open_tables(undisturbed, names=False)['people']['name']
    assert not [name for name in names if is_odd(name)]


def is_odd(name: str) -> bool:
    small = PARTICLES | PATRONYMIC_WORDS | JUNIOR
    words = name.split()
    plain = [w for w in words if w.islower() and w.partition('-')[0] not in small]
    paired = all(name.count(a) == name.count(b) for a, b in ('«»', '()', '[]', '„“')) and name.count('"') % 2 == 0
    return bool(plain) or 'и' in words or not paired or not re.fullmatch(r'[\w«"].*[\w.»)\]"]', name)


def documents(source: Path) -> Iterator[tuple[Origin, Document]]:
    """All documents that can be analysed, in order."""
    for file in find_sources([str(source)]).files:
        if not file.refused:
            for origin, document in read_documents(Path(file.location), Origin(file.path, file.label), WORK.read):
                if document.status == 'ok':
                    yield origin, writable(document)


def test_rows_of_a_document_do_not_depend_on_its_neighbours(source: Path) -> None:
    """All rows of a part, in the order of files, in another, and each document alone; ids are given out later."""
    given = list(documents(source))
    assert len(given) > 20
    alone = [part([origin], analyse([document])) for origin, document in given]
    order = list(range(len(given)))
    for seed in (None, 1):
        if seed is not None:
            random.Random(seed).shuffle(order)
        for at in range(0, len(order), BATCH_DOCUMENTS):
            chosen = order[at : at + BATCH_DOCUMENTS]
            together = part([given[i][0] for i in chosen], analyse([given[i][1] for i in chosen]))
            for row, i in enumerate(chosen):
                assert together.slice(row, 1).equals(alone[i]), given[i][1].path


@pytest.mark.parametrize('workers', [2, pytest.param(4, marks=pytest.mark.whole)])
def test_any_number_of_workers_leaves_the_same_bytes(
    source: Path, undisturbed: Path, tmp_path: Path, workers: int
) -> None:
    assert bytes_of(tables_of([source], tmp_path / 'out', workers)) == bytes_of(undisturbed)


@pytest.mark.whole
def test_any_order_of_files_and_ten_runs_leave_the_same_bytes(source: Path, undisturbed: Path, tmp_path: Path) -> None:
    """Files come and go, in an order at random; two workers, so that shards end in an order at random, too."""
    files = [path.relative_to(source) for path in sorted(source.rglob('*')) if path.is_file()]
    random.Random(2).shuffle(files)
    grown, out = tmp_path / 'grown', tmp_path / 'out'
    for number in range(RUNS):
        for file in files[number::RUNS]:
            (grown / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source / file, grown / file)
        passing = grown / f'{number}.txt'
        passing.write_text(f'В {number + 2} часов министр Иван Петров прибыл в Казань.', encoding='utf-8')
        if number:
            (grown / f'{number - 1}.txt').unlink()
        if number == RUNS - 1:
            passing.unlink()
        tables_of([grown], out, 2)
    assert bytes_of(out) == bytes_of(undisturbed)


@pytest.mark.whole
def test_any_order_of_sources_leaves_the_same_bytes(source: Path, tmp_path: Path) -> None:
    """The files of a folder each named on the command line, forwards and backwards."""
    files = [path for path in sorted(source.rglob('*.txt')) if path.is_file()][:300]
    forwards = tables_of(files, tmp_path / 'forwards', 2)
    assert bytes_of(tables_of(files[::-1], tmp_path / 'backwards', 2)) == bytes_of(forwards)


def test_the_library_makes_the_same_rows(source: Path, undisturbed: Path) -> None:
    written = open_tables(undisturbed, names=False)
    for table, rows in extract(source, options=WORK).items():
        assert rows.equals(written[table]), table
