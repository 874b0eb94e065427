"""Resolution within a document: which names are one person, organisation or place."""

from __future__ import annotations

from dataclasses import replace

import pytest
from svodka.analyse import find
from svodka.find.rule import rules_in
from svodka.model import Document, Mention, Parse, PersonName, Tokens
from svodka.resolve import RULES, explain_entities, resolve_mentions

from tests.names_support import grouped, marked

PARSE = Parse(Document('d', 'd.txt'), (), Tokens([], [], [], []))


def person(
    name: str, first: str | None, last: str | None, middle: str | None = None, gender: str | None = None
) -> Mention:
    return Mention(0, 1, 0, 1, 0, 'PER', name, name, person=PersonName(first, middle, last, gender))  # type: ignore[arg-type]


def organisation(name: str, same_as: int | None = None) -> Mention:
    form = 'abbreviation' if name.isupper() and name.isalpha() else 'name'
    return Mention(0, 1, 0, 1, 0, 'ORG', name, name, form=form, same_as=same_as)  # type: ignore[arg-type]


def groups(mentions: list[Mention]) -> list[int]:
    return resolve_mentions(PARSE, mentions, [])[1]


def test_every_rule_has_its_place() -> None:
    assert {rule.name for rule in RULES} == rules_in('svodka.resolve')


@pytest.mark.parametrize(
    ('name', 'text', 'together'),
    [(rule.name, *example) for rule in RULES for example in (*rule.yes.items(), *rule.no.items())],
)
def test_what_a_rule_puts_together(name: str, text: str, together: str) -> None:
    found = find(marked(text))
    assert grouped(found) == together, name
    if together and text in {text for rule in RULES if rule.name == name for text in rule.yes}:
        joined = explain_entities(found.parse, found.mentions)
        assert any(name == one.rule or name in one.choice for one in joined)


def test_initials_and_surname_alone_join_the_full_name() -> None:
    mentions = [
        person('Токтосунова', None, 'Токтосунова'),
        person('Айнура Токтосунова', 'Айнура', 'Токтосунова', gender='female'),
        person('А. Токтосунова', 'А.', 'Токтосунова'),
    ]
    entities, entity_of = resolve_mentions(PARSE, mentions, [])
    assert entity_of == [0, 0, 0]
    assert entities[0].name == 'Айнура Токтосунова'


def test_two_people_of_one_surname_stay_apart() -> None:
    mentions = [
        person('Анна Гринько', 'Анна', 'Гринько', gender='female'),
        person('Олег Гринько', 'Олег', 'Гринько', gender='male'),
        person('Гринько', None, 'Гринько'),
        person('А. Гринько', 'А.', 'Гринько'),
    ]
    assert groups(mentions) == [0, 1, 1, 0]


def test_first_and_middle_name_join_the_full_name() -> None:
    mentions = [
        person('Ильдар Хабибрахманов', 'Ильдар', 'Хабибрахманов'),
        person('Ильдар Маратович', 'Ильдар', None, 'Маратович'),
    ]
    entities, entity_of = resolve_mentions(PARSE, mentions, [])
    assert entity_of == [0, 0]
    assert entities[0].name == 'Ильдар Маратович Хабибрахманов'


@pytest.mark.parametrize(
    ('names', 'expected'),
    [
        (['Центр стратегического анализа', 'ЦСА', 'Центр'], [0, 0, 0]),
        (['компания «Степной путь»', '«Степной путь»', 'Степной путь'], [0, 0, 0]),
        (['ООО «Сибирские линзы»', '«Сибирские линзы»'], [0, 0]),
        (['совет директоров «Степной путь»', '«Степной путь»'], [0, 1]),
        (['Совет по рыболовству', 'Совет по печати', 'Совет'], [0, 1, 1]),
        (['МИД Швейцарии', 'МИД Узбекистана', 'МИД'], [0, 1, 2]),
        (['МИД Швейцарии', 'МИД'], [0, 0]),
        (['Совет', 'Совет по печати'], [0, 1]),
        (['Совет по печати', 'совет'], [0, 0]),
        (['Совет по рыболовству', 'Совет по печати', 'совет'], [0, 1, 2]),
        (['Братья-каменщики', 'Братья каменщики'], [0, 0]),
        (['МАГАТЭ', 'Агентство'], [0, 0]),
        (['царская Государственная дума', 'Государственная дума'], [0, 1]),
        (['царская Государственная дума', 'Дума'], [0, 1]),
        (['Лесное государственное предприятие Заря', 'Заря'], [0, 1]),
        (['Северное Движение защиты садов', 'ДЗС'], [0, 0]),
        (['Региональный экспертный совет по печати', 'Экспертный совет', 'Совет'], [0, 0, 0]),
    ],
)
def test_organisations(names: list[str], expected: list[int]) -> None:
    assert groups([organisation(n) for n in names]) == expected


def test_names_that_are_not_short_for_each_other() -> None:
    both = [replace(organisation('Заря Востока'), sentence=1), replace(organisation('Заря'), sentence=1)]
    assert groups([*both, replace(organisation('Заря'), sentence=2)]) == [0, 1, 1]
    assert groups([both[0], replace(organisation('Заря'), sentence=2)]) == [0, 1]
    assert groups([organisation('вооружённые силы Перу'), organisation('Вооружённые Силы')]) == [0, 1]
    assert groups([organisation('вооружённые силы Перу'), organisation('вооружённые силы')]) == [0, 0]


def test_an_abbreviation_is_a_name_before_a_noun_alone() -> None:
    entities, _ = resolve_mentions(PARSE, [organisation('МАГАТЭ'), organisation('Агентство')], [])
    assert entities[0].name == 'МАГАТЭ'


def test_brackets_join() -> None:
    mentions = [organisation('Национальная транспортная компания «Степной путь»'), organisation('НТК', same_as=0)]
    entities, entity_of = resolve_mentions(PARSE, mentions, [])
    assert entity_of == [0, 0]
    assert (entities[0].name, entities[0].abbreviation) == ('Национальная транспортная компания «Степной путь»', 'НТК')


def test_an_abbreviation_of_a_tail_is_an_organisation_of_its_own() -> None:
    short = replace(organisation('БЗС'), full_name='Бюро защиты садов')
    mentions = [organisation('Северный филиал Бюро защиты садов'), short, organisation('БЗС')]
    entities, entity_of = resolve_mentions(PARSE, mentions, [])
    assert entity_of == [0, 1, 1]
    assert (entities[1].name, entities[1].abbreviation) == ('Бюро защиты садов', 'БЗС')


def test_two_spellings_of_one_name() -> None:
    mentions = [person('Кэтти Седдонс', 'Кэтти', 'Седдонс'), person('Кети Седонс', 'Кети', 'Седонс')]
    assert groups([*mentions, person('Седонс', None, 'Седонс')]) == [0, 0, 0]


def test_a_name_in_one_word_is_no_surname() -> None:
    mentions = [person('Джей Зи', 'Джей', 'Зи'), person('ДЖЕЙ-ЗИ', None, 'ДЖЕЙ-ЗИ'), person('ДЖЕЙ-ЗИ', None, 'ДЖЕЙ-ЗИ')]
    entities, entity_of = resolve_mentions(PARSE, mentions, [])
    assert entity_of == [0, 0, 0]
    assert entities[0].name == 'Джей Зи'


def test_many_people_of_one_surname_take_linear_time() -> None:
    letters = 'абвгдежзик'
    names = [''.join(letters[int(d)] * 3 for d in f'{i:04}') for i in range(5000)]
    assert len(set(groups([person(f'{n} Ли', n, 'Ли') for n in names]))) > 4000


def test_a_name_in_the_original_behind_a_name_is_the_same() -> None:
    words = 'Ингрид Халворсен ( Ingrid Halvorsen ) и Ingrid Halvorsen'.split()
    parse = Parse(Document('d', 'd.txt'), (), Tokens([], [], words, []))
    spans = [(0, 2), (3, 5), (7, 9)]
    mentions = [
        Mention(a, b, a, b, 0, 'PER', text, text, person=PersonName(*text.split()[:1], None, *text.split()[1:]))
        for a, b in spans
        for text in [' '.join(words[a:b])]
    ]
    entities, entity_of = resolve_mentions(parse, mentions, [])
    assert entity_of == [0, 0, 0]
    assert entities[0].name == 'Ингрид Халворсен'


def test_first_and_middle_name_join_the_only_one_of_that_initial() -> None:
    mentions = [person('Ильдар Маратович', 'Ильдар', None, 'Маратович'), person('И.Ясень', 'И.', 'Ясень')]
    entities, entity_of = resolve_mentions(PARSE, mentions, [])
    assert entity_of == [0, 0]
    assert entities[0].name == 'Ильдар Маратович Ясень'
    assert groups([*mentions, person('И.Седых', 'И.', 'Седых')]) == [0, 1, 2]


def test_one_word_taken_for_a_first_name_is_still_the_surname_of_somebody() -> None:
    assert groups([person('Алан Ясень', 'Алан', 'Ясень'), person('Ясень', 'Ясень', None)]) == [0, 0]


def test_a_given_name_alone_is_not_one_in_the_middle() -> None:
    assert groups([person('Али Карим Седых', 'Али Карим', 'Седых'), person('Карим', 'Карим', None)]) == [0, 1]


def test_a_declined_surname_on_a_consonant_is_a_mans() -> None:
    man = replace(person('Лоренц', None, 'Лоренц'), text='Лоренца')
    mentions = [
        person('Пауль Лоренц', 'Пауль', 'Лоренц', gender='male'),
        person('Анна Лоренц', 'Анна', 'Лоренц', gender='female'),
        man,
    ]
    assert groups(mentions) == [0, 1, 0]


@pytest.mark.parametrize(
    ('text', 'expected'),
    [
        # Children are called as their father, and as nobody else who was named before.
        ('[PER Олег Седых] пришёл с детьми. Трое сыновей — [PER Олег], [PER Иван] и [PER Пётр].', 'abcd'),
        ('[PER Олег Седых] пришёл. Его сын [PER Иван] остался дома, [PER Иван] болеет.', 'abb'),
        ('[PER Олег Седых] пришёл. Дочери [PER Олега] семь лет.', 'aa'),
        ('[PER Иван Седых], [PER Иван Седых] и [PER Анна Седых] пели. Его дочь [PER Анна] пела лучше.', 'aabb'),
        # Who signs a text does not speak of himself by his given name.
        ('Спасибо нашему другу [PER Сердару].\n\n[PER Сердар Овезов],\nначальник службы', 'ab'),
        ('Дали премию имени [PER Тукая] и [PER Олега]. Позже [PER Олег Седых] сказал об этом.', 'abc'),
        ('[PER Сердар] уехал. Позже [PER Сердар Овезов] вернулся.', 'aa'),
        # A surname alone: the verb tells a woman from a man, otherwise the one whom the text is about is meant.
        ('[PER Анна Гринько] и [PER Олег Гринько] поженились. [PER Гринько] сказала об этом сама.', 'aba'),
        (
            '[PER Иван Гринько] построил дом. [PER Иван Гринько] в нём живёт. Дома [PER Иван Гринько] один. '
            'Его брат [PER Олег Гринько] — врач. '
            'Дом [PER Гринько] стоит у реки.',
            'aaaba',
        ),
        ('Матери [PER Седова] семь лет не видела [PER Анна Седова]. Туда уехал [PER Иван Седов].', 'aba'),
    ],
)
def test_people_in_context(text: str, expected: str) -> None:
    letters: dict[int, str] = {}
    found = [letters.setdefault(e, 'abcdef'[len(letters)]) for e in find(marked(text)).entity_of]
    assert ''.join(found) == expected


def test_a_body_is_called_as_a_longer_name_tells_whose_it_is() -> None:
    text = '[ORG Центральный банк] ждёт. Решает [ORG Совет Центрального банка Перу]. [ORG Центральный банк] ждёт.'
    found = find(marked(text))
    assert found.entity_of == (0, 1, 0)
    assert found.entities[0].name == 'Центральный банк Перу'
