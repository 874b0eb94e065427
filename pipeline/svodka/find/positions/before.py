"""Roles before a name: «директор Иванов», «директор фонда, г-н Иванов», «депутаты Иванов и Петров», chains of roles.

They are asked from the last role to the first, so that the next one of a chain («депутат, сопредседатель движения
Иванов») has its holder.
"""

from __future__ import annotations

from svodka.find.positions.around import DASHES, apposed_to, listed_after, may_join, past_bracket, skip
from svodka.find.positions.degrees import degree_at, written_degree_at
from svodka.find.positions.lexicon import words
from svodka.find.positions.roles import Role
from svodka.find.positions.scene import Holder, Scene, held_by
from svodka.find.rule import rule
from svodka.language.agreement import NUMBER, cases_agree

JOINING = frozenset((',', 'и', *DASHES))
# What may stand between a role in the plural and the list of its people.
FULL_NAME = 2  # words of a given name and a surname
LISTING = frozenset((',', ':', *DASHES, 'среди', 'которых', 'в', 'том', 'числе', 'включая', 'как'))


@rule(
    yes={
        'Депутаты Пётр Орлов и Сергей Белов внесли поправки.': 'Пётр Орлов: депутат; Сергей Белов: депутат',
        'Приехали писатели, среди которых — Пётр Орлов и Сергей Белов.': (
            'Пётр Орлов: писатель; Сергей Белов: писатель'
        ),
        'Врачи Пётр Орлов из Омска и Сергей Белов приехали.': 'Пётр Орлов: врач; Сергей Белов: врач',
    },
    no=['Депутаты Петра Орлова услышали.', 'Представители Мороз и Белова ушли.'],
)
def before_several(scene: Scene, k: int) -> list[Holder]:
    """A role in the plural before a list of its people."""
    role = scene.roles[k]
    i, listing = skip(scene, role.reach, role), False
    while scene.word(i, role) in LISTING:
        i, listing = i + 1, True
    person = scene.starts(i)
    if person is None or not role.plural or not scene.together(i, role.head):
        return []
    if not listing and not scene.agree(role, person):
        return []
    people = [person, *listed_after(scene, person)]
    if not listing and role.lemma in words('relative') and role.reach == role.head + 1:
        alone = [p for p in people if scene.mentions[p].last - scene.mentions[p].first == 1]
        if len(alone) == len(people) and any('Gen' in scene.possible(p) for p in people):
            return []  # «представители Орлова и Белова»: they, or whose they are
    return held_by(*people) if len(people) > 1 else []


@rule(
    yes={
        'По словам директора завода Ивана Сидорова, план выполнен.': 'Иван Сидоров: директор завода',
        'Министр в 2019 году Пётр Орлов ушёл.': 'Пётр Орлов: министр',
        'Слово дали члену жюри д. и. н. Олегу Белову.': 'Олег Белов: член жюри',
        'Задержали супругу чиновника Олега Белова.': 'Олег Белов: чиновник',
        'Заместитель председателя Сардана Орлова ушла.': 'Сардана Орлова: заместитель председателя',
        'Замначальника отдела подполковник Олег Белов ушёл.': (
            'Олег Белов: замначальника отдела; Олег Белов: подполковник'
        ),
    },
    no={
        'Адвокаты Петра Орлова подали жалобу.': '',
        'Олег Вовк был уволен. Адвокатам Вовка отказали.': '',
        'Охранник Петра Орлова сбежал.': '',
        'Адвокат Касаткина Олег Белов заявил протест.': 'Олег Белов: адвокат',
        '14:20\nМэр Омска Олег Белов подписал указ.': 'Олег Белов: мэр Омска',
        'Директор и инженер Орлов и Белов ушли.': '',
        'Задержали супругу чиновника Анну Орлову.': '',
        'Партия выдвинула на пост мэра Олега Белова.': '',
        'На посту мэра Анну Мороз сменил Олег Белов.': 'Анна Мороз: мэр (former); Олег Белов: мэр',
    },
)
def before_name(scene: Scene, k: int) -> list[Holder]:
    """A role and a name behind it that may stand in its case."""
    role = scene.roles[k]
    person = scene.starts(skip(scene, role.reach, role))
    if person is None or role.plural or not scene.together(scene.mentions[person].first, role.head):
        return []
    if not scene.agree(role, person) or scene.owned(role, person) or scene.is_kins(role, person):
        return []
    if _is_whose(scene, role, person) or _is_one_of_each(scene, k, person) or _is_of_a_verb(scene, role):
        return []
    return held_by(person)


def _is_one_of_each(scene: Scene, k: int, person: int) -> bool:
    """Whether two people follow two offices that «и» joins: which is whose, is not told («директор и инженер Орлов и
    Белов»)."""
    role, before = scene.roles[k], scene.roles[k - 1] if k else None
    if before is None or scene.word(role.outset - 1, role) != 'и' or before.reach != role.outset - 1:
        return False
    return cases_agree(before.case, role.case) and len(listed_after(scene, person)) == 1


def _is_of_a_verb(scene: Scene, role: Role) -> bool:
    """Whether a verb tells what a name behind an office has to do with it: «выдвинул на пост директора Иванова», «на
    посту директора Иванову сменил Петров»."""
    up = scene.head[role.head]
    if role.case != 'Gen' or not scene.together(up, role.head) or scene.lemma[up] not in words('post'):
        return False
    verb = scene.head[up]
    return scene.together(verb, up) and scene.lemma[verb] in words('seek') | words('replace')


def _is_whose(scene: Scene, role: Role, person: int) -> bool:
    """Whether a name is that of somebody for whom a second name works: «адвокат Иванова | Анна Петрова»."""
    mention = scene.mentions[person]
    second = scene.starts(mention.last)
    if second is None:
        return _assistant_behind(scene, role, person) is not None
    if role.lemma not in words('relative') or not scene.together(mention.last, role.head):
        return False
    return mention.last - mention.first == 1 and 'Gen' in scene.possible(person) and scene.agree(role, second)


def _assistant_behind(scene: Scene, role: Role, person: int) -> int | None:
    """Who works for somebody of one word in the genitive, between commas: «советница Иванова, | Анна Петрова,»."""
    mention = scene.mentions[person]
    second = scene.starts(mention.last + 1) if scene.word(mention.last, role) == ',' else None
    if second is None or role.lemma not in words('relative') or not scene.agree(role, second):
        return None
    behind = scene.mentions[second]
    whole = mention.last - mention.first == 1 and behind.last - behind.first == FULL_NAME
    # «адвокат Иванова, Анна Петрова и Олег Белов» are rather a list, «адвокат Иванов, Анна Петрова,» is one.
    closed = scene.word(behind.last, role) in (',', '.', ';', '') and 'Gen' in scene.possible(person)
    return second if whole and closed and scene.is_oblique(person) and not listed_after(scene, second) else None


@rule(
    yes={
        'Выступил пресс-секретарь губернатора Олега Белова Анна Мороз.': (
            'Анна Мороз: пресс-секретарь губернатора; Олег Белов: губернатор'
        ),
        'Советница Рогова Анна Мороз ушла.': 'Анна Мороз: советница',
        'Бывшая заместительница Рогова, Анна Мороз, ушла.': 'Анна Мороз: заместительница (former)',
    },
    no={
        'Адвокат Рогова, Анна Мороз и Олег Белов ушли.': '',
        'Заместительница Рогова ушла.': 'Рогова: заместительница',
        'Выступил пресс-секретарь губернатора Олега Белова.': 'Олег Белов: губернатор',
    },
)
def past_name(scene: Scene, k: int) -> list[Holder]:
    """A role whose complement is somebody's name, and a second name behind that is its holder's."""
    role = scene.roles[k]
    other = scene.starts(skip(scene, role.reach, role))
    if other is None or role.plural or not scene.together(scene.mentions[other].first, role.head):
        return []
    i = skip(scene, scene.mentions[other].last, role)
    person = scene.starts(i) if scene.word(i, role) != ',' else _assistant_behind(scene, role, other)
    if person is None or not scene.agree(role, person):
        return []
    return held_by(person) if scene.together(scene.mentions[person].first, role.head) else []


@rule(
    yes={
        'Директор фонда по Азии, г-н Ахмед Карим выступил.': 'Ахмед Карим: директор фонда по Азии',
        'Ректор – Олег Белов.': 'Олег Белов: ректор',
        'Вспомнили о первом ректоре – Олеге Белове.': 'Олег Белов: ректор',
        'Директор школы, к. т. н. Олег Белов выступил.': 'Олег Белов: директор школы',
        'Академик, доктор физико-математических наук Сергей Белов ушёл.': 'Сергей Белов: академик',
    },
    no=['Приехал директор, Олега Белова он не застал.', 'Министр: Олег Белов уволен.'],
)
def before_mark(scene: Scene, k: int) -> list[Holder]:
    """A role, a dash, colon or comma, and a name: «директор завода, 40-летний Иванов, …»."""
    role = scene.roles[k]
    i = skip(scene, role.reach, role)
    mark = scene.word(i, role)
    if role.plural or mark not in (',', ':', *DASHES):
        return []
    at = skip(scene, i + 1, role)
    person = scene.starts(at)
    if person is None or not scene.together(at, role.head) or not scene.agree(role, person):
        return []
    closed = scene.word(past_bracket(scene, scene.mentions[person].last), role) in (',', '.', ';', '')
    if mark != ',':
        # «Министр: Иванов уволен» is what a minister says.
        fits = role.case in ('Nom', '') or (mark in DASHES and cases_agree(scene.case(person), role.case))
        return held_by(person) if fits and (closed or mark in DASHES) else []
    degree = degree_at(scene.text, i + 1) or written_degree_at(scene.text, i + 1)
    if scene.lemma[i + 1] in words('courtesy') or degree:  # «директор фонда, г-н Иванов»
        return held_by(person)
    return held_by(person) if closed and not listed_after(scene, person) and apposed_to(scene, role) is None else []


@rule(
    yes={
        'Писатель и журналист Сергей Белов живёт в Омске.': 'Сергей Белов: журналист; Сергей Белов: писатель',
        'Депутат, а ныне сенатор Сергей Белов ушёл.': 'Сергей Белов: депутат; Сергей Белов: сенатор',
        'Врио начальника штаба полковник Сергей Белов ушёл.': (
            'Сергей Белов: начальник штаба (acting); Сергей Белов: полковник'
        ),
    },
    no={
        'Пришли директора и сенатор Сергей Белов.': 'Сергей Белов: сенатор',
        'Между министром и сенатором Олегом Беловым есть договор.': 'Олег Белов: сенатор',
        'Встречу провели директор и завуч Анна Орлова.': 'Анна Орлова: завуч',
    },
)
def before_chain(scene: Scene, k: int) -> list[Holder]:
    """A role whose holder is that of the next role: «член Совета, генерал Иванов», «актёр и режиссёр Иванов»."""
    role = scene.roles[k]
    i = skip(scene, role.reach, role)
    mark = scene.word(i, role)
    if not mark or scene.starts(i) is not None:
        return []
    j = i + 1 if mark in JOINING else i
    while scene.word(j, role) and j not in scene.role_from and may_join(scene, j):
        j += 1
    following = scene.role_from.get(j)
    if following is None or following not in scene.holders:
        return []
    after = scene.roles[following]
    if scene.word(role.outset - 1, role).lower() == 'между' or not scene.together(role.head, after.head):
        return []
    fits = cases_agree(after.case, role.case) or not role.case  # «врио начальника полковник Белов»
    if not fits or after.plural != role.plural:
        return []
    if mark == ',' and apposed_to(scene, role) is not None:
        return []
    people = scene.holding(following)
    if mark == 'и' and len(people) == 1 and _are_two(scene, role, after):
        return []
    return held_by(*people) if all(scene.mentions[p].first > role.head for p in people) else []


def _are_two(scene: Scene, role: Role, after: Role) -> bool:
    """Whether a verb in the plural has two roles as its subject, of which one is named: «пришли директор и завуч
    Иванова»."""
    verb = scene.head[role.head]
    subject = verb >= 0 and scene.relation[role.head] in ('nsubj', 'nsubj:pass') and scene.head[after.head] == role.head
    return subject and scene.relation[after.head] == 'conj' and scene.feature(verb, NUMBER) == 'Plur'
