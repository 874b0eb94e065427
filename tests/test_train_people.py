"""The invented texts about people that the normal forms' weights learn from."""

from __future__ import annotations

import random

from tools.train.people import family_name, given_name, invented_people, paragraph, person, with_initials


def test_a_paragraph_marks_its_names() -> None:
    rng = random.Random(1)
    for _ in range(200):
        text, names = paragraph(rng)
        assert not set('{}~') & set(text)
        for start, stop, nominative in names:
            written = text[start:stop]
            assert written[0] == nominative[0]
            assert len(written.split()) == len(nominative.split())


def test_women_are_as_frequent_as_men_and_half_of_all_have_initials() -> None:
    people = [person(random.Random(seed)) for seed in range(400)]
    assert 150 < sum(p.woman for p in people) < 250
    assert 150 < sum('.' in p.whole[0] for p in people) < 280


def test_a_womans_name_on_a_consonant_does_not_decline() -> None:
    rng = random.Random(3)
    for _ in range(300):
        for forms in (given_name(True, rng), family_name(True, rng)):
            assert len(set(forms)) == 1 or forms[0][-1] in 'ая'


def test_full_names_become_initials() -> None:
    text = 'Вчера Олега Лунина и Ольгу Рогову видели. Лунин ушёл.'
    names = [(6, 18, 'Олег Лунин'), (21, 33, 'Ольга Рогова'), (42, 47, 'Лунин')]
    short, found = with_initials(text, names, random.Random(0), share=1.0)
    written = [(short[a:b], name) for a, b, name in found]
    assert written[2] == ('Лунин', 'Лунин')
    for (form, name), surname, nominative in zip(written, ('Лунина', 'Рогову'), ('Лунин', 'Рогова'), strict=False):
        assert form.endswith(surname)
        assert name == form.removesuffix(surname) + nominative
        assert form.startswith('О.')


def test_the_same_seed_gives_the_same_texts() -> None:
    one, two = ([(p.document.text, names) for p, names in invented_people(3, seed=5)] for _ in range(2))
    assert one == two
    assert all(names for _, names in one)
