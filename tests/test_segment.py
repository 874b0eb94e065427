"""Sentences and tokens are razdel's, wherever they stand in blocks and repaired text."""

import random

import pytest
import razdel
from svodka.language import segment as module
from svodka.language.segment import MAX_SENTENCE, segment, sentence_ends, tokenise
from svodka.model import Block, Document, Repaired

TRICKY = [
    '',
    ' ',
    'x',
    '-b',
    '5.',
    'a -b c- d 5. 6 7, 8 1/ 2 \n - x :) .. ?!',
    'в 2005, 2006 гг.',
    'yahoo! Δσ x_ y',
    ':)))) a. Б',
    ';) Ж. 5 - 6',
    '№ 5 -й и 5 –6',
    '² -3 -² ²- 5',
    'т. е. так. А вот',
    'Ё-моё ё.',
    'А.' + '\n' * 12 + 'Б. В',
    'Он сказал: «Да.» И ушёл. (Потом вернулся.) Всё',
    'г. Уфа, ул. Мира, д. 5. И. И. Иванов',
    '1. Первое. 2) Второе',
    'из\u2028под\u00a0пера \x00 \ufeff',
    '…» — «?!',
    '10.11.2025г.',
    'с 5-го по 7-е/8-е',
    'И.о. министра',
    '«»"\'„“',
]
LETTERS = 'абВЁё.,-–_/\\12²!?…«»"\')(=:; \n\u00a0\u2028yahoo!βσ№—^'


PARTS = ['Уфа', 'ёж', 'из-за', 'ЕС', 'x', '5', '12', *'-—.,…?!:;)(»«" \n_/']


def random_texts(count):
    chance = random.Random(9)
    return [
        ''.join(chance.choice(letters) for _ in range(chance.randint(1, size)))
        for letters, size in ((LETTERS, 60), (PARTS, 20))
        for _ in range(count)
    ]


@pytest.mark.parametrize('texts', [TRICKY, random_texts(3000)], ids=['tricky', 'random'])
def test_the_same_as_razdel(texts):
    for text in texts:
        expected = [(t.start, t.stop, t.text) for t in razdel.tokenize(text)]
        assert list(zip(*tokenise(text), strict=True)) == expected, text
        ends = list(sentence_ends(text))
        found = [text[a:b].strip() for a, b in zip([0, *ends], ends, strict=False)]
        assert [s for s in found if s] == [s.text for s in razdel.sentenize(text) if s.text], text


def parse(text, *blocks, source=None):
    whole = blocks or (Block(0, len(text)),)
    return segment(Document('id', 'a.txt', text), Repaired(text, whole, source))


def words(parsed, sentence):
    s = parsed.sentences[sentence]
    return parsed.tokens.text[s.first : s.last]


def test_a_sentence_stays_in_its_block():
    text = 'Итоги года\nМосква. Новый мост'
    parsed = parse(text, Block(0, 10), Block(11, len(text)))
    assert [words(parsed, i) for i in range(3)] == [['Итоги', 'года'], ['Москва', '.'], ['Новый', 'мост']]
    assert [s.block for s in parsed.sentences] == [0, 1, 1]
    assert parsed.tokens.sentence == [0, 0, 1, 1, 2, 2]
    for start, stop, word in zip(parsed.tokens.start, parsed.tokens.stop, parsed.tokens.text, strict=True):
        assert text[start:stop] == word
    assert [text[s.start : s.stop] for s in parsed.sentences] == ['Итоги года', 'Москва.', 'Новый мост']


def test_offsets_of_repaired_text_are_the_documents():
    text, repaired = 'Со-\nтрудник  пришёл', 'Сотрудник пришёл'
    source = (0, 1, *range(4, 11), 12, *range(13, 19))
    parsed = segment(Document('id', 'a.txt', text), Repaired(repaired, (Block(0, len(repaired)),), source))
    assert parsed.tokens.text == ['Сотрудник', 'пришёл']
    spans = zip(parsed.tokens.start, parsed.tokens.stop, strict=True)
    assert [text[a:b] for a, b in spans] == ['Со-\nтрудник', 'пришёл']


def test_what_lies_outside_the_blocks_has_no_tokens():
    assert parse('Страница 5\nТекст', Block(11, 16)).tokens.text == ['Текст']


@pytest.mark.parametrize(('between', 'last'), [('\n', '\n'), (' ; ', ';'), (', ', ',')])
def test_a_sentence_without_end_is_cut_where_it_hurts_least(between, last):
    text = between.join(['слово и дело'] * 400)
    parsed = parse(text)
    assert all(s.last - s.first <= MAX_SENTENCE for s in parsed.sentences)
    assert sum(s.last - s.first for s in parsed.sentences) == len(parsed.tokens)
    for sentence in parsed.sentences[:-1]:
        assert text[: sentence.stop + 1].rstrip(' ').endswith(last)


@pytest.mark.parametrize(
    'text',
    [
        '!' * 100_000,
        'а' * 100_000,
        '. ' * 20_000,
        '«' * 20_000 + ' ' + '"' * 20_000,
        '\0' * 1000,
        'а,' * 50_000,
        '- ' * 50_000,
        '5-\n' * 20_000,
        '-' + ' ' * 1_000_000 + '-',
    ],
)
def test_hostile_texts_take_linear_time(text):
    parsed = parse(text)
    assert all(s.last - s.first <= MAX_SENTENCE for s in parsed.sentences)


def test_what_is_remembered_is_bounded(monkeypatch):
    monkeypatch.setattr(module.CHUNKS, 'most', 10)
    module.CHUNKS.clear()
    text = ' '.join(f'слово{i}' for i in range(100))
    assert tokenise(text)[2] == [t.text for t in razdel.tokenize(text)]
    assert len(module.CHUNKS) <= 10
