"""Quotations: marked-up texts through the whole pipeline, the lexicons, and hostile input."""

from __future__ import annotations

import itertools
import re
import textwrap
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from svodka.analyse import analyse, find, parse_documents
from svodka.find.quotations import RULES, explain_quotations
from svodka.find.rule import rules_in
from svodka.lexicons import fold, load
from svodka.model import Analysis, Document, Quotation

# Marks in an example: [d|…|speaker], [m|…|speaker], [i|…|speaker]; nothing else is a quotation there.
MARK = re.compile(r'\[([dmi])\||\|([^|\[\]]*)\]')
SHARED = Path(__file__).parents[2] / 'shared'
KINDS_FILE = Path(__file__).parent / 'gold' / 'quotations.txt'
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
    'Ректор встретилась с Анной Беловой. «[d|Корпус готов|ректор]», — сказала она.',
    'Прораб осмотрела мост. «[d|Опоры целы|прораб]», — отметила она.',
    'Прораб осмотрела мост. «[d|Опоры целы|]», — отметил он.',
    'Секретарь: Белова О. П.\nСлушали: Ильина П. С., который доложил, что [i|мост готов|Ильин].',
    'Иван Орлов напомнил слова мэра: «[d|Я никуда не уйду|мэр]».',
    'Аким Уральска Иван Орлов приехал. Главный инженер пообещал, что [i|свет дадут|главный инженер].',
    'Аким Уральска Иван Орлов приехал. «[d|Свет дадут в пятницу|Иван Орлов]», – сказал градоначальник.',
    'Брат погибшего Иван Орлов считает, что [i|виноват водитель|Иван Орлов].',
    'Как утверждает компания «Старт», [i|данные не утекли|Старт].',
    'Иван Орлов – журналистам: «[d|Мост открыт и работает|Иван Орлов]».',
    'Орлов заявил, что [i|министр назвал мост «[m|позором края|министр]»|Орлов].',
    'Министр Иван Орлов приехал. Белова заявила, что [i|министр назвал мост «[m|позором края|Иван Орлов]»|Белова].',
    '**Иван Орлов:** [d|Мы начинаем работу в мае.|Иван Орлов]\n\n**Анна Белова:** [d|Я готова доложить.|Анна Белова]',
    'Профессор Иван Орлов заявил, что [i|лёд тает|Иван Орлов]. Учёный добавил, что [i|море мелеет|Иван Орлов].',
    'По мнению критика Анны Беловой, [i|фильм удался|Анна Белова]. Сам автор скромен: «[d|Пусть судит зритель|автор]».',
    '«[d|Мы ждали этого|Иван Орлов]», – признал, подводя итоги года, Иван Орлов, директор завода.',
    'Оценивая жеребьёвку, тренер Иван Орлов был краток: «[d|Мы победим|Иван Орлов]».',
    'Глава Минтранса Иван Орлов принял посла Перу Хуана Рохаса. Министр заявил, что [i|дорога готова|Иван Орлов].',
    'Глава Минтранса Иван Орлов принял посла Перу Хуана Рохаса. Дипломат заявил, что [i|мост нужен|Хуан Рохас].',
    'Чемпион Союза Иван Орлов оценил работу Петра Ильина. Ветеран футбола считает, что [i|тренер прав|Иван Орлов].',
    'Иван Орлов: «Замены запоздали»\n\nЧитатели спросили Ивана Орлова о работе Петра Ильина. '
    'Ветеран футбола считает, что [i|тренер ошибся|Иван Орлов].',
    'В акимате Карагандинской области заверили: [i|воду дадут к вечеру|акимат Карагандинской области].',
    'Что будет с мостом, рассказал мэр Иван Орлов.',
    '[i|Когда снег растает, мост откроют|Иван Орлов], обещает мэр Иван Орлов.',
    'Корр.: [d|Анна Петровна, когда откроют мост?|]\n\nА. Белова: [d|В мае, если успеем.|Анна Петровна Белова]',
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
    'Кто сказал, что мост откроют в мае?',
    'Пётр Ильин – эколог, автор книг: «Море» и «Река».',
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


EXAMPLES = [(rule.name, text, who) for rule in RULES for text, who in rule.yes.items()]


@pytest.mark.parametrize(
    ('name', 'marked', 'speakers'), EXAMPLES, ids=[f'{n}{i}' for i, (n, *_) in enumerate(EXAMPLES)]
)
def test_rules(name: str, marked: str, speakers: str) -> None:
    text = marked.replace('[', '').replace(']', '')
    found = [q for q in quotations_of(text) if q.rule == name]
    assert [text[q.start : q.stop] for q in found] == re.findall(r'\[([^\]]*)\]', marked)
    for quotation, wanted in zip(found, speakers.split('; '), strict=True):
        assert wanted in quotation.speaker if wanted else not quotation.speaker


@pytest.mark.parametrize(('name', 'text'), [(rule.name, text) for rule in RULES for text in rule.no])
def test_rules_find_nothing(name: str, text: str) -> None:
    assert [text[q.start : q.stop] for q in quotations_of(text) if q.rule == name] == []


def test_every_rule_has_its_place_and_examples() -> None:
    assert {rule.name for rule in RULES} == rules_in('svodka.find.quotations')
    assert all(rule.yes for rule in RULES)


@pytest.mark.parametrize('text', NOTHING)
def test_no_quotation(text: str) -> None:
    assert [text[q.start : q.stop] for q in quotations_of(text)] == []


def read_kinds() -> dict[str, list[str]]:
    """The texts of tests/gold/quotations.txt by kind."""
    found: dict[str, list[str]] = {}
    for line in KINDS_FILE.read_text(encoding='utf-8').split('\n\n', 1)[1].splitlines():
        if line.startswith('# '):
            found[line[2:]] = []
        elif line:
            found[list(found)[-1]].append(line.replace('¶', '\n\n').replace('⏎', '\n'))
    return found


@pytest.mark.parametrize(('kind', 'texts'), read_kinds().items(), ids=list(read_kinds()))
def test_kinds(kind: str, texts: list[str]) -> None:
    """Kind by kind, with all rows and speakers; of marks and stops at the ends of what is said nothing is asked."""
    examples = [parse_example(text) for text in texts]
    analyses = analyse([Document(str(n), 'd.txt', text) for n, (text, _) in enumerate(examples)])
    for (text, rows), analysis in zip(examples, analyses, strict=True):
        found = sorted((q.kind, squeezed(text[q.start : q.stop]), q.speaker) for q in analysis.quotations)
        wanted = sorted((row_kind, squeezed(words), speaker) for row_kind, words, speaker in rows)
        assert [row[:2] for row in found] == [row[:2] for row in wanted], text
        for (*_, speaker), (*_, right) in zip(found, wanted, strict=True):
            assert fold(speaker) in [fold(one) for one in right.split('/')], (text, speaker)


def squeezed(text: str) -> str:
    return ' '.join(text.split()).strip(' .,:;!?…«»"“”–—-')


@pytest.mark.parametrize('section', ['verbs', 'states', 'phrases', 'sources'])
def test_cues_are_sorted_and_justified(section: str) -> None:
    records = load('cues')[section]
    cues = [r['cue'] for r in records]
    assert [cue for before, cue in itertools.pairwise(cues) if before >= cue] == []
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


def without_row(records: list[dict[str, str]]) -> list[str]:
    """The cues that lead to no quotation in their own phrases."""
    analyses = analyse([Document(str(n), 'd.txt', record['phrase']) for n, record in enumerate(records)])
    found = [{fold(q.cue).removeprefix('не ') for q in analysis.quotations} for analysis in analyses]
    wanted = [record['cue'].removesuffix('…') for record in records]  # «следовать из …»: of any document
    return [cue for cue, cues in zip(wanted, found, strict=True) if not any(map(is_named(cue), cues))]


def is_named(cue: str) -> Callable[[str], bool]:
    return lambda found: found.startswith(cue) if cue.endswith(' ') else found == cue


def test_every_cue_gives_a_quotation_in_its_phrase() -> None:
    assert without_row([record for section in load('cues').values() for record in section]) == []


WORDS = [
    (name, text, who)
    for name, record in load('quotation_words').items()
    for text, who in {**record.get('finds', {}), **dict.fromkeys(record.get('finds_nothing', ()))}.items()
]


@pytest.mark.parametrize(('name', 'marked', 'speakers'), WORDS)
def test_every_list_of_words_does_what_its_texts_say(name: str, marked: str, speakers: str | None) -> None:
    text = marked.replace('[', '').replace(']', '')
    (analysis,) = analyse([Document('d', 'd.txt', text)])
    tokens = analysis.parse.tokens
    there = {fold(word) for word in (*tokens.lemma, *tokens.text)}
    assert any(there.issuperset(words.split()) for words in load('quotation_words')[name]['words']), (
        'no word of the list'
    )
    assert [text[q.start : q.stop] for q in analysis.quotations] == re.findall(r'\[([^\]]*)\]', marked)
    for quotation, wanted in zip(analysis.quotations, (speakers or '').split('; '), strict=False):
        assert wanted in quotation.speaker if wanted else not quotation.speaker


def test_every_list_of_words_has_a_text() -> None:
    assert {name for name, *_ in WORDS} == set(load('quotation_words'))


def test_a_cue_that_gives_nothing_is_told() -> None:
    records = [{'cue': 'арендовать', 'phrase': 'Кафе арендует зал.'}, {'cue': 'знать', 'phrase': 'Сосед знает дом.'}]
    assert without_row(records) == ['арендовать', 'знать']


def test_speaker_offsets_and_explanations() -> None:
    text = 'Мэр Орска Пётр Ильин открыл мост. По его словам, мост готов. «Это праздник», – сказал глава города.'
    (parse,) = parse_documents([Document('d', 'd.txt', text)])
    found = find(parse)
    rows = explain_quotations(parse, found.mentions, found.entities, found.entity_of, found.positions)
    assert tuple(row.quotation for row in rows if row.beaten_by is None) == found.quotations
    assert [text[q.speaker_start : q.speaker_stop] for q in found.quotations] == ['его', 'глава города']
    assert all('Ильин' in row.quotation.speaker and row.why and row.candidates for row in rows)


@pytest.mark.parametrize(
    ('text', 'negated'),
    [
        ('Пётр Ильин с этим не согласен: мост простоит сто лет.', False),
        ('Пётр Ильин не согласен, что мост простоит сто лет.', True),
        ('Пётр Ильин не подтвердил, что мост закроют.', True),
    ],
)
def test_behind_a_colon_nobody_denies_what_he_says(text: str, negated: bool) -> None:
    (found,) = analyse([Document('d', 'd.txt', text)])
    assert [q.negated for q in found.quotations] == [negated]


RELAYED = [
    ('«Мост готов», — приводит слова главного инженера пресс-служба завода.', 'главный инженер', 'пресс-служба завода'),
    ('«Мост готов», — цитирует начальника порта областная газета.', 'начальник порта', 'областная газета'),
    ('«Мост готов», — передаёт слова прораба агентство «Заря».', 'прораб', 'Заря'),
    ('«Мост готов», — приводит комментарий главы порта телеканал «Заря».', 'глава порта', 'Заря'),
    ('Инженер Пётр Ильин рад. «Мост готов», — приводит слова инженера мэрия.', 'Пётр Ильин', 'мэрия'),
    ('«Мост готов», — рассказал начальник порта агентству «Заря».', 'начальник порта', None),
    ('«Мост готов», — рассказал заведующий отделением больницы.', 'заведующий отделением больницы', None),
    ('«Мост готов», — сообщила пресс-служба главы порта.', 'пресс-служба главы порта', None),
]


@pytest.mark.parametrize(('text', 'speaker', 'relayed_by'), RELAYED)
def test_who_passes_words_on_is_no_part_of_the_speaker(text: str, speaker: str, relayed_by: str | None) -> None:
    assert [(q.speaker, q.relayed_by) for q in quotations_of(text)] == [(speaker, relayed_by)]


NO_SPEAKERS = """
    Вкратце Справочно Справка Контакты Адрес Факс Тел. Моб. Исп. Доб. Повестка Решили Постановили Явка Кворум Итого
    Бесплатно Срочно Подробнее Осень Режим Вход Билеты Скидка Реклама
""".split()


@pytest.mark.parametrize('label', NO_SPEAKERS)
def test_what_is_no_speaker_labels_no_turn(label: str) -> None:
    text = f'{label}: Цех работает каждый день.\n\nИльин: Мы рады.\n\nБелова: Мы тоже рады.'
    assert [q.speaker for q in quotations_of(text) if q.rule == 'turns'] == ['Ильин', 'Белова']


@pytest.mark.parametrize('label', ['Ильин', 'Белова', 'Джусупов', 'П. Ильин', 'Корр.', 'Вед.', 'Ведущий'])
def test_who_may_speak_labels_a_turn(label: str) -> None:
    text = f'{label}: Мы рады вам.\n\nЗайцева: Мы тоже рады.'
    assert [q.rule for q in quotations_of(text)] == ['turns', 'turns']


def test_what_lost_is_told() -> None:
    text = 'Мэр назвал мост «чудом»\n\nМост открыли в мае. Мэр рад.'
    (parse,) = parse_documents([Document('d', 'd.txt', text)])
    found = find(parse)
    rows = explain_quotations(parse, found.mentions, found.entities, found.entity_of, found.positions)
    lost = [(text[r.quotation.start : r.quotation.stop], r.quotation.rule, r.beaten_by) for r in rows if r.beaten_by]
    assert lost == [('чудом', 'words_with_cue', 'the headline')]


PARTICLES = frozenset('ван фон де да ди дель аль эль бен ибн тер ла ле дер бин'.split())
LAYOUTS = {
    'lines of 72': lambda text: rewrap(text, 72),
    'lines of 100': lambda text: rewrap(text, 100),
    'Windows line ends': lambda text: text.replace('\n', '\r\n'),
    'spaces that do not break': lambda text: text.replace(' – ', '\u00a0– '),
    'no ё': lambda text: text.replace('ё', 'е').replace('Ё', 'Е'),
    'straight marks': lambda text: re.sub('[«»„“”]', '"', text),
    'curly marks': lambda text: text.replace('«', '“').replace('»', '”'),
    'a hyphen for a dash': lambda text: re.sub(' [–—] ', ' - ', text),
    'a hyphen that does not break': lambda text: re.sub(' [–—] ', ' \u2011 ', text),
    'a zero-width space': lambda text: text.replace('. ', '.\u200b '),
    'a comma inside the marks': lambda text: text.replace('»,', ',»'),
    'no space behind a stop': lambda text: re.sub(r'(?<=[а-яё»][.]) (?=[А-ЯЁ])', '', text),
}
LOST = 2  # rows that a layout may lose, at most


def rewrap(text: str, width: int) -> str:
    """The paragraphs of a text in lines of a width, as mail and old pages have them."""
    return '\n\n'.join('\n'.join(textwrap.wrap(part, width, break_on_hyphens=False)) for part in text.split('\n\n'))


def sound(text: str, analysis: Analysis) -> None:
    """Raises AssertionError unless every quotation keeps what must hold of all."""
    owner: dict[int, str] = {}
    for q in analysis.quotations:
        assert 0 <= q.start < q.stop <= len(text)
        assert q.utterance <= q.start
        assert bool(q.speaker) == (q.speaker_from is not None)
        if q.speaker_start is not None and q.speaker_stop is not None:
            assert q.speaker_stop <= q.start or q.speaker_start >= q.stop, 'a speaker in what is said'
        if q.cue_start is not None and q.cue_stop is not None:
            assert q.cue_stop <= q.start or q.cue_start >= q.stop, 'a row holds its own attribution'
            assert owner.setdefault(q.cue_start, q.speaker) == q.speaker, 'a cue has two owners'
        for name in (q.speaker, q.relayed_by or ''):
            assert name.count('«') == name.count('»'), name
            assert name.count('"') % 2 == 0, name
        each = re.split(', | и ', q.speaker)
        assert len(each) == len(set(each)), q.speaker
        if q.entity is not None and analysis.entities[q.entity].type == 'PER':
            assert not q.speaker.islower(), q.speaker
            first = q.speaker.split()[0].strip("'’")
            assert not first[0].islower() or first in PARTICLES, q.speaker  # «50 Cent» is a name


def texts_of_kinds() -> list[str]:
    return [parse_example(text)[0] for texts in read_kinds().values() for text in texts]


def test_what_holds_of_all_quotations() -> None:
    texts = texts_of_kinds()
    for text, analysis in zip(texts, analyse([Document('d', 'd.txt', text) for text in texts]), strict=True):
        sound(text, analysis)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(PIECES), max_size=60).map(''.join))
def test_what_holds_of_hostile_texts(text: str) -> None:
    sound(text, analyse([Document('d', 'd.txt', text)])[0])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(texts_of_kinds()), min_size=2, max_size=5).map('\n\n'.join))
def test_what_holds_of_texts_side_by_side(text: str) -> None:
    sound(text, analyse([Document('d', 'd.txt', text)])[0])


@pytest.mark.skipif(not SHARED.exists(), reason='the shared texts are not here')
def test_what_holds_of_the_shared_texts() -> None:
    for path in sorted((SHARED / 'corpora' / 'quotations').glob('*.txt')):
        text = path.read_bytes().decode('utf-8')
        sound(text, analyse([Document('d', 'd.txt', text)])[0])


@pytest.mark.whole
@pytest.mark.skipif(not SHARED.exists(), reason='the shared texts are not here')
def test_what_holds_of_all_shared_texts() -> None:
    for path in sorted((SHARED / 'corpora').rglob('*.txt')):
        text = path.read_bytes().decode('utf-8', 'replace')
        sound(text, analyse([Document('d', 'd.txt', text)])[0])


@pytest.mark.parametrize('layout', list(LAYOUTS))
def test_layout_changes_nothing(layout: str) -> None:
    """The same rows, speakers and kinds whatever the line ends, marks and dashes: 60 texts of the examples, whole."""
    texts = ['\n\n'.join(texts[n : n + 4]) for texts in WRITTEN.values() for n in range(0, len(texts), 4)]
    changed = [LAYOUTS[layout](text) for text in texts]
    rows = [
        Counter(map(spoken, a.quotations, [t] * len(a.quotations))) for t, a in zip(texts, read(texts), strict=True)
    ]
    new = [
        Counter(map(spoken, a.quotations, [t] * len(a.quotations))) for t, a in zip(changed, read(changed), strict=True)
    ]
    lost = [row for before, after in zip(rows, new, strict=True) for row in (before - after).elements()]
    assert sum(map(Counter.total, rows)) > 100
    assert len(lost) <= LOST, lost


def read(texts: list[str]) -> list[Analysis]:
    return analyse([Document(str(n), 'd.txt', text) for n, text in enumerate(texts)])


def spoken(q: Quotation, text: str) -> tuple[str, str, str]:
    words = re.sub(r'[\W_]+', '', text[q.start : q.stop]).lower().replace('ё', 'е')
    return q.kind, words, fold(re.sub('[«»"“”„]', '', q.speaker))


# The kinds that newspapers write: without transcripts and marks of their own.
WRITTEN = {
    kind: [parse_example(text)[0] for text in texts if '⏎' not in text]
    for kind, texts in read_kinds().items()
    if kind in ('attributions inside marks', 'joined speakers', 'ends of clauses', 'coined words', 'forms', 'others')
}
