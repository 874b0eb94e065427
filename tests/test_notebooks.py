"""The notebooks run from top to bottom on tables of a few releases, and are kept with small outputs."""

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
    nbclient.NotebookClient(book, timeout=120, resources={'metadata': {'path': str(path.parent)}}).execute()
    nbformat.validate(book)
    code = [cell for cell in book.cells if cell.cell_type == 'code']
    assert all(cell.outputs for cell in code[1:]), 'each cell shows something'
    assert not [out for cell in code for out in cell.outputs if out.get('name') == 'stderr'], 'and warns of nothing'


@pytest.mark.parametrize('path', NOTEBOOKS, ids=lambda path: path.stem)
def test_it_is_kept_with_small_outputs_and_begins_with_one_s_own_texts(path: Path) -> None:
    nbformat = pytest.importorskip('nbformat')
    text = path.read_text(encoding='utf-8')
    assert len(text) < 150_000, 'run it on the tables of data/releases, and keep what it shows small'
    assert not [place for place in ('/root/', '/home/', '/tmp/', '/work/') if place in text]
    code = [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == 'code']
    assert "svodka.extract(df['text'], df['date'], ids=df['id'])" in code[1].source
    assert all(cell.outputs for cell in code[1:])
    assert {out.output_type for cell in code for out in cell.outputs} <= {'execute_result', 'display_data', 'stream'}


def test_there_are_three() -> None:
    assert [path.stem for path in NOTEBOOKS] == ['explore', 'quality', 'quotations']
