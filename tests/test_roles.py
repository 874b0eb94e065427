"""The nouns of lexicons/roles.yaml: each is somebody, and before a name each is his position."""

from __future__ import annotations

from functools import cache

import pytest
from svodka.analyse import analyse
from svodka.language.paradigms import known_forms, parses
from svodka.lexicons import fold, load
from svodka.model import Document

# Trades that the dictionary has only as the device of the same name.
ALSO_DEVICES = frozenset(
    'дезинфектор дератизатор модератор обогатитель посудомойка радиоинженер ректификатор стерилизатор'.split()
)
# Faults that are known: a word goes from here when it is found.
NOT_YET = frozenset(
    'безработный бек замкомандующего замначальника замруководителя землевладелец комвзвода пожарный '
    'предпринимательница рабочий теплотехник'.split()
)
LISTS = ('office', 'occupation', 'rank')


def is_somebody(word: str) -> bool:
    """Whether a noun may name a person: unknown to the dictionary, animate, or an adjective or participle used as one.

    >>> is_somebody('агроном'), is_somebody('табуретка'), is_somebody('управляющий'), is_somebody('сноубордист')
    (True, False, True, True)
    """
    last = word.rpartition('-')[2]
    tags = [parse.tag for parse in parses(last)] if known_forms(last) else []
    return not tags or any('anim' in tag or tag.POS in ('ADJF', 'PRTF') for tag in tags)


def is_female(word: str) -> bool:
    tags = [parse.tag for parse in parses(word.rpartition('-')[2])]
    return bool(tags) and tags[0].gender == 'femn'


@cache
def without_position() -> dict[str, frozenset[str]]:
    """The words of each list that are no position before a name: «Об этом сообщил агроном Пётр Ильин.»"""
    words = [(name, word) for name in LISTS for word in load('roles')[name]]
    said = ('Об этом сообщила {} Анна Белова.', 'Об этом сообщил {} Пётр Ильин.')
    texts = [said[not is_female(word)].format(word) for _, word in words]
    found = analyse([Document(str(n), f'{n}.txt', text) for n, text in enumerate(texts)])
    missed: dict[str, set[str]] = {name: set() for name in LISTS}
    for (name, word), analysis in zip(words, found, strict=True):
        if not any(fold(word) in fold(position.position) for position in analysis.positions):
            missed[name].add(word)
    return {name: frozenset(words) for name, words in missed.items()}


@pytest.mark.parametrize('name', [*LISTS, 'weak'])
def test_every_role_is_somebody(name: str) -> None:
    assert {word for word in load('roles')[name] if not is_somebody(word)} <= ALSO_DEVICES


@pytest.mark.parametrize('name', LISTS)
def test_every_role_is_a_position_before_a_name(name: str) -> None:
    assert without_position()[name] <= NOT_YET
