"""The tagger says what slovnet says, whatever a document is tagged with."""

from dataclasses import fields, replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from svodka.language.segment import segment
from svodka.model import Block, Document, Repaired
from svodka.repair import repair
from svodka.tag import compiled, encode, kernels, loops, plain, vocabulary
from svodka.tag.encode import Encoded
from svodka.tag.files import model_folder
from svodka.tag.natasha_files import EMBEDDINGS

from tests.tag_support import encode as encode_one
from tests.tag_support import encode_batch, models, tag

RELEASES = Path(__file__).parent.parent / 'data/releases'
CORPORA = Path(__file__).parents[2] / 'shared/corpora'
TEXTS = [
    'Министр иностранных дел Казахстана Ержан Абдуллин прибыл в Ташкент. Переговоры пройдут 5 мая, сообщает «Вестник».',
    'В Уфе открыли мост.',
    'МОСКВА\n\nПресс-служба ООО «Дельта» (г. Тверь) — партнёр UNICEF; см. delta-tver.ru',
    '.',
    'Да',
    'Мост, мост, мост, мост, мост, мост, мост, мост, мост, мост.',
]


def decode(path):
    data = path.read_bytes()
    try:
        return data.decode('utf-8-sig')
    except UnicodeDecodeError:
        return data.decode('cp1251')


def parse(text):
    return segment(Document('id', 'a.txt', text), repair(text))


@pytest.fixture(autouse=True)
def _compiled_loops(monkeypatch):
    monkeypatch.setattr(models().loops, 'now', kernels)


@cache
def slovnet_models():
    """slovnet's own networks: morph, syntax, names."""
    slovnet, navec = pytest.importorskip('slovnet'), pytest.importorskip('navec')
    embeddings = navec.Navec.load(str(model_folder() / EMBEDDINGS))
    tasks = {'morph': slovnet.Morph, 'syntax': slovnet.Syntax, 'ner': slovnet.NER}
    return [
        kind.load(str(model_folder() / f'model/slovnet_{task}_news_v1.tar')).navec(embeddings)
        for task, kind in tasks.items()
    ]


def slovnet_says(parsed):
    """slovnet's own UPOS|features, heads (in the sentence, from 1), relations and spans of a document's tokens."""
    from slovnet.bio import bio_spans
    from slovnet.token import Token

    morph, syntax, ner = slovnet_models()
    tokens = parsed.tokens.text
    sentences = [tokens[s.first : s.last] for s in parsed.sentences]
    tags = [t.tag for m in morph.map(sentences) for t in m.tokens]
    trees = [(int(t.head_id), t.rel) for m in syntax.map(sentences) for t in m.tokens]
    spans = []
    for batch in ner.infer.encoder([tokens] if tokens else []):
        scores = ner.infer.model(batch.word_id, batch.shape_id, batch.pad_mask)
        [bio] = ner.infer.decoder(ner.infer.model.head.crf.decode(scores, ~batch.pad_mask))
        spans = [(s.start, s.stop, s.type) for s in bio_spans([Token(i, i + 1, '') for i in range(len(bio))], bio)]
    return tags, trees, spans


def assert_the_same_as_slovnet(parsed):
    tags, trees, spans = slovnet_says(parsed)
    [got] = tag([parsed], 'natasha')
    t = got.tokens
    assert [f'{pos}|{feats}'.rstrip('|') for pos, feats in zip(t.pos, t.feats, strict=True)] == tags
    assert [(s.first, s.last, s.type) for s in got.spans] == spans
    first = [parsed.sentences[s].first for s in t.sentence]
    heads = [h - f + 1 if h >= 0 else 0 for h, f in zip(t.head, first, strict=True)]
    for i, (head, relation, (theirs, their_relation)) in enumerate(zip(heads, t.relation, trees, strict=True)):
        if head != theirs:
            score, their_score = slovnet_scores(parsed, i, head, theirs)
            assert abs(score - their_score) <= 2 * encode.TIE * abs(their_score), (i, t.text[i], score, their_score)
        else:
            assert relation == their_relation


def slovnet_scores(parsed, token, *heads):
    """slovnet's scores of heads (in the sentence, from 1; 0 is the root) for a token of a document."""
    infer = slovnet_models()[1].infer
    sentence = parsed.sentences[parsed.tokens.sentence[token]]
    [batch] = infer.encoder([parsed.tokens.text[sentence.first : sentence.last]])
    scores = infer.model(batch.word_id, batch.shape_id, batch.pad_mask).head_id[0]
    return [float(scores[token - sentence.first, head]) for head in heads]


@pytest.mark.parametrize('text', TEXTS)
def test_the_same_as_slovnet(text):
    assert_the_same_as_slovnet(parse(text))


@pytest.mark.parametrize('path', sorted(RELEASES.glob('*.txt')), ids=lambda p: p.stem)
def test_the_same_as_slovnet_on_the_sample_releases(path):
    assert_the_same_as_slovnet(parse(decode(path)))


@pytest.mark.whole
@pytest.mark.skipif(not CORPORA.exists(), reason='the development corpora are not here')
@pytest.mark.parametrize('corpus', ['nerel', 'factru', 'runormas', 'quotations', 'dates', 'nerel-train'])
def test_the_same_as_slovnet_on_corpora(corpus):
    for path in sorted((CORPORA / corpus).glob('*.txt')):
        assert_the_same_as_slovnet(parse(decode(path)))


def test_of_equal_heads_the_first_wins():
    parsed = parse('сказал он, ' * 20)
    ours, scores = tag([parsed])[0].tokens.head, slovnet_scores(parsed, 20, *range(len(parsed.tokens) + 1))
    best = [i for i, s in enumerate(scores) if s >= max(scores) - encode.TIE * abs(max(scores))]
    assert best == list(range(4, 56, 3))  # every «сказал» that has the same neighbours scores equally
    assert ours[20] == best[0] - 1


def assert_identical(a, b):
    for field in fields(Encoded):
        assert np.array_equal(getattr(a, field.name), getattr(b, field.name)), field.name


def sample_parses():
    return [parse(decode(p)) for p in sorted(RELEASES.glob('*.txt'))] + [parse(t) for t in TEXTS]


def test_both_sets_of_loops_give_the_same_numbers(monkeypatch):
    parses = sample_parses()
    fast, fast_tags = [encode_one(p) for p in parses], tag(parses, 'natasha')
    monkeypatch.setattr(models().loops, 'now', plain)
    for encoded, parsed in zip(fast, parses, strict=True):
        assert_identical(encoded, encode_one(parsed))
    assert tag(parses, 'natasha') == fast_tags


def test_a_process_changes_over_to_compiled_loops():
    own = loops.Loops('svodka.tag.kernels', 'svodka.tag.plain')
    own.count(loops.COMPILE_AFTER)
    assert own.now is plain
    own.count(1)
    assert own.now is kernels


def test_without_numba_it_goes_on(caplog):
    own = loops.Loops('svodka.tag.no_such_module', 'svodka.tag.plain')
    own.count(10 * loops.COMPILE_AFTER)
    assert own.now is plain
    assert 'slower' in caplog.text


@pytest.mark.parametrize('error', [RuntimeError('no compiled object yet'), OSError(28, 'No space left on device')])
def test_without_compiled_loops_it_goes_on(caplog, monkeypatch, error):
    own = loops.Loops('svodka.tag.kernels', 'svodka.tag.plain')

    def fail(name):
        raise error

    monkeypatch.setattr(loops.importlib, 'import_module', fail)
    own.count(10 * loops.COMPILE_AFTER)
    assert own.now is plain
    assert 'slower' in caplog.text


@pytest.mark.parametrize('torn', [b'', b'torn', 'full'])
def test_a_torn_cache_is_done_without(monkeypatch, tmp_path, torn):
    def twice(x):
        return 2 * x

    monkeypatch.setattr(compiled, 'cache_folder', lambda: tmp_path)
    make = compiled.compiled('i8(i8)')
    assert make(twice)(4) == 8
    (index,) = tmp_path.rglob('*.nbi')
    if torn == 'full':
        index.unlink()
        index.mkdir()
    else:
        index.write_bytes(torn)
    assert make(twice)(4) == 8


def forget():
    models().forget()


def test_a_document_does_not_depend_on_its_neighbours():
    parses = sample_parses()
    forget()
    alone = [encode_one(p) for p in parses]
    forget()
    for index, encoded in encode_batch(parses[::-1]):
        assert_identical(alone[len(parses) - 1 - index], encoded)


def test_a_small_table_changes_nothing(monkeypatch):
    parses = sample_parses()
    alone = [encode_one(p) for p in parses]
    most = max(len(p.tokens) for p in parses)
    monkeypatch.setattr(vocabulary, 'MAX_ROWS', 3 * most)
    monkeypatch.setattr(vocabulary, 'MAX_WORDS', 2 * most)
    monkeypatch.setattr(encode, 'GROUP', most)
    table = vocabulary.Table(vocabulary.Words(models().navec, list(models().words.shapes)), models().networks)
    small = replace(models(), words=table.words, table=table)
    for index, encoded in encode_batch(parses, small):
        assert_identical(alone[index], encoded)
    assert len(table.rows) == 3 * most >= len(table.row_of_pair) > most


def test_a_long_document_goes_through_in_windows(monkeypatch):
    text = ' '.join(TEXTS[:3] * 9)
    parsed = segment(Document('id', 'a.txt', text), Repaired(text, (Block(0, len(text)),)))
    whole = tag([parsed], 'natasha')
    monkeypatch.setattr(encode, 'WINDOW', 50)
    windows = encode_batch([parsed])
    assert len(windows) > 5
    assert all(len(e.tag) <= 50 for _, e in windows)
    assert tag([parsed], 'natasha') == whole
    one_sentence = replace(parsed, tokens=replace(parsed.tokens, sentence=[0] * len(parsed.tokens)))
    assert sum(len(e.tag) for _, e in encode_batch([one_sentence])) == len(parsed.tokens)


@pytest.mark.parametrize(
    'text', ['', ' \n ', '\0', '!' * 5000, 'а' * 100_000, '« » ' * 3000, '\U0001f600', 'İ' * 10, 'ﬁ ß ŉ']
)
def test_hostile_texts(text):
    [got] = tag([parse(text)])
    t = got.tokens
    assert len(t.pos) == len(t.feats) == len(t.head) == len(t.relation) == len(t)
    for i, head in enumerate(t.head):
        assert head == -1 or t.sentence[head] == t.sentence[i]


def test_ids_and_states():
    encoded = encode_one(parse('Переговоры в Ташкенте'))
    assert encoded.morph.shape == encoded.syntax.shape == encoded.ner.shape == (3, 64)
    assert encoded.emissions.shape == (3, len(models().vocabularies.names))
    assert encoded.vector.tolist() == [models().navec.words.row(w) for w in ('переговоры', 'в', 'ташкенте')]


def test_shapes_are_slovnets():
    shape = pytest.importorskip('slovnet.shape')
    assert set(models().words.shapes) >= set(shape.SHAPES)
    for word in [
        'Уфа',
        'ЕС',
        'Санкт-Петербург',
        'из-за',
        'Т-34',
        'x',
        'mRNA',
        'a-B',
        '2025',
        '-5',
        '+7',
        '«',
        '?!',
        '№',
        '\0',
        'β',
        'Ёж',
        'ё',
        '10-й',
        'д’Артаньян',
        '…',
        '...',
        '№5',
        'Ⅳ',
        '‑',
        'IPhone-X',
        'Аб-',
        '-Аб',
    ]:
        assert vocabulary.word_shape(word) == shape.word_shape(word), word


def test_words_are_slovnets():
    vocabulary = slovnet_models()[0].infer.encoder.words_vocab
    navec = models().navec
    for word in vocabulary.items:
        assert navec.words.row(word) == vocabulary.encode(word), word
    assert navec.words.row('такогословавсловареточнонет') is None
