"""A trade that stands alone, in a text about one person: «Анна Волкова выступила в Омске. Певица сказала …»."""

from __future__ import annotations

from svodka.find.positions.governed import ACTED_ON, gender_told
from svodka.find.positions.lexicon import words
from svodka.find.positions.roles import Role
from svodka.find.positions.scene import GENDERS, Holder, Scene, held_by
from svodka.find.rule import rule
from svodka.language.agreement import ALIKE, GENDER

KNOWN = 2  # names of somebody before a trade that may be another word for him
PRONOUNS = frozenset(('он', 'она', 'его', 'её'))
LONGEST_LIST = 8  # trades that are one person's: «актёра, писателя и режиссёра»


@rule(
    yes={
        'Анна Волкова выступила в Омске. Волкову ждали. Певица спела пять песен.': 'Волкова: певица',
        'Олег Белов жил в Омске. Белова знали все. Фильм снят к юбилею актёра и режиссёра.': (
            'Белов: актёр; Белов: режиссёр'
        ),
        'Анна Волкова выступила в Омске. Волкову ждали. Пианист рада встрече.': 'Волкова: пианист',
    },
    no={
        'Олег Белов жил в Омске. Белова знали все. Пианист рада встрече.': '',
        'Пётр Орлов уехал в Омск. Орлов устал. К таким выводам эксперт пришёл вчера.': '',
        'Олег Белов вырос в семье врача.': '',
        'Олег Белов приехал. Белов рад. Он сыграл роль врача.': '',
        'Мать Олега Белова работает врачом.': '',
        'Олег Белов уехал в Омск. Белов устал. Там он учился. Поступил на врача.': '',
        'Анна Волкова вошла в зал. Студентка задала вопрос.': '',
        'Ректор Анна Волкова вошла в зал. Волкову ждали. Студентка задала вопрос.': 'Анна Волкова: ректор',
        'Олег Белов приехал в больницу. Белов устал. Врач встретил его у входа.': '',
        'Олег Белов приехал в больницу. Белов устал. Потом наградили фельдшера.': '',
        'Мэр Олег Белов болен. Мэра осмотрел врач.': 'Олег Белов: мэр; Олег Белов: мэр',
    },
)
def of_the_leading(scene: Scene, k: int) -> list[Holder]:
    """A trade alone that the text has said of nobody, and that it can mean of nobody else than whom it is about: who is
    named again and again, and of whom it tells no other office or trade. A bystander's trade it must not be, so nobody
    has one whom something happens with beside «он» and «его»."""
    role, leading = scene.roles[k], _leading_where_alone(scene, k)
    if leading is None or scene.stated.get(role.lemma) or role.lemma in words('anyone'):
        return []
    last = scene.last_person(role.head)
    if last is None or _is_called_otherwise(scene, role, leading):
        return []
    if sum(scene.bearer[n] == leading and scene.mentions[n].first < role.head for n in scene.people) < KNOWN:
        return []
    person = scene.mentions[last].person
    gender = gender_told(scene, role.head) or GENDERS.get(scene.feature(role.head, GENDER))
    told = None if person is None else person.gender
    fits = told == gender or (told is None and gender != 'female')
    same = scene.bearer[last] == leading
    return held_by(last) if fits and same and _may_mean(scene, role) else []


def _leading_where_alone(scene: Scene, k: int) -> str | None:
    """The surname of whom a text is about, for a trade that stands alone behind a name."""
    role = scene.roles[k]
    bare = role.reach == role.head + 1 and not role.plural and role.status is None
    if role.strength != 'occupation' or not bare or role.head not in scene.tagged:
        return None
    return None if scene.last_person(role.head) is None else scene.leading


def _is_called_otherwise(scene: Scene, role: Role, who: str) -> bool:
    """Whether the text has told an office or trade of somebody, others than those that are said together with this."""
    group = _group(scene, role.head)
    own = (j for j, holders in scene.holders.items() if any(scene.bearer[h.person] == who for h in holders))
    return any(_group(scene, scene.roles[j].head) != group for j in own)


def _may_mean(scene: Scene, role: Role) -> bool:
    """Whether a trade may be another word for somebody: its sentence has nobody else, no more than it says what is
    played, learnt, or whose family it is, and nothing is done to it."""
    first, last = scene.bounds(role.head)
    if scene.relation[role.head] in ACTED_ON or any(scene.lemma[i] in PRONOUNS for i in range(first, last)):
        return False
    up = scene.head[role.head]
    other = up >= 0 and scene.lemma[up] in words('post') | words('kin') | words('played')
    group = _group(scene, role.head)
    others = any(i in scene.person_at or (i in scene.role_at and _group(scene, i) != group) for i in range(first, last))
    learnt = role.case in ALIKE and scene.word(role.first - 1, role) == 'на'
    return role.case != 'Ins' and not learnt and not other and not others


def _group(scene: Scene, i: int) -> int:
    """The first of the words that «и» and commas join to token i, by the tree."""
    for _ in range(LONGEST_LIST):
        if scene.relation[i] != 'conj' or not scene.together(scene.head[i], i):
            break
        i = scene.head[i]
    return i
