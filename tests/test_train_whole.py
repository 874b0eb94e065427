"""The whole command of the training, from corpora to file and card, on a corpus of a few sentences."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from svodka.tag.names_model import MODEL, model_hash, read_model

from tests.tag_support import models

pytest.importorskip('torch')

from click.testing import CliRunner

from tools.train import __main__ as command
from tools.train.ablate import ablation
from tools.train.card import put
from tools.train.distil import RECIPE, Recipe
from tools.train.fit import Course
from tools.train.net import Sizes

SMALL = Sizes(hidden=48, memory=8, letters=8, shape=4, letter=4)
TINY = Recipe(
    invented=1,
    releases=2,
    teachers=((SMALL, Course(epochs=1, seed=1)), (SMALL, Course(epochs=1, seed=2))),
    students=(Course(epochs=1, seed=3), Course(epochs=1, seed=4)),
)
CARD = 'Figures:\n<!-- figures -->\n<!-- /figures -->\nKinds:\n<!-- ablation -->\n<!-- /ablation -->\n'


@pytest.fixture
def corpora(tmp_path: Path) -> Path:
    """Two texts with gold, one with names alone, one to measure on."""
    folder = tmp_path / 'corpora'
    for name in ('nerel-train', 'nerel'):
        (folder / name).mkdir(parents=True)
        for number, place in enumerate(('Туле', 'Омске')[: 2 if name == 'nerel-train' else 1]):
            text = f'Глава Фонда Олег Сомов был в {place}. Потом Сомов уехал.'
            (folder / name / f'{number}.txt').write_text(text, encoding='utf-8')
            (folder / name / f'{number}.ann').write_text(
                f'T1\tPROFESSION 0 5\tГлава\nT2\tORGANIZATION 6 11\tФонда\nT3\tPERSON 12 22\tОлег Сомов\n'
                f'T4\tCITY 29 {29 + len(place)}\t{place}\n',
                encoding='utf-8',
            )
    (folder / 'runormas-train').mkdir()
    (folder / 'runormas-train' / 'a.txt').write_text('Банк Орла открыл зал. Анна Лунина рада.', encoding='utf-8')
    (folder / 'runormas-train' / 'a.ann').write_text('0 9\n22 33\n')
    return folder


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """A work folder with flags of words, which take half a minute to make."""
    folder = tmp_path / 'work'
    folder.mkdir()
    np.save(folder / 'dictionary.npy', np.zeros(len(models().navec.words), np.uint8))
    return folder


def test_one_command_makes_file_and_figures(
    corpora: Path, work: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, 'RECIPE', TINY)
    monkeypatch.setattr('tools.train.card.HELD', 2)
    card, out = tmp_path / 'card.md', tmp_path / 'names.npz'
    card.write_text(CARD, encoding='utf-8')
    options = ['--corpora', str(corpora), '--work', str(work), '--out', str(out), '--card', str(card)]
    said = CliRunner().invoke(command.main, [*options, '--processes', '1', '--runs', '2'], catch_exceptions=False)
    assert said.exit_code == 0
    assert read_model(out).word.shape[1] == SMALL.hidden
    text = card.read_text(encoding='utf-8')
    assert model_hash(out) in text
    assert model_hash(work / 'run1.npz') in text
    assert '| NEREL dev, PER |' in text
    assert 'most apart' in text


def test_the_same_seeds_make_the_same_file(corpora: Path, work: Path, tmp_path: Path) -> None:
    from tools.train.distil import seeded, train

    made = []
    for name, recipe in (('a', TINY), ('b', TINY), ('c', replace(TINY, seed=1))):
        train(corpora, tmp_path / name, work, 1, recipe)
        made.append(model_hash(tmp_path / f'{name}.npz'))
        for file in seeded(work, recipe).iterdir():
            file.unlink()
    assert made[0] == made[1] != made[2]


def test_each_group_is_left_out_once(corpora: Path, work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr('tools.train.ablate.TEXTS', 1)
    monkeypatch.setattr('tools.train.ablate.HELD', 1)
    monkeypatch.setattr('tools.train.ablate.groups', lambda: {'papers': ['papers'], 'two': ['town_first', 'towns']})
    rows = list(ablation(corpora, MODEL, work, TINY))
    assert [row['left out'] for row in rows] == ['nothing', 'the course', 'papers', 'two', 'invented', 'augmented']
    assert all(0 <= float(row[kind]) <= 1 for row in rows for kind in ('PER', 'ORG', 'LOC', 'ROLE'))


def test_a_file_goes_on(corpora: Path, work: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, 'RECIPE', TINY)
    monkeypatch.setattr('tools.train.card.HELD', 2)
    card, out = tmp_path / 'card.md', tmp_path / 'names.npz'
    card.write_text(CARD, encoding='utf-8')
    options = ['--corpora', str(corpora), '--work', str(work), '--out', str(out), '--card', str(card)]
    CliRunner().invoke(command.main, [*options, '--start', str(MODEL)], catch_exceptions=False)
    assert model_hash(out) in card.read_text(encoding='utf-8')
    assert read_model(out).word.shape == read_model(MODEL).word.shape


def test_a_card_without_marks_is_refused(tmp_path: Path) -> None:
    (tmp_path / 'card.md').write_text('No marks.', encoding='utf-8')
    with pytest.raises(ValueError, match='has no place for figures'):
        put(tmp_path / 'card.md', 'figures', ['a'])


def test_what_ships_is_trained_on_every_kind_of_text() -> None:
    assert {*RECIPE.gold, *RECIPE.made} == {'nerel-train', 'augmented', 'invented', 'releases'}
