"""The lemma follows what the tagger says of a word."""

import pytest
from svodka.analyse import analyse, parse_documents
from svodka.language import lemma as module
from svodka.language.lemma import lemma
from svodka.model import Document

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
        ('со', 'ADP', '', 'с'),
        ('всё', 'PRON', 'Case=Acc|Gender=Neut|Number=Sing', 'всё'),
        ('всех', 'PRON', 'Animacy=Anim|Case=Gen|Number=Plur', 'все'),
        ('всех', 'DET', 'Case=Gen|Number=Plur', 'весь'),
        ('желаньем', 'NOUN', NOUN.format('Ins', 'Neut'), 'желанье'),
        # Names: a woman's own, and what no dictionary has.
        ('Сергеевну', 'PROPN', 'Animacy=Anim|Case=Acc|Gender=Fem|Number=Sing', 'сергеевна'),
        ('Волковой', 'PROPN', 'Animacy=Anim|Case=Dat|Gender=Fem|Number=Sing', 'волкова'),
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
