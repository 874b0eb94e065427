"""The lemma follows what the tagger says of a word."""

import pytest
from svodka.language import lemma as module
from svodka.language.lemma import lemma

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
