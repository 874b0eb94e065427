"""Which entities of different documents become one row, under which id and name."""

from __future__ import annotations

from pathlib import Path

import pytest
from svodka import extract
from svodka.collection.entity_names import canonical
from svodka.collection.identity import Signature, link
from svodka.collection.link import entity_ids


def person(name: str, oldest: str = '2025-01-01', **known: object) -> Signature:
    """«Имя Отчество Фамилия», «И. Фамилия» or «Фамилия»."""
    *first, last = name.split()
    parts: dict[str, object] = {'first': first[0] if first else None, 'middle': first[1] if len(first) > 1 else None}
    return Signature('PER', name, (oldest, 'a.txt'), **{**parts, 'last': last, **known})  # type: ignore[arg-type]


def organisation(name: str, **known: object) -> Signature:
    return Signature('ORG', name, ('2025-01-01', 'a.txt'), **known)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ('people', 'expected'),
    [
        # Spellings and a patronymic do not part a person from himself.
        ([person('Данияр Оспанкулов'), person('Данияр Ерланович Оспанкулов')], [0, 0]),
        ([person('Рустам Ёкубжонов'), person('Рустам Екубжонов')], [0, 0]),
        # Two patronymics are two people, and a name without one is neither for certain.
        ([person('Анна Ивановна Гринько'), person('Анна Петровна Гринько'), person('Анна Гринько')], [0, 1, 2]),
        # Initials go to the only one they fit.
        ([person('Фирдавс Назаршоев'), person('Ф. Назаршоев')], [0, 0]),
        ([person('Фирдавс Назаршоев'), person('Фаррух Назаршоев'), person('Ф. Назаршоев')], [0, 1, 2]),
        # … or to the one whose position is the same.
        (
            [
                person('Фирдавс Назаршоев', positions=frozenset({'министр'})),
                person('Фаррух Назаршоев'),
                person('Ф. Назаршоев', positions=frozenset({'министр'})),
            ],
            [0, 1, 0],
        ),
        # A surname alone: only a person known from several documents.
        ([person('Ирина Седых', documents=5), person('Седых')], [0, 0]),
        ([person('Ирина Седых'), person('Седых')], [0, 1]),
        ([person('Ирина Седых', documents=2), person('Седых')], [0, 1]),
        ([person('Ирина Седых', documents=5), person('Олег Седых', documents=1), person('Седых')], [0, 1, 2]),
        ([person('Ирина Седых', gender='female', documents=5), person('Седых', gender='male')], [0, 1]),
        # A partial name that fits two people makes them neither one nor takes a side.
        ([person('Анна Гринько', documents=5), person('Олег Гринько', documents=5), person('Гринько')], [0, 1, 2]),
        # Initials that fit nobody in full: other patronymics, other people.
        ([person('А. В. Гринько'), person('А. П. Гринько')], [0, 1]),
        ([person('Гринько', gender='female'), person('Гринько', gender='male')], [0, 1]),
    ],
)
def test_people(people: list[Signature], expected: list[int]) -> None:
    assert link(people) == expected


@pytest.mark.parametrize(
    ('names', 'expected'),
    [
        (['ПАО «Степной путь»', 'Степной путь', 'компания «Степной путь»'], [0, 0, 0]),
        (['завод «Заря»', 'санаторий «Заря»'], [0, 1]),
        (['МИД Узбекистана', 'Министерство иностранных дел Республики Узбекистан', 'МИД Казахстана'], [0, 0, 2]),
        (['Минздрав РФ', 'Министерство здравоохранения России'], [0, 0]),
        (['ООН', 'Организация Объединённых Наций'], [0, 0]),
    ],
)
def test_organisations(names: list[str], expected: list[int]) -> None:
    assert link([organisation(n) for n in names]) == expected


def test_abbreviation_goes_to_the_full_name_that_brackets_give_it() -> None:
    full = organisation('Центр стратегического анализа', abbreviation='ЦСА', documents=4)
    assert link([full, organisation('ЦСА')]) == [0, 0]
    other = organisation('Центр садовой архитектуры', abbreviation='ЦСА', documents=4)
    assert link([full, other, organisation('ЦСА')]) == [0, 1, 2]


def test_a_body_of_every_country_is_not_that_of_the_only_country_named() -> None:
    named = organisation('МИД Швейцарии', abbreviation='МИД', documents=4)
    assert link([named, organisation('МИД'), organisation('Министерство иностранных дел')]) == [0, 1, 1]


def test_the_links_do_not_depend_on_the_order_of_signatures() -> None:
    people = [person('Анна Гринько', documents=5), person('А. Гринько'), person('Гринько'), person('Олег Седых'),
              person('О. Седых'), person('Олег Кимович Седых'), person('И. Седых')]  # fmt: skip

    def sets(order: list[int]) -> set[frozenset[int]]:
        found: dict[int, set[int]] = {}
        for i, root in zip(order, link([people[i] for i in order]), strict=True):
            found.setdefault(root, set()).add(i)
        return {frozenset(members) for members in found.values()}

    order = list(range(len(people)))
    assert sets(order) == sets(order[::-1]) == sets(order[3:] + order[:3])


def test_id_is_that_of_the_oldest_name_and_namesakes_have_two() -> None:
    known = [person('Рустам Ёкубжонов', '2024-05-01'), person('Рустам Екубжонов', '2025-05-01')]
    alone = entity_ids(known[:1], link(known[:1]))
    assert entity_ids(known, link(known)) == alone * 2
    namesakes = [person('Олег Ильич Седых'), person('Олег Кимович Седых')]
    assert len(set(entity_ids(namesakes, link(namesakes)))) == 2


def test_canonical_name_is_full_frequent_and_keeps_its_letters() -> None:
    members = [
        person('Рустам Екубжонов', documents=3),
        person('Рустам Ёкубжонов', documents=2),
        person('Р. Ёкубжонов', documents=9),
    ]
    row = canonical('x', members)
    assert (row.name, row.first, row.last) == ('Рустам Ёкубжонов', 'Рустам', 'Ёкубжонов')


def test_a_ministry_of_one_country_by_several_names_of_it(tmp_path: Path) -> None:
    texts = ('МИД Британии ответил послу. Лондон молчит.', 'МИД Великобритании ждёт ответа. Лондон рад.')
    for n, text in enumerate(texts):
        (tmp_path / f'{n}.txt').write_text(text, encoding='utf-8')
    assert list(extract(tmp_path)['organisations']['documents']) == [2]
