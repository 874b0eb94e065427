"""Text repair: what the tagger sees, in which blocks, and that every character knows where it stands."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from svodka.repair import repair

from tests.clock import within

# ruff: noqa: E501 (a case stands on one line)


def blocks(text: str) -> list[str]:
    repaired = repair(text)
    return [repaired.text[b.start : b.stop] for b in repaired.blocks]


# A document's text → the blocks of the repaired text.
CASES = {
    'soft hyphens': ('Ми­нистр при­был в Буха­ру.', ['Министр прибыл в Бухару.']),
    'a soft hyphen at a line end': ('Делегация при­\nбыла утром.', ['Делегация прибыла утром.']),
    'zero width and byte order mark': ('\ufeffВ Нукусе\u200b открыт\u2060 музей.', ['В Нукусе открыт музей.']),
    'a word cut at a line end': (
        'О сотрудни-\nчестве сторон говорили долго.',
        ['О сотрудничестве сторон говорили долго.'],
    ),
    'a compound at a line end': (
        'Противодействие боевикам-\nтеррористам усилено.',
        ['Противодействие боевикам-террористам усилено.'],
    ),
    'a relation of two countries': (
        'развитие казахстанско-\nтурецкого диалога',
        ['развитие казахстанско-турецкого диалога'],
    ),
    'a double surname': ('Выступила Анна Орлова-\nЧесменская.', ['Выступила Анна Орлова-Чесменская.']),
    'a particle': ('если кто-\nто придёт', ['если кто-то придёт']),
    'sentences without a space between': ('Мост закрыт.Ранее его чинили.', ['Мост закрыт. Ранее его чинили.']),
    'a quotation and what follows without a space': (
        '«Мост закрыт».Его чинят!Скоро пустят.',
        ['«Мост закрыт». Его чинят! Скоро пустят.'],
    ),
    'initials and abbreviations stay together': (
        'В.Орлов из г.Орска, тыс.Рублей, Яндекс.Карты',
        ['В.Орлов из г.Орска, тыс.Рублей, Яндекс.Карты'],
    ),
    'doubled spaces': ('Институт  стратегических   оценок', ['Институт стратегических оценок']),
    'Latin letters in a Cyrillic word': ('Пpeзидент cтраны', ['Президент страны']),
    'a Latin preposition': ('Встреча c министром прошла', ['Встреча с министром прошла']),
    'a Cyrillic letter in a Latin word': ('болезнь СOVID-19', ['болезнь COVID-19']),
    'real Latin words stay': ('вакцина Pfizer и VIP-зал', ['вакцина Pfizer и VIP-зал']),
    'letter-spaced words': ('П Р И К А З\n\nп р и к а з ы в а ю:', ['ПРИКАЗ', 'приказываю:']),
    'prepositions are no spaced word': ('я и к вам', ['я и к вам']),
    'decomposed letters': ('Андреи\u0306 и Семе\u0308н', ['Андрей и Семён']),
    'stress marks': ('за\u0301мок', ['замок']),
    'entities': ('Фонд &#34;Заря&quot; &mdash; наш', ['Фонд "Заря" — наш']),
    'a headline without full stop': (
        'Открыт новый мост\nСегодня в Ангрене открыт мост.\nОн длинный.',
        ['Открыт новый мост', 'Сегодня в Ангрене открыт мост.', 'Он длинный.'],
    ),
    'a hard-wrapped paragraph': (
        'Сегодня в столице прошла встреча министров транспорта трёх стран.\nОни обсудили строительство новой железной дороги и '
        'цены\nна перевозку грузов, а также открытие пунктов пропуска\nна границе.\nСледующая встреча пройдёт весной.',
        [
            'Сегодня в столице прошла встреча министров транспорта трёх стран. Они обсудили строительство новой железной дороги '
            'и цены на перевозку грузов, а также открытие пунктов пропуска на границе.',
            'Следующая встреча пройдёт весной.',
        ],
    ),
    'a wrapped headline': (
        'Эксперты двух стран\nукрепляют связи\n\nТекст.',
        ['Эксперты двух стран укрепляют связи', 'Текст.'],
    ),
    'separators of Unicode': ('Первый абзац\u2029Второй абзац\u2028Третий', ['Первый абзац', 'Второй абзац', 'Третий']),
    'carriage returns': ('Первый.\r\nВторой.\rТретий.', ['Первый.', 'Второй.', 'Третий.']),
    'list items': (
        'Решили:\n- Утвердить план;\n- Назначить комиссию.',
        ['Решили:', '- Утвердить план;', '- Назначить комиссию.'],
    ),
    'cells of a table': ('Область\tЖителей\nФерганская\t3,9 млн', ['Область', 'Жителей', 'Ферганская', '3,9 млн']),
    'a signature': ('Директор фонда                  К.Рахимов', ['Директор фонда', 'К.Рахимов']),
    'stamps stand alone': (
        'Встреча в Оше\n7 мая 2025 года, 18:20\nпрошла',
        ['Встреча в Оше', '7 мая 2025 года, 18:20', 'прошла'],
    ),
    'turns of a flattened transcript': (
        'Начнём? А.Каримов: Да, конечно. Б.Юсупов: Хорошо.',
        ['Начнём?', 'А.Каримов: Да, конечно.', 'Б.Юсупов: Хорошо.'],
    ),
    'initials at a line end are no turn': (
        'Председатель: Рогова Т. И.\nСекретарь: Лунин А. П.',
        ['Председатель: Рогова Т. И.', 'Секретарь: Лунин А. П.'],
    ),
    'the card of a person': (
        'Доклад сделал министр Олег Громов Громов Олег Ильич министр энергетики , затем начались прения.',
        ['Доклад сделал министр Олег Громов , затем начались прения.'],
    ),
    'a page flattened to a line': (
        'Новости Встреча с министром культуры Олегом Грачом Президент провёл встречу с министром. 7 мая 2025 года 18:20 '
        'Самара Обсуждены планы. 1. А.Каримов: Начнём.',
        [
            'Новости',
            'Встреча с министром культуры Олегом Грачом',
            'Президент провёл встречу с министром.',
            '7 мая 2025 года 18:20 Самара',
            'Обсуждены планы. 1.',
            'А.Каримов: Начнём.',
        ],
    ),
    'the footer of a page': (
        'Беседа окончена. Темы Культура Статус материала Опубликован в разделе: Новости Дата публикации: 7 мая 2025 года, '
        '18:20 Ссылка на материал: example.ru/d/1 Текстовая версия',
        ['Беседа окончена.', 'Темы Культура', 'Дата публикации: 7 мая 2025 года, 18:20'],
    ),
    'page numbers and running heads': (
        'Вестник фонда\nПервая страница кончается\n1\fВестник фонда\nна этом слове.\n2\fВестник фонда\nКонец.\n3',
        ['Первая страница кончается на этом слове.', 'Конец.'],
    ),
}


@pytest.mark.parametrize('name', CASES)
def test_repair(name: str) -> None:
    text, expected = CASES[name]
    assert blocks(text) == expected


@pytest.mark.parametrize('name', CASES)
def test_every_character_stands_in_the_text(name: str) -> None:
    text, _ = CASES[name]
    repaired = repair(text)
    for at, letter in enumerate(repaired.text):
        start, stop = repaired.span(at, at + 1)
        if letter.isascii() and letter.isalnum():
            assert text[start:stop] == letter or not text[start:stop].isascii()


def test_a_word_cut_at_a_line_end_spans_the_line_end() -> None:
    text = 'О сотрудни-\nчестве.'
    repaired = repair(text)
    start = repaired.text.index('сотрудничестве')
    assert text[slice(*repaired.span(start, start + len('сотрудничестве')))] == 'сотрудни-\nчестве'


def test_an_untouched_text_needs_no_alignment() -> None:
    assert repair('Всё хорошо.\n\nИ здесь тоже.').source is None


PIECES = st.sampled_from(
    [
        'Слово',
        'слово',
        '-',
        '\n',
        '\r\n',
        ' ',
        '  ',
        '\t',
        '\f',
        '­',
        '\u200b',
        '.',
        ':',
        '«',
        'В.Путин:',
        '7 мая 2025 года',
        '&#34;',
        '&',
        'a',
        'с',
        '1',
        'й',
        '\u0306',
        '\ud7ff',
        '\x00',
        'Статус материала',
        'Темы',
        'Лица',
        '•',
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=60).map(''.join) | st.text(max_size=200))
def test_repair_never_raises_and_blocks_are_in_order(text: str) -> None:
    repaired = repair(text)
    assert repaired.source is None or len(repaired.source) == len(repaired.text)
    source = repaired.source or range(len(text))
    assert all(a <= b for a, b in pairwise(source))
    last = 0
    for block in repaired.blocks:
        assert last <= block.start < block.stop <= len(repaired.text)
        assert repaired.text[block.start : block.stop].strip() == repaired.text[block.start : block.stop]
        start, stop = repaired.span(block.start, block.stop)
        assert 0 <= start < stop <= len(text)
        last = block.stop


@pytest.mark.parametrize(
    'unit',
    [
        'а',
        ' ',
        '-',
        '\n',
        '-\n',
        'а-\n',
        'а ',
        '. ',
        '«',
        'А.Б:',
        'а b',
        '\t',
        'Темы ',
        '1 мая ',
        '&',
        'аa',
        '\xad',
        '\f',
    ],
)
def test_repair_takes_linear_time(unit: str) -> None:
    text = unit * (100_000 // len(unit))  # a step for each pair of letters would take minutes
    within(3, lambda: repair(text))
