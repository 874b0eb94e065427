"""What both ways of putting documents together have in common: in a database (assemble), and in memory (small)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import pyarrow as pa
    from svodka.collection.corrections import Effect

# A list of participants is no evidence that any two of them have to do with each other.
MAX_COMPANY = 50
TYPE_OF = {'people': 'PER', 'organisations': 'ORG', 'places': 'LOC'}
# Around the path of the document whose text another one has, word for word.
COPY = 'The text is the same as that of ', ' (duplicate).'
COPIES = f'{COPY[0]}another document{COPY[1]}'


class Collection(Protocol):
    """Documents put together: the tables, and what a run tells of them. `effects`: what the corrections did."""

    effects: list[Effect]

    def batches(self, table: str) -> Iterator[pa.RecordBatch]:
        """The rows of a table, in order, in the table's schema."""

    def status(self) -> dict[str, int]:
        """Documents by status."""

    def skipped(self, most: int) -> list[tuple[str, int]]:
        """Why documents were skipped, and how many for each reason, the most frequent first."""

    def failures(self, most: int) -> list[tuple[str, str]]:
        """Path and message of the first documents that failed."""

    def documents(self) -> list[tuple[str, str, str, str, str]]:
        """Of each document, in order: its key, id, path, the hash of its bytes, and its status with a hash of its text;
        as they were read, so a copy of another text is ok here."""

    def entity_ids(self) -> list[str]:
        """The ids of all entities, sorted."""

    def close(self) -> None:
        """Give back what it holds."""
