"""What SECURITY.md promises and no other test holds; linear time; what holds of all tables over all texts there are."""

# ruff: noqa: E501 (a case stands on one line)

from __future__ import annotations

import gc
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline import extract
from pipeline.analyse import find, parse_documents
from pipeline.console import printable
from pipeline.dates import find_dates
from pipeline.lemma import lemmatise
from pipeline.model import Parse
from pipeline.names import find_mentions
from pipeline.positions import find_positions
from pipeline.quotations import find_quotations
from pipeline.repair import repair
from pipeline.resolve import resolve_mentions
from pipeline.segment import segment
from pipeline.tag import tag
from tests.fuzz.targets import check_analysis, check_parse, document
from tests.releases import release, write_releases
from tests.test_read import TEXT, packed
from tests.test_tables import holds

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / 'shared'
RELEASES = ROOT / 'data' / 'releases'
SOURCES = {path: path.read_text(encoding='utf-8') for path in sorted((ROOT / 'pipeline').rglob('*.py'))}


# ------------------------------------------------------------------------------------------------------------ dangers


def test_an_archive_writes_nowhere(tmp_path: Path) -> None:
    (tmp_path / 'in').mkdir()
    names = ('../escaped.txt', '/escaped.txt', 'a/../../escaped.txt', 'C:\\escaped.txt')
    (tmp_path / 'in' / 'a.zip').write_bytes(packed({name: f'{TEXT} {name}' for name in names}))
    before = set(tmp_path.rglob('*'))
    tables = extract(tmp_path / 'in')
    assert set(tmp_path.rglob('*')) == before
    assert not Path('/escaped.txt').exists()
    assert set(tables['documents']['path']) == {'a.zip#escaped.txt', 'a.zip#C:\\escaped.txt'}  # «..» is hidden


def test_links_are_not_followed(tmp_path: Path) -> None:
    source = write_releases(tmp_path / 'in', 1)
    (tmp_path / 'secret.txt').write_text('Тайна следствия раскрыта в Ташкенте.', encoding='utf-8')
    (source / 'link.txt').symlink_to(tmp_path / 'secret.txt')
    (source / 'circle').symlink_to(source)
    tables = extract(source)
    assert not tables['texts']['text'].str.contains('Тайна').any()
    assert tables['documents']['status'].eq('ok').sum() == 1


def test_messages_steer_no_terminal(tmp_path: Path) -> None:
    assert printable('\x1b[31m\x9b2J\r\b\u202eа') == ' [31m 2J   а'
    source = tmp_path / 'in'
    source.mkdir()
    (source / '\x1b[31mred\u202e.docx').write_bytes(b'PK\x03\x04')
    command = [sys.executable, '-c', 'from pipeline.cli import main; main()', 'extract', source, '--out', tmp_path / 'out']
    done = subprocess.run(command, env={**os.environ, 'PYTHONPATH': str(ROOT)}, capture_output=True, check=False)
    assert done.returncode == 1
    assert b'red' in done.stdout + done.stderr
    assert b'\x1b[31m' not in done.stdout + done.stderr


def test_temporary_files_are_made_by_tempfile() -> None:
    for path, source in SOURCES.items():
        assert not re.search(r'mktemp\(|[\'"]/tmp|chmod\(|umask\(', source), path
        assert 'TemporaryFile(' not in source or 'tempfile' in source, path


def test_nothing_is_unpickled_from_a_file() -> None:
    """Pickles go only between a process and its helper; arrays are read without them; nothing evaluates text."""
    for path, source in SOURCES.items():
        if 'train' in path.parts:
            continue
        assert 'import pickle' not in source or path.name == 'guard.py', path
        assert not re.search(r'\b(?:eval|exec)\(|yaml\.load\([^)]*(?:Unsafe|\bLoader=yaml\.Loader)|shell=True', source), path
        for call in re.findall(r'np\.load\([^)]*\)', source):
            assert 'allow_pickle=False' in call, path


# -------------------------------------------------------------------------------------------------------- linear time

WORDS = 'Директор Института развития Азиз Каримов 7 мая 2025 года в Ташкенте сообщил, что «завод будет построен». '
UNITS = {
    'a release': ''.join(release(i) for i in range(4)),
    'one paragraph': WORDS,
    'marks': '«да» „и“ "нет" (то) ',
    'names': 'Иван Петров, Ольга Белова и ООН, ',
    'dates': '23–25 мая, вчера и в 2025 году, ',
    'cues': 'он сказал, что она заявила, что ',
}  # fmt: skip
LIMIT = 2.6  # twice the time and 30 % more


def stages(parse: Parse) -> dict[str, Callable[[], object]]:
    """Each stage on one document, with what the stages before it have made."""
    given = parse.document
    untagged = segment(given, repaired := repair(given.text))
    mentions = find_mentions(parse)
    positions = find_positions(parse, mentions)
    entities, entity_of = resolve_mentions(parse, mentions, positions)
    return {
        'repair': lambda: repair(given.text),
        'segment': lambda: segment(given, repaired),
        'tag': lambda: tag([untagged]),
        'lemmatise': lambda: lemmatise([parse]),
        'names': lambda: find_mentions(parse),
        'positions': lambda: find_positions(parse, mentions),
        'resolve': lambda: resolve_mentions(parse, mentions, positions),
        'dates': lambda: find_dates(parse),
        'quotations': lambda: find_quotations(parse, mentions, entities, entity_of, positions),
    }


def growth(unit: str, characters: int, repeats: int) -> dict[str, tuple[float, float]]:
    """Processor seconds of each stage on a text and on one twice as long, the best of some."""
    sizes = [unit * (characters // len(unit)), unit * (2 * characters // len(unit))]
    made = [stages(parse_documents([document(text)])[0]) for text in sizes]
    found = {}
    gc.collect()
    gc.disable()
    try:
        for name in made[0]:
            best = [min(_seconds(stage[name]) for _ in range(repeats)) for stage in made]
            found[name] = (best[0], best[1])
    finally:
        gc.enable()
    return found


def _seconds(run: Callable[[], object]) -> float:
    began = time.process_time()
    run()
    return time.process_time() - began


@pytest.mark.parametrize('name', UNITS)
def test_twice_the_text_takes_twice_the_time(name: str) -> None:
    """With slack for a busy machine; `python -m tests.bench.growth` measures closer."""
    for stage, (once, twice) in growth(UNITS[name], 20_000, 2).items():
        assert twice < 0.02 or twice < 3.4 * once, f'{stage}: {once:.3f} s and {twice:.3f} s for twice as much'


# --------------------------------------------------------------------------------------------------------- invariants


def test_tables_of_the_sample_releases_are_sound() -> None:
    holds(extract(RELEASES))


@pytest.mark.whole
@pytest.mark.skipif(not SHARED.exists(), reason='the shared releases are not here')
def test_tables_of_the_shared_releases_are_sound() -> None:
    tables = extract(SHARED / 'releases')
    holds(tables)
    assert not tables['documents']['message'].str.contains('please report').any()


@pytest.mark.whole
@pytest.mark.skipif(not SHARED.exists(), reason='the development corpora are not here')
def test_every_text_of_the_corpora_gives_sound_rows() -> None:
    texts = [path.read_text(encoding='utf-8') for path in sorted((SHARED / 'corpora').rglob('*.txt'))]
    assert texts
    for at in range(0, len(texts), 50):
        for parse in parse_documents([document(text) for text in texts[at : at + 50]]):
            check_parse(parse)
            check_analysis(find(parse))
