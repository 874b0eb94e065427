"""The index of the parts: which files each holds, and what is known of them.

    OUT/.svodka/parts/FINGERPRINT/*.parquet     what each shard of files became
    OUT/.svodka/index.parquet                   what the parts of the last run tell of each file

The index spares a run to read the parts, and keeps the labels of the sources. It says nothing of a file that the parts
do not: what is missing in it, or not as it says, is read from them anew.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from svodka.run.arrow import forgo_pandas
from svodka.run.own import PART_FILE, SCRATCH, STATE
from svodka.run.parts import ENTRY_COLUMNS, Entry, entries
from svodka.run.shards import content_of
from svodka.run.storage import Folder, scratch

INDEX = 'index.parquet'


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


def by_part(held: Mapping[str, Held]) -> dict[str, list[str]]:
    """The files that each part holds, in order."""
    files: dict[str, list[str]] = {}
    for name in sorted(held):
        files.setdefault(held[name].part, []).append(name)
    return files


def read_index(out: Folder, parts: Folder, fingerprint: str) -> Index:
    """What is known of the parts in a folder, and of the files of the last run."""
    index, listed = _stored(out), parts.stamps(PART_FILE.fullmatch)
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

    stamps = parts.stamps(PART_FILE.fullmatch)
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
