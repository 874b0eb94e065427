"""Positions: whose they are, in the nominative, with organisation and status; none where there is none."""

from __future__ import annotations

import pytest
from svodka import extract
from svodka.analyse import find, parse_documents
from svodka.find.positions import explain_positions, lexicon
from svodka.find.positions.lexicon import role_lemma, words
from svodka.find.positions.stage import PASSES
from svodka.find.rule import rules_in
from svodka.model import Document

# Text → its positions: «person | position | organisation | status», the last two where there are any.
STATED = {
    'Министр финансов Алексей Петров выступил в Москве.': ['Алексей Петров | Министр финансов'],
    'По словам директора завода Ивана Сидорова, план выполнен.': ['Иван Сидоров | директор завода'],
    'Встречу открыл первый заместитель председателя Олег Кузнецов.': [
        'Олег Кузнецов | первый заместитель председателя'
    ],
    'Бывший губернатор Пётр Орлов приехал в Казань.': ['Пётр Орлов | губернатор | | former'],
    'И. о. ректора Анна Волкова поздравила студентов.': ['Анна Волкова | ректор | | acting'],
    'Тогдашний премьер-министр Сергей Белов подписал указ.': ['Сергей Белов | премьер-министр | | then'],
    'Экс-президент Николай Зайцев дал интервью.': ['Николай Зайцев | экс-президент | | former'],
    'Николай Зайцев, председатель Центрального банка, ответил на вопросы.': [
        'Николай Зайцев | председатель | Центральный банк'
    ],
    'Пётр Орлов стал директором музея.': ['Пётр Орлов | директор музея'],
    'Анна Волкова работает инженером.': ['Анна Волкова | инженер'],
    'В 2010 году Пётр Орлов занимал пост министра культуры.': ['Пётр Орлов | министр культуры | | former'],
    'Пётр Орлов покинул пост министра культуры.': ['Пётр Орлов | министр культуры | | former'],
    'Писатель и журналист Сергей Белов живёт в Омске.': ['Сергей Белов | журналист', 'Сергей Белов | Писатель'],
    'Депутаты Пётр Орлов и Сергей Белов внесли поправки.': ['Пётр Орлов | Депутат', 'Сергей Белов | Депутат'],
    'Об этом сообщил пресс-секретарь президента Шерзод Асадов.': ['Шерзод Асадов | пресс-секретарь президента'],
    'Список участников:\nИванов И.И. – и.о. ректора института': ['Иванов И.И. | ректор института | | acting'],
    'С уважением,\n\nдиректор института\n\nЭлдор Арипов': ['Элдор Арипов | директор института'],
    'Сергей Белов, бывший мэр, а ныне депутат, выступил.': ['Сергей Белов | мэр | | former', 'Сергей Белов | депутат'],
    'Выступил президент США господин Дональд Трамп.': ['Дональд Трамп | президент США'],
    'Первая женщина-космонавт Анна Волкова выступила в Омске.': ['Анна Волкова | космонавт'],
    'ОРЛОВ Пётр Сергеевич – министр обороны.': ['Орлов Пётр Сергеевич | министр обороны'],
    'Вице-министр энергетики РК Ерлан Абаев приехал.': ['Ерлан Абаев | вице-министр энергетики РК'],
    'Полковник полиции Олег Белов рассказал о рейде.': ['Олег Белов | полковник полиции'],
    'Генерал-майор внутренней службы Олег Белов подписал приказ.': ['Олег Белов | генерал-майор внутренней службы'],
    'Прибыл министр по делам ГОЧС края Олег Белов.': ['Олег Белов | министр по делам ГОЧС края'],
    'Зам. гл. инженера Олег Белов ушёл.': ['Олег Белов | заместитель главного инженера'],
    'Зам. зав. кафедрой Олег Белов ушёл.': ['Олег Белов | заместитель заведующего кафедрой'],
    'Хоким области Ботир Саидов приехал.': ['Ботир Саидов | хоким области'],
    'Хоким района Юлдашев Ботир Анвар угли принял граждан.': ['Юлдашев Ботир Анвар угли | хоким района'],
    'Аким области Ерлан Абаев приехал.': ['Ерлан Абаев | аким области'],
    'Вице-мэрам Белову и Орлову поручили ремонт.': ['Белов | вице-мэр', 'Орлов | вице-мэр'],
    'Чрезвычайный и Полномочный Посол Узбекистана в Китайской Народной Республике Олег Белов приехал.': [
        'Олег Белов | Чрезвычайный и Полномочный Посол Узбекистана в Китайской Народной Республике'
    ],
    'Региональный директор фонда по Азии и Европе г-н Ахмед Карим приехал.': [
        'Ахмед Карим | региональный директор фонда по Азии и Европе'
    ],
    'Об этом сообщила пресс-служба губернатора Омской области Олега Белова.': [
        'Олег Белов | губернатор Омской области'
    ],
    'Олег Белов, кандидат наук, доцент, прочёл лекцию.': ['Олег Белов | доцент'],
    # An office that several people share out among them.
    'Министры обороны Беларуси В.Котов, Казахстана Р.Ниязов и Армении Г.Саркисян подписали план.': [
        'В.Котов | министр обороны Беларуси',
        'Р.Ниязов | министр обороны Казахстана',
        'Г.Саркисян | министр обороны Армении',
    ],
    'Послы Греции и Кипра Никос Ламброс и Андреас Кипрос открыли выставку.': [
        'Никос Ламброс | посол Греции',
        'Андреас Кипрос | посол Кипра',
    ],
    'Губернаторы Омской и Томской областей Олег Белов и Илья Мороз подписали соглашение.': [
        'Олег Белов | губернатор Омской области',
        'Илья Мороз | губернатор Томской области',
    ],
    'Министры финансов Илья Белов и экономики Павел Орлов выступили.': [
        'Илья Белов | министр финансов',
        'Павел Орлов | министр экономики',
    ],
    'Депутаты Омской области Олег Белов и Илья Мороз приехали.': [
        'Олег Белов | депутат Омской области',
        'Илья Мороз | депутат Омской области',
    ],
    'Вице-президент банка Олег Белов, а также прокурор не явились.': ['Олег Белов | вице-президент банка'],
    'Писатель Олег Белов, а также журналист, выступил.': ['Олег Белов | писатель', 'Олег Белов | журналист'],
    'Илья Мороз, тренер Анны Беловой, доволен.': ['Илья Мороз | тренер'],
    'Директор фонда по Азии, г-н Ахмед Карим выступил.': ['Ахмед Карим | директор фонда по Азии'],
    'Министр труда, занятости и миграции Олег Белов приехал.': ['Олег Белов | министр труда, занятости и миграции'],
    'Директор завода, депутат и писатель Олег Белов приехал.': [
        'Олег Белов | директор завода',
        'Олег Белов | депутат',
        'Олег Белов | писатель',
    ],
    'Назначен губернатором области 18 марта 2025 года Олег Белов.': ['Олег Белов | губернатор области'],
    'Олег Белов работает инженером, а Нина Орлова — врачом.': ['Олег Белов | инженер', 'Нина Орлова | врач'],
    'Олег Белов утверждён в качестве председателя.': ['Олег Белов | председатель'],
    'Главный тренер омского «Луча» Олег Белов ушёл.': ['Олег Белов | главный тренер | Луч'],
}
NONE = [
    'Пётр Орлов не является директором музея.',
    'Пётр Орлов хочет стать мэром Омска.',
    'Пётр Орлов претендует на пост мэра.',
    'Во главе делегации стоял Пётр Орлов.',
    'Адвокаты Петра Орлова подали жалобу.',
    'Олег Белов стал стратегическим партнёром завода.',
    'Олег Вовк был уволен. Адвокатам Вовка отказали.',
    'Пётр Орлов уехал в Омск. К таким выводам эксперт пришёл вчера.',
]
# Text → positions as they are written: in small letters, a sentence's capital and one of courtesy alike.
LETTERS = {
    'Заместитель министра Пётр Орлов выступил в Москве.': ['заместитель министра'],
    'Президент Казахстана Пётр Орлов приехал. Встреча с Президентом Казахстана Петром Орловым прошла.': [
        'президент Казахстана',
        'президент Казахстана',
    ],
    'Прибыл Чрезвычайный и Полномочный Посол Перу Олег Белов.': ['чрезвычайный и полномочный посол Перу'],
    'Советник Президента Перу Олег Белов ушёл.': ['советник президента Перу'],
    '«Мост готов», – сказал мэр Пётр Орлов.\n\nДиректор завода Олег Белов рад.': ['мэр', 'директор завода'],
}


def stated(text: str) -> list[str]:
    analysis = find(parse_documents([Document('d', 'd.txt', text)])[0])
    names = [m.name for m in analysis.mentions]
    rows = [
        (names[p.person], p.position, '' if p.organisation is None else names[p.organisation], p.status or '')
        for p in analysis.positions
    ]
    return sorted(' | '.join(row).rstrip(' |') for row in rows)


@pytest.mark.parametrize('text', STATED)
def test_stated(text: str) -> None:
    assert sorted(map(str.lower, stated(text))) == sorted(r.replace('| |', '|  |').lower() for r in STATED[text])


@pytest.mark.parametrize('text', NONE)
def test_none(text: str) -> None:
    assert stated(text) == []


@pytest.mark.parametrize('text', LETTERS)
def test_letters(text: str) -> None:
    analysis = find(parse_documents([Document('d', 'd.txt', text)])[0])
    assert [p.position for p in analysis.positions] == LETTERS[text]


def test_an_office_with_a_name_of_its_own_is_not_the_neighbours() -> None:
    text = 'Директор завода Л.И.Орлов, уполномоченный по правам человека Т.Н.Белова выступили.'
    analysis = find(parse_documents([Document('d', 'd.txt', text)])[0])
    held = [(analysis.mentions[p.person].text, p.position) for p in analysis.positions]
    assert held == [('Л.И.Орлов', 'директор завода'), ('Т.Н.Белова', 'уполномоченный по правам человека')]


def test_offsets() -> None:
    text = 'Сегодня первый заместитель министра Олег Кузнецов был в Уфе.'
    position = find(parse_documents([Document('d', 'd.txt', text)])[0]).positions[0]
    assert text[position.start : position.stop] == 'первый заместитель министра'


@pytest.mark.parametrize('text', ['', '«««', 'директор', 'директор Иванов ' * 300, '(' * 50 + 'министр', '\0 мэр'])
def test_odd_texts(text: str) -> None:
    stated(text)


def test_roles_are_unique_and_reachable() -> None:
    every = [w for name in ('office', 'occupation', 'rank', 'weak', 'bridge') for w in sorted(words(name))]
    assert len(every) == len(set(every))
    assert [lemma for lemma in every if role_lemma(lemma) is None] == []


def test_a_role_does_not_depend_on_the_words_seen_before(monkeypatch: pytest.MonkeyPatch) -> None:
    words = ['директора', 'мост', 'экс-чемпионом', 'футурологу', 'замминистра']
    before = [role_lemma(word) for word in words]
    monkeypatch.setattr(lexicon.ROLES, 'most', 2)
    lexicon.ROLES.clear()
    assert [role_lemma(word) for word in reversed(words)] == before[::-1]
    assert len(lexicon.ROLES) <= 3  # the parts of a double word are asked for inside


@pytest.mark.parametrize(
    ('text', 'position'),
    [
        ('Об этом рассказал зам. начальника порта Степан Лунин.', 'заместитель начальника порта'),
        ('Гл. бухгалтер Лидия Рогова подписала отчёт.', 'главный бухгалтер'),
        ('Зав. лабораторией Лидия Рогова показала приборы.', 'заведующий лабораторией'),
        ('Ст. инженер Лунин проверил насос.', 'старший инженер'),
        ('Слово взял проф. Лунин.', 'профессор'),
        ('Акт подписал крановщик Лунин.', 'крановщик'),
        ('Завхоз Рогова принесла ключи.', 'завхоз'),
    ],
)
def test_abbreviations_are_written_out_and_trades_known(text: str, position: str) -> None:
    assert extract(text)['positions']['position'].to_list() == [position]


def test_what_is_no_abbreviation_of_a_position() -> None:
    assert extract('В ред. газеты позвонил Степан Лунин.')['positions'].empty


def test_a_person_has_the_organisation_of_the_same_stated_row() -> None:
    person = extract(
        'Директор завода «Луч» Олег Белов приехал в Омск. Депутат Олег Белов выступил. Член фонда «Свет» Олег Белов '
        'ушёл. Депутат Олег Белов согласен.'
    )['people'].iloc[0]
    assert person['position'] == 'депутат'
    assert not isinstance(person['organisation_id'], str)


RULES = [rule for one in PASSES for rule in one.rules]
# Text → the rule → what it must find.
RULED = [(rule.name, text, wanted) for rule in RULES for text, wanted in (*rule.yes.items(), *rule.no.items())]


def told(text: str) -> tuple[str, set[str]]:
    """The positions of a text as the rules' examples write them, and the rules that decided."""
    analysis = find(parse_documents([Document('d', 'd.txt', text)])[0])
    rows = []
    for p in analysis.positions:
        status = f' ({p.status})' if p.status else ''
        rows.append(f'{analysis.mentions[p.person].name}: {p.position}{status}')
    return '; '.join(sorted(rows)), {p.rule for p in analysis.positions}


@pytest.mark.parametrize(('name', 'text', 'wanted'), RULED)
def test_rules(name: str, text: str, wanted: str) -> None:
    found, rules = told(text)
    assert found == '; '.join(sorted(wanted.split('; '))) if wanted else found == ''
    assert not wanted or text not in next(r for r in RULES if r.name == name).yes or name in rules


def test_no_rule_is_left_out_of_its_pass_and_each_has_examples() -> None:
    assert {rule.name for rule in RULES} == rules_in('svodka.find.positions')
    assert all(rule.yes and rule.no for rule in RULES)


@pytest.mark.parametrize(
    ('text', 'place'),
    [
        ('Президент Республики Узбекистан Олег Белов приехал.', 'Узбекистан'),
        ('Польский министр Олег Белов приехал.', 'Польша'),
        ('Министр культуры Омской области Олег Белов приехал.', 'Омская область'),
        ('Директор Томского университета Олег Белов приехал.', 'Томск'),
        ('Директор завода Олег Белов приехал.', None),
    ],
)
def test_the_place_of_an_office(text: str, place: str | None) -> None:
    tables = extract(text)
    (found,) = tables['positions']['place_id']
    names = dict(zip(tables['places']['entity_id'], tables['places']['name'], strict=True))
    assert names.get(found) == place


def test_what_decided_and_what_lost_is_told() -> None:
    (parse,) = parse_documents([Document('d', 'd.txt', 'Слово взяла адвокат Петра Орлова Анна Мороз. Лидер исчез.')])
    found = explain_positions(parse, find(parse).mentions)
    told = [(parse.document.text[e.start : e.stop], e.rule, e.beaten_by) for e in found]
    assert told[0][:2] == ('адвокат', 'past_name')
    assert told[-1] == ('Лидер', '', None)
