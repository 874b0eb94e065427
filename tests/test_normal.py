"""Normal forms: by families of names, by kinds of descriptors, by the evidence of a document, and the letters kept."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from svodka.analyse import analyse, find_mentions, parse_documents
from svodka.find.normal import normal_names
from svodka.find.normal.choose import candidates, choices, in_frame, scored, weight
from svodka.find.normal.declension import declined, endings
from svodka.find.normal.readings import given_names
from svodka.language.paradigms import shared
from svodka.lexicons import fold
from svodka.model import Document

from tests.names_support import marked

PEOPLE = [
    ('Награду вручили [PER Шавкату Мирзиёеву] в среду.', 'Шавкат Мирзиёев'),
    ('Письмо передано [PER Касым-Жомарту Токаеву] вчера.', 'Касым-Жомарт Токаев'),
    ('Встреча с [PER Гульнарой Каримовой] прошла в Ташкенте.', 'Гульнара Каримова'),
    ('Визит [PER Саида аль-Джубейра] отложен.', 'Саид аль-Джубейр'),
    ('Речь [PER Си Цзиньпина] длилась час.', 'Си Цзиньпин'),
    ('Портрет [PER Ким Чен Ына] висел над столом.', 'Ким Чен Ын'),
    ('Партия [PER Бидзины Иванишвили] победила.', 'Бидзина Иванишвили'),
    ('Поездка [PER Нарендры Моди] в Самарканд состоится осенью.', 'Нарендра Моди'),
    ('По словам [PER Ирины Яровой], закон принят.', 'Ирина Яровая'),
    ('Журналисты спросили [PER Еву Меркачёву] о суде.', 'Ева Меркачёва'),
    ('Суд рассмотрел дело [PER Дмитрия Фирташа].', 'Дмитрий Фирташ'),
    ('Пресс-служба [PER Никола Пашиняна] молчит.', 'Никол Пашинян'),
    ('Встреча с [PER Тарасом Петренко] прошла вчера.', 'Тарас Петренко'),
    ('Роман [PER Анны Черных] вышел в мае.', 'Анна Черных'),
    ('Доклад [PER Павла Сумантия] приняли.', 'Павел Сумантий'),
    ('Приехал [PER Павел Сумантия].', 'Павел Сумантия'),
    ('Книгу [PER Георгия Данелия] издали.', 'Георгий Данелия'),
    ('Выставку [PER Петра Кончаловского] продлили.', 'Петр Кончаловский'),
    ('Об этом сказано в письме [PER ЛАВРОВА Сергея Викторовича].', 'ЛАВРОВ Сергей Викторович'),
    ('Ответ [PER В. В. Путина] опубликован.', 'В. В. Путин'),
    ('[PER Анна Седова] ушла. Деньги отдали матери [PER Седова], врачу.', 'Седов'),
    # Who has an assistant is a man in the genitive, whatever the assistant's gender.
    ('Советница [PER Лунина] [PER Анна Рогова] ушла.', 'Анна Рогова'),
    ('Анна Рогова ушла. Заместительница [PER Лунина], Анна Рогова, ушла.', 'Лунин'),
    ('Директор МУП «Заря» [PER Н. А. Рогова] доложила.', 'Н. А. Рогова'),
    ('О планах рассказала заместитель мэра [PER Александра Рогова].', 'Александра Рогова'),
    ('О планах рассказал заместитель мэра [PER Александра Рогова].', 'Александр Рогов'),
    ('О планах рассказала заместитель мэра [PER Олега Рогова].', 'Олег Рогов'),
    ('Канцлер [PER Ангела Меркель] приехала, а [PER Ангелу Меркель] не ждали.', 'Ангела Меркель'),
    # Surnames of Georgia and Abkhazia that stay as they are, and those that do not.
    ('Выставка [PER Важи Лежава] открыта.', 'Важа Лежава'),
    ('Гол [PER Хвичи Сичинава] отменили.', 'Хвича Сичинава'),
    ('Сборник [PER Адгура Шинкуба] издан.', 'Адгур Шинкуба'),
    ('Мяч у [PER Лаши Гулордая].', 'Лаша Гулордая'),
    ('Роль [PER Мамуки Харабадзе] сыграл сам автор.', 'Мамука Харабадзе'),
    ('Письмо [PER Тенгиза Асатиани] опубликовано.', 'Тенгиз Асатиани'),
    # A woman's patronymic is no man's surname in a case.
    ('Адвокат осуждённого [PER Гульнар Маратовна Ахтямова] подаст жалобу.', 'Гульнар Маратовна Ахтямова'),
    ('Медали получили [PER Олег Рогов] и [PER Александра Рогова].', 'Александра Рогова'),
    ('Фехтовальщица [PER Юстине Бразас] родила дочь.', 'Юстине Бразас'),
]
THINGS = [
    ('Доклад [ORG Управления ООН по наркотикам и преступности] готов.', 'Управление ООН по наркотикам и преступности'),
    ('Сотрудники [ORG ЛУКОЙЛа] уехали.', 'ЛУКОЙЛ'),
    ('Депутат [ORG Жогорку Кенеша Киргизии] уехал.', 'Жогорку Кенеш Киргизии'),
    ('Учёные [ORG Высшей школы экономики] подсчитали.', 'Высшая школа экономики'),
    ('Рабочие [ORG завода им. Гагарина] отдыхают.', 'завод им. Гагарина'),
    ('Из [LOC Алма-Аты] летят самолёты.', 'Алма-Ата'),
    ('Мы живём в [LOC Нидерландах].', 'Нидерланды'),
    ('В [LOC Нью-Йорке] дождь.', 'Нью-Йорк'),
    ('В [LOC Ростове-на-Дону] жарко.', 'Ростов-на-Дону'),
    ('Посол [LOC Объединённых Арабских Эмиратов] прибыл.', 'Объединённые Арабские Эмираты'),
    ('Столица [LOC Республики Узбекистан] растёт.', 'Республика Узбекистан'),
    ('Жители [LOC города Ташкента] рады.', 'город Ташкент'),
    ('Солдаты [ORG 41-й общевойсковой армии] вернулись.', '41-я общевойсковая армия'),
    ('Паломники идут в [ORG Киево-Печерскую лавру].', 'Киево-Печерская лавра'),
    (
        'Выступил директор [ORG Института стратегических исследований при Президенте Республики Узбекистан].',
        'Институт стратегических исследований при Президенте Республики Узбекистан',
    ),
    ('[ORG Правительство Германии] заявило протест.', 'правительство Германии'),
    ('[ORG Министерство труда Германии] заявило протест.', 'Министерство труда Германии'),
    ('Редактор [ORG газеты «Вечерний Андижан»] ответил.', 'газета «Вечерний Андижан»'),
    ('Гастроли с [ORG Большим театром] удались.', 'Большой театр'),
    ('Участники движения «[ORG За чистые реки]» пришли.', 'За чистые реки'),
    ('Об этом сообщили [ORG власти Перу] в среду.', 'власти Перу'),
    ('Тренер [ORG сборной Перу] ушёл.', 'сборная Перу'),
    ('Они уступили [ORG сборным Польши] и Литвы.', 'сборная Польши'),
    ('Матч проиграли [ORG сборным Польши].', 'сборные Польши'),
    # A name in marks behind a noun for its kind.
    ('Уборку провёл общественный фонд «[ORG Таза Дарыя]».', 'Таза Дарыя'),
    ('Активисты общественного фонда «[ORG Таза Дарыя]» убрали парк.', 'Таза Дарыя'),
    ('Об этом пишет телеграм-канал «[ORG Банжа]».', 'Банжа'),
    ('Журналист издания «[ORG Кашта]» уволен.', 'Кашта'),
    ('Читатели «[ORG Мэшки]» рады.', 'Мэшка'),
    ('Редактор газеты «[ORG Утренней звезды]» доволен.', 'Утренняя звезда'),
    ('Глава фонда «[ORG Опоры]» ушёл.', 'Опора'),
    ('Об этом написали в группе «[ORG Опоры]» вчера.', 'Опора'),
    ('Директор группы «[ORG Нурводы]» уволен.', 'Нурвода'),
    ('Пожар на заводе «[ORG Сокол]» потушен.', 'Сокол'),
    ('Доклад опубликован в газете «[ORG Известия]».', 'Известия'),
    ('Акции «[ORG Сибирской стали]» упали.', 'Сибирская сталь'),
    ('Глава [ORG Центральной диспетчерской службы Перми] ушёл.', 'Центральная диспетчерская служба Перми'),
    ('Жюри [ORG Новой звезды-2009] собралось.', 'Новая звезда-2009'),
    ('Дом стоит на [LOC улице Садовой] у реки.', 'улица Садовая'),
    ('Дом стоит на [LOC улице Островского] у реки.', 'улица Островского'),
]


@pytest.mark.parametrize(('text', 'name'), PEOPLE + THINGS)
def test_normal_form(text: str, name: str) -> None:
    parse = marked(text)
    assert normal_names(parse, parse.spans)[-1].name == name


def test_other_forms_of_a_document_tell_an_unknown_name() -> None:
    parse = marked(
        'Книга [PER Шмендрюка] вышла. [PER Шмендрюк] доволен. Со [PER Шмендрюком] спорят. Рассказ о [PER Шмендрюке].'
    )
    assert {n.name for n in normal_names(parse, parse.spans)} == {'Шмендрюк'}


def test_line_wrap_becomes_a_space() -> None:
    parse = marked('Приехал [PER Шавкат\nМирзиёев] вчера.')
    assert normal_names(parse, parse.spans)[0].name == 'Шавкат Мирзиёев'


def test_classes_decline_their_examples_back() -> None:
    classes = {e.name for entries in endings().values() for e in entries}
    assert len(classes) > 20
    for ending, entries in endings().items():
        for e in entries:
            assert e.case in ('Nom', 'Gen', 'Dat', 'Acc', 'Ins', 'Loc'), ending
    assert ('мирзиёев', 'Ins', 'm', 'ov') in declined('мирзиёевым')
    assert ('иванишвиль', 'Gen', 'm', 'soft') not in declined('иванишвили')


def test_given_names_are_folded_once() -> None:
    assert given_names()['гульнара'] == 'f'
    assert all(name == fold(name) for name in given_names())


CORPORA = Path(__file__).parents[2] / 'shared/corpora'
LONGEST_ENDING = 4  # letters: «-ного» → «-ное», «-ыми» → «-ый»


@pytest.mark.skipif(not CORPORA.exists(), reason='needs the development corpora')
@pytest.mark.parametrize('corpus', ['nerel', 'factru', 'runormas'])
def test_letters_are_kept(corpus: str) -> None:
    """Only endings differ between names and their normal forms: the letters before them, their case and ё stay."""
    texts = [f.read_bytes().decode('utf-8') for f in sorted((CORPORA / corpus).glob('*.txt'))[::10]]
    for parse in parse_documents([Document(str(i), str(i), t) for i, t in enumerate(texts)]):
        for m in find_mentions(parse):
            if m.start > parse.tokens.start[m.first] or m.stop < parse.tokens.stop[m.last - 1]:
                continue  # half of a compound adjective
            words = re.findall(r'\w+', ' '.join(parse.tokens.text[m.first : m.last]))
            normal = re.findall(r'\w+', m.name)
            assert len(words) == len(normal), (m.text, m.name)
            for i, (word, nominative) in enumerate(zip(words, normal, strict=True)):
                same = shared(fold(word), fold(nominative))
                assert max(len(word), len(nominative)) - same <= LONGEST_ENDING, (m.text, m.name)
                changed = [(x, y) for x, y in zip(word[:same], nominative, strict=False) if x != y]
                # The capital of a sentence's first word may go, and inflection turns Петра into Пётр.
                allowed = {('е', 'ё')} | ({(word[0], word[0].lower())} if i == 0 else set())
                assert set(changed) <= allowed, (m.text, m.name)


@pytest.mark.parametrize(
    ('text', 'name'),
    [
        ('Как отметила сотрудница Института археологии Гульнора Тошматова, находка редкая.', 'Гульнора Тошматова'),
        ('С.Ветлугина: Доставка разрешена с шести до десяти утра.', 'С.Ветлугина'),
        ('Сотрудника института Тимура Рахимова наградили.', 'Тимур Рахимов'),
        ('Начальник порта Э.Ветлугина докладывает о ремонте.', 'Э.Ветлугина'),
        ('О ремонте рассказала начальник порта Э. Ветлугина.', 'Э. Ветлугина'),
        ('Ведущие концерта: Э. Ветлугина, Н. Сафин.', 'Э. Ветлугина'),
        ('Со слов Э. Ветлугина записано верно.', 'Э. Ветлугин'),
        ('Ректор наградила доцента Э. Ветлугину.', 'Э. Ветлугина'),
        ('Грамоту отдали доценту Э. Ветлугину.', 'Э. Ветлугин'),
        ('Илья и Ольга Ветлугины открыли музей.', 'Ольга Ветлугина'),
        ('Концерт дал Антон Белобородец. Антону Белобородцу хлопали.', 'Антон Белобородец'),
        ('Книгу подарили Антону Мышонку.', 'Антон Мышонок'),
        ('Юрист Сибирских подала жалобу.', 'Сибирских'),
        ('Награду вручили Фоме Турсунову. Ботир Исмаилов промолчал.', 'Ботир Исмаилов'),
    ],
)
def test_what_stands_beside_a_name_tells_its_gender_and_case(text: str, name: str) -> None:
    (analysis,) = analyse([Document('d', 'd.txt', text)])
    assert name in [m.name for m in analysis.mentions]


@pytest.mark.parametrize(
    ('text', 'gender'),
    [
        ('Вчера К. Саркисян открыла музей.', 'female'),
        ('Вчера К. Саркисян открыл музей.', 'male'),
        ('Об этом рассказала директор музея К. Г. Саркисян.', 'female'),
        ('Вчера К. Саркисян пригласил ректор.', None),  # the verb is the rector's
        ('Слова К. Саркисян удивили ректора.', None),
    ],
)
def test_a_verb_tells_the_gender_of_its_own_subject_only(text: str, gender: str | None) -> None:
    (analysis,) = analyse([Document('d', 'd.txt', text)])
    [person] = [m.person for m in analysis.mentions if m.person]
    assert person.gender == gender


def test_a_normal_form_does_not_depend_on_the_names_seen_before() -> None:
    parses = [marked(text) for text, _ in PEOPLE]

    def names(order: list[int]) -> dict[int, list[str]]:
        for cache in (choices, scored, candidates, weight, in_frame):
            assert cache.cache_info().maxsize
            cache.cache_clear()
        return {i: [m.name for m in find_mentions(parses[i])] for i in order}

    order = list(range(len(parses)))
    assert names(order) == names(order[::-1])


ONE_NAME = [
    ('Выступил [PER Турал Рагимли]. Приз [PER Туралу Рагимли] вручил ректор.', 'Турал Рагимли'),
    ('Приехал [PER Жоакину Мендеш]. [PER Жоакину Мендешу] показали порт.', 'Жоакину Мендеш'),
    ('Художник [PER Мамука Папава] приехал. Выставка [PER Мамуки Папава] открыта.', 'Мамука Папава'),
    ('В зале была [PER Ядвига Виткайте]. [PER Ядвиге Виткайте] понравилось.', 'Ядвига Виткайте'),
    ('Наградили [PER Лейлу Юнину-Рамееву]. [PER Лейле Юниной-Рамеевой] аплодировали.', 'Лейла Юнина-Рамеева'),
    ('Волк напал на [PER Глеба Блоху]. Вдова [PER Глеба Блохи] плакала.', 'Глеб Блоха'),
    (
        'Доклад прочёл [PER Турал Ашот Рагимли]. Приз [PER Туралу Рагимли] вручил ректор.',
        'Турал Ашот Рагимли|Турал Рагимли',
    ),
]


@pytest.mark.parametrize(('text', 'name'), ONE_NAME, ids=[n for _, n in ONE_NAME])
def test_one_person_has_one_name_in_all_cases(text: str, name: str) -> None:
    parse = marked(text)
    assert {found.name for found in normal_names(parse, parse.spans)} == set(name.split('|'))


TWO_NAMES = [
    ('Пришёл [PER Камил Рогов]. [PER Камила Рогова] осталась дома.', 'Камил Рогов|Камила Рогова'),
    ('[PER Валентин Лунин] женат на [PER Валентине Луниной].', 'Валентин Лунин|Валентина Лунина'),
    ('[PER Ивану Чернову] 20 лет, [PER Ивану Черному] – 40.', 'Иван Чернов|Иван Черный'),
]


@pytest.mark.parametrize(('text', 'names'), TWO_NAMES, ids=[n for _, n in TWO_NAMES])
def test_two_people_keep_their_names(text: str, names: str) -> None:
    parse = marked(text)
    assert '|'.join(found.name for found in normal_names(parse, parse.spans)) == names
