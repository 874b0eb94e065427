"""Few documents are put together in memory, many in a database: the rows are the same."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from svodka import Correction, extract
from svodka.analyse import analyse
from svodka.api import in_memory
from svodka.collection import put_together as way
from svodka.collection.assemble import Assembly
from svodka.collection.common import Collection
from svodka.collection.small import SmallCollection
from svodka.model import Document
from svodka.read import document_id, fingerprint, read_file
from svodka.run.part_schema import part_schema
from svodka.run.parts import part
from svodka.run.shards import unanalysed
from svodka.run.sources import Origin
from svodka.schema import TABLES, arrow_schema

SAMPLES = Path(__file__).parents[1] / 'data' / 'releases'

# What joining hangs on: namesakes, surnames alone, bodies without a name of their own in one country, in two and in
# none, abbreviations, reprints and copies, places by other names, offices that change, nobody at all.
TEXTS = [
    'Министр транспорта Узбекистана Олег Рудин и министр связи Анна Рудина прибыли в Чуст. «Готово», — сказал Рудин.',
    'Рудин заявил, что правительство выделит деньги. Полиция Ташкента и МВД Республики Узбекистан это подтвердили.',
    'МИД Казахстана и МИД Киргизии обменялись нотами. Министерство заявило, что полиция ждёт. В Бишкеке и Астане тихо.',
    'Полиция ищет водителя. Администрация аэропорта молчит, комиссия работает.',
    'Институт цветной металлургии (НИИЦМ) открыл цех. В НИИЦМ пришёл О. П. Рудин из Кыргызстана.',
    'Замминистра транспорта Олег Петрович Рудин 5 мая открыл завод. НИИЦМ и ООО «Мостострой» рады, сообщил Иван Осин.',
    'Иван Осин, директор ООО «Мостострой», и Иван Осин, слесарь того же ООО, поспорили. Осин-старший уехал в Казань.',
    'Кыргызстан ждёт гостей. Киргизия рада, сказал пресс-секретарь Иван Осин. В Кыргызстане весна.',
    'ООО «Мостострой»: «Всё готово», — отметил Иван Осин. По словам Анны Рудиной, связь есть.',
    '',
    'Без имён и дат, просто два слова.',
    'Россия ждёт гостей. Россия рада, в России весна. Глава Коми молчит, Генпрокуратура проверит жалобы.',
]
REPRINT = (
    'Глава Тотьмы Олег Зимин 5 мая открыл новый мост через реку Сухону, его строили 3 года и 4 месяца, а стоил он '
    '12 миллионов рублей. По словам Зимина, по нему каждый день проедут 300 машин из Вологды и Великого Устюга. '
    'Строители из треста «Северный путь» обещают, что мост простоит сто лет, и зовут всех на праздник в субботу.'
)


def documents() -> list[Document]:
    texts = [*TEXTS, REPRINT, f'Мост открыт. {REPRINT}', TEXTS[1], REPRINT]
    days = [dt.date(2025, 5, 1 + i % 7) if i % 3 else None for i in range(len(texts))]
    made = [
        Document(document_id(f'{i:02}.txt'), f'{i:02}.txt', text, status='ok' if text else 'empty', published=day,
                 fingerprint=fingerprint(text) if text else '', dateline='Чуст' if i in (0, 3) else None)
        for i, (text, day) in enumerate(zip(texts, days, strict=True))
    ]  # fmt: skip
    failed = replace(made[0], document_id=document_id('x.txt'), path='x.txt', status='failed', message='Broken.')
    skipped = replace(failed, document_id=document_id('y.txt'), path='y.txt', status='skipped', message='Too large.')
    return [*made, failed, skipped]


def samples() -> list[Document]:
    paths = sorted(path for path in SAMPLES.rglob('*') if path.is_file())
    return [document for path in paths for document in read_file(path, path.relative_to(SAMPLES).as_posix())]


def rows_of(given: Sequence[Document]) -> pa.Table:
    readable = iter(analyse([document for document in given if document.status == 'ok']))
    analyses = [next(readable) if document.status == 'ok' else unanalysed(document) for document in given]
    return pa.Table.from_batches([part([Origin(d.path) for d in given], analyses)], part_schema())


def told(collection: Collection) -> dict[str, Any]:
    """All tables, and what a run tells of the collection."""
    found: dict[str, Any] = {
        table: pa.Table.from_batches(list(collection.batches(table)), arrow_schema(table)) for table in TABLES
    }
    found |= {
        'status': collection.status(),
        'skipped': collection.skipped(3),
        'failures': collection.failures(3),
        'entities': collection.entity_ids(),
    }
    return found | {'all': collection.documents()}


@pytest.mark.parametrize('given', [documents, samples, list])
@pytest.mark.parametrize('backwards', [False, True])
def test_the_rows_are_the_same(given: Callable[[], list[Document]], backwards: bool, tmp_path: Path) -> None:
    """Of all tables, whatever the documents, in the order of their paths or in another."""
    rows = rows_of(given())
    keys = rows.column('file').to_pylist()
    names = {key: f'named/{key}' for key in keys if key != '05.txt'}  # one that no longer counts
    ranks = {key: -i for i, key in enumerate(keys)} if backwards else None
    path = tmp_path / 'part.parquet'
    pq.write_table(rows, path)
    in_database = Assembly({str(path): names}, tmp_path, ranks=ranks)
    found, expected = told(SmallCollection([(rows, names)], ranks)), told(in_database)
    in_database.close()
    for what, value in expected.items():
        assert found[what] == value, what


@pytest.mark.parametrize('corrections', [(), (Correction(2, 'rename', '', 'Иная', name='Анна'),)])
def test_no_parts_give_empty_tables(tmp_path: Path, corrections: Sequence[Correction]) -> None:
    with closing(way.put_together({}, tmp_path, corrections=corrections)) as collection:
        for table in TABLES:
            assert pa.Table.from_batches(collection.batches(table), arrow_schema(table)).num_rows == 0
        assert not collection.documents()
        assert len(collection.effects) == len(corrections)


def test_texts_by_each_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few texts go no way over the disk; corrections and many texts do."""
    found = extract(TEXTS[:9])
    monkeypatch.setattr(in_memory, 'FEW_TEXTS', 3)
    by_parts = extract(TEXTS[:9])
    monkeypatch.setattr(way, 'FEW_DOCUMENTS', 3)
    by_database = extract(TEXTS[:9])
    for other in (by_parts, by_database):
        for table in TABLES:
            pd.testing.assert_frame_equal(found[table], other[table])
    person = found['people'].iloc[0]
    renamed = extract(TEXTS[:9], corrections=[Correction(2, 'rename', person['entity_id'], 'Иная')])
    assert set(renamed['people']['name']) - set(found['people']['name']) == {'Иная'}


def test_few_documents_are_few_and_short(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / 'part.parquet'
    pq.write_table(rows_of(documents()[:4]), path)
    assert way.are_few({str(path): ()})
    monkeypatch.setattr(way, 'FEW_DOCUMENTS', 3)
    assert not way.are_few({str(path): ()})
    monkeypatch.setattr(way, 'FEW_DOCUMENTS', 4)
    monkeypatch.setattr(way, 'FEW_BYTES', 10)
    assert not way.are_few({str(path): ()})
    monkeypatch.setattr(way, 'FEW_BYTES', 1_000_000)
    monkeypatch.setattr(way, 'FEW_PARTS', 0)
    assert not way.are_few({str(path): ()})
