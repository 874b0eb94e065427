"""Roles that a verb gives: «Иванов стал директором», «занимает пост директора», «избран депутатом»."""

from __future__ import annotations

from svodka.find.positions.around import DASHES, leads_on, listed_after, mark_before, skip, time_at
from svodka.find.positions.governed import (
    NEAR,
    OBJECT,
    SUBJECT,
    governed_by,
    has_child,
    is_doubtful,
    is_giving,
    last_subject,
    person_of,
    understood,
)
from svodka.find.positions.lexicon import EARLIER, words
from svodka.find.positions.roles import Role
from svodka.find.positions.scene import GENDERS, Holder, Scene, held_by
from svodka.find.rule import rule
from svodka.language.agreement import ALIKE, GENDER, TENSE, cases_agree

# A tense in which verbs of having an office tell that it is over: «занимал пост», but not «занял».
PAST = 'Past'
# So many verbs up from «исполняющим обязанности» is the one that governs it.
CLIMB = 3


@rule(
    yes={
        'Николай Зайцев был ректором.': 'Николай Зайцев: ректор (former)',
        'Ректором был Пётр Орлов.': 'Пётр Орлов: ректор (former)',
        'Николай Зайцев будет ректором.': 'Николай Зайцев: ректор (future)',
    },
    no=['Пётр Орлов не является директором музея.'],
)
def copula(scene: Scene, k: int) -> list[Holder]:
    """A role that is the predicate, with a subject: «Иванов – директор», «Иванов был директором»."""
    role = scene.roles[k]
    if role.case not in ('Nom', 'Ins', '') or is_doubtful(scene, role.head):
        return []
    person = person_of(scene, role.head, SUBJECT)
    others = listed_after(scene, person) if role.plural and person is not None else []
    status = _status_of_copula(scene, role.head)
    return [Holder(holder.person, status) for holder in held_by(person, *others)]


def _status_of_copula(scene: Scene, head: int) -> str | None:
    """What «был» and «будет» beside a predicate tell of an office."""
    copulas = [i for i in scene.children(head) if scene.relation[i] == 'cop']
    if any(scene.text[i].lower().startswith('буд') for i in copulas):  # its tense a tagger may not know
        return 'future'
    return 'former' if any(scene.feature(i, TENSE) == PAST for i in copulas) else None


@rule(
    yes={
        'Пётр Орлов родился в Омске. С 2005 года — мэр Перми.': 'Пётр Орлов: мэр Перми',
        'Пётр Орлов родился в Омске. Был министром финансов.': 'Пётр Орлов: министр финансов (former)',
        'Олегу Белову 60 лет. Жил в Омске. Его знают все. Было всякое. Был министром.': 'Олег Белов: министр (former)',
    },
    no=['Пётр Орлов родился в Омске. Не был министром финансов.'],
)
def copula_alone(scene: Scene, k: int) -> list[Holder]:
    """«был министром» without a subject, as in a life's story."""
    role = scene.roles[k]
    if _is_dated(scene, role):
        return held_by(last_subject(scene, role.head))
    if scene.together(scene.head[role.head], role.head):
        return []
    before = range(max(role.first - NEAR, 0), role.first)
    found = [i for i in before if scene.head[i] == role.head and scene.relation[i] == 'cop']
    if not found or role.case != 'Ins' or is_doubtful(scene, role.head):
        return []
    status = _status_of_copula(scene, role.head)
    return [Holder(holder.person, status) for holder in held_by(understood(scene, found[0]))]


def _is_dated(scene: Scene, role: Role) -> bool:
    """Whether a sentence begins with a time, a dash and a role: «С 2005 года — | мэр Омска»."""
    first, mark = scene.bounds(role.head)[0], mark_before(scene, role)
    return role.case == 'Nom' and scene.word(mark, role) in DASHES and 0 < time_at(scene, first, role) == mark - first


def _has_no_governor(scene: Scene, head: int) -> bool:
    """Whether a role's noun is joined to another word, or is the sentence's root: no verb gives it."""
    return scene.relation[head] == 'conj' or not scene.together(scene.head[head], head)


@rule(
    yes={
        'Пётр Орлов был мэром и депутатом.': 'Пётр Орлов: мэр (former); Пётр Орлов: депутат (former)',
        'Пётр Орлов стал директором музея, а потом президентом фонда.': (
            'Пётр Орлов: директор музея; Пётр Орлов: президент фонда'
        ),
        'Пётр Орлов занимает должность ректора вуза, а также заместителя председателя.': (
            'Пётр Орлов: ректор вуза; Пётр Орлов: заместитель председателя'
        ),
    },
    no={
        'Пётр Орлов был мэром, а депутат спорил.': 'Пётр Орлов: мэр (former)',
        'Мэр Пётр Орлов и депутат уехали.': 'Пётр Орлов: мэр',
    },
)
def conjunct(scene: Scene, k: int) -> list[Holder]:
    """A role that the tree joins to another whose holder is known, or to a verb by its copula."""
    role = scene.roles[k]
    up = scene.head[role.head]
    if leads_on(scene, role):
        return []
    if _goes_on_from(scene, k - 1, role):
        return _same(scene, k - 1)
    if scene.relation[role.head] != 'conj' or not scene.together(up, role.head):
        return []
    j = scene.role_at.get(up, -1)
    if j in scene.holders and j < k and scene.roles[j].like(role):
        people = scene.holding(j)
        # «мэр Иванов и депутат» are two, «мэр и депутат» one.
        parted = any(scene.roles[j].head < scene.mentions[p].first < role.head for p in people)
        return [] if parted and scene.word(role.outset - 1, role) == 'и' else _same(scene, j)
    if role.case == 'Ins' and has_child(scene, role.head, 'cop'):
        return held_by(governed_by(scene, up))
    return []


def _goes_on_from(scene: Scene, j: int, role: Role) -> bool:
    """Whether a role goes on from one whose holder a verb tells: «стал директором и первым ректором, | а потом
    президентом»."""
    if j not in scene.holders:
        return False
    earlier, i = scene.roles[j], mark_before(scene, role)
    if earlier.case not in ('Ins', 'Gen') or not cases_agree(earlier.case, role.case) or earlier.plural != role.plural:
        return False
    between = any(earlier.head < scene.mentions[p].first < role.head for p in scene.holding(j))
    return not between and scene.word(i, role) in (',', 'и') and skip(scene, earlier.reach, role) == i


def _same(scene: Scene, j: int) -> list[Holder]:
    """The holders of another role, who have this one in the same state."""
    return [Holder(holder.person, holder.status) for holder in scene.holders[j]]


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
        'В 2010 году Пётр Орлов занимал пост министра культуры.': 'Пётр Орлов: министр культуры (former)',
        'Пётр Орлов занял пост министра культуры.': 'Пётр Орлов: министр культуры',
        'Пётр Орлов покинет пост министра культуры.': 'Пётр Орлов: министр культуры',
        'Илью Мороза на посту мэра сменил Олег Белов.': 'Олег Белов: мэр; Илья Мороз: мэр (former)',
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
    if verb in scene.person_at:  # «Иванова на посту директора сменил», that of a name by the tree
        verb = scene.head[scene.mentions[scene.person_at[verb]].first]
    if not scene.together(verb, role.head) or scene.lemma[verb] in words('seek'):
        return []
    if scene.lemma[verb] in words('replace'):
        return _in_turn(scene, verb)
    person = None if is_doubtful(scene, verb) else governed_by(scene, verb)
    status = 'acting' if scene.lemma[up] == 'обязанность' else _status_by(scene, verb)
    return [] if person is None else [Holder(person, status)]


def _status_by(scene: Scene, verb: int) -> str | None:
    """What a verb's tense tells of an office: one who left it or worked in it has had it, one who will get it will have
    it."""
    tense = scene.feature(verb, TENSE)
    if scene.lemma[verb] in words('leave'):
        return None if tense == 'Fut' else 'former'
    if tense == 'Fut':
        return 'future'
    return 'former' if tense == PAST and scene.lemma[verb] in words('held') else None


def _in_turn(scene: Scene, verb: int) -> list[Holder]:
    """Who has an office after whom: «Иванова на посту директора сменил Петров», in the future «сменит»."""
    later, earlier = person_of(scene, verb, SUBJECT), person_of(scene, verb, OBJECT)
    is_to_come = scene.feature(verb, TENSE) == 'Fut'
    found = [] if later is None else [Holder(later, 'future' if is_to_come else None)]
    if earlier is not None and earlier != later:
        found.append(Holder(earlier, None if is_to_come else 'former'))
    return found


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
        'До назначения Пётр Орлов работал директором музея.': 'Пётр Орлов: директор музея (former)',
        'Пётр Орлов станет директором музея.': 'Пётр Орлов: директор музея (future)',
        'Губернатор назначил министром спорта Олега Белова.': 'Олег Белов: министр спорта',
        'Губернатор назначил министром спорта тренера Олега Белова.': (
            'Олег Белов: министр спорта; Олег Белов: тренер'
        ),
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
    status = 'former' if _was_earlier(scene, up) else _status_by(scene, up)
    # Who gives an office is not where it is: «совет избрал председателем Иванова».
    body = _organisation_of(scene, up) if role.organisation is None and not is_giving(scene, up) else None
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
    person = titled[0] if len(titled) == 1 else scene.starts(i)
    if role.head > verb or person is None or not scene.together(i, role.head):
        return None
    return person if scene.case(person) in ('Nom', '') and _has_gender_of(scene, verb, person) else None


def _has_gender_of(scene: Scene, verb: int, person: int) -> bool:
    """Whether a verb in the past may have a person as its subject."""
    gender, name = GENDERS.get(scene.feature(verb, GENDER)), scene.mentions[person].person
    return gender is None or name is None or name.gender in (None, gender)


def _object_beside(scene: Scene, role: Role) -> int | None:
    """The name behind a role, or before it, in the case of an object: «назначил министром | Олега Иванова», «назначил
    министром | юриста Олега Иванова»."""
    i = skip(scene, role.reach, role)
    titled = scene.holding(scene.role_from.get(i, -1))
    for person in (*titled[:1], scene.starts(i), scene.person_at.get(role.outset - 1)):
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
