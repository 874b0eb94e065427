"""What is to be done: which files are as they were, and where the parts are that hold them.

    OUT/.svodka/parts/FINGERPRINT/*.parquet     what each shard of files became
    OUT/.svodka/index.parquet                   what the parts of the last run tell of each file

The index spares a run to read the parts, and keeps the labels of the sources. It says nothing of a file that the parts
do not: what is missing in it, or not as it says, is read from them anew.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from svodka.read import scans
from svodka.read.legacy import office_version
from svodka.read.settings import ReadOptions
from svodka.run.arrow import forgo_pandas
from svodka.run.conditions import AGAIN, LIBRARY, dated, holds, installed, without_days
from svodka.run.ids import digest
from svodka.run.own import PART_FOLDER, STATE
from svodka.run.part_schema import part_schema
from svodka.run.parts import ENTRY_COLUMNS, Entry, entries
from svodka.run.shards import Shard, WorkOptions, content_of, hash_of
from svodka.run.sources import Source
from svodka.run.storage import Folder, scratch
from svodka.run.workers import Pool

INDEX = 'index.parquet'
SCRATCH = 'svodka-scratch-'  # how folders to work in begin
PART = re.compile(r'[0-9a-f]{16}\.parquet')
# Shards are small enough that little is lost with one, and large enough that a part is worth its file.
SHARD_FILES = 100
SHARD_BYTES = 2_000_000
FIRST_FILES = (5, 25)  # of each worker's first shards, so that a run soon shows how fast it is
SHARDS_A_WORKER = 4  # at least, so that the cores end at about the same time
# A part that is less than half full, of files that are still wanted, is small; so many small ones become large ones.
SMALL, SMALL_PARTS = 0.5, 16


@dataclass(frozen=True, slots=True)
class Held:
    """What is known of a file, and the part that holds it."""

    entry: Entry
    part: str


@dataclass(slots=True)
class Index:
    """What parts hold. `content` is a hash of each part; `held` for each file its entries; `before` the entries of the
    last run that wrote its tables, whatever their fingerprint; `labels` those of the sources by location; `memory` the
    bytes of the largest worker that has added to it."""

    content: dict[str, str] = field(default_factory=dict)
    held: dict[str, list[Held]] = field(default_factory=dict)
    before: dict[str, Held] = field(default_factory=dict)
    fingerprint: str = ''
    labels: dict[str, str] = field(default_factory=dict)
    memory: int = 0

    def add(self, part: str, content: str, found: Sequence[Entry]) -> None:
        """Take in a part."""
        self.content[part] = content
        for entry in found:
            self.held.setdefault(entry.file, []).append(Held(entry, part))


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


def by_part(held: Mapping[str, Held]) -> dict[str, list[str]]:
    """The files that each part holds, in order."""
    files: dict[str, list[str]] = {}
    for name in sorted(held):
        files.setdefault(held[name].part, []).append(name)
    return files


# ------------------------------------------------------------------------------------------------------- the index


def read_index(out: Folder, parts: Folder, fingerprint: str) -> Index:
    """What is known of the parts in a folder, and of the files of the last run."""
    index, listed = _stored(out), parts.stamps(PART.fullmatch)
    stamps, index.content, index.held = dict(index.content), {}, {}
    if index.fingerprint == fingerprint:
        for part, names in by_part(index.before).items():
            stamp, _, content = stamps[part].partition(' ')
            if listed.get(part) == stamp:
                index.add(part, content, [index.before[name].entry for name in names])
    if unknown := listed.keys() - index.content.keys():
        with scratch(out.sub(STATE), SCRATCH) as folder:
            for part in unknown:
                known = _told_by(parts, part, folder)
                if known is None:
                    parts.remove(part)
                else:
                    index.add(part, *known)
    return index


def _told_by(parts: Folder, part: str, folder: Path) -> tuple[str, list[Entry]] | None:
    """The hash and the entries of a part; None of one that is damaged."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    forgo_pandas()
    try:
        local = parts.fetch(part, folder)
        with pq.ParquetFile(local) as file:  # not read_table, which loads pandas with pyarrow.dataset
            return content_of(local), entries(file.read(list(ENTRY_COLUMNS)))
    except (OSError, pa.ArrowException, KeyError):
        return None


def _stored(out: Folder) -> Index:
    """The index as it was written, `content` with the parts' stamps before the hashes; empty if there is none that can
    be read."""
    data = out.sub(STATE).read(INDEX)
    if not data:
        return Index()
    import pyarrow as pa
    import pyarrow.parquet as pq

    forgo_pandas()
    try:
        with pq.ParquetFile(pa.BufferReader(data)) as file:
            rows = file.read()
        about = json.loads(rows.schema.metadata[b'svodka'])
        columns = (rows.column(name).to_pylist() for name in ('file', 'stamp', 'sha256', 'condition', 'failed', 'part'))
        before = {
            name: Held(Entry(name, stamp, sha256, condition, tuple(failed)), part)
            for name, stamp, sha256, condition, failed, part in zip(*columns, strict=True)
        }
        content = {part: about['parts'][part] for part in {held.part for held in before.values()}}
        return Index(content, {}, before, about['fingerprint'], about['labels'])
    except (OSError, pa.ArrowException, ValueError, KeyError, TypeError):
        return Index()


def write_index(
    out: Folder, parts: Folder, fingerprint: str, index: Index, chosen: Mapping[str, Held], labels: Mapping[str, str]
) -> None:
    """Write what the parts of these files tell."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    stamps = parts.stamps(PART.fullmatch)
    used = sorted({held.part for held in chosen.values()})
    about = {
        'fingerprint': fingerprint,
        'labels': labels,
        'parts': {part: f'{stamps[part]} {index.content[part]}' for part in used},
    }
    ordered = [chosen[name] for name in sorted(chosen)]
    schema = pa.schema(
        [(name, pa.string()) for name in ('file', 'stamp', 'sha256', 'condition')]
        + [('failed', pa.list_(pa.string())), ('part', pa.string())],
        metadata={'svodka': json.dumps(about, sort_keys=True)},  # in ASCII: a location may be no Unicode
    )
    e = [held.entry for held in ordered]
    columns = [[x.file for x in e], [x.stamp for x in e], [x.sha256 for x in e], [x.condition for x in e],
               [x.failed for x in e], [held.part for held in ordered]]  # fmt: skip
    arrays = [pa.array(column, f.type) for column, f in zip(columns, schema, strict=True)]
    data = pa.BufferOutputStream()
    pq.write_table(pa.Table.from_arrays(arrays, schema=schema), data, compression='zstd')
    if (made := data.getvalue().to_pybytes()) != out.sub(STATE).read(INDEX):
        with out.sub(STATE).written(INDEX) as path:
            path.write_bytes(made)


# -------------------------------------------------------------------------------------------------------- the plan


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


# ----------------------------------------------------------------------------------------------------- compaction


def carry(out: Folder, index: Index, parts: Folder, chosen: Mapping[str, Held], kept: Sequence[str]) -> dict[str, Held]:
    """`chosen` with the files that are kept from parts of another fingerprint in a part of this one, where they can be
    read yet; they are done again as soon as they can be looked at."""
    old = out.sub(f'{STATE}/parts/{index.fingerprint}')
    if not kept or not PART_FOLDER.fullmatch(index.fingerprint) or old == parts:
        return dict(chosen)
    carried = {name: held for name, held in chosen.items() if name not in kept}
    held = by_part({name: chosen[name] for name in kept})
    files = {part: names for part, names in held.items() if _has_this_schema(old, part)}
    if files:
        part, content = _merged(out, parts, old, files)
        index.content[part] = content
        for name in (name for names in files.values() for name in names):
            carried[name] = Held(replace(chosen[name].entry, condition=AGAIN), part)
    return carried


def _has_this_schema(place: Folder, part: str) -> bool:
    import pyarrow as pa
    import pyarrow.parquet as pq

    forgo_pandas()
    try:
        with pq.ParquetFile(pa.BufferReader(place.read(part) or b'')) as file:
            return bool(file.schema_arrow.equals(part_schema()))
    except (OSError, pa.ArrowException):
        return False


def compact(
    out: Folder, index: Index, parts: Folder, chosen: Mapping[str, Held], size: Mapping[str, int]
) -> dict[str, Held]:
    """`chosen` with many small parts made into few large ones; `size`: bytes of each file, as far as they are known."""
    files = by_part(chosen)
    weight = {part: sum(_weight(size.get(name, 0)) for name in names) for part, names in files.items()}
    small = [part for part in sorted(files, key=lambda part: files[part][0]) if weight[part] < SMALL]
    if len(small) < SMALL_PARTS:
        return dict(chosen)
    groups: list[list[str]] = [[]]
    full = 0.0
    for part in small:
        if full + weight[part] > 1:
            groups.append([])
            full = 0.0
        groups[-1].append(part)
        full += weight[part]
    merged = dict(chosen)
    for group in groups:
        if len(group) > 1:
            part, content = _merged(out, parts, parts, {part: files[part] for part in group})
            index.content[part] = content
            merged |= {name: replace(chosen[name], part=part) for old in group for name in files[old]}
    return merged


def _weight(size: int) -> float:
    """The share of a full part that a file of so many bytes takes."""
    return max(1 / SHARD_FILES, size / SHARD_BYTES)


def _merged(out: Folder, parts: Folder, place: Folder, files: Mapping[str, Sequence[str]]) -> tuple[str, str]:
    """Write one part of several that lie in `place`, of each only the rows of these files; its name and its hash."""
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    forgo_pandas()
    name = f'{digest("merged", sorted(files.items()))}.parquet'
    with scratch(out.sub(STATE), SCRATCH) as folder, parts.written(name) as path:
        with pq.ParquetWriter(path, part_schema(), compression='zstd') as writer:
            for part, names in files.items():
                wanted = pa.array(names, pa.string())
                with pq.ParquetFile(place.fetch(part, folder)) as file:
                    for batch in file.iter_batches():
                        writer.write_batch(batch.filter(pc.is_in(batch.column('file'), wanted)))
        return name, content_of(path)
