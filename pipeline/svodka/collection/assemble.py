"""Parts → the tables of the whole collection, inside DuckDB and slice by slice, so that no table need fit in memory.

The order of rows follows the documents' paths and, inside a document, the text; so the tables are the same byte for
byte however the documents were cut into shards and in however many runs they came.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import duckdb
import pyarrow as pa
from svodka.collection.common import COPIES
from svodka.collection.corrections import Correction
from svodka.collection.corrections_rows import RowCorrections
from svodka.collection.link import link_entities
from svodka.collection.queries import WHOLE, documents_query, nested_query, texts_query
from svodka.collection.reprints import reprints_in
from svodka.collection.reprints_known import Known
from svodka.schema import arrow_schema

# A slice of documents is what one query takes at a time: at most this many characters or documents.
SLICE_CHARACTERS = 8_000_000
SLICE_DOCUMENTS = 4_000
BATCH_ROWS = 100_000
# The files that count: the part that each is in, its key, what the tables call it, what its rows are ordered by.
CHOSEN = pa.schema([('part', pa.string()), ('file', pa.string()), ('name', pa.string()), ('rank', pa.int64())])


class Assembly:
    """The linked collection: made once from the parts, then asked for one table after the other."""

    def __init__(
        self,
        parts: Mapping[str, Mapping[str, str]],
        scratch: Path,
        threads: int = 1,
        memory: str = '1GB',
        corrections: Sequence[Correction] = (),
        ranks: Mapping[str, int] | None = None,
        known: Known | None = None,
    ) -> None:
        """`parts`: for each part's file the keys of the source files that count in it, and what the tables call them;
        `scratch`: a folder to work in; `ranks`: for each key what its rows are ordered by before their paths;
        `known`: what an earlier run found of pairs of texts."""
        self.db = duckdb.connect()  # in memory, spilling to `scratch`
        self.db.execute(f"SET threads = {threads}; SET memory_limit = '{memory}'; SET preserve_insertion_order = true")
        with suppress(duckdb.Error):  # a notebook without ipywidgets has no bar to switch off
            self.db.execute('SET enable_progress_bar = false')
        self.db.execute('SET temp_directory = ?', [str(scratch / 'spill')])
        of = ranks or {}
        rows = [(part, file, name, of.get(file, 0)) for part, files in parts.items() for file, name in files.items()]
        columns_ = [pa.array([row[i] for row in rows], field.type) for i, field in enumerate(CHOSEN)]
        self.db.register('given', pa.Table.from_arrays(columns_, schema=CHOSEN))
        self.db.execute('CREATE TABLE chosen AS SELECT * FROM given')
        self.db.unregister('given')
        self.parts = sorted(parts)
        self._read_documents()
        self._read_reprints(known)
        self.corrected = RowCorrections(self.db, corrections)
        self.corrected.documents()
        self.slices = {(first, last): self._parts_of(first, last) for first, last in self._slices()}
        self._read_entities()
        self.corrected.rows(lambda condition: (self._documents(slice_, condition) for slice_ in self.slices))
        effects = link_entities(self.db, [c for c in corrections if c.place not in self.corrected.found])
        self.corrected.speakers()
        order = {c.place: n for n, c in enumerate(corrections)}
        self.effects = sorted([*effects, *self.corrected.effects], key=lambda effect: order[effect.correction.place])
        self.db.execute(
            """CREATE TABLE counted AS
               SELECT entity_id, count(DISTINCT document_id) FILTER (mentions > 0) AS documents,
                      sum(mentions)::BIGINT AS mentions, min(published) FILTER (mentions > 0) AS first_date,
                      max(published) FILTER (mentions > 0) AS last_date
               FROM entities JOIN links USING (document_id, local) JOIN live USING (document_id) GROUP BY entity_id"""
        )
        self._count_quotations()

    def _count_quotations(self) -> None:
        """The table `quoted`: how many quotations have an entity as their speaker."""
        if 'quotations' in self.corrected.tables:
            rows = ' UNION ALL '.join(f'({self._query("quotations", slice_)})' for slice_ in self.slices)
            self.db.execute(
                f"""CREATE TABLE quoted AS SELECT speaker_id AS entity_id, count(*) AS quotations FROM ({rows})
                    WHERE speaker_id IS NOT NULL GROUP BY ALL"""
            )
            return
        self.db.execute('CREATE TABLE spoken (document_id VARCHAR, local INTEGER)')
        for slice_ in self.slices:
            self.db.execute(
                f"""INSERT INTO spoken SELECT document_id, unnest(list_transform(quotations, lambda q: q.speaker_id))
                    FROM {self._documents(slice_, 'kept')}"""
            )
        self.db.execute(
            """CREATE TABLE quoted AS SELECT entity_id, count(*) AS quotations
               FROM spoken JOIN links USING (document_id, local) WHERE type IN ('PER', 'ORG') GROUP BY entity_id;
               DROP TABLE spoken"""
        )

    def _read_documents(self) -> None:
        """The table `live`: the documents of the collection in their order; of those with the same text one is kept,
        the oldest.

        `path` is made of the file's key, so that the order and what hangs on it do not change with the other sources;
        `shown` is what the tables call it.
        """
        self.db.execute(
            f"""CREATE TABLE live AS
                WITH read AS (
                    SELECT p.document_id, p.path, c.rank, c.name || substr(p.path, length(p.file) + 1) AS shown,
                           p.filename AS part, p.fingerprint, p.document.status AS status,
                           p.document.published AS published, p.document.characters AS characters
                    FROM {scan(self.parts)} p JOIN chosen c ON c.part = p.filename AND c.file = p.file),
                first AS (
                    SELECT fingerprint, first(path ORDER BY published NULLS LAST, path) AS original,
                           first(shown ORDER BY published NULLS LAST, path) AS original_shown,
                           first(document_id ORDER BY published NULLS LAST, path) AS original_id FROM read
                    WHERE status = 'ok' AND fingerprint <> '' GROUP BY fingerprint)
                SELECT row_number() OVER (ORDER BY rank, path) AS ordinal, read.*,
                       CASE WHEN status = 'ok' AND original <> path THEN original_shown END AS original,
                       CASE WHEN status = 'ok' AND original <> path THEN original_id END AS original_id,
                       status = 'ok' AND coalesce(original, path) = path AS kept
                FROM read LEFT JOIN first USING (fingerprint) ORDER BY ordinal"""
        )

    def _read_reprints(self, known: Known | None) -> None:
        """The table `reprints`: of a document that reprints another one, word for word or nearly, the oldest one."""
        held = f"""FROM {scan(self.parts)} p JOIN live l ON l.part = p.filename AND l.document_id = p.document_id
                   WHERE kept"""
        near = reprints_in(
            self.db,
            f'SELECT ordinal, sketch {held} AND octet_length(sketch) > 0 ORDER BY published NULLS LAST, ordinal',
            f'SELECT ordinal, text {held}',
            known,
        )
        columns_ = [pa.array(column, pa.int64()) for column in (zip(*near, strict=True) if near else ((), ()))]
        self.db.register('near', pa.table(columns_, ['later', 'earlier']))
        self.db.execute(
            """CREATE TABLE reprints AS
               WITH near_ids AS (SELECT l.document_id, e.document_id AS oldest FROM near
                                 JOIN live l ON l.ordinal = later JOIN live e ON e.ordinal = earlier)
               SELECT live.document_id, coalesce(n.oldest, o.oldest, original_id) AS oldest FROM live
               LEFT JOIN near_ids n ON n.document_id = live.document_id
               LEFT JOIN near_ids o ON o.document_id = original_id
               WHERE coalesce(n.oldest, original_id) IS NOT NULL"""
        )
        self.db.unregister('near')

    def _read_entities(self) -> None:
        self.db.execute(
            """CREATE TABLE entities (document_id VARCHAR, local INTEGER, type VARCHAR, name VARCHAR, first VARCHAR,
                   middle VARCHAR, last VARCHAR, gender VARCHAR, abbreviation VARCHAR,
                   place STRUCT(key VARCHAR, name VARCHAR, kind VARCHAR, country VARCHAR, geonames_id BIGINT,
                                latitude DOUBLE, longitude DOUBLE),
                   located INTEGER, position VARCHAR, organisation INTEGER, mentions INTEGER,
                   forms STRUCT(name VARCHAR, form VARCHAR, mentions INTEGER)[])"""
        )
        for slice_ in self.slices:
            self.db.execute(
                f"""INSERT INTO entities SELECT document_id, (generate_subscripts(entities, 1) - 1)::INTEGER,
                        unnest(entities, max_depth := 2)
                    FROM {self._documents(slice_, 'kept')} ORDER BY ordinal"""
            )

    def _slices(self) -> Iterator[tuple[int, int]]:
        """Ranges of ordinals, first and last, that cut the collection in pieces of bounded size."""
        first, size = 1, 0
        ordinal = 0
        for ordinal, characters in self.db.execute('SELECT ordinal, characters FROM live ORDER BY ordinal').fetchall():
            if ordinal > first and (size + characters > SLICE_CHARACTERS or ordinal - first >= SLICE_DOCUMENTS):
                yield first, ordinal - 1
                first, size = ordinal, 0
            size += characters
        if ordinal:
            yield first, ordinal

    def _parts_of(self, first: int, last: int) -> list[str]:
        """The parts in which documents with these ordinals are."""
        query = f'SELECT DISTINCT part FROM live WHERE ordinal BETWEEN {first} AND {last} ORDER BY part'
        return [part for (part,) in self.db.execute(query).fetchall()]

    def _documents(self, slice_: tuple[int, int], condition: str = 'true') -> str:
        """A query in brackets: the rows of the parts that belong to a slice, with their ordinals."""
        return f"""(SELECT l.ordinal, l.shown, l.original, l.kept, p.* FROM {scan(self.slices[slice_])} p
                    JOIN live l ON l.part = p.filename AND l.document_id = p.document_id
                    WHERE ordinal BETWEEN {slice_[0]} AND {slice_[1]} AND {condition})"""

    def batches(self, table: str) -> Iterator[pa.RecordBatch]:
        """The rows of a table, in order, in the table's schema."""
        if table in WHOLE:
            yield from self._run(table, WHOLE[table])
            return
        for slice_ in self.slices:
            yield from self._run(table, self._query(table, slice_))

    def _query(self, table: str, slice_: tuple[int, int]) -> str:
        if table == 'documents':
            return documents_query(self._documents(slice_), self.corrected)
        kept = self._documents(slice_, 'kept')
        return texts_query(kept) if table == 'texts' else nested_query(table, kept, self.corrected)

    def _run(self, table: str, query: str) -> Iterator[pa.RecordBatch]:
        schema = arrow_schema(table)
        for batch in self.db.sql(query).to_arrow_reader(BATCH_ROWS):
            yield from pa.table(batch.columns, batch.schema.names).cast(schema).to_batches()

    def status(self) -> dict[str, int]:
        """Documents by status."""
        query = """SELECT CASE WHEN original IS NULL THEN status ELSE 'skipped' END AS status, count(*)
                   FROM live GROUP BY ALL ORDER BY status"""
        return dict(self.db.execute(query).fetchall())

    def skipped(self, most: int) -> list[tuple[str, int]]:
        """Why documents were skipped, and how many for each reason, the most frequent first."""
        query = f"""SELECT CASE WHEN l.original IS NULL THEN p.document.message
                               ELSE '{COPIES}' END AS message,
                           count(*) AS n
                    FROM {scan(self.parts)} p JOIN live l ON l.part = p.filename AND l.document_id = p.document_id
                    WHERE l.status = 'skipped' OR l.original IS NOT NULL
                    GROUP BY ALL ORDER BY n DESC, message LIMIT {most}"""
        return self.db.execute(query).fetchall()

    def failures(self, most: int) -> list[tuple[str, str]]:
        """Path and message of the first documents that failed."""
        query = f"""SELECT l.shown, p.document.message FROM {scan(self.parts)} p
                    JOIN live l ON l.part = p.filename AND l.document_id = p.document_id
                    WHERE l.status = 'failed' ORDER BY l.ordinal LIMIT {most}"""
        return self.db.execute(query).fetchall()

    def documents(self) -> list[tuple[str, str, str, str, str]]:
        """Of each document, in order: its key, id, path, the hash of its bytes, and its status with a hash of its text;
        as they were read, so a copy of another text is ok here."""
        query = f"""SELECT l.path, l.document_id, l.shown, p.document.sha256, l.status || ':' || l.fingerprint
                    FROM {scan(self.parts)} p JOIN live l ON l.part = p.filename AND l.document_id = p.document_id
                    ORDER BY l.ordinal"""
        return self.db.execute(query).fetchall()

    def entity_ids(self) -> list[str]:
        """The ids of all entities, sorted."""
        return [row[0] for row in self.db.execute('SELECT DISTINCT entity_id FROM linked ORDER BY 1').fetchall()]

    def close(self) -> None:
        self.db.close()


def scan(parts: Sequence[str]) -> str:
    """A DuckDB expression that reads these part files, each row with the name of its file.

    A folder in their path that is called `year=2025` is no column of theirs.
    """
    quoted = ', '.join("'" + part.replace("'", "''") + "'" for part in parts)
    return f'read_parquet([{quoted}], filename = true, hive_partitioning = false)'
