"""The notebooks run from top to bottom on tables of a few releases, and are kept without outputs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.report_support import rows, write

NOTEBOOKS = sorted((Path(__file__).parents[1] / 'notebooks').glob('*.ipynb'))


@pytest.fixture(scope='module')
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = rows(30)
    for row in found['mentions'][2::9]:
        row['form'] = 'adjective'
    return write(tmp_path_factory.mktemp('notebooks'), found, formats=('parquet',))


@pytest.mark.parametrize('path', NOTEBOOKS, ids=lambda path: path.stem)
def test_it_runs(path: Path, tables: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    nbformat = pytest.importorskip('nbformat')
    nbclient = pytest.importorskip('nbclient')
    monkeypatch.setenv('SVODKA_TABLES', str(tables))
    book: Any = nbformat.read(path, as_version=4)
    code = [cell for cell in book.cells if cell.cell_type == 'code']
    assert not any(cell.outputs for cell in code), 'keep notebooks without outputs: they are made by running'
    nbclient.NotebookClient(book, timeout=120, resources={'metadata': {'path': str(path.parent)}}).execute()
    nbformat.validate(book)
    assert all(cell.outputs for cell in code[1:]) or path.stem == 'quality'
    assert len(nbformat.writes(book)) < 300_000


def test_there_are_three() -> None:
    assert [path.stem for path in NOTEBOOKS] == ['explore', 'quality', 'quotations']
