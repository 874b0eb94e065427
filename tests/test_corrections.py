"""Corrections: what a user types in a spreadsheet changes the tables, and what is wrong in it is said clearly."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from svodka.cli import main
from svodka.collection.assemble import Assembly
from svodka.collection.corrections import Correction, CorrectionsError, join_corrections, read_corrections
from svodka.collection.duplicates import find_duplicates, write_duplicates
from svodka.model import Analysis, Document, Entity, Mention, Parse, PersonName, Tokens
from svodka.run.part_schema import part_schema
from svodka.run.parts import part
from svodka.run.sources import Origin
from svodka.tables import TableOptions
from svodka.tables.write import write_tables

HEADER = 'action,entity_id,name,value,document\n'
A, B = f'e{"a" * 16}', f'e{"b" * 16}'
ROW = '0123456789abcdef'  # an id of a single row


def analysis(path: str, *names: tuple[str, str]) -> Analysis:
    """A document that mentions these (type, name) once each."""
    text = ' '.join(name for _, name in names)
    mentions, entities, at = [], [], 0
    for i, (kind, name) in enumerate(names):
        *first, last = name.split()
        person = PersonName(first[0] if first else None, None, last) if kind == 'PER' else None
        mentions.append(Mention(i, i + 1, at, at + len(name), 0, kind, name, name, person=person))  # type: ignore[arg-type]
        entities.append(Entity(kind, name, (i,), person=person))  # type: ignore[arg-type]
        at += len(name) + 1
    document = Document(path, path, text, fingerprint=path)
    parse = Parse(document, (), Tokens([], [], [], []))
    return Analysis(parse, tuple(mentions), (), tuple(entities), tuple(range(len(names))))


def tables(folder: Path, analyses: Sequence[Analysis], corrections: Sequence[Correction] = ()) -> Path:
    """The tables of these documents as Parquet files in a new folder."""
    folder.mkdir(parents=True)
    with pq.ParquetWriter(folder / 'part.parquet', part_schema()) as writer:
        for a in analyses:
            writer.write_batch(part([Origin(a.parse.document.path)], [a]))
    names = {a.parse.document.path: a.parse.document.path for a in analyses}
    assembly = Assembly({str(folder / 'part.parquet'): names}, folder, corrections=corrections)
    (folder / 'tables').mkdir()
    write_tables(folder / 'tables', assembly.batches, TableOptions(('parquet',)))
    assembly.close()
    return folder / 'tables'


RELEASES = [
    analysis('1.txt', ('PER', 'Анна Гринько'), ('ORG', 'Центр печати'), ('LOC', 'Чуст')),
    analysis('2.txt', ('PER', 'Ганна Гринько'), ('ORG', 'Центр печати')),
]


def ids(folder: Path) -> dict[str, str]:
    found: dict[str, str] = {}
    for table in ('people', 'organisations', 'places'):
        rows = pq.read_table(folder / f'{table}.parquet').to_pydict()
        found |= dict(zip(rows['name'], rows['entity_id'], strict=True))
    return found


def test_each_action(tmp_path: Path) -> None:
    before = ids(tables(tmp_path / 'before', RELEASES))
    assert sorted(before) == ['Анна Гринько', 'Ганна Гринько', 'Центр печати', 'Чуст']
    corrections = [
        Correction(2, 'merge', before['Ганна Гринько'], before['Анна Гринько']),
        Correction(3, 'rename', before['Ганна Гринько'], 'Анна Петровна Гринько'),
        Correction(4, 'split', before['Центр печати'], 'Центр красок', '2.txt'),
        Correction(5, 'type', before['Чуст'], 'ORG'),
    ]
    folder = tables(tmp_path / 'after', RELEASES, corrections)
    after = ids(folder)
    assert sorted(after) == ['Анна Петровна Гринько', 'Центр красок', 'Центр печати', 'Чуст']
    assert after['Анна Петровна Гринько'] == before['Анна Гринько']
    mentions = pq.read_table(folder / 'mentions.parquet').to_pylist()
    assert {m['type'] for m in mentions if m['text'] == 'Чуст'} == {'ORG'}
    assert len(pq.read_table(folder / 'people.parquet')) == 1
    aliases = pq.read_table(folder / 'aliases.parquet').to_pylist()
    assert {a['name'] for a in aliases if a['entity_id'] == before['Анна Гринько']} == {'Анна Гринько', 'Ганна Гринько'}


def test_the_user_may_merge_what_a_document_tells_apart(tmp_path: Path) -> None:
    both = [analysis('1.txt', ('PER', 'Анна Гринько'), ('PER', 'Гринько'))]
    before = ids(tables(tmp_path / 'before', both))
    merged = [Correction(2, 'merge', before['Гринько'], before['Анна Гринько'])]
    assert ids(tables(tmp_path / 'after', both, merged)) == {'Анна Гринько': before['Анна Гринько']}


def test_drop_takes_the_mentions_with_it_and_no_id_dangles(tmp_path: Path) -> None:
    before = ids(tables(tmp_path / 'before', RELEASES))
    folder = tables(tmp_path / 'after', RELEASES, [Correction(2, 'drop', before['Центр печати'])])
    assert 'Центр печати' not in ids(folder)
    mentions = pq.read_table(folder / 'mentions.parquet').to_pydict()
    assert 'Центр печати' not in mentions['text']
    assert set(mentions['entity_id']) == set(ids(folder).values())


def test_geonames_and_wikidata(tmp_path: Path) -> None:
    before = ids(tables(tmp_path / 'before', RELEASES))
    corrections = [
        Correction(2, 'geonames', before['Чуст'], '1512569'),
        Correction(3, 'wikidata', before['Чуст'], 'Q269'),
    ]
    (place,) = pq.read_table(tables(tmp_path / 'after', RELEASES, corrections) / 'places.parquet').to_pylist()
    assert (place['geonames_id'], place['country'], place['wikidata_id']) == (1512569, 'UZ', 'Q269')


@pytest.mark.parametrize(
    ('line', 'message'),
    [
        (f'smash,{A},,,', 'line 2: there is no action «smash»; there are merge'),
        ('drop,17,,,', 'line 2: entity_id must be an id of the tables'),
        (f'merge,{A},,{A},', 'line 2: an entity cannot be merged with itself'),
        (f'split,{A},,Другой,', 'line 2: «split» needs the path of the document'),
        (f'rename,{A},,Другой,a.txt', 'line 2: «rename» holds for all documents'),
        (f'type,{A},,GPE,', 'line 2: the value of «type» must be PER, ORG or LOC'),
        (f'wikidata,{A},,1899,', 'line 2: the value of «wikidata» must be a Wikidata id'),
        ('speaker,,Анна,Марат,', 'line 2: «speaker» needs the id of the row'),
        (f'speaker,{ROW},,,', 'line 2: the value of «speaker» must be a name or an entity_id, or - for nobody known'),
        (f'published,{ROW},,завтра,', 'line 2: the value of «published» must be a day'),
        (f'published,{ROW},,2025-02-30,', 'line 2: the value of «published» must be a day'),
        ('published,,,2025-02-03,', 'line 2: «published» needs a document_id under entity_id, or the path'),
        (f'date,{ROW},,2025-02-03,', 'line 2: «date» needs document_id:start:stop'),
        (f'date,{ROW}:1:2,,2025-02-03/2025-02-01,', 'line 2: the value of «date» must be a day'),
        (f'drop,{ROW}:1,,,', 'line 2: entity_id must be an id of the tables'),
        ('rename,,,Другой,', 'line 2: «rename» needs an entity_id, or a name'),
        ('merge,,Анна,Анна,', 'line 2: an entity cannot be merged with itself'),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, line: str, message: str) -> None:
    file = tmp_path / 'corrections.csv'
    file.write_text(HEADER + line, encoding='utf-8-sig')
    with pytest.raises(CorrectionsError, match=message):
        read_corrections(file)


def test_semicolons_and_suggestions_that_were_not_accepted(tmp_path: Path) -> None:
    file = tmp_path / 'corrections.csv'
    file.write_text(f'{HEADER}merge,{A},x,{B},\n,{B},y,{A},\n'.replace(',', ';'), encoding='utf-8-sig')
    assert read_corrections(file) == (Correction(2, 'merge', A, B),)


def test_several_files_are_joined_in_their_order(tmp_path: Path) -> None:
    known = ids(tables(tmp_path / 'before', RELEASES))
    paths = [tmp_path / 'первый.csv', tmp_path / 'second.csv']
    for path, name in zip(paths, ('Анна Старая', 'Анна Новая'), strict=True):
        path.write_text(f'{HEADER}rename,{known["Анна Гринько"]},,{name},\n', encoding='utf-8')
    with paths[0].open('a', encoding='utf-8') as file:
        file.write('drop,,Никто,,\n')
    found = join_corrections(paths)
    assert [c.where for c in found] == [f'{paths[0]}, line 2', f'{paths[0]}, line 3', f'{paths[1]}, line 2']
    folder = tables(tmp_path / 'after', RELEASES, found)
    assert 'Анна Новая' in ids(folder), 'the later line holds'
    assert 'Анна Старая' not in ids(folder)
    assert [c.where for c in join_corrections(paths[:1])] == ['line 2', 'line 3']
    with pytest.raises(CorrectionsError, match='is given twice'):
        join_corrections([paths[0], paths[0]])


def test_file_in_another_encoding(tmp_path: Path) -> None:
    file = tmp_path / 'corrections.csv'
    file.write_bytes(f'{HEADER}rename,{A},,Анна,'.encode('cp1251'))
    with pytest.raises(CorrectionsError, match='not in UTF-8'):
        read_corrections(file)


def test_a_proposal_is_accepted_by_typing_one_word(tmp_path: Path) -> None:
    folder = tables(tmp_path / 'before', [*RELEASES, analysis('3.txt', ('PER', 'Гринько'))])
    (first, *_) = find_duplicates(folder)
    assert {first.entity.name, first.other.name} <= {'Анна Гринько', 'Ганна Гринько', 'Гринько'}
    file = tmp_path / 'corrections.csv'
    write_duplicates(find_duplicates(folder), file)
    assert read_corrections(file) == ()
    lines = file.read_text(encoding='utf-8-sig').splitlines()
    file.write_text('\n'.join([lines[0], f'merge{lines[1]}']), encoding='utf-8-sig')
    (accepted,) = read_corrections(file)
    assert (accepted.entity_id, accepted.value) == (first.entity.entity_id, first.other.entity_id)


def test_duplicates_leaves_out_parts_and_numbers(tmp_path: Path) -> None:
    names = ['комиссия', 'комиссия Седых', 'Совет комиссия Седых', 'МАКС', 'МАК', '9-й полк связи', '30-й полк связи',
             'Штаб ополчения', 'Штаб ополчения Седых', 'Союз пчеловодов Заречья',
             'Союз пчеловадов Заречья']  # fmt: skip
    folder = tables(tmp_path / 'tables', [analysis('a.txt', *(('ORG', name) for name in names))])
    assert {frozenset((p.entity.name, p.other.name)) for p in find_duplicates(folder)} == {
        frozenset(('Штаб ополчения', 'Штаб ополчения Седых')),
        frozenset(('Союз пчеловодов Заречья', 'Союз пчеловадов Заречья')),
    }


def test_duplicates_tell_documents_and_country_and_write_only_when_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = tables(tmp_path / 'before', [*RELEASES, analysis('3.txt', ('PER', 'Гринько'))])
    told = CliRunner().invoke(main, ['duplicates', str(folder)])
    assert told.exit_code == 0
    assert '1 document: 1.txt' in told.output
    assert '--out FILE writes them' in told.output
    assert not (tmp_path / 'corrections.csv').exists()
    written = CliRunner().invoke(main, ['duplicates', str(folder), '--out', 'proposals.csv'])
    assert 'Written to proposals.csv' in written.output
    header = (tmp_path / 'proposals.csv').read_text(encoding='utf-8-sig').splitlines()[0]
    assert header.endswith('evidence,country,in,other country,other in')


def test_duplicates_says_what_to_do(tmp_path: Path) -> None:
    wrong = CliRunner().invoke(main, ['duplicates', str(tmp_path), '--out', str(tmp_path / 'c.csv')])
    assert wrong.exit_code == 2
    assert 'name the folder that `svodka extract --out` wrote' in wrong.output
