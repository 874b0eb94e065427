"""Roles that a verb gives: «Иванов стал директором», «занимает пост директора», «избран депутатом»."""

from __future__ import annotations

from svodka.find.positions.around import leads_on, listed_after, skip
from svodka.find.positions.governed import (
    NEAR,
    OBJECT,
    SUBJECT,
    governed_by,
    has_child,
    is_doubtful,
    is_giving,
    person_of,
    understood,
)
from svodka.find.positions.lexicon import EARLIER, words
from svodka.find.positions.roles import Role
from svodka.find.positions.scene import GENDERS, Holder, Scene, held_by
from svodka.find.rule import rule
from svodka.language.agreement import ALIKE, GENDER

# So many verbs up from «исполняющим обязанности» is the one that governs it.
CLIMB = 3


@rule(
    yes={'Николай Зайцев был ректором.': 'Николай Зайцев: ректор', 'Ректором был Пётр Орлов.': 'Пётр Орлов: ректор'},
    no=['Пётр Орлов не является директором музея.'],
)
def copula(scene: Scene, k: int) -> list[Holder]:
    """A role that is the predicate, with a subject: «Иванов – директор», «Иванов был директором»."""
    role = scene.roles[k]
    if role.case not in ('Nom', 'Ins', '') or is_doubtful(scene, role.head):
        return []
    person = person_of(scene, role.head, SUBJECT)
    others = listed_after(scene, person) if role.plural and person is not None else []
    return held_by(person, *others)


@rule(
    yes={'Пётр Орлов родился в Омске. Был министром финансов.': 'Пётр Орлов: министр финансов'},
    no=['Пётр Орлов родился в Омске. Не был министром финансов.'],
)
def copula_alone(scene: Scene, k: int) -> list[Holder]:
    """«был министром» without a subject, as in a life's story."""
    role = scene.roles[k]
    if scene.together(scene.head[role.head], role.head):
        return []
    before = range(max(role.first - NEAR, 0), role.first)
    found = [i for i in before if scene.head[i] == role.head and scene.relation[i] == 'cop']
    if not found or role.case != 'Ins' or is_doubtful(scene, role.head):
        return []
    return held_by(understood(scene, found[0]))


def _has_no_governor(scene: Scene, head: int) -> bool:
    """Whether a role's noun is joined to another word, or is the sentence's root: no verb gives it."""
    return scene.relation[head] == 'conj' or not scene.together(scene.head[head], head)


@rule(
    yes={'Пётр Орлов был мэром и депутатом.': 'Пётр Орлов: мэр; Пётр Орлов: депутат'},
    no={
        'Пётр Орлов был мэром, а депутат спорил.': 'Пётр Орлов: мэр',
        'Мэр Пётр Орлов и депутат уехали.': 'Пётр Орлов: мэр',
    },
)
def conjunct(scene: Scene, k: int) -> list[Holder]:
    """A role that the tree joins to another whose holder is known, or to a verb by its copula."""
    role = scene.roles[k]
    up = scene.head[role.head]
    if scene.relation[role.head] != 'conj' or not scene.together(up, role.head) or leads_on(scene, role):
        return []
    j = scene.role_at.get(up, -1)
    if j in scene.holders and j < k and scene.roles[j].like(role):
        people = scene.holding(j)
        # «мэр Иванов и депутат» are two, «мэр и депутат» one.
        parted = any(scene.roles[j].head < scene.mentions[p].first < role.head for p in people)
        return [] if parted and scene.word(role.outset - 1, role) == 'и' else held_by(*people)
    if role.case == 'Ins' and has_child(scene, role.head, 'cop'):
        return held_by(governed_by(scene, up))
    return []


@rule(
    yes={'Олег Белов утверждён в качестве председателя.': 'Олег Белов: председатель'},
    no=['Олег Белов не утверждён в качестве председателя.'],
)
def in_quality_of(scene: Scene, k: int) -> list[Holder]:
    """«утверждён в качестве председателя»."""
    role = scene.roles[k]
    up = scene.head[role.head]
    if role.case != 'Gen' or scene.lemma[role.first - 1] != 'качество' or _has_no_governor(scene, role.head):
        return []
    return [] if is_doubtful(scene, up) else held_by(governed_by(scene, up))


@rule(
    yes={
        'В 2010 году Пётр Орлов занимал пост министра культуры.': 'Пётр Орлов: министр культуры',
        'Пётр Орлов покинул пост министра культуры.': 'Пётр Орлов: министр культуры (former)',
    },
    no=['Пётр Орлов претендует на пост мэра.'],
)
def post(scene: Scene, k: int) -> list[Holder]:
    """«занимает пост директора», «отставка Иванова с поста директора», but not «претендует на пост директора»."""
    role = scene.roles[k]
    up = scene.head[role.head]
    named = role.case == 'Gen' or up == role.outset - 1  # «должности замсекретаря», whose case a tagger may not know
    if not named or _has_no_governor(scene, role.head) or scene.lemma[up] not in words('post'):
        return []
    verb = scene.head[up]
    if not scene.together(verb, role.head) or scene.lemma[verb] in words('seek'):
        return []
    if scene.lemma[verb] in words('replace'):
        return held_by(*(person_of(scene, verb, relations) for relations in (SUBJECT, OBJECT)))
    person = None if is_doubtful(scene, verb) else governed_by(scene, verb)
    status = 'former' if scene.lemma[verb] in words('leave') else 'acting' if scene.lemma[up] == 'обязанность' else None
    return [] if person is None else [Holder(person, status)]


@rule(
    yes={'Олег Белов известен как композитор.': 'Олег Белов: композитор'},
    no=['Олега Белова встретили как родного.'],
)
def known_as(scene: Scene, k: int) -> list[Holder]:
    """«известен как композитор», «выступал как эксперт»."""
    role = scene.roles[k]
    if _has_no_governor(scene, role.head) or not _as(scene, role.head):
        return []
    return held_by(governed_by(scene, scene.head[role.head]))


def _as(scene: Scene, head: int) -> bool:
    return has_child(scene, head, 'case', 'как') or has_child(scene, head, 'mark', 'как')


@rule(
    yes={
        'Пётр Орлов стал директором музея.': 'Пётр Орлов: директор музея',
        'Исполняющим обязанности директора назначен Пётр Орлов.': 'Пётр Орлов: директор (acting)',
        'Пётр Орлов станет директором музея.': 'Пётр Орлов: директор музея (future)',
        'Губернатор назначил министром спорта Олега Белова.': 'Олег Белов: министр спорта',
        'Олег Белов ушёл, новым главой банка стала Анна Мороз.': 'Анна Мороз: глава банка',
        'Олег Белов признан вратарём года.': 'Олег Белов: вратарь года',
        'Ректором избран доктор исторических наук, профессор Олег Белов.': (
            'Олег Белов: ректор; Олег Белов: профессор'
        ),
        'Ушёл Олег Белов, ранее работавший ректором вуза.': 'Олег Белов: ректор вуза (former)',
        'Пётр Орлов и Анна Мороз являются депутатами.': 'Пётр Орлов: депутат; Анна Мороз: депутат',
    },
    no={
        'Пётр Орлов хочет стать мэром Омска.': '',
        'Во главе делегации стоял Пётр Орлов.': '',
        'Губернатор Пётр Орлов назначил министром спорта своего друга.': 'Пётр Орлов: губернатор',
    },
)
def appointed(scene: Scene, k: int) -> list[Holder]:
    """A role in the instrumental under a verb of being or of appointing, and whom the verb means."""
    role = scene.roles[k]
    up = _verb_over(scene, role)
    if up is None or scene.lemma[up] not in words('be') or is_doubtful(scene, up):
        return []
    person = _meant_by(scene, role, up)
    if person is None:
        return []
    status = 'future' if scene.feature(up, 'Tense') == 'Fut' else 'former' if _was_earlier(scene, up) else None
    body = _organisation_of(scene, up) if role.organisation is None else None
    others = listed_after(scene, person) if role.plural else []
    return [Holder(p, status, body) for p in (person, *others)]


def _verb_over(scene: Scene, role: Role) -> int | None:
    """The word that governs a role in the instrumental, without a preposition or «как»; None if none does."""
    if _has_no_governor(scene, role.head) or _as(scene, role.head) or has_child(scene, role.head, 'case'):
        return None
    up = scene.head[role.head]
    if role.status != 'acting':
        return up if role.case in ('Ins', '') else None
    # «исполняющим обязанности директора назначен …»: the verb governs the participle.
    for _ in range(CLIMB):
        if scene.lemma[up] not in words('be') and scene.together(scene.head[up], up):
            up = scene.head[up]
    return up


def _meant_by(scene: Scene, role: Role, verb: int) -> int | None:
    """Whom a verb of appointing gives a role, or a verb of being says to have it."""
    if is_giving(scene, verb):
        person = governed_by(scene, verb)
        return _object_beside(scene, role) if person is None else person
    person = _subject_behind(scene, role, verb)
    person = governed_by(scene, verb) if person is None else person
    return person if person is not None and _has_gender_of(scene, verb, person) else None


def _was_earlier(scene: Scene, verb: int) -> bool:
    """Whether a verb tells of a time that is over: «ранее работавший директором»."""
    return any(scene.head[i] == verb and scene.lemma[i] in EARLIER for i in range(max(verb - NEAR, 0), verb))


def _subject_behind(scene: Scene, role: Role, verb: int) -> int | None:
    """The name right behind a verb that has the role before it: «новым главой банка стала | Анна Иванова»."""
    i = skip(scene, verb + 1, role)
    i += i > verb + 1 and scene.word(i, role) == ','  # «избран доктор наук, профессор Иванов»
    titled = scene.holding(scene.role_from.get(i, -1))
    person = titled[0] if i > verb + 1 and len(titled) == 1 else scene.starts(i)
    if role.head > verb or person is None or not scene.together(i, role.head):
        return None
    return person if scene.case(person) in ('Nom', '') and _has_gender_of(scene, verb, person) else None


def _has_gender_of(scene: Scene, verb: int, person: int) -> bool:
    """Whether a verb in the past may have a person as its subject."""
    gender, name = GENDERS.get(scene.feature(verb, GENDER)), scene.mentions[person].person
    return gender is None or name is None or name.gender in (None, gender)


def _object_beside(scene: Scene, role: Role) -> int | None:
    """The name behind a role, or before it, in the case of an object: «назначил министром | Олега Иванова»."""
    after, before = scene.starts(skip(scene, role.reach, role)), scene.person_at.get(role.outset - 1)
    for person in (after, before):
        if person is None or not scene.together(scene.mentions[person].first, role.head):
            continue
        if scene.possible(person) & ALIKE and scene.case(person) in ('Gen', 'Acc', ''):
            return person
    return None


def _organisation_of(scene: Scene, verb: int) -> int | None:
    """«работал в институте инженером»: the organisation that hangs on the verb, the last of several."""
    near = range(max(verb - NEAR, 0), min(verb + NEAR, len(scene)))
    found = (scene.organisation_at[i] for i in reversed(near) if scene.head[i] == verb and i in scene.organisation_at)
    return next(found, None)
