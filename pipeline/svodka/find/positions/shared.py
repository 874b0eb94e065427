"""One office of several people, each with what it belongs to: «послы Франции и Италии Морель и Росси», «министры
обороны Беларуси Громов и Казахстана Абаев», «министры труда и финансов Седов и Мороз»."""

from __future__ import annotations

from collections.abc import Container, Iterator

from svodka.find.positions.phrase import CLOSING, OPENING
from svodka.find.positions.roles import Role
from svodka.find.positions.scene import Holder, Scene
from svodka.find.rule import rule
from svodka.language.agreement import CASE, NUMBER
from svodka.language.morph import readings

# A complement longer than this is a clause.
LONGEST_COMPLEMENT = 8
LISTED = frozenset((',', 'и'))


def may_be_shared(role: Role) -> bool:
    """Whether a role may be an office that several people have each a part of."""
    return role.several and role.strength != 'bridge'


@rule(
    yes={
        'Министры финансов Илья Белов и экономики Павел Орлов выступили.': (
            'Илья Белов: министр финансов; Павел Орлов: министр экономики'
        )
    },
    no={
        'Министры финансов Илья Белов и Павел Орлов выступили.': (
            'Илья Белов: министр финансов; Павел Орлов: министр финансов'
        )
    },
)
def interleaved(scene: Scene, k: int) -> list[Holder]:
    """Complement and person by turns: «министры обороны Беларуси Громов, Казахстана Абаев»; what the first complement
    shares with the others is the common noun in front of its name («обороны»)."""
    role = scene.roles[k]
    found: list[Holder] = []
    i = role.head + 1
    if not may_be_shared(role) or not role.plural:
        return []
    common: tuple[int, ...] = ()
    while (end := _complement(scene, role, i)) is not None:
        person, own = scene.person_at[end], tuple(range(i, end))
        if not found:
            named = next((j for j in own if j in scene.named_at), None)
            common = tuple(j for j in own if named is not None and j < named)
            own = own[len(common) :]
        if not own:
            return []
        found.append(_share(scene, role, common, own, person))
        i = scene.mentions[person].last
        if scene.word(i, role) not in LISTED:
            break
        i += 1
    return found if len(found) > 1 else []


def _complement(scene: Scene, role: Role, i: int) -> int | None:
    """Where the person begins whose complement begins at token i: words in the genitive, and nothing else, lie
    between."""
    for j in range(i, i + LONGEST_COMPLEMENT):
        if not scene.word(j, role):
            return None
        if scene.starts(j) is not None:
            return j if j > i else None
        if j in scene.role_at or not (j in scene.named_at or _genitive(scene, j)):
            return None
    return None


def _genitive(scene: Scene, i: int) -> bool:
    return scene.feature(i, CASE) == 'Gen' and scene.pos[i] in ('NOUN', 'PROPN', 'ADJ')


@rule(
    yes={
        'Послы Греции и Кипра Никос Ламброс и Андреас Кипрос открыли выставку.': (
            'Никос Ламброс: посол Греции; Андреас Кипрос: посол Кипра'
        ),
        'Министры энергетики Перу и Чили Луис Риос и Хуан Вега приехали.': (
            'Луис Риос: министр энергетики Перу; Хуан Вега: министр энергетики Чили'
        ),
        'Министры труда и финансов Анна Мороз и Олег Белов их ждали.': (
            'Анна Мороз: министр труда; Олег Белов: министр финансов'
        ),
    },
    no={
        'Депутаты Омской области Олег Белов и Илья Мороз приехали.': (
            'Олег Белов: депутат Омской области; Илья Мороз: депутат Омской области'
        ),
        'Министры труда и финансов Анна Мороз, Пётр Орлов и Олег Белов их ждали.': (
            'Анна Мороз: министр труда и финансов; Пётр Орлов: министр труда и финансов; '
            'Олег Белов: министр труда и финансов'
        ),
    },
)
def distributed(scene: Scene, k: int) -> list[Holder]:
    """The complements first, as many people behind them, in one order: «мэры Омска и Томска Седов и Мороз», «директора
    заводов «Луч» и «Заря» Седов и Мороз»."""
    role, named = scene.roles[k], list[int]()
    if not may_be_shared(role):
        return []
    i = role.head + 1
    while scene.word(i, role) and i not in scene.named_at and i not in scene.role_at and _genitive(scene, i):
        i += 1
    common = tuple(range(role.head + 1, i))
    if nouns := _of_common_nouns(scene, role):
        return nouns
    while (n := scene.named_at.get(_past(scene, role, i, OPENING))) is not None:
        named.append(n)
        i = _past(scene, role, scene.mentions[n].last, CLOSING)
        if scene.word(i, role) not in LISTED:
            break
        i += 1
    people = list(_people(scene, role, i))
    if len(named) <= 1 or len(named) != len(people):
        return []
    spans = [range(scene.mentions[n].first, scene.mentions[n].last) for n in named]
    last = spans[-1][-1]
    # «Омской и Томской областей»: the noun of the last is that of all, and stands in the plural.
    plural = len(spans[-1]) > 1 and scene.feature(last, NUMBER) == 'Plur'
    adjectives = all(len(span) == 1 and _adjective(scene, span[0]) for span in spans[:-1])
    noun = (last,) if plural and adjectives else ()
    if noun or scene.pos[spans[0][0]] != 'ADJ':
        owns = [(*(j for j in span if j not in noun), *noun) for span in spans]
        # «заводов» of «директора заводов «Луч» и «Искра»» belongs to the bodies.
        shared = () if scene.mentions[named[0]].type == 'ORG' else common
        return [_share(scene, role, shared, own, p, noun) for own, p in zip(owns, people, strict=True)]
    return []


def _of_common_nouns(scene: Scene, role: Role) -> list[Holder]:
    """«министры | труда и финансов Седов и Мороз»: complements without a name, joined by «и» and commas, as many as
    people."""
    owns: list[tuple[int, ...]] = [()]
    i = role.head + 1
    while scene.word(i, role) and i not in scene.named_at and i not in scene.role_at and scene.starts(i) is None:
        if scene.word(i, role) in LISTED and owns[-1]:
            owns.append(())
        elif _genitive(scene, i):
            owns[-1] = (*owns[-1], i)
        else:
            return []
        i += 1
    people = list(_people(scene, role, i))
    single_nouns = all(own and sum(scene.pos[j] != 'ADJ' for j in own) == 1 for own in owns)
    if len(owns) <= 1 or len(owns) != len(people) or not single_nouns:
        return []
    return [_share(scene, role, (), own, p) for own, p in zip(owns, people, strict=True)]


def _past(scene: Scene, role: Role, i: int, marks: Container[str]) -> int:
    """The token after a mark of these at token i, else i."""
    return i + 1 if scene.word(i, role) in marks else i


def _adjective(scene: Scene, i: int) -> bool:
    return any(r.kind == 'adjective' for r in readings(scene.text[i].lower()))


def _people(scene: Scene, role: Role, i: int) -> Iterator[int]:
    """The people of a list that begins at token i."""
    while scene.word(i, role) and (person := scene.starts(i)) is not None:
        yield person
        i = scene.mentions[person].last
        if scene.word(i, role) not in LISTED:
            return
        i += 1


def _share(
    scene: Scene, role: Role, common: tuple[int, ...], own: tuple[int, ...], person: int, single: tuple[int, ...] = ()
) -> Holder:
    """A part of an office; a body among its own words is the organisation and no part of the position."""
    body = next((scene.organisation_at[j] for j in own if j in scene.organisation_at), None)
    kept = tuple(j for j in own if j not in scene.organisation_at)
    return Holder(person, None, body, (*range(role.first, role.head + 1), *common, *kept), single)
