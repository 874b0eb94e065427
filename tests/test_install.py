"""What the installation's check does with each thing that may come, without installing anything."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests import install
from tests.install import Case, FailedError, UnreachableError, dependencies, differences, lowest, pip
from tests.test_ci import executable


def test_every_dependency_has_a_lowest_version() -> None:
    assert lowest(['numpy>=2.1', 'pymorphy3[fast]>=2.0.4']) == ('numpy==2.1', 'pymorphy3==2.0.4')
    assert [c for c in lowest(dependencies()) if '==' not in c] == []


def test_tables_are_compared_by_what_is_in_them(tmp_path: Path) -> None:
    ours, theirs = tmp_path / 'ours', tmp_path / 'theirs'
    for folder, compression in ((ours, 'zstd'), (theirs, 'none')):
        folder.mkdir()
        pq.write_table(pa.table({'a': [1, 2]}), folder / 'same.parquet', compression=compression)
        pq.write_table(pa.table({'a': [1 if folder == ours else 2]}), folder / 'other.parquet')
        (folder / 'same.csv').write_text('a\n1\n')
        (folder / 'other.csv').write_text(folder.name)
    (ours / 'only.csv').write_text('a\n')
    assert differences(ours, theirs) == ['only.csv', 'other.csv', 'other.parquet']


@pytest.mark.parametrize(('reached', 'raised'), [(0, FailedError), (1, UnreachableError)])
def test_pip_that_fails_is_told_from_a_network_that_does(tmp_path: Path, reached: int, raised: type[Exception]) -> None:
    text = f'#!/bin/sh\ncase "$*" in *download*) exit {reached};; esac\necho "no such version"\nexit 1\n'
    python = executable(tmp_path / 'python', text)
    with pytest.raises(raised, match='no such version' if raised is FailedError else None):
        pip(tmp_path, python, 'install', 'svodka')


@pytest.fixture
def two_cases(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(install, 'build', lambda folder: folder / 'svodka.whl')
    monkeypatch.setattr(install, 'extract', lambda folder, *_, **__: folder)
    monkeypatch.setattr(install, 'cases', lambda: [Case(name, 'python', '', ()) for name in ('low', 'high')])


@pytest.mark.usefixtures('two_cases')
@pytest.mark.parametrize('broken', ['low', 'high', ''])
def test_one_end_that_fails_fails_the_check_after_the_other(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], broken: str
) -> None:
    def check(_folder: Path, case: Case, *_: Path) -> None:
        if case.name == broken:
            raise FailedError('people.csv differs')

    monkeypatch.setattr(install, 'check', check)
    assert install.main() == int(bool(broken))
    low, high = capsys.readouterr().out.splitlines()
    assert [line.partition(': ')[2] for line in (low, high)] == [
        'people.csv differs' if broken == name else 'the same tables' for name in ('low', 'high')
    ]


@pytest.mark.usefixtures('two_cases')
@pytest.mark.parametrize('step', ['build', 'check'])
def test_without_a_network_nothing_is_tried(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], step: str
) -> None:
    def unreachable(*_: object) -> None:
        raise UnreachableError

    monkeypatch.setattr(install, step, unreachable)
    assert install.main() == 0
    assert capsys.readouterr().out == 'PyPI cannot be reached: the installation was not tried.\n'
