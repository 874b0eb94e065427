"""Roles behind a name: «Иванов, директор …», «Иванов – директор …», «Иванов (директор …)», chains, lines of a list."""

from __future__ import annotations

from svodka.find.positions.around import DASHES, apposed_to, leads_on, listed_before, mark_before, skip
from svodka.find.positions.lexicon import EARLIER, words
from svodka.find.positions.roles import Role
from svodka.find.positions.scene import Holder, Scene, held_by
from svodka.find.rule import rule
from svodka.language.agreement import cases_agree

# A chain of roles has no more links.
LONGEST_CHAIN = 4


@rule(
    yes={
        'Николай Зайцев, ректор института, ответил.': 'Николай Зайцев: ректор института',
        'Николай Зайцев (ректор института) ответил.': 'Николай Зайцев: ректор института',
        'Николай Зайцев – ректор института.': 'Николай Зайцев: ректор института',
        'Николай Зайцев (ныне – ректор института) ответил.': 'Николай Зайцев: ректор института',
        'Николай Зайцев (ранее – ректор института) ответил.': 'Николай Зайцев: ректор института (former)',
        'Олег Белов работает инженером, а Нина Орлова — врачом.': 'Олег Белов: инженер; Нина Орлова: врач',
    },
    no={
        'Приехали Николай Зайцев, ректор Олег Белов.': 'Олег Белов: ректор',
        'Сестра Олега Белова – врач.': '',
        'Олег Белов, мэр и судья приехали.': '',
        'Директор завода Л.И.Белов, уполномоченный по правам человека Т.Н.Седых пришли.': (
            'Л.И.Белов: директор завода; Т.Н.Седых: уполномоченный по правам человека'
        ),
    },
)
def behind_name(scene: Scene, k: int) -> list[Holder]:
    """A role in apposition to the name before it, behind a comma, a dash or in brackets."""
    person, outset = apposed_to(scene, scene.roles[k]), scene.roles[k].outset
    earlier = not EARLIER.isdisjoint(scene.lemma[max(outset - 2, 0) : outset])
    return [] if person is None else [Holder(person, 'former' if earlier else None)]


@rule(
    yes={
        'Олег Белов и Анна Мороз, депутаты Омской области, ушли.': (
            'Олег Белов: депутат Омской области; Анна Мороз: депутат Омской области'
        ),
        'Олег Белов и Анна Мороз (оба – депутаты) ушли.': 'Олег Белов: депутат; Анна Мороз: депутат',
    },
    no=['Олег Белов, депутаты и журналисты ушли.'],
)
def behind_several(scene: Scene, k: int) -> list[Holder]:
    """A role in the plural in apposition to the people listed before it."""
    role = scene.roles[k]
    i = role.outset - 1
    if not role.plural or leads_on(scene, role):
        return []
    if scene.word(i, role) in DASHES and scene.lemma[i - 1] in words('both'):
        i -= 2
    elif scene.lemma[i] in words('both'):
        i -= 1
    if scene.word(i, role) not in (',', '(', *DASHES):
        return []
    people = listed_before(scene, i, role)
    return held_by(*people) if len(people) > 1 and all(scene.agree(role, p) for p in people) else []


@rule(
    yes={
        'Сергей Белов, мэр Омска, депутат, уехал.': 'Сергей Белов: мэр Омска; Сергей Белов: депутат',
        'Умер Сергей Белов, соратник Петра Орлова, мэр Омска в 1988–1998 годах, депутат.': (
            'Сергей Белов: мэр Омска; Сергей Белов: депутат'
        ),
    },
    no={'Мэр Омска Сергей Белов, а также депутат не явились.': 'Сергей Белов: мэр Омска'},
)
def behind_chain(scene: Scene, k: int) -> list[Holder]:
    """A role joined to another that stands behind the name of its holder."""
    role = scene.roles[k]
    i = mark_before(scene, role)
    if role.plural or scene.word(i, role) not in (',', 'и', ';') or leads_on(scene, role):
        return []
    for j in range(k - 1, max(k - LONGEST_CHAIN, -1), -1):
        earlier = scene.roles[j]
        fits = cases_agree(earlier.case, role.case) or not role.case
        if _ends_before(scene, earlier, i) and j in scene.holders and fits and not earlier.plural:
            people = scene.holding(j)
            return held_by(*people) if all(scene.mentions[p].last <= earlier.first for p in people) else []
    return []


def _ends_before(scene: Scene, role: Role, i: int) -> bool:
    """Whether a role's phrase ends before token i, with its years and whose it is: «соратник Петра Орлова, премьер Перу
    в 1988–1998 годах|, депутат»."""
    end = skip(scene, role.reach, role)
    if (person := scene.starts(end)) is not None and end < i and scene.case(person) == 'Gen':
        end = skip(scene, scene.mentions[person].last, role)
    return end == i


@rule(
    yes={
        'Олег Белов\tвахтёр\nАнна Мороз\tюрист': 'Олег Белов: вахтёр; Анна Мороз: юрист',
        'С уважением,\n\nдиректор института\n\nЭлдор Арипов': 'Элдор Арипов: директор института',
        'Председатель\tТ. И. Белова\nСекретарь\tА. П. Мороз': 'Т. И. Белова: председатель; А. П. Мороз: секретарь',
    },
    no=['С уважением,\n\nдиректор института\n\nЭлдор Арипов выступил с докладом.'],
)
def next_line(scene: Scene, k: int) -> list[Holder]:
    """A role alone on its line, and a name alone on the line before or after it, as below a letter or in a list."""
    role, sentences = scene.roles[k], scene.parse.sentences
    n = scene.sentence[role.head]
    own = sentences[n]
    if role.plural or role.outset != own.first or role.reach < own.last - (scene.text[own.last - 1] in '.,;'):
        return []
    for other in (n - 1, n + 1):
        if 0 <= other < len(sentences) and sentences[other].block != own.block:
            person = scene.starts(sentences[other].first)
            stop = sentences[other].last
            if other < n and person is not None and _holds_the_line_above(scene, k, person):
                continue
            if person is not None and scene.mentions[person].last >= stop - (scene.text[stop - 1] in '.,;'):
                return held_by(person) if role.case in ('Nom', '') else []
    return []


def _holds_the_line_above(scene: Scene, k: int, person: int) -> bool:
    """Whether a name alone on a line has the role of the line above it, as below a document: the role first, then who
    signs."""
    line = scene.mentions[person].sentence - 1
    return k > 0 and scene.sentence[scene.roles[k - 1].head] == line and person in scene.holding(k - 1)
