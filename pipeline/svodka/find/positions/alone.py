"""A trade that stands alone, in a text about one person: «Анна Волкова выступила в Омске. Певица сказала …»."""

from __future__ import annotations

from bisect import bisect_left

from svodka.find.positions.lexicon import words
from svodka.find.positions.roles import Role
from svodka.find.positions.scene import GENDERS, Holder, Scene, held_by
from svodka.find.rule import rule


@rule(
    yes={'Анна Волкова выступила в Омске. Певица спела пять песен.': 'Анна Волкова: певица'},
    no=[
        'Пётр Орлов уехал в Омск. К таким выводам эксперт пришёл вчера.',
        'Олег Белов вырос в семье врача.',
        'Олег Белов приехал. Он сыграл роль врача.',
        'Мать Олега Белова работает врачом.',
    ],
)
def of_the_leading(scene: Scene, k: int) -> list[Holder]:
    """A trade alone that the text has said of nobody, and that it can mean of nobody else than whom it is about."""
    role, leading = scene.roles[k], _leading_where_alone(scene, k)
    if leading is None or scene.stated.get(role.lemma) or role.lemma in words('anyone'):
        return []
    last = _last(scene, role.head)
    if last is None:
        return []
    person = scene.mentions[last].person
    gender = GENDERS.get(scene.feature(role.head, 'Gender'))
    fits = person is None or person.gender in (None, gender)
    same = scene.bearer[last] == leading
    return held_by(last) if fits and same and _may_mean(scene, role) else []


def _leading_where_alone(scene: Scene, k: int) -> str | None:
    """The surname of whom a text is about, for a trade that stands alone behind a name."""
    role = scene.roles[k]
    bare = role.reach == role.head + 1 and not role.plural and role.status is None
    if role.strength != 'occupation' or not bare or role.head not in scene.tagged:
        return None
    return None if _last(scene, role.head) is None else scene.leading


def _last(scene: Scene, i: int) -> int | None:
    """The person named last before token i."""
    at = bisect_left(scene.people, i, key=lambda n: scene.mentions[n].first)
    return scene.people[at - 1] if at else None


def _may_mean(scene: Scene, role: Role) -> bool:
    """Whether a trade may be another word for somebody: its sentence has nobody else, no more than it says what is played,
    learnt, or whose family it is."""
    first, last = scene.bounds(role.head)
    up = scene.head[role.head]
    other = up >= 0 and scene.lemma[up] in words('post') | words('kin') | words('played')
    others = any(i in scene.person_at or (i in scene.role_at and i != role.head) for i in range(first, last))
    return role.case != 'Ins' and not other and not others
