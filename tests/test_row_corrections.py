"""Corrections of single rows: of documents, mentions, quotations, positions and dates, and what hangs on them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from svodka import extract
from svodka.cli import main
from svodka.collection.assemble import Assembly
from svodka.collection.corrections import Correction, read_corrections
from svodka.model import Analysis, Date, Document, Entity, Mention, Parse, PersonName, Position, Quotation, Tokens
from svodka.read import document_id
from svodka.run.batch import run
from svodka.run.interface import RunOptions
from svodka.run.part_schema import part_schema
from svodka.run.parts import part
from svodka.run.sources import Origin
from svodka.schema import TABLES
from svodka.tables import TableOptions
from svodka.tables.write import write_tables

HEADER = 'action,entity_id,name,value,document\n'
TEXT = 'Директор Анна Гринько, Центр печати: «Мост готов». Марат Сеитов: «Ждём 5 мая»'
Rows = dict[str, list[dict[str, Any]]]
Made = Callable[..., tuple[Rows, list[str]]]


def release(path: str) -> Analysis:
    """A release with two people, a body, a position, a date and two quotations."""

    def at(words: str) -> tuple[int, int]:
        start = TEXT.index(words)
        return start, start + len(words)

    names: list[tuple[str, str]] = [('PER', 'Анна Гринько'), ('ORG', 'Центр печати'), ('PER', 'Марат Сеитов')]
    mentions = []
    for i, (kind, name) in enumerate(names):
        person = PersonName(*name.split()[:1], None, name.split()[1]) if kind == 'PER' else None
        mentions.append(Mention(i, i + 1, *at(name), 0, kind, name, name, person=person))  # type: ignore[arg-type]
    entities = [Entity(m.type, m.name, (i,), person=m.person) for i, m in enumerate(mentions)]
    document = Document(path, path, TEXT, 'txt', title='Мост', published=dt.date(2025, 5, 1),
                        published_from='filename', fingerprint=path)  # fmt: skip
    return Analysis(
        Parse(document, (), Tokens([], [], [], [])),
        tuple(mentions),
        (Position(0, 1, 'директор', *at('Директор'), 0),),
        tuple(entities),
        (0, 1, 2),
        (Date(*at('5 мая'), 0, 'day_month', 'relative', 'day', '2025-05-05', dt.date(2025, 5, 5), dt.date(2025, 5, 5),
              anchor=dt.date(2025, 5, 1)),),
        (
            Quotation(*at('Мост готов'), 0, 'direct', '', 'colon', 'Анна Гринько', 0, *at('Анна Гринько'),
                      speaker_from='name'),
            Quotation(*at('Ждём 5 мая'), 0, 'direct', '', 'colon', 'Марат Сеитов', 2, *at('Марат Сеитов'),
                      speaker_from='name'),
        ),
    )  # fmt: skip


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """The rows of two releases under these corrections, and what each of them did."""
    count = iter(range(100))

    def make(*corrections: Correction) -> tuple[Rows, list[str]]:
        folder = tmp_path / str(next(count))
        (folder / 'tables').mkdir(parents=True)
        with pq.ParquetWriter(folder / 'part.parquet', part_schema()) as writer:
            for path in ('a.txt', 'b.txt'):
                analysis = release(path)
                document = replace(analysis.parse.document, document_id=f'{ord(path[0]):016x}')
                found = replace(analysis, parse=replace(analysis.parse, document=document))
                writer.write_batch(part([Origin(path)], [found]))
        names = {'a.txt': 'a.txt', 'b.txt': 'b.txt'}
        assembly = Assembly({str(folder / 'part.parquet'): names}, folder, corrections=corrections)
        write_tables(folder / 'tables', assembly.batches, TableOptions(('parquet',)))
        assembly.close()
        rows = {table: pq.read_table(folder / 'tables' / f'{table}.parquet').to_pylist() for table in TABLES}
        return rows, [str(effect) for effect in assembly.effects]

    return make


def only(rows: list[dict[str, Any]], **values: object) -> dict[str, Any]:
    (row,) = [row for row in rows if all(row[name] == value for name, value in values.items())]
    return row


@pytest.mark.parametrize(
    ('value', 'speaker', 'is_known'),
    [
        ('Марат Сеитов', 'Марат Сеитов', True),
        ('МАРАТ СЕИТОВ', 'Марат Сеитов', True),
        ('Центр печати', 'Центр печати', True),
        ('прохожий', 'прохожий', False),
        ('-', '', False),
    ],
)
def test_a_speaker(made: Made, value: str, speaker: str, is_known: bool) -> None:
    before, _ = made()
    row = next(q for q in before['quotations'] if q['speaker'] == 'Анна Гринько')
    after, told = made(Correction(2, 'speaker', row['quotation_id'], value))
    now = only(after['quotations'], quotation_id=row['quotation_id'])
    assert (now['speaker'], now['speaker_id'] is not None) == (speaker, is_known)
    assert (now['speaker_start'], now['speaker_from']) == (None, None), 'the words in the text name somebody else'
    assert told == [f'line 2: speaker {row["quotation_id"]}: 1 quotation']
    assert only(after['people'], name='Анна Гринько')['quotations'] == 1
    if speaker == 'Марат Сеитов':
        assert only(after['people'], name='Марат Сеитов')['quotations'] == 3
        assert now['speaker_id'] == only(after['people'], name='Марат Сеитов')['entity_id']


def test_a_speaker_by_id(made: Made) -> None:
    before, _ = made()
    row, other = before['quotations'][0], only(before['people'], name='Марат Сеитов')
    after, _ = made(Correction(2, 'speaker', row['quotation_id'], other['entity_id']))
    assert only(after['quotations'], quotation_id=row['quotation_id'])['speaker'] == 'Марат Сеитов'


def test_a_speaker_who_is_nobody_or_several(made: Made) -> None:
    before, _ = made()
    row, person = before['quotations'][0], only(before['people'], name='Марат Сеитов')['entity_id']
    after, told = made(Correction(2, 'speaker', row['quotation_id'], '0' * 16))
    assert after == before
    assert told == [f'line 2: nothing is called {"0" * 16}, so «speaker» changed nothing']
    twice, told = made(
        Correction(2, 'split', person, 'Анна Гринько', 'b.txt'),
        Correction(3, 'speaker', row['quotation_id'], 'Анна Гринько'),
    )
    assert told[1] == 'line 3: 2 are called «Анна Гринько», give the entity_id, so «speaker» changed nothing'
    assert only(twice['quotations'], quotation_id=row['quotation_id'])['speaker_id'] == row['speaker_id']


def test_a_document(made: Made) -> None:
    before, _ = made()
    first = only(before['documents'], path='a.txt')['document_id']
    after, told = made(
        Correction(2, 'published', first, '2024-12-31'),
        Correction(3, 'title', '', 'Мост открыт', 'b.txt'),
        Correction(4, 'outlet', first, 'Вестник'),
        Correction(5, 'published', '', '-', 'b.txt'),
    )
    a, b = after['documents']
    assert (a['published'], a['published_from'], a['outlet'], a['title']) == (
        dt.date(2024, 12, 31), 'correction', 'Вестник', 'Мост')  # fmt: skip
    assert (b['published'], b['published_from'], b['title']) == (None, None, 'Мост открыт')
    assert told[1] == 'line 3: title b.txt: 1 document'
    person = only(after['people'], name='Анна Гринько')
    assert (person['first_date'], person['last_date']) == (dt.date(2024, 12, 31), dt.date(2024, 12, 31))


def test_a_position_and_a_date(made: Made) -> None:
    before, _ = made()
    position, date = before['positions'][0], before['dates'][0]
    ids = [f'd{row["document_id"]}:{row["start"]}:{row["stop"]}' for row in (position, date)]
    other = f'{before["dates"][1]["document_id"]}:{date["start"]}:{date["stop"]}'
    after, told = made(
        Correction(2, 'position', ids[0], 'главный редактор'),
        Correction(3, 'date', ids[1], '2026-05-05'),
        Correction(4, 'date', other, '2026-05-05/2026-05-07'),
    )
    assert [p['position'] for p in after['positions']] == ['главный редактор', 'директор']
    one, several = after['dates']
    assert (one['start_date'], one['edtf'], one['kind'], one['anchor']) == (
        dt.date(2026, 5, 5), '2026-05-05', 'absolute', None)  # fmt: skip
    assert (several['end_date'], several['edtf']) == (dt.date(2026, 5, 7), '2026-05-05/2026-05-07')
    assert told == [f'line 2: position {ids[0]}: 1 position', f'line 3: date {ids[1]}: 1 date',
                    f'line 4: date {other}: 1 date']  # fmt: skip
    both, _ = made(*(Correction(n, 'position', f'{p["document_id"]}:{p["start"]}:{p["stop"]}', 'редактор')
                     for n, p in enumerate(before['positions'])))  # fmt: skip
    assert only(both['people'], name='Анна Гринько')['position'] == 'редактор'


def test_a_mention_that_is_none(made: Made) -> None:
    before, _ = made()
    mention = next(m for m in before['mentions'] if m['text'] == 'Анна Гринько')
    after, told = made(Correction(2, 'drop', mention['mention_id']))
    assert told == [f'line 2: drop {mention["mention_id"]}: 1 mention']
    person = only(after['people'], name='Анна Гринько')
    assert (person['mentions'], person['documents']) == (1, 1)
    assert only(after['aliases'], name='Анна Гринько')['mentions'] == 1
    assert len([m for m in after['mentions'] if m['text'] == 'Анна Гринько']) == 1
    assert len(after['positions']) == 1, 'nobody holds it any more'
    said = [q for q in after['quotations'] if q['text'] == 'Мост готов']
    assert sorted(q['speaker_id'] is None for q in said) == [False, True]
    both = [m['mention_id'] for m in before['mentions'] if m['text'] == 'Анна Гринько']
    nobody, _ = made(*(Correction(n, 'drop', mention) for n, mention in enumerate(both)))
    assert [p['name'] for p in nobody['people']] == ['Марат Сеитов']
    ids = {row['entity_id'] for table in ('people', 'organisations') for row in nobody[table]}
    assert {m['entity_id'] for m in nobody['mentions']} <= ids


def test_a_quotation_a_position_and_a_date_that_are_none(made: Made) -> None:
    before, _ = made()
    quotation = next(q for q in before['quotations'] if q['speaker'] == 'Анна Гринько')
    spans = [f'{row["document_id"]}:{row["start"]}:{row["stop"]}' for row in (*before['positions'], before['dates'][0])]
    after, told = made(*(Correction(n, 'drop', id) for n, id in enumerate((f'q{quotation["quotation_id"]}', *spans))))
    assert [len(after[table]) for table in ('quotations', 'positions', 'dates')] == [3, 0, 1]
    assert only(after['people'], name='Анна Гринько')['quotations'] == 1
    assert only(after['people'], name='Анна Гринько')['position'] is None
    assert [line.rpartition(': ')[2] for line in told] == ['1 quotation', '1 position', '1 position', '1 date']


def test_what_finds_nothing_is_told(made: Made) -> None:
    nothing = '0' * 15 + '9'
    before, _ = made()
    after, told = made(
        Correction(2, 'speaker', nothing, 'Анна Гринько'),
        Correction(3, 'drop', f'm{nothing}'),
        Correction(4, 'drop', nothing),
        Correction(5, 'title', '', 'Мост', 'c.txt'),
        Correction(6, 'date', f'{nothing}:1:2', '2025-01-01'),
    )
    assert after == before
    assert told == [
        f'line 2: no quotation has the id {nothing}, so «speaker» changed nothing',
        f'line 3: no row has the id m{nothing}, so «drop» changed nothing',
        f'line 4: nothing is called {nothing}, so «drop» changed nothing',
        'line 5: there is no document c.txt, so «title» changed nothing',
        f'line 6: no date has the id {nothing}:1:2, so «date» changed nothing',
    ]


def test_by_name_where_it_is_unique(made: Made) -> None:
    after, told = made(
        Correction(2, 'rename', '', 'Центр печати и связи', name='центр печати'),
        Correction(3, 'merge', '', 'Анна Гринько', name='Марат Сеитов'),
        Correction(4, 'drop', '', name='Иван Никто'),
    )
    assert [o['name'] for o in after['organisations']] == ['Центр печати и связи']
    assert len(after['people']) == 1
    assert told == ['line 2: rename «центр печати»: 2 mentions', 'line 3: merge «Марат Сеитов»: 2 mentions',
                    'line 4: nothing is called «Иван Никто», so «drop» changed nothing']  # fmt: skip


def test_a_name_that_several_have_is_refused(made: Made) -> None:
    before, _ = made()
    split = Correction(
        2, 'split', only(before['people'], name='Марат Сеитов')['entity_id'], 'Марат Сеитов (Пермь)', 'b.txt'
    )
    _, told = made(split, Correction(3, 'rename', '', 'Другой', name='Марат Сеитов'))
    assert told[1] == ('line 3: 2 are called «Марат Сеитов», give the entity_id of the right one, so «rename» '
                       'changed nothing')  # fmt: skip


def test_tables_without_corrections_are_as_before(made: Made) -> None:
    before, _ = made()
    after, _ = made(Correction(2, 'outlet', '', '-', 'a.txt'))
    assert after == before


A = '0123456789abcdef'


def test_days_as_a_russian_spreadsheet_saves_them(tmp_path: Path) -> None:
    file = tmp_path / 'corrections.csv'
    file.write_text(f'{HEADER}published;{A};;1.09.2025;a.txt\n'.replace(',', ';'), encoding='utf-8-sig')
    assert read_corrections(file) == (Correction(2, 'published', A, '2025-09-01', 'a.txt'),)


# ------------------------------------------------------------------------------- the day of publication, and the dates


def test_a_day_of_publication_is_read_with(tmp_path: Path) -> None:
    """«Вчера» is reckoned from the day that the user gives, in a run and in memory; only such files are read again."""
    source, out = tmp_path / 'in', tmp_path / 'out'
    source.mkdir()
    for name, day in (('a', '2025-05-07'), ('b', '2025-06-07')):
        (source / f'{day}_{name}.txt').write_text(f'Мост открылся вчера, сообщил Иван Петров {name}.', encoding='utf-8')

    def days(**options: Any) -> tuple[int, dict[str, dt.date]]:
        work = RunOptions(tables=TableOptions(('parquet',)), workers=1, **options)
        summary = run([str(source)], str(out), work)
        rows = pq.read_table(out / 'dates.parquet').to_pylist()
        paths = {row['document_id']: row['path'] for row in pq.read_table(out / 'documents.parquet').to_pylist()}
        return summary.fresh, {paths[row['document_id']][11:12]: row['start_date'] for row in rows}

    assert days() == (2, {'a': dt.date(2025, 5, 6), 'b': dt.date(2025, 6, 6)})
    by_path = (Correction(2, 'published', '', '2024-01-01', '2025-05-07_a.txt'),)
    assert days(corrections=by_path) == (1, {'a': dt.date(2023, 12, 31), 'b': dt.date(2025, 6, 6)})
    assert days(corrections=by_path)[0] == 0
    by_id = (Correction(2, 'published', document_id('in/2025-05-07_a.txt'), '2024-01-01'),)
    assert days(corrections=by_id)[0] == 0, 'the same said otherwise'
    assert days() == (1, {'a': dt.date(2025, 5, 6), 'b': dt.date(2025, 6, 6)})
    found = extract(
        ['Мост открылся вчера.'], ids=['x'], corrections=[Correction(2, 'published', '', '2024-01-02', 'x')]
    )
    assert found['dates']['start_date'].dt.date.to_list() == [dt.date(2024, 1, 1)]


def test_a_workbook_that_was_written_into_is_kept(tmp_path: Path) -> None:
    source, out = tmp_path / 'releases', tmp_path / 'tables'
    source.mkdir()
    (source / 'a.txt').write_text('Об этом сообщил директор завода Азиз Каримов.', encoding='utf-8')
    assert CliRunner().invoke(main, ['extract', str(source), '--out', str(out)]).exit_code == 0
    written = (out / 'svodka.xlsx').read_bytes() + b' '
    (out / 'svodka.xlsx').write_bytes(written)
    told = CliRunner().invoke(main, ['extract', str(source), '--out', str(out), '--quiet'])
    assert 'is kept as svodka-edited-1.xlsx' in told.output
    assert (out / 'svodka-edited-1.xlsx').read_bytes() == written
