"""The files of the output: types, dialects, the workbook, the data package; and what holds of every table."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape
from svodka import extract, open_tables
from svodka.api import frame
from svodka.schema import TABLES, arrow_schema, columns
from svodka.tables import DIALECTS, TableOptions
from svodka.tables.layout import sheet_columns
from svodka.tables.write import write_tables

from tests.releases import bytes_of, release

PATHS = (
    *('<r><t>a</t></r>', '_x000D_ \x1b & <b>', '=HYPERLINK("x")', '- Здравствуйте'),
    *('a;b,"c"\nd', '\tтаб', '@x', '+7 900', "'слово'", "'=x", "''+7"),
)


def rows(table: str) -> Iterator[pa.RecordBatch]:
    """Invented rows, in two batches: documents with hostile paths, places with numbers, nothing else."""
    filled: list[dict[str, Any]] = []
    if table == 'documents':
        filled = [
            {'document_id': str(i), 'path': path, 'published': dt.date(2025, 5, 1) if i else dt.date(1812, 8, 26),
             'characters': i, 'sentences': 0, 'tokens': 0, 'status': 'ok', 'format': '', 'sha256': ''}
            for i, path in enumerate(PATHS)
        ]  # fmt: skip
    if table == 'texts':
        filled = [{'document_id': '0', 'text': 'ж' * 40_000}, {'document_id': '1', 'text': '🙂' * 20_000}]
    if table == 'places':
        filled = [{'entity_id': 'p', 'name': 'Ташкент', 'geonames_id': 1512569, 'latitude': 41.26465,
                   'longitude': 69.21627, 'documents': 1, 'mentions': 2}]  # fmt: skip
    for part in (filled[:2], filled[2:]):
        yield pa.RecordBatch.from_pylist(part, arrow_schema(table))


def written(folder: Path, **options: Any) -> Path:
    folder.mkdir(exist_ok=True)
    write_tables(folder, rows, TableOptions(**options))
    return folder


def test_same_rows_same_bytes(tmp_path: Path) -> None:
    assert bytes_of(written(tmp_path / 'a')) == bytes_of(written(tmp_path / 'b'))


def test_parquet_has_the_schema(tmp_path: Path) -> None:
    folder = written(tmp_path, formats=('parquet',))
    for table in TABLES:
        assert pq.read_schema(folder / f'{table}.parquet').equals(arrow_schema(table))


def read_csv(path: Path, delimiter: str = ',') -> list[dict[str, str]]:
    data = path.read_bytes()
    assert data.startswith(b'\xef\xbb\xbf'), 'Excel shows Cyrillic only after a byte order mark'
    return list(csv.DictReader(io.StringIO(data.decode('utf-8-sig'), newline=''), delimiter=delimiter))


def test_csv_keeps_every_text_as_it_is(tmp_path: Path) -> None:
    folder = written(tmp_path, formats=('csv',))
    assert [row['path'] for row in read_csv(folder / 'documents.csv')] == list(PATHS)
    assert read_csv(folder / 'places.csv')[0]['latitude'] == '41.26465'


@pytest.mark.parametrize(
    ('dialect', 'delimiter', 'latitude'), [('excel', ',', '41.26465'), ('excel-ru', ';', '41,26465')]
)
def test_csv_for_excel_guards_against_formulas_but_not_against_speech(
    tmp_path: Path, dialect: str, delimiter: str, latitude: str
) -> None:
    folder = written(tmp_path, formats=('csv',), dialect=dialect)
    paths = [row['path'] for row in read_csv(folder / 'documents.csv', delimiter)]
    guarded = ['\'=HYPERLINK("x")', '- Здравствуйте', 'a;b,"c"\nd', "'\tтаб", "'@x", "'+7 900"]
    assert paths == [*PATHS[:2], *guarded, "'слово'", "''=x", "'''+7"]
    assert read_csv(folder / 'places.csv', delimiter)[0]['latitude'] == latitude


def test_workbook_has_typed_cells_and_no_formulas(tmp_path: Path) -> None:
    book = load_workbook(written(tmp_path, formats=('xlsx',), language='en') / 'svodka.xlsx')
    assert set(book.sheetnames) == {'summary', 'columns', *TABLES} - {'tokens'}
    sheet = book['documents']
    assert sheet.freeze_panes == 'C2'
    assert sheet.auto_filter.ref
    names = [cell.value for cell in sheet[1]]
    assert names == sheet_columns('documents')
    path, published = names.index('path'), names.index('published')
    assert [unescape(row[path].value) for row in sheet.iter_rows(min_row=2)] == list(PATHS)
    assert {row[path].data_type for row in sheet.iter_rows(min_row=2)} == {'s'}
    dates = [row[published].value for row in sheet.iter_rows(min_row=2, max_row=3)]
    assert dates == ['1812-08-26', dt.datetime(2025, 5, 1)], 'Excel has no dates before 1900'
    assert sheet.column_dimensions['B'].width > 30


@pytest.mark.parametrize(('formats', 'dialect'), [(('csv',), 'standard'), (('parquet', 'csv'), 'excel-ru')])
def test_data_package_is_valid(tmp_path: Path, tables: dict[str, pd.DataFrame], formats: Any, dialect: str) -> None:
    frictionless = pytest.importorskip('frictionless')

    def batches(table: str) -> list[pa.RecordBatch]:
        return pa.Table.from_pandas(tables[table], arrow_schema(table), preserve_index=False).to_batches()  # type: ignore[no-any-return]

    write_tables(tmp_path, batches, TableOptions(formats, dialect))  # type: ignore[arg-type]
    report = frictionless.validate(str(tmp_path / 'datapackage.json'))
    assert report.valid, report.flatten(['taskName', 'type', 'message'])[:5]
    described = json.loads((tmp_path / 'datapackage.json').read_text(encoding='utf-8'))
    positions = next(r for r in described['resources'] if r['name'] == 'positions')
    assert {key['reference']['resource'] for key in positions['schema']['foreignKeys']} == {
        'documents',
        'people',
        'organisations',
        'places',
    }


@pytest.mark.parametrize(
    'options', [{'formats': ('parquet',)}, *({'formats': ('csv',), 'dialect': dialect} for dialect in DIALECTS)]
)
def test_open_tables_reads_what_was_written(tmp_path: Path, options: dict[str, Any]) -> None:
    found = open_tables(written(tmp_path, **options), names=False)
    for table in ('documents', 'places'):
        pd.testing.assert_frame_equal(found[table], frame(table, rows(table)))
    assert found['documents']['published'].dt.year.to_list()[:2] == [1812, 2025]


def test_open_tables_puts_names_beside_ids(tmp_path: Path, tables: dict[str, pd.DataFrame]) -> None:
    for table, rows in tables.items():
        rows.to_parquet(tmp_path / f'{table}.parquet')
    found = open_tables(tmp_path)
    mentions = found['mentions'].iloc[0]
    names = pd.concat([found[t].set_index('entity_id')['name'] for t in ('people', 'organisations', 'places')])
    assert mentions['entity'] == names[mentions['entity_id']]
    assert mentions['published'] == pd.Timestamp('2025-05-31')
    with pytest.raises(FileNotFoundError, match='svodka extract'):
        open_tables(tmp_path / 'elsewhere')


def test_every_column_is_described() -> None:
    for table in TABLES:
        for column in columns(table):
            assert column.description.endswith('.'), (table, column.name)


# ------------------------------------------------------------------------------------------- what holds of all tables


@pytest.fixture(scope='module')
def tables() -> dict[str, pd.DataFrame]:
    """The tables of some releases, through all stages."""
    return extract([release(number) for number in range(12)], published='2025-05-31')


@pytest.fixture(scope='module')
def check() -> Callable[[dict[str, pd.DataFrame]], None]:
    return holds


def holds(tables: dict[str, pd.DataFrame]) -> None:
    """Raises AssertionError unless the tables are sound."""
    texts = tables['texts'].set_index('document_id')['text']
    ids = {table: set(tables[table][next(c.name for c in columns(table) if c.key)]) for table in
           ('documents', 'people', 'organisations', 'places')}  # fmt: skip
    for table in TABLES:
        rows = tables[table]
        assert list(rows.columns) == [c.name for c in columns(table)]
        keys = [c.name for c in columns(table) if c.key]
        assert not rows.duplicated(keys or None).any(), f'{table} has rows twice'
        for column in columns(table):
            values = rows[column.name]
            assert column.nullable or not values.isna().any(), f'{table}.{column.name} is empty'
            if column.refers:
                known = set().union(*(ids[t] for t in column.refers))
                assert set(values.dropna()) <= known, f'{table}.{column.name} dangles'
            if column.values:
                assert set(values.dropna()) <= set(column.values)
        if {'start', 'stop'} <= set(rows.columns):
            for row in rows.itertuples():
                assert texts[row.document_id][row.start : row.stop] == row.text
                assert row.start < row.stop
        if table not in ('sentences', 'texts') and {'document_id', 'sentence'} <= set(rows.columns):
            lies_in_its_sentence(table, rows, tables['sentences'])
        if {'first_date', 'last_date'} <= set(rows.columns):
            assert (rows['first_date'].isna() == rows['last_date'].isna()).all()
            assert not (rows['first_date'] > rows['last_date']).any()
    dates = tables['dates']
    assert (dates['start_date'].isna() == dates['end_date'].isna()).all()
    assert not (dates['start_date'] > dates['end_date']).any()
    said = tables['quotations']
    assert (said['speaker_start'].isna() == said['speaker_stop'].isna()).all()
    named = said.dropna(subset='speaker_start')
    assert (named['speaker_start'].between(0, named['speaker_stop'] - 1)).all()
    assert (named['speaker_stop'] <= named['document_id'].map(texts.str.len())).all()
    tokens = tables['tokens'].set_index(['document_id', 'token'])['sentence']
    governed = tables['tokens'].dropna(subset='head')
    heads = tokens.reindex(list(zip(governed['document_id'], governed['head'], strict=True)))
    assert (heads.to_numpy() == governed['sentence'].to_numpy()).all(), 'a head is in another sentence'
    numbered_in_order(tables)
    counted = tables['mentions'].groupby('entity_id').size()
    published = tables['documents'].set_index('document_id')['published']
    mentioned = tables['mentions']['document_id'].map(published).groupby(tables['mentions']['entity_id'])
    for table in ('people', 'organisations', 'places'):
        rows = tables[table].set_index('entity_id')
        assert rows['mentions'].equals(counted.reindex(rows.index, fill_value=0).astype('int64').rename('mentions'))
        for column, days in (('first_date', mentioned.min()), ('last_date', mentioned.max())):
            assert rows[column].equals(days.reindex(rows.index).astype(rows[column].dtype).rename(column)), column


# What may be longer than the sentence it begins in, and why, with how that sentence must end; every other span lies
# inside its sentence.
LONGER = {
    'quotations': ('a speech goes on over several sentences', ''),
    'dates': ('the full stop of an abbreviation («10 дек. 2022 г.») counts as the end of a sentence', '.'),
}


def lies_in_its_sentence(table: str, rows: pd.DataFrame, sentences: pd.DataFrame) -> None:
    """Raises AssertionError unless the sentence of each row is there and holds the row, or where it begins."""
    joined = rows.merge(sentences, 'left', on=['document_id', 'sentence'], suffixes=('', '_of_sentence'))
    assert len(joined) == len(rows)
    assert not joined['start_of_sentence'].isna().any(), f'{table} refers to a sentence that is not there'
    begins = (joined['start_of_sentence'] <= joined['start']) & (joined['start'] < joined['stop_of_sentence'])
    assert begins.all(), f'{table}: {joined[~begins]["text"].head().to_list()} begins outside its sentence'
    longer = joined[joined['stop'] > joined['stop_of_sentence']]
    _, end = LONGER.get(table, ('', None))
    excepted = end is not None and longer['text_of_sentence'].str.endswith(end).all()
    assert excepted or longer.empty, f'{table}: {longer["text"].head().to_list()} leaves its sentence'


def numbered_in_order(tables: dict[str, pd.DataFrame]) -> None:
    """Raises AssertionError unless sentences and tokens follow each other and documents count them."""
    documents = tables['documents'].set_index('document_id')
    for table, number in (('sentences', 'sentence'), ('tokens', 'token')):
        rows = tables[table]
        of = rows.groupby('document_id', sort=False)
        assert (of.cumcount() == rows[number]).all(), f'{table} are not numbered in order'
        before = of['stop'].shift()
        assert not (rows['start'] < before).any(), f'{table} overlap'
        counted = of.size().reindex(documents.index, fill_value=0)
        wrong = documents[documents[table] != counted]['path'].head().to_list()
        assert not wrong, f'documents.{table} is wrong for {wrong}'
    texts = tables['texts'].set_index('document_id')['text']
    assert set(texts.index) == set(documents.index[documents['status'] == 'ok']), 'only what is ok has a text'
    assert documents.loc[texts.index, 'characters'].equals(texts.str.len().rename('characters'))
    pairs = tables['cooccurrences']
    assert (pairs['entity_id'] < pairs['other_id']).all()


def test_tables_of_releases_are_sound(tables: dict[str, pd.DataFrame]) -> None:
    holds(tables)
    assert len(tables['documents']) == 12
    assert {'Азиз Каримов', 'Ольга Белова'} & set(tables['people']['name'])


MARKS = '«|»|"|„|“|”|(|)|[|—|-|–|:|…|.|,|!|\n|\n\n|\r\n| |\t|\xa0|\xad|\u200b|\u202e|\u2028|\0|\x1b[31m|\ufeff|\ufffd'
ODD = '\ud800|\U00017000|\U0001f642|е\u0308|бо\u0301льший|Мирзие\u0308ев|сотрудни-\nчество|П Р И К А З|Pоссия|<b>|=1+1'
PLAIN = (
    'Иван Петров|сказал|заявил, что|по словам|Путин|В. В. Путин|ООН|МИД России|Ташкент|российский|директор|он|т. е.|'
    '23–25 сентября|31.02.2025|вчера|2025 года|http://a.ru/?q=1|a@b.ru|' + '1' * 40 + '|' + 'ы' * 300
)
PIECES = st.one_of(st.sampled_from('|'.join((MARKS, ODD, PLAIN)).split('|')), st.text(max_size=12))
HOSTILE = st.lists(PIECES, max_size=40).map(' '.join)


@settings(max_examples=15, deadline=None, derandomize=True)
@given(st.lists(HOSTILE, min_size=1, max_size=4))
@example(['Он сказал, как']).via('a cue that ends with the text')
@example(['диалога,-он<b>31.02.2025„,”']).via('marks taken for a name')
def test_any_text_gives_sound_tables(texts: list[str]) -> None:
    tables = extract(texts, published='2025-05-31')
    holds(tables)
    assert not tables['documents']['status'].eq('failed').any(), tables['documents']['message'].to_list()


@settings(max_examples=5, deadline=None, derandomize=True)
@given(st.lists(HOSTILE, min_size=2, max_size=5, unique=True))
def test_rows_of_a_document_do_not_depend_on_its_neighbours(texts: list[str]) -> None:
    together = extract(texts, published='2025-05-31')
    for number, text in enumerate(texts):
        document = together['documents'].loc[together['documents']['path'] == f'text {number + 1}'].iloc[0]
        if document['status'] != 'ok':
            continue
        alone = extract([text], published='2025-05-31')
        for table in ('sentences', 'tokens', 'dates'):
            rows = together[table].loc[together[table]['document_id'] == document['document_id']]
            ours = rows.drop(columns='document_id').reset_index(drop=True)
            pd.testing.assert_frame_equal(ours, alone[table].drop(columns='document_id'))
