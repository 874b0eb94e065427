"""The walk over sources: order, labels, what is left out, what is refused, what svodka itself made."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from svodka.run.source_labels import labels_of
from svodka.run.sources import Found, find_sources
from svodka.run.storage import StorageError


def find(*sources: Path, out: Path | str = '', remembered: dict[str, str] | None = None) -> Found:
    return find_sources([str(source) for source in sources], str(out), remembered)


def names(*sources: Path, out: Path | str = '') -> dict[str, str | None]:
    return {f.name: f.refused for f in find(*sources, out=out).files}


def keys(*sources: Path, remembered: dict[str, str] | None = None) -> set[str]:
    return {f.key for f in find(*sources, remembered=remembered).files}


def write(root: Path, *paths: str, text: str = 'текст') -> Path:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding='utf-8')
    return root


def test_files_come_sorted_without_hidden_ones_and_the_output(tmp_path: Path) -> None:
    write(tmp_path, 'b.txt', 'a/z.txt', '.git/config', '.hidden.txt', 'out/mentions.csv')
    assert list(names(tmp_path, out=tmp_path / 'out')) == ['a/z.txt', 'b.txt']


def test_links_out_of_the_folder_loops_and_dead_ones_are_refused(tmp_path: Path) -> None:
    source = write(tmp_path / 'in', 'a.txt', 'sub/b.txt')
    write(tmp_path, 'secret.txt', text='тайна')
    (source / 'out.txt').symlink_to(tmp_path / 'secret.txt')
    (source / 'again.txt').symlink_to('a.txt')
    (source / 'dead.txt').symlink_to('nowhere')
    (source / 'self.txt').symlink_to('self.txt')
    (source / 'sub/loop').symlink_to('..')
    found = names(source)
    assert found.pop('a.txt') is None
    assert found.pop('sub/b.txt') is None
    assert set(found) == {'out.txt', 'again.txt', 'dead.txt', 'self.txt', 'sub/loop'}
    assert all(found.values())
    assert 'out of the folder' in str(found['out.txt'])
    assert 'a.txt' in str(found['again.txt'])


def test_a_pipe_is_refused_and_a_folder_named_like_a_text_is_a_folder(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / 'pipe.txt')
    write(tmp_path, 'a.txt/b.txt')
    found = names(tmp_path)
    assert 'pipe' in str(found.pop('pipe.txt'))
    assert found == {'a.txt/b.txt': None}


def test_odd_names_are_kept_and_can_be_stored(tmp_path: Path) -> None:
    odd = ['-rf.txt', 'две\nстроки.txt', '«кавычки» "и" \'ещё\'.txt', '🙂.txt', 'я' * 125 + '.txt', ' .txt']
    write(tmp_path, *odd)
    with open(os.fsencode(tmp_path) + b'/\xcf\xf0\xe8\xea\xe0\xe7.txt', 'w') as file:
        file.write('текст')
    found = names(tmp_path)
    assert set(odd) < set(found)
    assert '\\xcf\\xf0\\xe8\\xea\\xe0\\xe7.txt' in found
    for name in found:
        name.encode()


# ------------------------------------------------------------------------------------------------------------- labels


def test_a_second_source_renames_no_file_of_the_first(tmp_path: Path) -> None:
    first, second = write(tmp_path / 'mfa', 'a.txt', 'b/c.txt'), write(tmp_path / 'mvd', 'a.txt')
    assert list(names(first)) == ['a.txt', 'b/c.txt']
    assert list(names(first, second)) == ['a.txt', 'b/c.txt', 'mvd/a.txt']
    assert keys(first) == {'mfa/a.txt', 'mfa/b/c.txt'}
    assert keys(first, second) == keys(second, first) == keys(first) | keys(second), 'keys are a source’s own'


def test_sources_of_one_name_get_numbers_of_their_own_that_stay(tmp_path: Path) -> None:
    first, second = write(tmp_path / 'x/rel', 'a.txt'), write(tmp_path / 'y/rel', 'a.txt')
    both = find(first, second)
    assert len({f.key for f in both.files}) == 2
    assert {f.key.partition('/')[0] for f in both.files}.isdisjoint({'rel'})
    assert keys(second, first) == {f.key for f in both.files}, 'in whatever order they are named'
    assert keys(second, remembered=both.labels) < {f.key for f in both.files}, 'one of them goes'
    assert keys(first) == {'rel/a.txt'}
    later = keys(first, second, remembered=find(first).labels)
    assert 'rel/a.txt' in later, 'one more comes'
    assert len(later) == 2


def test_labels_of_single_files(tmp_path: Path) -> None:
    write(tmp_path, 'x/a.txt', 'y/a.txt', 'y/b.txt')
    assert list(names(tmp_path / 'x/a.txt')) == ['a.txt']
    found = keys(tmp_path / 'x/a.txt', tmp_path / 'y/a.txt', tmp_path / 'y/b.txt')
    assert 'b.txt' in found
    assert len(found) == 3
    assert all(key.endswith('.txt') for key in found), 'a number stands before the suffix'


def test_a_file_in_two_sources_is_read_once(tmp_path: Path) -> None:
    write(tmp_path, 'x/a.txt', 'x/sub/b.txt')
    x = tmp_path / 'x'
    assert list(names(x, x / 'sub', x / 'a.txt', x)) == ['a.txt', 'sub/b.txt']


def test_two_files_never_have_one_name(tmp_path: Path) -> None:
    write(tmp_path, 'one/two/a.txt', 'two/a.txt')
    assert sorted(names(tmp_path / 'one', tmp_path / 'two')) == ['two/a.txt', 'two/a.txt (2)']


def test_addresses_have_labels_too() -> None:
    assert labels_of(['s3://bucket/mfa', '/data/mvd'], {}) == ['mfa', 'mvd']
    assert len(set(labels_of(['s3://bucket/mfa', 's3://other/mfa'], {}))) == 2


def test_no_file_has_the_name_of_a_text_inside_another(tmp_path: Path) -> None:
    write(tmp_path, 'a.zip', 'a.zip#b.txt', 'a.zip#c#d/e', 'f#g.txt', 'f#g.txt#h')
    assert list(names(tmp_path)) == ['a.zip', r'a.zip\x23b.txt', r'a.zip\x23c\x23d/e', 'f#g.txt', r'f\x23g.txt\x23h']


def test_a_source_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match='There is no file or folder'):
        find(tmp_path / 'none')
    (tmp_path / 'loop').symlink_to('loop')
    with pytest.raises(StorageError):
        find(tmp_path / 'loop')


# ------------------------------------------------------------------------------------------------- svodka's own folders

RECORD = json.dumps({'layout': 2, 'version': '1', 'inputs': '', 'outputs': {}})
MARKS = {
    'run.json': RECORD,
    'svodka-report.json': '{"svodka": "1", "language": "ru"}',
    'datapackage.json': '{"name": "svodka", "created_by": "svodka 1"}',
    '.svodka/parts/0123456789abcdef/x.parquet': '',
}


@pytest.mark.parametrize('mark', MARKS)
def test_what_svodka_made_is_known_by_what_lies_in_it_and_passed_over(tmp_path: Path, mark: str) -> None:
    source = write(tmp_path / 'in', 'a.txt', 'старое/people.csv', 'старое/notes.txt')
    write(source / 'старое', mark, text=MARKS[mark])
    found = find(source)
    assert [f.name for f in found.files] == ['a.txt']
    assert [Path(p.path).name for p in found.passed_over] == ['старое']
    assert found.passed_over[0].others == (2 if 'report' in mark else 1), 'files that are not svodka’s are counted'


@pytest.mark.parametrize('mark', ['run.json', 'datapackage.json'])
def test_a_file_of_that_name_alone_makes_no_folder_svodkas(tmp_path: Path, mark: str) -> None:
    for content in ('{"name": "прогон"}', '[1]', 'не JSON', '{' * 100_000):
        write(tmp_path / 'in', 'a.txt')
        write(tmp_path / 'in', mark, text=content)
        assert 'a.txt' in names(tmp_path / 'in')


def test_tables_that_lie_among_releases_are_passed_over_and_the_releases_read(tmp_path: Path) -> None:
    source = write(tmp_path / 'in', 'a.txt', 'people.csv', 'svodka.xlsx', 'sub/people.csv')
    write(source, 'run.json', text=RECORD)
    assert list(names(source)) == ['a.txt', 'sub/people.csv']


def test_pages_and_state_as_a_source_hold_no_release(tmp_path: Path) -> None:
    write(tmp_path / 'site', 'svodka-report.json', text=MARKS['svodka-report.json'])
    write(tmp_path / 'site', 'index.html', 'data/words.js')
    assert not find(tmp_path / 'site').files
    write(tmp_path / 'out/.svodka', 'lock', 'parts/0123456789abcdef/x.parquet')
    assert not find(tmp_path / 'out/.svodka').files


@pytest.mark.parametrize('out', ['in', 'in/', 'in/../in', 'link'])
def test_the_output_is_no_source(tmp_path: Path, out: str) -> None:
    write(tmp_path / 'in', 'a.txt')
    (tmp_path / 'link').symlink_to(tmp_path / 'in')
    with pytest.raises(StorageError, match='choose another folder'):
        find(tmp_path / 'in', out=f'{tmp_path}/{out}')
