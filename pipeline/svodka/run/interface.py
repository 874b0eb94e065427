"""What a run is asked for and what it tells: options, progress, a summary, an error."""

from __future__ import annotations

from dataclasses import dataclass, field

from svodka.collection.corrections import Correction
from svodka.run.shards import WorkOptions
from svodka.tables import TableOptions


class RunError(Exception):
    """A run that cannot go on, with one sentence that says what to do; `usage`: it was not asked for rightly."""

    def __init__(self, message: str, usage: bool = True) -> None:
        super().__init__(message)
        self.usage = usage


@dataclass(frozen=True, slots=True)
class RunOptions:
    """How a run goes. `workers`: processes, None for one a core; `cluster`: a Dask scheduler's address instead;
    `corrections`: the user's, see svodka.collection.corrections; `include`, `exclude`: patterns of the files that are
    read, see svodka.run.sources.wanted."""

    work: WorkOptions = field(default_factory=WorkOptions)
    tables: TableOptions = field(default_factory=TableOptions)
    workers: int | None = None
    cluster: str | None = None
    corrections: tuple[Correction, ...] = ()
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did.

    `files` in all, and of them `fresh` (read in this run): the `new` ones, the `changed` ones, and those that were done
    again; `kept` could not be looked at and stay as they were; `gone` are no more. `status`: documents by status;
    `failed`: path and message of some that failed; `failed_anew`: how many did not fail in the last run. `rows` by
    table; `corrections`: what each did; `left_out`: how many the last run had that this one was not given.
    `passed_over`: folders that svodka itself made, in words. `stale`: tables in the output that neither this run wrote
    nor, as far as run.json tells, the last one, so that they stay. `skipped`: the most frequent reasons, each with the
    number of documents. `news`: how many documents are new, changed, gone and moved since the last run. `edited`: the
    name under which a workbook is kept that the reader had written into.
    """

    files: int
    fresh: int
    status: dict[str, int]
    rows: dict[str, int]
    seconds: float
    out: str
    corrections: tuple[str, ...] = ()
    failed: tuple[tuple[str, str], ...] = ()
    new: int = 0
    changed: int = 0
    kept: int = 0
    gone: int = 0
    failed_anew: int = 0
    left_out: int = 0
    passed_over: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()
    skipped: tuple[tuple[str, int], ...] = ()
    news: dict[str, int] = field(default_factory=dict)
    edited: str = ''

    @property
    def again(self) -> int:
        """Files that were done again though they are as they were: svodka changed, or a failure may have passed."""
        return self.fresh - self.new - self.changed


@dataclass(frozen=True, slots=True)
class Progress:
    """What a run tells while it goes on: files done of those that are to be done, None while it does something else."""

    step: str
    done: int | None = None
    total: int | None = None
