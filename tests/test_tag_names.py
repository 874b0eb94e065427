"""The names model: what it finds, and that its numbers depend on the document alone."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from svodka.language.segment import segment
from svodka.model import Document, Parse
from svodka.repair import repair
from svodka.tag import names, names_kernels, names_model, names_plain
from svodka.tag.winograd import Space

from tests.tag_support import encode, models, tag

TEXTS = (
    'Президент Узбекистана Шавкат Мирзиёев принял в Ташкенте министра иностранных дел Франции Жана Ренара. Об этом '
    'сообщила пресс-служба Министерства энергетики. Мирзиёев напомнил о договоре.',
    'ЗАВОД «ВОЛНА» ОТКРЫЛ ЦЕХ В ТУЛЕ\n\nДиректор ООО «Волна» Пётр Ильич Сомов заявил: «Волна» растёт.',
    '1. Иванов И. И.\n2. ПЕТРОВА Анна Сергеевна – ректор Самарского университета',
    '«',
    '',
    ' \n ',
    '...',
    'a' * 5000,
    '\x00\x00',
    'Токаев ' * 300,
)


def parsed(text: str) -> Parse:
    return segment(Document('', '', text), repair(text))


def found(text: str) -> set[tuple[str, str]]:
    [parse] = tag([parsed(text)])
    return {(' '.join(parse.tokens.text[s.first : s.last]), s.type) for s in parse.spans}


@pytest.mark.parametrize(
    ('text', 'wanted'),
    [
        (
            TEXTS[0],
            {
                ('Шавкат Мирзиёев', 'PER'),
                ('Ташкенте', 'LOC'),
                ('Франции', 'LOC'),
                ('Мирзиёев', 'PER'),
                ('министра иностранных дел Франции', 'ROLE'),
                ('Президент Узбекистана', 'ROLE'),
            },
        ),
        ('В.В. Путин и Б.Мустафаев выступили в Сенате Республики Казахстан.', {('Сенате Республики Казахстан', 'ORG')}),
        ('Российские компании вложили деньги в завод под Ферганой.', {('Российские', 'LOC'), ('Ферганой', 'LOC')}),
    ],
)
def test_finds_names_and_positions(text: str, wanted: set[tuple[str, str]]) -> None:
    assert wanted <= found(text)


def test_spans_are_in_order_and_apart_within_a_type() -> None:
    for parse in tag([parsed(t) for t in TEXTS]):
        assert list(parse.spans) == sorted(parse.spans, key=lambda s: (s.first, s.last, s.type))
        names_only = [s for s in parse.spans if s.type != 'ROLE']
        assert all(a.last <= b.first for a, b in pairwise(names_only))


def test_a_document_does_not_depend_on_its_neighbours() -> None:
    parses = [parsed(t) for t in TEXTS]
    together = tag(parses)
    assert [p.spans for p in together] == [tag([p])[0].spans for p in reversed(parses)][::-1]


def test_a_row_of_the_table_does_not_depend_on_what_was_looked_up_with_it() -> None:
    a, b = (names.WordTable(names_model.read_model(), models().navec, Space()) for _ in range(2))
    encoded = encode(parsed(TEXTS[0]))
    words = parsed(TEXTS[0]).tokens.text
    rows = a.rows(words, encoded.vector, encoded.shape)
    back = b.rows(words[::-1], encoded.vector[::-1], encoded.shape[::-1])[::-1]
    assert (a.own[rows] == b.own[back]).all()
    assert (a.governed[rows] == b.governed[back]).all()


def test_a_full_table_forgets_and_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(names, 'MAX_WORDS', 60)
    small = names.WordTable(names_model.read_model(), models().navec, Space())
    monkeypatch.undo()
    large = names.WordTable(names_model.read_model(), models().navec, Space())
    for text in TEXTS[:3] * 2:
        parse = parsed(text)
        joined = np.append(False, np.diff(parse.tokens.sentence) == 0)
        monkeypatch.setattr(names, 'MAX_WORDS', 60)
        few = names.find_spans(small, parse.tokens.text, encode(parse), joined)
        monkeypatch.undo()
        assert few == names.find_spans(large, parse.tokens.text, encode(parse), joined)
    assert len(small) <= 60


def test_compiled_and_plain_loops_give_the_same_numbers() -> None:
    table = names.WordTable(names_model.read_model(), models().navec, Space())
    for text in TEXTS[:3]:
        parse = parsed(text)
        borders = np.array([s.first for s in parse.sentences] + [len(parse.tokens)], np.int32)
        joined = np.append(False, np.diff(parse.tokens.sentence) == 0)
        said = []
        for loops in (names_kernels, names_plain):
            table.loops.now = loops
            said.append(
                (
                    names.score(table, parse.tokens.text, encode(parse), borders),
                    names.find_spans(table, parse.tokens.text, encode(parse), joined),
                )
            )
        assert (said[0][0] == said[1][0]).all()
        assert said[0][1] == said[1][1]


def test_groups_are_of_words_that_occur_twice_and_capitalised() -> None:
    words = 'Волна растёт и растёт там где волна и Волна'.split()
    stems = np.array([{'волн': 1, 'раст': 2}.get(w.lower()[:4], 0) for w in words], np.int32)
    lower = np.array([w.islower() for w in words])
    group, flags = names.stem_groups(stems, lower, np.arange(len(words)) == 0)
    assert [w for w, g in zip(words, group, strict=True) if g >= 0] == ['Волна', 'волна', 'Волна']
    assert flags[group >= 0].tolist() == [[1, 1, 1], [0, 1, 1], [1, 0, 1]]


def test_a_model_of_another_make_is_refused(tmp_path) -> None:  # type: ignore[no-untyped-def]
    np.savez(tmp_path / 'old.npz', version=np.array(0))
    with pytest.raises(ValueError, match='version 0'):
        names_model.read_model(tmp_path / 'old.npz')


def test_hash_tells_the_model() -> None:
    assert len(names_model.model_hash()) == 64
