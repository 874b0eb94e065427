"""`extract` takes what notebooks have, in its order, and says what it cannot take."""

from __future__ import annotations

import datetime as dt
import io
import os
import subprocess
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import svodka
from svodka import Correction, CorrectionsError, Progress, ReadOptions, WorkOptions, extract
from svodka.api.given import Text, day_of, looks_like_a_path, read_given
from svodka.schema import TABLES

from tests.releases import release, write_releases
from tests.test_tables import holds

TEXTS = [release(number) for number in range(12)]
DAY = dt.date(2025, 9, 25)


def same(left: dict[str, pd.DataFrame], right: dict[str, pd.DataFrame]) -> None:
    """Raises AssertionError unless the tables are the same."""
    for table in TABLES:
        pd.testing.assert_frame_equal(left[table], right[table])


# --------------------------------------------------------------------------------------------------- texts and order


@pytest.fixture(scope='module')
def twelve() -> dict[str, pd.DataFrame]:
    return extract(TEXTS, published='2025-05-31')


def test_rows_come_in_the_order_of_the_texts(twelve: dict[str, pd.DataFrame]) -> None:
    assert twelve['documents']['path'].to_list() == [f'text {number}' for number in range(1, 13)]
    assert twelve['texts']['text'].to_list() == TEXTS
    ids = twelve['documents']['document_id'].to_list()
    for table in ('sentences', 'tokens', 'mentions', 'positions', 'quotations'):
        assert list(dict.fromkeys(twelve[table]['document_id'])) == ids, table


@pytest.mark.parametrize('as_given', [tuple, iter, np.array, lambda t: dict.fromkeys(t).keys()])
def test_any_iterable_of_texts_will_do(as_given: Callable[[list[str]], Any]) -> None:
    texts = [t for t in read_given(as_given(TEXTS)) if isinstance(t, Text)]
    assert [t.text for t in texts] == TEXTS
    assert [t.id for t in texts] == [f'text {number}' for number in range(1, 13)]


def test_ids_titles_and_dates_of_one_s_own_are_kept() -> None:
    ids, titles = ['tass-2', 10, 'ТАСС №1'], ['О совещании', None, float('nan')]
    tables = extract(TEXTS[:3], [DAY, pd.NaT, '2025-05-08'], ids=ids, titles=titles)
    holds(tables)
    documents = tables['documents']
    assert documents['path'].to_list() == ['tass-2', '10', 'ТАСС №1']
    assert documents['title'].fillna('').to_list() == ['О совещании', '', '']
    assert documents['published'].to_list() == [pd.Timestamp(DAY), pd.NaT, pd.Timestamp('2025-05-08')]
    alone = extract(TEXTS[0], DAY, ids='tass-2', titles='О совещании')['documents']
    pd.testing.assert_frame_equal(alone, documents[:1])


def test_a_series_is_known_by_its_index() -> None:
    frame = pd.DataFrame({'text': TEXTS[:4], 'day': pd.to_datetime(['2025-05-08', None, '2025-05-09', '2025-05-10'])},
                         index=['в', 'а', 'г', 'б'])  # fmt: skip
    chosen = frame.sort_index()[1:]
    documents = extract(chosen['text'], chosen['day'])['documents']
    assert documents['path'].to_list() == ['б', 'в', 'г']
    assert documents.set_index('path')['published'].equals(chosen['day'].astype(documents['published'].dtype))


def test_a_series_whose_index_says_nothing_is_refused() -> None:
    twice = pd.concat([pd.Series(TEXTS[:2]), pd.Series(TEXTS[2:4])])
    with pytest.raises(ValueError, match=r'The index of the texts has 0 at 0 and at 2: give ids=\.'):
        extract(twice)
    assert [t.id for t in read_given(twice, ids=list('абвг')) if isinstance(t, Text)] == ['а', 'б', 'в', 'г']


def test_two_series_of_which_one_was_sorted_are_refused() -> None:
    texts, days = pd.Series(TEXTS[:2]), pd.Series(['2025-05-08', '2025-05-09'])
    with pytest.raises(ValueError, match='The index of published is not that of the texts'):
        extract(texts, days[::-1])
    assert read_given(texts, days[::-1].to_list())


def test_files_and_texts_come_in_the_order_given(tmp_path: Path) -> None:
    write_releases(tmp_path / 'b', 3)
    write_releases(tmp_path / 'a', 1, first=5)
    tables = extract([TEXTS[6], tmp_path / 'b', TEXTS[7], tmp_path / 'a'], [DAY, None, DAY, None])
    holds(tables)
    paths = [f'2025-05-0{n + 1}_000{n}.txt' for n in range(3)]
    assert tables['documents']['path'].to_list() == ['text 1', *paths, 'text 3', 'a/2025-05-06_0005.txt']


def test_single_files_come_in_the_order_given(tmp_path: Path) -> None:
    for name in ('b.txt', 'a.txt'):
        (tmp_path / name).write_text(f'В Казань прибыл Иван Петров. {name}', encoding='utf-8')
    tables = extract([tmp_path / 'b.txt', 'Марат Сеитов приехал в Бишкек.', tmp_path / 'a.txt'])
    assert tables['documents']['path'].to_list() == ['b.txt', 'text 2', 'a.txt']


def test_an_engine_and_workers_are_what_they_should_be() -> None:
    with pytest.raises(TypeError, match='give an Engine'):
        extract('Марат Сеитов приехал в Бишкек.', engine=5)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match='give 1 or more'):
        extract('Марат Сеитов приехал в Бишкек.', workers=0)


def test_no_texts_give_empty_tables() -> None:
    assert all(rows.empty for rows in extract([]).values())


def test_a_column_of_texts_opens_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / 'тайна').write_text(TEXTS[0], encoding='utf-8')
    monkeypatch.chdir(tmp_path)
    assert read_given('тайна') == [Path('тайна')]
    for given in (read_given(pd.Series(['тайна'])), read_given(['тайна'], ids=['7'])):
        assert [type(item) for item in given] == [Text]


# ------------------------------------------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    ('sources', 'says'),
    [
        (pd.DataFrame({'text': TEXTS[:2]}), r"sources is a DataFrame: .*extract\(df\['text'\]"),
        ({'a': TEXTS[0]}, r'sources is a dict: .*d\.values\(\)'),
        (TEXTS[0].encode(), r'sources is bytes: give a str'),
        (io.StringIO(TEXTS[0]), r'sources is an open file: give its Path'),
        (None, 'sources is None: give a text'),
        (7, 'sources is an int: give a text'),
        ([TEXTS[0], None], r'sources\[1\] is None: leave it out'),
        ([float('nan'), TEXTS[0]], r'sources\[0\] is nan: leave it out'),
        (pd.Series([TEXTS[0], pd.NA]), r'sources\[1\] is (<NA>|nan): leave it out'),
        ([TEXTS[0], b'abc'], r'sources\[1\] is bytes: give a str'),
        ([TEXTS[0], [TEXTS[1]]], r'sources\[1\] is a list: give a str'),
    ],
)
def test_what_is_no_text_is_refused(sources: Any, says: str) -> None:
    with pytest.raises(TypeError, match=says):
        extract(sources)


@pytest.mark.parametrize(
    ('given', 'error', 'says'),
    [
        ({'ids': ['a', 'a', 'b']}, ValueError, "ids has 'a' at 0 and at 1: give each text its own"),
        ({'ids': [1, '1', 2]}, ValueError, "ids has '1' at 0 and at 1"),
        ({'ids': ['a', None, 'b']}, ValueError, 'ids has None at 1, which is no id'),
        ({'ids': ['a', '', 'b']}, ValueError, "ids has '' at 1, which is no id"),
        ({'ids': ['a']}, ValueError, 'sources has 3 items, ids has 1: give one each'),
        ({'ids': {'a': 1, 'b': 2, 'c': 3}}, TypeError, 'ids is a dict: give a list'),
        ({'titles': 'О совещании'}, ValueError, 'sources has 3 items, titles has 1'),
        ({'titles': ['О совещании', 5, None]}, TypeError, r'titles\[1\] is an int: give a str or None'),
        ({'published': [DAY]}, ValueError, 'sources has 3 items, published has 1'),
        ({'published': '25.09.2025'}, ValueError, r"published is '25\.09\.2025': give a date.*2025-09-25T18:20"),
        ({'published': [DAY, DAY, '2025-09-31']}, ValueError, r"published\[2\] is '2025-09-31': give a date"),
        ({'published': 20250925}, ValueError, 'published is 20250925: give a date'),
        ({'corrections': 'nowhere.csv'}, FileNotFoundError, r'There is no file nowhere\.csv'),
    ],
)
def test_wrong_arguments_are_named(given: dict[str, Any], error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=says):
        extract(TEXTS[:3], **given)


def test_a_missing_path_is_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r'There is no file or folder .*nowhere: check the name'):
        extract([TEXTS[0], tmp_path / 'nowhere'])


def test_a_file_has_its_own_name_and_date(tmp_path: Path) -> None:
    source = write_releases(tmp_path / 'in', 1)
    with pytest.raises(ValueError, match=r"ids\[0\] is 'a', and .*in has its own: give None for a path"):
        extract([source, TEXTS[0]], ids=['a', 'b'])
    with pytest.raises(ValueError, match=r"'2025-05-01_0000\.txt#1' is the id of a text and the name of a file"):
        extract([source, TEXTS[0]], ids=[None, '2025-05-01_0000.txt#1'])


@pytest.mark.parametrize('text', ['nope/releases', 'nope\\releases', 'релизы/2025 год/релиз 7.docx', 'novosti.txt'])
def test_a_mistyped_path_is_told(text: str) -> None:
    with pytest.warns(UserWarning, match='looks like a path and is taken for a text') as told:
        assert len(extract(text)['documents']) == 1
    assert told[0].filename == __file__


@pytest.mark.parametrize(
    'text',
    ['', 'Совещание', 'Совещание прошло и/или нет.', 'Подробности на gov.uz', 'Встреча\nв/на',
     'Приказ № 17/2025 подписан', 'Сумма 3.5', 'т. е.', 'Файл отчёт.pdf опубликован.', 'и ' * 200 + 'отчёт.pdf'],
)  # fmt: skip
def test_a_real_text_is_no_path(text: str) -> None:
    assert not looks_like_a_path(text)


# ------------------------------------------------------------------------------------------------------------ dates


@pytest.mark.parametrize(
    'value',
    [DAY, dt.datetime(2025, 9, 25, 23, 59), pd.Timestamp('2025-09-25 18:20', tz='Asia/Tashkent'), '2025-09-25',
     '2025-09-25T18:20', '2025-09-25 18:20:00+05:00', '2025-09-25T23:30:00Z', ' 20250925 ', np.datetime64('2025-09-25'),
     np.datetime64('2025-09-25T18:20:00.123456789')],
)  # fmt: skip
def test_forms_of_a_date(value: Any) -> None:
    assert day_of(value) == DAY
    assert type(day_of(value)) is dt.date


@pytest.mark.parametrize('value', [None, pd.NaT, pd.NA, float('nan'), np.float64('nan'), np.datetime64('NaT'), '', ' '])
def test_forms_of_no_date(value: Any) -> None:
    assert day_of(value) is None


@pytest.mark.parametrize('value', ['25.09.2025', '2025-09', 'вчера', '2025-13-01', 5, 2.5, True, b'2025-09-25', [DAY]])
def test_what_is_no_date_is_refused(value: Any) -> None:
    with pytest.raises(ValueError, match=r'^published is .*: give a date, a datetime'):
        day_of(value)


# ----------------------------------------------------------------------------------- workers, progress, corrections


def test_processes_make_the_same_rows(twelve: dict[str, pd.DataFrame]) -> None:
    told: list[Progress] = []
    same(extract(TEXTS, published='2025-05-31', workers=2, progress=told.append), twelve)
    done = [p.done for p in told if p.total == 12]
    assert done[0] == 0
    assert done[-1] == 12
    assert done == sorted(set(done))
    assert told[-1].step == 'making tables'


def test_a_script_without_a_guard_is_told_what_to_do(tmp_path: Path) -> None:
    script = tmp_path / 'script.py'
    script.write_text('from svodka import extract\nextract(["Мэр прибыл."] * 4, workers=2)\n', encoding='utf-8')
    environment = os.environ | {'PYTHONPATH': str(Path(svodka.__file__).parents[1])}
    ran = subprocess.run([sys.executable, script], capture_output=True, text=True, env=environment, check=False)
    assert ran.returncode == 1
    last = ran.stderr.strip().splitlines()[-1]
    assert last.startswith('RuntimeError: A process for the texts ended as it began.')
    assert "if __name__ == '__main__'" in last


def test_progress_is_shown_on_the_standard_error_only(capsys: pytest.CaptureFixture[str]) -> None:
    extract(TEXTS[0], progress=True)
    assert capsys.readouterr().out == ''


@pytest.fixture
def correction(twelve: dict[str, pd.DataFrame]) -> Correction:
    return Correction(2, 'rename', twelve['people']['entity_id'][0], 'Карим Азизов')


def test_corrections_are_applied(correction: Correction, tmp_path: Path) -> None:
    file = tmp_path / 'corrections.csv'
    file.write_text(f'action,entity_id,value\nrename,{correction.entity_id},Карим Азизов\n', encoding='utf-8')
    for given in ([correction], file, str(file)):
        people = extract(TEXTS, published='2025-05-31', corrections=given)['people']
        assert people['name'][0] == 'Карим Азизов'
    with pytest.warns(UserWarning, match='Corrections, line 2: nothing is called'):
        extract(TEXTS[0], corrections=[Correction(2, 'drop', '0' * 16)])
    file.write_text('action,entity_id\nforget,1\n', encoding='utf-8')
    with pytest.raises(CorrectionsError, match='there is no action «forget»'):
        extract(TEXTS[0], corrections=file)


def test_options_are_reached_from_the_package() -> None:
    options = WorkOptions(ReadOptions(max_characters=10), tagger='natasha')
    with warnings.catch_warnings():
        warnings.simplefilter('error')
        assert len(extract(TEXTS[0], options=options)['documents']) == 1


def test_the_package_shows_its_public_names() -> None:
    assert dir(svodka) == sorted(svodka.__all__)
    assert all(getattr(svodka, name) for name in dir(svodka))
    with pytest.raises(AttributeError, match="has no attribute 'extrct'"):
        svodka.extrct  # noqa: B018


def test_tables_of_another_version_are_told(tmp_path: Path) -> None:
    pq.write_table(pa.table({'document_id': ['d1']}), tmp_path / 'documents.parquet')
    with pytest.raises(ValueError, match='another version of svodka, or is damaged: run svodka extract'):
        svodka.open_tables(tmp_path, tables=['documents'])
