"""The tables in memory, for notebooks and programs."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Sequence
from os import PathLike
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from svodka.api.given import Published, given_sources, read_given
from svodka.api.in_memory import collected
from svodka.cli.progress import shown
from svodka.collection.corrections import Correction
from svodka.collection.corrections_file import read_corrections
from svodka.engine import Engine, shared
from svodka.run.dated import with_days
from svodka.run.interface import Progress
from svodka.run.requirements import require_libraries
from svodka.run.shards import WorkOptions
from svodka.schema import TABLES, arrow_schema, columns
from svodka.tables import LayoutError
from svodka.tables.delimited import read_csv

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
MANY_ROWS = 10_000  # threads begin sooner than fewer are converted
# Columns of few values beside those whose values the schema names.
FEW = frozenset({'status', 'granularity', 'rule', 'pos', 'relation', 'format', 'encoding', 'language', 'country'})


def extract(
    sources: str | PathLike[str] | Iterable[str | PathLike[str]],
    published: Published | Iterable[Published] = None,
    options: WorkOptions = WorkOptions(),  # noqa: B008
    *,
    ids: str | Iterable[object] | None = None,
    titles: str | Iterable[str | None] | None = None,
    corrections: str | PathLike[str] | Iterable[Correction] = (),
    workers: int | None = 1,
    progress: bool | Callable[[Progress], None] = False,
    engine: Engine = shared,
) -> dict[str, pd.DataFrame]:
    """The tables of texts, or of files and folders, in the order in which they are given.

    One call with many texts takes a fraction of the time that a call for each takes. What is wrong with the arguments
    is said before anything is read.

    sources: a text or a Path, or several in a list, a Series or any other iterable. A Path is read; a string is a text,
        but one that names an existing file or folder is read, too, unless it is in a Series or has an id or a title. A
        text that only looks like a path is told by a warning.
    published: the date of publication, by which «вчера» is understood: one for all texts, or one each. A date,
        datetime, Timestamp, or ISO string; with None, NaT and '' it is that of the text's own dateline or stamp, as
        of a file («МОСКВА, 3 марта 2025 г. /ТАСС/. …»), or none. Files have their own.
    ids: for each text what `documents.path` is to call it. Unless given, it is the label in the index of a Series, and
        `text 1`, `text 2` … otherwise. `document_id` is a hash of it.
    titles: the headline of each text, or None; unless given, it is the text's first line, if that is a headline.
    corrections: the user's, as a CSV file or as Correction tuples; a warning tells those that find nothing.
    workers: processes, None for one a core. More than one are worth their start from some hundred texts on; a script
        then needs `if __name__ == '__main__':` around what it does.
    progress: True for a bar on a terminal and lines elsewhere, or a function that takes each Progress.
    engine: keeps the models between calls; other processes have their own.

    Threads may call it at once, and it changes nothing of its process. A text that takes more processor time than
    `options.read.max_seconds` is a row of `documents` with the status failed.

    Raises TypeError for what is no text and ValueError for ids that are doubled, for what is no date, and for lists of
    another length; FileNotFoundError for a Path that is not there; CorrectionsError, a ValueError; LibraryError for a
    library that is missing or broken.

    >>> tables = extract(['Об этом 7 мая сообщил Иван Петров.'], published='2025-05-08', ids=['tass-17'])
    >>> tables['people']['name'].to_list(), tables['documents']['path'].to_list()
    (['Иван Петров'], ['tass-17'])
    """
    if not isinstance(engine, Engine):
        raise TypeError(f'engine is {engine!r}: give an Engine, or none for the one that all share.')
    if workers is not None and workers < 1:
        raise ValueError(f'workers is {workers}: give 1 or more, or None for one a core.')
    require_libraries()
    files, ranks = given_sources(read_given(sources, published, ids, titles))
    corrected = _corrections(corrections)
    files = with_days(files, corrected, {})
    with shown(progress) as tell, collected(files, options, workers, tell, engine, corrected, ranks) as collection:
        for effect in collection.effects:
            if not effect.mentions:
                warnings.warn(f'Corrections, {effect}.', stacklevel=2)
        return {table: frame(table, collection.batches(table)) for table in TABLES}


def _corrections(given: str | PathLike[str] | Iterable[Correction]) -> tuple[Correction, ...]:
    if not isinstance(given, str | PathLike):
        return tuple(given)
    if not Path(given).exists():
        raise FileNotFoundError(f'There is no file {given}: check the name of the corrections.')
    return read_corrections(Path(given))


def frame(table: str, batches: Iterable[pa.RecordBatch]) -> pd.DataFrame:
    """Rows as a pandas frame: dates are timestamps, whole numbers that may be missing are Int64."""
    found = pa.Table.from_batches(list(batches), arrow_schema(table))
    rows: pd.DataFrame = found.to_pandas(date_as_object=False, use_threads=found.num_rows > MANY_ROWS)
    for column in (c.name for c in columns(table) if c.type is int and c.nullable):
        # In a third of the time that astype takes.
        rows[column] = pd.Int64Dtype().__from_arrow__(found.column(column))  # type: ignore[attr-defined]
    return rows


def open_tables(
    folder: str | Path, names: bool = True, tables: Sequence[str] | None = None, *, categories: bool | None = None
) -> dict[str, pd.DataFrame]:
    """The tables that `svodka extract` wrote, as pandas frames, from Parquet or, without it, from CSV.

    tables: which ones; all unless said. Tokens are most of what all take.
    names: tables with ids get the names beside them (`person` beside `person_id`), and rows of mentions, positions,
        dates and quotations the document's date of publication and its headline or path (`document`).
    categories: columns of few values (kind, type, status, …) are pandas categories, of the values that occur; with
        names unless said.

    Raises FileNotFoundError for another folder and ValueError for a table that there is not.
    """
    wanted = tuple(TABLES) if tables is None else tuple(tables)
    unknown = [table for table in wanted if table not in TABLES]
    if unknown:
        raise ValueError(f'There is no table {unknown[0]!r}: there are {", ".join(TABLES)}.')
    found = {table: frame(table, read_table(Path(folder), table)) for table in wanted}
    if names if categories is None else categories:
        for table, rows in found.items():
            few = [c.name for c in columns(table) if c.values or c.name in FEW]
            found[table] = rows.astype(dict.fromkeys(few, 'category'))
    if names:
        _add_names(Path(folder), found)
    return found


def _add_names(folder: Path, found: dict[str, pd.DataFrame]) -> None:
    """Put names beside ids; tables that are not among those asked for are read for it and left out again."""
    if not found.keys() & {*NAMED, *DATED}:
        return

    def read(table: str) -> pd.DataFrame:
        return found[table] if table in found else frame(table, read_table(folder, table))

    called = pd.concat([read(t).set_index('entity_id')['name'] for t in ('people', 'organisations', 'places')])
    documents = read('documents').set_index('document_id')
    for table, pairs in NAMED.items():
        for column, name in pairs.items() if table in found else ():
            at = found[table].columns.get_loc(column)
            found[table].insert(int(at) + 1, name, found[table][column].map(called))  # type: ignore[arg-type]
    titles = documents['title'].fillna(documents['path'])
    for table in DATED:
        if table in found:
            found[table].insert(1, 'published', found[table]['document_id'].map(documents['published']))
            found[table].insert(2, 'document', found[table]['document_id'].map(titles))


def read_table(folder: Path, table: str) -> list[pa.RecordBatch]:
    """The rows of one table from a folder of tables, in the table's schema.

    Raises FileNotFoundError, and LayoutError, a ValueError, for a table of another version or a damaged one.
    """
    parquet, delimited = folder / f'{table}.parquet', folder / f'{table}.csv'
    if parquet.exists():  # partitioning: `year=2025` in the folder's path is no column
        try:
            found = pq.read_table(parquet, partitioning=None)
        except pa.ArrowException as error:
            raise LayoutError(parquet) from error
        if found.column_names != arrow_schema(table).names:
            raise LayoutError(parquet)
        return found.cast(arrow_schema(table)).to_batches()  # type: ignore[no-any-return]
    if delimited.exists():
        return read_csv(delimited, table)
    raise FileNotFoundError(f'{folder} holds no table {table}: name the folder that svodka extract wrote.')


def connect(folder: str | Path) -> duckdb.DuckDBPyConnection:
    """A DuckDB connection with a view for each table of a folder.

    Raises FileNotFoundError for another folder, and LayoutError, a ValueError, for tables of another version or damaged
    ones.
    """
    db = duckdb.connect()
    for table in TABLES:
        path = Path(folder) / f'{table}.parquet'
        if path.exists():
            quoted = str(path).replace("'", "''")
            try:
                db.execute(f"CREATE VIEW {table} AS SELECT * FROM read_parquet('{quoted}', hive_partitioning = false)")
            except duckdb.Error as error:
                raise LayoutError(path) from error
            if [name for name, *_ in db.execute(f'DESCRIBE {table}').fetchall()] != arrow_schema(table).names:
                raise LayoutError(path)
        else:  # as a table of the database, for what is only registered a cursor of the connection does not see
            db.register('given', pa.Table.from_batches(read_table(Path(folder), table), arrow_schema(table)))
            db.execute(f'CREATE TABLE {table} AS SELECT * FROM given')
            db.unregister('given')
    return db
