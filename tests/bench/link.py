"""How linking scales: seconds and memory for 1,000 to 100,000 documents of recombined names.

    python -m tests.bench.link [1000 10000 100000]

Names follow Zipf's law, as in news: a few are everywhere, most are rare, and new ones keep coming.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb
import pyarrow as pa
from svodka.collection.link import link_entities
from svodka.run.part_schema import ENTITY

FIRST = 'Азиз Марат Ольга Нина Данияр Сауле Пётр Ирина Олег Рустам Малика Фирдавс Айнура Глеб Ильдар Софья'.split()
ROOTS = 'Кар Бел Се Орл Ток Мам Юл Сад Назар Рахм Хал Бай Тим Жант Лебед Ясен Ковт Седов Чуй Мирз'.split()
TAILS = 'имов ов итов ин сунов едов дузов ыралиев шоев атуллин ворсен жигитов уров улин ёдкин ьев ун ых ко оев'.split()
KINDS = 'Институт Центр Комитет Фонд Министерство Агентство Университет Совет'.split()
THEMES = 'воды печати транспорта образования торговли связи энергетики туризма спорта науки права экологии'.split()
TOWNS = 'Ташкента Бишкека Казани Алматы Перми Томска Калуги Самарканда Душанбе Астаны'.split()
ENTITIES_A_DOCUMENT = 12


def rows(documents: int, pick: random.Random) -> pa.Table:
    """Local entities of so many documents, as `entities` has them."""
    found = []
    for number in range(documents):
        for local in range(ENTITIES_A_DOCUMENT):
            rank = int(min(pick.paretovariate(0.25), 4_000_000))
            named = random.Random(rank)
            mentions = pick.randint(1, 4)
            row = dict.fromkeys(field.name for field in ENTITY) | {'mentions': mentions}
            if rank % 2:
                first = named.choice(FIRST)
                last = named.choice(ROOTS) + named.choice(TAILS) + 'аеиоу'[rank % 5] * (rank % 3)
                short = pick.random() < 0.2
                name = last if short else f'{first} {last}'
                row |= {'type': 'PER', 'name': name, 'first': None if short else first, 'last': last}
            else:
                name = f'{named.choice(KINDS)} {named.choice(THEMES)} {named.choice(TOWNS)} № {rank}'
                row |= {'type': 'ORG', 'name': name}
            row['forms'] = [{'name': name, 'form': 'name', 'mentions': mentions}]
            found.append({'document_id': f'd{number:07}', 'local': local, **row})
    return pa.Table.from_pylist(found, pa.schema([('document_id', pa.string()), ('local', pa.int32()), *ENTITY]))


def measure(documents: int) -> str:
    """One line: what linking so many documents costs."""
    pick = random.Random(7)
    with tempfile.TemporaryDirectory() as folder:
        db = duckdb.connect(str(Path(folder) / 'bench.duckdb'))
        db.execute("SET threads = 1; SET memory_limit = '1GB'")
        first = True
        for start in range(0, documents, 5000):
            table = rows(min(5000, documents - start), pick)
            shift = pa.array([f'{start + int(d[1:]):07}' for d in table['document_id'].to_pylist()])
            table = table.set_column(0, 'document_id', shift)
            db.register('fresh', table)
            into = 'CREATE TABLE entities AS' if first else 'INSERT INTO entities'
            db.execute(f'{into} SELECT * FROM fresh')
            first = False
        db.execute(
            """CREATE TABLE live AS SELECT DISTINCT document_id, document_id || '.txt' AS path, NULL::DATE AS published
               FROM entities"""
        )
        began = time.process_time()
        link_entities(db)
        seconds = time.process_time() - began
        (linked,) = db.execute('SELECT count(*) FROM linked').fetchone() or (0,)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    each = seconds / documents * 1000
    return f'{documents:9,} documents {seconds:7.1f} s {each:6.3f} ms each {linked:9,} entities {memory:6.0f} MB'


if __name__ == '__main__':
    if sys.argv[1:2] == ['--one']:
        print(measure(int(sys.argv[2])))
    else:
        for size in sys.argv[1:] or ('1000', '10000', '100000'):
            subprocess.run([sys.executable, '-m', 'tests.bench.link', '--one', size], check=True)
