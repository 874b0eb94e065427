"""Sentences in capitals as the models are shown them."""

from __future__ import annotations

import pytest
from svodka.language.segment import segment
from svodka.model import Document, Sentence
from svodka.repair import repair
from svodka.tag.casing import in_capitals, ordinary

from tests.tag_support import models, tag


@pytest.mark.parametrize(
    ('text', 'shown'),
    [
        ('МЭР ТУЛЫ ОТКРЫЛ НОВУЮ ШКОЛУ', 'Мэр Тулы открыл новую школу'),
        ('КАСЫМБЕКОВ ПРИБЫЛ В САНКТ-ПЕТЕРБУРГ', 'Касымбеков прибыл в Санкт-Петербург'),
        ('МИНИСТЕРСТВО И ООН ПРОВЕЛИ СЕМИНАР В « РОДНИКЕ »', 'Министерство и ООН провели семинар в « Роднике »'),
        ('США , КНР И РФ', 'США , КНР И РФ'),
        ('ЛАВРОВ Сергей Викторович – министр', 'ЛАВРОВ Сергей Викторович – министр'),
        ('Обычная фраза о ЮНЕСКО и ЮНИСЕФ', 'Обычная фраза о ЮНЕСКО и ЮНИСЕФ'),
        ('', ''),
        ('ЩЩЩЩЩЩЩ ЪЪЪЪЪЪЪ', 'Щщщщщщщ Ъъъъъъъ'),
    ],
)
def test_capitals_become_usual_writing(text: str, shown: str) -> None:
    words = text.split()
    sentences = [Sentence(0, len(text), 0, len(words), 0)]
    assert ' '.join(ordinary(words, sentences, models().names.flags)) == shown


def test_the_document_knows_how_a_word_is_written() -> None:
    words = 'ЗАВОД ПОЛЁТ РАСТЁТ . Завод « Полёт » растёт .'.split()
    sentences = [Sentence(0, 0, 0, 4, 0), Sentence(0, 0, 4, len(words), 0)]
    assert ordinary(words, sentences, {'полёт': 192}.get)[:4] == ['Завод', 'Полёт', 'растёт', '.']


def test_few_capitals_are_left_alone() -> None:
    assert not in_capitals('Глава ЮНЕСКО и глава ЮНИСЕФ'.split())
    assert in_capitals('ГЛАВА РОДНИКА УЕХАЛ'.split())


def test_names_in_a_headline_are_found_and_keep_their_letters() -> None:
    text = 'МИРЗИЁЕВ ПРИБЫЛ В ТАШКЕНТ'
    [parse] = tag([segment(Document('', '', text), repair(text))])
    assert parse.tokens.text == text.split()
    assert {(parse.tokens.text[s.first], s.type) for s in parse.spans} == {('МИРЗИЁЕВ', 'PER'), ('ТАШКЕНТ', 'LOC')}
