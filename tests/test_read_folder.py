"""The walk over sources: order, what is left out, what is refused."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline.read import find_files


def names(*sources: Path, out: Path | None = None) -> dict[str, str | None]:
    return {f.name: f.refused for f in find_files(sources, out)}


def test_files_come_sorted_without_hidden_ones_and_the_output(tmp_path: Path) -> None:
    for name in ('b.txt', 'a/z.txt', '.git/config', '.hidden.txt', 'out/mentions.csv'):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text('текст')
    assert list(names(tmp_path, out=tmp_path / 'out')) == ['a/z.txt', 'b.txt']


def test_links_out_of_the_folder_loops_and_dead_ones_are_refused(tmp_path: Path) -> None:
    source = tmp_path / 'in'
    (source / 'sub').mkdir(parents=True)
    (tmp_path / 'secret.txt').write_text('тайна')
    (source / 'a.txt').write_text('текст')
    (source / 'out.txt').symlink_to(tmp_path / 'secret.txt')
    (source / 'again.txt').symlink_to('a.txt')
    (source / 'dead.txt').symlink_to('nowhere')
    (source / 'self.txt').symlink_to('self.txt')
    (source / 'sub/loop').symlink_to('..')
    found = names(source)
    assert found.pop('a.txt') is None
    assert set(found) == {'out.txt', 'again.txt', 'dead.txt', 'self.txt', 'sub/loop'}
    assert all(found.values())
    assert 'out of the folder' in str(found['out.txt'])
    assert 'a.txt' in str(found['again.txt'])


def test_a_pipe_is_refused_and_a_folder_named_like_a_text_is_a_folder(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / 'pipe.txt')
    (tmp_path / 'a.txt').mkdir()
    (tmp_path / 'a.txt/b.txt').write_text('текст')
    found = names(tmp_path)
    assert 'pipe' in str(found.pop('pipe.txt'))
    assert found == {'a.txt/b.txt': None}


def test_odd_names_are_kept_and_can_be_stored(tmp_path: Path) -> None:
    odd = ['-rf.txt', 'две\nстроки.txt', '«кавычки» "и" \'ещё\'.txt', '🙂.txt', 'я' * 125 + '.txt', ' .txt']
    for name in odd:
        (tmp_path / name).write_text('текст')
    with open(os.fsencode(tmp_path) + b'/\xcf\xf0\xe8\xea\xe0\xe7.txt', 'w') as file:
        file.write('текст')
    found = names(tmp_path)
    assert set(odd) < set(found)
    assert '\\xcf\\xf0\\xe8\\xea\\xe0\\xe7.txt' in found
    for name in found:
        name.encode()


def test_names_of_several_sources_never_clash(tmp_path: Path) -> None:
    for name in ('x/a.txt', 'y/a.txt', 'z/x/a.txt'):
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / name).write_text('текст')
    found = names(tmp_path / 'x', tmp_path / 'y', tmp_path / 'z/x', tmp_path / 'x/a.txt')
    assert list(found) == ['x/a.txt', 'x/a.txt (2)', 'y/a.txt']


def test_no_file_has_the_name_of_a_text_inside_another(tmp_path: Path) -> None:
    for name in ('a.zip', 'a.zip#b.txt', 'a.zip#c#d/e', 'f#g.txt', 'f#g.txt#h'):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text('текст')
    assert list(names(tmp_path)) == ['a.zip', r'a.zip\x23b.txt', r'a.zip\x23c\x23d/e', 'f#g.txt', r'f\x23g.txt\x23h']


def test_a_source_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        find_files([tmp_path / 'none'])
