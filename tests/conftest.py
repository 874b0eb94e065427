"""What several modules of tests share."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from svodka.run import batch as run_module
from svodka.run.batch import run
from svodka.run.interface import RunOptions, Summary
from svodka.run.shards import WorkOptions
from svodka.tables import TableOptions

from tests.releases import forks
from tests.run_support import Extract, plain


@pytest.fixture
def extract(monkeypatch: pytest.MonkeyPatch) -> Extract:
    """A run without models, in processes that see what a test patches."""
    monkeypatch.setattr('svodka.analyse.analyse', plain)
    monkeypatch.setattr(run_module, 'processes', forks)
    monkeypatch.setattr('svodka.run.plan.SHARD_FILES', 7)
    monkeypatch.setattr('svodka.collection.put_together.FEW_DOCUMENTS', 5)  # so that runs put together either way

    def extract(
        source: Path | str | Sequence[Path | str],
        out: Path | str,
        *,
        workers: int = 2,
        formats: Sequence[str] = ('parquet', 'csv'),
        **options: object,
    ) -> Summary:
        sources = [source] if isinstance(source, str | Path) else source
        tables = TableOptions(formats)  # type: ignore[arg-type]
        chosen = RunOptions(WorkOptions(), tables, workers, **options)  # type: ignore[arg-type]
        return run([str(s) for s in sources], str(out), chosen)

    return extract
