"""A run touches only what it made: others' files in the output, forged records, links, its own tables as a source."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from svodka.cli import main
from svodka.run.interface import RunError

from tests.releases import write_releases
from tests.run_support import Extract


def tree(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob('*')) if p.is_file()}


def forge(out: Path, **changes: Any) -> None:
    record = json.loads((out / 'run.json').read_text(encoding='utf-8'))
    (out / 'run.json').write_text(json.dumps(record | changes), encoding='utf-8')


def test_files_and_folders_of_others_in_the_output_stay(extract: Extract, tmp_path: Path) -> None:
    source, out = write_releases(tmp_path / 'in', 3), tmp_path / 'out'
    extract(source, out)
    mine = {
        'notes.tmp': 'моё',
        'keep.tmp/letter.txt': 'моё',
        'people.csv.1a2b3c4d.tmp': 'моё',
        '.svodka/mine.parquet': 'моё',
        '.svodka/parts/mine/letter.parquet': 'моё',
        '.svodka/parts/0123456789abcdef/letter.parquet': 'моё',
        '.svodka/parts/0123456789abcdef/deep/0123456789abcdef.parquet': 'моё',
        '.svodka/svodka-scratch-/letter': 'моё',
        '.svodka/scratch/letter': 'моё',
    }
    for name, text in mine.items():
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_text(text, encoding='utf-8')
    for parts in (out / '.svodka/parts').iterdir():
        (parts / 'letter.tmp').write_text('моё', encoding='utf-8')
        (parts / 'people.parquet.svodka-0123abcd.tmp').mkdir()
    before = {name: data for name, data in tree(out).items() if data == 'моё'.encode()}
    write_releases(source, 2, first=50)
    extract(source, out, formats=('csv',))
    assert before.items() <= tree(out).items()
    assert len(before) == len(mine) + 3
    assert not (out / 'people.parquet').exists(), 'its own tables of a format that is no longer asked for go'


def test_what_a_run_that_died_was_writing_goes(extract: Extract, tmp_path: Path) -> None:
    source, out = write_releases(tmp_path / 'in', 1), tmp_path / 'out'
    extract(source, out)
    parts = next((out / '.svodka/parts').iterdir())
    for folder in (out, out / '.svodka', parts):
        (folder / 'people.csv.svodka-0123abcd.tmp').write_text('half')
    (out / '.svodka/svodka-scratch-ab12cd_3').mkdir()
    extract(source, out)
    assert not list(out.rglob('*.tmp'))
    assert not list((out / '.svodka').glob('svodka-scratch*'))


NAMES = ('../victim', '../victim/letter.txt', 'mine', 'mine/letter.txt', '.svodka', '', '.', '/')


@pytest.mark.parametrize('name', NAMES)
def test_a_name_in_a_forged_record_is_no_name_of_a_file(extract: Extract, tmp_path: Path, name: str) -> None:
    source, out = write_releases(tmp_path / 'in', 1), tmp_path / 'out'
    extract(source, out)
    for folder in (tmp_path / 'victim', out / 'mine'):
        folder.mkdir()
        (folder / 'letter.txt').write_text('моё', encoding='utf-8')
    forge(out, outputs={name: '1-1', 'people.parquet': '1-1'}, inputs='other')
    extract(source, out, formats=('csv',))
    assert (tmp_path / 'victim/letter.txt').exists()
    assert (out / 'mine/letter.txt').exists()
    assert (out / 'people.parquet').exists(), 'it is not as the record says, so somebody has changed it'
    assert 'people.parquet' in extract(source, out, formats=('csv',)).stale, 'which is told'


SHAPES = ({'outputs': ['people.csv']}, {'outputs': None}, {'documents': []}, {'rows': {'a': []}}, {'failed': [1]},
          {'corrections': 'x'}, {'layout': '1'})  # fmt: skip


@pytest.mark.parametrize('changes', SHAPES)
def test_a_record_of_another_shape_is_made_anew(extract: Extract, tmp_path: Path, changes: dict[str, Any]) -> None:
    source, out = write_releases(tmp_path / 'in', 2), tmp_path / 'out'
    extract(source, out)
    good = (out / 'run.json').read_text(encoding='utf-8')
    forge(out, **changes)
    assert extract(source, out).status == {'ok': 2}
    assert json.loads((out / 'run.json').read_text(encoding='utf-8'))['rows'] == json.loads(good)['rows']
    (out / 'run.json').write_text('[' * 100_000)
    assert extract(source, out).status == {'ok': 2}


@pytest.mark.parametrize('where', ['.svodka/parts/{mark}', '.svodka/index.parquet', '.svodka/svodka-scratch-12345678'])
def test_no_link_below_the_output_is_followed(extract: Extract, tmp_path: Path, where: str) -> None:
    source, out = write_releases(tmp_path / 'in', 2), tmp_path / 'out'
    extract(source, out)
    mine = tmp_path / 'mine'
    mine.mkdir()
    for name in ('mine.parquet', '0123456789abcdef.parquet', 'x.svodka-0123abcd.tmp'):
        (mine / name).write_text('моё', encoding='utf-8')
    link = out / where.format(mark=next((out / '.svodka/parts').iterdir()).name)
    if link.exists():
        link.rename(tmp_path / 'aside')
    link.symlink_to(mine)
    before = tree(mine)
    with pytest.raises(RunError, match='is a link to somewhere else: remove it'):
        extract(source, out)
    assert tree(mine) == before


def test_a_part_that_is_a_link_is_not_read(extract: Extract, tmp_path: Path) -> None:
    source, out = write_releases(tmp_path / 'in', 2), tmp_path / 'out'
    extract(source, out, workers=1)
    part = next((out / '.svodka/parts').rglob('*.parquet'))
    part.rename(tmp_path / 'aside.parquet')
    part.symlink_to(tmp_path / 'aside.parquet')
    kept = (tmp_path / 'aside.parquet').read_bytes()
    assert extract(source, out, workers=1).fresh > 0
    assert (tmp_path / 'aside.parquet').read_bytes() == kept
    assert not part.is_symlink()


def test_links_and_odd_things_in_the_output_stop_nothing(extract: Extract, tmp_path: Path) -> None:
    source, out = write_releases(tmp_path / 'in', 2), tmp_path / 'out'
    extract(source, out)
    (out / '.#people.csv').symlink_to('user@host.1234')  # an editor's lock
    os.mkfifo(out / 'pipe')
    write_releases(source, 1, first=50)
    assert extract(source, out).status == {'ok': 3}
    assert (out / '.#people.csv').is_symlink()


def test_what_is_in_the_way_is_named_for_what_it_is(extract: Extract, tmp_path: Path) -> None:
    source = write_releases(tmp_path / 'in', 2)
    (tmp_path / 'dangling').symlink_to('nowhere')
    with pytest.raises(RunError, match='dangling is a link that leads nowhere'):
        extract(source, tmp_path / 'dangling')
    (tmp_path / 'file').write_text('моё')
    with pytest.raises(RunError, match=r'file cannot be written \(.*\): move away what is in the way'):
        extract(source, tmp_path / 'file')
    (tmp_path / 'out').mkdir()
    (tmp_path / 'out/.svodka').write_text('моё')
    with pytest.raises(RunError, match=r'\.svodka is in the way'):
        extract(source, tmp_path / 'out')
    (tmp_path / 'odd/.svodka').mkdir(parents=True)
    os.mkfifo(tmp_path / 'odd/.svodka/lock')
    with pytest.raises(RunError, match='lock is in the way'):
        extract(source, tmp_path / 'odd')
    (tmp_path / 'taken/people.csv/sub').mkdir(parents=True)
    with pytest.raises(RunError, match=r'cannot be written \(.*people\.csv\): move away') as error:
        extract(source, tmp_path / 'taken')
    assert not error.value.usage
    assert (tmp_path / 'taken/people.csv/sub').is_dir()


def test_the_source_is_no_output_and_the_output_no_source(extract: Extract, tmp_path: Path) -> None:
    source = write_releases(tmp_path / 'in', 2)
    with pytest.raises(RunError, match='in is a folder of releases: choose another folder for the tables'):
        extract(source, source)
    assert sorted(p.suffix for p in source.iterdir()) == ['.txt'] * 2, 'nothing was written'
    extract(source, source / 'tables')
    assert extract(source, source / 'tables').status == {'ok': 2}
    (source / 'tables').rename(source / 'старое')
    summary = extract(source, source / 'новое')
    assert summary.status == {'ok': 2}
    assert summary.passed_over == (f'tables in {source / "старое"}',)
    with pytest.raises(RunError, match=r'There is no file in .* but what svodka itself'):
        extract(source / 'старое', tmp_path / 'out')


def test_files_beside_the_tables_are_told(extract: Extract, tmp_path: Path) -> None:
    source = write_releases(tmp_path / 'in', 2)
    write_releases(source / 'tables', 1, first=9)
    for _ in range(2):
        summary = extract(source, source / 'tables')
        assert summary.files == 2
        assert summary.passed_over == (f'tables in {source / "tables"}, with 1 file of others in it',)


def test_a_single_file_may_lie_in_the_output(extract: Extract, tmp_path: Path) -> None:
    source = write_releases(tmp_path / 'in', 1)
    assert extract(next(source.iterdir()), source).status == {'ok': 1}
    assert len(list(source.glob('*.txt'))) == 1


def test_exit_codes(tmp_path: Path) -> None:
    source = write_releases(tmp_path / 'in', 1)
    (tmp_path / 'file').write_text('')

    def code(*args: object) -> int:
        return CliRunner().invoke(main, ['extract', *map(str, args), '--format', 'csv', '--workers', '1']).exit_code

    assert code(source, '--out', tmp_path / 'out') == 0
    assert code(source, '--out', tmp_path / 'file') == 3
    assert code(source, '--out', source) == 2
    assert code(tmp_path / 'none', '--out', tmp_path / 'out') == 2
    (source / 'broken.docx').write_bytes(b'PK\x03\x04')
    assert code(source, '--out', tmp_path / 'out') == 1
    assert code(source, '--out', tmp_path / 'out') == 0, 'it failed in the last run, too'
    assert code(source, '--out', tmp_path / 'out', '--strict') == 1
    (source / 'another.docx').write_bytes(b'PK\x03\x04')
    assert code(source, '--out', tmp_path / 'out') == 1
