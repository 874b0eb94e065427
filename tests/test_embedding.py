"""svodka inside another program: from many threads at once."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import cycle

import pandas as pd
import pytest
from threadpoolctl import threadpool_info

from pipeline import Engine, analyse, extract, memo
from pipeline.model import Analysis, Document
from pipeline.tag import blas, names, words

# ------------------------------------------------------------------------------------------------------------ threads


def release(number: int) -> Document:
    """An invented release, full of words that no other has."""
    pick = random.Random(number)
    sentences = []
    for k in range(6):
        word = ''.join(pick.choice(('ка', 'ро', 'ли', 'ту', 'ме', 'во', 'са', 'ни')) for _ in range(4))
        surname = pick.choice('Абрам Гордон Заруб Лаврент Митрох Носк'.split()) + pick.choice(('ов', 'ин', 'еев'))
        name, city = pick.choice('Иван Пётр Рустам Олег'.split()), pick.choice('Туле Уфе Казани Перми'.split())
        sentences.append(
            f'{pick.randint(1, 28)} мая директор ООО «{word.title()}» {name} {surname} заявил, что в {city} откроют '
            f'{word}ный завод номер {number * 10 + k}.'
        )
    return Document(str(number), f'{number}.txt', ' '.join(sentences))


def analysed(engine: Engine, document: Document) -> Analysis:
    return analyse.analyse([document], engine=engine)[0]


@pytest.fixture
def hasty() -> Iterator[None]:
    """Threads take turns as often as Python lets them."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.fixture
def small_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tables that are full after a few releases, so that words are forgotten while others ask for them."""
    monkeypatch.setattr(words, 'MAX_WORDS', 400)
    monkeypatch.setattr(words, 'MAX_ROWS', 800)
    monkeypatch.setattr(names, 'MAX_WORDS', 300)


@pytest.mark.usefixtures('hasty', 'small_tables')
@pytest.mark.parametrize(('threads', 'engines'), [(4, 1), (16, 1), (4, 2)])
def test_threads_find_what_one_finds(threads: int, engines: int) -> None:
    documents = [release(number) for number in range(24)]
    alone = Engine()
    serial = [analysed(alone, document) for document in documents]
    given = [Engine() for _ in range(engines)]
    memo.forget()
    with ThreadPoolExecutor(threads) as pool:
        assert list(pool.map(analysed, cycle(given), documents)) == serial
    for engine in given:
        assert [analysed(engine, document) for document in documents] == serial, 'and afterwards'


@pytest.mark.usefixtures('hasty')
def test_threads_extract_the_same_tables() -> None:
    texts = [[release(number).text for number in range(first, first + 3)] for first in range(0, 12, 3)]
    call = partial(extract, published='2025-06-01')
    serial = [call(some) for some in texts]
    with ThreadPoolExecutor(4) as pool:
        for tables, wanted in zip(pool.map(call, texts), serial, strict=True):
            for table, rows in wanted.items():
                pd.testing.assert_frame_equal(tables[table], rows)


def test_a_tagger_that_was_interrupted_forgets() -> None:
    engine = Engine()
    before = analysed(engine, release(1))

    def interrupted() -> None:
        with engine.models() as models:
            models.names.update(dict.fromkeys(models.names, 0))  # as in the middle of a table
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert analysed(engine, release(1)) == before


# ------------------------------------------------------------------------------------------------------------- memory


def remembered() -> int:
    """How much svodka's caches hold."""
    held = 0
    for name, module in list(sys.modules.items()):
        if name.startswith('pipeline.'):
            for value in vars(module).values():
                if isinstance(value, memo.Memo):
                    held += len(value)
                elif isinstance(value, memo._CACHED):
                    held += value.cache_info().currsize
    return held


def test_an_engine_can_be_cleared_and_used_again() -> None:
    engine = Engine()
    before = extract(release(1).text, engine=engine)
    assert remembered() > 1000
    engine.clear()
    assert remembered() == 0
    after = extract(release(1).text, engine=engine)
    assert all(after[table].equals(rows) for table, rows in before.items())


def blas_threads() -> list[int]:
    return [i['num_threads'] for i in threadpool_info() if 'numpy' in i['filepath']]


def test_blas_has_one_thread_while_a_tagger_works_and_as_many_as_before_afterwards() -> None:
    before = blas_threads()

    def use() -> None:
        with blas.one_thread():
            assert set(blas_threads()) <= {1}

    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(use) for _ in range(20)]:
            done.result()
    assert blas_threads() == before
    use()
    assert blas_threads() == before
