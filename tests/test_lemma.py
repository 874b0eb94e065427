"""The lemma follows what the tagger says of a word."""

import pytest
from svodka.analyse import analyse, parse_documents
from svodka.language import lemma as module
from svodka.language.lemma import lemma
from svodka.model import Document, Tokens

NOUN, FORM = 'Animacy=Inan|Case={}|Gender={}|Number=Sing', 'Aspect=Perf|Mood=Ind|Number=Plur|Tense=Past|VerbForm=Fin'


@pytest.mark.parametrize(
    ('word', 'pos', 'feats', 'expected'),
    [
        ('стали', 'NOUN', NOUN.format('Gen', 'Fem'), 'сталь'),
        ('стали', 'VERB', FORM, 'стать'),
        ('Волкова', 'PROPN', 'Animacy=Anim|Case=Gen|Gender=Masc|Number=Sing', 'волков'),
        ('волков', 'NOUN', 'Animacy=Anim|Case=Gen|Gender=Masc|Number=Plur', 'волк'),
        ('данных', 'ADJ', 'Case=Gen|Degree=Pos|Number=Plur', 'данный'),
        ('данных', 'NOUN', 'Animacy=Inan|Case=Gen|Gender=Neut|Number=Plur', 'данные'),
        (
            'прошедшем',
            'VERB',
            'Aspect=Perf|Case=Loc|Gender=Masc|Number=Sing|Tense=Past|VerbForm=Part|Voice=Act',
            'пройти',
        ),
        ('его', 'DET', '', 'его'),
        ('еще', 'ADV', 'Degree=Pos', 'ещё'),
        ('2025', 'NUM', '', '2025'),
        # Universal Dependencies' own lemmas: see svodka/language/conventions.py.
        ('большую', 'ADJ', 'Case=Acc|Degree=Pos|Gender=Fem|Number=Sing', 'большой'),
        ('лучших', 'ADJ', 'Case=Gen|Degree=Pos|Number=Plur', 'лучший'),
        ('древнейшую', 'ADJ', 'Case=Acc|Degree=Pos|Gender=Fem|Number=Sing', 'древнейший'),
        ('больному', 'ADJ', 'Case=Dat|Degree=Pos|Gender=Masc|Number=Sing', 'больной'),
        ('родному', 'ADJ', 'Case=Dat|Degree=Pos|Gender=Masc|Number=Sing', 'родной'),
        ('должны', 'ADJ', 'Degree=Pos|Number=Plur|Variant=Short', 'должен'),
        ('полка', 'NOUN', NOUN.format('Gen', 'Masc'), 'полк'),
        ('полка', 'NOUN', NOUN.format('Nom', 'Fem'), 'полка'),
        ('деньгами', 'NOUN', 'Animacy=Inan|Case=Ins|Gender=Fem|Number=Plur', 'деньги'),
        ('выборам', 'NOUN', 'Animacy=Inan|Case=Dat|Gender=Masc|Number=Plur', 'выборы'),
        ('выбору', 'NOUN', NOUN.format('Dat', 'Masc'), 'выбор'),
        ('пострадавшим', 'NOUN', 'Animacy=Anim|Case=Dat|Gender=Masc|Number=Plur', 'пострадавший'),
        ('достигли', 'VERB', FORM, 'достичь'),
        ('чаще', 'ADV', 'Degree=Cmp', 'часто'),
        ('позже', 'ADV', 'Degree=Cmp', 'позже'),
        ('об', 'ADP', '', 'об'),
        ('со', 'ADP', '', 'со'),
        ('во', 'ADP', '', 'во'),
        ('млн', 'NOUN', 'Case=Gen|Number=Plur', 'миллион'),
        ('км', 'NOUN', 'Case=Gen|Number=Plur', 'км'),
        ('заслуженных', 'ADJ', 'Case=Gen|Degree=Pos|Number=Plur', 'заслуженный'),
        ('распространены', 'ADJ', 'Degree=Pos|Number=Plur|Variant=Short', 'распространённый'),
        ('растущее', 'NOUN', NOUN.format('Nom', 'Neut'), 'расти'),
        ('слагаемое', 'NOUN', NOUN.format('Nom', 'Neut'), 'слагаемое'),
        ('согласно', 'VERB', 'Mood=Ind|Number=Sing|Person=3', 'согласно'),
        ('цветами', 'NOUN', 'Animacy=Inan|Case=Ins|Gender=Masc|Number=Plur', 'цветок'),
        ('всё', 'PRON', 'Case=Acc|Gender=Neut|Number=Sing', 'всё'),
        ('всех', 'PRON', 'Animacy=Anim|Case=Gen|Number=Plur', 'все'),
        ('всех', 'DET', 'Case=Gen|Number=Plur', 'весь'),
        ('желаньем', 'NOUN', NOUN.format('Ins', 'Neut'), 'желанье'),
        # Names: a woman's own, and what no dictionary has.
        ('Сергеевну', 'PROPN', 'Animacy=Anim|Case=Acc|Gender=Fem|Number=Sing', 'сергеевна'),
        ('Волковой', 'PROPN', 'Animacy=Anim|Case=Dat|Gender=Fem|Number=Sing', 'волкова'),
        ('Кузьминичну', 'PROPN', 'Animacy=Anim|Case=Acc|Gender=Masc|Number=Sing', 'кузьминична'),
        ('Ильиче', 'PROPN', 'Animacy=Anim|Case=Loc|Gender=Masc|Number=Sing', 'ильич'),
        ('Рогачёва', 'PROPN', 'Animacy=Anim|Case=Nom|Gender=Fem|Number=Sing', 'рогачёва'),
        ('Гвендлина', 'PROPN', 'Animacy=Anim|Case=Gen|Gender=Masc|Number=Sing', 'гвендлин'),
        ('Врабеля', 'PROPN', 'Animacy=Anim|Case=Acc|Gender=Masc|Number=Sing', 'врабель'),
        ('Зимончем', 'PROPN', 'Animacy=Anim|Case=Ins|Gender=Masc|Number=Sing', 'зимонч'),
        ('Кванду', 'PROPN', 'Animacy=Anim|Case=Gen|Gender=Masc|Number=Sing', 'кванду'),
        ('Куменсы', 'PROPN', 'Animacy=Anim|Case=Gen|Gender=Fem|Number=Sing', 'куменса'),
        ('Ландрии', 'PROPN', 'Animacy=Inan|Case=Gen|Gender=Fem|Number=Sing', 'ландрия'),
        ('Фортелл', 'PROPN', 'Animacy=Inan|Case=Acc|Gender=Masc|Number=Sing', 'фортелл'),
        ('Мавроно', 'PROPN', 'Animacy=Anim|Case=Loc|Gender=Masc|Number=Sing', 'мавроно'),
        ('Вундерским', 'PROPN', 'Animacy=Inan|Case=Nom|Gender=Masc|Number=Sing', 'вундерский'),
        ('Сигал', 'PROPN', 'Animacy=Anim|Case=Nom|Gender=Masc|Number=Sing', 'сигал'),
        ('Рафферти', 'PROPN', 'Animacy=Anim|Case=Nom|Gender=Masc|Number=Sing', 'рафферти'),
        ('Москва', 'PROPN', 'Animacy=Inan|Case=Nom|Gender=Fem|Number=Sing', 'москва'),
        ('«', 'PUNCT', '', '«'),
        ('UNESCO', 'X', 'Foreign=Yes', 'unesco'),
        ('\0', 'SYM', '', '\0'),
    ],
)
def test_lemma(word, pos, feats, expected):
    assert lemma(word, pos, feats) == expected


def test_what_is_remembered_is_bounded(monkeypatch):
    monkeypatch.setattr(module.LEMMAS, 'most', 3)
    module.LEMMAS.clear()
    for word, expected in {'дома': 'дом', 'стола': 'стол', 'реки': 'река', 'моста': 'мост'}.items():
        assert lemma(word, 'NOUN', '') == expected
    assert lemma('дома', 'NOUN', '') == 'дом'
    assert len(module.LEMMAS) <= 3


def test_a_possessive_is_its_own_lemma() -> None:
    [parse] = parse_documents([Document('', '', 'Мы прочли его письмо и видели его вчера.')])
    assert [parse.tokens.lemma[i] for i, text in enumerate(parse.tokens.text) if text == 'его'] == ['его', 'он']


def test_a_name_has_the_lemma_of_its_normal_form() -> None:
    text = 'Книгу вручили Оливеру Бенедучи и Ольге Рогачёвой. Рогачёва живёт в Азии, Бенедучи – у Балтийского моря.'
    (analysis,) = analyse([Document('a', 'a', text)])
    tokens = analysis.parse.tokens
    lemmas = dict(zip(tokens.text, tokens.lemma, strict=True))
    assert {lemmas[word] for word in ('Оливеру', 'Бенедучи', 'Рогачёвой', 'Рогачёва', 'Азии', 'Балтийского')} == {
        'оливер',
        'бенедучи',
        'рогачёва',
        'азия',
        'балтийский',
    }


def tokens_of(*rows: tuple[str, str, str, int, str]) -> Tokens:
    """One sentence of words with part of speech, features, head and relation."""
    text, pos, feats, head, relation = map(list, zip(*rows, strict=True))
    at = [sum(len(word) + 1 for word in text[:i]) for i in range(len(text))]
    stop = [start + len(word) for start, word in zip(at, text, strict=True)]
    return Tokens(at, stop, text, [0] * len(text), [], pos, feats, head, relation)


@pytest.mark.parametrize(
    ('rows', 'expected'),
    [
        ([('Все', 'DET', 'Case=Nom|Number=Plur', 1, 'nsubj'), ('ждут', 'VERB', '', 1, 'root')], 'все'),
        ([('Печально', 'ADV', 'Degree=Pos', 0, 'root')], 'печальный'),
        ([('Конечно', 'ADV', 'Degree=Pos', 0, 'root')], 'конечно'),
        ([('Запомните', 'PROPN', 'Animacy=Anim|Case=Nom|Gender=Masc|Number=Sing', 0, 'root')], 'запомнить'),
        ([('Выписку', 'PROPN', 'Animacy=Anim|Case=Nom|Gender=Masc|Number=Sing', 0, 'obj')], 'выписка'),
        ([('Таврская', 'PROPN', NOUN.format('Nom', 'Fem'), 1, 'amod'), ('волость', 'NOUN', '', 1, 'root')], 'таврский'),
        ([('Врабеля', 'PROPN', NOUN.format('Nom', 'Masc'), 1, 'nmod'), ('дело', 'NOUN', '', 1, 'root')], 'врабель'),
    ],
)
def test_the_tree_tells_more_than_the_tag(rows, expected) -> None:
    assert module.lemmas(tokens_of(*rows))[0] == expected
