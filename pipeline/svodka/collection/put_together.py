"""Documents put together: in memory if they are few, else in a database, which takes longer to begin and has no end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import pyarrow.parquet as pq
from svodka.collection.common import Collection
from svodka.collection.corrections import Correction
from svodka.collection.reprints_known import Known
from svodka.run.part_schema import part_schema

# So many documents are few, unless their rows take more bytes, or lie in more files than may be open at once. Of 400
# releases as of 3,000 a database makes the tables in two to three times the time.
FEW_DOCUMENTS, FEW_BYTES, FEW_PARTS = 10_000, 250_000_000, 200


def put_together(
    parts: Mapping[str, Mapping[str, str]],
    scratch: Path,
    threads: int = 1,
    memory: str = '1GB',
    corrections: Sequence[Correction] = (),
    ranks: Mapping[str, int] | None = None,
    known: Known | None = None,
) -> Collection:
    """The linked collection of these parts; the arguments are those of svodka.collection.assemble.Assembly."""
    if not parts:  # each way reads one file at least
        none = scratch / 'none.parquet'
        pq.write_table(part_schema().empty_table(), none)
        parts = {str(none): {}}
    if not corrections and are_few(parts):
        # Either way is loaded alone.
        from svodka.collection.small import SmallCollection

        return SmallCollection(sorted(parts.items()), ranks, known)
    # DuckDB comes with it.
    from svodka.collection.assemble import Assembly

    return Assembly(parts, scratch, threads, memory, corrections, ranks, known)


def are_few(parts: Mapping[str, object]) -> bool:
    """Whether the documents of some parts are few."""
    if len(parts) > FEW_PARTS:
        return False
    documents = size = 0
    for part in parts:
        with pq.ParquetFile(part) as file:
            about = file.metadata
            documents += about.num_rows
            size += sum(about.row_group(i).total_byte_size for i in range(about.num_row_groups))
        if documents > FEW_DOCUMENTS or size > FEW_BYTES:
            return False
    return True


@contextmanager
def storage_errors() -> Iterator[None]:
    """What DuckDB cannot write, or has no room to work in, is an OSError here as everywhere."""
    try:
        yield
    except Exception as error:
        import duckdb  # not before, for few documents do without

        if isinstance(error, duckdb.IOException | duckdb.OutOfMemoryException):
            raise OSError(str(error).partition('\n')[0]) from error
        raise
