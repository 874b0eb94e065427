"""Training of the names model: readers, rewriting, and that the exported net says what the trained one says."""

from __future__ import annotations

import random
import re
from pathlib import Path

import numpy as np
import pytest
from svodka.tag.names import WordTable, score
from svodka.tag.names_model import DECODED, TAGS, beginnings, model_hash, read_model
from svodka.tag.winograd import Space

from tests.tag_support import encode, models
from tools.train.augment import augment, edited
from tools.train.corpora import Text, nerel, outermost, runormas
from tools.train.dictionary import COMMON, GRAMMEMES, IN_DICTIONARY, flags
from tools.train.features import example
from tools.train.invented import PARAGRAPHS, invented, lists, marked
from tools.train.score import scores

TEXT = 'Глава Фонда «Родник» Пётр Ильич Сомов прибыл в Тулу. Сомова встретили в «Роднике».'
LAYERS = {
    'names': [(6, 20, 'ORG'), (21, 37, 'PER'), (47, 51, 'LOC'), (53, 59, 'PER'), (72, 81, 'ORG')],
    'roles': [(0, 20, 'ROLE')],
    'dates': [],
    'others': [],
}


def test_reads_nerel(tmp_path: Path) -> None:
    (tmp_path / 'a.txt').write_bytes('Банк Тулы\u2028открыл зал'.encode())
    (tmp_path / 'a.ann').write_text(
        'T1\tORGANIZATION 0 9\tБанк Тулы\nT2\tCITY 5 9\tТулы\nT3\tFACILITY 17 20\tзал\n'
        'T4\tPERSON 0 4;5 9\tБанк Тулы\nR1\tPART_OF Arg1:T1 Arg2:T2\n'
    )
    [text] = nerel(tmp_path)
    assert text.layers['names'] == [(0, 9, 'ORG')]
    assert text.layers['others'] == [(17, 20, 'FAC')]
    assert text.neutral == ((17, 20),)
    assert text.text == 'Банк Тулы\nоткрыл зал'


def test_reads_runormas(tmp_path: Path) -> None:
    (tmp_path / 'b.txt').write_text('Банк Тулы и завод')
    (tmp_path / 'b.ann').write_text('0 9\n5 9\n0 4 12 17\n')
    [text] = runormas(tmp_path)
    assert text.layers == {'marks': [(0, 9, 'NAME')]}


def test_of_crossing_spans_the_longer_stays() -> None:
    assert outermost([(0, 5, 'PER'), (3, 12, 'ORG')]) == [(3, 12, 'ORG')]


@pytest.mark.parametrize('seed', range(30))
def test_a_rewritten_text_keeps_its_spans(seed: int) -> None:
    text = Text('', TEXT, LAYERS)
    new = augment(text, seed)
    assert new == augment(text, seed)
    for layer, spans in new.layers.items():
        assert [kind for _, _, kind in spans] == [kind for _, _, kind in LAYERS[layer]]
        for start, stop, _ in spans:
            assert new.text[start:stop].strip() == new.text[start:stop] != ''
    place = next(new.text[a:b] for a, b, kind in new.layers['names'] if kind == 'LOC')
    assert place.lower() == 'тулу'


def test_edits_move_what_is_behind_them() -> None:
    new = edited(Text('', TEXT, LAYERS), [(12, 13, ''), (19, 20, ''), (21, 37, 'С.')])
    assert [new.text[a:b] for a, b, _ in new.layers['names']] == ['Фонда Родник', 'С.', 'Тулу', 'Сомова', '«Роднике»']


def test_rewriting_uses_names_of_the_same_declension() -> None:
    people = {augment(Text('', TEXT, LAYERS), seed).text for seed in range(60)}
    assert any('Мирзиёева встретили' in p or 'Токаева встретили' in p or 'Алиева встретили' in p for p in people)


def test_invented_texts_use_every_list_and_mark_whole_words() -> None:
    words = {name: found for name, found in lists().items() if name != 'paragraphs'}
    assert set(re.findall(r'{(\w+)', ' '.join(lists()['paragraphs']))) == set(words)
    assert all(len(found) == len(set(found)) for found in words.values())
    texts = list(invented(30, seed=4))
    assert texts == list(invented(30, seed=4))
    assert {t.text.count('\n') for t in texts} == {PARAGRAPHS - 1}
    for text in texts:
        assert not re.search(r'[\[\]{}]|  ', text.text)
        for start, stop, _ in (span for spans in text.layers.values() for span in spans):
            assert text.text[start:stop].strip() == text.text[start:stop] != ''
            assert not text.text[start - 1 : start].isalpha()
            assert not text.text[stop : stop + 1].isalpha()


def test_marks_become_spans_of_their_layers() -> None:
    text, layers = marked('[ROLE Аким города [LOC Оша]] [PER Ли Ань] ответил. [PER Ань] ушёл.')
    assert text == 'Аким города Оша Ли Ань ответил. Ань ушёл.'
    assert layers['roles'] == [(0, 15, 'ROLE')]
    assert [text[a:b] for a, b, _ in layers['names']] == ['Оша', 'Ли Ань', 'Ань']


def test_flags_of_the_dictionary() -> None:
    assert flags('анна') & (1 << GRAMMEMES.index('Name'))
    assert flags('стол') == IN_DICTIONARY | COMMON
    assert not flags('qwerty') & IN_DICTIONARY
    assert flags('«') == 0


def test_gold_tags_cover_the_tokens_that_a_span_overlaps() -> None:
    made = example(Text('', TEXT, LAYERS))
    assert made is not None
    tags = [TAGS['names'][i] for i in made.gold['names']]
    assert tags[:9] == ['O', 'B-ORG', 'I-ORG', 'I-ORG', 'I-ORG', 'B-PER', 'I-PER', 'I-PER', 'O']


def test_gold_is_scored_as_right() -> None:
    made = example(Text('', TEXT, LAYERS))
    assert made is not None
    assert set(scores([made], [{head: made.gold[head].tolist() for head in DECODED}]).values()) == {1.0}


def test_the_exported_net_says_what_the_trained_one_says(tmp_path: Path) -> None:
    torch = pytest.importorskip('torch')
    from svodka.language.segment import segment
    from svodka.model import Document
    from svodka.repair import repair

    from tools.train.batch import collate
    from tools.train.export import arrays, between, write_model
    from tools.train.fit import Course, Words, fit, predict
    from tools.train.net import Sizes

    navec = models().navec
    made = example(Text('', TEXT, LAYERS))
    assert made is not None
    dictionary = np.random.default_rng(1).integers(0, 255, len(navec.words)).astype(np.uint8)
    words = Words(navec, dictionary)
    course = Course(epochs=40, tokens=50, rate=1e-2)
    net = fit(Sizes(hidden=32, drop_input=0.0, drop_layer=0.0), DECODED, [([made], 1.0)], words, course)
    write_model(arrays(net, dictionary), tmp_path / 'a.npz')
    write_model(between(arrays(net, dictionary), arrays(net, dictionary), 0.5), tmp_path / 'b.npz')
    assert model_hash(tmp_path / 'a.npz') == model_hash(tmp_path / 'b.npz')

    with torch.no_grad():
        said = net(collate([made], navec, dictionary))
    wanted = np.concatenate([said[head].numpy() for head in DECODED], 1) + beginnings()
    parse = segment(Document('', '', TEXT), repair(TEXT))
    table = WordTable(read_model(tmp_path / 'a.npz'), navec, Space())
    found = score(table, parse.tokens.text, encode(parse), made.borders.astype(np.int32))
    assert np.abs(found - wanted).max() < 0.02 * np.abs(wanted).max()  # weights and states are kept with 16 bits
    assert predict([net], [made], words)[0]['names'] == made.gold['names'].tolist()


def test_batches_hold_every_example_once() -> None:
    pytest.importorskip('torch')
    from tools.train.batch import batches

    made = [example(Text(str(i), TEXT * (i + 1), {'names': []})) for i in range(5)]
    given = [e for e in made if e is not None]
    seen = [e.text.id for batch in batches(given, 60, random.Random(1)) for e in batch]
    assert sorted(seen) == ['0', '1', '2', '3', '4']
