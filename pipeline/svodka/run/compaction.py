"""Parts → fewer parts: many small ones become few large ones, and files that cannot be looked at come along from the
parts of another fingerprint."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from svodka.run.arrow import forgo_pandas
from svodka.run.conditions import AGAIN
from svodka.run.ids import digest
from svodka.run.own import PART_FOLDER, SCRATCH, STATE
from svodka.run.part_index import Held, Index, by_part
from svodka.run.part_schema import part_schema
from svodka.run.plan import weight
from svodka.run.shards import content_of
from svodka.run.storage import Folder, scratch

# A part that is less than half full, of files that are still wanted, is small; so many small ones become large ones.
SMALL, SMALL_PARTS = 0.5, 16


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
    weights = {part: sum(weight(size.get(name, 0)) for name in names) for part, names in files.items()}
    small = [part for part in sorted(files, key=lambda part: files[part][0]) if weights[part] < SMALL]
    if len(small) < SMALL_PARTS:
        return dict(chosen)
    groups: list[list[str]] = [[]]
    full = 0.0
    for part in small:
        if full + weights[part] > 1:
            groups.append([])
            full = 0.0
        groups[-1].append(part)
        full += weights[part]
    merged = dict(chosen)
    for group in groups:
        if len(group) > 1:
            part, content = _merged(out, parts, parts, {part: files[part] for part in group})
            index.content[part] = content
            merged |= {name: replace(chosen[name], part=part) for old in group for name in files[old]}
    return merged


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
