"""What is to be done: which files are as they were, which are to be read, and how these are cut into shards."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from svodka.read import scans
from svodka.read.legacy import office_version
from svodka.read.settings import ReadOptions
from svodka.run.conditions import LIBRARY, dated, holds, installed, without_days
from svodka.run.part_index import Held, Index
from svodka.run.parts import Entry
from svodka.run.shards import Shard, WorkOptions, hash_of
from svodka.run.sources import Source
from svodka.run.storage import Folder
from svodka.run.workers import Pool

# Shards are small enough that little is lost with one, and large enough that a part is worth its file.
SHARD_FILES = 100
SHARD_BYTES = 2_000_000
FIRST_FILES = (5, 25)  # of each worker's first shards, so that a run soon shows how fast it is
SHARDS_A_WORKER = 4  # at least, so that the cores end at about the same time


@dataclass(frozen=True, slots=True)
class Plan:
    """The files of a run. `chosen`: those that parts hold as they are; `fresh`: those to be read, because they are new,
    changed, or to be done again; `kept`: those that cannot be looked at now and stay as they were; `gone`: how many of
    the last run are no more."""

    chosen: dict[str, Held]
    fresh: list[Source]
    new: int = 0
    changed: int = 0
    kept: tuple[str, ...] = ()
    gone: int = 0


def plan(files: Sequence[Source], index: Index, options: WorkOptions) -> Plan:
    """Which of these files are as they were, and which are to be read."""
    now = _conditions(options.read)
    kept = _kept(files, index)
    chosen: dict[str, Held] = {}
    fresh: list[Source] = []
    new = changed = 0
    for file in files:
        if file.key in kept:
            continue
        held = index.held.get(file.key, [])
        last = index.before.get(file.key)
        known = [h.entry for h in held] + ([last.entry] if last else [])
        same = _unchanged(file, known, options)
        good = next((h for h in held if h.entry in same and _holds(h.entry.condition, file, now)), None)
        if good:
            known_by = good.entry.stamp == file.stamp
            chosen[file.key] = good if known_by else replace(good, entry=replace(good.entry, stamp=file.stamp))
            continue
        fresh.append(file)
        new += not known
        changed += bool(known) and not same
    gone = index.before.keys() - {file.key for file in files} - kept.keys()
    return Plan(chosen | kept, fresh, new, changed, tuple(kept), len(gone))


def _conditions(read: ReadOptions) -> Callable[[str], str]:
    """What the names in conditions stand for now."""
    programs = {'libreoffice': office_version, 'tesseract': scans.version}

    def now(name: str) -> str:
        if name in programs:
            return programs[name]()
        if name.startswith(LIBRARY):
            return installed(name.removeprefix(LIBRARY))
        return str(getattr(read, name, ''))

    return now


def _holds(condition: str, file: Source, now: Callable[[str], str]) -> bool:
    """Whether what was read of a file is still what a new try would give, with the days that the user gives."""
    rest, days = without_days(condition)
    return days == dated(file.days) and holds(rest, now)


def _unchanged(file: Source, known: Sequence[Entry], options: WorkOptions) -> list[Entry]:
    """The entries that tell of a file as it is now: those with its stamp, else those with its content."""
    same = [entry for entry in known if file.stamp and entry.stamp == file.stamp]
    if same or file.refused or not known:
        return same
    try:
        with file.opened() as path:
            now = hash_of(path, options.read.max_bytes)
    except OSError:
        return []
    return [entry for entry in known if now and entry.sha256 == now]


def _kept(files: Sequence[Source], index: Index) -> dict[str, Held]:
    """The files of the last run that cannot be looked at now: they, or the folder that they lie in, may not be read.

    They count as they were, and are done again as soon as they can be.
    """
    names = {file.key for file in files}
    closed = tuple(f'{file.key}/' for file in files if file.refused and file.status == 'failed')
    unseen = {file.key for file in files if not file.stamp and not file.refused}
    return {
        name: held
        for name, held in index.before.items()
        if name in unseen or (name not in names and closed and name.startswith(closed))
    }


def shards(files: Sequence[Source], parts: Folder, options: WorkOptions, pool: Pool) -> list[Shard]:
    """Cut files, in order, into shards of bounded number and size."""
    most = max(1, min(SHARD_FILES, len(files) // (pool.workers * SHARDS_A_WORKER)))
    groups: list[list[Source]] = []
    size = 0
    for file in files:
        rank = (len(groups) - 1) // pool.workers
        some = min(most, FIRST_FILES[rank]) if rank < len(FIRST_FILES) else most
        if not groups or len(groups[-1]) >= some or size + file.size > SHARD_BYTES:
            groups.append([])
            size = 0
        groups[-1].append(file)
        size += file.size
    return [Shard(tuple(group), parts, options) for group in groups]


def weight(size: int) -> float:
    """The share of a full part that a file of so many bytes takes."""
    return max(1 / SHARD_FILES, size / SHARD_BYTES)
