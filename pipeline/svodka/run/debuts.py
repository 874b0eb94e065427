"""Which run brought which entity, beside the journal: OUT/.svodka/entities.parquet.

The tables tell of whom the documents of now speak. Whether somebody in a document that changed was known before is
known only to whom looked at the tables before.
"""

from __future__ import annotations

from collections.abc import Iterable

from svodka.run.arrow import forgo_pandas
from svodka.run.storage import Folder

ENTITIES = 'entities.parquet'


def note(state: Folder, entities: Iterable[str], number: int, first: bool) -> None:
    """Write with which run each entity of the tables came: those not known before with this one, of this number. Where
    nothing was noted, and yet this run is not the `first`, none is taken for new."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    known = _read(state)
    new = number if known or first else 0
    runs = {entity: known.get(entity, new) for entity in entities}
    rows = pa.table({'entity_id': pa.array(list(runs), pa.string()), 'run': pa.array(list(runs.values()), pa.int32())})
    with state.written(ENTITIES) as path:
        pq.write_table(rows, path, compression='zstd')


def come_with(state: Folder, number: int) -> tuple[str, ...]:
    """The ids of the entities that came with a run."""
    return tuple(entity for entity, run in _read(state).items() if run == number)


def _read(state: Folder) -> dict[str, int]:
    """The number of the run by entity; empty if there is nothing that can be read."""
    data = state.read(ENTITIES)
    if not data:
        return {}
    import pyarrow as pa
    import pyarrow.parquet as pq

    forgo_pandas()
    try:
        with pq.ParquetFile(pa.BufferReader(data)) as file:
            rows = file.read(['entity_id', 'run']).to_pydict()
        return {str(entity): int(run) for entity, run in zip(rows['entity_id'], rows['run'], strict=True)}
    except (OSError, pa.ArrowException, ValueError, KeyError, TypeError):
        return {}
