"""A trade that stands alone, in a text about one person: «Анна Волкова выступила в Омске. Певица сказала …»."""

from __future__ import annotations

from svodka.find.positions.lexicon import words
from svodka.find.positions.roles import Role
from svodka.find.positions.scene import GENDERS, Holder, Scene, held_by
from svodka.find.rule import rule
from svodka.language.agreement import ALIKE

LONGEST_LIST = 8  # trades that are one person's: «актёра, писателя и режиссёра»


@rule(
    yes={
        'Анна Волкова выступила в Омске. Певица спела пять песен.': 'Анна Волкова: певица',
        'Олег Белов жил в Омске. Фильм снят к юбилею актёра и режиссёра.': 'Олег Белов: актёр; Олег Белов: режиссёр',
    },
    no={
        'Пётр Орлов уехал в Омск. К таким выводам эксперт пришёл вчера.': '',
        'Олег Белов вырос в семье врача.': '',
        'Олег Белов приехал. Он сыграл роль врача.': '',
        'Мать Олега Белова работает врачом.': '',
        'Олег Белов уехал в Омск. Там он учился. Поступил на врача.': '',
        'Мэр Олег Белов болен. Мэра осмотрел врач.': 'Олег Белов: мэр; Олег Белов: мэр',
    },
)
def of_the_leading(scene: Scene, k: int) -> list[Holder]:
    """A trade alone that the text has said of nobody, and that it can mean of nobody else than whom it is about."""
    role, leading = scene.roles[k], _leading_where_alone(scene, k)
    if leading is None or scene.stated.get(role.lemma) or role.lemma in words('anyone'):
        return []
    last = scene.last_person(role.head)
    if last is None:
        return []
    person = scene.mentions[last].person
    gender = GENDERS.get(scene.feature(role.head, 'Gender'))
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


def _may_mean(scene: Scene, role: Role) -> bool:
    """Whether a trade may be another word for somebody: its sentence has nobody else, no more than it says what is
    played, learnt, or whose family it is."""
    first, last = scene.bounds(role.head)
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
