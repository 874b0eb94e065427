"""svodka inside another program: from many threads at once, and with nothing of the program changed."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import count, cycle
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest
from svodka import Engine, analyse, extract, limits, memo
from svodka.model import Analysis, Document, Parse
from svodka.read import ReadOptions, guard, read_file
from svodka.run.shards import WorkOptions
from svodka.tag import blas, names, vocabulary
from threadpoolctl import threadpool_info

from tests.test_read import TEXT, packed

ROOT = Path(__file__).parents[1]


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
    monkeypatch.setattr(vocabulary, 'MAX_WORDS', 400)
    monkeypatch.setattr(vocabulary, 'MAX_ROWS', 800)
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
        if name.startswith('svodka.'):
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


# --------------------------------------------------------------------------------------------------------------- host

# Everything of a process that svodka could be tempted to change, before and after.
HOST = """
import faulthandler, gc, io, json, logging, os, signal, sys, threading, warnings
from datetime import date

import numba
import numpy
import pymorphy3
from pymorphy3 import shapes
from rich.console import Console
from threadpoolctl import threadpool_info

from svodka import Engine, extract
from svodka.explain import show
from svodka.tag.loops import COMPILE_AFTER

def state():
    return {
        'signals': [str(signal.getsignal(s)) for s in sorted(signal.valid_signals())],
        'timer': signal.getitimer(signal.ITIMER_REAL),
        'faulthandler': faulthandler.is_enabled(),
        'environment': dict(os.environ),
        'blas': {i['filepath']: i['num_threads'] for i in threadpool_info() if 'numpy' in i['filepath']},
        'garbage': [gc.isenabled(), gc.get_threshold(), gc.get_freeze_count()],
        'pymorphy3': sorted((k, repr(v)) for k, v in vars(shapes).items() if callable(v)),
        'numba': numba.config.CACHE_DIR,
        'numpy': [numpy.geterr(), repr(numpy.get_printoptions())],
        'finders': [repr(f) for f in sys.meta_path],
        'path': sys.path,
        'warnings': len(warnings.filters),
        'hooks': [repr(sys.excepthook), repr(threading.excepthook), repr(sys.stdout), repr(sys.stderr)],
        'logging': [logging.root.level, len(logging.root.handlers)],
        'limits': [sys.getrecursionlimit(), sys.getswitchinterval()],
        'threads': sorted(t.name for t in threading.enumerate()),
        'folder': os.getcwd(),
    }

def use():
    engine = Engine()
    extract('Директор Иван Петров прибыл в Тулу. ' * (COMPILE_AFTER // 8), engine=engine)
    extract([PAGE, 'Мост 𗀀 в Туле открыт.'], engine=engine)
    show('Об этом 7 мая сообщил Иван Петров.', date(2025, 5, 8), console=Console(file=io.StringIO()))
    engine.clear()

from pathlib import Path
PAGE = Path(sys.argv[1])
before = state()
use()
if sys.argv[2:]:
    thread = threading.Thread(target=use)
    thread.start()
    thread.join()
after = state()
children = Path(f'/proc/self/task/{os.getpid()}/children')
json.dump({
    'changed': {k: [before[k], after[k]] for k in before if before[k] != after[k]},
    'blas': list(after['blas'].values()),
    'children': children.read_text().split() if children.exists() else [],
}, sys.stdout)
"""


def test_nothing_of_the_host_is_changed(tmp_path: Path) -> None:
    page = tmp_path / 'a.html'
    page.write_text(f'<html><p>{TEXT}', encoding='utf-8')
    environment = {
        **os.environ,
        'OPENBLAS_NUM_THREADS': '3',
        'PYTHONPATH': str(ROOT / 'pipeline'),
        'PYTHONWARNINGS': 'ignore',
    }
    command = [sys.executable, '-c', HOST, str(page), 'off the main thread, too']
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=200)
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert said == {'changed': {}, 'blas': said['blas'], 'children': []}
    assert done.stderr == ''


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


# --------------------------------------------------------------------------------------------------------------- time


def off_the_main_thread(call: Callable[[], dict[str, pd.DataFrame]]) -> dict[str, pd.DataFrame]:
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(call).result()


@pytest.mark.parametrize('run', [lambda call: call(), off_the_main_thread])
def test_a_text_over_its_limit_is_a_failed_row(
    run: Callable[[Callable[[], dict[str, pd.DataFrame]]], dict[str, pd.DataFrame]], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [0.0]
    monkeypatch.setattr(limits, 'time', SimpleNamespace(thread_time=lambda: now[0], monotonic=time.monotonic))
    find_dates = analyse.find_dates

    def slow(parse: Parse) -> object:
        if 'Уфе' in parse.document.text:
            now[0] += 100
        return find_dates(parse)

    monkeypatch.setattr(analyse, 'find_dates', slow)
    texts = ['Мост в Туле открыт.', 'Мост в Уфе открыт.', 'Мост в Перми открыт.']

    def documents_within(seconds: float) -> pd.DataFrame:
        return run(partial(extract, texts, options=WorkOptions(ReadOptions(max_seconds=seconds))))['documents']

    documents = documents_within(5)
    assert documents['status'].to_list() == ['ok', 'failed', 'ok']
    assert documents['message'].dropna().to_list() == [
        'Analysis took more than 5 seconds: set --max-seconds higher to wait longer.'
    ]
    assert documents_within(500)['status'].eq('ok').all()


def test_a_long_text_is_given_up_wherever_its_time_is_up(monkeypatch: pytest.MonkeyPatch) -> None:
    document = Document('d', 'd.txt', '\n'.join(release(number).text for number in range(20)))

    def looks(most: float) -> int:
        """Analyses the text, whose time is up at this look at the clock; how often it was looked at."""
        asked = count()
        monkeypatch.setattr(limits, 'time', SimpleNamespace(thread_time=lambda: 100.0 * (next(asked) >= most)))
        memo.forget()
        with limits.time_limit(1):
            analyse.analyse([document])
        return next(asked)

    total = looks(float('inf'))
    assert total > 1000, 'many in each stage'
    for number in range(1, total, total // 8):
        with pytest.raises(TimeoutError):
            looks(number)


# ------------------------------------------------------------------------------------------------------------- reader


def archive(folder: Path, name: str) -> Path:
    path = folder / name
    path.write_bytes(packed({f'{i}.txt': f'{TEXT} {i}' for i in range(2)}))
    return path


def test_a_reader_waits_for_no_other(tmp_path: Path) -> None:
    """As when one thread analyses what it has read of a file, and another begins to read."""
    first = read_file(archive(tmp_path, 'a.zip'), 'a.zip')
    got = [next(first).path]
    with ThreadPoolExecutor(1) as pool:
        rest = pool.submit(lambda: [d.path for d in read_file(archive(tmp_path, 'b.zip'), 'b.zip')])
        assert rest.result(timeout=60) == ['b.zip#0.txt', 'b.zip#1.txt']
    assert [*got, *(d.path for d in first)] == ['a.zip#0.txt', 'a.zip#1.txt']


def test_a_reader_ends_when_nobody_needs_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    guard.stop()
    monkeypatch.setattr(guard, 'PROGRAM', 'from svodka.read import guard; guard.IDLE = 2.0; guard.serve()')
    list(read_file(archive(tmp_path, 'a.zip'), 'a.zip'))
    [helper] = guard._idle
    assert helper.process.wait(timeout=60) != 0
    assert [d.status for d in read_file(tmp_path / 'a.zip', 'a.zip')] == ['ok', 'ok']
    [helper] = guard._idle
    Engine().clear()
    assert helper.process.returncode is not None
    assert guard._idle == []


def test_a_reader_whose_alarm_does_not_ring_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    guard.stop()
    monkeypatch.setattr(guard, 'PROGRAM', 'import sys, time; sys.stdin.readline(); time.sleep(600)')
    monkeypatch.setattr(guard, 'LEEWAY', 0.1)
    with pytest.raises(TimeoutError):
        list(read_file(archive(tmp_path, 'a.zip'), 'a.zip', ReadOptions(max_seconds=0.1)))


def test_the_first_text_leaves_the_environment_as_it_was() -> None:
    """In a new process, as some libraries set variables when they are loaded."""
    code = (
        'import os; before = dict(os.environ)\n'
        'from svodka import extract; extract("Марат Сеитов приехал в Бишкек.")\n'
        'assert dict(os.environ) == before, set(os.environ) ^ set(before)'
    )
    subprocess.run([sys.executable, '-c', code], check=True, cwd=ROOT)
