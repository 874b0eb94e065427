"""Quotations: marked-up texts through the whole pipeline, the lexicons, and hostile input."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.analyse import analyse, find, parse_documents
from pipeline.lexicon import load
from pipeline.model import Document, Quotation
from pipeline.names import find_mentions
from pipeline.quotations import explain_quotations
from pipeline.quotations.cues import find_cues
from pipeline.quotations.rules import RULES
from pipeline.quotations.view import view_of

# Marks in an example: [d|…|speaker], [m|…|speaker], [i|…|speaker]; nothing else is a quotation there.
MARK = re.compile(r'\[([dmi])\||\|([^|\[\]]*)\]')
KINDS = {'d': 'direct', 'm': 'mixed', 'i': 'indirect'}


def parse_example(marked: str) -> tuple[str, list[tuple[str, str, str]]]:
    """The text of an example, and its rows (kind, text, speaker) in the order of their ends."""
    text, open_rows, rows, at = '', [], [], 0
    for mark in MARK.finditer(marked):
        text += marked[at : mark.start()]
        at = mark.end()
        if mark[1]:
            open_rows.append((mark[1], len(text)))
        else:
            kind, start = open_rows.pop()
            rows.append((KINDS[kind], text[start:], mark[2]))
    return text + marked[at:], sorted(rows)


def quotations_of(text: str) -> tuple[Quotation, ...]:
    return analyse([Document('d', 'd.txt', text)])[0].quotations


DIRECT = [
    '«[d|Мост откроют в мае|Орлов]», – сказал Орлов.',
    '"[d|Мост откроют в мае|Орлов]", - сказал Орлов.',
    '“[d|Мост откроют в мае|Орлов]”, — сказал Орлов.',
    'Директор завода Иван Орлов сообщил: «[d|Цех не закроют|Иван Орлов]».',
    '«[d|Мост откроют в мае|Орлов]», – сказал Орлов, добавив, что [i|дорогу починят к июню|Орлов].',
    '«[d|Мы приехали|Орлов], – сказал Орлов. – [d|Завтра начнём|Орлов]».',
    '«[d|Мы приехали|Орлов]», – сказал Орлов. – «[d|Завтра начнём|Орлов]».',
    '«[d|Я читал «Обломова» дважды|Орлов]», – признался Орлов.',
    '«[d|Мы ставим «Чайку»|Орлова]», – сообщила Орлова.',
    '– [d|Мост откроют в мае|Орлов], – сказал Орлов.',
]
# Marks that are lost, shared or left open; speech over paragraphs; offices, pronouns and left-out subjects.
HARD = [
    '«[d|Я люблю «Войну и мир|Иван Орлов]», – признался директор музея Иван Орлов.',
    'Директор Иван Орлов заявил: «[d|Мы построим новый цех. Рабочих наберём летом.|Иван Орлов]',
    'Иван Орлов сказал:\n\n«[d|Мы построим новый цех.\n\nРабочих наберём летом|Иван Орлов]».\n\nЗавод стар.',
    'Мэр Анна Белова рассказала: "[d|Мост готов. Осталась "Северная" дорога|Белова]". Потом она уехала.',
    'Министр Антон Серов выступил. «[d|Бюджет исполнен|Серов]», – заявил глава ведомства. Он добавил, что '
    '[i|долгов нет|Серов].',
    'По словам директора института Бахтиёра Каримова, [i|работа идёт|Каримов]. Также отметил, что '
    '[i|люди довольны|Каримов].',
    'В МИД сообщили, что [i|переговоры пройдут в мае|МИД]. Там же добавили, что [i|место выберут позже|МИД].',
    'Пётр Ильин и Анна Белова заявили, что [i|мост открыт|Пётр Ильин и Анна Белова].',
    'Источник в правительстве добавил, что [i|деньги есть|сточник в правительстве].',
    'Орлов рассказал о цехе. «[d|Мост|Орлов]», — сказал Орлов, — «[d|уже готов|Орлов]».',
    '[i|Дума приняла закон|пресс-служба палаты], сообщает РБК со ссылкой на пресс-службу палаты.',
]
MIXED = [
    'Критик Анна Белова назвала спектакль «[m|лучшим за год|Анна Белова]».',
    'Орлов заявил, что [i|новый закон «[m|никуда не годится|Орлов]»|Орлов].',
]
INDIRECT = [
    'Иван Орлов заявил, что [i|завод построит новый цех|Иван Орлов].',
    'По словам Ивана Орлова, [i|завод построит новый цех|Орлов].',
    'Как отметил Иван Орлов, [i|завод построит новый цех|Иван Орлов].',
    'Иван Орлов считает, что [i|завод построит новый цех|Иван Орлов].',
    'Сообщается, что [i|завод построит новый цех|].',
    'Орлов сообщил, что [i|цех готов|Орлов], а также что [i|рабочих наберут летом|Орлов].',
    'Орлов сообщил, что [i|цех готов|Орлов], и добавил, что [i|рабочих наберут летом|Орлов].',
]
TRANSCRIPTS = [
    'Е.Лаптев: [d|Добрый день, коллеги!|Лаптев]\n\nВопрос: [d|Когда откроют мост?|]\n\nЕ.Лаптев: [d|В мае.|Лаптев]',
]
NOTHING = [
    'Роман «Тихая река» вышел в издательстве «Парус».',
    'Напомним, мост закрыли в мае.',
    'Режиссёр отметил работу артистов театра «Лицей».',
    'В город приехал так называемый «целитель».',
    'Это «чудо» стоит сто рублей.',
]


@pytest.mark.parametrize('marked', DIRECT + HARD + MIXED + INDIRECT + TRANSCRIPTS)
def test_examples(marked: str) -> None:
    text, expected = parse_example(marked)
    found = sorted((q.kind, text[q.start : q.stop], q.speaker) for q in quotations_of(text))
    assert [f[:2] for f in found] == [e[:2] for e in expected]
    for (*_, speaker), (*_, wanted) in zip(found, expected, strict=True):
        assert wanted in speaker if wanted else not speaker


EXAMPLES = [(name, text, who) for name, rule in RULES.items() for text, who in rule.yes.items()]


@pytest.mark.parametrize(
    ('name', 'marked', 'speakers'), EXAMPLES, ids=[f'{n}{i}' for i, (n, *_) in enumerate(EXAMPLES)]
)
def test_rules(name: str, marked: str, speakers: str) -> None:
    text = marked.replace('[', '').replace(']', '')
    found = [q for q in quotations_of(text) if q.rule == name]
    assert [text[q.start : q.stop] for q in found] == re.findall(r'\[([^\]]*)\]', marked)
    for quotation, wanted in zip(found, speakers.split('; '), strict=True):
        assert wanted in quotation.speaker if wanted else not quotation.speaker


@pytest.mark.parametrize(('name', 'text'), [(name, text) for name, rule in RULES.items() for text in rule.no])
def test_rules_find_nothing(name: str, text: str) -> None:
    assert [text[q.start : q.stop] for q in quotations_of(text) if q.rule == name] == []


@pytest.mark.parametrize('text', NOTHING)
def test_no_quotation(text: str) -> None:
    assert [text[q.start : q.stop] for q in quotations_of(text)] == []


@pytest.mark.parametrize('section', ['verbs', 'states', 'phrases', 'sources'])
def test_cues_are_sorted_and_justified(section: str) -> None:
    records = load('cues')[section]
    cues = [r['cue'] for r in records]
    assert cues == sorted(set(cues))
    for record in records:
        assert record['takes']
        assert set(record['takes']) <= {'that', 'words', 'aside', 'part', 'source'}
        assert record['phrase'].endswith(('.', '!', '?', '»'))


def test_there_are_many_cues() -> None:
    assert sum(len(section) for section in load('cues').values()) >= 200


def test_nouns_are_sorted_and_unique() -> None:
    for name, words in load('speech').items():
        if name not in ('same_office', 'heads'):
            assert words == sorted(set(words), key=str.lower), name


PIECES = [
    *(
        '«',
        '»',
        '"',
        '“',
        '”',
        '„',
        '(',
        ')',
        '[',
        ']',
        ', ',
        ': ',
        ' – ',
        '. ',
        '\n',
        '\n\n',
        ' ',
        '…',
        '?',
        "''",
        '\0',
        '– ',
    ),
    *(
        'А.Орлов:',
        'Вопрос:',
        ' сказал ',
        ' что ',
        ' о том, что ',
        ' по словам ',
        ' как сообщает ',
        ' он ',
        ' Иван Орлов ',
    ),
    *(
        ' газета ',
        'мост',
        '<…>',
        'Текст Указа:',
        'Смотрите также',
        ' 4 марта 2025 года',
        '* * *',
        ' добавив, что ',
        ' и ',
    ),
    *(' который ', 'И'),
]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(PIECES), max_size=60).map(''.join))
def test_hostile_texts(text: str) -> None:
    for quotation in quotations_of(text):
        assert 0 <= quotation.start < quotation.stop <= len(text)


def test_every_cue_is_found_in_its_phrase() -> None:
    records = [record for section in load('cues').values() for record in section]
    parses = parse_documents([Document(str(n), 'd.txt', record['phrase']) for n, record in enumerate(records)])
    missed = []
    for record, parse in zip(records, parses, strict=True):
        mentions = find_mentions(parse)
        found = find_cues(view_of(parse, mentions, [], [], []))
        if record['cue'] not in {at.cue.cue for at in found.values()}:
            missed.append(record['cue'])
    assert missed == []


def test_speaker_offsets_and_explanations() -> None:
    text = 'Мэр Орска Пётр Ильин открыл мост. По его словам, мост готов. «Это праздник», – сказал глава города.'
    (parse,) = parse_documents([Document('d', 'd.txt', text)])
    found = find(parse)
    rows = explain_quotations(parse, found.mentions, found.entities, found.entity_of, found.positions)
    assert tuple(row.quotation for row in rows) == found.quotations
    assert [text[q.speaker_start : q.speaker_stop] for q in found.quotations] == ['его', 'глава города']
    assert all('Ильин' in row.quotation.speaker and row.why and row.candidates for row in rows)
