"""The tables in memory, for notebooks and programs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow import csv

from pipeline.assemble import Assembly
from pipeline.engine import Engine, shared
from pipeline.model import Document
from pipeline.read import document_id, unread
from pipeline.read.folder import unique_names
from pipeline.schema import TABLES, arrow_schema, columns
from pipeline.shards import WorkOptions, read_documents, write_part
from pipeline.storage import Origin, find_sources

Published = dt.date | str | None
# The columns that `open_tables` adds: the name that an id stands for.
NAMED = {
    'documents': {'place_id': 'place'},
    'mentions': {'entity_id': 'entity'},
    'people': {'organisation_id': 'organisation'},
    'organisations': {'place_id': 'place'},
    'positions': {'person_id': 'person', 'organisation_id': 'organisation'},
    'cooccurrences': {'entity_id': 'entity', 'other_id': 'other'},
    'aliases': {'entity_id': 'entity'},
}
DATED = ('mentions', 'positions', 'dates', 'quotations')


def extract(
    sources: str | Path | Sequence[str | Path],
    published: Published | Sequence[Published] = None,
    options: WorkOptions = WorkOptions(),  # noqa: B008
    engine: Engine = shared,
) -> dict[str, pd.DataFrame]:
    """The tables of texts, or of files and folders.

    A Path, or a string that names an existing file or folder, is read; any other string is a text. `published`, a date
    or its ISO form, is the date of publication of the texts: one for all, or one each.

    Threads may call it at once, and it changes nothing of its process. A text that takes more processor time than
    `options.read.max_seconds` is a row of `documents` with the status failed. `engine` keeps the models between calls.

    >>> extract('Об этом 7 мая сообщил Иван Петров.', published='2025-05-08')['people']['name'].to_list()
    ['Иван Петров']
    """
    given = [sources] if isinstance(sources, str | Path) else list(sources)
    dates = [published] * len(given) if published is None or isinstance(published, str | dt.date) else list(published)
    if len(dates) != len(given):
        raise ValueError(f'{len(given)} sources have {len(dates)} dates of publication: give one date, or one each.')
    with TemporaryDirectory(prefix='svodka-') as folder:
        part = Path(folder) / 'part.parquet'
        names: set[str] = set()
        write_part(part, _documents(given, dates, options, names), options, engine)
        assembly = Assembly({str(part): sorted(names)}, Path(folder))
        try:
            return {table: frame(table, assembly.batches(table)) for table in TABLES}
        finally:
            assembly.close()


def _documents(
    sources: Sequence[str | Path], published: Sequence[Published], options: WorkOptions, names: set[str]
) -> Iterator[tuple[Origin, Document]]:
    """The documents of texts and paths; the names of their files are added to `names`."""
    paths = [str(s) for s in sources if _is_path(s)]
    for source in find_sources(paths, '') if paths else ():
        names.add(source.name)
        if source.refused:  # a link, a device
            yield Origin(source.name), unread(source.name, source.refused, 'skipped')
        else:
            yield from read_documents(Path(source.location), Origin(source.name), options.read)
    files = sorted(names)
    called = unique_names([*files, *(f'text {number}' for number in range(1, len(sources) + 1))])[len(files) :]
    for name, text, date in zip(called, sources, published, strict=True):
        if not _is_path(text):
            names.add(name)
            yield Origin(name), text_document(str(text), name, date)


def text_document(text: str, name: str = 'text', published: Published = None) -> Document:
    """A document that was not read from a file."""
    day = dt.date.fromisoformat(published) if isinstance(published, str) else published
    given = 'metadata' if day else None
    status = 'ok' if text.strip() else 'empty'
    return Document(document_id(name), name, text, 'text', published=day, published_from=given, status=status)  # type: ignore[arg-type]


def _is_path(source: str | Path) -> bool:
    if isinstance(source, Path):
        return True
    try:
        return bool(source) and Path(source).exists()
    except (OSError, ValueError):  # too long for a name, or with a NUL
        return False


def frame(table: str, batches: Iterable[pa.RecordBatch]) -> pd.DataFrame:
    """Rows as a pandas frame: dates are timestamps, whole numbers that may be missing are Int64."""
    schema = arrow_schema(table)
    whole = {c.name: pd.Int64Dtype() for c in columns(table) if c.type is int and c.nullable}
    rows: pd.DataFrame = pa.Table.from_batches(list(batches), schema).to_pandas(date_as_object=False)
    return rows.astype(whole)


def open_tables(folder: str | Path, names: bool = True) -> dict[str, pd.DataFrame]:
    """The tables that `svodka extract` wrote, as pandas frames, from Parquet or, without it, from CSV.

    With `names`, tables with ids get the names beside them (`person` beside `person_id`), and rows of mentions,
    positions, dates and quotations the document's date of publication. Raises FileNotFoundError for another folder.
    """
    tables = {table: frame(table, read_table(Path(folder), table)) for table in TABLES}
    if not names:
        return tables
    called = pd.concat([tables[t].set_index('entity_id')['name'] for t in ('people', 'organisations', 'places')])
    published = tables['documents'].set_index('document_id')['published']
    for table, pairs in NAMED.items():
        for column, name in pairs.items():
            at = tables[table].columns.get_loc(column)
            tables[table].insert(int(at) + 1, name, tables[table][column].map(called))  # type: ignore[arg-type]
    for table in DATED:
        tables[table].insert(1, 'published', tables[table]['document_id'].map(published))
    return tables


def read_table(folder: Path, table: str) -> list[pa.RecordBatch]:
    """The rows of one table from a folder of tables, in the table's schema. Raises FileNotFoundError."""
    schema = arrow_schema(table)
    if (folder / f'{table}.parquet').exists():
        return pq.read_table(folder / f'{table}.parquet').cast(schema).to_batches()  # type: ignore[no-any-return]
    path = folder / f'{table}.csv'
    if not path.exists():
        raise FileNotFoundError(f'{folder} holds no table {table}: name the folder that svodka extract wrote.')
    with path.open(encoding='utf-8-sig', newline='') as file:
        delimiter = ';' if ';' in file.readline() else ','
    types = {f.name: pa.string() if pa.types.is_floating(f.type) else f.type for f in schema}
    read = csv.read_csv(
        path,
        parse_options=csv.ParseOptions(delimiter=delimiter, newlines_in_values=True),
        convert_options=csv.ConvertOptions(
            column_types=types, null_values=[''], strings_can_be_null=True, quoted_strings_can_be_null=False
        ),
    )
    numbers = [f.name for f in schema if pa.types.is_floating(f.type)]
    for name in numbers:
        values = pa.compute.replace_substring(read[name], ',', '.').cast(pa.float64())
        read = read.set_column(read.schema.get_field_index(name), name, values)
    return read.cast(schema).to_batches()  # type: ignore[no-any-return]


def connect(folder: str | Path) -> duckdb.DuckDBPyConnection:
    """A DuckDB connection with a view for each table of a folder; raises FileNotFoundError for another folder."""
    db = duckdb.connect()
    for table in TABLES:
        path = Path(folder) / f'{table}.parquet'
        if path.exists():
            quoted = str(path).replace("'", "''")
            db.execute(f"CREATE VIEW {table} AS SELECT * FROM read_parquet('{quoted}')")
        else:
            db.register(table, pa.Table.from_batches(read_table(Path(folder), table), arrow_schema(table)))
    return db
