"""Whom an office or a trade means that stands alone: «Премьер Греции Ламброс заболел. | Премьер лежит в больнице.»

Those come into question of whom the text has said before what may be the same office; who of them is meant, the signs
of lexicons/office_reference.yaml tell, weighed together. Nobody is, where two are about as likely: an office of the
wrong person is the worst row there is.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from svodka.find.positions.governed import ACTED_ON, SUBJECT, gender_told, has_child, person_of
from svodka.find.positions.lexicon import words
from svodka.find.positions.phrase import OPENING
from svodka.find.positions.roles import Role
from svodka.find.positions.same_office import Office, listed
from svodka.find.positions.scene import GENDERS, Holder, Scene
from svodka.find.rule import rule
from svodka.language.agreement import GENDER
from svodka.lexicons import load

# So many statements of an office are looked at, the last ones, and so many holders of each.
REMEMBERED = 40
NEAR, FAR = 1, 2  # sentences back up to which one is just named, and is not yet far
FARTHEST = 10  # sentences, from which on it does not matter any more
WITH = frozenset(('с', 'со', 'между', 'перед', 'над'))  # before an instrumental that is no predicate
LONGEST_CHAIN = 4  # roles one inside another: «помощник заместителя министра»
BEFORE = 4  # tokens before a noun in which its own modifiers are looked for


class Statement(NamedTuple):
    """That an office is somebody's, as the text has said it: the role and whose, the index of a mention."""

    role: int
    person: int


@cache
def weights() -> dict[str, float]:
    return {sign: float(entry['points']) for sign, entry in load('office_reference')['signs'].items()}


@cache
def _limit(name: str) -> float:
    return float(load('office_reference')[name])


@cache
def _kinds() -> Mapping[str, frozenset[str]]:
    return {kind: frozenset(nouns) for kind, nouns in load('office_reference')['kinds'].items()}


@rule(
    yes={
        'Певица Анна Волкова выступила в Омске. Певица спела пять песен.': 'Анна Волкова: певица; Анна Волкова: певица',
        'Лидер КНДР Ким Чен Ын уехал. О планах северокорейского лидера молчат.': (
            'Ким Чен Ын: лидер КНДР; Ким Чен Ын: лидер'
        ),
        'Глава Минтранса Олег Белов подписал приказ. Министр отметил рост.': 'Олег Белов: глава; Олег Белов: министр',
        'Экс-президент Перу Хуан Вега умер. Бывшему президенту было 80 лет.': (
            'Хуан Вега: экс-президент Перу (former); Хуан Вега: президент (former)'
        ),
        'Министр финансов Анна Седова уехала. Министр связи Олег Белов приехал. Министр рассказала о планах.': (
            'Анна Седова: министр финансов; Олег Белов: министр связи; Анна Седова: министр'
        ),
        'Мэр Омска Анна Седова уехала. Мэр Тары Олег Белов остался. Мэр, приехавшая домой, молчит.': (
            'Анна Седова: мэр Омска; Олег Белов: мэр Тары; Анна Седова: мэр'
        ),
        'Судья Анна Седова уехала. Судья приехала в Омск.': 'Анна Седова: судья; Анна Седова: судья',
    },
    no={
        'Депутат Олег Белов приехал. Депутат уверена в успехе.': 'Олег Белов: депутат',
        'Директор Олег Белов приехал. Директор была рада.': 'Олег Белов: директор',
        'Мэр Омска Анна Седова приехала. Мэр подписал указ.': 'Анна Седова: мэр Омска',
        'Певица Анна Волкова выступила в Омске. Певцы спели пять песен.': 'Анна Волкова: певица',
        'Глава МВД Олег Белов приехал. Глава государства принял его.': 'Олег Белов: глава',
        'Президент США Джон Смит позвонил в Париж. Президент Франции ответил отказом.': 'Джон Смит: президент США',
        'Президент США Джон Смит позвонил президенту Франции. Президент не ответил.': 'Джон Смит: президент США',
        'Министр финансов Олег Белов уходит. Новый министр сменит его весной.': 'Олег Белов: министр финансов',
        'Министр финансов Олег Белов уходит. На пост министра метят трое.': 'Олег Белов: министр финансов',
        'Министр финансов Олег Белов ушёл. Министр обороны остался.': 'Олег Белов: министр финансов',
        'Бывший мэр Омска Олег Белов открыл музей. Мэр прислал письмо.': 'Олег Белов: мэр Омска (former)',
        'Мэр Олег Белов уехал. Приехал помощник мэра Илья Мороз.': 'Олег Белов: мэр; Илья Мороз: помощник мэра',
        'Мэр Олег Белов отстранил чиновника.': 'Олег Белов: мэр',
        'Хирурги Анна Мороз и Олег Белов приехали. Хирург живёт в Омске.': 'Анна Мороз: хирург; Олег Белов: хирург',
        'Врач Олег Белов уехал. Певец Илья Мороз стал врачом.': (
            'Олег Белов: врач; Илья Мороз: певец; Илья Мороз: врач'
        ),
    },
)
def said_before(scene: Scene, k: int) -> list[Holder]:
    """An office or trade alone that the text has said before of somebody, and of nobody else who may be meant."""
    if not _refers(scene, k):
        return []
    role, office = scene.roles[k], scene.office(k)
    if _is_of_another(scene, k, office):
        return []
    points: dict[str, float] = {}
    best: dict[str, Statement] = {}
    for said in _statements(scene, k, office):
        signs = list(_signs(scene, role, office, said))
        name, found = scene.bearer[said.person], sum(signs)
        if signs and found > points.get(name, 0.0):
            points[name], best[name] = found, said
    ranked = sorted(points, key=lambda name: -points[name])
    if not ranked or points[ranked[0]] < _limit('enough'):
        return []
    if len(ranked) > 1 and points[ranked[0]] - points[ranked[1]] < _limit('ahead'):
        return []
    if _is_acted_on_by(scene, role, ranked[0]):
        return []
    said = best[ranked[0]]
    named = scene.named_before(ranked[0], role.head)
    same = not office.nouns.isdisjoint(scene.office(said.role).nouns)
    first = next((h.of for h in scene.holders[said.role] if h.person == said.person), None)
    of = said.role if first is None else first
    return [Holder(said.person if named is None else named, of=of if same else None)]


def _refers(scene: Scene, k: int) -> bool:
    """Whether a phrase may mean somebody whom the text knows: no predicate, no post that is sought, no «новый»."""
    role = scene.roles[k]
    head, up = role.head, scene.head[role.head]
    if role.plural or role.status == 'future' or not _tells_something(scene, role):
        return False
    if any(earlier.last > head for earlier in scene.roles[max(k - LONGEST_CHAIN, 0) : k]):
        return False  # «советник министра»: any minister's
    cases = {scene.text[i].lower() for i in scene.children(head) if scene.relation[i] == 'case'}
    if role.case == 'Ins' and cases.isdisjoint(WITH):
        return False
    if scene.word(role.outset - 1, role).isdigit():
        return False  # «23 арбитра»
    predicate = any(scene.relation[i] in ('cop', 'nsubj') for i in scene.children(head)) or 'как' in cases
    if predicate or has_child(scene, head, 'mark', 'как') or scene.text[role.first - 1 : role.first] == ['как']:
        return False
    before = range(max(role.first - BEFORE, 0), head)
    if any(scene.lemma[i] in listed('another') and scene.head[i] == head for i in before):
        return False
    if scene.together(up, head) and scene.lemma[up] in words('post') | words('seek') | words('played'):
        return False
    quoted = scene.word(role.first - 1, role) in OPENING and scene.word(role.reach, role) in ('»', '"', '”')
    return not quoted and not _stands_beside_a_name(scene, role)


def _is_acted_on_by(scene: Scene, role: Role, who: str) -> bool:
    """Whether it is somebody himself who does something to whom the phrase means: «мэр Белов отстранил | чиновника»."""
    verb = scene.head[role.head]
    if scene.relation[role.head] not in ACTED_ON or not scene.together(verb, role.head):
        return False
    actor = person_of(scene, verb, SUBJECT)
    return actor is not None and scene.bearer[actor] == who


def _tells_something(scene: Scene, role: Role) -> bool:
    """Whether a phrase tells what somebody is; a noun that does not alone does with a place: «кипрский лидер»."""
    placed = scene.word(role.first - 1, role) != '' and role.first - 1 in scene.place_at
    return scene.whole(role) or placed or role.lemma in listed('alone')


def _stands_beside_a_name(scene: Scene, role: Role) -> bool:
    """Whether a name that the office was not tied to stands at it: whose it is, is a question of those rules."""
    behind = scene.starts(role.reach)
    if behind is not None and scene.word(role.reach, role):
        return not scene.is_kins(role, behind)
    before = role.outset - 1
    return scene.word(before, role) in (',', '(', '—', '–', '-') and before - 1 in scene.person_at


def _statements(scene: Scene, k: int, office: Office) -> Iterator[Statement]:
    """The last statements before a phrase of an office that it may be, one for each holder."""
    nouns = office.nouns | _kinds().get(scene.roles[k].lemma, frozenset())
    earlier: set[int] = set()
    for noun in nouns:
        stated = scene.stated.get(noun, [])
        at = bisect_left(stated, k)
        earlier.update(stated[max(at - REMEMBERED, 0) : at])
    for j in sorted(earlier, reverse=True)[:REMEMBERED]:
        for holder in scene.holders[j][:REMEMBERED]:
            yield Statement(j, holder.person)


def _signs(scene: Scene, role: Role, office: Office, said: Statement) -> Iterator[float]:
    """The points of what speaks for and against that a phrase means the holder of an earlier one; none if it can't."""
    earlier = scene.roles[said.role]
    other = scene.office(said.role)
    if not _may_be_one(office, other) or not _has_gender(scene, role, said.person):
        return
    known, kind = weights(), office.nouns.isdisjoint(other.nouns)
    if not kind and role.status != 'former' and _has_left(scene, said):
        return
    same = role.lemma.removeprefix('экс-') == earlier.lemma.removeprefix('экс-')
    yield known['kind' if kind else 'same_noun' if same else 'other_noun']
    if office.words:
        yield known['same_words']
    if office.places or office.bodies:
        yield known['same_place']
    if not kind and role.strength != 'occupation':
        yield known['office']
    name = scene.bearer[said.person]
    last = scene.named_before(name, role.head)
    back = scene.sentence[role.head] - scene.mentions[said.person if last is None else last].sentence
    if back <= NEAR:
        yield known['just_named']
    if name == scene.leading:
        yield known['leading']
    elif back > FAR:
        yield known['far'] * (min(back, FARTHEST) - FAR)
    if last is not None and last == scene.last_person(role.head):
        yield known['last_named']


def _has_left(scene: Scene, said: Statement) -> bool:
    """Whether who is meant has left the office: whoever has it now may be meant by its noun."""
    held = (h.status for h in scene.holders[said.role] if h.person == said.person)
    return scene.roles[said.role].status == 'former' or 'former' in held


def _may_be_one(office: Office, other: Office) -> bool:
    """Whether what a phrase tells of its office is told of another one, too: its words, its place, its body."""
    if not office.words <= other.words | {word for body in other.bodies for word in body.split()}:
        return False
    if office.places and office.places.isdisjoint(other.places):
        return False
    by_what_is_headed = (office.nouns & other.nouns) - listed('headed_by')
    if office.any_land and office.any_land != other.any_land and not _is_of_a_land(office, other, by_what_is_headed):
        return False
    if office.any_body and not (other.bodies or other.any_body or by_what_is_headed):
        return False
    return all(any(_is_body(a, b) for b in other.bodies) for a in office.bodies)


def _is_of_a_land(office: Office, other: Office, nouns: frozenset[str]) -> bool:
    """Whether an office is of a land of the kind that another phrase tells without its name: «глава региона» is the
    «губернатор Омской области», and the president one of a country even where the text does not say of which."""
    return any(key.startswith(office.any_land) for key in other.places) or (bool(nouns) and not other.places)


def _is_body(name: str, other: str) -> bool:
    """Whether a body may be another one: «МИД» is the «МИД Турции»."""
    return f'{other} '.startswith(f'{name} ') or f'{name} '.startswith(f'{other} ')


def _has_gender(scene: Scene, role: Role, person: int) -> bool:
    """Whether a noun and the verb that it is the subject of may be of a person: a woman may be a министр, but one who
    «рассказал» is a man, and no man is a певица."""
    name = scene.mentions[person].person
    told = None if name is None else name.gender
    if said := gender_told(scene, role.head):
        return told in (None, said)
    return told != 'male' or GENDERS.get(scene.feature(role.head, GENDER)) != 'female'


def _is_of_another(scene: Scene, k: int, office: Office) -> bool:
    """Whether the same noun stood last for somebody whom the text does not name: «позвонил президенту Франции.
    | Президент не ответил»."""
    if office.places or office.bodies or office.words:
        return False
    role = scene.roles[k]
    for j in range(k - 1, -1, -1):
        earlier = scene.roles[j]
        if scene.sentence[role.head] - scene.sentence[earlier.head] > NEAR:
            return False
        if earlier.lemma == role.lemma and not earlier.plural:
            return j not in scene.holders
    return False
