"""Exports: each format is read back, by the program it is for where that is installed."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from click.testing import CliRunner
from lxml import etree
from svodka import open_tables
from svodka.cli import main
from svodka.export import FORMATS, ExportError, export
from svodka.export.conllu import tree
from svodka.schema import TABLES, columns

from tests.report_support import rows, write

ROOT = Path(__file__).parents[1]
Tables = dict[str, pd.DataFrame]


@pytest.fixture(scope='module')
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables of the sample releases, and beside them every export of them."""
    made = tmp_path_factory.mktemp('export')
    result = CliRunner().invoke(main, ['extract', str(ROOT / 'data/releases'), '--out', str(made / 'tables'),
                                       '--format', 'parquet'])  # fmt: skip
    assert result.exit_code == 0, result.output
    for to in FORMATS:
        result = CliRunner().invoke(main, ['export', str(made / 'tables'), '--to', to, '--out', str(made / to)])
        assert result.exit_code == 0, result.output
    return made


@pytest.fixture(scope='module')
def tables(folder: Path) -> Tables:
    return open_tables(folder / 'tables', names=False)


def strings(values: Iterable[object]) -> list[str]:
    return ['' if pd.isna(v) else str(v) for v in values]


def test_sqlite_holds_every_row_and_no_key_dangles(folder: Path, tables: Tables) -> None:
    with sqlite3.connect(folder / 'sqlite') as db:
        assert db.execute('PRAGMA foreign_key_check').fetchall() == []
        for table in TABLES:
            for column in columns(table):
                got = strings(v for (v,) in db.execute(f'SELECT {column.name} FROM {table} ORDER BY rowid'))
                expected = strings(tables[table][column.name])
                if column.type is str:
                    assert sorted(got) == sorted(expected), (table, column.name)
                assert len(got) == len(expected)


@pytest.mark.parametrize('to', list(FORMATS))
def test_tables_that_are_only_there_as_csv(tmp_path: Path, to: str) -> None:
    parquet, delimited = (write(tmp_path / form, rows(3), formats=(form,)) for form in ('parquet', 'csv'))
    counts = [export(folder, to, tmp_path / f'{folder.name}.out') for folder in (parquet, delimited)]
    assert counts[0] == counts[1] > 0


def test_tables_are_chosen(tmp_path: Path) -> None:
    made = write(tmp_path / 'tables', rows(3), formats=('parquet',))

    def run(to: str, *options: str) -> tuple[int, str]:
        result = CliRunner().invoke(main, ['export', str(made), '--to', to, '--out', str(tmp_path / 'out'), *options])
        return result.exit_code, result.output

    assert run('sqlite', '--tables', 'quotations, documents,texts')[0] == 0
    with closing(sqlite3.connect(tmp_path / 'out')) as db:
        names = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        assert {name for name in names if '_fts' not in name and 'sqlite' not in name} == {
            'quotations', 'documents', 'texts'}  # fmt: skip
        assert db.execute('PRAGMA foreign_key_check').fetchall() == []
        assert db.execute("SELECT count(*) FROM quotations_fts WHERE quotations_fts MATCH 'строителей'").fetchone() == (
            3,
        )
    (tmp_path / 'out').unlink()
    assert run('duckdb', '--no-tokens')[0] == 0
    with duckdb.connect(str(tmp_path / 'out')) as db:
        assert {row[0] for row in db.execute('SHOW TABLES').fetchall()} == {*TABLES} - {'tokens'}
    (tmp_path / 'out').unlink()
    assert run('jsonl', '--no-tokens')[0] == 0, 'it has none'
    (tmp_path / 'out').unlink()
    assert run('jsonl', '--tables', 'quotations')[0] == 0
    line = json.loads((tmp_path / 'out').read_text(encoding='utf-8').splitlines()[0])
    assert 'quotations' in line
    assert not {'mentions', 'dates', 'positions'} & line.keys()
    (tmp_path / 'out').unlink()
    for to in ('brat', 'label-studio'):
        assert run(to, '--tables', 'dates')[0] == 0
        (shutil.rmtree if to == 'brat' else Path.unlink)(tmp_path / 'out')
    assert run('sqlite', '--tables', 'people,gods') == (
        2, f'svodka: sqlite has no table «gods» to choose: there are {", ".join(TABLES)}.\n')  # fmt: skip
    assert run('sqlite', '--tables', 'tokens', '--no-tokens')[0] == 2
    assert run('sqlite', '--tables', 'tokens', '--no-tokens')[1].startswith('svodka: No table is left for sqlite')
    assert run('gexf', '--no-tokens') == (
        2, 'svodka: gexf has no tables to choose from: leave out --tables and --no-tokens.\n')  # fmt: skip
    assert not (tmp_path / 'out').exists()


def test_sqlite_finds_a_word_in_all_its_forms(folder: Path, tables: Tables) -> None:
    lemma = tables['tokens'].query('pos == "NOUN" and text != lemma').iloc[0]['lemma']
    holding = set(tables['tokens'].query('lemma == @lemma')['document_id'])
    query = 'SELECT document_id FROM texts JOIN texts_fts ON texts.rowid = texts_fts.rowid WHERE texts_fts MATCH ?'
    with sqlite3.connect(folder / 'sqlite') as db:
        found = {d for (d,) in db.execute(query, [f'lemmas:"{lemma}"'])}
    assert found == holding


def test_duckdb_describes_its_columns(folder: Path, tables: Tables) -> None:
    with duckdb.connect(str(folder / 'duckdb'), read_only=True) as db:
        for table in TABLES:
            assert db.execute(f'SELECT count(*) FROM {table}').fetchone() == (len(tables[table]),)
        query = "SELECT comment FROM duckdb_columns() WHERE table_name = 'people' AND column_name = 'gender'"
        assert db.execute(query).fetchone() == (next(c.description for c in columns('people') if c.name == 'gender'),)


@pytest.mark.parametrize('speech', [False, True])
def test_graphs_are_the_same_in_both_formats_and_as_the_tables(folder: Path, tables: Tables, speech: bool) -> None:
    suffix = '-speech' if speech else ''
    networkx = pytest.importorskip('networkx')
    gexf, graphml = networkx.read_gexf(folder / f'gexf{suffix}'), networkx.read_graphml(folder / f'graphml{suffix}')
    assert gexf.is_directed() == graphml.is_directed() == speech
    assert dict(gexf.nodes(data='label')) == dict(graphml.nodes(data='label'))
    assert set(gexf.nodes) == {*tables['people']['entity_id'], *tables['organisations']['entity_id']}
    assert {frozenset(e) if not speech else e for e in gexf.edges} == {
        frozenset(e) if not speech else e for e in graphml.edges
    }
    if not speech:
        pairs = {frozenset(p) for p in tables['cooccurrences'][['entity_id', 'other_id']].to_numpy().tolist()}
        assert {frozenset(e) for e in gexf.edges} == pairs


def test_a_name_that_xml_cannot_hold_breaks_no_graph(tmp_path: Path) -> None:
    release = tmp_path / 'in' / 'a.txt'
    release.parent.mkdir()
    release.write_text('Об этом сообщил директор ООО «Рубин\x0b & <Сыны>» Пётр Лунин.', encoding='utf-8')
    CliRunner().invoke(main, ['extract', str(release.parent), '--out', str(tmp_path / 'tables')])
    for to in ('gexf', 'graphml'):
        export(tmp_path / 'tables', to, tmp_path / to)
        etree.parse(tmp_path / to)


def test_conllu_is_a_tree_of_the_same_tokens(folder: Path, tables: Tables) -> None:
    blocks = (folder / 'conllu').read_text(encoding='utf-8').split('\n\n')[:-1]
    assert len(blocks) == len(tables['sentences'])
    seen = 0
    for block in blocks:
        rows = [line.split('\t') for line in block.splitlines() if not line.startswith('#')]
        assert all(len(row) == 10 for row in rows)
        assert [int(row[0]) for row in rows] == list(range(1, len(rows) + 1))
        heads = [int(row[6]) for row in rows]
        assert [row[7] == 'root' for row in rows] == [head == 0 for head in heads]
        assert heads.count(0) == 1
        for at in range(1, len(rows) + 1):
            for _ in rows:
                at = heads[at - 1] if at else 0
            assert at == 0
        text = ''.join(row[1] + ('' if 'SpaceAfter=No' in row[9] else ' ') for row in rows).rstrip()
        assert f'# text = {text}' in block.splitlines()
        seen += len(rows)
    assert seen == len(tables['tokens'])
    tags = sum(block.count('Entity=B-') for block in blocks)
    # The halves of a compound adjective are two mentions of one token.
    places = ['document_id', 'start']
    assert tags == len(tables['mentions'][places].merge(tables['tokens'][places]).drop_duplicates())


def test_the_validator_of_universal_dependencies_finds_the_format_right(folder: Path, tmp_path: Path) -> None:
    """Levels 1 and 2: the format. From the third on it judges the parser's annotation by the guidelines."""
    udvalidate = shutil.which('udvalidate')
    if not udvalidate:
        pytest.skip('no udvalidate: pip install udtools')
    shutil.copy(folder / 'conllu', tmp_path / 'a.conllu')
    ran = subprocess.run([udvalidate, '--lang', 'ru', '--level', '2', str(tmp_path / 'a.conllu')], capture_output=True,
                         text=True)  # fmt: skip
    assert ran.returncode == 0, ran.stdout[-2000:] + ran.stderr[-2000:]


def test_trees_of_heads_that_run_in_a_circle() -> None:
    assert tree([1, 2, 0], 0) == [0, 3, 1]
    assert tree([None, None], 0) == [0, 1]
    assert tree([None, 2, 1], 0) == [0, 1, 2]


def test_json_lines_hold_every_row_at_its_place(folder: Path, tables: Tables) -> None:
    lines = [json.loads(line) for line in (folder / 'jsonl').read_text(encoding='utf-8').splitlines()]
    assert len(lines) == (tables['documents']['status'] == 'ok').sum()
    for table in ('mentions', 'positions', 'dates', 'quotations'):
        rows = [(line, row) for line in lines for row in line[table]]
        assert len(rows) == len(tables[table])
        assert all(line['text'][row['start'] : row['stop']] == row['text'] for line, row in rows)


def test_label_studio_counts_as_a_browser_does(tmp_path: Path) -> None:
    release = tmp_path / 'in' / 'a.txt'
    release.parent.mkdir()
    text = '🙂🙂 Об этом 5 марта 2025 года сообщил директор завода Пётр Лунин.'
    release.write_text(text, encoding='utf-8')
    CliRunner().invoke(main, ['extract', str(release.parent), '--out', str(tmp_path / 'tables')])
    export(tmp_path / 'tables', 'label-studio', tmp_path / 'tasks.json')
    [task] = json.loads((tmp_path / 'tasks.json').read_text(encoding='utf-8'))
    units = task['data']['text'].encode('utf-16-le')
    results = [r['value'] for r in task['predictions'][0]['result']]
    assert {r['labels'][0] for r in results} >= {'PER', 'DATE', 'POSITION'}
    for value in results:
        assert units[2 * value['start'] : 2 * value['end']].decode('utf-16-le') == value['text']


def test_brat_finds_each_span_in_the_text(folder: Path, tables: Tables) -> None:
    spans = 0
    for path in sorted((folder / 'brat').glob('*.ann')):
        text = path.with_suffix('.txt').read_bytes().decode('utf-8')
        for line in path.read_text(encoding='utf-8').splitlines():
            if line.startswith('T'):
                _, place, words = line.split('\t')
                label, _, offsets = place.partition(' ')
                pieces = [text[slice(*map(int, piece.split()))] for piece in offsets.split(';')]
                assert ' '.join(pieces) == words
                spans += label != 'SPEAKER'
    assert spans == sum(len(tables[t]) for t in ('mentions', 'positions', 'dates', 'quotations'))


def test_follow_the_money(folder: Path, tables: Tables) -> None:
    objects = [json.loads(line) for line in (folder / 'ftm').read_text(encoding='utf-8').splitlines()]
    ids = {o['id'] for o in objects}
    assert len(ids) == len(objects)
    for o in objects:
        for name in ('employee', 'employer', 'document', 'resolved'):
            assert set(o['properties'].get(name, ())) <= ids
    assert sum(o['schema'] == 'Person' for o in objects) == len(tables['people'])
    model = pytest.importorskip('followthemoney').model
    for o in objects:
        model.get_proxy(o, cleaned=False).schema.validate(o)


def test_what_is_there_stays(folder: Path, tmp_path: Path) -> None:
    there = tmp_path / 'tables.db'
    there.write_text('mine', encoding='utf-8')
    with pytest.raises(ExportError, match='exists already'):
        export(folder / 'tables', 'sqlite', there)
    assert there.read_text(encoding='utf-8') == 'mine'
    result = CliRunner().invoke(main, ['export', str(tmp_path), '--to', 'jsonl', '--out', str(tmp_path / 'x.jsonl')])
    assert result.exit_code == 2
    assert 'svodka extract' in result.output
    result = CliRunner().invoke(main, ['export', str(folder / 'tables'), '--to', 'jsonl', '--out', 'nowhere/x.jsonl'])
    assert (result.exit_code, list(tmp_path.iterdir())) == (2, [there])
    assert 'make it first' in result.output
