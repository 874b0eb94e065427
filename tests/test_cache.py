"""What is kept between processes says what its source says, whatever became of the cache."""

import json

import numpy as np
import pytest
import yaml
from svodka import cache, lexicons
from svodka.tag import natasha_files
from svodka.tag.files import model_folder


@pytest.fixture
def folder(monkeypatch, tmp_path):
    """An empty cache."""
    for module in (lexicons, natasha_files):
        monkeypatch.setattr(module, 'keep', cache.keep)
    monkeypatch.setattr(cache, 'cache_folder', lambda: tmp_path)
    return tmp_path


def test_the_cache_is_kept_where_it_can_be_written(monkeypatch, tmp_path):
    monkeypatch.delenv('NUMBA_CACHE_DIR', raising=False)
    monkeypatch.setenv('XDG_CACHE_HOME', str(tmp_path))
    monkeypatch.setattr(cache, '__file__', '/proc/no/such/package/cache.py')
    assert cache.cache_folder.__wrapped__() == tmp_path / 'svodka'
    monkeypatch.setenv('XDG_CACHE_HOME', '/proc/no/such')
    monkeypatch.setattr(cache.tempfile, 'gettempdir', lambda: str(tmp_path / 'tmp'))
    folder = cache.cache_folder.__wrapped__()
    assert folder.parent == tmp_path / 'tmp'
    assert folder.stat().st_mode & 0o77 == 0


def test_a_file_is_made_once(folder):
    made = []
    for _ in range(2):
        path = cache.keep('a.txt', lambda: made.append(1) or b'text')
        assert path.read_bytes() == b'text'
    assert made == [1]
    assert [p.name for p in folder.iterdir()] == ['a.txt']


def test_without_a_cache_nothing_is_kept_and_all_is_read(monkeypatch, tmp_path):
    for place in (None, tmp_path / 'gone'):
        monkeypatch.setattr(cache, 'cache_folder', lambda place=place: place)
        assert cache.keep('a.txt', lambda: b'text') is None
        assert lexicons.read_yaml(lexicons.LEXICONS / 'zones.yaml')


@pytest.mark.parametrize('path', sorted(lexicons.LEXICONS.parent.rglob('*.yaml')), ids=lambda path: path.stem)
def test_lexicons_from_the_cache_say_what_their_files_say(folder, path):
    said = yaml.safe_load(path.read_bytes())
    assert lexicons.read_yaml(path) == said  # made
    assert lexicons.read_yaml(path) == said  # read
    assert len(list(folder.iterdir())) == 1


def test_what_json_has_no_notation_for(folder, tmp_path):
    path = tmp_path / 'odd.yml'
    path.write_text('1: {2025-01-02: [a, 2025-01-03, {b: 1.5, 2: null}]}', encoding='utf-8')
    said = yaml.safe_load(path.read_bytes())
    assert [lexicons.read_yaml(path) for _ in range(2)] == [said, said]


@pytest.mark.parametrize('damage', [b'', b'{"a": ', b'\xff'])
def test_a_damaged_file_of_the_cache_is_made_anew(folder, damage):
    path = lexicons.LEXICONS / 'zones.yaml'
    said = lexicons.read_yaml(path)
    [kept] = folder.iterdir()
    whole = kept.read_bytes()
    kept.write_bytes(damage)
    assert lexicons.read_yaml(path) == said
    assert lexicons.read_yaml(path) == said
    assert json.loads(kept.read_bytes()) == json.loads(whole)


def test_words_are_found_with_and_without_the_cache(folder):
    path = model_folder() / natasha_files.EMBEDDINGS
    words = natasha_files.read_words(path)[::25]
    made, kept = natasha_files.read_navec(path), natasha_files.read_navec(path)
    [index] = folder.iterdir()
    index.unlink()  # it is mapped
    index.write_bytes(b'no index')
    alone = natasha_files.read_navec(path)
    for navec in (made, kept, alone):
        assert [navec.words.row(word) for word in words] == list(range(0, 25 * len(words), 25))
        assert navec.words.row('такогословавсловареточнонет') is None
        assert navec.words.row('\ud800') is None
        assert np.array_equal(navec.vectors(np.array([0, 17], np.int32)), made.vectors(np.array([0, 17], np.int32)))
