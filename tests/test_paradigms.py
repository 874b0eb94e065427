"""The dictionary read without pymorphy3's objects must say what pymorphy3 says."""

import pytest
from svodka.language.morph import readings
from svodka.language.paradigms import (
    analyzer,
    change,
    ending,
    guessed_forms,
    known_forms,
    nearest,
    paradigm_forms,
    parses,
)

WORDS = 'стали дома елка ёлки москвы берегу второй наикрасивейшего ножниц депо глав столовая петров и я'.split()


@pytest.mark.parametrize('word', WORDS)
def test_a_known_word_is_read_as_pymorphy_reads_it(word: str) -> None:
    ours = [(f.word, str(analyzer().dictionary.build_tag_info(f.paradigm, f.number)), f.score)
            for f in known_forms(word)]  # fmt: skip
    assert ours == [(p.word, str(p.tag), p.score) for p in analyzer().parse(word)]


@pytest.mark.parametrize('word', ['бутявка', 'мирзиёевым', 'abc', '2024', '', '—', 'ООО «'])
def test_an_unknown_word_has_no_form(word: str) -> None:
    assert known_forms(word.lower()) == ()


GUESSED = 'бутявка мирзиёевым кировлесу ташкентцами джубейра ёлктрон трумп велобайкер понаеховцы ъъъ ыв'.split()


@pytest.mark.parametrize('word', GUESSED)
def test_an_unknown_word_is_guessed_at_as_pymorphy_guesses(word: str) -> None:
    forms = guessed_forms(word)
    if forms is None:
        assert word in ('велобайкер', 'понаеховцы')  # a prefix that pymorphy cuts off first
        return
    ours = [(f.word, str(analyzer().dictionary.build_tag_info(f.paradigm, f.number)), f.score) for f in forms]
    assert ours == [(p.word, str(p.tag), p.score) for p in analyzer().parse(word) if str(p.tag) != 'UNKN']


@pytest.mark.parametrize('wanted', [{'nomn'}, {'nomn', 'sing'}, {'nomn', 'sing', 'femn'}])
def test_forms_are_inflected_as_pymorphy_inflects_them(wanted: set[str]) -> None:
    for word in WORDS:
        for form, parse in zip(known_forms(word), parses(word), strict=True):
            at = nearest(form.paradigm, form.number, frozenset(wanted))
            ours = None if at is None else change(form.paradigm, form.number, at).of(form.word)
            inflected = parse.inflect(wanted)
            assert ours == (inflected and inflected.word)


def test_a_nominative_keeps_the_letters_of_its_form() -> None:
    form = known_forms('высшую')[0]
    cut, after = ending(form.paradigm, form.number)
    assert (form.word[:-cut] if cut else form.word) + after == 'высшая'  # not «высочайшая»


def test_readings_do_not_depend_on_what_was_seen() -> None:
    words = WORDS + GUESSED
    first = [readings(word) for word in words]
    for cache in (readings, known_forms, guessed_forms, parses, nearest, ending, paradigm_forms):
        assert cache.cache_info().maxsize
        cache.cache_clear()
    assert [readings(word) for word in reversed(words)] == first[::-1]
