"""Organisations whole or not at all: a division keeps its body and area, a verb or a term is no part of one."""

from __future__ import annotations

import pytest
from svodka.find.names.divisions import is_address, with_area, with_division, without_terms, without_verb

from tests.names_support import marked

RULES = [
    (with_division, 'Так решил секретариат [ORG ШОС].', ['секретариат ШОС']),
    (with_division, 'Закрыли филиал [ORG Банка России].', ['филиал Банка России']),
    (with_division, 'Там работает секретарь [ORG ШОС].', ['ШОС']),
    (with_division, 'Это передано в филиал. [ORG ШОС] молчит.', ['ШОС']),
    (with_area, 'Филиал открыт: [ORG отделение Банка России] по [LOC Омской области].',
     ['отделение Банка России по Омской области']),
    (with_area, 'Директор [ORG Банка России] по [LOC Азии] выступил.', ['Банка России', 'Азии']),
    (without_verb, '[ORG Комитет финансов ПОСТАНОВЛЯЕТ]: начать.', ['Комитет финансов']),
    (without_verb, '[ORG СЧЁТНЫЙ КОМИТЕТ] молчит.', ['СЧЁТНЫЙ КОМИТЕТ']),
    (without_terms, 'Отчёт по [ORG МСФО] сдан в [ORG МВФ].', ['МВФ']),
    (without_terms, '[LOC Омск] ([LOC Gazeta.ru])', ['Омск']),
    (without_terms, '[ORG Gazeta.ru] пишет.', ['Gazeta.ru']),
]  # fmt: skip


@pytest.mark.parametrize(('rule', 'text', 'names'), RULES)
def test_a_rule_and_its_neighbours(rule, text: str, names: list[str]) -> None:  # type: ignore[no-untyped-def]
    parse = marked(text)
    spans = rule(parse.tokens, parse.spans)
    assert [parse.document.text[parse.tokens.start[s.first] : parse.tokens.stop[s.last - 1]] for s in spans] == names


def test_addresses() -> None:
    assert [is_address(t) for t in ('UzDaily.uz', 'kun.uz', 'Омск', 'г.Омск', 'U.S.', 'St. Louis')] == [
        True, True, False, False, False, False,
    ]  # fmt: skip
