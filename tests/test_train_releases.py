"""Texts made of frames and of names made of parts: each kind with what it makes."""

from __future__ import annotations

import random
import re

import pytest

from tools.train.corpora import Marked
from tools.train.invented import marked
from tools.train.parts import CASES, Name, parts
from tools.train.releases import MAKERS, paragraph, releases

KINDS = list(parts()['kinds'])


@pytest.mark.parametrize('kind', KINDS)
def test_a_kind_leaves_no_slot_and_marks_whole_words(kind: str) -> None:
    for seed in range(40):
        text, layers = marked(paragraph(kind, random.Random(seed)))
        assert not re.search(r'[{}~]', text)
        for start, stop, _ in (*layers['names'], *layers['roles']):
            assert text[start:stop].strip() == text[start:stop] != ''
            assert not text[start - 1 : start].isalnum()
            assert not text[stop : stop + 1].isalnum()


@pytest.mark.parametrize(
    ('kind', 'types'),
    [
        ('body_first', 'ORG'),
        ('word_first', 'ORG'),
        ('abbreviations', 'ORG'),
        ('body_inside', 'ORG'),
        ('legal', 'ORG'),
        ('person_first', 'PER'),
        ('people_list', 'PER'),
        ('signature', 'PER'),
        ('initials', 'PER'),
        ('trade', 'PER'),
        ('people_cases', 'PER'),
        ('turkic', 'PER'),
        ('latin_people', 'PER'),
        ('town_first', 'LOC'),
        ('towns', 'LOC'),
        ('dateline', 'LOC'),
        ('place_adjectives', 'LOC'),
        ('councils', 'ORG'),
    ],
)
def test_a_kind_has_its_type(kind: str, types: str) -> None:
    for seed in range(40):
        _, layers = marked(paragraph(kind, random.Random(seed)))
        assert types in {found for _, _, found in layers['names']}


def made(maker: str, count: int = 400) -> list[Name]:
    return [MAKERS[maker](random.Random(seed)) for seed in range(count)]


def test_furniture_has_no_names() -> None:
    assert not any(marked(paragraph('furniture', random.Random(seed)))[1]['names'] for seed in range(40))


def test_things_that_open_a_sentence_are_no_bodies() -> None:
    assert 'ORG' not in {kind for text in all_of('thing_first') for _, _, kind in text[1]['names']}


def test_works_and_products_are_no_bodies() -> None:
    for text, layers in all_of('products'):
        assert all(text[start - 1] != '«' for start, _, _ in layers['names']), text


def all_of(kind: str) -> list[tuple[str, dict[str, list[Marked]]]]:
    return [marked(paragraph(kind, random.Random(seed))) for seed in range(80)]


@pytest.mark.parametrize('first', ['Мин', 'Рос', 'Гос', 'Уз', 'Каз', 'Кыргыз', 'Обл', 'Гор'])
def test_institutions_of_one_word_begin_as_they_do(first: str) -> None:
    assert any(name.forms[0].startswith(first) for name in made('agency'))


@pytest.mark.parametrize('last', ['банк', 'телеком', 'газ', 'хим', 'строй', 'инвест'])
def test_firms_of_one_word_end_as_they_do(last: str) -> None:
    assert any(name.forms[0].endswith(last) for name in made('firm', 800))


@pytest.mark.parametrize('last', ['надзор', 'хоз'])
def test_institutions_of_one_word_end_as_they_do(last: str) -> None:
    assert any(name.forms[0].endswith(last) for name in made('agency'))


def test_bodies_stand_in_every_case_and_place() -> None:
    frames = ' '.join(parts()['kinds']['body_inside'] + parts()['kinds']['body_first'])
    assert {m[1] for m in re.finditer(r'\{(?:body|firm|agency)\*?\.([a-z])}', frames)} == set(CASES)
    for place in (r'^\{body', r'\{body\.n}\.$', r' \{body\.n},', r'\({0,1}это \{body', r': \{body\.n}'):
        assert any(re.search(place, f) for f in parts()['kinds']['body_inside'] + parts()['kinds']['body_first'])


def test_brands_are_invented_words_of_the_language_and_in_latin_letters() -> None:
    brands, words = {n.forms[0] for n in made('brand')}, set(parts()['brand_words'])
    assert brands & words
    assert brands - words
    assert all(name.forms[0][0].isascii() for name in made('latin'))


def test_abbreviations_are_of_any_gender() -> None:
    assert {name.gender for name in made('abbreviation')} == set('mfn')
    assert all(name.forms[0].isupper() and 3 <= len(name.forms[0]) <= 5 for name in made('abbreviation'))


def test_marks_of_all_kinds_and_nested_stand_behind_legal_forms() -> None:
    names = {name.forms[0] for name in made('titled')}
    for mark in ('»»', ' "', ' „', ' “'):
        assert any(mark in name for name in names)
    inner = [name for name in made('titled') if name.core]
    assert all(name.marked('g').startswith(name.forms[0].split(name.core)[0]) for name in inner)
    assert any(name.core.startswith('НПО «') for name in inner)
    assert all(name.split()[0] in parts()['legal_forms'] for name in names)


def test_protocols_have_surnames_first_in_capitals_and_initials_of_all_kinds() -> None:
    names = [name.forms[0] for name in made('official')]
    for pattern in (
        r'[А-ЯЁ]{3,} [А-ЯЁ][а-яё]+ [А-ЯЁ][а-яё]+(?: .*)?',
        r'[А-ЯЁ][а-яё]+ [А-ЯЁ]\.[А-ЯЁ]\.',
        r'[А-ЯЁ]\.[А-ЯЁ]\.[А-ЯЁ][а-яё]+',
        r'[А-ЯЁ]\. [А-ЯЁ]\. [А-ЯЁ][а-яё]+',
        r'[А-ЯЁ]\.-[А-ЯЁ]\. [А-ЯЁ][а-яё]+',
    ):
        assert any(re.fullmatch(pattern, name) for name in names), pattern


def test_initials_stand_in_all_cases() -> None:
    name = next(n for n in made('initials') if n.gender == 'f' and n.short[0].endswith('ова'))
    assert [form.replace(name.short[i], '') for i, form in enumerate(name.forms)] == [
        name.forms[0].replace(name.short[0], '')
    ] * len(CASES)
    assert name.short[4].endswith('овой')


def test_turkic_patronymics_stay_and_the_rest_declines() -> None:
    names = made('turkic')
    for word in ('оглы', 'кызы', 'уулу', 'угли', 'кизи', 'улы', 'ўғли', 'қизи', 'гызы'):
        assert any(re.search(rf'{word}\b', name.forms[1]) for name in names), word
    man = next(n for n in names if n.forms[0].endswith('ов') and ' оглы ' in n.forms[0])
    assert re.fullmatch(r'\w+а \w+ оглы \w+ова', man.forms[1])


def test_a_woman_with_a_soft_sign_is_no_man() -> None:
    for name in made('woman'):
        if name.forms[0].split()[0].endswith('ь'):
            assert name.forms[2].split()[0].endswith('и')


def test_a_namesake_and_the_town_differ_in_the_instrumental() -> None:
    for name in made('namesake'):
        assert name.town[0][:-2] in name.short[0]
        if name.gender == 'm' and not name.town[0].endswith(('ый', 'ий', 'ой')):
            assert (name.short[4][-2:], name.town[4][-2:]) == ('ым', 'ом')


def test_people_and_towns_of_one_name_are_told_apart() -> None:
    for text, layers in all_of('namesakes'):
        assert {'PER', 'LOC'} <= {kind for _, _, kind in layers['names']}, text


@pytest.mark.parametrize('words', ['trade', 'rank', 'abbreviated_rank', 'title', 'abbreviated', 'courtesy'])
def test_what_stands_before_a_name_opens_the_sentence_and_is_no_part_of_it(words: str) -> None:
    found = [(text, layers) for text, layers in all_of('trade') if text.startswith(tuple(parts()[words]))]
    assert found
    for text, layers in found:
        opening = max((w for w in parts()[words] if text.startswith(w)), key=len)
        assert all(start >= len(opening) for start, _, _ in layers['names'])
        assert (layers['roles'][:1] == [(0, len(opening), 'ROLE')]) == (words != 'courtesy')


def test_headlines_are_in_capitals_and_datelines_have_a_town() -> None:
    texts = list(releases(6, 3, without=[k for k in KINDS if k != 'capitals']))
    assert all(text.text == text.text.upper() for text in texts)
    assert all(layers['names'][0][2] in ('LOC', 'ORG') for _, layers in all_of('dateline'))


def test_documents_are_no_bodies() -> None:
    for text, layers in all_of('papers'):
        assert all(start > 0 for start, _, kind in layers['names'] if kind == 'ORG'), text


def test_towns_that_are_words_decline() -> None:
    forms = {form for name in made('town') for form in (name.forms[1], name.forms[5])}
    assert {'Рудного', 'Большого Камня', 'Сухом Логу'} & forms
    assert any(form.startswith('Красн') for form in forms)


def test_every_kind_is_in_one_group() -> None:
    assert sorted(kind for kinds in parts()['groups'].values() for kind in kinds) == sorted(KINDS)


def test_no_training_word_is_one_of_the_sweep() -> None:
    from tests.gate.firms import lists

    assert not set(parts()['brand_words']) & set(lists()['kinds']['word']['stems'])


@pytest.mark.parametrize('maker', MAKERS)
def test_a_name_has_six_forms(maker: str) -> None:
    for seed in range(30):
        assert len(MAKERS[maker](random.Random(seed)).forms) == len(CASES)


def test_women_are_named_as_often_as_men() -> None:
    rng = random.Random(1)
    women = sum(MAKERS['person'](rng).gender == 'f' for _ in range(1000))
    assert 450 < women < 550


def test_the_same_seed_gives_the_same_texts_and_kinds_can_be_left_out() -> None:
    assert list(releases(5, 2)) == list(releases(5, 2))
    assert not any(text.layers['names'] for text in releases(5, without=[k for k in KINDS if k != 'furniture']))


def test_a_net_comes_back_from_its_file() -> None:
    pytest.importorskip('torch')
    from svodka.tag.names_model import MODEL

    from tools.train.export import arrays
    from tools.train.features import examples
    from tools.train.restore import read_arrays, restored

    stored = read_arrays(MODEL)
    net = restored(stored, list(examples(releases(3))), ('names', 'roles'))
    again = arrays(net, stored['dictionary'])
    for name in ('word', 'state', 'governor', 'out', 'layer0_weight', 'names_transitions'):
        assert abs(again[name].astype('f4') - stored[name].astype('f4')).max() < 0.02


def test_an_adjective_of_a_place_agrees_with_its_noun() -> None:
    assert MAKERS['adjective_f'](random.Random(2)).form('i').endswith('ой')
    assert all(name.forms[0][0].isupper() for name in made('Adjective_p', 20))


def test_a_body_of_several_words_is_marked_over_its_conjunction() -> None:
    joined = [name for name in made('council') if ' и ' in name.forms[0]]
    assert len(joined) > 150
    assert all(name.marked('g') == f'[ORG {name.form("g")}]' for name in joined)
