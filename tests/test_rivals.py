"""What one document keeps apart the collection does not join: directly, through a third, in any order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations

import pytest
from svodka.collection.identity import Signature, link
from svodka.language.compare import Groups

from tests.clock import within
from tests.link_support import Release, ids

# Three releases know one Седых, so that a surname alone would be her; the last tells a Седых from her.
SEDYKH: list[Release] = [
    *((f'2025-01-0{day}', ['Ирина Седых']) for day in (1, 2, 3)),
    ('2025-02-01', ['Седых']),
    ('2025-03-01', ['Ирина Седых', 'Седых']),
]


def test_two_of_one_document_are_not_joined() -> None:
    found = ids(SEDYKH)
    assert found['2025-02-01', 'Седых'] == found['2025-01-01', 'Ирина Седых']
    assert found['2025-03-01', 'Ирина Седых'] == found['2025-01-01', 'Ирина Седых']
    assert found['2025-03-01', 'Седых'] != found['2025-03-01', 'Ирина Седых']


def test_nor_through_a_third() -> None:
    releases = [
        ('2025-01-01', ['Анна Гринько', 'Анна Петровна Гринько']),
        ('2025-01-02', ['Анна Гринько']),
        ('2025-01-03', ['А. Гринько']),
    ]
    found = ids(releases)
    assert found['2025-01-01', 'Анна Гринько'] != found['2025-01-01', 'Анна Петровна Гринько']
    for order in permutations(releases):
        assert ids(order) == found


def test_an_abbreviation_that_a_document_tells_from_its_full_name() -> None:
    releases = [
        *((f'2025-01-0{day}', [':Центр стратегического анализа (ЦСА)']) for day in (1, 2, 3)),
        ('2025-02-01', [':ЦСА']),
        ('2025-03-01', [':Центр стратегического анализа (ЦСА)', ':ЦСА']),
    ]
    found = ids(releases)
    assert found['2025-02-01', 'ЦСА'] == found['2025-01-01', 'Центр стратегического анализа']
    assert found['2025-03-01', 'ЦСА'] != found['2025-03-01', 'Центр стратегического анализа']


def test_two_names_of_one_organisation_are_no_rivals() -> None:
    found = ids([('2025-01-01', [':Минобороны', ':Министерство обороны'])])
    assert len(set(found.values())) == 1


def test_ids_stay_when_a_release_tells_two_apart() -> None:
    before, after = ids(SEDYKH[:-1]), ids(SEDYKH)
    assert {key: after[key] for key in before} == before
    assert ids(SEDYKH[::-1]) == after


PEOPLE = [
    Signature('PER', 'Анна Гринько', ('1', 'a'), 5, 'Анна', None, 'Гринько', rivalry='a', side='1'),
    Signature('PER', 'Анна Ильинична Гринько', ('1', 'a'), 5, 'Анна', 'Ильинична', 'Гринько', rivalry='a', side='2'),
    Signature('PER', 'Анна Гринько', ('2', 'b'), 5, 'Анна', None, 'Гринько'),
    Signature('PER', 'А. Гринько', ('3', 'c'), 5, 'А.', None, 'Гринько', rivalry='c', side='1'),
    Signature('PER', 'Гринько', ('3', 'c'), 5, None, None, 'Гринько', rivalry='c', side='2'),
    Signature('PER', 'Гринько', ('4', 'd'), 5, None, None, 'Гринько'),
]


def test_the_order_of_signatures_does_not_matter() -> None:
    def sets(people: Sequence[Signature]) -> set[frozenset[Signature]]:
        found: dict[int, set[Signature]] = {}
        for person, root in zip(people, link(people), strict=True):
            found.setdefault(root, set()).add(person)
        return {frozenset(members) for members in found.values()}

    once = sets(PEOPLE)
    assert not any(PEOPLE[0] in group and PEOPLE[1] in group for group in once)
    assert not any(PEOPLE[3] in group and PEOPLE[4] in group for group in once)
    for order in permutations(PEOPLE):
        assert sets(order) == once


def test_groups_refuse_and_remember() -> None:
    groups = Groups(4, {0: {'q': 'left'}, 3: {'q': 'right'}})
    assert groups.join(0, 1)
    assert groups.join(2, 3)
    assert not groups.join(1, 2)
    assert groups.root(1) == 0
    assert groups.root(3) == 2


@pytest.mark.parametrize('descending', [False, True])
def test_a_list_of_namesakes_takes_linear_room_and_time(descending: bool) -> None:
    rival = Signature('PER', 'Ли', ('1', 'a'), 1, None, None, 'Ли')
    people = [replace(rival, name=f'{i} Ли', first=f'И{i}', rivalry='list', side=str(i)) for i in range(20_000)]

    def grouped_and_linked() -> list[int]:
        groups = Groups(len(people), {i: {f'{i % 100}': s.side, f'own {i}': ''} for i, s in enumerate(people)})
        order = range(len(people) - 1)
        for i in reversed(order) if descending else order:
            groups.join(i, i + 1)
        return link(people)

    assert len(set(within(5, grouped_and_linked))) == len(people)
