"""Corrections: what a user types in a spreadsheet changes the tables, and what is wrong in it is said clearly."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from svodka.cli import main
from svodka.collection.assemble import Assembly
from svodka.collection.corrections import Correction, CorrectionsError
from svodka.collection.corrections_file import join_corrections, read_corrections
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


def test_what_is_merged_is_called_as_the_user_points_to(tmp_path: Path) -> None:
    """Not as most documents call it: the user has seen both names."""
    often = [analysis(f'{n}.txt', ('PER', 'Ганна Гринько'), ('ORG', 'Центр печати')) for n in range(3)]
    releases = [*often, analysis('x.txt', ('PER', 'Анна Гринько'), ('ORG', 'Дом печати'))]
    before = ids(tables(tmp_path / 'before', releases))
    merge = [Correction(2, 'merge', before['Ганна Гринько'], before['Анна Гринько']),
             Correction(3, 'merge', before['Центр печати'], before['Дом печати'])]  # fmt: skip
    folder = tables(tmp_path / 'after', releases, merge)
    assert ids(folder) == {name: before[name] for name in ('Анна Гринько', 'Дом печати')}
    (person,) = pq.read_table(folder / 'people.parquet').to_pylist()
    assert (person['first_name'], person['mentions']) == ('Анна', 4), 'the parts are those of the name'
    other = [Correction(2, 'merge', before['Анна Гринько'], before['Ганна Гринько'])]
    assert 'Ганна Гринько' in ids(tables(tmp_path / 'other', releases, other))
    renamed = [*merge, Correction(4, 'rename', before['Анна Гринько'], 'Анна Петровна Гринько')]
    assert 'Анна Петровна Гринько' in ids(tables(tmp_path / 'renamed', releases, renamed)), 'a rename has the last word'


def test_what_was_merged_away_may_be_split_off_again(tmp_path: Path) -> None:
    """Under the same id, by which nobody is sent round in circles."""
    before = ids(tables(tmp_path / 'before', RELEASES))
    anna, press = before['Анна Гринько'], before['Центр печати']
    split = Correction(2, 'split', press, 'Центр красок', '1.txt')
    paints = ids(tables(tmp_path / 'split', RELEASES, [split]))['Центр красок']
    again = Correction(4, 'split', press, 'Центр красок', '2.txt')
    known = [split, Correction(3, 'merge', paints, anna), again]
    after = ids(tables(tmp_path / 'again', RELEASES, known))
    assert (after['Центр красок'], after['Анна Гринько']) == (paints, anna)
    for number, (one, other) in enumerate([(anna, paints), (paints, anna)]):
        lines = [*known, Correction(5, 'merge', one, other), Correction(6, 'rename', one, 'Анна Иная')]
        joined = ids(tables(tmp_path / str(number), RELEASES, lines))
        assert joined['Анна Иная'] == other
        assert one not in joined.values()


def effects(folder: Path, corrections: Sequence[Correction]) -> list[str]:
    """What each correction did to the two releases."""
    folder.mkdir()
    with pq.ParquetWriter(folder / 'part.parquet', part_schema()) as writer:
        for a in RELEASES:
            writer.write_batch(part([Origin(a.parse.document.path)], [a]))
    names = {a.parse.document.path: a.parse.document.path for a in RELEASES}
    with closing(Assembly({str(folder / 'part.parquet'): names}, folder, corrections=corrections)) as assembly:
        return [str(effect) for effect in assembly.effects]


def test_of_two_lines_about_one_cell_the_later_holds_and_the_other_is_told(tmp_path: Path) -> None:
    before = ids(tables(tmp_path / 'before', RELEASES))
    anna, press = before['Анна Гринько'], before['Центр печати']
    told = effects(
        tmp_path / 'after',
        [
            Correction(2, 'rename', anna, 'Анна Первая', file='a.csv'),
            Correction(3, 'type', press, 'LOC', file='a.csv'),
            Correction(4, 'rename', anna, 'Анна Вторая', file='b.csv'),
            Correction(5, 'type', press, 'LOC', file='b.csv'),
            Correction(6, 'wikidata', press, 'Q1', file='b.csv'),
            Correction(7, 'drop', press, file='b.csv'),
            Correction(8, 'merge', anna, f'e{"0" * 16}', file='b.csv'),
        ],
    )
    gone = 'a later line merges or drops what this one is about, so'
    assert told == [
        'a.csv, line 2: b.csv, line 4 says otherwise of the same entity, so «rename» changed nothing',
        f'a.csv, line 3: {gone} «type» changed nothing',
        f'b.csv, line 4: rename {anna}: 1 mention',
        f'b.csv, line 5: {gone} «type» changed nothing',
        f'b.csv, line 6: {gone} «wikidata» changed nothing',
        f'b.csv, line 7: drop {press}: 2 mentions',
        f'b.csv, line 8: no entity has the id e{"0" * 16}, so «merge» changed nothing',
    ]


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
        ('rename,,Анна,"Анна Белова\nrename,,Марат,Марат Белов,\n', 'line 2: the cell under value has several lines'),
        (f'rename,,Анна,{"я" * 2001},', 'line 2: the cell under value has more than 2000 characters'),
        ('rename,,Анна,Ан\x1bна,', 'line 2: the cell under value has characters that cannot be shown'),
        ('rename,,Ан\0на,Ганна,', 'line 2: the cell under name has characters that cannot be shown'),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, line: str, message: str) -> None:
    file = tmp_path / 'corrections.csv'
    file.write_text(HEADER + line, encoding='utf-8-sig')
    with pytest.raises(CorrectionsError, match=message):
        read_corrections(file)


@pytest.mark.parametrize(
    ('data', 'message'),
    [
        (b'', 'line 1: the column action is missing; the first line of a file of corrections names its columns'),
        (b'action,entity_id,action\n', 'line 1: the column action comes twice'),
        (b'PK\x03\x04\xff\xfe', 'is a workbook: make a file of corrections with svodka corrections'),
        (HEADER.encode('utf-16'), 'is not in UTF-8'),
        (HEADER.encode() + b'rename,,a,' + b'b' * 200_000, 'line 2: field larger than field limit'),
    ],
)
def test_a_file_that_is_none_is_told(tmp_path: Path, data: bytes, message: str) -> None:
    (tmp_path / 'c.csv').write_bytes(data)
    with pytest.raises(CorrectionsError, match=message):
        read_corrections(tmp_path / 'c.csv')


def test_tabs_part_cells_too(tmp_path: Path) -> None:
    (tmp_path / 'c.csv').write_text(f'{HEADER}rename,,Анна,Ганна,\n'.replace(',', '\t'), encoding='utf-8')
    assert read_corrections(tmp_path / 'c.csv') == (Correction(2, 'rename', '', 'Ганна', name='Анна'),)


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


def test_a_proposal_points_to_the_whole_name(tmp_path: Path) -> None:
    """The one by which both are called then, even if most documents say the short one."""
    often = [analysis(f'{n}.txt', ('PER', 'Гринько'), ('ORG', 'СПЗ')) for n in range(3)]
    whole = analysis('x.txt', ('PER', 'Анна Гринько'), ('ORG', 'Союз пчеловодов Заречья'))
    twice = analysis('y.txt', ('PER', 'Ганна Седых'))
    found = find_duplicates(tables(tmp_path / 't', [*often, whole, twice]))
    assert {(p.entity.name, p.other.name) for p in found} == {
        ('Гринько', 'Анна Гринько'), ('СПЗ', 'Союз пчеловодов Заречья')}  # fmt: skip


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
