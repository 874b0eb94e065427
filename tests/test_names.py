"""Mentions: boundaries, forms, people's parts, abbreviations in brackets."""

from __future__ import annotations

from dataclasses import replace

import pytest
import yaml
from svodka.analyse import find_mentions
from svodka.language.person_names import person_name
from svodka.lexicons import LEXICONS
from svodka.model import PersonName, Span

from tests.names_support import marked

BOUNDARIES = [
    ('Директор [ORG ООО «Заря] Востока» ушёл.', ['ООО «Заря Востока»']),
    ('Директор [ORG «Заря»] ушёл.', ['Заря']),
    ('Закон принят [ORG Федеральной службой по тарифам (ФСТ)] вчера.', ['Федеральной службой по тарифам', 'ФСТ']),
    ('Письмо [PER Сталину Вертинский] не отправил.', ['Сталину', 'Вертинский']),
    ('Страны: [LOC Казахстана, Киргизии].', ['Казахстана', 'Киргизии']),
    ('Посол [LOC Боснии и Герцеговины] прибыл.', ['Боснии и Герцеговины']),
    ('Там были В.В. [PER Путин] и Б.[PER Мустафаев].', ['В.В. Путин', 'Б.Мустафаев']),
    ('Подписал [PER Путин] В. В. вчера.', ['Путин В. В.']),
    ('Пришёл [PER министр Иван Петров] сам.', ['Иван Петров']),
    ('Умер [PER Арсен (Арсений) Павлов] вчера.', ['Арсен (Арсений) Павлов']),
    ('Судья [ORG Европейского суда от России] ушёл.', ['Европейского суда', 'России']),
    ('Дело против [PER В.Шеймана А.Кулешов] закрыл.', ['В.Шеймана', 'А.Кулешов']),
    ('Мать [PER Майкла Джексона Мария] пришла.', ['Майкла Джексона', 'Мария']),
    ('Умер [PER Ким Чен Ир] вчера.', ['Ким Чен Ир']),
    ('[PER Император Акихито] молчит.', ['Акихито']),
    ('В среду [PER Император Нарухито] молчал, а [PER Доктор Лиза] пела.', ['Нарухито', 'Доктор Лиза']),
    ('Спор с властями [LOC Перу] долог.', ['властями Перу']),
    ('Бой провёл [PER Джеймс] «[PER Бадди]» [PER Макгирт].', ['Джеймс «Бадди» Макгирт']),
    ('Гости [ORG Ташкентского марафона имени Ивана Петрова] довольны.', ['Ташкентского', 'Ивана Петрова']),
    ('Рабочие [ORG им. Гагарина] ушли.', ['Рабочие им. Гагарина']),
    ('В [LOC Боснии] и [LOC Герцеговине] снег.', ['Боснии и Герцеговине']),
    ('[LOC Чили • Перу • Уганда] за.', ['Чили', 'Перу', 'Уганда']),
    ('Был в [ORG управлении] [LOC Узбекистана] раз.', ['управлении Узбекистана']),
    ('Учился в [ORG школе] при [ORG ЦК КПСС] год.', ['школе при ЦК КПСС']),
    ('Сегодня [PER Седова] [PER Анна Ильинична] пришла.', ['Седова Анна Ильинична']),
    (
        'Лица: [PER Седов Олег Ильич Гринько] [PER Пётр Ильич] ушёл.',
        ['Седов Олег Ильич', 'Гринько Пётр Ильич'],
    ),
    ('Пришла вдова [PER Седова] [PER Анна Ильинична].', ['Седова', 'Анна Ильинична']),
    ('Зал покинула [PER Анна Ильинична] [[PER Седова]] вчера.', ['Анна Ильинична [Седова]']),
    ('Встреча на Манежной площади и на улице Мира.', ['Манежной площади', 'улице Мира']),
    ('Живёт на улице [PER Садовой] и на улице [PER Седова].', ['улице Садовой', 'улице Седова']),
    ('Запуск с космодрома «Заря» отложен. Новый мост построен.', ['космодрома «Заря»']),
    ('Посты стоят на Амударье и [PER Зарафшане].', ['Амударье', 'Зарафшане']),
    ('Фонды [LOC Пермского] [ORG Кремля] пополнились.', ['Пермского Кремля']),
    ('Долг [LOC Украинского] [ORG Бурнефтегаза] вырос.', ['Украинского', 'Бурнефтегаза']),
    ('Открыт [LOC Туркмено-перуанский] технологический парк.', ['Туркмено-перуанский технологический парк']),
    ('В городе стоит школа № 54.', ['школа № 54']),
    ('Дом № 5 и машина № 54.', []),
    ('Внимание [ORG правительства] области отвлечено.', ['правительства области']),
    ('Итоги [ORG парламентских] выборов известны.', []),
    ('Флаг [ORG Соединённых Штатов] поднят.', ['Соединённых Штатов']),
    (
        'Создали в нашем [ORG Томском государственном университете Институт печати] недавно.',
        ['Томском государственном университете', 'Институт печати'],
    ),
    ('Роман «Вечерние горы» и песня «Зимний сад» вышли.', []),
    ('Директор [ORG МУП «Зимний сад» Н. А. Фролова] доложила.', ['МУП «Зимний сад»', 'Н. А. Фролова']),
    ('ЕРЕВАН, 9 НОЯБРЯ, [PER АРМЕНПРЕСС]. Мост открыл [PER Седов].', ['Седов']),
    ('25 ноября 2026 года, [LOC Минск] /[LOC Корр]. БЕЛТА/. Завод открыт.', ['Минск']),
    ('Газета «Зимний сад» закрыта.', ['Зимний сад']),
    ('[ORG Информационное агентство] «[ORG Зимний сад]» закрыто.', ['Зимний сад']),
    ('Программа развития [ORG ООН] готова помочь.', ['Программа развития ООН']),
    ('Училась в лицее имени [PER Седых] и пела.', ['лицее имени Седых']),
    ('Дали премию имени [PER Седых] за роман.', ['Седых']),
    ('Уклонение воздушного судна ([ORG ВС]) замечено. Обломки [ORG ВС] найдены.', []),
    ('Против [ORG Бюро садов] ([ORG БС]) и [ORG БС].', ['Бюро садов', 'БС', 'БС']),
    ('Рассказал [PER Иван Петров.\n\nМария] Сидорова пришла.', ['Иван Петров', 'Мария']),
]


@pytest.mark.parametrize(('text', 'names'), BOUNDARIES)
def test_boundaries(text: str, names: list[str]) -> None:
    parse = marked(text)
    mentions = find_mentions(parse)
    assert [m.text for m in mentions] == names
    assert all(parse.document.text[m.start : m.stop] == m.text for m in mentions)


@pytest.mark.parametrize(
    ('words', 'slot', 'parts'),
    [
        (('Шавкат', 'Мирзиёев'), 'm', PersonName('Шавкат', None, 'Мирзиёев', 'male')),
        (('ЛАВРОВ', 'Сергей', 'Викторович'), 'm', PersonName('Сергей', 'Викторович', 'Лавров', 'male')),
        (('Мария', 'Ивановна', 'Петренко'), 'f', PersonName('Мария', 'Ивановна', 'Петренко', 'female')),
        (('Б', '.', 'Мустафаев'), 'm', PersonName('Б.', None, 'Мустафаев', 'male')),
        (('Путин', 'В', '.', 'В', '.'), 'm', PersonName('В.', 'В.', 'Путин', 'male')),
        (('Ким', 'Чен', 'Ын'), 'm', PersonName('Чен Ын', None, 'Ким', 'male')),
        (('Алиев', 'Ильхам', 'Гейдар', 'оглы'), 'm', PersonName('Ильхам', 'Гейдар оглы', 'Алиев', 'male')),
        (('Гульнара',), 'f', PersonName('Гульнара', None, None, 'female')),
        (('Мустафаев',), 'm', PersonName(None, None, 'Мустафаев', 'male')),
        (('Петров', 'Иван'), 'm', PersonName('Иван', None, 'Петров', 'male')),
        (('Саид', 'аль-Джубейр'), 'm', PersonName('Саид', None, 'аль-Джубейр', 'male')),
    ],
)
def test_parts_of_a_person(words: tuple[str, ...], slot: str, parts: PersonName) -> None:
    assert person_name(words, slot) == parts


def test_an_adjective_of_no_place_is_no_mention() -> None:
    found = find_mentions(marked('Прибыл [LOC вольный] поезд из [LOC Томска], [ORG Центр леса] ([ORG ЦЛ]) закрыт.'))
    assert [(m.text, m.same_as) for m in found] == [('Томска', None), ('Центр леса', None), ('ЦЛ', 1)]


def test_brackets_make_names_the_same() -> None:
    mentions = find_mentions(
        marked(
            '[ORG Региональный экологический совет] (далее – РЭС) собрался. В РЭС довольны. '
            '[ORG Центр защиты садов] (ЦЗС) открыт. '
            '[ORG ЦРЛ] ([ORG Центр развития лесов]) закрыт.'
        )
    )
    named = [(m.text, m.form, m.same_as) for m in mentions]
    assert named[:3] == [
        ('Региональный экологический совет', 'name', None),
        ('РЭС', 'abbreviation', 0),
        ('РЭС', 'abbreviation', None),
    ]
    assert ('ЦЗС', 'abbreviation', 3) in named
    assert ('Центр развития лесов', 'name', 5) in named


def test_an_abbreviation_may_be_made_of_the_tail_of_a_name() -> None:
    mentions = find_mentions(
        marked('[ORG Южное представительство Управления ООН по рекам и озёрам] (УРО ООН) открыто.')
    )
    assert [(m.text, m.same_as, m.full_name) for m in mentions][1:] == [
        ('УРО ООН', None, 'Управление ООН по рекам и озёрам')
    ]


@pytest.mark.parametrize(
    ('text', 'expected'),
    [
        # A verb, an adverb, a type of aircraft, goods are nobody.
        ('[PER Поясним]: срок прежний.', []),
        ('[PER Справочно]: срок прежний.', []),
        ('Летел [PER Ту-154].', []),
        ('[PER Уважаемый Олег Ильич]!', [('PER', 'Олег Ильич')]),
        ('[PER А.Седых]: [PER Уважаемый Олег Ильич]!', [('PER', 'А.Седых'), ('PER', 'Олег Ильич')]),
        # A union of states is an organisation, whatever the tagger says.
        ('Послы [LOC Евросоюза] и [LOC СНГ] уехали.', [('ORG', 'Евросоюза'), ('ORG', 'СНГ')]),
        # «Республики» goes on with the place; «имени» with the person, or not at all.
        (
            'Пришёл глава [ORG Комитета Республики] [PER Дагестан Олег Седых].',
            [('ORG', 'Комитета Республики Дагестан'), ('PER', 'Олег Седых')],
        ),
        ('Открыли [ORG лицей имени] [PER Олега Седых].', [('ORG', 'лицей имени Олега Седых')]),
        ('Открыли [ORG Дворец спорта имени] героев.', [('ORG', 'Дворец спорта')]),
    ],
)
def test_what_a_name_cannot_be(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(m.type, m.text) for m in find_mentions(marked(text)) if m.form != 'adjective'] == expected


@pytest.mark.parametrize(
    'text', ['', '"', '«' * 50, 'А' * 5000, '(((((', '. . .', '\0\0', '«Иван» "Пётр „Ко“ (', 'Ив-\nанов']
)
def test_odd_texts_raise_nothing(text: str) -> None:
    find_mentions(marked(text))


@pytest.mark.parametrize('name', ['abbreviations', 'descriptors', 'given_names', 'heads', 'signs', 'titles'])
def test_word_lists_are_sorted_and_unique(name: str) -> None:
    lists = yaml.safe_load((LEXICONS / f'{name}.yaml').read_text(encoding='utf-8'))
    for key, words in lists.items():
        assert words.split() == sorted(set(words.split())), key


def test_what_the_tagger_calls_an_office_and_a_body_is_no_body() -> None:
    parse = marked('Письмо [ORG Генеральному прокурору Перу] отправил мэр.')
    [span] = parse.spans
    both = replace(parse, spans=(span, Span(span.first, span.last, 'ROLE')))
    assert [m.type for m in find_mentions(both) if m.type == 'ORG'] == []
